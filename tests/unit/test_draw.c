/* What charts stand on: scales with round ticks, places that part, names in lines. */
#include "analyzer/draw.h"

#include "forms/alloc.h"
#include "tap.h"

#include <string.h>

/* --- scales ------------------------------------------------------------------------- */

static void test_scales(void)
{
	static const struct {
		double low, high;
		struct scale want;
	} cases[] = {{0.62, 1, {0.6, 1, 0.1}},
		     {0.5, 1, {0.4, 1, 0.2}},
		     {0, 1, {0, 1, 0.25}},
		     {0.843, 0.846, {0.84, 0.85, 0.01}},
		     {1, 1, {0.99, 1, 0.01}},
		     {0, 0, {0, 0.01, 0.01}},
		     {0.81, 0.876, {0.8, 0.88, 0.02}},
		     {0.97, 1, {0.97, 1, 0.01}}};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct scale scale = scale_start();
		scale_take(&scale, cases[i].low);
		scale_take(&scale, (double)NAN);
		scale_take(&scale, cases[i].high);
		scale_round(&scale, SCALE_STEPS);
		ok(near(scale.low, cases[i].want.low, 1e-9) &&
			   near(scale.high, cases[i].want.high, 1e-9) &&
			   near(scale.step, cases[i].want.step, 1e-9),
		   "%g–%g stands on %g–%g by %g", cases[i].low, cases[i].high,
		   scale.low, scale.high, scale.step);
	}
	struct scale empty = scale_start();
	scale_round(&empty, SCALE_STEPS);
	ok(empty.low == 0 && empty.high == 1, "a scale of nothing is all of it");
	struct scale scale = {0.6, 1, 0.1};
	ok(scale_nsteps(&scale) == 4 && scale_bin(&scale, 0.7) == 1 &&
		   scale_bin(&scale, 0.6999) == 0 && scale_bin(&scale, 1) == 3 &&
		   scale_bin(&scale, 0.1) == 0,
	   "a share lies in the step that begins with it");
	is_near(scale_place(&scale, 0.7, 6, 94), 28, 1e-12, "a quarter of the way");
	is_near(scale_place(&scale, 0.2, 6, 94), 6, 1e-12, "never outside");
}

/* --- labels ------------------------------------------------------------------------- */

static void test_labels(void)
{
	double apart[] = {10, 30, 60}, near_by[] = {50, 50, 50, 80}, low[] = {0, 1, 2},
	       high[] = {97, 98};

	draw_part(apart, 3, 5, 0, 100);
	ok(apart[0] == 10 && apart[1] == 30 && apart[2] == 60,
	   "what has room stays where it is");
	draw_part(near_by, 4, 6, 0, 100);
	ok(near_by[0] == 44 && near_by[1] == 50 && near_by[2] == 56 && near_by[3] == 80,
	   "what has none parts around its middle");
	draw_part(low, 3, 5, 4, 100);
	ok(low[0] == 4 && low[1] == 9 && low[2] == 14, "not above the box");
	draw_part(high, 2, 5, 0, 98);
	ok(high[0] == 93 && high[1] == 98, "not below it");

	struct draw_lines lines = draw_part_lines("Tiếp nhận phản ánh", 10, 2);
	ok(lines.n == 2 && lines.widest == 9 && !lines.cut &&
		   strncmp(lines.begins[1], "phản ánh", lines.bytes[1]) == 0,
	   "a name parts at a blank");
	lines = draw_part_lines("Tiếp nhận phản ánh", 5, 1);
	ok(lines.n == 1 && lines.cut && lines.widest == 5 &&
		   strncmp(lines.begins[0], "Tiếp", lines.bytes[0]) == 0,
	   "what does not fit is cut between letters");
	lines = draw_part_lines("", 5, 2);
	ok(lines.n == 0, "no name, no line");
}

int main(void)
{
	test_scales();
	test_labels();
	return done_testing();
}
