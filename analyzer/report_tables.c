/* Tables of figures with their intervals drawn on one scale: factors, units, services. */
#include "report.h"

#include "forms/text.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

/* A row: what is named, and its figure. */
struct line {
	const struct figure *figure;
	const char *name;
	const char *code; /* NULL: the name says it all */
	unsigned depth;
};

struct lines {
	struct line *list;
	size_t count, room;
};

struct table {
	const char *what; /* the head of the first column */
	double target;	  /* drawn as a line; NaN: none */
	bool judged;	  /* with a column of verdicts */
	struct scale scale;
};

static void add_line(struct lines *lines, const struct line *line)
{
	ARRAY_RESERVE(lines->list, lines->count, lines->room);
	lines->list[lines->count++] = *line;
}

/* --- a table --- */

static void write_column(FILE *out, const struct report *report, const char *css,
			 enum phrase phrase, const char *const *args)
{
	fprintf(out, "<th scope=\"col\" role=\"columnheader\" class=\"%s\">", css);
	report_phrase(out, report, phrase, args);
	fputs("</th>", out);
}

static void write_head(FILE *out, struct report *report, const struct table *table)
{
	fputs("<table class=\"figures\" role=\"table\">\n<thead role=\"rowgroup\">"
	      "<tr role=\"row\"><th scope=\"col\" role=\"columnheader\">"
	      "<div class=\"drawn\"><span>",
	      out);
	fputs(table->what, out);
	fputs("</span>", out);
	chart_axis(out, &table->scale, report->language);
	fputs("</div></th>", out);
	write_column(out, report, "number", PHRASE_VALUE, NULL);
	if (table->judged)
		write_column(out, report, "judged", PHRASE_AGAINST_TARGET,
			     PHRASE_ARGS(report_short_percent(report, table->target)));
	write_column(out, report, "number", PHRASE_N, NULL);
	fputs("</tr></thead>\n<tbody role=\"rowgroup\">\n", out);
}

static void write_name(FILE *out, const struct line *line)
{
	fputs("<span>", out);
	html_text(out, line->name);
	if (line->code) {
		fputs(" <small>", out);
		html_text(out, line->code);
		fputs("</small>", out);
	}
	fputs("</span>", out);
}

/* Telephones show no column heads, so the number brings its name along. */
static void write_n(FILE *out, struct report *report, const struct line *line)
{
	fputs("<td role=\"cell\" class=\"number\"><span class=\"label\">", out);
	report_phrase(out, report, PHRASE_N, NULL);
	fprintf(out, " </span>%s</td></tr>\n",
		report_count(report, line->figure->result.n));
}

/* Of what is held back nothing is told but how many answered. */
static void write_few(FILE *out, struct report *report, const struct table *table,
		      const struct line *line)
{
	fputs("<tr role=\"row\" class=\"few\"><th scope=\"row\" role=\"rowheader\">",
	      out);
	write_name(out, line);
	fprintf(out, "</th><td role=\"cell\" colspan=\"%d\">", 1 + table->judged);
	report_phrase(
		out, report,
		line->figure->suppressed == SUPPRESSION_COMPLEMENT ? PHRASE_COMPLEMENT
								   : PHRASE_FEW,
		PHRASE_ARGS(report_count(report, report->methods->figures.min_n)));
	fputs("</td>", out);
	write_n(out, report, line);
}

static void write_line(FILE *out, struct report *report, const struct table *table,
		       const struct line *line)
{
	const struct result *result = &line->figure->result;
	enum verdict verdict = report_verdict(report, line->figure);
	const char *css = table->judged ? verdict_css(verdict) : "mark";

	fprintf(out,
		"<tr role=\"row\"%s><th scope=\"row\" role=\"rowheader\">"
		"<div class=\"drawn\">",
		line->depth ? " class=\"sub\"" : "");
	write_name(out, line);
	chart_figure(out, &table->scale, line->figure, table->target, css);
	fprintf(out,
		"</div></th><td role=\"cell\" class=\"number\"><b>%s</b> "
		"<small>%s</small></td>",
		report_percent(report, result->estimate),
		report_interval(report, result));
	if (table->judged)
		fprintf(out, "<td role=\"cell\" class=\"judged %s\">%s</td>", css,
			verdict_text(verdict, report->language));
	write_n(out, report, line);
}

static void write_table(FILE *out, struct report *report, struct table *table,
			const struct lines *lines)
{
	table->scale = scale_start(table->target);
	for (size_t i = 0; i < lines->count; i++)
		scale_take(&table->scale, lines->list[i].figure);
	write_head(out, report, table);
	for (size_t i = 0; i < lines->count; i++) {
		const struct figure *figure = lines->list[i].figure;
		if (figure->suppressed || isnan(figure->result.estimate))
			write_few(out, report, table, &lines->list[i]);
		else
			write_line(out, report, table, &lines->list[i]);
	}
	fputs("</tbody>\n</table>\n", out);
}

/* --- factors, as the index is made of them --- */

static const struct figure *find_overall(const struct report *report, const char *name)
{
	const struct reading *now = report->now;

	for (size_t i = 0; i < figures_count(now->figures); i++) {
		const struct figure *figure = figures_at(now->figures, i);
		if (figure->grouping == &now->groupings[REPORT_OVERALL] &&
		    figure->entry->statistic == STATISTIC_T2B &&
		    strcmp(figure->entry->name, name) == 0)
			return figure;
	}
	return NULL;
}

static void add_named(const struct report *report, struct lines *lines,
		      const char *name, const struct label *label, unsigned depth)
{
	struct line line = {.figure = find_overall(report, name),
			    .name = report_label(report, label),
			    .depth = depth};

	if (line.figure)
		add_line(lines, &line);
}

/* The parts of a factor: factors with their own parts below, or items. */
static void add_parts(const struct report *report, struct lines *lines, unsigned number,
		      unsigned depth)
{
	const struct form *form = report_form(report);
	const struct factor *factor = &form->factors[number];

	for (unsigned i = 0; i < factor->nof; i++) {
		const struct factor *part = &form->factors[factor->of[i]];
		add_named(report, lines, part->name, &part->label, depth);
		if (part->nof)
			add_parts(report, lines, factor->of[i], depth + 1);
	}
	for (unsigned i = 0; i < factor->nitems; i++) {
		const struct item *item = &form->items[factor->items[i]];
		add_named(report, lines, item->name, &item->label, depth);
	}
}

static void write_factors(FILE *out, struct report *report)
{
	const struct form *form = report_form(report);
	bool of_items = form->factors[form->index].nof == 0;
	struct lines lines = {0};
	struct table table = {.what = phrase_text(PHRASE_FACTOR, report->language),
			      .target = (double)NAN};

	add_parts(report, &lines, (unsigned)form->index, 0);
	if (lines.count > 1) {
		fputs("<section>\n<h2>", out);
		report_phrase(out, report,
			      of_items ? PHRASE_FACTORS_OF_ITEMS : PHRASE_FACTORS,
			      NULL);
		fputs("</h2>\n", out);
		write_table(out, report, &table, &lines);
		fputs("</section>\n", out);
	}
	free(lines.list);
}

/* --- units and services --- */

/* Highest first; those of whom nothing is told come last, by code. */
static int compare_lines(const void *left, const void *right)
{
	const struct figure *a = ((const struct line *)left)->figure;
	const struct figure *b = ((const struct line *)right)->figure;
	bool a_told = !a->suppressed && !isnan(a->result.estimate);
	bool b_told = !b->suppressed && !isnan(b->result.estimate);

	if (a_told != b_told)
		return a_told ? -1 : 1;
	if (a_told && a->result.estimate != b->result.estimate)
		return a->result.estimate > b->result.estimate ? -1 : 1;
	return strcmp(a->domain, b->domain);
}

static void collect(struct report *report, struct lines *lines,
		    enum report_grouping grouping)
{
	const struct figure *headline = reading_headline(report->now, STATISTIC_T2B);
	enum catalogue_kind kind =
		grouping == REPORT_UNIT ? CATALOGUE_UNITS : CATALOGUE_SERVICES;
	const struct reading *now = report->now;

	for (size_t i = 0; headline && i < figures_count(now->figures); i++) {
		const struct figure *figure = figures_at(now->figures, i);
		if (figure->grouping != &now->groupings[grouping] ||
		    figure->entry != headline->entry)
			continue;
		const char *called = source_called(now->source, kind, figure->domain,
						   language_code(report->language));
		add_line(lines, &(struct line){.figure = figure,
					       .name = called ? called : figure->domain,
					       .code = called ? figure->domain : NULL});
	}
	if (lines->count)
		qsort(lines->list, lines->count, sizeof(*lines->list), compare_lines);
}

static void write_summary(FILE *out, struct report *report, const struct lines *lines,
			  bool judged)
{
	uint64_t counts[VERDICT_COUNT] = {0}, few = 0;

	for (size_t i = 0; i < lines->count; i++) {
		few += lines->list[i].figure->suppressed == SUPPRESSION_FEW;
		counts[report_verdict(report, lines->list[i].figure)]++;
	}
	if (judged)
		report_paragraph(
			out, report, "", PHRASE_VERDICT_COUNTS,
			PHRASE_ARGS(report_short_percent(report, report_target(report)),
				    report_count(report, counts[VERDICT_MET]),
				    report_count(report, counts[VERDICT_MISSED]),
				    report_count(report, counts[VERDICT_UNSURE])));
	if (few)
		report_paragraph(
			out, report, "", PHRASE_FEW_COUNT,
			PHRASE_ARGS(
				report_count(report, few),
				report_count(report, report->methods->figures.min_n)));
	report_paragraph(out, report, "note", PHRASE_ORDER, NULL);
}

static void write_places(FILE *out, struct report *report,
			 enum report_grouping grouping, enum phrase title,
			 enum word what)
{
	double target = report_target(report);
	struct table table = {.what = word(what, report->language),
			      .target = target,
			      .judged = !isnan(target) &&
					!pass_account(report->now->pass)->used_open};
	struct lines lines = {0};

	collect(report, &lines, grouping);
	if (lines.count) {
		fputs("<section>\n<h2>", out);
		report_phrase(out, report, title, NULL);
		fputs("</h2>\n", out);
		write_summary(out, report, &lines, table.judged);
		write_table(out, report, &table, &lines);
		fputs("</section>\n", out);
	}
	free(lines.list);
}

void report_tables(FILE *out, struct report *report)
{
	write_factors(out, report);
	write_places(out, report, REPORT_UNIT, PHRASE_BY_UNIT, WORD_UNIT);
	write_places(out, report, REPORT_SERVICE, PHRASE_BY_SERVICE, WORD_SERVICE);
}
