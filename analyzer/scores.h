/*
 * Linearised scores: every estimate here is a smooth function of weighted totals of
 * cells, so its variance is, to first order, that of a total of scores (Taylor
 * linearisation: Woodruff 1971; Särndal, Swensson & Wretman 1992, section 5.5;
 * Lumley 2010, Complex Surveys, appendix C)
 *
 *   z_k = w_k sum over items i of g(i, level of k at i),
 *
 * where the gradient g has one number per cell and a missing answer scores 0. With
 * W_i the weight of the answers to item i in the domain and x the value the
 * statistic gives a level:
 *
 *   item     m_i = sum w x / W_i           g(i,l) = (x_l - m_i) / W_i
 *   factor   sum c_i m_i, sum c_i = 1      g(i,l) = c_i (x_l - m_i) / W_i
 *   pooled   p = sum of satisfied / A,     g(i,l) = (s_l - p) / A, A = sum W_i
 *
 * A factor's items share respondents and PSUs; since z adds them up within a
 * respondent before squaring, the covariance between items is in it.
 */
#ifndef HAILONG_ANALYZER_SCORES_H
#define HAILONG_ANALYZER_SCORES_H

#include "tally.h"

/* What is estimated: a statistic of an item or of a factor. */
struct estimand {
	bool is_factor;
	unsigned number; /* of the item or factor in the plan */
	enum statistic statistic;
	unsigned level; /* of STATISTIC_LEVEL, 1-based */
};

struct scores {
	const struct plan *plan;
	const struct domain *domain;
	double estimate;  /* NaN when nobody answered or the statistic has no value */
	unsigned base;	  /* the item whose answers are its respondents: the item, or
			     the factor's derived item */
	bool single;	  /* only cells of `base` have a gradient */
	bool any;	  /* of two items: every leaf of the domain counts */
	bool joint;	  /* `features` describes all of it */
	double *cells;	  /* the gradient g */
	double *features; /* the same as a function of the joint features */
	struct kept_leaf *kept; /* scores_keep; NULL: not kept */
};

/* What a leaf of the domain gives, found once. */
struct kept_leaf {
	double total;
	bool counts;
};

/*
 * Estimate and scores of an estimand in a finished tally's domain. An estimand that
 * does not exist (`all` of an item, a value scale without width) has the estimate
 * NaN. Release them with scores_release.
 */
void scores_init(struct scores *scores, const struct plan *plan,
		 const struct domain *domain, const struct estimand *estimand);
void scores_release(struct scores *scores);

/* Finds what all leaves give, for scores that are asked more than once; not under
 * calibration, where what is asked of leaves is another sum. */
void scores_keep(struct scores *scores);

/* How many items entered: of a factor, those with answers. */
size_t scores_items_used(const struct plan *plan, const struct domain *domain,
			 const struct estimand *estimand);

/* Whether sums of products of two scores can be had from the tally. */
bool scores_have_products(const struct scores *a, const struct scores *b);

/* Sum of w u v over the domain's respondents, u and v being z / w of the scores. */
double scores_product(const struct scores *a, const struct scores *b);

/* Of one leaf, weights included: the sum of z; without PSUs the sum of z_a z_b. */
double scores_leaf_total(const struct scores *scores, const struct tally_leaf *leaf);
double scores_leaf_product(const struct scores *a, const struct scores *b,
			   const struct tally_leaf *leaf);

/* Of one leaf without its scale: the sum of power(w) u. */
double scores_leaf_sum(const struct scores *scores, const struct tally_leaf *leaf,
		       enum leaf_power power);

/* Whether the leaf holds any of the respondents the scores speak of. */
bool scores_leaf_counts(const struct scores *scores, const struct tally_leaf *leaf);

#endif
