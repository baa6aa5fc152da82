/*
 * How many valid answers would settle what an interval leaves open: so many that, if
 * the truth is what is estimated now, the next interval lies on one side of the target
 * with the power asked for.
 *
 *   shares  n = D ((t_a sqrt(T(1-T)) + z_power sqrt(p(1-p))) / (p - T))²
 *           D = n0 se² / p(1-p), what an answer weighs in this design; 1 where the
 *           interval is made from counts. The sample size of the score test of one
 *           share (Fleiss, Levin & Paik 2003, Statistical Methods for Rates and
 *           Proportions, 3rd edition, section 2.5) times a design effect
 *   means   n = n0 se² ((t_a + z_power) / (m - T))²
 *
 * T the target, p or m the estimate of n0 answers, a the tail of verdict.h. t_a is the
 * quantile with df n/n0 degrees of freedom: the same design on a larger scale, more
 * PSUs with as many answers in each (more people in the same PSUs settle less). As df
 * follows from n, n is found by bisection. With counts t is z.
 *
 * A finite population correction within se stays as it is, which errs on the side of
 * too many. Edges: NaN where the estimate is the target (nothing settles that), where
 * se is 0 or there is none; never fewer than n0 + 1; SETTLE_MAX stands for that many
 * and more.
 */
#ifndef HAILONG_ANALYZER_SETTLE_H
#define HAILONG_ANALYZER_SETTLE_H

#include "interval.h"

enum { SETTLE_MAX = 1000000 };

/* 0 < tail < 0.5 <= power < 1. */
double settle_size(const struct interval_basis *basis, double target, double tail,
		   double power);

#endif
