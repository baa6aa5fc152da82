/*
 * Normal random numbers that are the same on every machine, from prng.h by the polar
 * method (Marsaglia & Bray 1964, SIAM Review 6:260-264). Its logarithm is our own
 * series and the square root is exact by IEEE 754, so that no mathematical library has
 * a say in the last digit.
 */
#ifndef HAILONG_ANALYZER_GAUSS_H
#define HAILONG_ANALYZER_GAUSS_H

#include "prng.h"

#include <stdbool.h>

struct gauss {
	struct prng prng;
	double spare; /* the method makes two at a time */
	bool has_spare;
};

struct gauss gauss_start(uint64_t seed, uint64_t stream);
double gauss_next(struct gauss *gauss); /* mean 0, variance 1 */

#endif
