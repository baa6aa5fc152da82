/*
 * Ranks with what is not known about them. Rank 1 is the highest estimate (or the
 * lowest, on demand); rank_j = 1 + the number of units that are strictly better, so
 * units that tie share the best of their places.
 *
 * Sets of ranks, at confidence `level` = 1 - alpha:
 *
 *   RANK_SETS_KWW       The joint region of Klein, Wright & Wieczorek 2020, JRSS C
 *                       69:589-606. Every unit gets an interval at the level
 *                       (1-alpha)^(1/k) (RANK_INDEPENDENCE) or 1 - alpha/k
 *                       (RANK_BONFERRONI); then rank_j is at least 1 + the number of
 *                       intervals wholly above j's and at most k - the number
 *                       wholly below. All k true ranks are inside together with
 *                       probability >= 1-alpha. By Sidak's inequality (1967, JASA
 *                       62:626-633) the first level is right for correlated normal
 *                       estimates too.
 *   RANK_SETS_STEPDOWN  Mogstad, Romano, Shaikh & Wilhelm 2024, Review of Economic
 *                       Studies 91:476-518, simultaneous, two-sided. Every ordered
 *                       pair is a hypothesis "j is not above l"; it is rejected when
 *                       (x_j - x_l)/se_jl > c, the 1-alpha quantile of the largest
 *                       such statistic among the hypotheses still standing under the
 *                       estimates' joint normal distribution (seeded draws). What is
 *                       left is tested again until nothing more falls. rank_j is at
 *                       least 1 + the units found above j, at most k - those below.
 *   RANK_SETS_MARGINAL  The same with the pairs of one unit at a time: each set
 *                       alone holds its true rank with probability 1-alpha, all
 *                       together do not. For the reader of one unit's report.
 *
 * se_jl² = V_jj + V_ll - 2 V_jl. With `df` the statistic is first brought to the
 * normal scale through Student's t, its df after Satterthwaite; the intervals of KWW
 * use t likewise. KWW takes the caller's own intervals instead where they are given,
 * so that shares near 0 or 1 keep theirs; rank_interval_level says at which level.
 *
 * Tiers. All pairs are tested by Holm's step-down procedure (1979, Scandinavian
 * Journal of Statistics 6:65-70) at family-wise error alpha. In the order of
 * estimates a new tier begins at a unit when it and every unit behind it is
 * significantly worse than every unit before it. So two units of different tiers
 * always differ significantly; within a tier some pairs may differ too, but no cut
 * parts them cleanly. The tests of pairs are sharper than the intervals of KWW: a
 * set of ranks may reach into the next tier.
 *
 * p_top, p_bottom: the share of seeded draws from N(estimates, V) in which the unit
 * is among the best (worst) `top`, a tie at the border counting for all. It says how
 * often, not how sure: it is no confidence level, and for near ties it does not
 * settle as samples grow (Xie, Singh & Zhang 2009, JASA 104:775-788).
 *
 * Edges. A unit without estimate or standard error (NaN) has no rank; k counts the
 * others. se = 0 is taken at its word: two such units differ when their estimates
 * do. k = 1: rank 1, set 1 to 1, tier 1. `top` 0: probabilities are NaN.
 */
#ifndef HAILONG_ANALYZER_RANK_H
#define HAILONG_ANALYZER_RANK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum rank_sets {
	RANK_SETS_KWW,
	RANK_SETS_STEPDOWN,
	RANK_SETS_MARGINAL,
	RANK_SETS_COUNT
};

enum rank_joint { RANK_INDEPENDENCE, RANK_BONFERRONI, RANK_JOINT_COUNT };

/* Arrays of n; all but `estimate` and `se` may be NULL. */
struct rank_input {
	size_t n;
	const double *estimate, *se;
	const double *df;	  /* INFINITY: normal */
	const double *low, *high; /* intervals for KWW */
	const double *covariance; /* n × n; only what is off the diagonal is read */
};

struct rank_options {
	double level;
	enum rank_sets sets;
	enum rank_joint joint;
	bool lowest_first;
	size_t top;
	uint64_t seed;
	size_t draws; /* of the step-down; 0: 10000, fewer (to 2000) for many units */
};

enum rank_why { RANK_RANKED, RANK_NO_ESTIMATE, RANK_NO_SE, RANK_WHY_COUNT };

struct ranking {
	enum rank_why why; /* of one that is not ranked all the rest is 0 or NaN */
	size_t rank, low, high, tier;
	double p_top, p_bottom;
};

/* 95 %, KWW, independence, highest first, top 3, seed 1. */
struct rank_options rank_defaults(void);

void rank_units(const struct rank_input *input, const struct rank_options *options,
		struct ranking *rankings);

/* How many of the input are ranked, and the level of each one's interval then. */
size_t rank_count(const struct rank_input *input);
double rank_interval_level(double level, enum rank_joint joint, size_t k);

#endif
