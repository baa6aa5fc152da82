/* How much the answers of a group vary: see quality.h. */
#include "quality_store.h"

#include <math.h>
#include <string.h>

enum { LEVELS = 256 };

/* Miller's correction adds (levels met - 1) / 2n. */
static double item_entropy(const uint32_t *counts, unsigned nlevels, double n)
{
	double sum = 0, met = 0;

	for (unsigned l = 1; l <= nlevels; l++) {
		if (!counts[l])
			continue;
		sum -= counts[l] / n * log(counts[l] / n);
		met++;
	}
	return (sum + (met - 1) / (2 * n)) / log(nlevels);
}

/* counts: LEVELS per item, of the responses in order[0] … order[n - 1]. */
static void count_levels(const struct quality *q, const uint32_t *order, size_t n,
			 uint32_t *counts)
{
	memset(counts, 0, q->nitems * LEVELS * sizeof(*counts));
	for (size_t i = 0; i < n; i++) {
		const uint8_t *levels = levels_of(q, order ? order[i] : i);
		for (size_t j = 0; j < q->nitems; j++)
			counts[j * LEVELS + levels[j]]++;
	}
}

static double given(const uint32_t *counts, size_t n)
{
	return (double)(n - counts[0] - counts[QUALITY_NA]);
}

/* Mean over the items that somebody answered. */
static double mean_entropy(const struct quality *q, const uint32_t *counts, size_t n)
{
	double sum = 0, items = 0;

	for (size_t j = 0; j < q->nitems; j++) {
		const uint32_t *of = counts + j * LEVELS;
		if (q->items[j].nlevels < 2 || given(of, n) == 0)
			continue;
		sum += item_entropy(of, q->items[j].nlevels, given(of, n));
		items++;
	}
	return items > 0 ? sum / items : (double)NAN;
}

/* A response's part in the entropy of all, -log p of its levels, mean over its items:
 * the variance of an entropy of n is that of this, over n. */
static double surprise(const struct quality *q, const uint32_t *counts, size_t response)
{
	const uint8_t *levels = levels_of(q, response);
	double sum = 0, items = 0;

	for (size_t j = 0; j < q->nitems; j++) {
		const uint32_t *of = counts + j * LEVELS;
		if (levels[j] == 0 || levels[j] == QUALITY_NA ||
		    q->items[j].nlevels < 2)
			continue;
		sum -= log(of[levels[j]] / given(of, q->n)) / log(q->items[j].nlevels);
		items++;
	}
	return items > 0 ? sum / items : (double)NAN;
}

static double surprise_variance(const struct quality *q, uint32_t *counts)
{
	double n = 0, mean = 0, square = 0;

	count_levels(q, NULL, q->n, counts);
	for (size_t i = 0; i < q->n; i++) {
		double x = surprise(q, counts, i);
		if (isnan(x))
			continue;
		double off = x - mean;
		mean += off / ++n;
		square += off * (x - mean);
	}
	return n > 1 ? square / (n - 1) : (double)NAN;
}

void quality_entropy(struct quality *q, enum quality_by by, const struct groups *groups)
{
	uint32_t *counts = xcalloc(q->nitems * LEVELS + 1, sizeof(*counts));
	double variance = surprise_variance(q, counts);
	struct tested tested = tested_new(groups);

	for (size_t g = 0; variance > 0 && g < groups->count; g++) {
		size_t n = groups->start[g + 1] - groups->start[g];
		if (n < q->options.n_min) {
			quality_find_few(q, by, (uint32_t)g, QUALITY_ENTROPY, n);
			continue;
		}
		count_levels(q, groups->order + groups->start[g], n, counts);
		struct outlier_group group = {.n = (double)n,
					      .value = mean_entropy(q, counts, n),
					      .se = sqrt(variance / (double)n),
					      .size = (double)n};
		if (!isnan(group.value))
			tested_add(&tested, g, group);
	}
	quality_find_tested(q, by, groups, QUALITY_ENTROPY, &tested, outliers_of_means);
	tested_release(&tested);
	free(counts);
}
