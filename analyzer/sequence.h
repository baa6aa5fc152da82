/*
 * Confidence sequences: an interval for the mean of bounded observations that may be
 * looked at after every one of them, and be acted on, without losing its level. With
 * probability >= level it holds the mean at all looks together, not only at each.
 *
 * Source: betting, Waudby-Smith & Ramdas 2024, Estimating means of bounded random
 * variables by betting, Journal of the Royal Statistical Society B 86(1):1-27, with
 * constant bets and their mean (there: hedged grid Kelly), the bets written so that the
 * mean may move. For x_1, x_2, … in [0, 1] and bets b_k = 32 × 2^(-3k/4), k = 0 … 15:
 *
 *   W_n(m) = mean over k of prod over i <= n of (1 + b_k x_i) / (1 + b_k m)
 *   low    = the m at which W_n(m) = 2/a, a = 1 - level; 0 if W_n(0) is less
 *   high   = 1 - low of the 1 - x_i
 *
 * W falls with m, so that low is found by bisection (to 1e-12, rounded outwards). Each
 * factor (1 + b x_i) / (1 + b mu_i) has the mean 1 if mu_i is what x_i was to be expected
 * to be, given those before; so by Ville's inequality their product, averaged over k,
 * reaches 2/a with probability <= a/2, once and for all n. As log(1 + b mu) is concave,
 * prod (1 + b mu_i) <= (1 + b m)^n for m the mean of mu_1 … mu_n: W_n at that mean is
 * smaller still. Of 0 and 1 alone this is a mixture of binomial likelihood ratios.
 *
 * What is held is therefore the mean so far of what was to be expected of each
 * observation: the mean itself, if that is the same all the time, and the mean on the way
 * if it moves. The mean of the observations lies always within (concavity again).
 *
 * Assumptions: 0 <= x <= 1, and that what came stays. Nothing else: neither independence
 * nor a mean that stays. But who wants to read it as the mean of a population needs that
 * each next person is like a draw from it: where neighbours who answer alike come one
 * after the other, as from a village, the next one is to be expected to be like the last,
 * and the interval is too narrow for the population. How much is in docs/methods.md.
 *
 * Edges. n = 0, and as long as nothing is won: 0 to 1. All x 1: high is 1; all 0: low is 0.
 */
#ifndef HAILONG_ANALYZER_SEQUENCE_H
#define HAILONG_ANALYZER_SEQUENCE_H

#include <stddef.h>

enum { SEQUENCE_BETS = 16 };

/* Begins as {0}; does not grow with the observations. */
struct sequence {
	size_t n;
	double sum;
	double more[SEQUENCE_BETS],
		less[SEQUENCE_BETS]; /* log prod of the numerators */
};

struct band {
	double low, high;
};

void sequence_take(struct sequence *sequence, double x);

/* 0 < level < 1. */
struct band sequence_band(const struct sequence *sequence, double level);

#endif
