/* What a design learns from its rows, what it refuses, and what lonely PSUs do. */
#include "sample.h"
#include "tap.h"

static struct sample sample;

#define NONE ((double)NAN)

struct refusal {
	const char *name, *words; /* words of the message; NULL: accepted */
	size_t n;
	struct design_row rows[3];
};

static const struct refusal refusals[] = {
	{"fractions",
	 NULL,
	 2,
	 {{"a", "1", NULL, .5, NONE, 1}, {"a", "2", NULL, .5, NONE, 1}}},
	{"fpc differs",
	 "differs within stratum \"a\"",
	 2,
	 {{"a", "1", NULL, 10, NONE, 1}, {"a", "2", NULL, 11, NONE, 1}}},
	{"fpc differs between strata",
	 NULL,
	 2,
	 {{"a", "1", NULL, 10, NONE, 1}, {"b", "2", NULL, 11, NONE, 1}}},
	{"population too small",
	 "smaller than its sample",
	 3,
	 {{"a", "1", NULL, 2, NONE, 1},
	  {"a", "2", NULL, 2, NONE, 1},
	  {"a", "3", NULL, 2, NONE, 1}}},
	{"counts and fractions",
	 "both population counts and sampling fractions",
	 2,
	 {{"a", "1", NULL, .5, NONE, 1}, {"b", "2", NULL, 20, NONE, 1}}},
	{"a count of one",
	 NULL,
	 2,
	 {{"a", "1", NULL, 1, NONE, 1}, {"b", "2", NULL, 20, NONE, 1}}},
	{"one is a count beside counts",
	 "smaller than its sample",
	 3,
	 {{"a", "1", NULL, 1, NONE, 1},
	  {"a", "2", NULL, 1, NONE, 1},
	  {"b", "2", NULL, 20, NONE, 1}}},
	{"negative fpc", "negative", 1, {{"a", "1", NULL, -1, NONE, 1}}},
	{"negative weight", "not a weight", 1, {{"a", "1", NULL, NONE, NONE, -2}}},
	{"infinite weight",
	 "not a weight",
	 1,
	 {{NULL, NULL, NULL, NONE, NONE, INFINITY}}},
	{"zero weight", NULL, 1, {{NULL, NULL, NULL, NONE, NONE, 0}}},
	{"weight missing later",
	 "weight is filled for some",
	 2,
	 {{"a", NULL, NULL, NONE, NONE, 1}, {"a", NULL, NULL, NONE, NONE, NONE}}},
	{"stratum missing first",
	 "stratum is filled for some",
	 2,
	 {{"", "1", NULL, NONE, NONE, 1}, {"a", "1", NULL, NONE, NONE, 1}}},
	{"ssu without psu", "ssu without psu", 1, {{"a", NULL, "1", NONE, NONE, 1}}},
	{"fpc2 without ssu", "fpc2 without ssu", 1, {{"a", "1", NULL, 5, 5, 1}}},
	{"fpc2 differs",
	 "fpc2 differs within psu \"1\"",
	 2,
	 {{"a", "1", "x", 5, 5, 1}, {"a", "1", "y", 5, 6, 1}}},
	{"weights from an infinite population",
	 "no weights given",
	 1,
	 {{"a", "1", NULL, 0, NONE, NONE}}},
};

static void test_refusals(void)
{
	for (size_t i = 0; i < ARRAY_SIZE(refusals); i++) {
		const struct refusal *row = &refusals[i];
		struct design *design = design_new();
		struct error err = {0};
		double weight;
		uint32_t leaf;
		bool done = true;
		for (size_t j = 0; done && j < row->n; j++)
			done = design_add(design, &row->rows[j], &leaf, &weight, &err);
		done = done && design_finish(design, &err);
		if (row->words)
			ok(!done && strstr(err.message, row->words), "%s: %s",
			   row->name, err.message);
		else
			ok(done, "%s is accepted %s", row->name, err.message);
		design_free(design);
	}
}

static void test_nesting(void)
{
	struct design *design = design_new();
	struct error err = {0};
	const struct design_row rows[] = {{"a", "1", NULL, 10, NONE, NONE},
					  {"b", "1", NULL, 6, NONE, NONE},
					  {"a", "2", NULL, 10, NONE, NONE},
					  {"a", "1", NULL, 10, NONE, NONE}};
	uint32_t leaf[4];
	double weight;

	for (int i = 0; i < 4; i++) {
		if (!design_add(design, &rows[i], &leaf[i], &weight, &err))
			abort();
	}
	ok(design_finish(design, &err), "a design of two strata is finished");
	ok(leaf[0] == leaf[3] && leaf[0] != leaf[1],
	   "the same PSU label in two strata is two PSUs");
	ok(design_nstrata(design) == 2 && design_nleaves(design) == 3,
	   "2 strata, 3 PSUs");
	const struct design_unit *a = design_stratum(design, 0);
	ok(a->nunits == 2 && a->population == 10, "2 of 10 PSUs in the first stratum");
	ok(design_leaf_scale(design, leaf[0]) == 5 &&
		   design_leaf_scale(design, leaf[1]) == 6,
	   "without weights, fpc gives them: 10/2 and 6/1");
	ok(design_expands(design) && !design_has_weights(design) &&
		   design_is_clustered(design) && !design_is_two_stage(design),
	   "and the design knows what it is");
	ok(strcmp(design_stratum_label(design, 1), "b") == 0, "labels are kept");
	design_free(design);
}

static void test_lonely(void)
{
	struct survey survey;
	struct error err = {0};
	enum lonely_policy policy;

	ok(survey_load(&survey, &sample, "lone", &err), "a sample with a lonely PSU");
	struct estimate_options options = estimate_defaults(survey.design);
	struct estimand q1 = sample_estimand(survey.plan, "q1", "t2b");
	struct result got =
		estimate(survey.tally, survey_domain(&survey, ""), &q1, &options);
	ok(got.why == UNDEFINED_LONELY_PSU && isnan(got.se) && isnan(got.low) &&
		   got.estimate > 0,
	   "fail: the estimate stands, %s", undefined_text(got.why));
	ok(strcmp(design_stratum_label(survey.design, got.stratum), "S6") == 0,
	   "the stratum is named");
	for (int i = 0; i < LONELY_COUNT; i++)
		ok(lonely_from_name(lonely_name((enum lonely_policy)i), &policy) &&
			   (int)policy == i,
		   "policy %s is found by name", lonely_name((enum lonely_policy)i));
	ok(!lonely_from_name("Fail", &policy), "names are exact");
	survey_release(&survey);
}

/* Nobody answers, one does, all alike, one PSU only. */
static void test_small(void)
{
	static const struct {
		const char *name;
		double weight;
		int8_t level;
		int n;
		enum undefined why;
		double estimate, low;
	} rows[] = {
		{"nobody", NONE, 0, 5, UNDEFINED_NO_ANSWERS, NONE, NONE},
		{"only na", NONE, -1, 5, UNDEFINED_NO_ANSWERS, NONE, NONE},
		{"only zero weights", 0, 5, 5, UNDEFINED_NO_ANSWERS, NONE, NONE},
		{"one, unweighted", NONE, 5, 1, UNDEFINED_LONELY_PSU, 1,
		 0.2065493143772375},
		{"one, weighted", 2, 5, 1, UNDEFINED_LONELY_PSU, 1, NONE},
		{"thirty satisfied", NONE, 5, 30, UNDEFINED_NOT, 1, 0.8864866068260313},
		{"thirty satisfied, weighted", 2, 4, 30, UNDEFINED_NOT, 1,
		 0.8842966917779722},
	};

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct plan *plan = sample_plan();
		struct design *design = design_new();
		struct tally *tally = tally_new(plan, design, 1);
		struct design_row row = design_row_empty();
		struct error err = {0};
		int8_t levels[SAMPLE_ITEMS] = {rows[i].level};
		row.weight = rows[i].weight;
		for (int j = 0; j < rows[i].n; j++) {
			if (!tally_add(tally, &row, levels, (const char *[]){""}, &err))
				abort();
		}
		if (!tally_finish(tally, &err))
			abort();
		struct estimate_options options = estimate_defaults(design);
		struct estimand q1 = {.statistic = STATISTIC_T2B};
		struct result got =
			estimate(tally, tally_domain(tally, 0), &q1, &options);
		ok(got.why == rows[i].why, "%s: \"%s\"", rows[i].name,
		   undefined_text(got.why));
		is_near(got.estimate, rows[i].estimate, 0, "%s: estimate",
			rows[i].name);
		is_near(got.low, rows[i].low, 1e-9, "%s: low", rows[i].name);
		struct estimand all = {
			.is_factor = true, .number = 0, .statistic = STATISTIC_T2B};
		struct result factor =
			estimate(tally, tally_domain(tally, 0), &all, &options);
		is_near(factor.estimate, rows[i].estimate, 0, "%s: factor",
			rows[i].name);
		tally_free(tally);
		design_free(design);
		plan_free(plan);
	}
}

int main(void)
{
	if (!ok(sample_load(&sample), "sample.csv is there"))
		return done_testing();
	test_refusals();
	test_nesting();
	test_lonely();
	test_small();
	return done_testing();
}
