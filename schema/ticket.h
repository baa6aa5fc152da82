/*
 * The ticket: what makes a link good for one answer,
 *
 *   ZZZZ-09N9-6KY4-GSW5-7D2Q-V8MC-1RXB-3E0A
 *
 * in 32 characters of base 32: its last day (2 bytes), a random nonce (8) and ten bytes
 * of keyed BLAKE2b that sign them together with round, unit and service. It is signed,
 * not stored: it can be checked while the database is away, and nowhere is kept who was
 * given one. It is good for the place it was made for only.
 *
 * The id of the response it brings is made from round, unit and nonce, so that the
 * primary key of the responses lets a ticket count once: over several collectors, and
 * when it comes out of the spool. Only the collector's secret leads from a ticket to that
 * id: whoever holds the list of tickets does not find the answers in an export.
 *
 * Both hashes use a key that is derived from the secret that seals receipts and used for
 * tickets alone.
 */
#ifndef HAILONG_SCHEMA_TICKET_H
#define HAILONG_SCHEMA_TICKET_H

#include "receipt.h"

#include <time.h>

enum {
	TICKET_NONCE_BYTES = 8,
	TICKET_BYTES = 40,
	TICKET_NEVER = 0xffff /* a last day that does not come */
};

struct ticket {
	unsigned last_day; /* days since 1970 in Viet Nam (+07:00), or TICKET_NEVER */
	unsigned char nonce[TICKET_NONCE_BYTES];
};

/* What it is good for; unit "-": none, service NULL or "": none. */
struct ticket_place {
	const char *round, *unit, *service;
};

/* A fresh one. */
struct ticket ticket_new(unsigned last_day);

void ticket_text(const struct ticket *ticket, const struct ticket_place *place,
		 const struct receipt_key *secret, char text[static TICKET_BYTES]);

/* Forgives what base32.h does; false when it is none of ours for that place. Whether its
 * last day is over is for the caller. */
bool ticket_read(const char *text, const struct ticket_place *place,
		 const struct receipt_key *secret, struct ticket *ticket);

/* The id of the response that it brings. */
void ticket_response_id(const struct ticket *ticket, const struct ticket_place *place,
			const struct receipt_key *secret, unsigned char id[static 16]);

/* The day of a moment, and of a date YYYY-MM-DD (false: no day that fits). */
unsigned ticket_day(time_t moment);
bool ticket_day_of(const char *date, unsigned *day);

#endif
