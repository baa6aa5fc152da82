/*
 * A leaf of few rows and the same rows as a histogram say the same. (That whole
 * estimates do not depend on the form is tested by the doubled and permuted data of
 * test_estimate.c, and below by data repeated past LEAF_ROWS.)
 */
#include "analyzer/leaf.h"
#include "sample.h"
#include "tap.h"

static struct sample sample;

static void fill(struct tally_leaf *leaf, const struct plan *plan, int n)
{
	for (int i = 0; i < n; i++) {
		int8_t levels[8] = {0};
		memcpy(levels, sample.rows[i].levels, SAMPLE_ITEMS);
		leaf_add(leaf, plan, sample.rows[i].weight, levels);
	}
}

static void compare(const struct plan *plan, const struct tally_leaf *rows,
		    const struct tally_leaf *histogram, const double *cells, int n)
{
	const struct leaf_form one = {cells, 1, 2}, all = {cells, 0, plan->nitems};

	for (int p = 0; p < LEAF_POWERS; p++) {
		enum leaf_power power = (enum leaf_power)p;
		is_near(leaf_total(rows, plan, &all, power),
			leaf_total(histogram, plan, &all, power), 1e-14,
			"%d rows: total of power %d", n, p);
		is_near(leaf_product(rows, plan, &one, &one, power),
			leaf_item_product(histogram, plan, &one, &one, power), 1e-14,
			"%d rows: product of power %d", n, p);
	}
	for (size_t i = 0; i < plan->nitems; i++)
		ok(leaf_answers(rows, plan, i) == leaf_answers(histogram, plan, i),
		   "%d rows: item %zu is answered", n, i);
}

static void test_forms(int n)
{
	struct plan *plan = sample_plan();
	struct tally_leaf rows = {0}, other = {0};
	double room[LEAF_POWERS][32] = {{0}}, cells[32];
	struct leaf_histogram histogram = {
		{{room[0], NULL}, {room[1], NULL}, {room[2], NULL}}};

	for (int c = 0; c < 32; c++)
		cells[c] = 0.1 * c - 1;
	fill(&rows, plan, n);
	fill(&other, plan, n);
	leaf_to_histogram(&other, plan, &histogram);
	ok(leaf_is_full(&rows) == (n == LEAF_ROWS) && !leaf_is_full(&other),
	   "%d rows: full or not", n);
	compare(plan, &rows, &other, cells, n);
	leaf_release(&rows);
	leaf_release(&other);
	plan_free(plan);
}

/* `times` copies of each row with weights divided: designs whose variance does not
 * change with that (PSUs as the units). */
static void figures(const char *design, int times, struct result *results)
{
	static const char *const keys[] = {"", "A", "B", "C"};
	struct survey survey;
	struct error err = {0};
	size_t n = 0;

	survey_init(&survey);
	for (size_t i = 0; i < sample.n * (size_t)times; i++) {
		struct sample_row row = sample.rows[i / (size_t)times];
		row.weight /= times;
		if (!survey_add(&survey, &row, sample_design(design), &err))
			abort();
	}
	if (!tally_finish(survey.tally, &err))
		abort();
	struct estimate_options options = estimate_defaults(survey.design);
	for (size_t k = 0; k < ARRAY_SIZE(keys); k++) {
		struct estimand index = sample_estimand(survey.plan, "index", "mean5");
		struct estimand q1 = sample_estimand(survey.plan, "q1", "t2b");
		const struct domain *domain = survey_domain(&survey, keys[k]);
		results[n++] = estimate(survey.tally, domain, &index, &options);
		results[n++] = estimate(survey.tally, domain, &q1, &options);
	}
	survey_release(&survey);
}

static void test_repeated(const char *design)
{
	struct result once[8], many[8];

	figures(design, 1, once);
	figures(design, 20, many);
	for (int i = 0; i < 8; i++) {
		is_near(many[i].estimate, once[i].estimate, 1e-12,
			"%s twentyfold: estimate", design);
		is_near(many[i].se, once[i].se, 1e-10, "%s twentyfold: se", design);
		is_near(many[i].n_eff, once[i].n_eff, 1e-10, "%s twentyfold: n_eff",
			design);
	}
}

int main(void)
{
	if (!ok(sample_load(&sample), "sample.csv is there"))
		return done_testing();
	for (int n = 0; n <= LEAF_ROWS; n++)
		test_forms(n);
	test_repeated("clus");
	test_repeated("two");
	return done_testing();
}
