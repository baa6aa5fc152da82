/* Normal, t and beta quantiles; see quantile.h. */
#include "quantile.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_randist.h>

double normal_quantile(double p)
{
	gsl_set_error_handler_off(); /* it would abort; ours are checked values */
	return p >= 0 && p <= 1 ? gsl_cdf_ugaussian_Pinv(p) : (double)NAN;
}

double normal_cdf(double x)
{
	return 0.5 * erfc(-x / sqrt(2.0));
}

double t_cdf(double x, double df)
{
	gsl_set_error_handler_off(); /* it would abort; ours are checked values */
	if (!(df > 0))
		return NAN;
	return isinf(df) ? normal_cdf(x) : gsl_cdf_tdist_P(x, df);
}

double t_quantile(double p, double df)
{
	if (!(df > 0) || !(p >= 0 && p <= 1))
		return NAN;
	if (isinf(df))
		return normal_quantile(p);
	if (p > 0.5)
		return -t_quantile(1 - p, df);
	gsl_set_error_handler_off(); /* it would abort; ours are checked values */
	double x = gsl_cdf_tdist_Pinv(p, df);
	for (int i = 0; i < 3 && isfinite(x); i++) {
		double slope = gsl_ran_tdist_pdf(x, df);
		double step = slope > 0 ? (gsl_cdf_tdist_P(x, df) - p) / slope : 0;
		if (!(fabs(step) < 0.1 * fabs(x)))
			break;
		x -= step;
	}
	return x;
}

/* x^a (1-x)^b / B(a,b): the density times x(1-x). */
static double beta_front(double x, double a, double b)
{
	return exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x));
}

static double away_from_zero(double x)
{
	return fabs(x) < DBL_MIN ? DBL_MIN : x;
}

/* Converges fast for x < (a+1)/(a+b+2), in about sqrt(max(a,b)) terms. */
static double beta_fraction(double x, double a, double b)
{
	double c = 1, d = 1 / away_from_zero(1 - (a + b) * x / (a + 1)), h = d;

	for (int m = 1; m <= 1000000; m++) {
		double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
		double odd =
			-(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
		d = 1 / away_from_zero(1 + even * d);
		c = away_from_zero(1 + even / c);
		h *= d * c;
		d = 1 / away_from_zero(1 + odd * d);
		c = away_from_zero(1 + odd / c);
		h *= d * c;
		if (fabs(d * c - 1) < DBL_EPSILON)
			return h;
	}
	return NAN;
}

double beta_cdf(double x, double a, double b)
{
	if (!(a > 0 && b > 0) || isinf(a) || isinf(b) || isnan(x))
		return NAN;
	if (x <= 0)
		return 0;
	if (x >= 1)
		return 1;
	if (x < (a + 1) / (a + b + 2))
		return beta_front(x, a, b) * beta_fraction(x, a, b) / a;
	return 1 - beta_front(x, a, b) * beta_fraction(1 - x, b, a) / b;
}

/* Newton's method kept inside a shrinking bracket. */
static double beta_solve(double p, double a, double b)
{
	double low = 0, high = 1, x = a / (a + b);

	for (int i = 0; i < 1200; i++) {
		double off = beta_cdf(x, a, b) - p;
		if (isnan(off) || off == 0)
			return isnan(off) ? off : x;
		if (off < 0)
			low = x;
		else
			high = x;
		double next = x - off * x * (1 - x) / beta_front(x, a, b);
		if (!(next > low && next < high))
			next = low + (high - low) / 2;
		if (fabs(next - x) <= 2 * DBL_EPSILON * x || next == x)
			return next;
		x = next;
	}
	return x;
}

double beta_quantile(double p, double a, double b)
{
	if (!(p >= 0 && p <= 1 && a >= 0 && b >= 0) || (a == 0 && b == 0))
		return NAN;
	if (a == 0 || p == 0)
		return 0;
	if (b == 0 || p == 1)
		return 1;
	/* From the nearer tail: no digits lost where p or the answer is near 1. */
	if (p > 0.5 && beta_cdf(0.5, a, b) < p)
		return 1 - beta_solve(1 - p, b, a);
	return beta_solve(p, a, b);
}
