/* The page of a unit or a service. */
#include "report_pages.h"
#include "report_sections.h"
#include "report_table.h"

#include "forms/text.h"

#include <stdlib.h>
#include <string.h>

/* --- the services of a unit, the units of a service --------------------------------- */

static int compare_lines(const void *left, const void *right)
{
	const struct table_line *a = left, *b = right;
	bool a_told = report_is_told(a->figure), b_told = report_is_told(b->figure);
	double x = a->figure->result.estimate, y = b->figure->result.estimate;

	if (a_told != b_told)
		return a_told ? -1 : 1;
	if (a_told && x != y)
		return x > y ? -1 : 1;
	return strcmp(a->figure->domain, b->figure->domain);
}

/* Of all places of the other field those that people of this one name too. */
static void add_partners(struct report *report, struct table_lines *lines)
{
	const struct report_page *page = report->page;
	const struct reading *now = &report->data->now;
	bool is_unit = page->field == PLACES_UNITS;
	enum report_field_kind other = is_unit ? PLACES_SERVICES : PLACES_UNITS;
	const struct report_field *field = &report->data->fields[other];
	const struct grouping *grouping = &now->groupings[REPORT_UNIT_SERVICE];

	for (size_t i = 0; i < field->n; i++) {
		const struct source_row row = {
			.unit = is_unit ? page->place->code : field->places[i].code,
			.service = is_unit ? field->places[i].code : page->place->code};
		const struct figure *figure =
			figures_find(now->figures, grouping,
				     grouping_key(grouping, &row, report->arena),
				     report->data->index);
		struct report_place place = field->places[i];
		if (!figure)
			continue;
		place.figure = figure;
		place.ranking.why = RANK_NO_ESTIMATE;
		place.change = NULL;
		table_add_place(lines, report, other, &place);
	}
}

void report_partners_section(FILE *out, struct report *report)
{
	bool is_unit = report->page->field == PLACES_UNITS;
	struct table_lines lines = {0};
	const char *title = phrase_text(is_unit ? PHRASE_BY_SERVICE : PHRASE_BY_UNIT,
					report->language);

	add_partners(report, &lines);
	if (lines.count) {
		qsort(lines.list, lines.count, sizeof(*lines.list), compare_lines);
		report_begin(out, report, "",
			     is_unit ? VI_EN("Theo dịch vụ", "By service")
				     : VI_EN("Theo đơn vị", "By unit"));
		table_write(
			out, report,
			&(struct table){.caption = title,
					.what = word(is_unit ? WORD_SERVICE : WORD_UNIT,
						     report->language),
					.columns = TABLE_JUDGED,
					.league = true},
			&lines);
		report_phrase_paragraph(out, report, "note", PHRASE_ORDER, NULL);
		report_end(out);
	}
	table_release(&lines);
}

/* --- the page ----------------------------------------------------------------------- */

static void write_page(FILE *out, struct report *report)
{
	static report_section *const sections[] = {
		report_headline_section,  report_moved_section,
		report_items_section,	  report_points_section,
		report_levels_section,	  report_drivers_section,
		report_on_time_section,	  report_partners_section,
		report_published_section, report_remarks_section,
	};

	report_head(out, report, report_place_name(report, report->page->place));
	report_sections(out, report, sections, ARRAY_SIZE(sections));
	report_foot(out, report);
}

void report_unit(FILE *out, struct report *report)
{
	write_page(out, report);
}

void report_service(FILE *out, struct report *report)
{
	write_page(out, report);
}
