/* See server.h. A few epoll threads that never wait; behind them the desks, whose threads
 * may ask the database, and the writer. */
#include "server.h"

#include "asset.h"
#include "exchange.h"
#include "gate.h"
#include "guard.h"
#include "limit.h"
#include "page.h"
#include "policy.h"
#include "listener.h"
#include "replay.h"
#include "signs.h"
#include "supervisor.h"

#include "forms/text.h"
#include "schema/response_store.h"

#include <pthread.h>
#include <signal.h>
#include <sodium.h>
#include <stdatomic.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum {
	WRONG_TOKENS_MAX = 30, /* a minute and address */
	DRAIN_SECONDS = 10,
	LOOKS_A_SECOND = 100,
	QUIET_LOOKS = 10,
	DESK_THREADS = 4,
	SLOW_DESK_THREADS = 2,
	DESK_QUEUED_MAX = 1024,
	IDLE_MAX = 8, /* connections to the database that are kept */
	PATIENCE_MS = 5000
};

#define TLS_VERSIONS "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2"

struct server {
	const struct server_options *options;
	struct limit *limit, *wrong_tokens;
	struct signs *signs;
	struct gate *gate;
	char *policy;
	struct arena *arena; /* of the parts of pages */
	struct page_parts parts;
	struct keeper *keeper;
	struct crew *desk, *slow_desk;
	struct writer *writer;
	struct spool *spool; /* NULL: none */
	struct replayer *replayer;
	struct exchange_pool *exchanges;
	atomic_uint at_work;  /* of them */
	pthread_mutex_t lock; /* of the two below */
	struct db *idle[IDLE_MAX];
	size_t nidle;
	struct metrics *metrics;
	struct log_failures *failures;
};

const struct server_options *server_options(const struct server *server)
{
	return server->options;
}

const struct known *server_known(struct server *server)
{
	return keeper_take(server->keeper);
}

void server_forget(struct server *server, const struct known *known)
{
	keeper_give(server->keeper, known);
}

void server_enter(struct server *server)
{
	atomic_fetch_add(&server->at_work, 1);
}

void server_leave(struct server *server)
{
	atomic_fetch_sub(&server->at_work, 1);
}

bool server_is_there(const struct server *server)
{
	return keeper_is_there(server->keeper);
}

struct exchange_pool *server_exchanges(const struct server *server)
{
	return server->exchanges;
}

void server_doubt(struct server *server)
{
	keeper_doubt(server->keeper);
}

struct crew *server_desk(const struct server *server, bool slow)
{
	return slow ? server->slow_desk : server->desk;
}

struct writer *server_writer(const struct server *server)
{
	return server->writer;
}

const char *server_policy(const struct server *server)
{
	return server->policy;
}

const struct page_parts *server_parts(const struct server *server)
{
	return &server->parts;
}

struct gate *server_gate(const struct server *server)
{
	return server->gate;
}

bool server_is_guessing(struct server *server, uint64_t peer)
{
	return limit_is_reached(server->wrong_tokens, peer);
}

bool server_admit(struct server *server, uint64_t peer)
{
	return limit_admit(server->limit, peer);
}

struct signs *server_signs(const struct server *server)
{
	return server->signs;
}

struct metrics *server_metrics(const struct server *server)
{
	return server->metrics;
}

struct log_failures *server_failures(const struct server *server)
{
	return server->failures;
}

void server_measure(struct server *server)
{
	struct metrics *m = server->metrics;

	metrics_set(m, METRIC_WRITER_QUEUE, 0, writer_queued(server->writer));
	metrics_set(m, METRIC_DESK_QUEUE, DESK_QUICK, crew_queued(server->desk));
	metrics_set(m, METRIC_DESK_QUEUE, DESK_SLOW, crew_queued(server->slow_desk));
	metrics_set(m, METRIC_EXCHANGES, 0, atomic_load(&server->at_work));
	metrics_set(m, METRIC_DATABASE_UP, 0, server_is_there(server));
	if (server->spool)
		metrics_set(m, METRIC_SPOOL_DEPTH, 0, spool_depth(server->spool));
}

struct db *server_take_db(struct server *server, struct error *err)
{
	struct db *db = NULL;

	pthread_mutex_lock(&server->lock);
	if (server->nidle > 0)
		db = server->idle[--server->nidle];
	pthread_mutex_unlock(&server->lock);
	if (db && !db_revive(db, err)) {
		db_close(db);
		return NULL;
	}
	if (!db)
		db = db_open(server->options->conninfo, DB_COLLECTOR, err);
	if (db)
		db_patience(db, PATIENCE_MS);
	return db;
}

void server_give_db(struct server *server, struct db *db)
{
	if (!db)
		return;
	pthread_mutex_lock(&server->lock);
	bool kept = server->nidle < IDLE_MAX;
	if (kept)
		server->idle[server->nidle++] = db;
	pthread_mutex_unlock(&server->lock);
	if (!kept)
		db_close(db);
}

bool request_round(struct request *request, const char *code, struct round *round,
		   const struct form **form, struct error *err)
{
	const struct known_round *open = known_open(request->known, code);

	/* nobody should fill in what can't be kept */
	if (open &&
	    (request->server->spool || keeper_is_there(request->server->keeper))) {
		*round = open->round;
		*form = open->form;
		return true;
	}
	if (!request->at_desk) {
		request->deferred = true;
		return false;
	}
	if (!request->db) {
		*err = request->failure;
		return false;
	}
	return round_find(request->db, request->arena, code, round, err) &&
	       (*form = keeper_form(request->server->keeper, request->db, round, err));
}

/* The secret in "Bearer SECRET" or in the password of "Basic …". */
static const char *secret_of(struct request *request)
{
	const char *header = request->authorization;
	size_t length;

	if (header && strncmp(header, "Bearer ", 7) == 0)
		return header + 7;
	if (!header || strncmp(header, "Basic ", 6) != 0)
		return NULL;
	char *plain = arena_alloc(request->arena, strlen(header), 1);
	if (sodium_base642bin((unsigned char *)plain, strlen(header) - 1, header + 6,
			      strlen(header + 6), NULL, &length, NULL,
			      sodium_base64_VARIANT_ORIGINAL) != 0)
		return NULL;
	plain[length] = '\0';
	char *colon = strchr(plain, ':');
	return colon ? colon + 1 : NULL;
}

bool server_access(struct request *request, struct db *db, enum access_role *role,
		   char name[static TOKEN_NAME_BYTES], struct error *err)
{
	const char *secret = secret_of(request);

	*role = ACCESS_NONE;
	name[0] = '\0';
	if (!secret || !*secret)
		return true;
	if (!token_check(db, secret, role, name, err))
		return false;
	if (*role == ACCESS_NONE)
		limit_admit(request->server->wrong_tokens, request->peer);
	return true;
}

static void work_at_desk(void *context, struct job *jobs, size_t count)
{
	(void)count; /* one at a time */
	exchange_at_desk(context, jobs);
}

static struct crew *open_desk(struct server *server, unsigned nthreads)
{
	return crew_new(&(struct crew_options){.nthreads = nthreads,
					       .queued_max = DESK_QUEUED_MAX,
					       .taken_max = 1,
					       .work = work_at_desk,
					       .context = server});
}

static void server_free(struct server *server)
{
	crew_free(server->desk);
	crew_free(server->slow_desk);
	writer_free(server->writer);
	replayer_free(server->replayer);
	keeper_free(server->keeper); /* which may be writing into the spool's folder */
	spool_close(server->spool);
	while (server->nidle > 0)
		db_close(server->idle[--server->nidle]);
	metrics_free(server->metrics);
	log_failures_free(server->failures);
	pthread_mutex_destroy(&server->lock);
	exchange_pool_free(server->exchanges);
	gate_free(server->gate);
	limit_free(server->limit);
	limit_free(server->wrong_tokens);
	signs_free(server->signs);
	free(server->policy);
	arena_free(server->arena);
	free(server);
}

static struct server *server_new(const struct server_options *options,
				 struct error *err)
{
	struct server *server = xcalloc(1, sizeof(*server));

	server->options = options;
	server->limit = limit_new(options->rate_limit, 60);
	server->exchanges = exchange_pool_new();
	server->wrong_tokens =
		limit_new(options->rate_limit ? WRONG_TOKENS_MAX : 0, 60);
	server->signs = signs_new(options->flag_rate);
	server->gate = gate_new(
		&(struct gate_options){.proxies = &options->proxies,
				       .limit = server->limit,
				       .per_address = options->connections,
				       .timeout_seconds = options->timeout_seconds});
	const char *style = asset_text(ASSET_style_css);
	server->policy = policy_text(style, strlen(style), POLICY_PAGE);
	server->arena = arena_new();
	page_parts_make(&server->parts, server->arena);
	server->metrics = metrics_new();
	server->failures = log_failures_new();
	pthread_mutex_init(&server->lock, NULL);
	if (options->spool)
		server->spool = spool_open(options->spool, err);
	/* what is known is read now: a wrong conninfo should be told at once */
	if (server->spool || !options->spool)
		server->keeper = keeper_new(
			options->conninfo,
			server->spool ? spool_folder(server->spool) : -1, err);
	if (!server->keeper) {
		server_free(server);
		return NULL;
	}
	if (server->spool)
		server->replayer = replayer_new(server, server->spool, server->keeper);
	server->desk = open_desk(server, DESK_THREADS);
	server->slow_desk = open_desk(server, SLOW_DESK_THREADS);
	server->writer = writer_new(server, server->spool);
	return server;
}

/*
 * No new connections; exchanges at work get a while to finish, and their clients are told
 * to close. A connection on which nothing has come for a moment holds up nobody. What
 * waits at a desk or with the writer is finished in any case: a suspended connection can't
 * be closed.
 */
static void stop(struct server *server, struct listener *listener)
{
	struct timespec pause = {0, 1000 * 1000 * 1000 / LOOKS_A_SECOND};
	int looks = 0, quiet = 0;

	listener_retire(listener);
	do {
		nanosleep(&pause, NULL);
		quiet = atomic_load(&server->at_work) ? 0 : quiet + 1;
	} while (++looks < DRAIN_SECONDS * LOOKS_A_SECOND && quiet < QUIET_LOOKS &&
		 listener_connections(listener) > 0);
	crew_close(server->desk);
	crew_close(server->slow_desk);
	writer_close(server->writer);
	listener_free(listener);
}

/* Returns when it is to end. */
static void follow_signals(struct listener *listener, const sigset_t *signals)
{
	struct timespec second = {1, 0};
	int number;

	while ((number = sigtimedwait(signals, NULL, &second)) != SIGTERM &&
	       number != SIGINT) {
		if (number == SIGHUP) {
			supervisor_tell("RELOADING=1");
			listener_reload(listener);
			supervisor_tell("READY=1");
		}
		listener_sweep(listener);
	}
}

bool server_run(const struct server_options *options, struct error *err)
{
	sigset_t signals;

	/* blocked before any thread starts, so that only one waits for them */
	sigemptyset(&signals);
	sigaddset(&signals, SIGTERM);
	sigaddset(&signals, SIGINT);
	sigaddset(&signals, SIGHUP);
	pthread_sigmask(SIG_BLOCK, &signals, NULL);
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN); /* a file that may not grow is a full disk */
	struct server *server = server_new(options, err);
	struct listener *listener = server ? listener_new(server, err) : NULL;
	bool served = listener;
	if (served) {
		supervisor_tell("READY=1");
		follow_signals(listener, &signals);
		supervisor_tell("STOPPING=1");
		log_event(LOG_INFO, "stopping", NULL, 0);
		stop(server, listener);
	}
	if (server)
		server_free(server);
	return served;
}
