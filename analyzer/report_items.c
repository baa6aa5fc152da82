/* Factors and items of everybody or of a place, as the index is made of them. */
#include "report_pages.h"
#include "report_sections.h"
#include "report_table.h"

#include "adjust.h"

#include "forms/text.h"

#include <math.h>
#include <string.h>

const struct figure *report_own_figure(const struct report *report,
				       const struct entry *entry)
{
	static const size_t groupings[PLACES_COUNT] = {
		[PLACES_UNITS] = REPORT_UNIT, [PLACES_SERVICES] = REPORT_SERVICE};
	const struct report_place *place = report->page->place;

	if (!entry)
		return NULL;
	return place ? report_figure(report->data, groupings[report->page->field],
				     place->code, entry)
		     : report_figure(report->data, REPORT_OVERALL, "", entry);
}

/* --- factors and items -------------------------------------------------------------- */

static void add_named(const struct report *report, struct table_lines *lines,
		      const char *name, const struct label *label, unsigned depth)
{
	struct table_line line = {
		.figure = report_own_figure(
			report, report_entry(report->data, name, STATISTIC_T2B)),
		.name = report_label(report, label),
		.depth = depth};

	if (line.figure)
		table_add(lines, &line);
}

/* The parts of a factor: factors with their own parts below, or items. */
static void add_parts(const struct report *report, struct table_lines *lines,
		      unsigned number, unsigned depth)
{
	const struct form *form = report_form(report);
	const struct factor *factor = &form->factors[number];

	for (unsigned i = 0; i < factor->nof; i++) {
		const struct factor *part = &form->factors[factor->of[i]];
		add_named(report, lines, part->name, &part->label, depth);
		add_parts(report, lines, factor->of[i], depth + 1);
	}
	for (unsigned i = 0; i < factor->nitems; i++) {
		const struct item *item = &form->items[factor->items[i]];
		add_named(report, lines, item->name, &item->label, depth);
	}
}

/* Of everybody the factors' changes are those of the overview, so that no factor is up on
 * one page and not clear on another; NULL: not one of these. */
static const struct contrast *told_before(const struct report *report,
					  const struct figure *figure)
{
	const struct report_field *factors = &report->data->fields[PLACES_FACTORS];

	for (size_t i = 0; !report->page->place && i < factors->n; i++)
		if (factors->places[i].figure == figure)
			return factors->places[i].change;
	return NULL;
}

/* The lines' changes since the base; what is not told before is one family. */
static void add_changes(const struct report *report, struct table_lines *lines,
			struct contrasts *changes)
{
	if (!report_is_compared(report->data))
		return;
	for (size_t i = 0; i < lines->count; i++) {
		struct table_line *line = &lines->list[i];
		line->change = told_before(report, line->figure);
		if (!line->change)
			contrasts_add(changes,
				      report_base_figure(report->data, line->figure),
				      line->figure);
	}
	contrasts_adjust(changes);
	for (size_t i = 0, next = 0; i < lines->count; i++)
		if (!lines->list[i].change)
			lines->list[i].change = &changes->list[next++];
}

void report_own_changes(const struct report *report, struct contrasts *changes)
{
	struct table_lines lines = {0};

	add_parts(report, &lines, (unsigned)report_form(report)->index, 0);
	add_changes(report, &lines, changes);
	table_release(&lines);
}

/* A place against everybody, of whom it is a part. */
static void add_gaps(struct report *report, struct table_lines *lines)
{
	const struct report_data *data = report->data;
	size_t n = lines->count;
	struct comparison *gaps = arena_alloc(report->arena, n, sizeof(*gaps));
	double *p = arena_alloc(report->arena, n, sizeof(*p));

	for (size_t i = 0; i < n; i++) {
		const struct figure *own = lines->list[i].figure;
		const struct figure *all =
			report_figure(data, REPORT_OVERALL, "", own->entry);
		p[i] = (double)NAN;
		if (!report_is_told(own) || !report_is_told(all))
			continue;
		gaps[i] = report_gap(data, own, report->methods);
		p[i] = gaps[i].p;
		lines->list[i].gap = &gaps[i];
	}
	adjust_holm(p, n, p);
	for (size_t i = 0; i < n; i++)
		lines->list[i].gap_p = p[i];
}

void report_items_lines(struct report *report, struct table_lines *lines,
			struct contrasts *changes)
{
	const struct form *form = report_form(report);

	add_parts(report, lines, (unsigned)form->index, 0);
	if (lines->count > 1)
		add_changes(report, lines, changes);
}

void report_items_section(FILE *out, struct report *report)
{
	const struct form *form = report_form(report);
	bool of_items = form->factors[form->index].nof == 0;
	struct contrasts changes = {0};
	struct table_lines lines = {0};

	report_items_lines(report, &lines, &changes);
	if (lines.count > 1) {
		if (report->page->place)
			add_gaps(report, &lines);
		report_begin(out, report, "",
			     of_items ? VI_EN("Theo nội dung", "By item")
				      : VI_EN("Theo nhóm nội dung", "By factor"));
		table_write(
			out, report,
			&(struct table){
				.caption = VI_EN("Tỷ lệ hài lòng theo nội dung",
						 "Satisfied by factor and item")
					[report->language],
				.what = phrase_text(PHRASE_FACTOR, report->language),
				.columns = TABLE_GAP | TABLE_CHANGED},
			&lines);
		report_end(out);
	}
	contrasts_release(&changes);
	table_release(&lines);
}

void report_factors(FILE *out, struct report *report)
{
	static report_section *const sections[] = {
		report_items_section,  report_levels_section,  report_drivers_section,
		report_people_section, report_choices_section,
	};

	report_head(out, report, report->page->kind->title[report->language]);
	report_sections(out, report, sections, ARRAY_SIZE(sections));
	report_foot(out, report);
}
