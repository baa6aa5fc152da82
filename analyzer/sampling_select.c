/* The three methods of drawing; see sampling.h. */
#include "sampling_select.h"

#include "forms/alloc.h"

#include <math.h>

/* Probabilities this near to 1 are 1. */
#define CERTAIN (1 - 1e-9)

static void swap(size_t *list, size_t i, size_t j)
{
	size_t kept = list[i];

	list[i] = list[j];
	list[j] = kept;
}

/* Shuffles the places from `first` on (Fisher & Yates; Durstenfeld 1964). */
static void shuffle(size_t *list, size_t first, size_t n, struct prng *prng)
{
	for (size_t i = first; i + 1 < n; i++)
		swap(list, i, i + (size_t)prng_below(prng, n - i));
}

static void select_srs(struct selection *s, const double *sizes, struct prng *prng)
{
	(void)sizes;
	shuffle(s->list, 0, s->n, prng);
}

/* Brings the chosen to the front, in their order, and shuffles the others. */
static void bring_forward(struct selection *s, const bool *chosen, struct prng *prng)
{
	size_t front = 0, back = s->nselected;

	for (size_t i = 0; i < s->n; i++)
		s->list[chosen[i] ? front++ : back++] = i;
	shuffle(s->list, s->nselected, s->n, prng);
}

/*
 * Units of the given lengths laid end to end, every interval-th place from a random
 * start: `count` of them. Lengths are at most the interval, so that none is met twice;
 * where rounding would have it so, the next one is taken.
 */
static void walk(const double *lengths, size_t n, double interval, size_t count,
		 struct prng *prng, bool *chosen)
{
	double place = prng_uniform(prng) * interval, end = 0;
	size_t taken = 0, last = n;

	for (size_t i = 0; i < n && taken < count; i++) {
		if (lengths[i] <= 0)
			continue;
		end += lengths[i];
		last = i;
		if (place + (double)taken * interval >= end)
			continue;
		chosen[i] = true;
		taken++;
	}
	if (taken < count && last < n) /* the very end, lost to rounding */
		chosen[last] = true;
}

static void select_systematic(struct selection *s, const double *sizes,
			      struct prng *prng)
{
	double *ones = xcalloc(s->n + 1, sizeof(*ones));
	bool *chosen = xcalloc(s->n + 1, sizeof(*chosen));
	(void)sizes;

	for (size_t i = 0; i < s->n; i++)
		ones[i] = 1;
	walk(ones, s->n, (double)s->n / (double)s->nselected, s->nselected, prng,
	     chosen);
	bring_forward(s, chosen, prng);
	free(ones);
	free(chosen);
}

/* Sets pi = 1 for those too large to be drawn with n x/X, until none is left; returns
 * the size of the others and how many of the draw are left for them. */
static double take_certain(struct selection *s, const double *sizes, size_t *left)
{
	bool changed = true;
	double total = 0;

	*left = s->nselected;
	while (changed) {
		double take = (double)*left;
		changed = false;
		total = 0;
		for (size_t i = 0; i < s->n; i++)
			total += s->probability[i] == 1 ? 0 : sizes[i];
		for (size_t i = 0; i<s->n && * left> 0; i++) {
			if (s->probability[i] == 1 || take * sizes[i] < CERTAIN * total)
				continue;
			s->probability[i] = 1;
			changed = true;
			--*left;
		}
	}
	return total;
}

static void select_pps(struct selection *s, const double *sizes, struct prng *prng)
{
	double *lengths = xcalloc(s->n + 1, sizeof(*lengths)), squares = 0;
	bool *chosen = xcalloc(s->n + 1, sizeof(*chosen));
	size_t left;

	for (size_t i = 0; i < s->n; i++)
		s->probability[i] = 0;
	double total = take_certain(s, sizes, &left);
	for (size_t i = 0; i < s->n; i++) {
		chosen[i] = s->probability[i] == 1;
		if (chosen[i])
			continue;
		lengths[i] = sizes[i];
		s->probability[i] = (double)left * sizes[i] / total;
		squares += s->probability[i] * s->probability[i];
	}
	if (left > 0)
		walk(lengths, s->n, total / (double)left, left, prng, chosen);
	s->correction = left > 0 ? squares / (double)left : 1;
	bring_forward(s, chosen, prng);
	free(lengths);
	free(chosen);
}

static void (*const methods[])(struct selection *, const double *, struct prng *) = {
	[SAMPLING_SRS] = select_srs,
	[SAMPLING_SYSTEMATIC] = select_systematic,
	[SAMPLING_PPS] = select_pps,
};
_Static_assert(ARRAY_SIZE(methods) == SAMPLING_METHOD_COUNT, "one of each");

void selection_init(struct selection *s, enum sampling_method method,
		    const double *sizes, size_t n, size_t nselected, struct prng *prng)
{
	*s = (struct selection){.n = n, .nselected = nselected};
	s->list = xcalloc(n + 1, sizeof(*s->list));
	s->probability = xcalloc(n + 1, sizeof(*s->probability));
	for (size_t i = 0; i < n; i++) {
		s->list[i] = i;
		s->probability[i] = (double)nselected / (double)n;
	}
	s->correction = (double)nselected / (double)(n ? n : 1);
	if (nselected > 0)
		methods[method](s, sizes, prng);
}

void selection_release(struct selection *s)
{
	free(s->list);
	free(s->probability);
}

bool selection_is_certain(const struct selection *s, size_t number)
{
	return s->probability[number] >= CERTAIN;
}
