/*
 * The figures of the last stored report of a round, hailong.estimate: what dashboards
 * read. All of a round are replaced in one transaction, so that a reader sees the old
 * ones or the new ones.
 *
 * Life cycle: estimates_replace calls `write` with a stream once or, where another
 * transaction was in the way, more often.
 */
#ifndef HAILONG_SCHEMA_ESTIMATE_STORE_H
#define HAILONG_SCHEMA_ESTIMATE_STORE_H

#include "db.h"

#include <stdio.h>

struct estimate_writer {
	size_t n; /* rows */
	/* Writes row `number` as a JSON object by the names of the columns; those left
	 * out are null. */
	void (*write)(void *context, size_t number, FILE *out);
	void *context;
};

bool estimates_replace(struct db *db, const char *round, const char *method,
		       const struct estimate_writer *writer,
		       struct error *err) MUST_CHECK;

#endif
