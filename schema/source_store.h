/*
 * The responses of a round as the analyzer reads them: everything but words, in
 * PostgreSQL's binary format and in no particular order unless it is asked for.
 */
#ifndef HAILONG_SCHEMA_SOURCE_STORE_H
#define HAILONG_SCHEMA_SOURCE_STORE_H

#include "db.h"
#include "forms/form.h"

#include <stdint.h>

#define TIME_NONE INT64_MIN
#define FLAGS_UNKNOWN \
	(-1) /* of a file, or of an upload where the detail is asked for */

/* Texts are NULL and numbers NaN where nothing is said. */
struct source_row {
	const char *unit, *service, *channel, *selection, *collected_by;
	const char *stratum, *psu, *ssu;
	double fpc, fpc2, weight;
	const unsigned char *answers; /* form->answers_size bytes, see answer.h */
	size_t answers_length;	      /* of a round: how many they are */
	int flags; /* bits, forms/flag.h, as far as the collector saw it */
	/* only where the detail is asked for */
	const char *id;			  /* the team's own, else the UUID */
	int64_t upload;			  /* the file it came with; 0: none */
	int64_t started_at, submitted_at; /* µs since 1970 UTC; TIME_NONE: unsaid */
	int64_t received_at;		  /* only of source_read_arrivals */
	/* never filled here: for who divides by it, "2026-Q1" */
	const char *quarter;
};

/* Takes a row, which lives until it returns; false, with err, stops the reading. */
typedef bool source_each_fn(void *context, const struct source_row *row,
			    struct error *err);

/* Asked when all rows were given: whether to give them once more. */
typedef bool source_more_fn(void *context, bool *more, struct error *err);

/* Gives every response of a round, again and again while `more` (NULL: once) says so,
 * all on one snapshot; `detail` fills the rows in full. */
bool source_read(struct db *db, const char *round, const struct form *form, bool detail,
		 source_each_fn *each, source_more_fn *more, void *context,
		 struct error *err) MUST_CHECK;

/* Once, in full, in the order in which they were kept. */
bool source_read_arrivals(struct db *db, const char *round, const struct form *form,
			  source_each_fn *each, void *context,
			  struct error *err) MUST_CHECK;

/* Within a transaction of the caller's, once, all rows in full, whether their answers
 * fit a form or not. */
bool source_read_raw(struct db *db, const char *round, source_each_fn *each,
		     void *context, struct error *err) MUST_CHECK;

#endif
