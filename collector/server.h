/* The HTTP server: life cycle, and what the handlers may ask of it. */
#ifndef HAILONG_COLLECTOR_SERVER_H
#define HAILONG_COLLECTOR_SERVER_H

#include "address.h"
#include "crew.h"
#include "http.h"
#include "keeper.h"
#include "log.h"
#include "metrics.h"
#include "writer.h"

#include "forms/form.h"
#include "schema/access_store.h"
#include "schema/db.h"
#include "schema/receipt.h"
#include "schema/round_store.h"

struct signs;

struct server_options {
	const char *address;
	uint16_t port;
	const char *conninfo;
	const char *reports; /* folder, NULL: none */
	bool public_reports;
	const char *spool;    /* folder, NULL: none */
	unsigned rate_limit;  /* a minute and address, 0: off */
	unsigned flag_rate;   /* an hour, address and round, 0: off */
	unsigned connections; /* an address, 0: any number */
	unsigned timeout_seconds;
	struct proxies proxies;
	const char *certificate, *key; /* PEM files, NULL: no TLS */
};

/* Serves until SIGTERM or SIGINT, then finishes what it began. SIGHUP has it read the
 * certificate and the key again. */
bool server_run(const struct server_options *options, struct error *err) MUST_CHECK;

const struct server_options *server_options(const struct server *server);

/* A connection to the database for the length of a request; NULL when it is away. */
struct db *server_take_db(struct server *server, struct error *err);
void server_give_db(struct server *server, struct db *db);

/*
 * The round of that code and its form, which lives as long as the server; the round's
 * texts as long as the request. False where it can't be told here, and the request is
 * deferred, or, with err, where there is none.
 */
bool request_round(struct request *request, const char *code, struct round *round,
		   const struct form **form, struct error *err) MUST_CHECK;

/* What is known now, held until it is forgotten; exchanges that are at work. */
const struct known *server_known(struct server *server);
void server_forget(struct server *server, const struct known *known);
void server_enter(struct server *server);
void server_leave(struct server *server);

/* Could the database be reached, as far as was seen last? */
bool server_is_there(const struct server *server);
/* It could not: nobody tries before it was seen again. */
void server_doubt(struct server *server);

/* Who waits for the database: for pages, for what is slow, for answers. */
struct crew *server_desk(const struct server *server, bool slow);
struct writer *server_writer(const struct server *server);

/* May one more answer come from this peer within this minute? */
bool server_admit(struct server *server, uint64_t peer);

/* What tells signs of an answer, signs.h. */
struct signs *server_signs(const struct server *server);

/* What the holder of the request's secret may do (Bearer, or Basic with the secret
 * as password); `name` is filled. */
bool server_access(struct request *request, struct db *db, enum access_role *role,
		   char name[static TOKEN_NAME_BYTES], struct error *err) MUST_CHECK;

/* What is counted, and which failures were told lately. */
struct metrics *server_metrics(const struct server *server);
struct log_failures *server_failures(const struct server *server);
/* Sets the gauges to what they are now. */
void server_measure(struct server *server);

#endif
