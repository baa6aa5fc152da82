/*
 * Interval methods against published tables (Newcombe 1998, table I; Brown, Cai &
 * DasGupta 2001), closed forms evaluated by R 4.2, and at their edges.
 */
#include "analyzer/interval.h"
#include "analyzer/interval_profile.h"
#include "golden.h"
#include "tap.h"

/* Newcombe 1998, table I, printed to four places; Wald cut at 0 as he does. */
static void test_newcombe(void)
{
	static const struct {
		enum interval_method method;
		double k, n, low, high;
	} rows[] = {
		{INTERVAL_WALD, 81, 263, .2522, .3638},
		{INTERVAL_WALD, 15, 148, .0527, .1500},
		{INTERVAL_WALD, 0, 20, 0, 0},
		{INTERVAL_WALD, 1, 29, 0, .1009},
		{INTERVAL_WILSON, 81, 263, .2553, .3662},
		{INTERVAL_WILSON, 15, 148, .0624, .1605},
		{INTERVAL_WILSON, 0, 20, 0, .1611},
		{INTERVAL_WILSON, 1, 29, .0061, .1718},
		{INTERVAL_WILSON_CC, 81, 263, .2535, .3682},
		{INTERVAL_WILSON_CC, 15, 148, .0598, .1644},
		{INTERVAL_WILSON_CC, 0, 20, 0, .2005},
		{INTERVAL_WILSON_CC, 1, 29, .0018, .1963},
		{INTERVAL_CLOPPER_PEARSON, 81, 263, .2527, .3676},
		{INTERVAL_CLOPPER_PEARSON, 15, 148, .0578, .1617},
		{INTERVAL_CLOPPER_PEARSON, 0, 20, 0, .1684},
		{INTERVAL_CLOPPER_PEARSON, 1, 29, .0009, .1776},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct interval got =
			interval_of_counts(rows[i].method, rows[i].k, rows[i].n, 0.95);
		ok(fabs(got.low - rows[i].low) <= 5.1e-5 &&
			   fabs(got.high - rows[i].high) <= 5.1e-5,
		   "Newcombe 1998: %s %g/%g = %.4f-%.4f", interval_name(rows[i].method),
		   rows[i].k, rows[i].n, got.low, got.high);
	}
}

/* intervals.R: the textbook formulas in R, with R's own quantiles. */
static void test_golden_counts(void)
{
	struct golden golden;

	if (!ok(golden_open(&golden, "intervals.csv"), "intervals.csv is there"))
		return;
	while (golden_next(&golden)) {
		enum interval_method method;
		const char *name = golden_text(&golden, "method");
		double k = golden_number(&golden, "k"), n = golden_number(&golden, "n");
		double level = golden_number(&golden, "level");
		if (!ok(interval_from_name(name, &method), "%s is a method", name))
			continue;
		struct interval got = interval_of_counts(method, k, n, level);
		is_near(got.low, golden_number(&golden, "low"), 1e-9,
			"%s %g/%g at %g: low", name, k, n, level);
		is_near(got.high, golden_number(&golden, "high"), 1e-9,
			"%s %g/%g at %g: high", name, k, n, level);
	}
}

static void test_names(void)
{
	enum interval_method method;

	for (int i = 0; i < INTERVAL_T; i++)
		ok(interval_from_name(interval_name((enum interval_method)i),
				      &method) &&
			   (int)method == i,
		   "%s is found by name", interval_name((enum interval_method)i));
	ok(!interval_from_name("t", &method), "t cannot be asked for");
	ok(!interval_from_name("Wilson", &method), "names are exact");
}

static void test_edges(void)
{
	for (int i = 0; i < INTERVAL_T; i++) {
		enum interval_method m = (enum interval_method)i;
		const char *name = interval_name(m);
		struct interval none = interval_of_counts(m, 0, 0, 0.95);
		ok(isnan(none.low) && isnan(none.high), "%s: n = 0 has no interval",
		   name);
		struct interval zero = interval_of_counts(m, 0, 30, 0.95);
		struct interval full = interval_of_counts(m, 30, 30, 0.95);
		ok(zero.low == 0 && zero.high < 0.17, "%s: 0 of 30 is 0-%.4f", name,
		   zero.high);
		is_near(full.low, 1 - zero.high, 1e-12, "%s: 30 of 30 mirrors it",
			name);
		ok(full.high == 1, "%s: 30 of 30 ends at 1", name);
		struct share share = {.estimate = 0.4,
				      .se = 0.05,
				      .df = 0,
				      .n = 50,
				      .rows = 50,
				      .mass = 50,
				      .dispersion = 1};
		struct interval nodf = interval_of_share(m, &share, 0.95);
		ok(isnan(nodf.low) && isnan(nodf.high), "%s: no df, no interval", name);
		share.df = 20;
		struct interval usual = interval_of_share(m, &share, 0.95);
		ok(usual.low > 0.27 && usual.low < 0.32 && usual.high > 0.48 &&
			   usual.high < 0.53 && usual.method == m,
		   "%s: 0.4 with se 0.05 is %.4f-%.4f", name, usual.low, usual.high);
		share.se = 0;
		struct interval census = interval_of_share(m, &share, 0.95);
		ok(census.low == 0.4 && census.high == 0.4, "%s: se 0 is a point",
		   name);
		share.estimate = (double)NAN;
		ok(isnan(interval_of_share(m, &share, 0.95).low), "%s: NaN stays NaN",
		   name);
	}
	struct share all = {.estimate = 1, .df = 10, .n = 30, .rows = 40};
	struct interval beta = interval_of_share(INTERVAL_LOGIT, &all, 0.95);
	ok(beta.method == INTERVAL_BETA && beta.high == 1 && beta.low < 0.9,
	   "logit of 30 of 30 under a design becomes beta: %.4f-1", beta.low);
}

/* A design that is a simple random sample gives what the counts give. */
static void test_effective_n(void)
{
	struct share share = {
		.estimate = 0.3, .df = INFINITY, .n = 200, .rows = INFINITY};

	share.se = sqrt(0.3 * 0.7 / 200);
	for (int i = 0; i <= INTERVAL_JEFFREYS; i++) {
		enum interval_method m = (enum interval_method)i;
		struct interval a = interval_of_share(m, &share, 0.95);
		struct interval b = interval_of_counts(m, 60, 200, 0.95);
		is_near(a.low, b.low, 1e-10, "%s with effective n: low",
			interval_name(m));
		is_near(a.high, b.high, 1e-10, "%s with effective n: high",
			interval_name(m));
	}
}

static void test_profile(void)
{
	struct share share = {.estimate = 0.8,
			      .se = 0.03,
			      .df = 25,
			      .n = 200,
			      .rows = 200,
			      .mass = 200,
			      .dispersion = 200.0 / 199};
	double low, high, exact_low, exact_high;

	interval_profile(&share, 0.05, &low, &high);
	interval_profile_exact(&share, 0.05, &exact_low, &exact_high);
	ok(near(low, exact_low, 1e-3) && near(high, exact_high, 1e-3),
	   "R's tabulated profile %.5f-%.5f is near the exact %.5f-%.5f", low, high,
	   exact_low, exact_high);
}

static void test_error(void)
{
	is_near(interval_error(1, 0, 0.886, 1, 0.95), 0.114 / 1.959963984540054, 1e-9,
		"30 of 30: the arm of the interval over z");
	ok(interval_error(0.8, 0, 0.8, 0.8, 0.95) == 0, "a census: no error");
	ok(interval_error(0.8, 0.02, 0.7, 0.9, 0.95) == 0.02,
	   "an se is taken as it is");
	ok(interval_error(0.8, 0, (double)NAN, (double)NAN, 0.95) == 0,
	   "without an interval 0 is taken at its word");
}

int main(void)
{
	test_newcombe();
	test_golden_counts();
	test_names();
	test_edges();
	test_effective_n();
	test_profile();
	test_error();
	return done_testing();
}
