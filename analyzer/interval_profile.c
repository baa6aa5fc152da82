/* R's tabulated likelihood interval, step by step; see interval_profile.h. */
#include "interval_profile.h"

#include <math.h>
#include <stdbool.h>

#include "interval.h"
#include "quantile.h"

enum { STEPS = 9, POINTS = 2 * STEPS + 1 };

struct table {
	int n;
	double x[POINTS], y[POINTS]; /* logit, signed root of the deviance */
	double b[POINTS], c[POINTS], d[POINTS];
};

static double expit(double x)
{
	return 1 / (1 + exp(-x));
}

/* Twice the Kullback-Leibler distance: the deviance of q from p per observation. */
static double deviance(double p, double q)
{
	return 2 * (p * log(p / q) + (1 - p) * log((1 - p) / (1 - q)));
}

/*
 * The spline of Forsythe, Malcolm & Moler (Computer Methods for Mathematical
 * Computations, 1977), whose end conditions fit a cubic to the four outermost
 * points. First a tridiagonal system (diagonal b, off-diagonal d), then
 * coefficients of y + b dx + c dx² + d dx³.
 */
static void spline_system(struct table *t)
{
	int last = t->n - 1;
	double *x = t->x, *y = t->y, *b = t->b, *c = t->c, *d = t->d;

	d[0] = x[1] - x[0];
	c[1] = (y[1] - y[0]) / d[0];
	for (int i = 1; i < last; i++) {
		d[i] = x[i + 1] - x[i];
		b[i] = 2 * (d[i - 1] + d[i]);
		c[i + 1] = (y[i + 1] - y[i]) / d[i];
		c[i] = c[i + 1] - c[i];
	}
	b[0] = -d[0];
	b[last] = -d[last - 1];
	c[0] = c[last] = 0;
	if (t->n <= 3)
		return;
	c[0] = c[2] / (x[3] - x[1]) - c[1] / (x[2] - x[0]);
	c[last] = c[last - 1] / (x[last] - x[last - 2]) -
		  c[last - 2] / (x[last - 1] - x[last - 3]);
	c[0] = c[0] * d[0] * d[0] / (x[3] - x[0]);
	c[last] = -c[last] * d[last - 1] * d[last - 1] / (x[last] - x[last - 3]);
}

static void spline_fit(struct table *t)
{
	int last = t->n - 1;
	double *b = t->b, *c = t->c, *d = t->d;

	spline_system(t);
	for (int i = 1; i <= last; i++) {
		double ratio = d[i - 1] / b[i - 1];
		b[i] -= ratio * d[i - 1];
		c[i] -= ratio * c[i - 1];
	}
	c[last] /= b[last];
	for (int i = last - 1; i >= 0; i--)
		c[i] = (c[i] - d[i] * c[i + 1]) / b[i];
	b[last] = (t->y[last] - t->y[last - 1]) / d[last - 1] +
		  d[last - 1] * (c[last - 1] + 2 * c[last]);
	for (int i = 0; i < last; i++) {
		b[i] = (t->y[i + 1] - t->y[i]) / d[i] - d[i] * (c[i + 1] + 2 * c[i]);
		d[i] = (c[i + 1] - c[i]) / d[i];
		c[i] *= 3;
	}
	c[last] *= 3;
	d[last] = d[last - 1];
}

static double spline_at(const struct table *t, double x)
{
	int i = t->n - 1;

	while (i > 0 && x < t->x[i])
		i--;
	double dx = x - t->x[i];
	return t->y[i] + dx * (t->b[i] + dx * (t->c[i] + dx * t->d[i]));
}

/* Where the spline, evaluated on a grid and joined by straight lines, reaches y. */
static double grid_inverse(const struct table *t, double y)
{
	int n = 3 * t->n;
	double first = t->x[0], width = (t->x[t->n - 1] - first) / (n - 1);
	double x0 = first, y0 = spline_at(t, x0);

	if (y < y0)
		return NAN;
	for (int i = 1; i < n; i++) {
		double x1 = i < n - 1 ? first + i * width : t->x[t->n - 1];
		double y1 = spline_at(t, x1);
		if (y <= y1)
			return x0 + (x1 - x0) * (y - y0) / (y1 - y0);
		x0 = x1;
		y0 = y1;
	}
	return NAN;
}

/* Signed roots on one side of the estimate, until zmax is passed. */
static int profile_side(const struct share *share, double sign, double zmax, double *x,
			double *z)
{
	double p = share->estimate, middle = log(p / (1 - p));
	double step = zmax / 5 * share->se / (p * (1 - p)), far = 0;
	int n = 0;

	while (n < STEPS && far < zmax) {
		x[n] = middle + sign * (n + 1) * step;
		far = sqrt(fmax(0, share->mass * deviance(p, expit(x[n])) /
					   share->dispersion));
		z[n++] = sign * far;
	}
	return n;
}

static void profile_table(const struct share *share, double zmax, struct table *t)
{
	double x[STEPS], z[STEPS], p = share->estimate;
	int below = profile_side(share, -1, zmax, x, z);

	for (int i = 0; i < below; i++) {
		t->x[i] = x[below - 1 - i];
		t->y[i] = z[below - 1 - i];
	}
	t->x[below] = log(p / (1 - p));
	t->y[below] = 0;
	int above = profile_side(share, 1, zmax, t->x + below + 1, t->y + below + 1);
	t->n = below + 1 + above;
}

/* Bisection on the logit between the estimate and far out on one side. */
static double exact_bound(const struct share *share, double target, double sign)
{
	double p = share->estimate, inner = log(p / (1 - p)),
	       outer = inner + sign * 700;

	for (int i = 0; i < 200; i++) {
		double x = inner + (outer - inner) / 2;
		if (deviance(p, expit(x)) < target)
			inner = x;
		else
			outer = x;
	}
	return expit(inner);
}

void interval_profile_exact(const struct share *share, double alpha, double *low,
			    double *high)
{
	double p = share->estimate, t = t_quantile(alpha / 2, share->df);
	double target =
		t * t * share->dispersion * share->se * share->se / (p * (1 - p));

	*low = exact_bound(share, target, -1);
	*high = exact_bound(share, target, 1);
}

void interval_profile(const struct share *share, double alpha, double *low,
		      double *high)
{
	double p = share->estimate, t = t_quantile(alpha / 2, share->df);
	double cutoff = -t * share->se * sqrt(share->mass / (p * (1 - p)));
	double zmax = -t_quantile(normal_cdf(-cutoff) / 4, share->n - 1);
	struct table table = {0};

	interval_profile_exact(share, alpha, low, high);
	if (!isfinite(zmax) || !(zmax > 0) || !(share->dispersion > 0))
		return;
	profile_table(share, zmax, &table);
	spline_fit(&table);
	double below = grid_inverse(&table, -cutoff),
	       above = grid_inverse(&table, cutoff);
	if (isfinite(below) && isfinite(above)) {
		*low = expit(below);
		*high = expit(above);
	}
}
