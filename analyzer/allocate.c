/* See allocate.h. */
#include "allocate.h"

#include "forms/alloc.h"

#include <math.h>
#include <stdbool.h>

const char *const allocation_names[] = {
	[ALLOCATION_PROPORTIONAL] = "proportional",
	[ALLOCATION_EQUAL] = "equal",
	[ALLOCATION_NEYMAN] = "neyman",
	[ALLOCATION_POWER] = "power",
};
_Static_assert(ARRAY_SIZE(allocation_names) == ALLOCATION_COUNT, "a name for each");

double allocation_measure(enum allocation allocation, double population, double sd,
			  double cost)
{
	switch (allocation) {
	case ALLOCATION_NEYMAN:
		return population * sd / sqrt(isnan(cost) ? 1 : cost);
	case ALLOCATION_POWER:
		return sqrt(population) * sd;
	case ALLOCATION_PROPORTIONAL:
		return population;
	case ALLOCATION_EQUAL:
	case ALLOCATION_COUNT:
		break;
	}
	return 1;
}

/* Real shares of what the fixed ones leave; true when none is out of bounds. */
static bool divide(const double *measures, const double *caps, size_t n, double total,
		   double floor, double *shares, bool *fixed)
{
	double left = total, sum = 0;
	bool over = false, under = false;

	for (size_t i = 0; i < n; i++) {
		left -= fixed[i] ? shares[i] : 0;
		sum += fixed[i] ? 0 : measures[i];
	}
	for (size_t i = 0; i < n; i++) {
		if (fixed[i])
			continue;
		shares[i] = fmax(left, 0) * measures[i] / sum;
		over = over || shares[i] > caps[i];
		under = under || shares[i] < fmin(floor, caps[i]);
	}
	for (size_t i = 0; i < n; i++) {
		double bound = over ? caps[i] : fmin(floor, caps[i]);
		if (fixed[i] || (over ? shares[i] <= bound : shares[i] >= bound))
			continue;
		shares[i] = bound;
		fixed[i] = true;
	}
	return !over && !under;
}

/* Whole numbers: floors, then one more for the largest remainders. */
static void round_shares(const double *caps, size_t n, double total, double *shares)
{
	double *rest = xcalloc(n + 1, sizeof(*rest));
	double left = total;

	for (size_t i = 0; i < n; i++) {
		double whole = floor(shares[i] + 1e-9);
		rest[i] = shares[i] - whole;
		shares[i] = whole;
		left -= whole;
	}
	for (long odd = lround(fmax(left, 0)); odd > 0; odd--) {
		size_t most = n;
		for (size_t i = 0; i < n; i++)
			if (shares[i] + 1 <= caps[i] &&
			    (most == n || rest[i] > rest[most] + 1e-12))
				most = i;
		if (most == n)
			break;
		shares[most]++;
		rest[most] -= 1;
	}
	free(rest);
}

void allocate(const double *measures, const double *caps, size_t n, double total,
	      double floor, double *shares)
{
	bool *fixed = xcalloc(n + 1, sizeof(*fixed));

	while (n > 0 && !divide(measures, caps, n, total, floor, shares, fixed))
		continue;
	round_shares(caps, n, total, shares);
	free(fixed);
}
