/*
 * A running sum that does not forget: Neumaier's variant of Kahan summation keeps
 * the low-order part apart, so that 10^8 weights add up to the last digits.
 * Source: A. Neumaier, Rundungsfehleranalyse einiger Verfahren zur Summation
 * endlicher Summen, ZAMM 54 (1974) 39-51. Needs IEEE arithmetic (no -ffast-math).
 */
#ifndef HAILONG_ANALYZER_SUM_H
#define HAILONG_ANALYZER_SUM_H

#include <math.h>
#include <stddef.h>

struct sum {
	double total, carry;
};

static inline void sum_add(struct sum *sum, double term)
{
	double total = sum->total + term;

	if (fabs(sum->total) >= fabs(term))
		sum->carry += (sum->total - total) + term;
	else
		sum->carry += (term - total) + sum->total;
	sum->total = total;
}

static inline double sum_value(const struct sum *sum)
{
	return sum->total + sum->carry;
}

/* An array of sums; without `carry` plain ones, for groups too small to need it. */
struct sums {
	double *total, *carry;
};

static inline void sums_add(struct sums *sums, size_t at, double term)
{
	struct sum sum = {sums->total[at], sums->carry ? sums->carry[at] : 0};

	sum_add(&sum, term);
	sums->total[at] = sum.total;
	if (sums->carry)
		sums->carry[at] = sum.carry;
}

static inline double sums_at(const struct sums *sums, size_t at)
{
	return sums->carry ? sums->total[at] + sums->carry[at] : sums->total[at];
}

#endif
