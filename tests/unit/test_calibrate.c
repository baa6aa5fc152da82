/*
 * Post-stratification, raking and bounded raking against R's survey 4.1
 * (tests/golden/r/calibrate.R), and what needs no R: margins that are met already
 * change nothing, and what calibrate.h refuses.
 */
#include "analyzer/calibrate.h"
#include "sample.h"
#include "tap.h"

static struct sample sample;

static const struct margin_row {
	const char *variable, *level;
	double share;
} margin_rows[] = {{"ssu", "U1", .45}, {"ssu", "U2", .35},   {"ssu", "U3", .12},
		   {"ssu", "U4", .08}, {"band", "low", .25}, {"band", "high", .75}};

static const struct kind {
	const char *name;
	size_t nrows; /* of margin_rows */
	enum calibration_sweeps sweeps;
	unsigned iterations;
	double epsilon, tolerance; /* tolerance: R stops a little earlier */
} kinds[] = {
	{"post", 4, CALIBRATION_AS_R, 1000, 1e-13, 1e-9},
	{"rake", 6, CALIBRATION_AS_R, 1000, 1e-14, 1e-9},
	{"loose", 6, CALIBRATION_AS_R, 10, 1, 1e-5},
	{"greg", 6, CALIBRATION_WEIGHTED, 1000, 1e-14, 1e-8},
	{"bounded", 6, CALIBRATION_AS_R, 1000, 1e-14, 1e-7},
};

static const struct kind *kind_of(const char *name)
{
	for (size_t i = 0; i < ARRAY_SIZE(kinds); i++) {
		if (strcmp(kinds[i].name, name) == 0)
			return &kinds[i];
	}
	abort();
}

struct calibrated {
	struct survey survey;
	struct margins *margins;
	struct calibration *calibration;
};

static bool load(struct calibrated *to, const char *design, const struct kind *kind,
		 struct rake_options options, double total, struct error *err)
{
	to->margins = margins_new();
	for (size_t i = 0; i < kind->nrows; i++) {
		const struct margin_row *row = &margin_rows[i];
		if (!margins_add(to->margins, row->variable, row->level,
				 total * row->share, err))
			return false;
	}
	survey_init(&to->survey);
	to->calibration = calibration_new(to->margins, &options, kind->sweeps);
	tally_calibrate(to->survey.tally, to->calibration);
	for (size_t i = 0; i < sample.n; i++) {
		const struct sample_row *row = &sample.rows[i];
		const char *domains[] = {"", row->domain};
		const char *margins[] = {row->ssu,
					 row->levels[2] <= 4 ? "low" : "high"};
		struct design_row place = sample_place(row, sample_design(design));
		bool lone = strcmp(row->stratum, "S6") == 0;
		if ((lone && !sample_design(design)->lone) || row->weight <= 0)
			continue;
		if (!tally_add_calibrated(to->survey.tally, &place, row->levels,
					  domains, margins, err))
			return false;
	}
	return tally_finish(to->survey.tally, err);
}

static void unload(struct calibrated *calibrated)
{
	survey_release(&calibrated->survey);
	calibration_free(calibrated->calibration);
	margins_free(calibrated->margins);
}

static void compare(const struct golden *golden, const struct calibrated *with,
		    const struct kind *kind)
{
	struct survey survey = with->survey;
	const char *item = golden_text(golden, "item");
	struct estimand estimand =
		sample_estimand(survey.plan, item, golden_text(golden, "statistic"));
	struct estimate_options options = estimate_defaults(survey.design);
	const struct domain *domain =
		survey_domain(&survey, golden_text(golden, "domain"));
	char name[200];

	if (!lonely_from_name(golden_text(golden, "policy"), &options.lonely))
		abort();
	struct result got = estimate(survey.tally, domain, &estimand, &options);
	snprintf(name, sizeof(name), "%s %s \"%s\" %s %s", golden_text(golden, "kind"),
		 golden_text(golden, "design"), golden_text(golden, "domain"), item,
		 golden_text(golden, "statistic"));
	is_near(domain->weight, golden_number(golden, "weight"), kind->tolerance,
		"%s: weight", name);
	is_near(domain_kish_deff(domain), golden_number(golden, "kish"),
		kind->tolerance, "%s: Kish's deff", name);
	is_near(got.estimate, golden_number(golden, "estimate"), kind->tolerance,
		"%s: estimate", name);
	is_near(got.se, golden_number(golden, "se"), kind->tolerance, "%s: se", name);
	is_near(got.df, golden_number(golden, "df"), 0, "%s: df", name);
	if (isfinite(golden_number(golden, "deff")))
		is_near(got.deff, golden_number(golden, "deff"), 3 * kind->tolerance,
			"%s: deff", name);
}

static void test_golden(void)
{
	struct golden golden;
	struct calibrated with = {0};
	char current[64] = "", name[64];

	if (!ok(golden_open(&golden, "calibrate.csv"), "calibrate.csv is there"))
		return;
	while (golden_next(&golden)) {
		const struct kind *kind = kind_of(golden_text(&golden, "kind"));
		struct rake_options options = {kind->iterations, kind->epsilon,
					       golden_number(&golden, "low"),
					       golden_number(&golden, "high")};
		struct error err = {0};
		snprintf(name, sizeof(name), "%s %s", golden_text(&golden, "design"),
			 kind->name);
		if (strcmp(name, current) != 0) {
			if (*current)
				unload(&with);
			bool loaded =
				load(&with, golden_text(&golden, "design"), kind,
				     options, golden_number(&golden, "total"), &err);
			const struct rake_report *report =
				calibration_report(with.calibration);
			ok(loaded && report->converged,
			   "%s: %u iterations, worst %.1e, %zu bounded %s", name,
			   report->iterations, report->worst, report->bounded,
			   err.message);
			memcpy(current, name, sizeof(name));
		}
		compare(&golden, &with, kind);
	}
	unload(&with);
}

/* Margins taken from the sample itself. */
static void test_own_margins(const char *design)
{
	const struct sample_design *kind = sample_design(design);
	struct survey survey;
	struct calibrated with;
	struct error err = {0};
	double sums[4] = {0};

	with.margins = margins_new();
	for (size_t i = 0; i < sample.n; i++) {
		if (strcmp(sample.rows[i].stratum, "S6") != 0)
			sums[sample.rows[i].ssu[1] - '1'] +=
				kind->weight ? sample.rows[i].weight : 1;
	}
	for (size_t i = 0; i < 4; i++) {
		if (!margins_add(with.margins, "ssu", margin_rows[i].level, sums[i],
				 &err))
			abort();
	}
	survey_init(&with.survey);
	survey_init(&survey);
	struct rake_options options = rake_defaults();
	with.calibration = calibration_new(with.margins, &options, CALIBRATION_AS_R);
	tally_calibrate(with.survey.tally, with.calibration);
	for (size_t i = 0; i < sample.n; i++) {
		const struct sample_row *row = &sample.rows[i];
		const char *domains[] = {"", row->domain}, *margins[] = {row->ssu};
		struct design_row place = sample_place(row, kind);
		if (strcmp(row->stratum, "S6") == 0)
			continue;
		if (!survey_add(&survey, row, kind, &err) ||
		    !tally_add_calibrated(with.survey.tally, &place, row->levels,
					  domains, margins, &err))
			abort();
	}
	if (!tally_finish(survey.tally, &err) || !tally_finish(with.survey.tally, &err))
		abort();
	struct estimate_options defaults = estimate_defaults(survey.design);
	struct estimand q4 = sample_estimand(survey.plan, "q4", "mean5");
	struct result a =
		estimate(survey.tally, survey_domain(&survey, ""), &q4, &defaults);
	struct result b = estimate(with.survey.tally, survey_domain(&with.survey, ""),
				   &q4, &defaults);
	is_near(b.estimate, a.estimate, 1e-14, "%s: own margins change nothing",
		design);
	ok(b.se != a.se && fabs(b.se / a.se - 1) < 0.2,
	   "%s: but the margins are known now: se %.4f, %.4f", design, a.se, b.se);
	is_near(calibration_report(with.calibration)->low, 1, 1e-14, "factors are 1");
	is_near(calibration_report(with.calibration)->high, 1, 1e-14, "all of them");
	unload(&with);
	survey_release(&survey);
}

static void test_refusals(void)
{
	struct rake_options options = rake_defaults();
	struct error err = {0};
	uint32_t cell;
	struct margins *margins = margins_new();

	ok(!margins_check(margins, &err), "none: %s", err.message);
	ok(!margins_add(margins, "sex", "f", 0, &err), "zero: %s", err.message);
	ok(!margins_add(margins, "sex", "f", NAN, &err), "NaN: %s", err.message);
	ok(margins_add(margins, "sex", "f", 60, &err) &&
		   margins_add(margins, "sex", "m", 40, &err),
	   "two levels");
	ok(!margins_add(margins, "sex", "m", 41, &err), "twice: %s", err.message);
	ok(margins_add(margins, "age", "old", 100.5, &err) &&
		   margins_check(margins, &err),
	   "rounded margins are taken");
	ok(margins_add(margins, "age", "young", 10, &err) &&
		   !margins_check(margins, &err),
	   "disagreement: %s", err.message);
	struct calibration *calibration =
		calibration_new(margins, &options, CALIBRATION_AS_R);
	ok(!calibration_cell(calibration, (const char *[]){"f", "middle"}, &cell, &err),
	   "unknown level: %s", err.message);
	ok(!calibration_cell(calibration, (const char *[]){"", "old"}, &cell, &err),
	   "empty level: %s", err.message);
	calibration_free(calibration);
	margins_free(margins);
}

static void test_rake(void)
{
	static const uint32_t rows[] = {0, 0, 1, 1}, columns[] = {0, 1, 0, 1};
	static const double weights[] = {10, 20, 30, 40}, a[] = {50, 50},
			    b[] = {30, 70};
	const struct rake_margin margins[] = {{2, a, rows}, {2, b, columns}};
	struct rake_options options = rake_defaults();
	double g[4];

	struct rake_report report = rake(margins, 2, weights, 4, &options, g);
	ok(report.converged && report.worst < 1e-12, "two by two: %u rounds",
	   report.iterations);
	is_near(weights[0] * g[0] + weights[1] * g[1], 50, 1e-12, "first margin");
	is_near(weights[1] * g[1] + weights[3] * g[3], 70, 1e-12, "second margin");
	is_near(g[0] * g[3] / (g[1] * g[2]), 1, 1e-12, "the odds ratio is kept");
	options.low = 0.7;
	options.high = 1.4;
	report = rake(margins, 2, weights, 4, &options, g);
	ok(!report.converged && report.worst > 0.01, "bounds out of reach: worst %.3f",
	   report.worst);
}

int main(void)
{
	if (!ok(sample_load(&sample), "sample.csv is there"))
		return done_testing();
	test_golden();
	test_own_margins("weighted");
	test_own_margins("clus");
	test_refusals();
	test_rake();
	return done_testing();
}
