/*
 * Drivers, reliability, totals and ratios against R's survey 4.1
 * (tests/golden/r/models.R), and what drivers.h refuses.
 */
#include "analyzer/drivers.h"
#include "analyzer/ratio.h"
#include "analyzer/reliability.h"
#include "sample.h"
#include "tap.h"

static struct sample sample;

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
	return survey_load(survey, &sample, design, &err);
}

static void test_totals(void)
{
	struct golden golden;
	struct survey survey;
	char current[32] = "", name[100];

	if (!ok(golden_open(&golden, "totals.csv"), "totals.csv is there"))
		return;
	while (golden_next(&golden)) {
		if (!load(&survey, current, &golden))
			abort();
		struct estimate_options options = estimate_defaults(survey.design);
		const struct domain *domain =
			survey_domain(&survey, golden_text(&golden, "domain"));
		struct estimand estimand =
			sample_estimand(survey.plan, golden_text(&golden, "item"),
					golden_text(&golden, "statistic"));
		struct result got;
		if (strcmp(golden_text(&golden, "kind"), "total") == 0) {
			got = estimate_total(survey.tally, domain, &estimand, &options);
		} else {
			struct estimand other = sample_estimand(
				survey.plan, golden_text(&golden, "other"),
				golden_text(&golden, "statistic"));
			got = estimate_ratio(survey.tally, domain, &estimand, &other,
					     &options);
		}
		snprintf(name, sizeof(name), "%s %s \"%s\" %s %s", current,
			 golden_text(&golden, "kind"), golden_text(&golden, "domain"),
			 golden_text(&golden, "item"), golden_text(&golden, "other"));
		is_near(got.estimate, golden_number(&golden, "estimate"), 1e-12,
			"%s: estimate", name);
		double se = golden_number(&golden, "se");
		ok(near(got.se, se, 1e-9) || (se < 1e-12 && got.se < 1e-12),
		   "%s: se %.10g", name, got.se);
		is_near(got.df, golden_number(&golden, "df"), 0, "%s: df", name);
	}
	/* totals of the domains add up to that of everybody */
	struct estimate_options options = estimate_defaults(survey.design);
	struct estimand q1 = sample_estimand(survey.plan, "q1", "t2b");
	double sum = 0;
	for (int i = 0; i < 3; i++) {
		const char key[] = {(char)('A' + i), '\0'};
		sum += estimate_total(survey.tally, survey_domain(&survey, key), &q1,
				      &options)
			       .estimate;
	}
	is_near(sum,
		estimate_total(survey.tally, survey_domain(&survey, ""), &q1, &options)
			.estimate,
		1e-13, "domain totals add up");
	struct estimand f1 = sample_estimand(survey.plan, "F1", "t2b");
	ok(estimate_total(survey.tally, survey_domain(&survey, ""), &f1, &options)
			   .why == UNDEFINED_STATISTIC,
	   "no total of a mean of means");
	survey_release(&survey);
}

static double alpha_of(const struct survey *survey, const char *factor, double *without)
{
	struct estimand estimand = sample_estimand(survey->plan, factor, "mean5");
	struct reliability reliability;

	reliability_init(&reliability, survey->plan, survey_domain(survey, ""),
			 estimand.number);
	if (without)
		*without = reliability.without[0];
	double alpha = reliability.alpha;
	reliability_release(&reliability);
	return alpha;
}

static void test_alpha(void)
{
	struct golden golden;
	struct sample full = sample;
	struct survey missing, whole;
	struct error err = {0};
	double without;

	for (size_t i = 0; i < full.n; i++) {
		for (int q = 0; q < SAMPLE_ITEMS; q++)
			full.rows[i].levels[q] =
				full.rows[i].levels[q] < 1 ? 1 : full.rows[i].levels[q];
	}
	if (!survey_load(&missing, &sample, "clus", &err) ||
	    !survey_load(&whole, &full, "clus", &err) ||
	    !golden_open(&golden, "alpha.csv"))
		abort();
	while (golden_next(&golden)) {
		const char *name = golden_text(&golden, "name");
		bool pairwise = strcmp(name, "pairwise") == 0;
		is_near(alpha_of(pairwise ? &missing : &whole, pairwise ? "F1" : name,
				 &without),
			golden_number(&golden, "alpha"), 1e-11, "alpha %s", name);
	}
	ok(without > -1 && without < 1, "alpha without the first item: %.3f", without);
	survey_release(&whole);
	survey_release(&missing);
	if (!survey_load(&whole, &full, "srs", &err))
		abort();
	double srs = alpha_of(&whole, "F1", &without);
	survey_release(&whole);
	ok(isfinite(srs), "alpha from a histogram: %.3f", srs);
}

static const struct sample_design *kind;

/* Every row of the survey (in the domain) once. */
static bool pass(struct drivers *drivers, bool second, const char *domain,
		 struct error *err)
{
	for (size_t i = 0; i < sample.n; i++) {
		const struct sample_row *row = &sample.rows[i];
		struct design_row place = sample_place(row, kind);
		if (strcmp(row->stratum, "S6") == 0 ||
		    (*domain && strcmp(row->domain, domain) != 0))
			continue;
		if (!(second ? drivers_again : drivers_add)(drivers, &place, 1,
							    row->levels, err))
			return false;
	}
	return true;
}

static void compare_driver(const struct golden *golden, const struct drivers *drivers)
{
	static const char *const names[] = {"q2", "q4", "F2"};
	char name[100];
	size_t n, at = 0;
	const struct driver *list = drivers_list(drivers, &n);

	while (strcmp(names[at], golden_text(golden, "predictor")) != 0)
		at++;
	snprintf(name, sizeof(name), "%s \"%s\" %s", golden_text(golden, "design"),
		 golden_text(golden, "domain"), names[at]);
	is_near((double)drivers_n(drivers), golden_number(golden, "n"), 0, "%s: n",
		name);
	is_near(list[at].coefficient, golden_number(golden, "coefficient"), 1e-9,
		"%s: coefficient", name);
	is_near(list[at].se, golden_number(golden, "se"), 1e-9, "%s: se", name);
	is_near(list[at].p, golden_number(golden, "p"), 1e-7, "%s: p", name);
	is_near(list[at].share, golden_number(golden, "share"), 1e-8, "%s: share",
		name);
	is_near(drivers_df(drivers), golden_number(golden, "df"), 0, "%s: df", name);
	is_near(drivers_intercept(drivers), golden_number(golden, "intercept"), 1e-9,
		"%s: intercept", name);
	is_near(drivers_r_squared(drivers), golden_number(golden, "r_squared"), 1e-9,
		"%s: R squared", name);
}

static const struct driver_variable outcome = {false, 0};
static const struct driver_variable predictors[] = {{false, 1}, {false, 3}, {true, 1}};

static struct drivers *fit(const struct survey *survey, const char *domain,
			   const struct driver_variable *list, size_t n,
			   struct error *err)
{
	struct drivers *drivers =
		drivers_new(survey->plan, survey->design, &outcome, list, n);

	if (pass(drivers, false, domain, err) && drivers_solve(drivers, err) &&
	    pass(drivers, true, domain, err)) {
		drivers_finish(drivers, LONELY_FAIL);
		return drivers;
	}
	drivers_free(drivers);
	return NULL;
}

static void test_drivers(void)
{
	struct golden golden;
	struct survey survey;
	char current[32] = "";
	struct error err = {0};

	if (!ok(golden_open(&golden, "drivers.csv"), "drivers.csv is there"))
		return;
	while (golden_next(&golden)) {
		if (!load(&survey, current, &golden))
			abort();
		kind = sample_design(current);
		struct drivers *drivers = fit(&survey, golden_text(&golden, "domain"),
					      predictors, 3, &err);
		if (!drivers)
			abort();
		compare_driver(&golden, drivers);
		drivers_free(drivers);
	}
	struct driver_variable twice[] = {{false, 1}, {false, 3}, {false, 1}};
	ok(!fit(&survey, "", twice, 3, &err), "collinear: %s", err.message);
	ok(!fit(&survey, "", twice, 0, &err), "none: %s", err.message);
	ok(!fit(&survey, "nobody", twice, 2, &err), "nobody: %s", err.message);
	struct design_row elsewhere = {"S9", "P1", "U1", 1, 1, 1};
	struct drivers *drivers =
		drivers_new(survey.plan, survey.design, &outcome, predictors, 3);
	ok(!drivers_add(drivers, &elsewhere, 1, sample.rows[0].levels, &err), "%s",
	   err.message);
	drivers_free(drivers);
	survey_release(&survey);
}

/* Two uncorrelated predictors: each has its own R². */
static void test_shapley(void)
{
	static const double plain[] = {1, 0, 0, 1}, y[] = {.6, .3},
			    twin[] = {1, 1, 1, 1};
	double shares[2];

	ok(shapley_shares(plain, y, 2, shares), "two predictors");
	is_near(shares[0], .36, 1e-14, "the first");
	is_near(shares[1], .09, 1e-14, "the second");
	ok(!shapley_shares(twin, y, 2, shares), "collinear ones are refused");
}

int main(void)
{
	if (!ok(sample_load(&sample), "sample.csv is there"))
		return done_testing();
	test_totals();
	test_alpha();
	test_drivers();
	test_shapley();
	return done_testing();
}
