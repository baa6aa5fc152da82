/*
 * analyzer/nearest against all pairs compared one by one, over random tables: skewed and
 * even answers, clones, gaps, widths to 150, thresholds from 0.5; and what the header
 * promises of twins, gaps, order and what is out of range.
 */
#include "analyzer/nearest.h"
#include "forms/alloc.h"
#include "tap.h"

#include <string.h>

struct table {
	size_t n, width;
	uint8_t *rows;
};

/* The share answered alike of what at least one answered; NAN where one takes no part. */
static double match_of(const struct table *t, size_t i, size_t j)
{
	const uint8_t *a = t->rows + i * t->width, *b = t->rows + j * t->width;
	size_t either = 0, alike = 0, in_a = 0, in_b = 0;

	for (size_t k = 0; k < t->width; k++) {
		either += a[k] || b[k];
		alike += a[k] && a[k] == b[k];
		in_a += a[k] != 0;
		in_b += b[k] != 0;
	}
	if (2 * in_a < t->width || 2 * in_b < t->width)
		return (double)NAN;
	return (double)alike / (double)either;
}

static struct nearest slow(const struct table *t, size_t i, double threshold)
{
	struct nearest nearest = {(float)NAN, UINT32_MAX};
	double best = -1;

	for (size_t j = 0; j < t->n; j++) {
		double match = j == i ? (double)NAN : match_of(t, i, j);
		if (!(match >= threshold && match > best))
			continue;
		best = match;
		nearest = (struct nearest){(float)match, (uint32_t)j};
	}
	return nearest;
}

static bool same(struct nearest a, struct nearest b)
{
	return a.partner == b.partner &&
	       (isnan(a.match) ? isnan(b.match)
			       : fabs((double)a.match - (double)b.match) < 1e-9);
}

struct world {
	const char *name;
	unsigned dominant; /* % of the answers that are 5 */
	unsigned missing;  /* % */
	unsigned clones;   /* % of the rows that copy another, up to some answers */
	unsigned values;
};

static const struct world worlds[] = {
	{"even", 0, 0, 0, 5},	       {"skewed", 75, 0, 0, 5},
	{"very skewed", 92, 0, 0, 5},  {"clones", 20, 0, 40, 5},
	{"with gaps", 75, 15, 20, 5},  {"many gaps", 85, 45, 20, 3},
	{"yes or no", 80, 5, 10, 2},   {"many values", 30, 5, 50, 255},
	{"all the same", 100, 0, 0, 1}};

static unsigned below(struct prng *prng, unsigned n)
{
	return (unsigned)prng_below(prng, n);
}

static uint8_t answer(const struct world *world, struct prng *prng)
{
	if (below(prng, 100) < world->missing)
		return 0;
	if (below(prng, 100) < world->dominant)
		return 5;
	return (uint8_t)(1 + below(prng, world->values));
}

static void fill(struct table *t, const struct world *world, struct prng *prng)
{
	t->rows = xcalloc(t->n * t->width + 1, 1);
	for (size_t i = 0; i < t->n; i++) {
		uint8_t *row = t->rows + i * t->width;
		bool clone = i && below(prng, 100) < world->clones;
		size_t changes = below(prng, (unsigned)t->width / 2 + 1);
		for (size_t k = 0; k < t->width; k++)
			row[k] = answer(world, prng);
		if (!clone)
			continue;
		memcpy(row, t->rows + below(prng, (unsigned)i) * t->width, t->width);
		for (size_t c = 0; c < changes; c++)
			row[below(prng, (unsigned)t->width)] = answer(world, prng);
	}
}

/* Rows for which the result is not that of all pairs. */
static size_t count_wrong(const struct table *t, double threshold)
{
	struct nearest *out = xcalloc(t->n + 1, sizeof(*out));
	struct error err = {0};
	size_t wrong = 0;

	if (!nearest_find(t->rows, t->n, t->width, threshold, out, &err))
		wrong = t->n + 1;
	for (size_t i = 0; !wrong && i < t->n; i++)
		wrong += !same(out[i], slow(t, i, threshold));
	free(out);
	return wrong;
}

static void test_against_all_pairs(void)
{
	static const size_t widths[] = {1, 2, 3, 5, 9, 24, 33, 60, 64, 65, 70, 150};
	static const double thresholds[] = {0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1};

	for (size_t w = 0; w < ARRAY_SIZE(worlds); w++) {
		struct prng prng = prng_start(20240917, w);
		size_t wrong = 0;
		for (size_t i = 0; i < ARRAY_SIZE(widths); i++)
			for (size_t k = 0; k < ARRAY_SIZE(thresholds); k++) {
				struct table t = {.n = below(&prng, 160),
						  .width = widths[i]};
				fill(&t, &worlds[w], &prng);
				wrong += count_wrong(&t, thresholds[k]);
				free(t.rows);
			}
		ok(wrong == 0, "%s: as all pairs say (%zu rows not)", worlds[w].name,
		   wrong);
	}
}

static void find(const struct table *t, double threshold, struct nearest *out)
{
	struct error err = {0};

	if (!nearest_find(t->rows, t->n, t->width, threshold, out, &err))
		ok(false, "it is found: %s", err.message);
}

static void test_order(void)
{
	struct prng prng = prng_start(7, 7);
	struct table t = {.n = 300, .width = 24}, back = t;
	struct nearest out[300], turned[300];
	bool alike = true, mutual = true;

	fill(&t, &worlds[4], &prng);
	back.rows = xcalloc(t.n, t.width);
	for (size_t i = 0; i < t.n; i++)
		memcpy(back.rows + (t.n - 1 - i) * t.width, t.rows + i * t.width,
		       t.width);
	find(&t, 0.7, out);
	find(&back, 0.7, turned);
	for (size_t i = 0; i < t.n; i++) {
		struct nearest other = turned[t.n - 1 - i];
		alike = alike &&
			(isnan(out[i].match) ? isnan(other.match)
					     : !(out[i].match < other.match) &&
						       !(out[i].match > other.match));
		mutual = mutual && (out[i].partner == UINT32_MAX ||
				    out[out[i].partner].match >= out[i].match);
	}
	ok(alike, "rows in another order have the same matches");
	ok(mutual, "a partner's own match is at least as good");
	free(t.rows);
	free(back.rows);
}

static void test_cases(void)
{
	static uint8_t rows[] = {
		5, 5, 5, 5, 0, 0, /* 0 */
		5, 5, 5, 5, 0, 0, /* 1: twin of 0, gaps and all */
		5, 5, 5, 5, 0, 0, /* 2: and again */
		5, 5, 5, 5, 4, 0, /* 3: 4 alike of 5 that either answered */
		1, 2, 3, 1, 2, 3, /* 4: alone */
		5, 5, 0, 0, 0, 0, /* 5: fewer than half */
		5, 5, 0, 0, 0, 0, /* 6: … and its twin */
	};
	struct table t = {.n = 7, .width = 6, .rows = rows};
	struct nearest out[7];

	find(&t, 0.8, out);
	ok(same(out[0], (struct nearest){1, 1}), "the first of three finds the second");
	ok(same(out[1], (struct nearest){1, 0}) && same(out[2], (struct nearest){1, 0}),
	   "… the others the first");
	ok(same(out[3], (struct nearest){0.8F, 0}),
	   "a gap against an answer differs, a gap in both does not count");
	ok(isnan(out[4].match) && out[4].partner == UINT32_MAX, "none is none");
	ok(isnan(out[5].match) && isnan(out[6].match),
	   "with fewer than half of the answers a row takes no part");
	find(&t, 0.81, out);
	ok(isnan(out[3].match), "below the threshold is none");
	t.n = 1;
	find(&t, 0.5, out);
	ok(isnan(out[0].match), "one row has no partner");
}

static void test_refused(void)
{
	static const uint8_t row[] = {1};
	struct nearest out = {0.25F, 3};
	struct error err = {0};

	ok(nearest_find(row, 0, 1, 0.85, &out, &err), "no rows are no error");
	ok(!nearest_find(row, 1, 1, 0.49, &out, &err) && err.code == ERROR_INPUT &&
		   !nearest_find(row, 1, 1, 1.01, &out, &err) &&
		   !nearest_find(row, 1, 1, (double)NAN, &out, &err),
	   "thresholds below 0.5 and above 1 are refused: %s", err.message);
	ok(!nearest_find(row, 1, 0, 0.85, &out, &err) &&
		   !nearest_find(row, 1, NEAREST_WIDTH_MOST + 1, 0.85, &out, &err),
	   "so are rows without items and with too many: %s", err.message);
	ok(out.partner == 3, "then nothing is written");
}

static void test_drawn(void)
{
	static const uint8_t rows[] = {1, 1, 2, 2, 3, 3, 4, 4};
	struct prng prng = prng_start(1, 1);
	struct error err = {0};
	double share = 0, sum = 0;
	enum { DRAWS = 4000 };

	ok(nearest_drawn(rows, 8, 1, 1, 8, &prng, &share, &err) &&
		   near(share, 1, 1e-12),
	   "drawing all draws every twin");
	for (int i = 0; i < DRAWS; i++) {
		if (!nearest_drawn(rows, 8, 1, 1, 2, &prng, &share, &err))
			break;
		sum += share;
	}
	/* two of eight are twins with chance 1/7; four standard errors */
	ok(fabs(sum / DRAWS - 1.0 / 7) < 4 * sqrt(6.0 / 49 / DRAWS),
	   "two drawn at random are alike as often as they should be");
	ok(!nearest_drawn(rows, 8, 1, 0.1, 2, &prng, &share, &err),
	   "a bad threshold is refused here too");
}

int main(void)
{
	test_against_all_pairs();
	test_order();
	test_cases();
	test_refused();
	test_drawn();
	return done_testing();
}
