/* See listener.h. */
#include "listener.h"

#include "exchange.h"
#include "gate.h"
#include "guard.h"
#include "supervisor.h"

#include "forms/file.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <string.h>
#include <unistd.h>

enum {
	CONNECTIONS_MAX = 12000,
	THREADS_MAX = 8,
	PEM_BYTES_MAX = 64 * 1024,
	CROWD = 1000 /* so many have memory that is worth giving back */
};

#define TLS_VERSIONS "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2"

struct listener {
	struct server *server;
	const struct server_options *options;
	int socket;
	struct door *door; /* the open one, and behind it those that drain */
	unsigned most;	   /* connections since memory was last given back */
};

/* --- the socket --- */

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

static bool bind_socket(struct listener *listener, struct error *err)
{
	const struct server_options *options = listener->options;
	struct sockaddr_storage address;
	const int yes = 1;

	if (!listen_address(options, &address, err))
		return false;
	bool is_6 = address.ss_family == AF_INET6;
	int fd = socket(address.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd >= 0 &&
	    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes)) == 0 &&
	    (!is_6 ||
	     setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &yes, sizeof(yes)) == 0) &&
	    bind(fd, (const struct sockaddr *)&address,
		 is_6 ? sizeof(struct sockaddr_in6) : sizeof(struct sockaddr_in)) ==
		    0 &&
	    listen(fd, SOMAXCONN) == 0) {
		listener->socket = fd;
		return true;
	}
	error_set(err, ERROR_SYSTEM, "can't listen on %s port %u: %s", options->address,
		  options->port, strerror(errno));
	if (fd >= 0)
		close(fd);
	return false;
}

static bool open_socket(struct listener *listener, struct error *err)
{
	if (!supervisor_socket(&listener->socket, err))
		return false;
	bool given = listener->socket >= 0;
	if (!given && !bind_socket(listener, err))
		return false;
	int flags = fcntl(listener->socket, F_GETFL);
	fcntl(listener->socket, F_SETFL, flags | O_NONBLOCK);
	if (given)
		log_event(LOG_INFO, "listening",
			  LOG_FIELDS({"socket", .text = "inherited"}));
	else
		log_event(LOG_INFO, "listening",
			  LOG_FIELDS({"address", .text = listener->options->address},
				     {"port", .number = listener->options->port}));
	return true;
}

/* --- a door --- */

static void on_log(void *cls, const char *format, va_list args)
{
	(void)cls; /* libmicrohttpd's complaints are about clients: not for our log */
	(void)format;
	(void)args;
}

static void on_connection(void *cls, struct MHD_Connection *connection, void **context,
			  enum MHD_ConnectionNotificationCode what)
{
	struct door *door = cls;
	bool opened = what == MHD_CONNECTION_NOTIFY_STARTED;

	gate_notify(server_gate(door->server), connection, context, what);
	metrics_add(server_metrics(door->server), METRIC_CONNECTIONS, 0,
		    opened ? 1 : UINT64_MAX); /* one less */
	if (opened)
		atomic_fetch_add(&door->connections, 1);
	else
		atomic_fetch_sub(&door->connections, 1);
}

/* One for each core; the thread pool needs two at least. */
static unsigned threads(void)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);

	return cores < 2 ? 2 : cores > THREADS_MAX ? THREADS_MAX : (unsigned)cores;
}

/* Certificate and key as options; without them there is nothing before the end. */
static void set_tls(const struct door *door, struct MHD_OptionItem tls[static 4])
{
	size_t n = 0;

	if (door->certificate) {
		tls[n++] = (struct MHD_OptionItem){MHD_OPTION_HTTPS_MEM_CERT, 0,
						   door->certificate};
		tls[n++] =
			(struct MHD_OptionItem){MHD_OPTION_HTTPS_MEM_KEY, 0, door->key};
		tls[n] = (struct MHD_OptionItem){.option = MHD_OPTION_HTTPS_PRIORITIES};
		memcpy(&tls[n++].ptr_value, &(const char *){TLS_VERSIONS},
		       sizeof(void *));
	}
	tls[n] = (struct MHD_OptionItem){MHD_OPTION_END, 0, NULL};
}

/* Reads certificate and key, and tries them on a daemon that listens nowhere. */
static bool read_credentials(struct door *door, const struct server_options *options,
			     struct error *err)
{
	struct MHD_OptionItem tls[4];
	size_t length;

	if (!options->certificate)
		return true;
	door->certificate =
		file_read(options->certificate, PEM_BYTES_MAX, &length, err);
	if (!door->certificate)
		return false;
	door->key = file_read(options->key, PEM_BYTES_MAX, &length, err);
	if (!door->key)
		return false;
	set_tls(door, tls);
	struct MHD_Daemon *trial = MHD_start_daemon(
		MHD_USE_TLS | MHD_USE_NO_LISTEN_SOCKET | MHD_USE_ERROR_LOG, 0, NULL,
		NULL, exchange_handle, door, MHD_OPTION_EXTERNAL_LOGGER, on_log, NULL,
		MHD_OPTION_ARRAY, tls, MHD_OPTION_END);
	if (!trial)
		return error_set(err, ERROR_SYSTEM,
				 "certificate and key are not PEM, or don't belong "
				 "together");
	MHD_stop_daemon(trial);
	return true;
}

static struct MHD_Daemon *start(struct door *door)
{
	struct MHD_OptionItem tls[4];
	unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_ERROR_LOG |
			 MHD_ALLOW_SUSPEND_RESUME |
			 (door->certificate ? MHD_USE_TLS : 0);

	set_tls(door, tls);
	return MHD_start_daemon(
		flags, 0, gate_accept, server_gate(door->server), exchange_handle, door,
		MHD_OPTION_EXTERNAL_LOGGER, on_log, NULL, MHD_OPTION_LISTEN_SOCKET,
		door->socket, MHD_OPTION_THREAD_POOL_SIZE, threads(),
		MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS_MAX,
		MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_BYTES,
		MHD_OPTION_CONNECTION_TIMEOUT,
		server_options(door->server)->timeout_seconds,
		MHD_OPTION_URI_LOG_CALLBACK, guard_address, NULL,
		MHD_OPTION_UNESCAPE_CALLBACK, guard_unescape, NULL,
		MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_NOTIFY_COMPLETED,
		exchange_completed, NULL, MHD_OPTION_NOTIFY_CONNECTION, on_connection,
		door, MHD_OPTION_ARRAY, tls, MHD_OPTION_END);
}

static void door_free(struct door *door)
{
	if (door->daemon) {
		MHD_stop_daemon(door->daemon);
		/* ours only after it was retired, else the daemon has closed it */
		if (atomic_load(&door->closing))
			close(door->socket);
	}
	free(door->certificate);
	free(door->key);
	free(door);
}

static struct door *door_new(const struct listener *listener, struct error *err)
{
	struct door *door = xcalloc(1, sizeof(*door));

	door->server = listener->server;
	if (read_credentials(door, listener->options, err)) {
		door->socket = fcntl(listener->socket, F_DUPFD_CLOEXEC, 0);
		/* whether a daemon that can't start closes the copy nobody knows */
		door->daemon = door->socket >= 0 ? start(door) : NULL;
		if (door->daemon)
			return door;
		error_set(err, ERROR_SYSTEM, "can't start serving: %s",
			  strerror(errno));
	}
	door_free(door);
	return NULL;
}

static void door_retire(struct door *door)
{
	atomic_store(&door->closing, true);
	MHD_quiesce_daemon(door->daemon);
}

/* --- the listener --- */

struct listener *listener_new(struct server *server, struct error *err)
{
	struct listener *listener = xcalloc(1, sizeof(*listener));

	listener->server = server;
	listener->options = server_options(server);
	listener->socket = -1;
	if (open_socket(listener, err) && (listener->door = door_new(listener, err)))
		return listener;
	listener_free(listener);
	return NULL;
}

void listener_free(struct listener *listener)
{
	if (!listener)
		return;
	for (struct door *door = listener->door, *next; door; door = next) {
		next = door->next;
		door_free(door);
	}
	if (listener->socket >= 0)
		close(listener->socket);
	free(listener);
}

void listener_reload(struct listener *listener)
{
	struct error err = {0};
	struct door *fresh = door_new(listener, &err);

	if (!fresh) {
		log_failure(NULL, "reload_failed", &err);
		return;
	}
	door_retire(listener->door);
	fresh->next = listener->door;
	listener->door = fresh;
	log_event(LOG_INFO, "reloaded", NULL, 0);
}

/* After a crowd has left. Each thread has a heap of its own; without this the next crowd,
 * shared among them in other parts, takes the most that each of them ever had. */
static void give_memory_back(struct listener *listener)
{
	unsigned now = listener_connections(listener);

	if (now > listener->most)
		listener->most = now;
	if (listener->most < CROWD || now > listener->most / 4)
		return;
	malloc_trim(0);
	listener->most = now;
}

void listener_sweep(struct listener *listener)
{
	for (struct door **at = &listener->door->next, *door; (door = *at);) {
		if (atomic_load(&door->connections) > 0) {
			at = &door->next;
			continue;
		}
		*at = door->next;
		door_free(door);
	}
	give_memory_back(listener);
}

void listener_retire(struct listener *listener)
{
	door_retire(listener->door);
}

unsigned listener_connections(const struct listener *listener)
{
	unsigned count = 0;

	for (const struct door *door = listener->door; door; door = door->next)
		count += atomic_load(&door->connections);
	return count;
}
