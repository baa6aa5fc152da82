/*
 * Units as of another day: where the people of a unit as it was surveyed belong then,
 * by the rows of the catalogue's succession list.
 *
 * A unit is followed from the last day of the round to the day asked for. On a day of
 * change of its code - a succession row of it begins, a period of the code ends or
 * begins - its people go where the rows of that day say, times their shares, and are
 * followed on from there; so chains, merges and codes used again for another
 * territory come out by themselves. Days only go forward: cycles end. Units the
 * catalogue has no period of, and no rows, stay what they are.
 *
 * A unit can't be re-based, is "not comparable", where
 *
 *   ENDED    the code ends and no row of that day says who took over
 *   CHANGED  the code begins to mean another unit, and no row of that day says where
 *            the people of the old one went
 *   SHARES   the shares of the rows of one day do not add up to 1 (± 1e-9)
 *   DIVIDED  it was divided, and only whole units are asked for
 *
 * and with it every unit its people went to, as far as that is known: of those a
 * part is missing, so that others who went there (JOINED) can't be told for them.
 * That holds whether or not the round has responses of the unit, if its code was
 * valid at some time of the round.
 *
 * Edges. A code that was not valid any more on the last day of the round is followed
 * from the last of its periods. A row without a day takes the day on which the last
 * ended period of its old unit ended; without such a day it is not followed.
 */
#ifndef HAILONG_ANALYZER_SUCCESSION_H
#define HAILONG_ANALYZER_SUCCESSION_H

#include "schema/succession_store.h"

enum succession_state {
	SUCCESSION_KNOWN,
	SUCCESSION_ENDED,
	SUCCESSION_CHANGED,
	SUCCESSION_SHARES,
	SUCCESSION_DIVIDED,
	SUCCESSION_JOINED,
	SUCCESSION_STATE_COUNT
};

/* "it ended, and no succession row says who took over" */
const char *succession_text(enum succession_state state);

struct succession_options {
	const char *starts_on, *ends_on; /* the round */
	const char *as_of;		 /* not before ends_on */
	bool whole;			 /* parts of units are of no use */
};

/* Some share of a unit's people, and where it belongs; 0: not comparable. */
struct succession_part {
	const char *code;
	double share;
};

/* What became of a unit; a unit that can't be re-based is its own successor or, as
 * far as they are known, has those it went to. */
struct succession_fate {
	const char *code;
	enum succession_state state;
	struct succession_part *parts; /* at least one */
	size_t nparts;
	bool met; /* was asked for */
};

struct succession;

void succession_free(struct succession *succession); /* NULL is allowed */

/* The lists are borrowed; they are put into order. */
struct succession *succession_new(struct succession_lists *lists,
				  const struct succession_options *options)
	__attribute__((malloc(succession_free, 1), returns_nonnull));

/* Lives as long as the succession. */
const struct succession_fate *succession_of(struct succession *succession,
					    const char *code);

const char *succession_as_of(const struct succession *succession);

/* Those that were asked for, in that order or before, and others. */
size_t succession_count(const struct succession *succession);
const struct succession_fate *succession_at(const struct succession *succession,
					    size_t number);

#endif
