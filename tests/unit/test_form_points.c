/* forms/form_points: points, their classes, the question about the promised date. */
#include "forms/alloc.h"
#include "forms/form.h"
#include "words.h"

#include <math.h>

/* Points and classes as data: just at a boundary is above it, whatever a sum of eighteenths
 * comes to. */
static void test_points(void)
{
	static const struct {
		double points;
		const char *class;
	} cases[] = {
		{18, "Excellent"},
		{15, "Excellent"},
		{18 * (2.5 / 3), "Excellent"},
		{15 - 2e-15, "Excellent"},
		{14.999, "Good"},
		{12, "Good"},
		{11.99, "Fair"},
		{9, "Fair"},
		{8.9999, "Average"},
		{6, "Average"},
		{5.99, "Poor"},
		{0, "Poor"},
		{-0.1, NULL},
		{(double)NAN, NULL},
	};
	struct error err = {0};
	struct form *form = form_load("forms/definitions/one-stop-9.json", &err);

	ok(form && form->points.out_of == 18 && form->points.ngrades == 5,
	   "one-stop-9: 18 points, five classes");
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		const struct grade *grade = form_grade(form, cases[i].points);
		is_text(grade ? label_text(&grade->label, 1) : "none",
			cases[i].class ? cases[i].class : "none", "%g points",
			cases[i].points);
	}
	form_free(form);
	form = form_load("forms/definitions/sipas-household.json", &err);
	ok(form && form->on_time == form_item(form, "q28") && !form->points.ngrades &&
		   !form_grade(form, 1),
	   "sipas-household: a question about the promised date, no points");
	form_free(form);
}

int main(void)
{
	test_points();
	return done_testing();
}
