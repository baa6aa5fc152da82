/*
 * Cohen's kappa of a square table: how far two answers agree beyond what answers given
 * without looking at each other would. Cell (a, b) counts who said a first and b then,
 * w_ab is the credit for that:
 *
 *   nominal  w_ab = 1 where a = b, else 0                        (Cohen 1960)
 *   linear   w_ab = 1 - |a - b| / (k - 1)                        (Cohen 1968)
 *
 * Linear and not quadratic: it is the mean over the cuts of the scale ("at most level
 * c?") and does not grow with the number of levels (Vanbelle & Albert 2009, Statistical
 * Methodology 6:157-163; Brenner & Kliebsch 1996, Epidemiology 7:199-202), so that
 * scales of three and of five levels may be told together.
 *
 *   O = sum w_ab p_ab,   E = sum w_ab p_a. p_.b,   kappa = (O - E) / (1 - E)
 *
 * Large-sample variance, with W_a = sum over b of w_ab p_.b and V_b = sum over a of
 * w_ab p_a. (Fleiss, Cohen & Everitt 1969, Psychological Bulletin 72:323-327):
 *
 *   1 / (n (1-E)²) { sum p_ab (w_ab - (W_a + V_b)(1 - kappa))² - (kappa - E(1-kappa))² }
 *
 * Several tables are pooled by their sums, O = sum n_i O_i / sum n_i and E likewise
 * (De Vries, Elliott, Kanouse & Teleki 2008, Field Methods 20:272-282): each item keeps
 * its own chance agreement; one table of all would take for agreement that items
 * differ. The error of such a sum is the caller's (a jackknife, see agreement.h).
 *
 * Interval. 1 - kappa is a ratio, disagreement observed over expected, hence made on
 * its logarithm and never above 1: 1 - (1 - kappa) exp(± t se / (1 - kappa)). Where all
 * agree, from the Wilson bound L of n agreements in n: (L - E) / (1 - E).
 *
 * Edges. E = 1 (one category, on both sides): no kappa. One side constant: kappa = 0
 * whatever the other says, its error 0 by construction; no interval.
 */
#ifndef HAILONG_ANALYZER_KAPPA_H
#define HAILONG_ANALYZER_KAPPA_H

#include <stddef.h>

enum kappa_weights { KAPPA_NOMINAL, KAPPA_LINEAR };

/* Why something is NaN. */
enum kappa_why {
	KAPPA_MEASURED,
	KAPPA_NO_PAIRS,
	KAPPA_ONE_CATEGORY,
	KAPPA_NO_VARIATION,
	KAPPA_WHY_COUNT
};

struct kappa {
	double observed, expected;
	double kappa, se, low, high;
	enum kappa_why why;
};

struct kappa_table {
	enum kappa_weights weights;
	unsigned k;
	double n;
	double *cells;		/* k × k */
	double *first, *second; /* margins */
	/* after kappa_table_close */
	double *by_first, *by_second; /* n W_a, n V_b */
	double agreed, crossed;	      /* n O, n² E */
};

/* Life cycle: _init → _add → _close → _release. Categories count from 0; k > 0. */
void kappa_table_init(struct kappa_table *table, enum kappa_weights weights,
		      unsigned k);
void kappa_table_add(struct kappa_table *table, unsigned first, unsigned second);
void kappa_table_close(struct kappa_table *table);
void kappa_table_release(struct kappa_table *table);

/* n, n O and n E of a table, or of several. */
struct kappa_sums {
	double n, observed, expected;
};

struct kappa_sums kappa_table_sums(const struct kappa_table *table);
/* Of the table without one of its pairs. */
struct kappa_sums kappa_table_without(const struct kappa_table *table, unsigned first,
				      unsigned second);
/* O, E and kappa; no error yet. */
struct kappa kappa_of_sums(const struct kappa_sums *sums);

/* The error of Fleiss, Cohen & Everitt; NaN without a kappa. */
double kappa_table_se(const struct kappa_table *table, const struct kappa *kappa);

/* Takes the error and makes the interval, t with df (INFINITY: normal); `people` stand
 * behind it. */
void kappa_finish(struct kappa *kappa, double se, double df, double people,
		  double level);

#endif
