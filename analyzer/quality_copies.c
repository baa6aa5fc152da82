/* The same answers again: see quality.h. */
#include "quality_store.h"

#include <math.h>

/* Squared coefficient of variation of rare rates, see outliers.h. */
#define COPIES_VARY 2.0

struct copy {
	uint64_t hash;
	uint32_t response;
};

static int compare_copies(const void *left, const void *right)
{
	const struct copy *a = left, *b = right;

	if (a->hash != b->hash)
		return a->hash < b->hash ? -1 : 1;
	return (a->response > b->response) - (a->response < b->response);
}

/* Of a list sorted by hash, how many begin the same from here on. */
static size_t alike(const struct copy *copies, size_t n, size_t from)
{
	size_t to = from + 1;

	while (to < n && copies[to].hash == copies[from].hash)
		to++;
	return to - from;
}

/* How often answers are given: number[c] different ones by c responses each. */
struct frequencies {
	uint32_t *number;
	size_t most, n; /* the largest c; responses with varied answers */
};

static struct frequencies frequencies_new(const struct quality *q, struct copy *copies)
{
	struct frequencies frequencies = {.most = 1};

	for (size_t i = 0; i < q->n; i++)
		if (q->hash[i])
			copies[frequencies.n++] =
				(struct copy){q->hash[i], (uint32_t)i};
	qsort(copies, frequencies.n, sizeof(*copies), compare_copies);
	frequencies.number = xcalloc(frequencies.n + 2, sizeof(uint32_t));
	for (size_t i = 0; i < frequencies.n;) {
		size_t c = alike(copies, frequencies.n, i);
		frequencies.number[c]++;
		if (c > frequencies.most)
			frequencies.most = c;
		i += c;
	}
	return frequencies;
}

/*
 * Copies beyond the first that n responses drawn at random from all would hold: over all
 * different answers n c/N - 1 + P(none of c is drawn), hypergeometric.
 */
static double expected_copies(const struct frequencies *frequencies, double n)
{
	double all = (double)frequencies->n, none = 1, expected = 0;

	for (size_t c = 1; c <= frequencies->most; c++) {
		double left = all - (double)c + 1;
		none *= fmax(1 - n / left, 0);
		if (c > 1 && frequencies->number[c])
			expected += frequencies->number[c] *
				    (n * (double)c / all - 1 + none);
	}
	return fmax(expected, 0);
}

/* Marks responses with the same answers as others of the group. */
static struct outlier_group count_copies(struct quality *q, const struct groups *groups,
					 size_t group, struct copy *copies)
{
	struct outlier_group count = {.variation = COPIES_VARY};
	size_t n = 0;

	for (size_t i = groups->start[group]; i < groups->start[group + 1]; i++)
		if (q->hash[groups->order[i]])
			copies[n++] = (struct copy){q->hash[groups->order[i]],
						    groups->order[i]};
	qsort(copies, n, sizeof(*copies), compare_copies);
	for (size_t i = 0, c; i < n; i += c) {
		c = alike(copies, n, i);
		count.k += (double)(c - 1);
		for (size_t j = i; c > 1 && j < i + c; j++)
			q->marks[copies[j].response] =
				(uint16_t)(q->marks[copies[j].response] |
					   bit(QUALITY_EXACT));
	}
	count.n = (double)n;
	count.value = count.k / count.n;
	return count;
}

static void forget_marks(struct quality *q, enum quality_kind kind)
{
	for (size_t i = 0; i < q->n; i++)
		q->marks[i] = (uint16_t)(q->marks[i] & ~bit(kind));
}

void quality_exact(struct quality *q, enum quality_by by, const struct groups *groups)
{
	struct copy *copies = xcalloc(q->n + 1, sizeof(*copies));
	struct frequencies frequencies = frequencies_new(q, copies);
	struct tested tested = tested_new(groups);

	forget_marks(q, QUALITY_EXACT);
	for (size_t g = 0; g < groups->count; g++) {
		struct outlier_group count = count_copies(q, groups, g, copies);
		count.base = expected_copies(&frequencies, count.n) / count.n;
		if (count.n >= (double)q->options.n_min)
			tested_add(&tested, g, count);
		else if (count.n > 0)
			quality_find_few(q, by, (uint32_t)g, QUALITY_EXACT,
					 (size_t)count.n);
	}
	free(copies);
	free(frequencies.number);
	quality_find_tested(q, by, groups, QUALITY_EXACT, &tested, outliers_of_shares);
	tested_release(&tested);
}
