/* What response_save.c, response_amend.c and response_store.c share. */
#ifndef HAILONG_SCHEMA_RESPONSE_INSIDE_H
#define HAILONG_SCHEMA_RESPONSE_INSIDE_H

#include "response_store.h"

/* Puts the words of savings to one round into the transaction, and commits it. */
bool response_send_comments(struct db *db, const char *round,
			    const struct saving *const *savings, size_t count,
			    struct error *err) MUST_CHECK;

/* Are these the words kept, an object {item: text} or NULL? */
bool response_same_sayings(const struct saving *saving, const char *kept);

/* "\x0aff…" into the bytes of the answers; false where the length is another. */
bool response_read_answers(struct answers *answers, const char *hex);

#endif
