/*
 * One scale for one thing throughout a report: whoever leafs from page to page compares
 * places on it. All figures that are told fit it, with their intervals, the target and
 * what the base was; it ends at 100 %.
 */
#include "charts.h"
#include "report.h"

#include <math.h>
#include <string.h>

static enum report_scale_kind kind_of(const struct report *report,
				      const struct figure *figure)
{
	bool is_index = strcmp(figure->entry->name, report->data->index->name) == 0;

	if (is_index)
		return figure->grouping->nvariables > 1 ? REPORT_SCALE_PARTNERS
							: REPORT_SCALE_INDEX;
	return figure->grouping->nvariables ? REPORT_SCALE_PLACE : REPORT_SCALE_PARTS;
}

static void take(struct scale *scale, const struct figure *figure)
{
	if (!report_is_told(figure))
		return;
	scale_take(scale, figure->result.low);
	scale_take(scale, figure->result.estimate);
	scale_take(scale, figure->result.high);
}

static void take_reading(struct report *report, const struct reading *reading)
{
	for (size_t i = 0; i < figures_count(reading->figures); i++) {
		const struct figure *figure = figures_at(reading->figures, i);
		if (figure->entry->statistic == STATISTIC_T2B)
			take(&report->scales[kind_of(report, figure)], figure);
	}
}

static void take_shades(struct report *report)
{
	const struct report_field *factors = &report->data->fields[PLACES_FACTORS];
	const struct report_field *units = &report->data->fields[PLACES_UNITS];

	for (size_t f = 0; f < factors->n; f++)
		for (size_t u = 0; u < units->n; u++) {
			const struct figure *figure = report_figure(
				report->data, REPORT_UNIT, units->places[u].code,
				factors->places[f].figure->entry);
			if (report_is_told(figure))
				scale_take(&report->scales[REPORT_SCALE_SHADES],
					   figure->result.estimate);
		}
}

void report_scales_make(struct report *report)
{
	for (size_t i = 0; i < REPORT_SCALE_COUNT; i++)
		report->scales[i] = scale_start();
	take_reading(report, &report->data->now);
	if (report_is_compared(report->data))
		take_reading(report, &report->data->base);
	take_shades(report);
	for (size_t i = 0; i < REPORT_SCALE_SHADES; i++) {
		scale_take(&report->scales[i], report_target(report));
		scale_take(&report->scales[i], 1);
	}
	for (size_t i = 0; i < REPORT_SCALE_COUNT; i++)
		scale_round(&report->scales[i],
			    i == REPORT_SCALE_SHADES ? CHART_SHADES : SCALE_STEPS);
}

/* Wider only for what is not among the figures of the round, self-selected answers. */
struct scale report_scale(const struct report *report, const struct figure *figure)
{
	struct scale scale = report->scales[kind_of(report, figure)];
	double low = scale.low;

	take(&scale, figure);
	if (scale.low < low)
		scale_round(&scale, SCALE_STEPS);
	return scale;
}

double report_base_estimate(const struct report *report, const struct figure *figure)
{
	const struct figure *base = report_base_figure(report->data, figure);

	return report_is_told(base) ? base->result.estimate : (double)NAN;
}

void report_say_base(FILE *out, const struct report *report)
{
	if (report_is_compared(report->data))
		report_say(out, report,
			   VI_EN(" Vòng tròn rỗng: kết quả đợt {0}.",
				 " Hollow circle: the result of round {0}."),
			   PHRASE_ARGS(source_name(report->data->base.source)));
}
