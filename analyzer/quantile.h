/*
 * Quantiles of the three distributions behind every interval. GSL's own beta
 * distribution gives up (continued fraction limited to 512 terms) on the sample
 * sizes of a national survey, so the beta is ours; normal and t are GSL's, the
 * latter polished to full precision.
 *
 * All return NaN for arguments outside their domain and never call an error
 * handler.
 */
#ifndef HAILONG_ANALYZER_QUANTILE_H
#define HAILONG_ANALYZER_QUANTILE_H

double normal_quantile(double p);
double normal_cdf(double x);

/* df > 0, not necessarily whole; INFINITY gives the normal distribution. */
double t_quantile(double p, double df);
double t_cdf(double x, double df);

/*
 * Regularised incomplete beta I_x(a, b) by Lentz's continued fraction (Abramowitz
 * & Stegun 26.5.8), and its inverse in x. As limits, the quantile is 0 for a = 0
 * and 1 for b = 0 (that is what the bounds of Clopper and Pearson ask for).
 */
double beta_cdf(double x, double a, double b);
double beta_quantile(double p, double a, double b);

#endif
