/* Before and now: factors and units of the round beside those of the base, where the two
 * may be compared (chart_slope.c). */
#include "charts.h"
#include "report_sections.h"

enum { UNITS_MOST = 40 };

static bool is_told(const struct report_place *place)
{
	return place->change && place->change->note == CONTRAST_TOLD &&
	       report_is_told(place->figure);
}

static double base_of(const struct report_place *place)
{
	return place->figure->result.estimate - place->change->comparison.difference;
}

static void take_field(struct scale *scale, const struct report_field *field)
{
	for (size_t i = 0; i < field->n; i++)
		if (is_told(&field->places[i])) {
			scale_take(scale, field->places[i].figure->result.estimate);
			scale_take(scale, base_of(&field->places[i]));
		}
}

/* Of all units also where a page shows those of one parent. */
static struct scale scale_of(const struct report_field *field)
{
	struct scale scale = scale_start();

	take_field(&scale, field);
	scale_round(&scale, SCALE_STEPS);
	return scale;
}

static size_t take_rows(struct report *report, const struct report_place *const *places,
			size_t n, struct chart_slope_row *rows)
{
	size_t told = 0;

	for (size_t i = 0; i < n; i++) {
		if (!is_told(places[i]))
			continue;
		const struct comparison *change = &places[i]->change->comparison;
		rows[told++] = (struct chart_slope_row){
			.name = report_place_name(report, places[i]),
			.base = base_of(places[i]),
			.now = places[i]->figure->result.estimate,
			.low = change->low,
			.high = change->high,
			.real = report_real(report, places[i]->change),
			.n = places[i]->figure->result.n};
	}
	return told;
}

static void write_slope(FILE *out, struct report *report, struct chart_slope *slope,
			const struct report_place *const *places, size_t n)
{
	struct chart_slope_row *rows = arena_alloc(report->arena, n, sizeof(*rows));

	slope->base = source_name(report->data->base.source);
	slope->now = source_name(report->data->now.source);
	slope->rows = rows;
	slope->n = take_rows(report, places, n, rows);
	if (slope->n)
		chart_slope_write(out, slope);
}

void report_factor_slope(FILE *out, struct report *report)
{
	const struct report_field *factors = &report->data->fields[PLACES_FACTORS];
	const struct report_place **places = arena_alloc(
		report->arena, factors->n + 1, sizeof(const struct report_place *));
	struct chart_slope slope = {
		.chart = {"moved",
			  VI_EN("Các nhóm nội dung và thay đổi",
				"Factors and their changes")[report->language],
			  report->language},
		.what = phrase_text(PHRASE_FACTOR, report->language),
		.scale = scale_of(factors),
		.folded = true};

	for (size_t i = 0; i < factors->n; i++)
		places[i] = &factors->places[i];
	write_slope(out, report, &slope, places, factors->n);
}

void report_unit_slope_section(FILE *out, struct report *report)
{
	size_t n, told = 0;
	const struct report_place *const *places = report_units_here(report, &n);
	const char *const *title =
		VI_EN("Thay đổi so với kỳ trước", "Changes since the base");
	struct chart_slope slope = {
		.chart = {"changes", title[report->language], report->language},
		.what = word(WORD_UNIT, report->language),
		.scale = scale_of(&report->data->fields[PLACES_UNITS]),
		.folded = true};

	for (size_t i = 0; i < n; i++)
		told += is_told(places[i]);
	if (!told || n > UNITS_MOST)
		return;
	report_begin(out, report, "", title);
	write_slope(out, report, &slope, places, n);
	report_end(out);
}
