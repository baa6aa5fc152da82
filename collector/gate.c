/* See gate.h. */
#include "gate.h"

#include "forms/alloc.h"

#include <pthread.h>
#include <stdatomic.h>
#include <sys/socket.h>
#include <time.h>

enum { PLACES = 1 << 15, BYTES_A_SECOND = 1024 };

struct visit {
	struct visit *previous, *next;
	struct gate *gate;
	int socket;
	size_t place;
	int64_t began;		   /* its body */
	_Atomic(int64_t) deadline; /* seconds of the monotonic clock */
};

struct gate {
	struct gate_options options;
	atomic_uint open[PLACES]; /* connections, by the hash of their address */
	pthread_t thread;
	pthread_mutex_t lock; /* of the two below, and of closing a socket */
	struct visit *first;
	bool closing;
	pthread_cond_t closed;
};

static int64_t now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (int64_t)time.tv_sec;
}

/* Libmicrohttpd sees the end of what is shut down, and closes it itself. */
static void end_late(struct gate *gate)
{
	int64_t time = now();

	for (struct visit *visit = gate->first; visit; visit = visit->next)
		if (atomic_load(&visit->deadline) < time)
			shutdown(visit->socket, SHUT_RDWR);
}

static void *run(void *context)
{
	struct gate *gate = context;
	struct timespec next;

	pthread_mutex_lock(&gate->lock);
	while (!gate->closing) {
		clock_gettime(CLOCK_REALTIME, &next);
		next.tv_sec++;
		pthread_cond_timedwait(&gate->closed, &gate->lock, &next);
		end_late(gate);
	}
	pthread_mutex_unlock(&gate->lock);
	return NULL;
}

struct gate *gate_new(const struct gate_options *options)
{
	struct gate *gate = xcalloc(1, sizeof(*gate));

	gate->options = *options;
	pthread_mutex_init(&gate->lock, NULL);
	pthread_cond_init(&gate->closed, NULL);
	if (pthread_create(&gate->thread, NULL, run, gate) != 0)
		abort(); /* at start: no thread, no service */
	return gate;
}

void gate_free(struct gate *gate)
{
	if (!gate)
		return;
	pthread_mutex_lock(&gate->lock);
	gate->closing = true;
	pthread_cond_signal(&gate->closed);
	pthread_mutex_unlock(&gate->lock);
	pthread_join(gate->thread, NULL);
	pthread_cond_destroy(&gate->closed);
	pthread_mutex_destroy(&gate->lock);
	free(gate);
}

uint64_t gate_sender(struct gate *gate, const struct address *address)
{
	return limit_peer(gate->options.limit, address->bytes,
			  address_sender_bytes(address));
}

static size_t place_of(struct gate *gate, const struct sockaddr *socket)
{
	struct address address = {0};

	return address_of(socket, &address) ? gate_sender(gate, &address) % PLACES : 0;
}

enum MHD_Result gate_accept(void *cls, const struct sockaddr *socket, socklen_t length)
{
	struct gate *gate = cls;
	struct address address;
	(void)length;

	if (gate->options.per_address == 0 || !address_of(socket, &address) ||
	    proxies_have(gate->options.proxies, &address))
		return MHD_YES;
	return atomic_load(&gate->open[place_of(gate, socket)]) <
			       gate->options.per_address
		       ? MHD_YES
		       : MHD_NO;
}

static struct visit *enter(struct gate *gate, struct MHD_Connection *connection)
{
	struct visit *visit = xcalloc(1, sizeof(*visit));

	visit->gate = gate;
	visit->socket =
		MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)
			->connect_fd;
	visit->place = place_of(
		gate,
		MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS)
			->client_addr);
	atomic_fetch_add(&gate->open[visit->place], 1);
	visit_asks(visit);
	pthread_mutex_lock(&gate->lock);
	visit->next = gate->first;
	if (visit->next)
		visit->next->previous = visit;
	gate->first = visit;
	pthread_mutex_unlock(&gate->lock);
	return visit;
}

static void leave(struct visit *visit)
{
	struct gate *gate = visit->gate;

	pthread_mutex_lock(&gate->lock);
	if (visit->next)
		visit->next->previous = visit->previous;
	if (visit->previous)
		visit->previous->next = visit->next;
	else
		gate->first = visit->next;
	pthread_mutex_unlock(&gate->lock);
	atomic_fetch_sub(&gate->open[visit->place], 1);
	free(visit);
}

void gate_notify(void *cls, struct MHD_Connection *connection, void **context,
		 enum MHD_ConnectionNotificationCode code)
{
	if (code == MHD_CONNECTION_NOTIFY_STARTED) {
		*context = enter(cls, connection);
	} else if (*context) { /* its socket is closed after this */
		leave(*context);
		*context = NULL;
	}
}

struct visit *gate_visit(struct MHD_Connection *connection)
{
	return MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT)
		->socket_context;
}

static void may_take(struct visit *visit, int64_t from, uint64_t bytes)
{
	atomic_store(&visit->deadline, from + visit->gate->options.timeout_seconds +
					       (int64_t)(bytes / BYTES_A_SECOND));
}

void visit_asks(struct visit *visit)
{
	may_take(visit, now(), 0);
}

void visit_sends(struct visit *visit, uint64_t received)
{
	if (received == 0)
		visit->began = now();
	may_take(visit, visit->began, received);
}

void visit_waits(struct visit *visit)
{
	atomic_store(&visit->deadline, INT64_MAX);
}

void visit_is_answered(struct visit *visit, uint64_t size)
{
	may_take(visit, now(), size);
}
