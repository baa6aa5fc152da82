/*
 * Estimates, standard errors, intervals, design effects and degrees of freedom
 * against R's survey 4.1 (tests/golden/r/golden.R), and identities that need no R.
 */
#include "sample.h"
#include "tap.h"

static struct sample sample;

static enum interval_method method_of(const char *name)
{
	enum interval_method method = INTERVAL_WALD; /* "mean" of svyciprop */

	if (strcmp(name, "t") != 0 && strcmp(name, "mean") != 0 &&
	    !interval_from_name(name, &method))
		abort();
	return method;
}

static void compare(const struct golden *golden, const struct result *got,
		    const char *name)
{
	is_near(got->estimate, golden_number(golden, "estimate"), 1e-10, "%s: estimate",
		name);
	is_near((double)got->n, golden_number(golden, "n"), 0, "%s: n", name);
	is_near((double)got->missing, golden_number(golden, "missing"), 0,
		"%s: missing", name);
	is_near((double)got->na, golden_number(golden, "na"), 0, "%s: na", name);
	is_near(got->se, golden_number(golden, "se"), 1e-9, "%s: se", name);
	is_near(got->df, golden_number(golden, "df"), 0, "%s: df", name);
	double deff = golden_number(golden, "deff");
	if (isfinite(deff))
		is_near(got->deff, deff, 1e-8, "%s: deff", name);
}

/*
 * R takes lambda from the weights of glm's last iteration but one, which leaves its
 * likelihood bounds uncertain in the fifth digit.
 */
static void compare_bounds(const struct golden *golden, const struct result *got,
			   const char *name)
{
	double low = golden_number(golden, "low"), high = golden_number(golden, "high");
	double tolerance = got->method == INTERVAL_LIKELIHOOD ? 2e-5 : 1e-8;

	if (isnan(low)) /* R has no interval here; interval.h says what we do */
		return;
	is_near(got->low, low, tolerance, "%s: low", name);
	is_near(got->high, high, tolerance, "%s: high", name);
}

/* Loads the survey of the golden row's design unless it is the loaded one. */
static bool load(struct survey *survey, char current[32], const struct golden *golden)
{
	const char *design = golden_text(golden, "design");
	struct error err = {0};

	if (strcmp(current, design) == 0)
		return true;
	if (*current)
		survey_release(survey);
	snprintf(current, 32, "%s", design);
	return ok(survey_load(survey, &sample, design, &err), "%s loads %s", design,
		  err.message);
}

static void test_golden(const char *file, bool bounds)
{
	struct golden golden;
	struct survey survey;
	char current[32] = "", name[200];

	if (!ok(golden_open(&golden, file), "%s is there", file))
		return;
	while (golden_next(&golden)) {
		struct estimate_options options = {.level = 0.95};
		if (!load(&survey, current, &golden) ||
		    !lonely_from_name(golden_text(&golden, "policy"), &options.lonely))
			abort();
		if (bounds)
			options.level = golden_number(&golden, "level");
		if (bounds)
			options.method = method_of(golden_text(&golden, "method"));
		/* Wald is of counts for a simple random sample, "mean" is not */
		bool wald = bounds && options.method == INTERVAL_WALD &&
			    design_is_srs(survey.design);
		struct estimand estimand =
			sample_estimand(survey.plan, golden_text(&golden, "item"),
					golden_text(&golden, "statistic"));
		struct result got =
			estimate(survey.tally,
				 survey_domain(&survey, golden_text(&golden, "domain")),
				 &estimand, &options);
		snprintf(name, sizeof(name), "%s %s \"%s\" %s %s %s", current,
			 golden_text(&golden, "policy"), golden_text(&golden, "domain"),
			 golden_text(&golden, "item"),
			 golden_text(&golden, "statistic"),
			 bounds ? golden_text(&golden, "method") : "");
		compare(&golden, &got, name);
		if (bounds && !(wald && statistic_is_share(estimand.statistic)))
			compare_bounds(&golden, &got, name);
	}
	survey_release(&survey);
}

/* DOMAIN section 3: a ministry's five counts. */
static void test_ministry(void)
{
	static const double values[] = {1, 2, 3, 4, 5};
	static const int counts[] = {67, 73, 205, 1276, 4434};
	static const struct {
		enum statistic statistic;
		double expected;
	} rows[] = {{STATISTIC_T2B, 5710.0 / 6055},
		    {STATISTIC_MEAN5, 28102.0 / 6055 / 5},
		    {STATISTIC_MEAN100, (28102.0 / 6055 - 1) / 4}};
	struct plan *plan = plan_new();
	struct design *design = design_new();
	const struct design_row row = design_row_empty();
	struct error err = {0};

	plan_add_item(plan, "overall", values, 5, 0x18);
	struct tally *tally = tally_new(plan, design, 1);
	for (int8_t level = 1; level <= 5; level++) {
		for (int i = 0; i < counts[level - 1]; i++) {
			if (!tally_add(tally, &row, &level, (const char *[]){""}, &err))
				abort();
		}
	}
	ok(tally_finish(tally, &err), "the ministry's counts are tallied");
	struct estimate_options options = estimate_defaults(design);
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct estimand estimand = {.statistic = rows[i].statistic};
		struct result got =
			estimate(tally, tally_domain(tally, 0), &estimand, &options);
		is_near(got.estimate, rows[i].expected, 1e-14,
			"%s of the ministry: %.4f", statistic_name(rows[i].statistic),
			got.estimate);
		ok(got.n == 6055 && got.counts[4] == 4434 && got.nlevels == 5,
		   "with its counts");
	}
	tally_free(tally);
	design_free(design);
	plan_free(plan);
}

/* Every estimate of one survey, for comparing two ways to load it. */
enum { FIGURES = 400 };

static size_t all_figures(const struct survey *survey, struct result results[FIGURES])
{
	static const char *const names[] = {"q1", "q2", "q4", "q5", "F1", "index"};
	static const char *const statistics[] = {"t2b", "mean5", "mean100"};
	static const char *const keys[] = {"", "A", "B", "C"};
	struct estimate_options options = estimate_defaults(survey->design);
	size_t n = 0;

	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		for (size_t s = 0; s < ARRAY_SIZE(statistics); s++) {
			for (size_t k = 0; k < ARRAY_SIZE(keys); k++) {
				struct estimand estimand = sample_estimand(
					survey->plan, names[i], statistics[s]);
				results[n++] = estimate(survey->tally,
							survey_domain(survey, keys[k]),
							&estimand, &options);
			}
		}
	}
	return n;
}

static void same_figures(const struct result *a, const struct result *b, size_t n,
			 const char *what)
{
	bool estimates = true, errors = true, bounds = true;

	for (size_t i = 0; i < n; i++) {
		estimates &= near(a[i].estimate, b[i].estimate, 1e-11);
		errors &= near(a[i].se, b[i].se, 1e-9);
		/* At 0 and 1 the interval comes from the number of answers. */
		bounds &= a[i].estimate == 1 || (near(a[i].low, b[i].low, 1e-9) &&
						 near(a[i].high, b[i].high, 1e-9));
	}
	ok(estimates, "%s: the same estimates", what);
	ok(errors, "%s: the same standard errors", what);
	ok(bounds, "%s: the same bounds", what);
}

static void test_permuted(const char *design)
{
	static struct result a[FIGURES], b[FIGURES];
	struct survey survey;
	struct error err = {0};

	if (!survey_load(&survey, &sample, design, &err))
		abort();
	size_t n = all_figures(&survey, a);
	survey_release(&survey);
	survey_init(&survey);
	for (size_t i = 0; i < sample.n; i++) {
		const struct sample_row *row = &sample.rows[(i * 101 + 7) % sample.n];
		if (!survey_add(&survey, row, sample_design(design), &err))
			abort();
	}
	if (!tally_finish(survey.tally, &err))
		abort();
	all_figures(&survey, b);
	survey_release(&survey);
	same_figures(a, b, n, design);
}

/* Each respondent of a cluster twice with half the weight: nothing changes. */
static void test_doubled(void)
{
	static struct result a[FIGURES], b[FIGURES];
	struct survey survey;
	struct error err = {0};

	if (!survey_load(&survey, &sample, "clus", &err))
		abort();
	size_t n = all_figures(&survey, a);
	survey_release(&survey);
	survey_init(&survey);
	for (size_t i = 0; i < 2 * sample.n; i++) {
		struct sample_row row = sample.rows[i % sample.n];
		row.weight /= 2;
		if (!survey_add(&survey, &row, sample_design("clus"), &err))
			abort();
	}
	if (!tally_finish(survey.tally, &err))
		abort();
	all_figures(&survey, b);
	survey_release(&survey);
	same_figures(a, b, n, "doubled data");
}

/* Var(A - B) of two domains, through the covariance, equals that of their scores'
 * difference; items of one domain likewise: Var(x+y) = Var x + Var y + 2 Cov. */
static void test_covariance(const char *design)
{
	struct survey survey;
	struct scores a, b, whole;
	struct error err = {0};

	if (!survey_load(&survey, &sample, design, &err))
		abort();
	const struct domain *everybody = survey_domain(&survey, "");
	struct estimand q3 = sample_estimand(survey.plan, "q3", "t2b");
	struct estimand q5 = sample_estimand(survey.plan, "q5", "t2b");
	struct estimand f2 = sample_estimand(survey.plan, "F2", "t2b");
	scores_init(&a, survey.plan, everybody, &q3);
	scores_init(&b, survey.plan, everybody, &q5);
	scores_init(&whole, survey.plan, everybody, &f2);
	double va = variance_between(survey.design, &a, &a, LONELY_FAIL).value;
	double vb = variance_between(survey.design, &b, &b, LONELY_FAIL).value;
	double cov = variance_between(survey.design, &a, &b, LONELY_FAIL).value;
	double v = variance_between(survey.design, &whole, &whole, LONELY_FAIL).value;
	is_near((va + vb + 2 * cov) / 4, v, 1e-10, "%s: items add up to their factor",
		design);
	is_near(variance_between(survey.design, &b, &a, LONELY_FAIL).value, cov, 1e-10,
		"%s: covariance is symmetric", design);
	scores_release(&a);
	scores_release(&b);
	scores_release(&whole);
	survey_release(&survey);
}

/*
 * An item nobody in A or C misses: the mean of everybody is the weighted mean of the
 * domains, and its linearised variance is made of theirs and their covariances.
 */
static void test_domains(const char *design)
{
	static const char *const keys[] = {"A", "B", "C"};
	struct survey survey;
	struct scores scores[3], whole;
	struct error err = {0};
	double share[3], variance = 0;

	if (!survey_load(&survey, &sample, design, &err))
		abort();
	struct estimand q3 = sample_estimand(survey.plan, "q3", "mean5");
	const struct domain *everybody = survey_domain(&survey, "");
	scores_init(&whole, survey.plan, everybody, &q3);
	/* Scores of the whole, domain by domain: the same gradient on each part. */
	for (int i = 0; i < 3; i++) {
		scores_init(&scores[i], survey.plan, survey_domain(&survey, keys[i]),
			    &q3);
		share[i] = scores[i].domain->weight / everybody->weight;
		memcpy(scores[i].cells, whole.cells,
		       survey.plan->ncells * sizeof(double));
		memcpy(scores[i].features, whole.features,
		       survey.plan->njoint * survey.plan->nfeatures * sizeof(double));
	}
	for (int i = 0; i < 3; i++) {
		for (int j = 0; j < 3; j++)
			variance += variance_between(survey.design, &scores[i],
						     &scores[j], LONELY_FAIL)
					    .value;
	}
	is_near(share[0] * scores[0].estimate + share[1] * scores[1].estimate +
			share[2] * scores[2].estimate,
		whole.estimate, 1e-12, "%s: domains average to the whole", design);
	is_near(variance,
		variance_between(survey.design, &whole, &whole, LONELY_FAIL).value,
		1e-10, "%s: so do their variances and covariances", design);
	for (int i = 0; i < 3; i++)
		scores_release(&scores[i]);
	scores_release(&whole);
	survey_release(&survey);
}

/* From R: svycontrast over svymean without missing answers (golden.R, last lines). */
static void test_contrast(void)
{
	struct sample copy = sample;
	struct survey survey;
	struct error err = {0};

	for (size_t i = 0; i < copy.n; i++) {
		int8_t *q = copy.rows[i].levels;
		q[0] = q[0] < 1 ? 1 : q[0];
		q[4] = q[0];
	}
	if (!survey_load(&survey, &copy, "clus", &err))
		abort();
	struct estimand f2 = sample_estimand(survey.plan, "F2", "mean5");
	struct estimate_options options = estimate_defaults(survey.design);
	struct result got =
		estimate(survey.tally, survey_domain(&survey, ""), &f2, &options);
	is_near(got.estimate, 0.84418802074537402, 1e-12, "factor as R's contrast");
	is_near(got.se, 0.013405904983978827, 1e-10, "its se as R's contrast");
	survey_release(&survey);
}

int main(void)
{
	if (!ok(sample_load(&sample), "sample.csv is there"))
		return done_testing();
	test_golden("estimates.csv", true);
	test_golden("factors.csv", false);
	test_ministry();
	test_permuted("srs");
	test_permuted("stratfpc");
	test_permuted("two");
	test_doubled();
	test_covariance("strat");
	test_covariance("two");
	test_domains("stratfpc");
	test_domains("two");
	test_contrast();
	return done_testing();
}
