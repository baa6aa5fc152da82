/*
 * The body of a request, taken in piece by piece as its route says: fields of a form,
 * JSON in memory, a file on disk; nothing beyond its limits. Known to exchange.c only.
 *
 * Life cycle: {0} → body_begin → body_take … → body_end → body_clear, which keeps the
 * room for the next request → body_release. When something is wrong `refused` holds the status, and what comes after is passed over.
 */
#ifndef HAILONG_COLLECTOR_BODY_H
#define HAILONG_COLLECTOR_BODY_H

#include "route.h"

#include <microhttpd.h>

struct body {
	struct request *request;
	const struct route *route;
	struct MHD_PostProcessor *post;
	char *bytes; /* JSON, or the field that is coming in */
	size_t used, room, received, form_bytes;
	size_t counted;	 /* of what was received: no more than is taken */
	bool field_open; /* the last field of the form is still coming in */
	unsigned refused;
	/* A sender of a file must hold a token: nothing more may be taken in before
	 * body_admit has looked at it, who may wait for the database. */
	bool asks;
};

/* The request and route are borrowed. */
void body_begin(struct body *body, struct request *request, const struct route *route,
		struct MHD_Connection *connection);
void body_take(struct body *body, const char *data, size_t size);
/* May the sender of a file send one? */
void body_admit(struct body *body);
/* All has come: the request's form, body or file are filled. */
void body_end(struct body *body);
void body_clear(struct body *body);
void body_release(struct body *body);

/* Adds a field whose texts are copied; false when there are too many. */
bool body_field(struct arena *arena, struct http_fields *fields, const char *name,
		const char *value);

#endif
