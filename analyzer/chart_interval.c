/*
 * A dot and its interval, in the row of a table that has the figures; the rows' scale
 * stands in the table's head. What it was before is a hollow dot. See charts.h.
 */
#include "charts.h"

#include <math.h>

static double across(const struct scale *scale, double share)
{
	return scale_place(scale, share, CHART_ROW_FROM, CHART_ROW_TO);
}

/* The unit stands at the last tick. */
void chart_axis(FILE *out, const struct scale *scale, enum language language)
{
	unsigned n = scale_nsteps(scale);

	draw_begin(out, "axis", NULL);
	for (unsigned i = 0; i <= n; i++) {
		double share = scale_tick(scale, i);
		struct draw_place place = {"", across(scale, share), 50, DRAW_MIDDLE};
		draw_share(out, &place, share, i == n, language);
	}
	draw_end(out);
}

void chart_interval_draw(FILE *out, const struct scale *scale,
			 const struct chart_interval *interval)
{
	draw_begin(out, interval->css, NULL);
	draw_across(out, "track", CHART_ROW_FROM, CHART_ROW_TO, 50);
	draw_upright(out, "target", across(scale, interval->target), 0, 100);
	if (!isnan(interval->estimate)) {
		draw_across(out, "span", across(scale, interval->low),
			    across(scale, interval->high), 50);
		draw_dot(out, "base", across(scale, interval->base), 50, 4);
		draw_dot(out, "dot", across(scale, interval->estimate), 50, 4);
	}
	draw_end(out);
}
