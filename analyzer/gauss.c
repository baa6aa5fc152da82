/* See gauss.h. */
#include "gauss.h"

#include <math.h>

struct gauss gauss_start(uint64_t seed, uint64_t stream)
{
	return (struct gauss){.prng = prng_start(seed, stream)};
}

/* ln x = e ln 2 + 2 artanh((m-1)/(m+1)), m in [1/sqrt 2, sqrt 2): 11 terms do. */
static double portable_log(double x)
{
	int exponent;
	double m = frexp(x, &exponent);

	if (m < 0.70710678118654752) {
		m *= 2;
		exponent--;
	}
	double s = (m - 1) / (m + 1), square = s * s, sum = 0;
	for (int k = 21; k >= 1; k -= 2)
		sum = sum * square + 1.0 / k;
	return exponent * 0.69314718055994531 + 2 * s * sum;
}

double gauss_next(struct gauss *gauss)
{
	double u, v, r;

	if (gauss->has_spare) {
		gauss->has_spare = false;
		return gauss->spare;
	}
	do {
		u = 2 * prng_uniform(&gauss->prng) - 1;
		v = 2 * prng_uniform(&gauss->prng) - 1;
		r = u * u + v * v;
	} while (r >= 1 || r == 0);
	double factor = sqrt(-2 * portable_log(r) / r);
	gauss->spare = v * factor;
	gauss->has_spare = true;
	return u * factor;
}
