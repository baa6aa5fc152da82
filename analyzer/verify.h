/*
 * Is what the database holds of a round whole and consistent? To be asked after a
 * restore from backup, and whenever there is doubt. On one snapshot:
 *
 *   form_items   form_item, which those who read answers by SQL rely on, is what the
 *                definition lays out: types, slots, widths, choices
 *   answers      every response's bytes are such as its form makes: their length, the
 *                state of each item, na only where it is offered, no bits beyond the
 *                choices (answers_fit)
 *   uploads      as many responses are there of each upload as it says were accepted,
 *                and none of an upload nobody knows. Exactly: what can be withdrawn,
 *                citizens' own responses, is of no upload
 *   withdrawals  no response is there whose withdrawal is
 *   comments     no comment is there without its response
 *   ids          no id stands for responses of two units
 *   tallies      the counts of levels, missing and na of every item on a scale in every
 *                unit, made twice: by the analyzer's own tally from the rows it reads,
 *                and by the database with get_byte and form_item. A response whose
 *                answers do not fit is not in the first, and so found here as well
 *
 * What it can't see: a level changed into another one, as both counts come from the same
 * byte, and a citizen's own response that is gone, of which nothing else knows.
 */
#ifndef HAILONG_ANALYZER_VERIFY_H
#define HAILONG_ANALYZER_VERIFY_H

#include "schema/round_store.h"
#include "schema/verify_store.h"

enum verify_check {
	CHECK_FORM_ITEMS,
	CHECK_ANSWERS,
	CHECK_UPLOADS,
	CHECK_WITHDRAWALS,
	CHECK_COMMENTS,
	CHECK_IDS,
	CHECK_TALLIES,
	CHECK_COUNT
};

/* "form_items" … */
const char *verify_name(enum verify_check check);

/* Fills all findings, whose texts live as long as the arena; fails only when it can't
 * look. */
bool verify_round(struct db *db, const struct round *round, const struct form *form,
		  struct arena *arena, struct verify_finding findings[CHECK_COUNT],
		  struct error *err) MUST_CHECK;

#endif
