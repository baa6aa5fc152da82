/* The HTTP server: life cycle, and what the handlers may ask of it. */
#ifndef HAILONG_COLLECTOR_SERVER_H
#define HAILONG_COLLECTOR_SERVER_H

#include "forms/form.h"
#include "http.h"
#include "schema/access_store.h"
#include "schema/db.h"
#include "schema/receipt.h"
#include "schema/round_store.h"

struct server_options {
	const char *address;
	uint16_t port;
	const char *conninfo;
	const char *reports; /* folder, NULL: none */
	bool public_reports;
	unsigned rate_limit;	       /* a minute and address, 0: off */
	const char *certificate, *key; /* PEM texts, NULL: no TLS */
};

/* Serves until SIGTERM or SIGINT, then finishes what it began. */
bool server_run(const struct server_options *options, struct error *err) MUST_CHECK;

const struct server_options *server_options(const struct server *server);

/* A connection to the database for the length of a request; NULL when it is away. */
struct db *server_take_db(struct server *server, struct error *err);
void server_give_db(struct server *server, struct db *db);

/* A round and its form. The form lives as long as the server, the round's texts as
 * long as the arena. */
bool server_round(struct server *server, struct db *db, const char *code,
		  struct arena *arena, struct round *round, const struct form **form,
		  struct error *err) MUST_CHECK;

/* What seals the receipts. */
const struct receipt_key *server_receipt_key(const struct server *server);

/* May one more answer come from this peer within this minute? */
bool server_admit(struct server *server, uint64_t peer);

/* What the holder of the request's secret may do (Bearer, or Basic with the secret
 * as password); `name` is filled. */
bool server_access(struct request *request, struct db *db, enum access_role *role,
		   char name[static TOKEN_NAME_BYTES], struct error *err) MUST_CHECK;

/* What /metrics tells. */
enum counter {
	COUNTER_REQUESTS,
	COUNTER_SAVED,
	COUNTER_REPLAYED,
	COUNTER_REFUSED,
	COUNTER_LIMITED,
	COUNTER_FAILED,
	COUNTER_COUNT
};
void server_count(struct server *server, enum counter counter);
uint64_t server_counted(const struct server *server, enum counter counter);

#endif
