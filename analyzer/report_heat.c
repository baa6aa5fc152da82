/* Units by factors, shaded (chart_heat.c): of all units, or of those of the page's
 * parent, where they are few enough to be seen together. */
#include "charts.h"
#include "report_pages.h"
#include "report_sections.h"

#include "adjust.h"

#include <math.h>
#include <string.h>

enum { UNITS_MOST = 40, FACTORS_MOST = 12 };

const struct report_place *const *report_units_here(struct report *report, size_t *n)
{
	const struct report_field *units = &report->data->fields[PLACES_UNITS];
	const char *group = report->page->group;
	const struct report_place **here = arena_alloc(
		report->arena, units->n + 1, sizeof(const struct report_place *));

	*n = 0;
	for (size_t i = 0; i < units->n; i++)
		if (!group || strcmp(report_parent(&units->places[i]), group) == 0)
			here[(*n)++] = &units->places[i];
	return here;
}

/* A unit's factor against everybody's, of whom it is a part; its p value or NaN. */
static double take_cell(const struct report *report, const struct report_place *unit,
			const struct report_place *factor, struct chart_heat_cell *cell)
{
	const struct figure *all = factor->figure;
	const struct figure *own =
		report_figure(report->data, REPORT_UNIT, unit->code, all->entry);

	*cell = (struct chart_heat_cell){.share = (double)NAN};
	if (!report_is_told(own))
		return (double)NAN;
	cell->share = own->result.estimate;
	if (!report_is_told(all))
		return (double)NAN;
	struct comparison gap = report_gap(report->data, own, report->methods);
	cell->real = gap.difference > 0 ? 1 : -1;
	return gap.p;
}

/* One family: all cells of the map (Holm). */
static void keep_real(const struct report *report, struct chart_heat_cell *cells,
		      double *p, size_t n)
{
	adjust_holm(p, n, p);
	for (size_t i = 0; i < n; i++)
		if (!(p[i] < 1 - report->methods->figures.level))
			cells[i].real = 0;
}

static void take_columns(struct report *report, struct chart_heat *heat)
{
	const struct report_field *factors = &report->data->fields[PLACES_FACTORS];
	const char **names =
		arena_alloc(report->arena, factors->n, sizeof(const char *));
	double *means = arena_alloc(report->arena, factors->n, sizeof(*means));

	for (size_t f = 0; f < factors->n; f++) {
		const struct report_place *factor = &factors->places[f];
		names[f] = report_place_name(report, factor);
		means[f] = report_is_told(factor->figure)
				   ? factor->figure->result.estimate
				   : (double)NAN;
	}
	heat->columns = names;
	heat->means = means;
	heat->ncolumns = factors->n;
}

static void take_rows(struct report *report, const struct report_place *const *units,
		      size_t n, struct chart_heat *heat)
{
	const struct report_field *factors = &report->data->fields[PLACES_FACTORS];
	size_t k = factors->n;
	struct chart_heat_row *rows = arena_alloc(report->arena, n, sizeof(*rows));
	struct chart_heat_cell *cells =
		arena_alloc(report->arena, n * k, sizeof(*cells));
	double *p = arena_alloc(report->arena, n * k, sizeof(*p));

	for (size_t u = 0; u < n; u++) {
		rows[u] = (struct chart_heat_row){
			.name = report_place_name(report, units[u]),
			.link = pages_link(report, PLACES_UNITS, units[u]),
			.cells = &cells[u * k]};
		for (size_t f = 0; f < k; f++)
			p[u * k + f] = take_cell(report, units[u], &factors->places[f],
						 &cells[u * k + f]);
	}
	keep_real(report, cells, p, n * k);
	heat->rows = rows;
	heat->n = n;
}

void report_heat_section(FILE *out, struct report *report)
{
	size_t n, k = report->data->fields[PLACES_FACTORS].n;
	const struct report_place *const *units = report_units_here(report, &n);
	const char *const *title =
		VI_EN("Đơn vị theo nhóm nội dung", "Units by factor");
	struct chart_heat heat = {
		.chart = {"heat", title[report->language], report->language},
		.what = word(WORD_UNIT, report->language),
		.everybody = word(WORD_OVERALL, report->language),
		.scale = report->scales[REPORT_SCALE_SHADES]};

	if (n < 2 || n > UNITS_MOST || k < 2 || k > FACTORS_MOST)
		return;
	take_columns(report, &heat);
	take_rows(report, units, n, &heat);
	report_begin(out, report, "", title);
	chart_heat_write(out, &heat);
	report_end(out);
}
