/*
 * Totals and ratios of totals, with the variance of variance.h.
 *
 *   total  T = sum w x over the answers: how many people (in the population, when the
 *          weights expand to it) are satisfied, answered at a level, or the sum of
 *          marks; u = x. As R's svytotal, t interval with domain_df
 *   ratio  R = T_a / T_b, u = (x_a - R x_b) / T_b. As R's svyratio. The mean of an item
 *          is itself such a ratio (of marks to answers), see scores.h
 *
 * Särndal, Swensson & Wretman 1992, sections 2.8 and 5.6. Totals exist of items
 * (every statistic of items) and, of factors, of `all` (people) and `pooled`
 * (answers); others are NaN, UNDEFINED_STATISTIC, as are ratios that mix `all` with
 * anything but itself. T_b = 0: NaN. In designs without PSUs the ratio of different
 * items needs their joint answers (plan_require_pair). deff and n_eff stay NaN. The
 * variance is linearised, whatever the options say.
 */
#ifndef HAILONG_ANALYZER_RATIO_H
#define HAILONG_ANALYZER_RATIO_H

#include "estimate.h"

struct result estimate_total(const struct tally *tally, const struct domain *domain,
			     const struct estimand *estimand,
			     const struct estimate_options *options);

/* n, missing, counts are those of the denominator. */
struct result estimate_ratio(const struct tally *tally, const struct domain *domain,
			     const struct estimand *numerator,
			     const struct estimand *denominator,
			     const struct estimate_options *options);

#endif
