/* See db.h. Statements are prepared at their first use and again after a reconnect. */
#include "db_inside.h"
#include "sqlstate.h"

#include "forms/alloc.h"

#include <libpq-fe.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>

enum { TRIES_MAX = 5, BEGIN_MS = 5000 };

static const char *const role_names[] = {
	[DB_OWNER] = NULL,
	[DB_COLLECTOR] = "hailong_collector",
	[DB_WRITER] = "hailong_collector",
	[DB_ANALYZER] = "hailong_analyzer",
};

static const char writer_settings[] =
	"SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = "
	"off; "
	"SET jit = off; SET plan_cache_mode = force_generic_plan; "
	"SET lock_timeout = '3s'; SET statement_timeout = '20s'";

/* One line of the server's or libpq's message. */
bool db_fail(struct db *db, const PGresult *result, const char *what, struct error *err)
{
	const char *state =
		result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : NULL;
	const char *message =
		result ? PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY) : NULL;
	enum error_code code = state ? sqlstate_code(state) : ERROR_AWAY;

	if (PQstatus(db->conn) == CONNECTION_BAD)
		code = ERROR_AWAY;
	if (!message || !*message)
		message = db->patience.over ? "no answer in time"
					    : PQerrorMessage(db->conn);
	/* "cached plan must not change result type": a migration ran meanwhile */
	db->stale |= state && strcmp(state, "0A000") == 0;
	db->retry =
		state && (strcmp(state, "40001") == 0 || strcmp(state, "40P01") == 0);
	return error_set(err, code, "%s: %.*s", what, (int)strcspn(message, "\n"),
			 message);
}

/* When the wait of a COMMIT for a synchronous standby is cancelled, PostgreSQL says that
 * it is done, with a warning: a failover would undo it. Its words are translated, but not
 * where they come from. */
static void on_notice(void *context, const PGresult *notice)
{
	struct db *db = context;
	const char *from = PQresultErrorField(notice, PG_DIAG_SOURCE_FUNCTION);

	db->alone |= from && strcmp(from, "SyncRepWaitForLSN") == 0;
}

bool db_stands(struct db *db, struct error *err)
{
	return !db->alone ||
	       error_set(err, ERROR_AWAY, "COMMIT: no standby is known to have it");
}

/* The program lays down rights it does not need. A login that is no member of the
 * role keeps its own rights: its administrator decided so. */
static bool take_role(struct db *db, struct error *err)
{
	static const char *const statements[] = {
		[DB_COLLECTOR] = "SET ROLE hailong_collector",
		[DB_WRITER] = "SET ROLE hailong_collector",
		[DB_ANALYZER] = "SET ROLE hailong_analyzer",
	};

	if (db->role == DB_OWNER || strcmp(PQuser(db->conn), role_names[db->role]) == 0)
		return true;
	PQsendQuery(db->conn, statements[db->role]);
	PGresult *result = patience_last(&db->patience, db->conn);
	const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
	bool done = !state || strcmp(state, "42501") == 0;
	if (!done) {
		db_fail(db, result,
			"the database has no Hài Lòng roles; run migrate first", err);
		err->code = ERROR_SYSTEM;
	}
	PQclear(result);
	return done;
}

static bool begin_session(struct db *db, struct error *err)
{
	if (PQstatus(db->conn) != CONNECTION_OK)
		return db_fail(db, NULL, "no database", err);
	PQsetNoticeReceiver(db->conn, on_notice, db);
	memset(db->prepared, 0, sizeof(db->prepared));
	db->stale = false;
	int usual = db->patience.milliseconds;
	db->patience = (struct patience){.milliseconds = BEGIN_MS};
	bool done = take_role(db, err) &&
		    (db->role != DB_WRITER || db_script(db, writer_settings, err));
	db->patience.milliseconds = usual;
	return done;
}

struct db *db_open(const char *conninfo, enum db_role role, struct error *err)
{
	struct db *db = xcalloc(1, sizeof(*db));

	db->role = role;
	/* what conninfo says comes later and so decides, but for the encoding */
	const char *const keywords[] = {"connect_timeout", "tcp_user_timeout",
					"keepalives_idle", "dbname",
					"client_encoding", NULL};
	const char *const values[] = {"5",    "20000", "10", conninfo ? conninfo : "",
				      "UTF8", NULL};
	db->conn = PQconnectdbParams(keywords, values, 1);
	if (!db->conn) {
		error_set(err, ERROR_SYSTEM, "out of memory");
	} else if (begin_session(db, err)) {
		return db;
	}
	db_close(db);
	return NULL;
}

void db_close(struct db *db)
{
	if (!db)
		return;
	PQfinish(db->conn);
	free(db);
}

void db_patience(struct db *db, int milliseconds)
{
	db->patience.milliseconds = milliseconds;
}

/* libpq notices a lost connection only when it is used. But the server speaks to an
 * idle one hardly ever, except to say goodbye. */
static bool is_quiet(const PGconn *conn)
{
	struct pollfd socket = {.fd = PQsocket(conn), .events = POLLIN};
	return poll(&socket, 1, 0) == 0;
}

bool db_revive(struct db *db, struct error *err)
{
	if (!db->stale && PQstatus(db->conn) == CONNECTION_OK &&
	    PQpipelineStatus(db->conn) == PQ_PIPELINE_OFF && is_quiet(db->conn))
		return true;
	PQreset(db->conn);
	return begin_session(db, err);
}

bool db_prepare(struct db *db, enum query query, int *nparams, struct error *err)
{
	PQsendPrepare(db->conn, query_name(query), query_sql(query), 0, NULL);
	PGresult *result = patience_last(&db->patience, db->conn);
	bool done = PQresultStatus(result) == PGRES_COMMAND_OK;

	if (!done)
		db_fail(db, result, query_name(query), err);
	db->prepared[query] = done;
	PQclear(result);
	if (!done || !nparams)
		return done;
	result = PQdescribePrepared(db->conn, query_name(query));
	*nparams = PQnparams(result);
	PQclear(result);
	return true;
}

static struct rows *execute(struct db *db, enum query query, const char *const *params,
			    size_t nparams, int binary, struct error *err)
{
	if (!db->prepared[query] && !db_prepare(db, query, NULL, err))
		return NULL;
	PQsendQueryPrepared(db->conn, query_name(query), (int)nparams, params, NULL,
			    NULL, binary);
	PGresult *result = patience_last(&db->patience, db->conn);
	ExecStatusType status = PQresultStatus(result);
	if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) {
		db_fail(db, result, query_name(query), err);
		PQclear(result);
		return NULL;
	}
	struct rows *rows = xcalloc(1, sizeof(*rows));
	rows->result = result;
	return rows;
}

struct rows *db_query(struct db *db, enum query query, const char *const *params,
		      size_t nparams, struct error *err)
{
	return execute(db, query, params, nparams, 0, err);
}

struct rows *db_query_binary(struct db *db, enum query query, const char *const *params,
			     size_t nparams, struct error *err)
{
	return execute(db, query, params, nparams, 1, err);
}

bool db_run(struct db *db, enum query query, const char *const *params, size_t nparams,
	    size_t *affected, struct error *err)
{
	struct rows *rows = execute(db, query, params, nparams, 0, err);

	if (!rows)
		return false;
	if (affected)
		*affected = (size_t)strtoull(PQcmdTuples(rows->result), NULL, 10);
	rows_free(rows);
	return true;
}

void rows_free(struct rows *rows)
{
	if (!rows)
		return;
	PQclear(rows->result);
	free(rows);
}

size_t rows_count(const struct rows *rows)
{
	return (size_t)PQntuples(rows->result);
}

const char *rows_text(const struct rows *rows, size_t row, unsigned column)
{
	if (PQgetisnull(rows->result, (int)row, (int)column))
		return NULL;
	return PQgetvalue(rows->result, (int)row, (int)column);
}

const unsigned char *rows_bytes(const struct rows *rows, size_t row, unsigned column,
				size_t *length)
{
	*length = (size_t)PQgetlength(rows->result, (int)row, (int)column);
	return (const unsigned char *)rows_text(rows, row, column);
}

bool db_script(struct db *db, const char *sql, struct error *err)
{
	PQsendQuery(db->conn, sql);
	PGresult *result = patience_last(&db->patience, db->conn);
	ExecStatusType status = PQresultStatus(result);
	bool done = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;

	if (!done)
		db_fail(db, result, "SQL", err);
	PQclear(result);
	return done;
}

/* How the kinds of transaction begin, end, and whether they may run again. */
struct kind {
	const char *begin, *end;
	int tries;
};

static bool transaction(struct db *db, const struct kind *kind,
			bool (*body)(struct db *, void *, struct error *),
			void *context, struct error *err)
{
	struct error ignored;

	for (int tries = 1;; tries++) {
		db->retry = db->alone = false;
		*err = (struct error){0};
		if (!db_script(db, kind->begin, err))
			return false;
		if (body(db, context, err) && db_script(db, kind->end, err) &&
		    db_stands(db, err))
			return true;
		bool again = db->retry && tries < kind->tries;
		/* the first error is the one to tell, so this one is not kept */
		(void)!db_script(db, "ROLLBACK", &ignored);
		if (!again)
			return false;
	}
}

bool db_transaction(struct db *db, bool (*body)(struct db *, void *, struct error *),
		    void *context, struct error *err)
{
	static const struct kind kind = {"BEGIN", "COMMIT", TRIES_MAX};
	return transaction(db, &kind, body, context, err);
}

bool db_transaction_once(struct db *db, bool rehearse,
			 bool (*body)(struct db *, void *, struct error *),
			 void *context, struct error *err)
{
	static const struct kind kinds[] = {{"BEGIN", "COMMIT", 1},
					    {"BEGIN", "ROLLBACK", 1}};
	return transaction(db, &kinds[rehearse], body, context, err);
}

bool db_snapshot(struct db *db, bool (*body)(struct db *, void *, struct error *),
		 void *context, struct error *err)
{
	static const struct kind kind = {
		"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", "COMMIT", 1};
	return transaction(db, &kind, body, context, err);
}

bool db_may_retry(const struct db *db)
{
	return db->retry;
}

/* --- changes that are told --- */

bool db_listen(struct db *db, struct error *err)
{
	return db_run(db, QUERY_change_listen, NULL, 0, NULL, err);
}

bool db_wait(struct db *db, int other, int milliseconds, bool *changed,
	     struct error *err)
{
	struct pollfd sources[] = {{.fd = PQsocket(db->conn), .events = POLLIN},
				   {.fd = other, .events = POLLIN}};
	PGnotify *told;

	poll(sources, ARRAY_SIZE(sources), milliseconds);
	*changed = false;
	if (sources[0].revents && !PQconsumeInput(db->conn))
		return db_fail(db, NULL, "database", err);
	while ((told = PQnotifies(db->conn))) {
		*changed = true;
		PQfreemem(told);
	}
	return true;
}

/* --- COPY --- */

bool db_copy_begin(struct db *db, enum query query, struct error *err)
{
	PGresult *result = PQexec(db->conn, query_sql(query));
	bool done = PQresultStatus(result) == PGRES_COPY_IN;

	if (!done)
		db_fail(db, result, query_name(query), err);
	PQclear(result);
	return done;
}

bool db_copy_write(struct db *db, const char *bytes, size_t length, struct error *err)
{
	if (PQputCopyData(db->conn, bytes, (int)length) == 1)
		return true;
	return db_fail(db, NULL, "COPY", err);
}

bool db_copy_end(struct db *db, struct error *err)
{
	bool done = PQputCopyEnd(db->conn, NULL) == 1;
	PGresult *result;

	if (!done)
		return db_fail(db, NULL, "COPY", err);
	while ((result = PQgetResult(db->conn))) {
		if (done && PQresultStatus(result) != PGRES_COMMAND_OK)
			done = db_fail(db, result, "COPY", err);
		PQclear(result);
	}
	return done;
}
