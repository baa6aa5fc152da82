/* See server.h. A few epoll threads that never wait; behind them the desks, whose threads
 * may ask the database, and the writer. */
#include "server.h"

#include "asset.h"
#include "exchange.h"
#include "gate.h"
#include "guard.h"
#include "limit.h"
#include "policy.h"
#include "replay.h"

#include "forms/text.h"
#include "schema/response_store.h"

#include <arpa/inet.h>
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <sodium.h>
#include <stdatomic.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum {
	CONNECTIONS_MAX = 12000,
	CONNECTION_BYTES = 4864, /* of headers, and of the body at a time */
	WRONG_TOKENS_MAX = 30,	 /* a minute and address */
	DRAIN_SECONDS = 10,
	THREADS_MAX = 8,
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
	struct gate *gate;
	char *policy;
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
	spool_close(server->spool);
	while (server->nidle > 0)
		db_close(server->idle[--server->nidle]);
	keeper_free(server->keeper);
	metrics_free(server->metrics);
	log_failures_free(server->failures);
	pthread_mutex_destroy(&server->lock);
	exchange_pool_free(server->exchanges);
	gate_free(server->gate);
	limit_free(server->limit);
	limit_free(server->wrong_tokens);
	free(server->policy);
	free(server);
}

static struct server *server_new(const struct server_options *options,
				 struct error *err)
{
	struct server *server = xcalloc(1, sizeof(*server));

	server->options = options;
	server->limit = limit_new(options->rate_limit);
	server->exchanges = exchange_pool_new();
	server->wrong_tokens = limit_new(options->rate_limit ? WRONG_TOKENS_MAX : 0);
	server->gate = gate_new(
		&(struct gate_options){.proxies = &options->proxies,
				       .limit = server->limit,
				       .per_address = options->connections,
				       .timeout_seconds = options->timeout_seconds});
	server->policy = policy_text(asset_text(ASSET_style_css),
				     strlen(asset_text(ASSET_style_css)), true);
	server->metrics = metrics_new();
	server->failures = log_failures_new();
	pthread_mutex_init(&server->lock, NULL);
	/* what is known is read now: a wrong conninfo should be told at once */
	server->keeper = keeper_new(options->conninfo, options->spool, err);
	bool done = server->keeper;
	if (done && options->spool)
		done = (server->spool = spool_open(options->spool, err));
	if (!done) {
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

static void on_log(void *cls, const char *format, va_list args)
{
	(void)cls; /* libmicrohttpd's complaints are about clients: not for our log */
	(void)format;
	(void)args;
}

static bool listen_address(const struct server_options *options,
			   struct sockaddr_storage *storage, struct error *err)
{
	struct sockaddr_in in = {.sin_family = AF_INET,
				 .sin_port = htons(options->port)};
	struct sockaddr_in6 in6 = {.sin6_family = AF_INET6,
				   .sin6_port = htons(options->port)};

	memset(storage, 0, sizeof(*storage));
	if (inet_pton(AF_INET, options->address, &in.sin_addr) == 1)
		memcpy(storage, &in, sizeof(in));
	else if (inet_pton(AF_INET6, options->address, &in6.sin6_addr) == 1)
		memcpy(storage, &in6, sizeof(in6));
	else
		return error_set(err, ERROR_INPUT, "'%s' is no address",
				 options->address);
	return true;
}

/* One for each core; the thread pool needs two at least. */
static unsigned threads(void)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);

	return cores < 2 ? 2 : cores > THREADS_MAX ? THREADS_MAX : (unsigned)cores;
}

static struct MHD_Daemon *start(struct server *server, struct error *err)
{
	const struct server_options *options = server->options;
	struct sockaddr_storage address;
	unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_ERROR_LOG |
			 MHD_ALLOW_SUSPEND_RESUME |
			 (options->certificate ? MHD_USE_TLS : 0);
	struct MHD_OptionItem tls[] = {
		{MHD_OPTION_HTTPS_MEM_CERT, 0, NULL},
		{MHD_OPTION_HTTPS_MEM_KEY, 0, NULL},
		{MHD_OPTION_HTTPS_PRIORITIES, 0, NULL},
		{MHD_OPTION_END, 0, NULL},
	};
	struct MHD_OptionItem none[] = {{MHD_OPTION_END, 0, NULL}};

	if (!listen_address(options, &address, err))
		return NULL;
	if (address.ss_family == AF_INET6)
		flags |= MHD_USE_IPv6;
	memcpy(&tls[0].ptr_value, &options->certificate, sizeof(void *));
	memcpy(&tls[1].ptr_value, &options->key, sizeof(void *));
	memcpy(&tls[2].ptr_value, &(const char *){TLS_VERSIONS}, sizeof(void *));
	errno = 0;
	struct MHD_Daemon *daemon = MHD_start_daemon(
		flags, 0, gate_accept, server->gate, exchange_handle, server,
		MHD_OPTION_EXTERNAL_LOGGER, on_log, NULL, MHD_OPTION_SOCK_ADDR,
		&address, MHD_OPTION_THREAD_POOL_SIZE, threads(),
		MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS_MAX,
		MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_BYTES,
		MHD_OPTION_CONNECTION_TIMEOUT, options->timeout_seconds,
		MHD_OPTION_NOTIFY_CONNECTION, gate_notify, server->gate,
		MHD_OPTION_UNESCAPE_CALLBACK, guard_unescape, NULL,
		MHD_OPTION_LISTENING_ADDRESS_REUSE, 1u, MHD_OPTION_STRICT_FOR_CLIENT, 1,
		MHD_OPTION_NOTIFY_COMPLETED, exchange_completed, NULL, MHD_OPTION_ARRAY,
		options->certificate ? tls : none, MHD_OPTION_END);
	if (!daemon)
		error_set(err, ERROR_SYSTEM, "can't listen on %s port %u: %s",
			  options->address, options->port,
			  errno ? strerror(errno)
				: "certificate and key are not PEM, or don't belong "
				  "together");
	return daemon;
}

/* No new connections; exchanges at work get a while to finish. What waits at a desk or
 * with the writer is finished in any case: a suspended connection can't be closed. */
static void stop(struct server *server, struct MHD_Daemon *daemon)
{
	struct timespec pause = {0, 10 * 1000 * 1000};
	int listening = MHD_quiesce_daemon(daemon);

	for (int i = 0; i < DRAIN_SECONDS * 100 && atomic_load(&server->at_work); i++)
		nanosleep(&pause, NULL);
	crew_close(server->desk);
	crew_close(server->slow_desk);
	writer_close(server->writer);
	MHD_stop_daemon(daemon);
	(void)listening; /* MHD_stop_daemon leaves it to us, and the process ends */
}

bool server_run(const struct server_options *options, struct error *err)
{
	sigset_t signals;
	int signal_number;

	/* blocked before any thread starts, so that only sigwait sees them */
	sigemptyset(&signals);
	sigaddset(&signals, SIGTERM);
	sigaddset(&signals, SIGINT);
	pthread_sigmask(SIG_BLOCK, &signals, NULL);
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN); /* a file that may not grow is a full disk */
	struct server *server = server_new(options, err);
	struct MHD_Daemon *daemon = server ? start(server, err) : NULL;
	if (daemon) {
		log_event(LOG_INFO, "listening",
			  LOG_FIELDS({"address", .text = options->address},
				     {"port", .number = options->port}));
		sigwait(&signals, &signal_number);
		stop(server, daemon);
	}
	if (server)
		server_free(server);
	return daemon;
}
