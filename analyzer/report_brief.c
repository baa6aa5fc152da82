/* On paper: the one page for the chair, and a short block for each unit. */
#include "report_pages.h"
#include "report_paper.h"
#include "report_sections.h"
#include "report_table.h"

#include "forms/text.h"

/* --- who stands out ----------------------------------------------------------------- */

static void write_names(FILE *out, struct report *report,
			const struct table_lines *lines)
{
	fputs("<td>", out);
	if (!lines->count)
		fputs("–", out);
	for (size_t i = 0; i < lines->count; i++) {
		fputs(i ? "<br>\n" : "", out);
		html_text(out, lines->list[i].name);
		fprintf(out, " <b class=\"w\">%s</b>",
			report_percent(report, lines->list[i].figure->result.estimate));
	}
	fputs("</td>", out);
}

static void write_field(FILE *out, struct report *report, enum report_field_kind kind)
{
	static const char *const names[PLACES_COUNT][LANGUAGE_COUNT] = {
		[PLACES_UNITS] = {"Đơn vị", "Units"},
		[PLACES_SERVICES] = {"Dịch vụ", "Services"},
		[PLACES_FACTORS] = {"Nội dung", "Factors"}};
	bool judged = kind != PLACES_FACTORS && report_judges(report);
	struct table_lines lines[2] = {{0}, {0}};

	report_find_extremes(report, kind, lines);
	fprintf(out, "<tr><th scope=\"row\" rowspan=\"%d\">%s <small>(%s)</small></th>",
		1 + judged, names[kind][report->language],
		report_count(report, (double)report->data->fields[kind].nranked));
	if (lines[0].count + lines[1].count) {
		write_names(out, report, &lines[0]);
		write_names(out, report, &lines[1]);
	} else {
		fputs("<td colspan=\"2\">", out);
		report_say(out, report,
			   VI_EN("với số phiếu hiện có, chưa thể nói chắc nơi nào "
				 "thuộc nửa cao hay nửa thấp",
				 "these responses do not tell for certain which are in "
				 "the upper or the lower half"),
			   NULL);
		fputs("</td>", out);
	}
	fputs("</tr>\n", out);
	if (judged) {
		fputs("<tr><td colspan=\"2\">", out);
		report_verdict_counts(out, report, &report->data->fields[kind]);
		fputs("</td></tr>\n", out);
	}
	table_release(&lines[0]);
	table_release(&lines[1]);
}

static void write_standing_out(FILE *out, struct report *report)
{
	static const enum report_field_kind order[] = {PLACES_FACTORS, PLACES_SERVICES,
						       PLACES_UNITS};
	const struct report_field *fields = report->data->fields;
	bool begun = false;

	for (size_t i = 0; i < ARRAY_SIZE(order); i++) {
		if (fields[order[i]].nranked < 2)
			continue;
		if (!begun) {
			report_begin(out, report, "",
				     VI_EN("Nổi trội và yếu", "Best and weakest"));
			fputs("<table class=\"names\">\n<thead><tr><td></td><th>", out);
			report_say(out, report,
				   VI_EN("Chắc chắn thuộc nửa cao</th>"
					 "<th>Chắc chắn thuộc nửa thấp",
					 "Certainly in the upper half</th>"
					 "<th>Certainly in the lower half"),
				   NULL);
			fputs("</th></tr></thead>\n<tbody>\n", out);
		}
		begun = true;
		write_field(out, report, order[i]);
	}
	if (begun) {
		fputs("</tbody>\n</table>\n", out);
		report_end(out);
	}
}

void paper_brief(FILE *out, struct report *report)
{
	fputs("<article class=\"brief\">\n", out);
	paper_heading(
		out, report, 1,
		VI_EN("Tóm tắt cho lãnh đạo", "Summary for leaders")[report->language]);
	report_headline_section(out, report);
	report_warnings_section(out, report);
	report_moved_first(out, report);
	write_standing_out(out, report);
	fputs("</article>\n", out);
}

/* --- units -------------------------------------------------------------------------- */

static void add_part(struct report *report, struct table_lines *lines, const char *name,
		     const struct label *label)
{
	const struct figure *figure = report_own_figure(
		report, report_entry(report->data, name, STATISTIC_T2B));

	if (figure)
		table_add(lines,
			  &(struct table_line){.figure = figure,
					       .name = report_label(report, label),
					       .depth = 1});
}

/* The index of the place and, where it can be told, what it is made of. */
static void add_lines(struct report *report, struct table_lines *lines)
{
	const struct report_place *place = report->page->place;
	const struct form *form = report_form(report);
	const struct factor *index = &form->factors[form->index];

	table_add_place(lines, report, report->page->field, place);
	lines->list[0].name = report_label(report, &index->label);
	lines->list[0].code = NULL;
	if (!report_is_told(place->figure))
		return;
	for (unsigned i = 0; i < index->nof; i++) {
		const struct factor *part = &form->factors[index->of[i]];
		add_part(report, lines, part->name, &part->label);
	}
	for (unsigned i = 0; i < index->nitems; i++) {
		const struct item *item = &form->items[index->items[i]];
		add_part(report, lines, item->name, &item->label);
	}
}

static void write_block(FILE *out, struct report *report)
{
	const struct report_place *place = report->page->place;
	const char *name = report_place_name(report, place);
	struct table_lines lines = {0};

	add_lines(report, &lines);
	fputs("<section class=\"block\">\n", out);
	paper_heading(out, report, 2, name);
	table_write(
		out, report,
		&(struct table){.caption = name,
				.what = phrase_text(PHRASE_FACTOR, report->language),
				.columns = TABLE_JUDGED | TABLE_RANKED | TABLE_CHANGED},
		&lines);
	report_end(out);
	table_release(&lines);
}

void paper_units(FILE *out, struct report *report)
{
	const struct report_field *units = &report->data->fields[PLACES_UNITS];

	if (!units->n || units->n > PAPER_BLOCKS_MAX)
		return;
	fputs("<article>\n", out);
	paper_heading(out, report, 1,
		      VI_EN("Từng đơn vị", "Each unit")[report->language]);
	for (size_t i = 0; i < units->n; i++) {
		struct report_page page = {.file = "",
					   .root = "",
					   .field = PLACES_UNITS,
					   .place = &units->places[i]};
		const struct report_page *whole = report->page;
		report->page = &page;
		write_block(out, report);
		report->page = whole;
	}
	fputs("</article>\n", out);
}
