/*
 * The only door to PostgreSQL: a connection, the statements of schema/queries by
 * name, transactions. What the server answers becomes an error code here, decided
 * on SQLSTATE, so that no other file knows one.
 *
 *   23505, 23P01             ERROR_CONFLICT   it is there already
 *   23503                    ERROR_NOT_FOUND  it names what is not there
 *   other 22…, 23…           ERROR_INPUT      the value is wrong
 *   42501                    ERROR_DENIED     the role may not
 *   08…, 57P…, no connection ERROR_AWAY       the database can't be reached now,
 *   25006, 53…, 55P03, 57014,                 or can't write, or takes too long,
 *   58…, 0A000, 42703                         or was migrated since it was connected, or
 *                                             is still to be migrated
 *   all else                 ERROR_SYSTEM
 *
 * A struct db belongs to one thread at a time.
 */
#ifndef HAILONG_SCHEMA_DB_H
#define HAILONG_SCHEMA_DB_H

#include "forms/error.h"
#include "query.h"

#include <stddef.h>

struct db;
struct rows;

/* Whose rights to work with, whatever rights the connection has. The writer has the
 * collector's; its statements look rows up one by one, however small the tables were when
 * their plans were made, and wait for nobody for long. */
enum db_role { DB_OWNER, DB_COLLECTOR, DB_WRITER, DB_ANALYZER };

void db_close(struct db *db); /* NULL is allowed */

/* conninfo may be NULL: libpq's environment decides. */
struct db *db_open(const char *conninfo, enum db_role role, struct error *err)
	__attribute__((malloc(db_close, 1), warn_unused_result));

/* How long to wait for a statement, from now on: 0, as at first, without end. One that
 * takes longer is given up, and the connection with it (ERROR_AWAY). */
void db_patience(struct db *db, int milliseconds);

/* Is the connection usable? Tries to restore it where it broke, or where what it has
 * prepared no longer fits the schema. */
bool db_revive(struct db *db, struct error *err) MUST_CHECK;

void rows_free(struct rows *rows); /* NULL is allowed */

/* Runs a statement with text parameters (NULL is null). NULL on failure. */
struct rows *db_query(struct db *db, enum query query, const char *const *params,
		      size_t nparams, struct error *err)
	__attribute__((malloc(rows_free, 1), warn_unused_result));
/* The same with values in PostgreSQL's binary format, for large reads. */
struct rows *db_query_binary(struct db *db, enum query query, const char *const *params,
			     size_t nparams, struct error *err)
	__attribute__((malloc(rows_free, 1), warn_unused_result));
/* For statements without rows: `affected` (may be NULL) takes how many changed. */
bool db_run(struct db *db, enum query query, const char *const *params, size_t nparams,
	    size_t *affected, struct error *err) MUST_CHECK;

/* A parameter in PostgreSQL's binary format. */
struct db_value {
	const char *bytes; /* NULL: null */
	int length;
};

enum { DB_VALUES_MAX = 13 };

/* One of several statements that are sent together. */
struct db_call {
	enum query query;
	struct db_value values[DB_VALUES_MAX];
	size_t nvalues;
	struct rows *rows; /* what came back, in binary format; the caller's to free */
};

/* Where a transaction begins and ends around the statements sent together. */
enum db_ends { DB_BEGINS = 1, DB_COMMITS = 2 };

/*
 * Sends statements in one go and waits once for all they give. When one fails none
 * of them has happened, no rows are left, and the transaction is rolled back. Where
 * `err` says ERROR_AWAY of a set that commits, nobody knows whether it did.
 */
bool db_together(struct db *db, struct db_call *calls, size_t ncalls, unsigned ends,
		 struct error *err) MUST_CHECK;

/* Did the last failure come from other transactions, and may pass when tried again? */
bool db_may_retry(const struct db *db);

#define PARAMS(...)                         \
	(const char *const[]){__VA_ARGS__}, \
		sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *)

size_t rows_count(const struct rows *rows);
/* A value as text, NULL for null; lives as long as the rows. */
const char *rows_text(const struct rows *rows, size_t row, unsigned column);
/* The bytes of a value (of rows read in binary: as sent); NULL for null. */
const unsigned char *rows_bytes(const struct rows *rows, size_t row, unsigned column,
				size_t *length);

/*
 * Runs the body in a transaction; a body that fails rolls it back. Serialization
 * failures and deadlocks are tried again a few times, so a body must be able to run
 * twice.
 */
bool db_transaction(struct db *db, bool (*body)(struct db *, void *, struct error *),
		    void *context, struct error *err) MUST_CHECK;
/* For a body that can't run twice; a rehearsal does all and then rolls back. */
bool db_transaction_once(struct db *db, bool rehearse,
			 bool (*body)(struct db *, void *, struct error *),
			 void *context, struct error *err) MUST_CHECK;
/* On one unchanging snapshot, read only. */
bool db_snapshot(struct db *db, bool (*body)(struct db *, void *, struct error *),
		 void *context, struct error *err) MUST_CHECK;

/*
 * Changes of what is asked are told to whoever listens. db_wait returns when a change
 * was told (*changed), when `other` (a file descriptor) can be read, or when the time
 * is over; it fails when the connection is lost.
 */
bool db_listen(struct db *db, struct error *err) MUST_CHECK;
bool db_wait(struct db *db, int other, int milliseconds, bool *changed,
	     struct error *err) MUST_CHECK;

/* COPY … FROM STDIN in text format; between begin and end only writes. */
bool db_copy_begin(struct db *db, enum query query, struct error *err) MUST_CHECK;
bool db_copy_write(struct db *db, const char *bytes, size_t length,
		   struct error *err) MUST_CHECK;
bool db_copy_end(struct db *db, struct error *err) MUST_CHECK;

/* Several statements of a migration, without parameters. */
bool db_script(struct db *db, const char *sql, struct error *err) MUST_CHECK;

/* For tests: prepares a statement and tells how many parameters it takes. */
bool db_prepare(struct db *db, enum query query, int *nparams,
		struct error *err) MUST_CHECK;

#endif
