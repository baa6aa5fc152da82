/*
 * Waiting for what PostgreSQL says, but not for ever. libpq itself waits as long as the
 * connection seems to live, and a connection to a machine that hangs, or that no packet
 * reaches any more, seems to live for long. When the time is over the connection is cut:
 * libpq then says that it is lost, and nobody knows what became of the statement.
 */
#ifndef HAILONG_SCHEMA_PATIENCE_H
#define HAILONG_SCHEMA_PATIENCE_H

#include <libpq-fe.h>
#include <stdbool.h>

struct patience {
	int milliseconds; /* for each result; 0: no end */
	bool over;	  /* the connection was cut */
};

/* As PQgetResult. */
PGresult *patience_result(struct patience *patience, PGconn *conn);

/* Of all that come of one statement or script the last, which tells of the first that
 * failed; as PQexec gives it. */
PGresult *patience_last(struct patience *patience, PGconn *conn);

#endif
