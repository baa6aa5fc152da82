/*
 * Variance by replication, as a check of linearisation: the estimate is made again
 * and again from reweighted PSUs. It needs nothing but the totals of cells per PSU,
 * which the tally has; the respondents are not looked at again.
 *
 *   jackknife  JK1 (one stratum) and JKn: each PSU c of stratum h is left out once,
 *              the others of h weighted n_h/(n_h - 1):
 *                V = sum (1 - n_h/N_h) (n_h - 1)/n_h sum (theta_hc - mean)²,
 *              mean over all replicates. As R's as.svrepdesign(type = "JK1", "JKn");
 *              Lohr 2010, Sampling: Design and Analysis, chapter 9; Wolter 2007,
 *              Introduction to Variance Estimation, chapter 4
 *   bootstrap  rescaling bootstrap of Rao & Wu 1988, JASA 83:231-241, as weights
 *              (Rao, Wu & Yue 1992, Survey Methodology 18:209-217): in each stratum
 *              m = n_h - 1 PSUs drawn with replacement, a PSU drawn r times weighted
 *                1 - lambda + lambda (n_h/m) r,  lambda = sqrt(1 - n_h/N_h),
 *              V = sum (theta_b - mean)² / (B - 1). Without fpc it is R's
 *              "subbootstrap". Seeded: the same seed gives the same replicates
 *              everywhere; they go by the order in which strata and PSUs were met
 *
 * Only the first stage is replicated: in two-stage designs the part of the second
 * stage is not in V (R likewise). A domain is a subset of the full design.
 *
 * Edges. Designs without PSUs: UNDEFINED_NOT_KEPT (their respondents are not kept).
 * Calibration: likewise, since each replicate would have to be raked anew. Lonely
 * PSUs of the domain: fail; remove and certainty leave them as they are, so do
 * average and adjust in the bootstrap; in the jackknife average enlarges V by all
 * over defined replicates, and adjust leaves the stratum out as a whole, as R. A
 * jackknife replicate that leaves nobody makes V undefined; such bootstrap
 * replicates are dropped (R) and UNDEFINED_NO_ANSWERS reported when less than two
 * remain.
 */
#ifndef HAILONG_ANALYZER_REPLICATE_H
#define HAILONG_ANALYZER_REPLICATE_H

#include "estimate.h"

struct variance jackknife_variance(const struct tally *tally,
				   const struct domain *domain,
				   const struct estimand *estimand,
				   enum lonely_policy policy);

/* The drawn PSUs of B replicates: 2 bytes for each PSU and replicate. */
struct bootstrap;

void bootstrap_free(struct bootstrap *bootstrap); /* NULL is allowed */
struct bootstrap *bootstrap_new(const struct design *design, size_t nreplicates,
				uint64_t seed)
	__attribute__((malloc(bootstrap_free, 1), returns_nonnull));

struct variance bootstrap_variance(const struct bootstrap *bootstrap,
				   const struct tally *tally,
				   const struct domain *domain,
				   const struct estimand *estimand,
				   enum lonely_policy policy);

#endif
