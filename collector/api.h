/* What the files of the JSON API share. */
#ifndef HAILONG_COLLECTOR_API_H
#define HAILONG_COLLECTOR_API_H

#include "server.h"

/* The status an error becomes: 4xx where the input is to blame, else 503. */
unsigned api_status(const struct error *err);

/* Says so; 503 has a Retry-After. */
void api_failure(struct reply *reply, const struct error *err);

/* Runs an answer that needs the database; its content type is JSON. */
void api_with_db(struct request *request, struct reply *reply,
		 void (*answer)(struct request *, struct reply *, struct db *));

/* `, "name": "value"`, null for NULL. */
void api_member(FILE *out, const char *name, const char *value);

#endif
