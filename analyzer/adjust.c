/* Holm and Benjamini-Hochberg; see adjust.h. */
#include "adjust.h"

#include <math.h>

#include "forms/alloc.h"

struct ranked {
	double p;
	size_t at;
};

static int compare_ranked(const void *left, const void *right)
{
	const struct ranked *a = left, *b = right;

	return (a->p > b->p) - (a->p < b->p);
}

/* The members of the family, smallest p first; the others are passed on. */
static struct ranked *sort(const double *p, size_t n, size_t *nmembers,
			   double *adjusted)
{
	struct ranked *list = xcalloc(n + 1, sizeof(*list));

	*nmembers = 0;
	for (size_t i = 0; i < n; i++) {
		if (isnan(p[i]))
			adjusted[i] = p[i];
		else
			list[(*nmembers)++] = (struct ranked){p[i], i};
	}
	qsort(list, *nmembers, sizeof(*list), compare_ranked);
	return list;
}

void adjust_holm(const double *p, size_t n, double *adjusted)
{
	size_t nmembers;
	struct ranked *list = sort(p, n, &nmembers, adjusted);
	double largest = 0;

	for (size_t i = 0; i < nmembers; i++) {
		largest = fmax(largest, (double)(nmembers - i) * list[i].p);
		adjusted[list[i].at] = fmin(largest, 1);
	}
	free(list);
}

void adjust_bh(const double *p, size_t n, double *adjusted)
{
	size_t nmembers;
	struct ranked *list = sort(p, n, &nmembers, adjusted);
	double least = 1;

	for (size_t i = nmembers; i-- > 0;) {
		least = fmin(least, (double)nmembers / (double)(i + 1) * list[i].p);
		adjusted[list[i].at] = least;
	}
	free(list);
}
