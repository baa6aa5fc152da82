/* A survey team's file taken in: all of what is good of it, in one transaction. */
#ifndef HAILONG_SCHEMA_UPLOAD_STORE_H
#define HAILONG_SCHEMA_UPLOAD_STORE_H

#include "db.h"
#include "forms/response.h"

enum upload_next { UPLOAD_RESPONSE, UPLOAD_END, UPLOAD_FAILED };

struct upload {
	const char *round, *file, *by;
	bool dry_run; /* everything is done and then rolled back */
	/* Gives the next good response and the line it stands on. */
	enum upload_next (*next)(void *context, const struct response **response,
				 unsigned long *line, struct error *err);
	/* Is told of rows that contradict what is kept. */
	void (*refuse)(void *context, unsigned long line, const char *column,
		       const char *value, enum rule rule);
	void *context;
	size_t rejected; /* in: rows `next` passed over; set before it ends */
	/* out */
	size_t accepted, duplicate, refused;
};

/* Nothing is kept when it fails. */
bool upload_run(struct db *db, struct upload *upload, struct error *err) MUST_CHECK;

#endif
