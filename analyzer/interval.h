/*
 * Confidence intervals for a share or a mean. Every method is a row of one table.
 *
 * From k successes among n independent answers (interval_of_counts): with
 * p = k/n, q = 1-p, z = z_{1-alpha/2}:
 *
 *   wilson           (2k + z² ± z sqrt(z² + 4kq)) / 2(n + z²)
 *                    Wilson 1927 JASA 22; method 3 of Newcombe 1998, Statistics in
 *                    Medicine 17:857-872
 *   wilson-cc        with continuity correction, method 4 of Newcombe 1998;
 *                    0 when k = 0, 1 when k = n
 *   agresti-coull    p~ ± z sqrt(p~ q~ / n~), n~ = n + z², p~ = (k + z²/2)/n~
 *                    Agresti & Coull 1998, The American Statistician 52:119-126
 *   clopper-pearson  quantiles alpha/2 of Beta(k, n-k+1), 1-alpha/2 of
 *                    Beta(k+1, n-k); Clopper & Pearson 1934, Biometrika 26
 *   jeffreys         quantiles of Beta(k+1/2, n-k+1/2); 0 when k = 0, 1 when k = n
 *                    Brown, Cai & DasGupta 2001, Statistical Science 16:101-133
 *   wald             p ± z sqrt(pq/n); never the default: 30 of 30 gives 1 ± 0
 *
 * agresti-coull and wald are cut at 0 and 1. k and n need not be whole.
 *
 * From an estimate and its design-based standard error (interval_of_share), with
 * t = t_{1-alpha/2, df} and v = se², as survey::svyciprop 4.1 (R):
 *
 *   logit, xlogit    expit(logit p ± t se/(pq)). R gets the first by iterating a
 *                    regression, the second in closed form: the same numbers,
 *                    except that R's logit degenerates to (0,1) where
 *                    t > 8.2 (df = 1), an underflow we do not copy
 *   beta             Korn & Graubard 1998, Survey Methodology 24:193-201:
 *                    Clopper-Pearson with n* = (pq/v) (t_{rows-1} / t_df)²
 *   likelihood       profile of the scaled deviance, see interval_profile.h
 *   asin             sin²(asin sqrt p ± t se / 2 sqrt(pq)); as in R the sine may
 *                    fold back when the bounds leave [0, pi/2]
 *   wald             p ± t se, not cut, as R's "mean"
 *   the six above    with n* of Korn & Graubard for n and p n* for k: Franco,
 *                    Little, Louis & Slud 2019, Journal of Survey Statistics and
 *                    Methodology 7:334-364 (wilson, agresti-coull,
 *                    clopper-pearson, jeffreys)
 *
 * Edges. n = 0, an estimate of NaN, a design with df <= 0: both bounds NaN. A
 * share of exactly 0 or 1 has no design-based variance; there n* = n (t_{n-1} /
 * t_df)² (Parker et al. 2017, NCHS Data Presentation Standards for Proportions,
 * Vital and Health Statistics 2(175)), and logit, xlogit, asin and likelihood,
 * undefined there, become beta: `method` tells. A share strictly between with
 * se = 0 (a census) is its own interval.
 *
 * A mean (interval_of_mean) has the t interval m ± t se, not cut.
 */
#ifndef HAILONG_ANALYZER_INTERVAL_H
#define HAILONG_ANALYZER_INTERVAL_H

#include <stdbool.h>

enum interval_method {
	INTERVAL_WILSON,
	INTERVAL_WILSON_CC,
	INTERVAL_AGRESTI_COULL,
	INTERVAL_CLOPPER_PEARSON,
	INTERVAL_JEFFREYS,
	INTERVAL_WALD,
	INTERVAL_LOGIT,
	INTERVAL_BETA,
	INTERVAL_XLOGIT,
	INTERVAL_LIKELIHOOD,
	INTERVAL_ASIN,
	INTERVAL_T, /* means only; not a name a user may ask for */
	INTERVAL_METHOD_COUNT
};

struct interval {
	double low, high;
	enum interval_method method; /* the one used, which edges may change */
};

/* What a design-based interval of a share is made from. */
struct share {
	double estimate, se, df;
	double n;	   /* answers, unweighted */
	double rows;	   /* respondents of the domain, answered or not; under
			      calibration all of the design, as R counts them */
	double mass;	   /* weight of the answers over the mean weight of the rows */
	double dispersion; /* Pearson's; both are for likelihood only */
};

/* What an interval is made from, so that it can be made again at another level. */
struct interval_basis {
	enum { BASIS_NONE, BASIS_COUNTS, BASIS_SHARE, BASIS_MEAN } kind;
	enum interval_method method; /* asked for */
	double k;		     /* of counts: successes among share.n */
	struct share share;	     /* of a mean: estimate, se, df and n alone */
};

/* The name as users write it: "wilson-cc". */
const char *interval_name(enum interval_method method);

/* False when no method a user may ask for has this name. */
bool interval_from_name(const char *name, enum interval_method *method);

/* Whether the method is defined by counts (k of n), not by an estimate and its se. */
bool interval_is_of_counts(enum interval_method method);

/*
 * 0 <= k <= n; level in (0, 1). A method that is not of counts is given p and
 * sqrt(pq/(n-1)) with n-1 degrees of freedom: R's simple random sample.
 */
struct interval interval_of_counts(enum interval_method method, double k, double n,
				   double level);
struct interval interval_of_share(enum interval_method method,
				  const struct share *share, double level);
struct interval interval_of_mean(double mean, double se, double df, double level);

/* Whichever of the three; BASIS_NONE has none: both bounds NaN. */
struct interval interval_of(const struct interval_basis *basis, double level);

/* se or, where it is 0, the longer arm of the estimate's interval over z of its level. */
double interval_error(double estimate, double se, double low, double high,
		      double level);

#endif
