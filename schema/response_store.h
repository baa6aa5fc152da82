/* Responses of citizens: kept once, found by their receipt, withdrawn for good; and
 * all responses of a round, read out. */
#ifndef HAILONG_SCHEMA_RESPONSE_STORE_H
#define HAILONG_SCHEMA_RESPONSE_STORE_H

#include "db.h"
#include "forms/response.h"
#include "receipt.h"

enum save_outcome {
	SAVE_NEW,
	SAVE_SAME,	    /* the same id with the same content is there already */
	SAVE_OTHER_CONTENT, /* the id stands for other content */
	SAVE_OTHER_UNIT,    /* the id stands for another unit */
	SAVE_WITHDRAWN,	    /* it was withdrawn before */
	SAVE_CLOSED,	    /* the round is not open */
	SAVE_UNKNOWN_ROUND,
	SAVE_UNKNOWN_UNIT,
	SAVE_UNKNOWN_SERVICE,
	SAVE_NOT_THERE, /* details of a response that is not there, or not yet */
	SAVE_TOO_LATE,	/* details come long after it */
	SAVE_SPOOLED,	/* promised, and not in the database yet: not told from here */
	SAVE_FAILED	/* err says why */
};

/* One text answer. */
struct saying {
	const char *item, *text;
};

/* A response as it is kept: nothing but text and bytes, all borrowed. */
struct saving {
	const char *round, *unit, *service; /* unit "-": none; service NULL: none */
	const char *channel, *selection, *language;
	const char *started_at, *submitted_at; /* NULL: unsaid; now */
	unsigned char id[16];
	int consent_version; /* 0: none was shown */
	unsigned flags;	     /* bits, forms/flag.h */
	bool codes_known;    /* unit and service are in the catalogue for certain */
	bool late;	     /* was promised while the round was open */
	const unsigned char *answers;
	size_t answers_size;
	const struct saying *sayings;
	size_t nsayings;
	/* of details (response_amend.h): the answers they complete; else NULL */
	const unsigned char *first;
};

/* Of citizens only those with a ticket are of the sample. Others may know the ticket, of
 * which the id is made: such a response is the same again only when it also began at the
 * same moment, so that nobody finds out what was answered by trying. */
bool saving_is_by_ticket(const struct saving *saving);

/* Of an identified response, which it borrows from; arrays live in the arena. */
struct saving saving_of(const char *round, const struct response *response,
			struct arena *arena);

/*
 * Keeps responses, as many as can be in one transaction, best on a connection that is
 * DB_WRITER. SAVE_NEW means that it is
 * committed; the same call again gives SAVE_SAME and changes nothing. When the
 * database is away (ERROR_AWAY) all that were not settled before are SAVE_FAILED and
 * may be there or not: saving them again tells.
 */
void response_save_all(struct db *db, const struct saving *const *savings, size_t count,
		       enum save_outcome *outcomes, struct error *err);

/* Just one. */
enum save_outcome response_save(struct db *db, const struct saving *saving,
				struct error *err) MUST_CHECK;

/* The key that seals receipts. */
bool receipt_key_load(struct db *db, struct receipt_key *key,
		      struct error *err) MUST_CHECK;

enum withdraw_outcome { WITHDRAW_DONE, WITHDRAW_NOT_THERE, WITHDRAW_FAILED };

/* Erases a citizen's response and its comments; leaves an audit line without
 * content, and the key so that it can't come back. */
enum withdraw_outcome response_withdraw(struct db *db, const struct receipt *receipt,
					const char *actor,
					struct error *err) MUST_CHECK;

/*
 * Gives every response of a round, in order of unit and id, on one snapshot. What
 * `each` is given lives until it returns; it returns false, with err, to stop.
 */
bool response_each(struct db *db, const char *round, const struct form *form,
		   bool (*each)(void *context, const struct response *response,
				struct error *err),
		   void *context, struct error *err) MUST_CHECK;

#endif
