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
	SAVE_FAILED /* err says why */
};

/* What the citizen's page knows beside the response itself. */
struct saving {
	const char *round;
	const struct response *response; /* with its id; unit NULL is UNIT_NONE */
	const char *language;
	int consent_version; /* 0: none was shown */
};

/* Keeps the response. SAVE_NEW means it is committed; the same call again gives
 * SAVE_SAME and changes nothing. */
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
