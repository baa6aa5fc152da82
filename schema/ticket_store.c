/* See ticket_store.h. */
#include "ticket_store.h"

#include "forms/text.h"

#include <stdio.h>
#include <string.h>

static bool check_codes(struct db *db, const struct ticket_issue *issue,
			struct error *err)
{
	struct rows *rows = db_query(db, QUERY_codes_known,
				     PARAMS(issue->unit, issue->service), err);

	if (!rows)
		return false;
	bool unit = strcmp(rows_text(rows, 0, 0), "t") == 0;
	bool service = strcmp(rows_text(rows, 0, 1), "t") == 0;
	rows_free(rows);
	if (unit && service)
		return true;
	return error_set(err, ERROR_NOT_FOUND, "no %s '%.60s'",
			 unit ? "service" : "unit",
			 unit ? issue->service : issue->unit);
}

struct adding {
	const struct ticket_issue *issue;
	const char *actor;
};

static bool add(struct db *db, void *context, struct error *err)
{
	const struct adding *adding = context;
	const struct ticket_issue *issue = adding->issue;
	char count[24];

	snprintf(count, sizeof(count), "%zu", issue->count);
	return check_codes(db, issue, err) &&
	       db_run(db, QUERY_ticket_issue_insert,
		      PARAMS(issue->round, issue->unit, issue->service,
			     issue->expires_on, count),
		      NULL, err) &&
	       db_run(db, QUERY_audit_insert,
		      PARAMS(adding->actor, "ticket issue", issue->round), NULL, err);
}

bool ticket_issue_add(struct db *db, const struct ticket_issue *issue,
		      const char *actor, struct error *err)
{
	struct adding adding = {issue, actor};

	return db_transaction(db, add, &adding, err);
}

bool ticket_is_used(struct db *db, const char *round, const char *unit,
		    const unsigned char id[static 16], bool *used, struct error *err)
{
	char uuid[UUID_TEXT_BYTES];

	uuid_text(id, uuid);
	struct rows *rows =
		db_query(db, QUERY_ticket_used, PARAMS(round, unit, uuid), err);
	if (!rows)
		return false;
	*used = strcmp(rows_text(rows, 0, 0), "t") == 0;
	rows_free(rows);
	return true;
}
