/* See report_table.h. */
#include "report_table.h"

#include "charts.h"
#include "report_pages.h"

#include "forms/alloc.h"
#include "forms/text.h"

#include <math.h>

void table_add(struct table_lines *lines, const struct table_line *line)
{
	ARRAY_RESERVE(lines->list, lines->count, lines->room);
	lines->list[lines->count++] = *line;
}

void table_add_place(struct table_lines *lines, struct report *report,
		     enum report_field_kind field, const struct report_place *place)
{
	const char *name = report_place_name(report, place);
	bool coded = !place->label && name != place->code;
	bool ranked = place->ranking.why == RANK_RANKED;

	table_add(lines,
		  &(struct table_line){.figure = place->figure,
				       .name = name,
				       .code = coded ? place->code : NULL,
				       .link = pages_link(report, field, place),
				       .ranking = ranked ? &place->ranking : NULL,
				       .nranked = report->data->fields[field].nranked,
				       .tiered = field != PLACES_FACTORS &&
						 report->data->fields[field].ntiers > 1,
				       .change = place->change});
}

void table_release(struct table_lines *lines)
{
	free(lines->list);
	*lines = (struct table_lines){0};
}

/* --- cells -------------------------------------------------------------------------- */

/* A column beside the name: what its head says, and its cell. */
struct column {
	unsigned when; /* table_column; 0: always */
	const char *css;
	const char *title[LANGUAGE_COUNT];
	void (*write)(FILE *out, struct report *report, const struct table_line *line);
	double (*sort)(const struct table_line *line);
};

static double sort_value(const struct table_line *line)
{
	return line->figure->result.estimate;
}

static double sort_n(const struct table_line *line)
{
	return (double)line->figure->result.n;
}

static double sort_rank(const struct table_line *line)
{
	return line->ranking ? -(double)line->ranking->rank : (double)NAN;
}

static double sort_change(const struct table_line *line)
{
	return line->change && line->change->note == CONTRAST_TOLD
		       ? line->change->comparison.difference
		       : (double)NAN;
}

static void write_value(FILE *out, struct report *report, const struct table_line *line)
{
	const struct result *result = &line->figure->result;

	fprintf(out, "<b>%s</b> <small>%s</small>",
		report_percent(report, result->estimate),
		isnan(result->low) ? "–" : report_interval(report, result));
}

static void write_judged(FILE *out, struct report *report,
			 const struct table_line *line)
{
	enum verdict verdict = report_verdict(report, line->figure);

	fprintf(out, "<span class=\"%s\">%s</span>", verdict_css(verdict),
		verdict_text(verdict, report->language));
}

const char *table_rank(struct report *report, const struct ranking *ranking)
{
	return arena_printf(report->arena, "%zu (%zu–%zu)", ranking->rank, ranking->low,
			    ranking->high);
}

static const char *const worth_css[] = {"missed", "unsure", "met"};

static void write_before(FILE *out, struct report *report,
			 const struct table_line *line)
{
	fputs(" <small class=\"was\">", out);
	report_say(out, report, VI_EN("kỳ trước {0}", "before {0}"),
		   PHRASE_ARGS(table_rank(report, line->before)));
	fprintf(out, ": <span class=\"%s\">%s</span></small>",
		worth_css[line->rank_sign + 1],
		sentence_brief(BRIEF_CHANGE, line->rank_sign, report->language));
}

static void write_ranked(FILE *out, struct report *report,
			 const struct table_line *line)
{
	if (!line->ranking) {
		fputs("–", out);
		return;
	}
	fprintf(out, "%s", table_rank(report, line->ranking));
	if (line->tiered) {
		fputs(" <small>", out);
		report_say(
			out, report, VI_EN("nhóm {0}", "tier {0}"),
			PHRASE_ARGS(report_count(report, (double)line->ranking->tier)));
		fputs("</small>", out);
	}
	if (line->before)
		write_before(out, report, line);
}

/* A difference, its interval and what it is worth. */
static void write_difference(FILE *out, struct report *report,
			     const struct comparison *comparison, int sign,
			     enum sentence_brief kind)
{
	report_say(out, report, VI_EN("<b>{0}</b> điểm&nbsp;%", "<b>{0}</b> points"),
		   PHRASE_ARGS(report_points(report, comparison->difference)));
	fprintf(out, " <small class=\"w\">%s</small> <span class=\"%s\">%s</span>",
		report_points_interval(report, comparison), worth_css[sign + 1],
		sentence_brief(kind, sign, report->language));
}

void table_write_change(FILE *out, struct report *report, const struct contrast *change)
{
	if (change->note != CONTRAST_TOLD || isnan(change->comparison.difference))
		fputs("–", out);
	else
		write_difference(out, report, &change->comparison,
				 report_real(report, change), BRIEF_CHANGE);
}

static void write_gap(FILE *out, struct report *report, const struct table_line *line)
{
	if (!line->gap || isnan(line->gap->difference)) {
		fputs("–", out);
		return;
	}
	struct difference_facts facts =
		report_difference_facts(report, line->gap, line->gap_p);
	write_difference(out, report, line->gap, sentence_sign(&facts), BRIEF_GAP);
}

static void write_changed(FILE *out, struct report *report,
			  const struct table_line *line)
{
	if (line->change)
		table_write_change(out, report, line->change);
	else
		fputs("–", out);
}

void table_contribution(FILE *out, struct report *report, const struct table_line *line)
{
	struct comparison moved = line->change->comparison;

	moved.difference *= line->weight;
	moved.low *= line->weight;
	moved.high *= line->weight;
	report_say(out, report, VI_EN("<b>{0}</b> điểm&nbsp;%", "<b>{0}</b> points"),
		   PHRASE_ARGS(report_points(report, moved.difference)));
	fprintf(out, " <small class=\"w\">%s</small>",
		report_points_interval(report, &moved));
}

static void write_n(FILE *out, struct report *report, const struct table_line *line)
{
	fputs(report_count(report, (double)line->figure->result.n), out);
}

static const struct column columns[] = {
	{0, "number", {"Tỷ lệ hài lòng", "Satisfied"}, write_value, sort_value},
	{TABLE_JUDGED,
	 "judged",
	 {"So với mục tiêu", "Against the target"},
	 write_judged,
	 NULL},
	{TABLE_RANKED,
	 "ranked",
	 {"Hạng (có thể từ–đến)", "Rank (may be)"},
	 write_ranked,
	 sort_rank},
	{TABLE_GAP,
	 "changed",
	 {"So với kết quả chung", "Against everybody"},
	 write_gap,
	 NULL},
	{TABLE_CHANGED,
	 "changed",
	 {"So với kỳ trước", "Since the base"},
	 write_changed,
	 sort_change},
	{TABLE_MOVED,
	 "changed",
	 {"Đóng góp vào chỉ số", "Part in the index"},
	 table_contribution,
	 NULL},
	{0, "number n", {"Số phiếu", "Answers"}, write_n, sort_n},
};
enum { LAST = ARRAY_SIZE(columns) - 1 };

/* --- rows --------------------------------------------------------------------------- */

static bool is_there(const struct table *table, const struct column *column)
{
	return !column->when || (table->columns & column->when);
}

static void write_head(FILE *out, struct report *report, const struct table *table,
		       const struct scale *scale)
{
	fputs("<thead role=\"rowgroup\"><tr role=\"row\"><th scope=\"col\" "
	      "role=\"columnheader\"><div class=\"drawn\"><span>",
	      out);
	html_text(out, table->what);
	fputs("</span>", out);
	chart_axis(out, scale, report->language);
	fputs("</div></th>", out);
	for (size_t c = 0; c < ARRAY_SIZE(columns); c++)
		if (is_there(table, &columns[c]))
			fprintf(out,
				"<th scope=\"col\" role=\"columnheader\" "
				"class=\"%s\"%s>%s</th>",
				columns[c].css,
				table->league && columns[c].sort ? " data-sort" : "",
				columns[c].title[report->language]);
	fputs("</tr></thead>\n<tbody role=\"rowgroup\">\n", out);
}

static void write_name(FILE *out, const struct table_line *line)
{
	fputs("<span>", out);
	if (line->link)
		fprintf(out, "<a href=\"%s\">", line->link);
	html_text(out, line->name);
	if (line->link)
		fputs("</a>", out);
	if (line->code) {
		fputs(" <small>", out);
		html_text(out, line->code);
		fputs("</small>", out);
	}
	fputs("</span>", out);
}

/* Telephones show no column heads, so the cell brings its name along. */
static void write_cell(FILE *out, struct report *report, const struct table_line *line,
		       const struct column *column, bool sorted)
{
	double value = column->sort ? column->sort(line) : (double)NAN;

	fprintf(out, "<td role=\"cell\" class=\"%s\"", column->css);
	if (sorted && !isnan(value))
		fprintf(out, " data-v=\"%.6g\"", value);
	fprintf(out, "><span class=\"label\">%s </span>",
		column->title[report->language]);
	column->write(out, report, line);
	fputs("</td>", out);
}

/* Of what is held back nothing is told but how many answered. */
static void write_few(FILE *out, struct report *report, const struct table *table,
		      const struct table_line *line)
{
	enum suppression why = line->figure->suppressed;
	int span = 0;

	for (size_t c = 0; c < LAST; c++)
		span += is_there(table, &columns[c]);
	fputs("<tr role=\"row\" class=\"few\"><th scope=\"row\" role=\"rowheader\">",
	      out);
	write_name(out, line);
	fprintf(out, "</th><td role=\"cell\" colspan=\"%d\">", span);
	report_phrase(out, report,
		      why == SUPPRESSION_COMPLEMENT ? PHRASE_COMPLEMENT : PHRASE_FEW,
		      PHRASE_ARGS(report_count(
			      report, (double)report->methods->figures.min_n)));
	fputs("</td>", out);
	write_cell(out, report, line, &columns[LAST], table->league);
	fputs("</tr>\n", out);
}

static void write_line(FILE *out, struct report *report, const struct table *table,
		       const struct scale *scale, const struct table_line *line)
{
	const struct result *result = &line->figure->result;
	bool judged = table->columns & TABLE_JUDGED;
	const char *css =
		judged ? verdict_css(report_verdict(report, line->figure)) : "mark";

	fprintf(out,
		"<tr role=\"row\"%s><th scope=\"row\" role=\"rowheader\">"
		"<div class=\"drawn\">",
		line->depth > 1 ? " class=\"sub deep\""
		: line->depth	? " class=\"sub\""
				: "");
	write_name(out, line);
	chart_interval_draw(
		out, scale,
		&(struct chart_interval){
			.estimate = result->estimate,
			.low = result->low,
			.high = result->high,
			.target = judged ? report_target(report) : (double)NAN,
			.base = table->columns & TABLE_CHANGED
					? report_base_estimate(report, line->figure)
					: (double)NAN,
			.css = css});
	fputs("</div></th>", out);
	for (size_t c = 0; c < ARRAY_SIZE(columns); c++)
		if (is_there(table, &columns[c]))
			write_cell(out, report, line, &columns[c], table->league);
	fputs("</tr>\n", out);
}

/* What is asked for and there is something to say of. */
static unsigned useful(const struct report *report, const struct table *table,
		       const struct table_lines *lines)
{
	unsigned found = report_judges(report) ? TABLE_JUDGED : 0;

	for (size_t i = 0; i < lines->count; i++) {
		if (lines->list[i].ranking && lines->list[i].nranked > 1)
			found |= TABLE_RANKED;
		if (lines->list[i].change)
			found |= TABLE_CHANGED;
		if (lines->list[i].change && lines->list[i].weight > 0)
			found |= TABLE_MOVED;
		if (lines->list[i].gap)
			found |= TABLE_GAP;
	}
	return table->columns & found;
}

/* The report's for what these are, wider where one of them is of other answers. */
static struct scale scale_of(const struct report *report,
			     const struct table_lines *lines)
{
	struct scale scale = scale_start();

	for (size_t i = 0; i < lines->count; i++) {
		struct scale own = report_scale(report, lines->list[i].figure);
		scale_take(&scale, own.low);
		scale_take(&scale, own.high);
	}
	scale_round(&scale, SCALE_STEPS);
	return scale;
}

void table_write(FILE *out, struct report *report, const struct table *asked,
		 const struct table_lines *lines)
{
	struct table table = *asked;
	struct scale scale;

	table.columns = useful(report, asked, lines);
	scale = scale_of(report, lines);
	fprintf(out, "<table class=\"figures%s\" role=\"table\">\n<caption>",
		table.league ? " league" : "");
	html_text(out, table.caption);
	fputs("</caption>\n", out);
	write_head(out, report, &table, &scale);
	for (size_t i = 0; i < lines->count; i++)
		if (report_is_told(lines->list[i].figure))
			write_line(out, report, &table, &scale, &lines->list[i]);
		else
			write_few(out, report, &table, &lines->list[i]);
	fputs("</tbody>\n</table>\n", out);
}
