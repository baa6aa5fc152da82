/*
 * When a form was shown, in a way that only this service can say it: the time that goes
 * along hidden (started_at) has a seal, 16 hexadecimal digits of BLAKE2b keyed with the
 * receipt key over the id that the page gave the answer and the time. So one page that was
 * fetched vouches for one answer only, on every collector of the database and after a
 * restart; and whoever wants to look slow has to wait, once for each answer.
 *
 * What has no seal, or a broken one, was not shown by us, as far as can be told: a copy of
 * a page that makes its own ids, a program. That is no one's error and no sign of anything.
 */
#ifndef HAILONG_COLLECTOR_SHOWN_H
#define HAILONG_COLLECTOR_SHOWN_H

#include "schema/receipt.h"

#include <stdbool.h>
#include <time.h>

enum { SHOWN_SEAL_BYTES = 17 };

void shown_seal(const struct receipt_key *key, const char *id, const char *time,
		char seal[static SHOWN_SEAL_BYTES]);

/* Seconds since then; -1 where it was not us who showed it. All may be NULL. */
int64_t shown_seconds(const struct receipt_key *key, const char *id, const char *time,
		      const char *seal, time_t now);

#endif
