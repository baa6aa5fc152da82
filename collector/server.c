/* See server.h. A few epoll threads, each request served by one of them; a connection
 * to the database for each, lent out by the request. */
#include "server.h"

#include "asset.h"
#include "exchange.h"
#include "limit.h"

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

enum { THREADS = 4, CONNECTIONS_MAX = 12000, TIMEOUT_SECONDS = 30, DRAIN_SECONDS = 10 };

/* A form version never changes, so it is read once and kept. */
struct known_form {
	struct known_form *next;
	struct form *form;
};

struct server {
	const struct server_options *options;
	struct limit *limit;
	char *policy;
	struct receipt_key receipt_key;
	pthread_mutex_t lock; /* of all below */
	struct db *idle[THREADS];
	size_t nidle;
	struct known_form *forms;
	atomic_uint_fast64_t counters[COUNTER_COUNT];
};

const struct server_options *server_options(const struct server *server)
{
	return server->options;
}

const struct receipt_key *server_receipt_key(const struct server *server)
{
	return &server->receipt_key;
}

const char *server_policy(const struct server *server)
{
	return server->policy;
}

uint64_t server_peer(struct server *server, const void *address, size_t length)
{
	return limit_peer(server->limit, address, length);
}

bool server_admit(struct server *server, uint64_t peer)
{
	return limit_admit(server->limit, peer);
}

void server_count(struct server *server, enum counter counter)
{
	atomic_fetch_add_explicit(&server->counters[counter], 1, memory_order_relaxed);
}

uint64_t server_counted(const struct server *server, enum counter counter)
{
	return atomic_load_explicit(&server->counters[counter], memory_order_relaxed);
}

struct db *server_take_db(struct server *server, struct error *err)
{
	struct db *db = NULL;

	pthread_mutex_lock(&server->lock);
	if (server->nidle > 0)
		db = server->idle[--server->nidle];
	pthread_mutex_unlock(&server->lock);
	if (!db)
		return db_open(server->options->conninfo, DB_COLLECTOR, err);
	if (db_revive(db, err))
		return db;
	db_close(db);
	return NULL;
}

void server_give_db(struct server *server, struct db *db)
{
	if (!db)
		return;
	pthread_mutex_lock(&server->lock);
	bool kept = server->nidle < THREADS;
	if (kept)
		server->idle[server->nidle++] = db;
	pthread_mutex_unlock(&server->lock);
	if (!kept)
		db_close(db);
}

static const struct form *find_known(struct server *server, const struct round *round)
{
	const struct form *found = NULL;

	pthread_mutex_lock(&server->lock);
	for (struct known_form *k = server->forms; k && !found; k = k->next)
		if (strcmp(k->form->code, round->form) == 0 &&
		    k->form->version == round->form_version)
			found = k->form;
	pthread_mutex_unlock(&server->lock);
	return found;
}

bool server_round(struct server *server, struct db *db, const char *code,
		  struct arena *arena, struct round *round, const struct form **form,
		  struct error *err)
{
	if (!round_find(db, arena, code, round, err))
		return false;
	if ((*form = find_known(server, round)))
		return true;
	struct form *fresh = form_find(db, round->form, round->form_version, err);
	if (!fresh)
		return false;
	struct known_form *known = xcalloc(1, sizeof(*known));
	known->form = fresh;
	pthread_mutex_lock(&server->lock);
	known->next = server->forms; /* two threads may both add it: no harm */
	server->forms = known;
	pthread_mutex_unlock(&server->lock);
	*form = fresh;
	return true;
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
	return !secret || token_check(db, secret, role, name, err);
}

/* Our pages have one style sheet, inside the page; the policy lets in just that one. */
static char *make_policy(void)
{
	unsigned char hash[crypto_hash_sha256_BYTES];
	char base64[sodium_base64_ENCODED_LEN(sizeof(hash),
					      sodium_base64_VARIANT_ORIGINAL)];

	crypto_hash_sha256(hash, (const unsigned char *)asset_text(ASSET_style_css),
			   strlen(asset_text(ASSET_style_css)));
	sodium_bin2base64(base64, sizeof(base64), hash, sizeof(hash),
			  sodium_base64_VARIANT_ORIGINAL);
	return xasprintf(
		"default-src 'none'; style-src 'sha256-%s'; img-src 'self' data:; "
		"form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
		base64);
}

static struct server *server_new(const struct server_options *options)
{
	struct server *server = xcalloc(1, sizeof(*server));

	server->options = options;
	server->limit = limit_new(options->rate_limit);
	server->policy = make_policy();
	pthread_mutex_init(&server->lock, NULL);
	return server;
}

static void server_free(struct server *server)
{
	while (server->nidle > 0)
		db_close(server->idle[--server->nidle]);
	for (struct known_form *k = server->forms, *next; k; k = next) {
		next = k->next;
		form_free(k->form);
		free(k);
	}
	pthread_mutex_destroy(&server->lock);
	limit_free(server->limit);
	free(server->policy);
	free(server);
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

static struct MHD_Daemon *start(struct server *server, struct error *err)
{
	const struct server_options *options = server->options;
	struct sockaddr_storage address;
	unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_ERROR_LOG |
			 (options->certificate ? MHD_USE_TLS : 0);
	struct MHD_OptionItem tls[] = {
		{MHD_OPTION_HTTPS_MEM_CERT, 0, NULL},
		{MHD_OPTION_HTTPS_MEM_KEY, 0, NULL},
		{MHD_OPTION_END, 0, NULL},
	};
	struct MHD_OptionItem none[] = {{MHD_OPTION_END, 0, NULL}};

	if (!listen_address(options, &address, err))
		return NULL;
	if (address.ss_family == AF_INET6)
		flags |= MHD_USE_IPv6;
	memcpy(&tls[0].ptr_value, &options->certificate, sizeof(void *));
	memcpy(&tls[1].ptr_value, &options->key, sizeof(void *));
	errno = 0;
	struct MHD_Daemon *daemon = MHD_start_daemon(
		flags, 0, NULL, NULL, exchange_handle, server,
		MHD_OPTION_EXTERNAL_LOGGER, on_log, NULL, MHD_OPTION_SOCK_ADDR,
		&address, MHD_OPTION_THREAD_POOL_SIZE, (unsigned)THREADS,
		MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS_MAX,
		MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)TIMEOUT_SECONDS,
		MHD_OPTION_LISTENING_ADDRESS_REUSE, 1u, MHD_OPTION_STRICT_FOR_CLIENT, 1,
		MHD_OPTION_NOTIFY_COMPLETED, exchange_completed, NULL, MHD_OPTION_ARRAY,
		options->certificate ? tls : none, MHD_OPTION_END);
	if (!daemon)
		error_set(err, ERROR_SYSTEM, "can't listen on %s port %u: %s",
			  options->address, options->port,
			  errno ? strerror(errno) : "certificate or key is wrong");
	return daemon;
}

/* No new connections; those at work get a while to finish. */
static void stop(struct MHD_Daemon *daemon)
{
	struct timespec pause = {0, 50 * 1000 * 1000};
	int listening = MHD_quiesce_daemon(daemon);

	for (int i = 0; i < DRAIN_SECONDS * 20; i++) {
		const union MHD_DaemonInfo *info = MHD_get_daemon_info(
			daemon, MHD_DAEMON_INFO_CURRENT_CONNECTIONS);
		if (!info || info->num_connections == 0)
			break;
		nanosleep(&pause, NULL);
	}
	MHD_stop_daemon(daemon);
	(void)listening; /* MHD_stop_daemon leaves it to us, and the process ends */
}

bool server_run(const struct server_options *options, struct error *err)
{
	struct server *server = server_new(options);
	struct MHD_Daemon *daemon;
	sigset_t signals;
	int signal_number;

	/* blocked before any thread starts, so that only sigwait sees them */
	sigemptyset(&signals);
	sigaddset(&signals, SIGTERM);
	sigaddset(&signals, SIGINT);
	pthread_sigmask(SIG_BLOCK, &signals, NULL);
	signal(SIGPIPE, SIG_IGN);
	/* a first connection now: a wrong conninfo should be told at once */
	struct db *db = server_take_db(server, err);
	bool ready = db && receipt_key_load(db, &server->receipt_key, err);
	server_give_db(server, db);
	daemon = ready ? start(server, err) : NULL;
	if (daemon) {
		fprintf(stderr, "listening on http%s://%s:%u/\n",
			options->certificate ? "s" : "", options->address,
			options->port);
		sigwait(&signals, &signal_number);
		stop(daemon);
	}
	bool served = daemon;
	server_free(server);
	return served;
}
