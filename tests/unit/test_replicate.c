/*
 * Jackknife and bootstrap against R's survey 4.1 (tests/golden/r/replicate.R), the
 * bootstrap in expectation, and the random numbers against published ones.
 */
#include "analyzer/prng.h"
#include "analyzer/replicate.h"
#include "sample.h"
#include "tap.h"

static struct sample sample;

enum { REPLICATES = 4000 };

static struct variance variance_of(const struct golden *golden,
				   const struct survey *survey,
				   const struct bootstrap *bootstrap)
{
	const struct domain *domain =
		survey_domain(survey, golden_text(golden, "domain"));
	struct estimand estimand =
		sample_estimand(survey->plan, golden_text(golden, "item"),
				golden_text(golden, "statistic"));
	enum lonely_policy policy;

	if (!lonely_from_name(golden_text(golden, "policy"), &policy))
		abort();
	if (strcmp(golden_text(golden, "kind"), "jackknife") == 0)
		return jackknife_variance(survey->tally, domain, &estimand, policy);
	return bootstrap_variance(bootstrap, survey->tally, domain, &estimand, policy);
}

static void test_golden(void)
{
	struct golden golden;
	struct survey survey;
	struct bootstrap *bootstrap = NULL;
	char current[32] = "";

	if (!ok(golden_open(&golden, "replicate.csv"), "replicate.csv is there"))
		return;
	while (golden_next(&golden)) {
		struct error err = {0};
		bool exact = strcmp(golden_text(&golden, "kind"), "jackknife") == 0;
		if (strcmp(current, golden_text(&golden, "design")) != 0) {
			if (*current)
				survey_release(&survey);
			bootstrap_free(bootstrap);
			snprintf(current, sizeof(current), "%s",
				 golden_text(&golden, "design"));
			if (!survey_load(&survey, &sample, current, &err))
				abort();
			bootstrap = bootstrap_new(survey.design, REPLICATES, 42);
		}
		struct variance got = variance_of(&golden, &survey, bootstrap);
		is_near(sqrt(got.value), golden_number(&golden, "se"),
			exact ? 1e-9 : 0.05, "%s %s %s \"%s\" %s %s", current,
			golden_text(&golden, "kind"), golden_text(&golden, "policy"),
			golden_text(&golden, "domain"), golden_text(&golden, "item"),
			golden_text(&golden, "statistic"));
	}
	bootstrap_free(bootstrap);
	survey_release(&survey);
}

/* Jackknife, bootstrap and linearisation agree, with fpc, for factors too. */
static void test_agreement(const char *design)
{
	struct survey survey;
	struct error err = {0};

	if (!survey_load(&survey, &sample, design, &err))
		abort();
	struct bootstrap *bootstrap = bootstrap_new(survey.design, REPLICATES, 7);
	struct estimate_options options = estimate_defaults(survey.design);
	const struct domain *domain = survey_domain(&survey, "");
	struct estimand index = sample_estimand(survey.plan, "index", "mean5");
	double taylor = estimate(survey.tally, domain, &index, &options).se;
	struct variance jackknife =
		jackknife_variance(survey.tally, domain, &index, LONELY_FAIL);
	options.variance = VARIANCE_JACKKNIFE;
	is_near(estimate(survey.tally, domain, &index, &options).se,
		sqrt(jackknife.value), 0, "%s: on request", design);
	struct variance drawn = bootstrap_variance(bootstrap, survey.tally, domain,
						   &index, LONELY_FAIL);
	is_near(sqrt(jackknife.value), taylor, 0.05, "%s: jackknife and Taylor",
		design);
	is_near(sqrt(drawn.value), taylor, 0.08, "%s: bootstrap and Taylor", design);
	options.variance = VARIANCE_BOOTSTRAP;
	options.bootstrap = bootstrap;
	is_near(estimate(survey.tally, domain, &index, &options).se, sqrt(drawn.value),
		0, "%s: on request", design);
	struct bootstrap *again = bootstrap_new(survey.design, REPLICATES, 7);
	is_near(bootstrap_variance(again, survey.tally, domain, &index, LONELY_FAIL)
			.value,
		drawn.value, 0, "%s: the same seed, the same number", design);
	bootstrap_free(again);
	bootstrap_free(bootstrap);
	survey_release(&survey);
}

static void test_undefined(void)
{
	struct survey survey;
	struct error err = {0};

	if (!survey_load(&survey, &sample, "strat", &err))
		abort();
	const struct domain *domain = survey_domain(&survey, "");
	struct estimand q1 = sample_estimand(survey.plan, "q1", "t2b");
	struct bootstrap *bootstrap = bootstrap_new(survey.design, 10, 1);
	ok(jackknife_variance(survey.tally, domain, &q1, LONELY_FAIL).why ==
		   UNDEFINED_NOT_KEPT,
	   "no PSUs, no jackknife");
	ok(bootstrap_variance(bootstrap, survey.tally, domain, &q1, LONELY_FAIL).why ==
		   UNDEFINED_NOT_KEPT,
	   "no PSUs, no bootstrap");
	bootstrap_free(bootstrap);
	survey_release(&survey);
	if (!survey_load(&survey, &sample, "lone", &err))
		abort();
	domain = survey_domain(&survey, "");
	bootstrap = bootstrap_new(survey.design, 10, 1);
	struct variance got =
		bootstrap_variance(bootstrap, survey.tally, domain, &q1, LONELY_FAIL);
	ok(got.why == UNDEFINED_LONELY_PSU &&
		   strcmp(design_stratum_label(survey.design, got.stratum), "S6") == 0,
	   "bootstrap: a lonely PSU is named");
	got = jackknife_variance(survey.tally, domain, &q1, LONELY_FAIL);
	ok(got.why == UNDEFINED_LONELY_PSU, "jackknife: a lonely PSU");
	got = bootstrap_variance(bootstrap, survey.tally, domain, &q1, LONELY_REMOVE);
	ok(got.why == UNDEFINED_NOT && got.value > 0, "removed on request");
	bootstrap_free(bootstrap);
	survey_release(&survey);
}

static void test_prng(void)
{
	/* xoshiro256** from the state 1, 2, 3, 4: as in the tests of Rust's rand. */
	static const uint64_t expected[] = {11520, 0, 1509978240, 1215971899390074240};
	struct prng prng = {{1, 2, 3, 4}};
	double mean = 0;
	int counts[7] = {0};

	for (int i = 0; i < 4; i++)
		ok(prng_next(&prng) == expected[i], "xoshiro256**, number %d", i);
	prng = prng_start(1, 0);
	struct prng other = prng_start(1, 1);
	ok(prng_next(&prng) != prng_next(&other), "streams differ");
	for (int i = 0; i < 70000; i++) {
		mean += prng_uniform(&prng) / 70000;
		counts[prng_below(&prng, 7)]++;
	}
	ok(fabs(mean - 0.5) < 0.005, "uniform: mean %.4f", mean);
	double chi = 0;
	for (int i = 0; i < 7; i++)
		chi += (counts[i] - 1e4) * (counts[i] - 1e4) / 1e4;
	ok(chi < 22.5, "below 7: chi-squared %.1f with 6 df", chi);
}

int main(void)
{
	if (!ok(sample_load(&sample), "sample.csv is there"))
		return done_testing();
	test_golden();
	test_agreement("clus");
	test_agreement("clusfpc");
	test_agreement("psu");
	test_undefined();
	test_prng();
	return done_testing();
}
