/*
 * Two answers of the same people to the same items, the interview's and a re-check's:
 * how often they are the same, how much of that is more than chance, and whether the
 * second ones are less satisfied. Pure arithmetic on levels.
 *
 * A pair is an item to which both answers are known. "na" is an answer like any other
 * (that somebody rates what they never used is just what a re-check is to find); a
 * missing answer, on either side, makes no pair. What needs a distance (`weighted`,
 * `shift`) is over the pairs with a level on both sides, `scale_pairs`.
 *
 *   agree    share of pairs with the same answer
 *   near     share of pairs with the same answer or levels next to each other
 *   kappa    nominal, over levels and "na"; weighted: linear; see kappa.h
 *   shift    t2b of the second answers minus that of the first, over scale pairs
 *
 * Of one item, pairs are people and independent: Wilson's interval for `agree`, the
 * error of Fleiss, Cohen & Everitt for kappa, and for `shift` = d, with q the share of
 * pairs of which just one is satisfied, Bonett & Price 2012, Journal of Educational and
 * Behavioral Statistics 37:479-488:
 *
 *   d' ± z sqrt((q' - d'²) / (n + 2)),   d' = n d / (n + 2),   q' = (n q + 2) / (n + 2)
 *
 * Of several items together (pooled), the answers of one person hang together. People,
 * m with a pair, are the clusters: a share r over n pairs has the linearised variance
 * v = m/(m-1) sum over people of (sum of their y - r)² / n², and the two intervals are
 * made with n* = r(1-r)/v (for d: (q - d²)/v) answers instead of n, at most n, times
 * (z / t_{m-1})²; n* = m where everybody says the same. Kappas have the error of the
 * jackknife that leaves out one person at a time, and t with m-1 degrees of freedom:
 *
 *   se² = (m-1)/m sum over people of (kappa without them - kappa)²
 *
 * Edges. No pair: NaN. One person: no error of a pooled kappa.
 */
#ifndef HAILONG_ANALYZER_AGREEMENT_H
#define HAILONG_ANALYZER_AGREEMENT_H

#include "kappa.h"
#include "plan.h"

/* By the plan's items: 0 missing, -1 "na", else the 1-based level. */
struct twice {
	const int8_t *first, *second;
};

struct agreement {
	size_t people, scale_people; /* with a pair, with a scale pair */
	size_t pairs, scale_pairs;
	double agree, agree_low, agree_high, near;
	struct kappa kappa, weighted;
	double shift, shift_low, shift_high;
};

/* Over these items of the plan; pooled where there is more than one. */
struct agreement agreement_measure(const struct plan *plan, const unsigned *items,
				   size_t nitems, const struct twice *people,
				   size_t npeople, double level);

#endif
