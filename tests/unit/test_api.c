/*
 * The examples of R's survey package on its data set api (tests/golden/r/api.R): a
 * stratified sample, one-stage and two-stage clusters with fpc, post-stratification
 * and raking.
 */
#include "analyzer/calibrate.h"
#include "analyzer/ratio.h"
#include "golden.h"
#include "tap.h"

#include "forms/alloc.h"

static const struct {
	const char *variable, *level;
	double total;
} margin_rows[] = {{"stype", "E", 4421},
		   {"stype", "H", 755},
		   {"stype", "M", 1018},
		   {"schwide", "No", 1072},
		   {"schwide", "Yes", 5122}};

struct schools {
	const char *design; /* in api.csv, and */
	const char *rows;   /* in api_sample.csv */
	size_t nmargins;    /* of margin_rows */
	struct plan *plan;
	struct design *sampling;
	struct tally *tally;
	struct margins *margins;
	struct calibration *calibration;
};

static struct schools all[] = {
	{.design = "strat", .rows = "strat"},
	{.design = "clus1", .rows = "clus1"},
	{.design = "clus2", .rows = "clus2"},
	{.design = "post", .rows = "clus1", .nmargins = 3},
	{.design = "rake", .rows = "clus1", .nmargins = 5},
};

/* stype E, H, M; the top level of each item is what golden rows ask for. */
static struct plan *make_plan(void)
{
	static const double values[] = {1, 2, 3};
	struct plan *plan = plan_new();

	plan_add_item(plan, "ell", values, 2, 2);
	plan_add_item(plan, "schwide", values, 2, 2);
	plan_add_item(plan, "stype", values, 3, 4);
	return plan;
}

static void begin(struct schools *schools, struct error *err)
{
	struct rake_options options = rake_defaults();

	schools->plan = make_plan();
	schools->sampling = design_new();
	schools->tally = tally_new(schools->plan, schools->sampling, 2);
	if (!schools->nmargins)
		return;
	schools->margins = margins_new();
	for (size_t i = 0; i < schools->nmargins; i++) {
		if (!margins_add(schools->margins, margin_rows[i].variable,
				 margin_rows[i].level, margin_rows[i].total, err))
			abort();
	}
	schools->calibration =
		calibration_new(schools->margins, &options, CALIBRATION_AS_R);
	tally_calibrate(schools->tally, schools->calibration);
}

static bool add(struct schools *schools, const struct golden *row, struct error *err)
{
	const char *type = golden_text(row, "type");
	const char *domains[] = {"", type}, *margins[] = {type, NULL};
	struct design_row place = {.stratum = golden_text(row, "stratum"),
				   .psu = golden_text(row, "psu"),
				   .ssu = golden_text(row, "ssu"),
				   .fpc = golden_number(row, "fpc"),
				   .fpc2 = golden_number(row, "fpc2"),
				   .weight = golden_number(row, "weight")};
	int8_t levels[] = {(int8_t)golden_number(row, "ell"),
			   (int8_t)golden_number(row, "schwide"),
			   (int8_t)golden_number(row, "stype")};

	margins[1] = levels[1] == 2 ? "Yes" : "No";
	if (schools->calibration)
		return tally_add_calibrated(schools->tally, &place, levels, domains,
					    margins, err);
	return tally_add(schools->tally, &place, levels, domains, err);
}

static bool load(struct schools *schools, struct error *err)
{
	struct golden rows;

	if (!golden_open(&rows, "api_sample.csv"))
		return false;
	begin(schools, err);
	while (golden_next(&rows)) {
		if (strcmp(golden_text(&rows, "design"), schools->rows) == 0 &&
		    !add(schools, &rows, err))
			return false;
	}
	return tally_finish(schools->tally, err);
}

static void unload(struct schools *schools)
{
	tally_free(schools->tally);
	calibration_free(schools->calibration);
	margins_free(schools->margins);
	design_free(schools->sampling);
	plan_free(schools->plan);
}

static struct estimand estimand_of(const struct golden *golden)
{
	static const char *const items[] = {"ell", "schwide", "stype"};
	struct estimand estimand = {.statistic = STATISTIC_T2B};

	while (strcmp(items[estimand.number], golden_text(golden, "item")) != 0)
		estimand.number++;
	return estimand;
}

/*
 * R's logit iterates, its likelihood interpolates (interval_profile.h); near 0 that is
 * a matter of the third or fourth digit, more so in calibrated domains.
 */
static double tolerance_of(const struct golden *golden, const struct result *got)
{
	if (got->method == INTERVAL_LIKELIHOOD)
		return *golden_text(golden, "domain") ? 1e-2 : 2e-4;
	return strcmp(golden_text(golden, "method"), "logit") == 0 ? 1e-6 : 1e-8;
}

static void compare(const struct golden *golden, const struct schools *schools)
{
	const char *key = golden_text(golden, "domain");
	const char *method = golden_text(golden, "method");
	const struct domain *domain = tally_find(schools->tally, *key != '\0', key);
	struct estimate_options options = {.method = INTERVAL_WALD, .level = 0.95};
	struct estimand estimand = estimand_of(golden);
	char name[100];

	snprintf(name, sizeof(name), "%s \"%s\" %s %s", schools->design, key,
		 golden_text(golden, "item"), method);
	if (strcmp(method, "mean") != 0 && !interval_from_name(method, &options.method))
		abort();
	struct result got = estimate(schools->tally, domain, &estimand, &options);
	is_near(got.estimate, golden_number(golden, "estimate"), 1e-12, "%s: estimate",
		name);
	is_near(got.se, golden_number(golden, "se"), 1e-9, "%s: se", name);
	is_near(got.df, golden_number(golden, "df"), 0, "%s: df", name);
	is_near(got.deff, golden_number(golden, "deff"), 1e-8, "%s: deff", name);
	double tolerance = tolerance_of(golden, &got);
	if (!isnan(golden_number(golden, "low"))) {
		is_near(got.low, golden_number(golden, "low"), tolerance, "%s: low",
			name);
		is_near(got.high, golden_number(golden, "high"), tolerance, "%s: high",
			name);
	}
	got = estimate_total(schools->tally, domain, &estimand, &options);
	is_near(got.estimate, golden_number(golden, "total"), 1e-9, "%s: total", name);
	double se = golden_number(golden, "total_se");
	ok(near(got.se, se, 1e-8) || (fabs(se) < 1e-5 && got.se < 1e-5),
	   "%s: se of the total %.6g, R %.6g", name, got.se, se);
}

/* As printed by R: svymean(~stype, dclus1), svytotal(~stype, dclus1). */
static void test_printed(const struct schools *clus1)
{
	static const double printed[3][4] = {{0.786885, 0.0463, 4873.97, 1333.32},
					     {0.076503, 0.0268, 473.86, 158.70},
					     {0.136612, 0.0296, 846.17, 167.55}};
	struct estimate_options options = {.level = 0.95};
	const struct domain *everybody = tally_find(clus1->tally, 0, "");

	for (unsigned level = 1; level <= 3; level++) {
		const double *row = printed[level - 1];
		struct estimand type = {
			.number = 2, .statistic = STATISTIC_LEVEL, .level = level};
		struct result share =
			estimate(clus1->tally, everybody, &type, &options);
		struct result total =
			estimate_total(clus1->tally, everybody, &type, &options);
		ok(fabs(share.estimate - row[0]) < 5e-7 &&
			   fabs(share.se - row[1]) < 5e-5,
		   "stype %u: %.6f (%.4f)", level, share.estimate, share.se);
		ok(fabs(total.estimate - row[2]) < 5e-3 &&
			   fabs(total.se - row[3]) < 5e-3,
		   "stype %u: %.2f (%.2f)", level, total.estimate, total.se);
	}
}

int main(void)
{
	struct golden golden;
	struct error err = {0};

	for (size_t i = 0; i < ARRAY_SIZE(all); i++) {
		if (!ok(load(&all[i], &err), "%s loads %s", all[i].design, err.message))
			return done_testing();
	}
	if (!ok(golden_open(&golden, "api.csv"), "api.csv is there"))
		return done_testing();
	while (golden_next(&golden)) {
		size_t at = 0;
		while (strcmp(all[at].design, golden_text(&golden, "design")) != 0)
			at++;
		compare(&golden, &all[at]);
	}
	test_printed(&all[1]);
	for (size_t i = 0; i < ARRAY_SIZE(all); i++)
		unload(&all[i]);
	return done_testing();
}
