/* See settle.h. */
#include "settle.h"

#include "quantile.h"

#include <math.h>

static const double same = 1e-9; /* an estimate so near the target is at it */

/* Standard deviations of one answer, were the truth the target or the estimate. */
struct settling {
	double at_target, at_estimate, distance;
	double df, n; /* of now */
	double tail, z_power;
};

static double of_share(double p)
{
	return sqrt(fmax(p * (1 - p), 0));
}

static void put_deviations(struct settling *s, const struct interval_basis *basis,
			   double target)
{
	const struct share *share = &basis->share;
	double one = share->se * sqrt(share->n), spread = of_share(share->estimate);
	double root = basis->kind == BASIS_COUNTS ? 1 : one / spread;

	s->at_target = basis->kind == BASIS_MEAN ? one : root * of_share(target);
	s->at_estimate = basis->kind == BASIS_MEAN ? one : root * spread;
	s->df = basis->kind == BASIS_COUNTS ? (double)INFINITY : share->df;
}

/* Answers needed with the quantile that n of them have. */
static double needed(const struct settling *s, double n)
{
	double t = -t_quantile(s->tail, s->df * n / s->n);
	double root = (t * s->at_target + s->z_power * s->at_estimate) / s->distance;

	return root * root;
}

/* Where n is what n needs: needed() falls as n grows. */
static double solve(const struct settling *s)
{
	double low = s->n, high = 2 * s->n;

	while (high < SETTLE_MAX && needed(s, high) > high)
		high *= 2;
	while (high - low > 0.01) {
		double middle = (low + high) / 2;
		if (needed(s, middle) > middle)
			low = middle;
		else
			high = middle;
	}
	return high;
}

double settle_size(const struct interval_basis *basis, double target, double tail,
		   double power)
{
	const struct share *share = &basis->share;
	struct settling s = {.distance = fabs(share->estimate - target),
			     .n = share->n,
			     .tail = tail,
			     .z_power = normal_quantile(power)};

	if (basis->kind == BASIS_NONE || !(s.distance > same) || !(share->n > 0))
		return (double)NAN;
	put_deviations(&s, basis, target);
	if (!(s.df > 0) || !isfinite(s.at_target) || !(s.at_target + s.at_estimate > 0))
		return (double)NAN;
	return fmin(fmax(ceil(solve(&s) - 0.01), share->n + 1), SETTLE_MAX);
}
