/*
 * A survey team's file from stream to database: the same for the command line and
 * for HTTP, which differ only in where rejects and progress are shown.
 */
#ifndef HAILONG_COLLECTOR_UPLOAD_H
#define HAILONG_COLLECTOR_UPLOAD_H

#include "forms/microdata.h"
#include "schema/db.h"

struct intake {
	const char *round;
	const char *file, *by;	  /* for the record: its name, who sends it */
	const char *collected_by; /* for rows that don't say; may be NULL */
	const struct map *map;	  /* may be NULL */
	FILE *in;
	bool dry_run;
	/* Is told everything that is wrong, as it is found. */
	void (*reject)(void *context, const struct reject *reject);
	/* Is told every few thousand rows; may be NULL. */
	void (*progress)(void *context, unsigned long line, size_t bytes);
	void *context;
	/* out: rows */
	size_t accepted, duplicate, rejected;
};

/* Nothing is kept when it fails. ERROR_NOT_FOUND: no such round; ERROR_CONFLICT: the
 * round takes no uploads; ERROR_INPUT: the file as a whole is wrong. */
bool intake_run(struct db *db, struct intake *intake, struct error *err) MUST_CHECK;

#endif
