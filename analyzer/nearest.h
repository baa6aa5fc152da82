/*
 * For each respondent of a survey, the other one who answered most alike: the maximum
 * percent match of Kuriakose & Robbins 2016, Don't get duped: fraud through duplication
 * in public opinion surveys, Statistical Journal of the IAOS 32(3). A high match alone
 * proves nothing (Simmons, Mercer, Schwarzer & Kennedy 2016, Pew Research Center):
 * docs/methods.md, "Near duplicates", and nearest_drawn() below.
 *
 * The match of two rows is, of the items that at least one of them answered, the share
 * that both answered with the same value,
 *
 *   match = 1 - D / U,   D = items in which they differ,   U = items not missing in both.
 *
 * An answer against a missing one is a difference: who copies an interview copies its
 * gaps too. An item missing in both says nothing: it is in neither D nor U. A row that
 * answered fewer than half of the items takes no part, neither as row nor as partner.
 *
 * How a million rows are searched without comparing all pairs, and yet exactly:
 *
 * 1. Equal rows are found by hashing and collapse into one; a row with a twin matches 1
 *    and is done. Only different rows compete, however many are "all satisfied".
 * 2. D <= (1 - threshold) * width, since U <= width. If 2k > D, then of any k blocks of
 *    items one holds at most one difference, so that the rows agree on that block but
 *    one item. Each block without each of its items is a key: `width` times in all, rows
 *    are put into buckets by key and compared within buckets only. The blocks get items
 *    of like concentration.
 * 3. k = 1 first, then 2, 4 … up to what the threshold asks: a row takes part only as long
 *    as a better partner, or as good a one, may still be farther away. Where answers are
 *    dense, and buckets large, rows are done early; where they are sparse, buckets are
 *    small.
 * 4. Values are kept as bit planes, so that 64 items are compared by a few instructions.
 *
 * Memory: 40 bytes and 8 ceil(width / 64) p a row (p = bits for the values of an item: 3
 * for up to 7 values), and once more the latter for the largest bucket: at most 88 for 60
 * items of 7 values. Time: docs/methods.md; it grows with lower thresholds.
 */
#ifndef HAILONG_ANALYZER_NEAREST_H
#define HAILONG_ANALYZER_NEAREST_H

#include <stddef.h>
#include <stdint.h>

#include "forms/error.h"
#include "prng.h"

enum { NEAREST_WIDTH_MOST = 2000 };

struct nearest {
	float match;	  /* NAN: none */
	uint32_t partner; /* UINT32_MAX: none */
};

/*
 * rows: n × width bytes, row after row; 0 is missing, other values are answers, which
 * are compared for equality only. For each row whose best match is at least the threshold
 * (0.5 to 1): that match, rounded to float, and the lowest row number among the best
 * partners; for the others NAN and UINT32_MAX, so `match` needs no second look at the
 * threshold. Partners are not mutual: the best partner of a row may have a better one.
 *
 * Within groups (of an interviewer, a unit): call it with the rows of each group.
 * Fails, with `out` untouched, where threshold, n or width is out of range.
 */
MUST_CHECK bool nearest_find(const uint8_t *rows, size_t n, size_t width,
			     double threshold, struct nearest *out, struct error *err);

/*
 * What is natural: the share of rows that have a partner at the threshold among `size`
 * rows drawn at random, without replacement, from all n. The share within a group of
 * that size stands out when few of many draws reach it. 0 < size <= n.
 */
MUST_CHECK bool nearest_drawn(const uint8_t *rows, size_t n, size_t width,
			      double threshold, size_t size, struct prng *prng,
			      double *share, struct error *err);

#endif
