/* Nearly the same answers as another response, by nearest.h: see quality.h. */
#include "quality_store.h"

#include "nearest.h"
#include "prng.h"

#include <math.h>
#include <string.h>

enum { SHUFFLE_SEED = 1 };

#define NEAR_MATCH 0.85
/* Squared coefficient of variation of rare rates, see outliers.h. */
#define NEAR_VARY 2.0

static uint32_t *shuffled(size_t n)
{
	struct prng prng = prng_start(SHUFFLE_SEED, 0);
	uint32_t *order = xcalloc(n + 1, sizeof(*order));

	for (size_t i = 0; i < n; i++) {
		size_t at = (size_t)prng_below(&prng, i + 1);
		order[i] = order[at];
		order[at] = (uint32_t)i;
	}
	return order;
}

/* Of partners that are as near the first is taken, so that the order must be random:
 * chance then gives a group as many as its part of the round. Straight forms, and those
 * with few answers, take no part. */
static bool find_partners(struct quality *q, struct error *err)
{
	uint32_t *order = shuffled(q->n);
	uint8_t *rows = xcalloc(q->n, q->nitems);
	struct nearest *found = xcalloc(q->n, sizeof(*found));

	for (size_t i = 0; i < q->n; i++)
		if (q->hash[order[i]])
			memcpy(rows + i * q->nitems, levels_of(q, order[i]), q->nitems);
	bool done = nearest_find(rows, q->n, q->nitems, NEAR_MATCH, found, err);
	for (size_t i = 0; done && i < q->n; i++) {
		uint32_t partner = found[i].partner;
		q->match[order[i]] = found[i].match;
		q->partner[order[i]] =
			partner == UINT32_MAX ? UINT32_MAX : order[partner];
	}
	free(order);
	free(rows);
	free(found);
	return done;
}

bool quality_find_partners(struct quality *q, struct error *err)
{
	q->match = xcalloc(q->n + 1, sizeof(*q->match));
	q->partner = xcalloc(q->n + 1, sizeof(*q->partner));
	q->cuts[QUALITY_NEAR] = NEAR_MATCH;
	for (size_t i = 0; i < q->n; i++) {
		q->match[i] = NAN;
		q->partner[i] = UINT32_MAX;
		if (q->hash[i])
			q->can[i] = (uint16_t)(q->can[i] | bit(QUALITY_NEAR));
	}
	return !q->n || !q->nitems || find_partners(q, err);
}

static bool is_partner_within(const struct quality *q, enum quality_by by, size_t i)
{
	return q->partner[i] != UINT32_MAX &&
	       q->group[by][i] == q->group[by][q->partner[i]];
}

/* Two that are each other's partners are one case. */
static struct outlier_group count_near(struct quality *q, enum quality_by by,
				       const struct groups *groups, size_t group,
				       double all)
{
	struct outlier_group count = {.variation = NEAR_VARY};

	for (size_t i = groups->start[group]; i < groups->start[group + 1]; i++) {
		size_t r = groups->order[i];
		bool within = is_partner_within(q, by, r);
		count.n += (q->can[r] & bit(QUALITY_NEAR)) != 0;
		count.k +=
			within && (q->partner[q->partner[r]] != r || r < q->partner[r]);
		q->marks[r] = (uint16_t)(q->marks[r] & ~bit(QUALITY_NEAR));
		if (within)
			q->marks[r] = (uint16_t)(q->marks[r] | bit(QUALITY_NEAR));
	}
	count.base = (count.n - 1) / all;
	count.value = count.k / count.n;
	return count;
}

void quality_near(struct quality *q, enum quality_by by, const struct groups *groups)
{
	struct tested tested = tested_new(groups);
	double all = 0;

	for (size_t i = 0; i < q->n; i++)
		all += (q->can[i] & bit(QUALITY_NEAR)) != 0;
	for (size_t g = 0; g < groups->count; g++) {
		struct outlier_group count = count_near(q, by, groups, g, all);
		if (count.n >= (double)q->options.n_min)
			tested_add(&tested, g, count);
		else if (count.n > 0)
			quality_find_few(q, by, (uint32_t)g, QUALITY_NEAR,
					 (size_t)count.n);
	}
	quality_find_tested(q, by, groups, QUALITY_NEAR, &tested, outliers_of_shares);
	tested_release(&tested);
}
