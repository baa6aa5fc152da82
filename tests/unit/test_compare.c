/*
 * Differences within a round against R's survey 4.1 and adjusted p values against
 * R's p.adjust (tests/golden/r/compare.R), Newcombe's published intervals, and
 * independent rounds against the formula.
 */
#include "analyzer/adjust.h"
#include "analyzer/compare.h"
#include "sample.h"
#include "tap.h"

static struct sample sample;

static struct comparand comparand(const struct survey *survey,
				  const struct golden *golden, const char *domain,
				  const char *item)
{
	return (struct comparand){survey_domain(survey, golden_text(golden, domain)),
				  sample_estimand(survey->plan,
						  golden_text(golden, item),
						  golden_text(golden, "statistic"))};
}

static void compare_row(const struct golden *golden, const struct survey *survey)
{
	struct comparand base = comparand(survey, golden, "domain_a", "item_a");
	struct comparand other = comparand(survey, golden, "domain_b", "item_b");
	struct estimate_options options = estimate_defaults(survey->design);
	char name[200];

	options.method = INTERVAL_WALD; /* t also for a simple random sample */
	struct comparison got = compare_within(survey->tally, &base, &other, &options);
	struct comparison back = compare_within(survey->tally, &other, &base, &options);
	snprintf(name, sizeof(name), "%s \"%s\"%s %s - %s %s",
		 golden_text(golden, "design"), base.domain->key,
		 golden_text(golden, "item_a"), golden_text(golden, "domain_b"),
		 golden_text(golden, "item_b"), golden_text(golden, "statistic"));
	is_near(got.difference, golden_number(golden, "difference"), 1e-10,
		"%s: difference", name);
	is_near(got.se, golden_number(golden, "se"), 1e-9, "%s: se", name);
	is_near(got.df, golden_number(golden, "df"), 0, "%s: df", name);
	is_near(got.p, golden_number(golden, "p"), 1e-7, "%s: p", name);
	is_near(got.low, golden_number(golden, "low"), 1e-8, "%s: low", name);
	is_near(got.high, golden_number(golden, "high"), 1e-8, "%s: high", name);
	is_near(back.low, -got.high, 1e-12, "%s: and back", name);
}

static void test_golden(void)
{
	struct golden golden;
	struct survey survey;
	char current[32] = "";

	if (!ok(golden_open(&golden, "compare.csv"), "compare.csv is there"))
		return;
	while (golden_next(&golden)) {
		struct error err = {0};
		if (strcmp(current, golden_text(&golden, "design")) != 0) {
			if (*current)
				survey_release(&survey);
			snprintf(current, sizeof(current), "%s",
				 golden_text(&golden, "design"));
			if (!survey_load(&survey, &sample, current, &err))
				abort();
		}
		compare_row(&golden, &survey);
	}
	survey_release(&survey);
}

static void test_adjust(void)
{
	enum { MOST = 50 };
	struct golden golden;
	double p[MOST], holm[MOST], bh[MOST], got[MOST];
	size_t n = 0;

	if (!ok(golden_open(&golden, "adjust.csv"), "adjust.csv is there"))
		return;
	for (; golden_next(&golden) && n < MOST; n++) {
		p[n] = golden_number(&golden, "p");
		holm[n] = golden_number(&golden, "holm");
		bh[n] = golden_number(&golden, "bh");
	}
	adjust_holm(p, n, got);
	for (size_t i = 0; i < n; i++)
		is_near(got[i], holm[i], 1e-14, "Holm of %g", p[i]);
	adjust_bh(p, n, got);
	for (size_t i = 0; i < n; i++)
		is_near(got[i], bh[i], 1e-14, "Benjamini-Hochberg of %g", p[i]);
	adjust_bh(p, n, p);
	is_near(p[0], got[0], 0, "in place");
	adjust_holm(p, 0, p);
}

static struct result of_counts(int k, int n)
{
	struct result result = {.level = 0.95,
				.estimate = (double)k / n,
				.df = n - 1,
				.method = INTERVAL_WILSON,
				.n = (uint64_t)n};
	struct interval interval = interval_of_counts(INTERVAL_WILSON, k, n, 0.95);

	result.se = sqrt(result.estimate * (1 - result.estimate) / (n - 1));
	result.low = interval.low;
	result.high = interval.high;
	return result;
}

/* Newcombe 1998, Statistics in Medicine 17:873-890, Table II, method 10. */
static void test_newcombe(void)
{
	static const struct {
		int k1, n1, k2, n2;
		double low, high;
	} rows[] = {{56, 70, 48, 80, 0.0524, 0.3339}, {9, 10, 3, 10, 0.1705, 0.8090},
		    {6, 7, 2, 7, 0.0582, 0.8062},     {5, 56, 0, 29, -0.0381, 0.1926},
		    {0, 10, 0, 20, -0.1611, 0.2775},  {0, 10, 0, 10, -0.2775, 0.2775},
		    {10, 10, 0, 20, 0.6791, 1},	      {10, 10, 0, 10, 0.6075, 1}};

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct result first = of_counts(rows[i].k1, rows[i].n1);
		struct result second = of_counts(rows[i].k2, rows[i].n2);
		struct comparison got = compare_rounds(&second, &first);
		ok(got.method == INTERVAL_WILSON, "Newcombe's method");
		ok(fabs(got.low - rows[i].low) < 5.1e-5 &&
			   fabs(got.high - rows[i].high) < 5.1e-5,
		   "%d/%d - %d/%d: %.4f to %.4f", rows[i].k1, rows[i].n1, rows[i].k2,
		   rows[i].n2, got.low, got.high);
	}
}

static void test_rounds(void)
{
	struct result base = {.level = 0.9, .estimate = .5, .se = .03, .df = 10};
	struct result other = {.level = 0.9, .estimate = .6, .se = .04, .df = 20};

	base.method = other.method = INTERVAL_LOGIT;
	struct comparison got = compare_rounds(&base, &other);
	is_near(got.se, .05, 1e-14, "independent rounds: se");
	is_near(got.df, 30, 0, "df is the sum");
	is_near(got.p, 0.054625044962983101, 1e-12, "p of t = 2 with 30 df");
	is_near(got.low, .1 - 1.69726088659396 * .05, 1e-12, "low");
	other.se = base.se = 0;
	got = compare_rounds(&base, &other);
	ok(isnan(got.p) && got.why == UNDEFINED_NO_SPREAD, "%s",
	   undefined_text(got.why));
	other.estimate = base.estimate;
	got = compare_rounds(&base, &other);
	is_near(got.p, 1, 0, "no difference, no spread: p = 1");
	other.se = (double)NAN;
	other.why = UNDEFINED_LONELY_PSU;
	got = compare_rounds(&base, &other);
	ok(isnan(got.se) && got.why == UNDEFINED_LONELY_PSU, "%s",
	   undefined_text(got.why));
	other.se = base.se = .1;
	other.df = base.df = 0;
	got = compare_rounds(&base, &other);
	ok(isnan(got.p) && isnan(got.low) && got.why == UNDEFINED_NO_DF, "%s",
	   undefined_text(got.why));
}

/* Two domains of a simple random sample are independent: Newcombe's interval. */
static void test_domains(void)
{
	struct survey survey;
	struct error err = {0};

	if (!survey_load(&survey, &sample, "srs", &err))
		abort();
	struct estimate_options options = estimate_defaults(survey.design);
	struct comparand a = {survey_domain(&survey, "A"),
			      sample_estimand(survey.plan, "q1", "t2b")};
	struct comparand b = {survey_domain(&survey, "B"), a.estimand};
	struct comparison got = compare_within(survey.tally, &a, &b, &options);
	ok(got.method == INTERVAL_WILSON && got.low < got.difference &&
		   got.difference < got.high,
	   "domains of a simple random sample: Newcombe %.3f to %.3f", got.low,
	   got.high);
	got = compare_within(survey.tally, &a, &a, &options);
	ok(got.difference == 0 && got.se == 0 && got.p == 1, "a domain and itself");
	survey_release(&survey);
}

int main(void)
{
	if (!ok(sample_load(&sample), "sample.csv is there"))
		return done_testing();
	test_golden();
	test_adjust();
	test_newcombe();
	test_rounds();
	test_domains();
	return done_testing();
}
