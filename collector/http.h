/*
 * What a page sees of HTTP: a request whose fields were checked against its route,
 * and a reply to fill. libmicrohttpd itself is known to server.c only.
 */
#ifndef HAILONG_COLLECTOR_HTTP_H
#define HAILONG_COLLECTOR_HTTP_H

#include "gzip.h"

#include "forms/alloc.h"
#include "forms/error.h"

#include <stdint.h>
#include <stdio.h>

struct db;
struct known;
struct page_parts;
struct saving;
struct server;

struct http_field {
	const char *name, *value;
};

struct reply;

struct http_fields {
	struct http_field *list;
	size_t count, room;
};

struct request {
	struct server *server;
	struct arena *arena;  /* lives as long as the request */
	const char *argument; /* what {…} of the route stands for, decoded */
	struct http_fields query, form; /* of the URL, of the body */
	const char *body;		/* of a JSON route, NUL-terminated */
	size_t body_length;
	FILE *file;		   /* of a file route, at its start; NULL: none came */
	const char *file_name;	   /* as the client calls it, may be NULL */
	const char *authorization; /* the header, may be NULL */
	const char *codings;	   /* Accept-Encoding, may be NULL */
	uint64_t peer;		   /* a salted, daily forgotten hash of the address */
	bool is_program;	   /* it asked for what programs ask for */
	const struct known *known; /* what is known without asking, keeper.h */
	/*
	 * A handler must not wait, so it has no database at first. One that needs it says
	 * deferred and is called once more, at the desk, where `db` is there, or NULL and
	 * `failure` says why.
	 */
	bool deferred, at_desk;
	struct db *db;
	/*
	 * A handler that has an answer to be kept sets these two and writes no reply;
	 * `saved` writes it when `outcome` (enum save_outcome) is known.
	 */
	const struct saving *saving;
	void (*saved)(struct request *request, struct reply *reply);
	void *context; /* of the handler, for `saved` */
	int outcome;
	struct error failure;
};

enum { REPLY_HEADERS_MAX = 8, REPLY_PIECES_MAX = 4 };

struct reply {
	unsigned status;
	const char *type; /* content type */
	FILE *out;	  /* the body is written here */
	struct http_field headers[REPLY_HEADERS_MAX];
	size_t nheaders;
	int file;	   /* when ≥ 0: the body is this file, closed by the server */
	const char *cache; /* Cache-Control; NULL: files no-cache, pages no-store */
	const char *back;  /* a kiosk's start, where messages lead; NULL: page one */
	const char *policy;   /* of a page that is not ours, policy.h; else NULL */
	struct error failure; /* of ours, for the log; a code of 0: none */
	bool shared;	      /* it shows nobody's secret: it may be compressed */
	const struct page_parts *parts; /* page.h; NULL: none are at hand */
	struct piece_place pieces[REPLY_PIECES_MAX]; /* in what was written to out */
	size_t npieces;
};

/* The first value of a field, NULL when there is none. */
const char *http_value(const struct http_fields *fields, const char *name);
/* All values of a field joined by spaces, NULL when there is none. */
const char *http_values(const struct http_fields *fields, const char *name,
			struct arena *arena);

void reply_header(struct reply *reply, const char *name, const char *value);
/* Writes a piece; NULL writes nothing. */
void reply_piece(struct reply *reply, const struct piece *piece);
/* 303 to a path of ours. */
void reply_see_other(struct reply *reply, const char *location);

/* {"error": {"code", "message"}} with a status. */
void reply_json_error(struct reply *reply, unsigned status, const char *code,
		      const char *message);

/* "vi" or "en": the language of what the program itself says. */
const char *request_language(const struct request *request);

#endif
