/*
 * What is ranked together: the units' figures of one item and statistic, from a file
 * with estimates or from a round; and the step from there to ranks (rank.h).
 *
 * A share of exactly 0 or 1 has se = 0, which is no certainty (30 of 30 satisfied are
 * 88.6 to 100 %). Where the interval has a width all the same, comparisons take its
 * longer arm over z for se, as in the MOVER of Zou & Donner 2008, Statistics in
 * Medicine 27:1693-1702.
 */
#ifndef HAILONG_ANALYZER_LEAGUE_H
#define HAILONG_ANALYZER_LEAGUE_H

#include "rank.h"
#include "sheet.h"

struct league_row {
	const char *by, *domain, *item, *statistic;
	const char *note; /* why it is not ranked; "" when it is */
	double n;	  /* NaN: unknown */
	double estimate, se;
	double df;	  /* NaN: unknown, taken as normal; <= 0: not ranked */
	double error;	  /* se as comparisons take it, see above */
	double low, high; /* at rank_interval_level; NaN: from estimate and error */
	bool in_percent;
};

struct league {
	struct league_row *rows;
	size_t nrows, room;
	double *covariance; /* nrows × nrows, or NULL: independent */
};

void league_release(struct league *league);

/* Ranks in the order of the rows; owned by the caller. Fills the rows' notes. */
struct ranking *league_rank(struct league *league, const struct rank_options *options)
	__attribute__((returns_nonnull));

/*
 * Leagues of a file with the columns domain, estimate, se and, if there, by, item,
 * statistic, n, df, ci_low, ci_high, level, suppressed: so what estimate --format csv writes is understood too.
 * Rows of one by, item and statistic are one league. An empty estimate or se is a unit
 * that is not ranked; se < 0 is an error.
 */
struct leagues {
	struct league *list;
	size_t n, room;
};

void leagues_release(struct leagues *leagues);
MUST_CHECK bool leagues_read(struct leagues *leagues, const struct sheet *sheet,
			     struct error *err);

#endif
