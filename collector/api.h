/* What the files of the JSON API share. */
#ifndef HAILONG_COLLECTOR_API_H
#define HAILONG_COLLECTOR_API_H

#include "server.h"

/* 404 for what is not there, 503 with Retry-After for a database that is away. */
void api_failure(struct reply *reply, const struct error *err);

/* Runs an answer that needs the database; its content type is JSON. */
void api_with_db(struct request *request, struct reply *reply,
		 void (*answer)(struct request *, struct reply *, struct db *));

/* `, "name": "value"`, null for NULL. */
void api_member(FILE *out, const char *name, const char *value);

#endif
