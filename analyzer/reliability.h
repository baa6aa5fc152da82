/*
 * Cronbach's alpha of a factor: how far its k items measure one thing,
 *
 *   alpha = k/(k-1) (1 - sum of c_ii / sum over i, j of c_ij),
 *
 * c the weighted covariances of the items' level values (Cronbach 1951, Psychometrika
 * 16:297-334). Pairwise: c_ij over the respondents who answered both items, c_ii over
 * those who answered i, each divided by its own sum of weights. With "does not
 * apply" as common as it is in these surveys, complete cases would leave few and odd
 * people; where nobody misses anything both are the same, and equal R's svycralpha.
 * Items on different scales enter as they are (raw alpha).
 *
 * Needs plan_require(factor, STATISTIC_MEAN) or another mean of it; all items,
 * sub-factors included, count alike. NaN: fewer than two items with answers, a pair
 * nobody answered together, no variance, or the joint answers not kept.
 */
#ifndef HAILONG_ANALYZER_RELIABILITY_H
#define HAILONG_ANALYZER_RELIABILITY_H

#include "domain.h"

struct reliability {
	double alpha;
	size_t nitems;	 /* with answers */
	double *without; /* by the factor's all_items: alpha when it is left out */
};

/* Released with reliability_release. */
void reliability_init(struct reliability *reliability, const struct plan *plan,
		      const struct domain *domain, unsigned factor);
void reliability_release(struct reliability *reliability);

#endif
