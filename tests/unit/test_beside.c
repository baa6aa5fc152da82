/* analyzer/published, beside, quarter: what stands beside a survey. */
#include "analyzer/beside.h"
#include "analyzer/quarter.h"
#include "words.h"

#include <math.h>

/* As the database gives them: by index and unit, the newest first. SIPAS of Hải Phòng and
 * PAR INDEX are figures that were published. */
static const struct published list[] = {
	{"PAR INDEX", 2025, "H31", 92.7, "%", 1, 34, "x"},
	{"PAR INDEX", 2024, "H31", 93.18, "%", 3, 63, "x"},
	{"PAR INDEX", 2014, "H26", 80, "%", 3, 63, "x"},
	{"PAR INDEX", 2013, "H26", 81, "%", 5, 63, "x"},
	{"PAR INDEX", 2012, "H26", 82, NULL, 7, 63, "x"},
	{"SIPAS", 2019, NULL, 84.45, "%", 0, 0, "x"},
	{"SIPAS", 2018, "H31", 82.99, "%", 0, 0, "x"},
	{"SIPAS", 2020, "H32", 92.22, "%", 2, 63, "x"},
	{"SIPAS", 2019, "H32", 90.86, "%", 9, 63, "x"},
	{"SIPAS", 2017, "H32", 90, "%", 9, 63, "x"},
	{"SIPAS", 2016, "H32", 90, "%", 9, 0, "x"},
	{"SIPAS", 2015, "H32", 90, "%", 8, 63, "x"},
};

static void test_published(void)
{
	static const struct {
		double value;
		enum published_note value_note, places_note;
		int places, out_of_before;
		const char *name;
	} cases[] = {
		{-0.48, PUBLISHED_TOLD, PUBLISHED_OTHER, 0, 63, "63, then 34"},
		{(double)NAN, PUBLISHED_NO_BASE, PUBLISHED_NO_BASE, 0, 0,
		 "the unit below is another"},
		{-1, PUBLISHED_TOLD, PUBLISHED_TOLD, 2, 0, "5, then 3 of 63"},
		{(double)NAN, PUBLISHED_OTHER, PUBLISHED_TOLD, 2, 0, "another measure"},
		{(double)NAN, PUBLISHED_NO_BASE, PUBLISHED_NO_BASE, 0, 0,
		 "the index below is another"},
		{(double)NAN, PUBLISHED_NO_BASE, PUBLISHED_NO_BASE, 0, 0,
		 "the whole country is no unit"},
		{(double)NAN, PUBLISHED_NO_BASE, PUBLISHED_NO_BASE, 0, 0,
		 "another unit, later"},
		{1.36, PUBLISHED_TOLD, PUBLISHED_TOLD, 7, 0, "9, then 2 of 63"},
		{(double)NAN, PUBLISHED_NO_BASE, PUBLISHED_NO_BASE, 0, 0,
		 "a year is missing"},
		{0, PUBLISHED_TOLD, PUBLISHED_NO_BASE, 0, 0, "of how many is unknown"},
		{0, PUBLISHED_TOLD, PUBLISHED_NO_BASE, 0, 0, "nor now"},
		{(double)NAN, PUBLISHED_NO_BASE, PUBLISHED_NO_BASE, 0, 0, "the last"},
	};
	_Static_assert(ARRAY_SIZE(cases) == ARRAY_SIZE(list), "a case for each");

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct published_change change =
			published_change(list, ARRAY_SIZE(list), i);
		is_near(change.value, cases[i].value, 1e-9, "change: %s",
			cases[i].name);
		ok(change.value_note == cases[i].value_note &&
			   change.places_note == cases[i].places_note &&
			   change.places == cases[i].places &&
			   change.out_of_before == cases[i].out_of_before,
		   "… and places");
	}
}

static void test_on_time(void)
{
	static const struct {
		double share, low, high;
		enum on_time judged;
	} cases[] = {
		{0.987, 0.65, 0.75, ON_TIME_FILES_MORE},
		{0.987, 0.80, 0.89, ON_TIME_NEAR},
		{0.987, 0.80, 0.8869, ON_TIME_FILES_MORE},
		{0.60, 0.71, 0.80, ON_TIME_PEOPLE_MORE},
		{0.60, 0.69, 0.80, ON_TIME_NEAR},
		{(double)NAN, 0.1, 0.2, ON_TIME_UNKNOWN},
		{0.9, (double)NAN, (double)NAN, ON_TIME_UNKNOWN},
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		ok(on_time_judge(cases[i].share, cases[i].low, cases[i].high) ==
			   cases[i].judged,
		   "%g on time, people %g to %g", cases[i].share, cases[i].low,
		   cases[i].high);
}

static void test_quarter(void)
{
	static const struct {
		int64_t seconds;
		const char *quarter;
	} cases[] = {
		{0, "1970-Q1"},
		{INT64_C(1774976399), "2026-Q1"}, /* 2026-03-31T16:59:59Z */
		{INT64_C(1774976400), "2026-Q2"}, /* a second later, midnight there */
		{INT64_C(1798736399), "2026-Q4"}, /* 2026-12-31T16:59:59Z */
		{INT64_C(1798736400), "2027-Q1"},
		{-INT64_C(25201), "1969-Q4"},
		{-INT64_C(25200), "1970-Q1"},
	};
	char text[QUARTER_BYTES];

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		is_text(quarter_of(cases[i].seconds * 1000000, text), cases[i].quarter,
			"%lld", (long long)cases[i].seconds);
	is_text(quarter_of(-INT64_C(25200000001), text), "1969-Q4",
		"a microsecond before");
	ok(!quarter_of(TIME_NONE, text), "no time, no quarter");
}

int main(void)
{
	test_published();
	test_on_time();
	test_quarter();
	return done_testing();
}
