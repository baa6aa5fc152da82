/* Several statements in one round trip, by libpq's pipeline; see db.h. */
#include "db_inside.h"

#include "forms/alloc.h"

static bool send_script(struct db *db, const char *sql)
{
	return PQsendQueryParams(db->conn, sql, 0, NULL, NULL, NULL, NULL, 0) == 1;
}

static bool send_call(struct db *db, const struct db_call *call)
{
	const char *values[DB_VALUES_MAX];
	int lengths[DB_VALUES_MAX], formats[DB_VALUES_MAX];

	for (size_t i = 0; i < call->nvalues; i++) {
		values[i] = call->values[i].bytes;
		lengths[i] = call->values[i].length;
		formats[i] = 1;
	}
	return PQsendQueryPrepared(db->conn, query_name(call->query),
				   (int)call->nvalues, values, lengths, formats,
				   1) == 1;
}

static bool send_all(struct db *db, const struct db_call *calls, size_t ncalls,
		     unsigned ends)
{
	bool sent = !(ends & DB_BEGINS) || send_script(db, "BEGIN");

	for (size_t i = 0; sent && i < ncalls; i++)
		sent = send_call(db, &calls[i]);
	return sent && (!(ends & DB_COMMITS) || send_script(db, "COMMIT")) &&
	       PQpipelineSync(db->conn) == 1;
}

/* The result of the next statement; the first failure is the one that is told. */
static PGresult *receive(struct db *db, const char *what, bool *done, struct error *err)
{
	PGresult *result = patience_result(&db->patience, db->conn);
	ExecStatusType status = PQresultStatus(result);

	if (status == PGRES_PIPELINE_SYNC)
		return result;
	/* NULL parts the statements */
	PGresult *end = patience_result(&db->patience, db->conn);
	PQclear(end);
	if (*done && status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK)
		*done = db_fail(db, result, what, err);
	return result;
}

static bool receive_all(struct db *db, struct db_call *calls, size_t ncalls,
			unsigned ends, struct error *err)
{
	bool done = true;

	if (ends & DB_BEGINS)
		PQclear(receive(db, "BEGIN", &done, err));
	for (size_t i = 0; i < ncalls; i++) {
		calls[i].rows = xcalloc(1, sizeof(*calls[i].rows));
		calls[i].rows->result =
			receive(db, query_name(calls[i].query), &done, err);
	}
	if (ends & DB_COMMITS)
		PQclear(receive(db, "COMMIT", &done, err));
	PQclear(receive(db, "sync", &done, err));
	return done && db_stands(db, err);
}

static bool prepare_all(struct db *db, const struct db_call *calls, size_t ncalls,
			struct error *err)
{
	for (size_t i = 0; i < ncalls; i++)
		if (!db->prepared[calls[i].query] &&
		    !db_prepare(db, calls[i].query, NULL, err))
			return false;
	return true;
}

static void leave_transaction(struct db *db)
{
	struct error ignored;

	if (PQtransactionStatus(db->conn) != PQTRANS_IDLE)
		(void)!db_script(db, "ROLLBACK", &ignored);
}

bool db_together(struct db *db, struct db_call *calls, size_t ncalls, unsigned ends,
		 struct error *err)
{
	db->retry = db->alone = false;
	if (!prepare_all(db, calls, ncalls, err)) {
		leave_transaction(db);
		return false;
	}
	bool done =
		PQenterPipelineMode(db->conn) == 1 && send_all(db, calls, ncalls, ends);
	if (!done)
		db_fail(db, NULL, "database", err);
	else
		done = receive_all(db, calls, ncalls, ends, err);
	PQexitPipelineMode(db->conn);
	for (size_t i = 0; !done && i < ncalls; i++) {
		rows_free(calls[i].rows);
		calls[i].rows = NULL;
	}
	if (!done)
		leave_transaction(db);
	return done;
}
