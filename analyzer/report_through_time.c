/* The index through time (chart_trend.c). One round is no line. */
#include "charts.h"
#include "report_sections.h"

void report_trend_section(FILE *out, struct report *report)
{
	const struct trend *trend = &report->data->trend;
	struct chart_trend_point points[TREND_MOST];
	const char *const *title = VI_EN("Qua các đợt", "Through time");

	if (trend->n < 2)
		return;
	for (size_t i = 0; i < trend->n; i++) {
		const struct trend_point *from = &trend->points[i];
		points[i] = (struct chart_trend_point){.name = from->round.code,
						       .method = from->round.method,
						       .estimate = from->estimate,
						       .low = from->low,
						       .high = from->high,
						       .n = from->n,
						       .is_break = from->is_break};
	}
	report_begin(out, report, "", title);
	chart_trend_write(
		out, &(struct chart_trend){.chart = {"trend", title[report->language],
						     report->language},
					   .points = points,
					   .n = trend->n});
	report_end(out);
}
