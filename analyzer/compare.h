/*
 * The difference of two estimates, other - base, with its standard error, interval
 * and p value.
 *
 *   rounds   two samples drawn independently: se² = se_a² + se_b², df = df_a + df_b
 *   within   one round: se² = v_a + v_b - 2 cov (variance.h). Two domains share PSUs,
 *            two items share respondents (the paired comparison); either makes the
 *            covariance matter. df = PSUs less strata of the two domains together
 *
 *   part     a domain and the whole it is part of (a channel, the sample), part - whole:
 *            se² = v_part + v_whole - 2 cov, df those of the whole. It says how far
 *            the part moves the whole: (1 - f)(part - rest), f the part's share of the
 *            weight, which is random too, so that with a simple random sample
 *            se² = (1-f)² (v_part + v_rest) + f(1-f) (part - rest)² / n
 *
 *   t = difference / se, p two-sided from Student's t with df; interval d ± t se.
 *
 * Where both estimates carry Wilson intervals (simple random samples, the default
 * there) and are independent, the interval is Newcombe's hybrid score: with (l, u)
 * the Wilson bounds of each,
 *
 *   d - sqrt((p_b - l_b)² + (u_a - p_a)²),  d + sqrt((u_b - p_b)² + (p_a - l_a)²)
 *
 * (a base, b other; Newcombe 1998, Statistics in Medicine 17:873-890, method 10). It
 * has a width where Wald's has none, 30 of 30 against 28 of 28; the p value stays
 * that of t, so that near the edge of significance the two may disagree.
 *
 * Edges. An undefined estimate or se: NaN with the reason of the first undefined
 * side. se = 0: no difference is p = 1, any other has no p (UNDEFINED_NO_SPREAD).
 * Items in a design without PSUs need plan_require_pair or a factor required with
 * both, two domains there must be of one grouping: else UNDEFINED_NOT_KEPT.
 * Calibration is respected; variances within a round are linearised, whatever the
 * options say. Whether two rounds may be compared at all (method
 * versions) is the caller's to know.
 */
#ifndef HAILONG_ANALYZER_COMPARE_H
#define HAILONG_ANALYZER_COMPARE_H

#include "estimate.h"

struct comparison {
	double base_estimate, estimate, difference;
	double se, df, t, p;
	double low, high, level;
	enum interval_method method; /* INTERVAL_WILSON: Newcombe's; INTERVAL_T */
	enum undefined why;
	uint32_t stratum; /* of UNDEFINED_LONELY_PSU */
};

/* Two rounds; the level is that of `base`. */
struct comparison compare_rounds(const struct result *base, const struct result *other);

/* What is compared within a round: domains, items (of one domain), or both. */
struct comparand {
	const struct domain *domain;
	struct estimand estimand;
};

struct comparison compare_within(const struct tally *tally,
				 const struct comparand *base,
				 const struct comparand *other,
				 const struct estimate_options *options);

/* A part against the whole, from their results; linearised variances only. */
struct comparison compare_part(const struct tally *tally, const struct result *whole,
			       const struct result *part, enum lonely_policy policy);

/* The same of many parts: what they need of the whole is found once. Tally and result are
 * borrowed and outlive it. */
struct whole;
void whole_free(struct whole *whole); /* NULL is allowed */
struct whole *whole_new(const struct tally *tally, const struct result *result)
	__attribute__((malloc(whole_free, 1), returns_nonnull));
struct comparison whole_compare(const struct whole *whole, const struct result *part,
				enum lonely_policy policy);

/* What all people of a part say alike has an se of 0 and is not certain for that: the
 * comparison with the whole made again with interval_error of the part beside its se. */
void comparison_allow_for(const struct result *part, struct comparison *comparison);

/* domain_df of two domains of one tally together. */
double compare_df(const struct domain *a, const struct domain *b,
		  const struct design *design);

#endif
