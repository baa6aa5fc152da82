/*
 * analyzer/kappa and agreement: published tables and R's vcd, people asked twice against
 * R, what must hold by definition, edges, and whether intervals cover.
 */
#include "analyzer/agreement.h"
#include "analyzer/prng.h"
#include "forms/alloc.h"
#include "golden.h"
#include "tap.h"

enum { PEOPLE_MAX = 200, ITEMS_MAX = 20 };

/* People with room for all levels. */
struct sample {
	int8_t first[PEOPLE_MAX][ITEMS_MAX], second[PEOPLE_MAX][ITEMS_MAX];
	struct twice people[PEOPLE_MAX];
	size_t npeople;
};

static const unsigned every_item[ITEMS_MAX] = {0,  1,  2,  3,  4,  5,  6,  7,  8,  9,
					       10, 11, 12, 13, 14, 15, 16, 17, 18, 19};

static void sample_start(struct sample *sample, size_t npeople)
{
	*sample = (struct sample){.npeople = npeople};
	for (size_t p = 0; p < npeople; p++)
		sample->people[p] = (struct twice){sample->first[p], sample->second[p]};
}

static struct agreement measure(const struct plan *plan, const struct sample *sample,
				const unsigned *items, size_t nitems)
{
	return agreement_measure(plan, items, nitems, sample->people, sample->npeople,
				 0.95);
}

static struct plan *plan_of(size_t fives, size_t threes)
{
	static const double values[] = {1, 2, 3, 4, 5};
	struct plan *plan = plan_new();

	for (size_t i = 0; i < fives; i++)
		plan_add_item(plan, "five", values, 5, 0x18);
	for (size_t i = 0; i < threes; i++)
		plan_add_item(plan, "three", values, 3, 0x4);
	return plan;
}

/* --- against R ---------------------------------------------------------------------- */

static void fill_table(struct kappa_table *table, const char *cells)
{
	char *at = NULL;

	for (unsigned a = 0; a < table->k; a++)
		for (unsigned b = 0; b < table->k; b++, cells = at)
			for (long n = strtol(cells, &at, 10); n > 0; n--)
				kappa_table_add(table, a, b);
	kappa_table_close(table);
}

static void compare_table(const struct golden *golden, enum kappa_weights weights)
{
	static const char *const columns[][3] = {
		[KAPPA_NOMINAL] = {"expected", "kappa", "se"},
		[KAPPA_LINEAR] = {"weighted_expected", "weighted", "weighted_se"},
	};
	const char *const *names = columns[weights];
	const char *called = golden_text(golden, "name");
	struct kappa_table table;

	kappa_table_init(&table, weights, (unsigned)golden_number(golden, "k"));
	fill_table(&table, golden_text(golden, "cells"));
	struct kappa_sums sums = kappa_table_sums(&table);
	struct kappa kappa = kappa_of_sums(&sums);
	is_near(kappa.expected, golden_number(golden, names[0]), 1e-12, "%s: %s",
		called, names[0]);
	is_near(kappa.kappa, golden_number(golden, names[1]), 1e-12, "%s: %s", called,
		names[1]);
	is_near(kappa_table_se(&table, &kappa), golden_number(golden, names[2]), 1e-10,
		"%s: %s", called, names[2]);
	kappa_table_release(&table);
}

static void test_tables(void)
{
	struct golden golden;

	if (!ok(golden_open(&golden, "recheck-tables.csv"), "tables from vcd"))
		return;
	while (golden_next(&golden)) {
		compare_table(&golden, KAPPA_NOMINAL);
		compare_table(&golden, KAPPA_LINEAR);
	}
}

static bool read_sample(struct sample *sample)
{
	struct golden golden;

	sample_start(sample, PEOPLE_MAX);
	if (!golden_open(&golden, "recheck-sample.csv"))
		return false;
	sample->npeople = 0;
	for (size_t p = 0; golden_next(&golden); p++, sample->npeople++)
		for (int i = 0; i < 3; i++) {
			sample->first[p][i] = (int8_t)strtol(golden.cells[i], NULL, 10);
			sample->second[p][i] =
				(int8_t)strtol(golden.cells[3 + i], NULL, 10);
		}
	return sample->npeople > 0;
}

static void compare_people(const struct golden *golden, const struct agreement *a,
			   bool is_pooled)
{
	const char *items = golden_text(golden, "items");
	const struct {
		const char *column;
		double got;
		bool of_item;
	} figures[] = {
		{"people", (double)a->people, true},
		{"pairs", (double)a->pairs, true},
		{"scale_pairs", (double)a->scale_pairs, true},
		{"agree", a->agree, true},
		{"agree_low", a->agree_low, true},
		{"agree_high", a->agree_high, true},
		{"near", a->near, true},
		{"expected", a->kappa.expected, true},
		{"kappa", a->kappa.kappa, true},
		{"jackknife", a->kappa.se, false},
		{"weighted", a->weighted.kappa, true},
		{"weighted_jackknife", a->weighted.se, false},
		{"shift", a->shift, true},
		{"shift_low", a->shift_low, true},
		{"shift_high", a->shift_high, true},
	};

	for (size_t i = 0; i < ARRAY_SIZE(figures); i++)
		if (is_pooled || figures[i].of_item)
			is_near(figures[i].got,
				golden_number(golden, figures[i].column), 1e-9,
				"items %s: %s", items, figures[i].column);
}

static void test_people(void)
{
	struct plan *plan = plan_of(2, 1);
	struct sample sample;
	struct golden golden;

	if (!ok(read_sample(&sample) && golden_open(&golden, "recheck.csv"),
		"people from R"))
		return;
	while (golden_next(&golden)) {
		const char *items = golden_text(&golden, "items");
		size_t nitems = (strlen(items) + 1) / 2;
		struct agreement a =
			measure(plan, &sample, &every_item[items[0] - '1'], nitems);
		compare_people(&golden, &a, nitems > 1);
	}
	plan_free(plan);
}

/* --- by definition ------------------------------------------------------------------ */

/* Everybody says the same twice: levels go round. */
static void same_twice(struct sample *sample, size_t npeople, int nlevels)
{
	sample_start(sample, npeople);
	for (size_t p = 0; p < npeople; p++)
		for (size_t i = 0; i < ITEMS_MAX; i++) {
			int level = 1 + (int)((p + i) % (size_t)nlevels);
			sample->first[p][i] = sample->second[p][i] = (int8_t)level;
		}
}

static void test_perfect(void)
{
	struct plan *plan = plan_of(2, 0);
	struct sample sample;

	same_twice(&sample, 30, 5);
	for (size_t n = 1; n <= 2; n++) {
		struct agreement a = measure(plan, &sample, every_item, n);
		ok(a.agree == 1 && a.near == 1 && a.kappa.kappa == 1 &&
			   a.weighted.kappa == 1 && a.shift == 0,
		   "the same twice, %zu items: all agree", n);
		is_near(a.agree_low, 0.886491, 1e-5, "… as sure as 30 of 30");
		is_near(a.kappa.low,
			(a.agree_low - a.kappa.expected) / (1 - a.kappa.expected),
			1e-12, "… and kappa too");
		ok(a.kappa.high == 1 && a.shift_low < -0.01 && a.shift_high > 0.01,
		   "… no interval is a point");
	}
	same_twice(&sample, 30, 1);
	for (size_t n = 1; n <= 2; n++) {
		struct agreement a = measure(plan, &sample, every_item, n);
		ok(isnan(a.kappa.kappa) && a.kappa.why == KAPPA_ONE_CATEGORY &&
			   a.kappa.expected == 1 && a.agree == 1,
		   "one level only, %zu items: no kappa, and the reason", n);
	}
	plan_free(plan);
}

/* All level 5 first, anything then: what a careless interviewer leaves behind. */
static void test_constant(void)
{
	struct plan *plan = plan_of(2, 0);
	struct sample sample;

	same_twice(&sample, 40, 5);
	for (size_t p = 0; p < 40; p++)
		sample.first[p][0] = sample.first[p][1] = 5;
	for (size_t n = 1; n <= 2; n++) {
		struct agreement a = measure(plan, &sample, every_item, n);
		is_near(a.kappa.kappa + 1, 1, 1e-12, "a constant side: kappa is 0");
		ok(a.kappa.why == KAPPA_NO_VARIATION && isnan(a.kappa.low) &&
			   isnan(a.kappa.se),
		   "… without an interval, and the reason");
		is_near(a.agree, 0.2, 1e-12, "… the match rate tells");
		is_near(a.shift, -0.6, 1e-12, "… and the shift");
		ok(a.shift_high < -0.3, "… surely below 0");
	}
	plan_free(plan);
}

/* na is an answer, nothing is not, and one of them has no distance. */
static void test_states(void)
{
	static const int8_t pairs[][2] = {{5, 5},  {4, 5}, {1, 5}, {-1, -1},
					  {-1, 5}, {0, 5}, {5, 0}, {0, 0}};
	struct plan *plan = plan_of(1, 0);
	struct sample sample;

	sample_start(&sample, ARRAY_SIZE(pairs));
	for (size_t p = 0; p < ARRAY_SIZE(pairs); p++) {
		sample.first[p][0] = pairs[p][0];
		sample.second[p][0] = pairs[p][1];
	}
	struct agreement a = measure(plan, &sample, every_item, 1);
	ok(a.people == 5 && a.pairs == 5 && a.scale_pairs == 3, "pairs of each kind");
	is_near(a.agree, 2.0 / 5, 1e-12, "na twice agrees, na and a level don't");
	is_near(a.near, 3.0 / 5, 1e-12, "… and are not near each other");
	is_near(a.shift, 1.0 / 3, 1e-12, "shift is over levels");
	a = measure(plan, &sample, every_item, 0);
	ok(a.pairs == 0 && isnan(a.agree) && isnan(a.kappa.kappa) && isnan(a.shift) &&
		   a.kappa.why == KAPPA_NO_PAIRS,
	   "without a pair there is nothing");
	sample.npeople = 1;
	a = measure(plan, &sample, every_item, 1);
	ok(a.agree == 1 && a.agree_low < 0.3 && isnan(a.kappa.kappa), "one pair");
	plan_free(plan);
}

/* The same people under every item twice over are no more evidence. */
static void test_clusters(void)
{
	struct plan *plan = plan_of(ITEMS_MAX, 0);
	struct sample sample;

	same_twice(&sample, 60, 5);
	for (size_t p = 0; p < 60; p++)
		for (size_t i = 0; i < ITEMS_MAX; i++) {
			sample.first[p][i] = (int8_t)(1 + p % 5);
			sample.second[p][i] =
				(int8_t)(p % 3 ? 1 + p % 5 : 1 + (p + 1) % 5);
		}
	struct agreement one = measure(plan, &sample, every_item, 1);
	struct agreement all = measure(plan, &sample, every_item, ITEMS_MAX);
	is_near(all.agree, one.agree, 1e-12, "twenty copies of an item agree as one");
	is_near(all.kappa.kappa, one.kappa.kappa, 1e-12, "… kappa as well");
	ok(all.agree_high - all.agree_low > one.agree_high - one.agree_low,
	   "… and are no surer");
	is_near(all.kappa.se, one.kappa.se, 0.05, "… jackknife and large sample agree");
	plan_free(plan);
}

/* --- coverage ----------------------------------------------------------------------- */

/* A population: with chance c a person gives the same answer again, else draws from the
 * same shares; half the people are careful. Kappa, both kinds, is the mean of c. */
struct world {
	const char *name;
	size_t people, items;
	double care[2];
	double shares[5];
};

static int8_t draw_level(struct prng *prng, const struct world *world)
{
	double u = prng_uniform(prng);
	int8_t level = 1;

	while (level < 5 && u >= world->shares[level - 1])
		u -= world->shares[level++ - 1];
	return level;
}

static void draw_sample(struct prng *prng, const struct world *world,
			struct sample *sample)
{
	sample_start(sample, world->people);
	for (size_t p = 0; p < world->people; p++) {
		double care = world->care[prng_below(prng, 2)];
		for (size_t i = 0; i < world->items; i++) {
			sample->first[p][i] = draw_level(prng, world);
			sample->second[p][i] = prng_uniform(prng) < care
						       ? sample->first[p][i]
						       : draw_level(prng, world);
		}
	}
}

static void test_coverage(const struct world *world)
{
	enum { KAPPA, WEIGHTED, AGREE, SHIFT, FIGURES, SAMPLES = 1000 };
	static const char *const names[FIGURES] = {"kappa", "weighted kappa", "agree",
						   "shift"};
	struct plan *plan = plan_of(world->items, 0);
	struct prng prng = prng_start(20240917, world->people + world->items);
	double care = (world->care[0] + world->care[1]) / 2, chance = 0;
	int hits[FIGURES] = {0};
	struct sample sample;

	for (int l = 0; l < 5; l++)
		chance += world->shares[l] * world->shares[l];
	double agree = care + (1 - care) * chance;
	for (int s = 0; s < SAMPLES; s++) {
		draw_sample(&prng, world, &sample);
		struct agreement a = measure(plan, &sample, every_item, world->items);
		hits[KAPPA] += a.kappa.low <= care && care <= a.kappa.high;
		hits[WEIGHTED] += a.weighted.low <= care && care <= a.weighted.high;
		hits[AGREE] += a.agree_low <= agree && agree <= a.agree_high;
		hits[SHIFT] += a.shift_low <= 0 && 0 <= a.shift_high;
	}
	for (int f = 0; f < FIGURES; f++)
		ok(hits[f] >= 0.92 * SAMPLES && hits[f] <= 0.995 * SAMPLES,
		   "%s: the interval of %s covers in %.1f %%", world->name, names[f],
		   100.0 * hits[f] / SAMPLES);
	plan_free(plan);
}

int main(void)
{
	static const struct world worlds[] = {
		{"30 people, an item", 30, 1, {0.6, 0.6}, {.05, .1, .2, .3, .35}},
		{"100 people, an item", 100, 1, {0.7, 0.7}, {.02, .04, .08, .12, .74}},
		{"15 people, 20 items", 15, 20, {0.3, 0.9}, {.02, .04, .08, .12, .74}},
		{"30 people, 20 items", 30, 20, {0.3, 0.9}, {.02, .04, .08, .12, .74}},
		{"100 people, 8 items", 100, 8, {0.5, 1}, {.05, .1, .2, .3, .35}},
		{"30 people, nearly all alike",
		 30,
		 20,
		 {0.9, 1},
		 {.02, .04, .08, .12, .74}},
	};

	test_tables();
	test_people();
	test_perfect();
	test_constant();
	test_states();
	test_clusters();
	for (size_t w = 0; w < ARRAY_SIZE(worlds); w++)
		test_coverage(&worlds[w]);
	return done_testing();
}
