/* What the files of the connection share: db.c and db_together.c, and no other file. */
#ifndef HAILONG_SCHEMA_DB_INSIDE_H
#define HAILONG_SCHEMA_DB_INSIDE_H

#include "db.h"
#include "patience.h"

#include <libpq-fe.h>

struct db {
	PGconn *conn;
	enum db_role role;
	bool prepared[QUERY_COUNT];
	bool retry; /* the last failure may pass when tried again */
	bool alone; /* a COMMIT did not wait for its standby */
	struct patience patience;
	bool stale; /* its prepared statements are of a schema that was */
};

struct rows {
	PGresult *result;
};

/* Fills `err` with the first line of what the server or libpq says, and is false. */
bool db_fail(struct db *db, const PGresult *result, const char *what,
	     struct error *err);

/* Did the COMMIT wait for its standby? */
bool db_stands(struct db *db, struct error *err);

#endif
