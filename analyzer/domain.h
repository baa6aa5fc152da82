/*
 * What is kept of one domain. Plain data, written by the tally and read by the
 * estimators, which do not change it:
 *
 *   counts          unweighted: answers per cell (level of item), missing, na
 *   per leaf        sum of w per cell; without PSUs also the sum of w², since then
 *                   each respondent is a unit of the variance
 *   per weight      for the joint items of the plan (factors), the cross products
 *   group           sum of w x_j x_k (and w² x_j x_k) of their features x: answered,
 *                   satisfied, value. A packed upper triangle; the features of a
 *                   missing answer are 0
 *
 * Weights are summed with compensation (sum.h), within a PSU and in cross products
 * (which only enter variances) plainly.
 *
 * Calibration, when it comes, makes the leaf finer: (leaf, cell of the margins), in
 * which the calibration factor is constant, like `scale` here.
 */
#ifndef HAILONG_ANALYZER_DOMAIN_H
#define HAILONG_ANALYZER_DOMAIN_H

#include "design.h"
#include "plan.h"
#include "sum.h"

/* One domain's share of one leaf of the design. */
struct tally_leaf {
	uint32_t leaf;
	struct design_place place;
	uint64_t nweighted; /* respondents with a weight above 0 */
	struct sum weight;  /* of all respondents, answered or not */
	struct sums w;	    /* per cell */
	struct sums w2;	    /* per cell; without PSUs only; may be `w` itself */
	double scale;	    /* multiplies w; its square multiplies w2 */
	size_t joint;	    /* of the domain's joints, if the plan has joint items */
};

/* Cross products of one domain in one weight group. */
struct tally_joint {
	uint32_t group;
	double scale;
	double *w;
	double *w2; /* without PSUs only; may be `w` itself */
};

struct domain {
	const char *key;
	unsigned grouping;
	uint32_t number;     /* among all domains of the tally */
	uint64_t nrows;	     /* its respondents */
	uint64_t *n;	     /* answers per cell */
	uint64_t *missing;   /* per item, derived ones included */
	uint64_t *na;	     /* a derived item is na when all its items are */
	uint64_t *nweighted; /* per item: answers with a weight above 0 */
	double *w;	     /* weight per cell, over its leaves; after tally_finish */
	double weight;	     /* of its respondents */
	struct tally_leaf **leaves; /* after tally_finish by stratum, PSU, leaf */
	size_t nleaves, leaves_room;
	struct tally_leaf *last; /* the leaf met last: rows often come in order */
	struct tally_joint *joints;
	size_t njoints, joints_room;
};

/* Orders leaves by stratum, PSU, leaf, as a domain's leaves are: <0, 0, >0. */
int tally_leaf_compare(const struct tally_leaf *a, const struct tally_leaf *b);

/* Answers to an item, unweighted and weighted. */
uint64_t domain_answers(const struct domain *domain, const struct plan_item *item);
double domain_answered_weight(const struct domain *domain,
			      const struct plan_item *item);

/*
 * Degrees of freedom as R's degf: PSUs less strata, counting those in which the
 * domain has a respondent with a weight above 0. Missing answers do not lower it.
 */
double domain_df(const struct domain *domain, const struct design *design);

#endif
