/* What is kept of tickets: how many were issued, never which; and the responses they
 * brought. */
#ifndef HAILONG_SCHEMA_TICKET_STORE_H
#define HAILONG_SCHEMA_TICKET_STORE_H

#include "db.h"

struct ticket_issue {
	const char *round, *unit;	  /* unit "-": none */
	const char *service, *expires_on; /* NULL: none */
	size_t count;
};

/* Notes it, with a line in the audit log. ERROR_NOT_FOUND where unit or service is not
 * in its catalogue. */
bool ticket_issue_add(struct db *db, const struct ticket_issue *issue,
		      const char *actor, struct error *err) MUST_CHECK;

/* Did the response come that has this id, whether or not it was withdrawn since? */
bool ticket_is_used(struct db *db, const char *round, const char *unit,
		    const unsigned char id[static 16], bool *used,
		    struct error *err) MUST_CHECK;

#endif
