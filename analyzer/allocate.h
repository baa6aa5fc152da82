/*
 * Dividing a whole number among strata in proportion to a measure: what is beyond a
 * stratum's cap or below its floor is set there and the rest divided again; fractions
 * go to the largest remainders (Hamilton), the first of equals.
 */
#ifndef HAILONG_ANALYZER_ALLOCATE_H
#define HAILONG_ANALYZER_ALLOCATE_H

#include <stddef.h>

enum allocation {
	ALLOCATION_PROPORTIONAL, /* N_h */
	ALLOCATION_EQUAL,
	ALLOCATION_NEYMAN, /* N_h s_h / sqrt(cost_h); Cochran 1977, section 5.5 */
	ALLOCATION_POWER,  /* sqrt(N_h) s_h: between Neyman and equal precision of all;
			      Bankier 1988, The American Statistician 42:174-177 */
	ALLOCATION_COUNT
};

extern const char *const allocation_names[ALLOCATION_COUNT];

/* The measure of a stratum; `cost` NaN is 1. */
double allocation_measure(enum allocation allocation, double population, double sd,
			  double cost);

/*
 * Measures are > 0; a stratum gets at most cap (INFINITY: none) and at least `floor`,
 * or its cap where that is less. The shares add up to `total`, or to what the caps hold
 * together, or to what the floors ask for.
 */
void allocate(const double *measures, const double *caps, size_t n, double total,
	      double floor, double *shares);

#endif
