/*
 * Signs that an answer may not be one person's honest one, without knowing the person.
 * A sign is a bit of the answer (forms/flag.h). The answer is kept, and replied to, like
 * any other: a bot learns nothing from us.
 *
 *   honeypot   the form has a field that people neither see nor reach with the keyboard;
 *              it came filled in. A form with an item of that name has none.
 *   too_fast   since the form was shown (shown.h) not even HASTE_SECONDS passed and half
 *              a second for each answer given: what a hand can tap, not what a
 *              head can judge, which the analyzer's `speed` looks at
 *   many       more than `flag_rate` answers came from this address to this round within
 *              an hour of the first; those above it have the sign. Of the channel web
 *              only: a kiosk is one address, and a ticket can be used once. An office, or
 *              a carrier, may stand behind one address too: hence a sign and no limit.
 *   again      the same kiosk (address, round, unit and service) sent another answer less
 *              than AGAIN_SECONDS before: fingers that press on. Two kiosks of which all
 *              four are the same count as one. The first has no sign, nor
 *              has what waited on the kiosk for the network (queue.js says so with
 *              `_waited`): it comes in a burst, however calmly it was given.
 *
 * Addresses are the hashes of limit.h: known for a day at most, and in memory only.
 */
#ifndef HAILONG_COLLECTOR_SIGNS_H
#define HAILONG_COLLECTOR_SIGNS_H

#include "submission.h"

enum { HASTE_SECONDS = 1, AGAIN_SECONDS = 2 };

struct signs;

void signs_free(struct signs *signs); /* NULL is allowed */
/* flag_rate: an hour, address and round; 0: off. */
struct signs *signs_new(unsigned flag_rate)
	__attribute__((malloc(signs_free, 1), warn_unused_result));

/* The fields of a form that the signs are read from: the seal of the time it was shown,
 * and the one that should stay empty. */
void signs_fields(FILE *out, const struct request *request, const struct form *form,
		  const char *id, const char *shown_at);

/* The flags of an answer that is about to be kept; counts it. Signs may be NULL. */
unsigned signs_of(struct signs *signs, const struct submission *submission,
		  const struct request *request);

#endif
