/*
 * What is kept of one domain. Plain data, written by the tally and read by the
 * estimators, which do not change it:
 *
 *   counts          unweighted: answers per cell (level of item), missing, na
 *   per leaf        the answers with their weights, see leaf.h; under calibration
 *                   (calibrate.h) a leaf is split by the cells of the margins, in
 *                   which the calibration factor is constant, like `scale`
 *   per weight      for the joint items of the plan (factors), of leaves that have
 *   group           become histograms the cross products: sum of w x_j x_k (and
 *                   w² x_j x_k) of their features x: answered, satisfied, value. A
 *                   packed upper triangle; the features of a missing answer are 0
 *
 * Cross products (which only enter variances) are summed plainly.
 *
 * Of a respondent a domain may hold a share s only (tally_add_parts): counts count him,
 * his weight here is w s. To the variance that is a domain whose scores are s z: s is
 * known, not sampled. Two divided domains may share respondents.
 */
#ifndef HAILONG_ANALYZER_DOMAIN_H
#define HAILONG_ANALYZER_DOMAIN_H

#include "leaf.h"

struct calibration;

/* Cross products of one domain in one weight group and calibration cell. */
struct tally_joint {
	uint32_t group, cell;
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
	bool divided;	     /* holds shares of respondents */
	bool unmeasured;     /* one of them is 0: its figures mean nothing */
	double *w;	     /* weight per cell, over its leaves; after tally_finish */
	double weight;	     /* of its respondents */
	double square;	     /* sum of their squared weights */
	uint64_t nrows_weighted;	       /* respondents with a weight above 0 */
	const struct calibration *calibration; /* NULL: none */
	struct tally_leaf **leaves; /* after tally_finish by stratum, PSU, leaf */
	size_t nleaves, leaves_room;
	struct tally_leaf *last; /* the leaf met last: rows often come in order */
	struct tally_joint *joints;
	size_t njoints, joints_room;
};

/* Orders leaves by stratum, PSU, leaf, cell, as a domain's leaves are: <0, 0, >0. */
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

/*
 * Kish's design effect of weighting, n sum w² / (sum w)² over the respondents with a
 * weight above 0: how much unequal weights alone inflate the variance of a mean that
 * has nothing to do with them. NaN without respondents. Kish 1992, Weighting for
 * unequal Pi, Journal of Official Statistics 8:183-200.
 */
double domain_kish_deff(const struct domain *domain);

#endif
