/* See exchange.h. The dispatcher: 404, 405, HEAD, body limits and security headers are
 * decided here, so that a handler only sees requests it can answer. A request whose
 * handler has to wait is suspended: at the desk it may ask the database, at the writer its
 * answer is kept with others; the thread that serves connections goes on meanwhile. */
#include "exchange.h"

#include "body.h"
#include "gate.h"
#include "guard.h"
#include "headers.h"
#include "refusal.h"

#include "forms/text.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>

enum { SPARE_MAX = 256, SPARE_BYTES_MAX = 64 * 1024, WORTH_BYTES = 1024 };

struct exchange {
	struct job job; /* first: at the desk */
	struct writing writing;
	struct door *door;
	struct server *server;
	struct MHD_Connection *connection;
	struct arena *arena;
	const struct route *route;
	const char *allow;
	struct request request;
	struct body body;
	struct guard guard;
	struct visit *visit;
	struct reply reply;
	FILE *out; /* the replies of all its requests, one after the other */
	char *bytes;
	size_t length;
	atomic_bool asking; /* at the desk, whether a file may come */
	bool begun;	    /* its body may come */
	bool answered;	    /* the reply is written, and only to be sent */
	uint64_t began;	    /* when the request was whole */
};

/* Exchanges that are over lend their room to the next ones. */
struct exchange_pool {
	pthread_mutex_t lock;
	struct exchange *spare; /* linked by their jobs */
	size_t count;
};

struct exchange_pool *exchange_pool_new(void)
{
	struct exchange_pool *pool = xcalloc(1, sizeof(*pool));

	pthread_mutex_init(&pool->lock, NULL);
	return pool;
}

static void discard(struct exchange *e)
{
	fclose(e->out);
	free(e->bytes);
	body_release(&e->body);
	arena_free(e->arena);
	free(e);
}

void exchange_pool_free(struct exchange_pool *pool)
{
	if (!pool)
		return;
	for (struct exchange *e = pool->spare, *next; e; e = next) {
		next = (struct exchange *)e->job.next;
		discard(e);
	}
	pthread_mutex_destroy(&pool->lock);
	free(pool);
}

static struct exchange *take_exchange(struct exchange_pool *pool)
{
	pthread_mutex_lock(&pool->lock);
	struct exchange *e = pool->spare;
	if (e) {
		pool->spare = (struct exchange *)e->job.next;
		pool->count--;
	}
	pthread_mutex_unlock(&pool->lock);
	if (e)
		return e;
	e = xcalloc(1, sizeof(*e));
	e->arena = arena_new();
	e->out = open_memstream(&e->bytes, &e->length);
	if (!e->out)
		abort(); /* out of memory, as everywhere */
	return e;
}

/* One that has grown large is not kept. */
static void give_exchange(struct exchange_pool *pool, struct exchange *e)
{
	bool large = e->body.room > SPARE_BYTES_MAX || e->length > SPARE_BYTES_MAX;

	body_clear(&e->body);
	arena_reset(e->arena);
	*e = (struct exchange){.arena = e->arena,
			       .out = e->out,
			       .bytes = e->bytes,
			       .length = e->length,
			       .body = e->body};
	pthread_mutex_lock(&pool->lock);
	bool kept = !large && pool->count < SPARE_MAX;
	if (kept) {
		e->job.next = (struct job *)pool->spare;
		pool->spare = e;
		pool->count++;
	}
	pthread_mutex_unlock(&pool->lock);
	if (!kept)
		discard(e);
}

static enum MHD_Result on_query(void *cls, enum MHD_ValueKind kind, const char *key,
				const char *value)
{
	struct exchange *e = cls;
	(void)kind;

	if (body_field(e->arena, &e->request.query, key, value ? value : ""))
		return MHD_YES;
	e->body.refused = MHD_HTTP_BAD_REQUEST;
	return MHD_NO;
}

static uint64_t peer_of(struct exchange *e)
{
	struct address sender;

	return guard_sender(e->connection, &server_options(e->server)->proxies,
			    e->arena, &sender)
		       ? gate_sender(server_gate(e->server), &sender)
		       : 0;
}

/* Those who watch want to know it even while nothing is known here. */
static bool is_probe(const char *url)
{
	return strcmp(url, "/healthz") == 0 || strcmp(url, "/metrics") == 0;
}

/* What is wrong before any body has come; 0: nothing. */
static unsigned first_look(struct exchange *e, const char *url)
{
	const char *length = MHD_lookup_connection_value(
		e->connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_CONTENT_LENGTH);
	int64_t announced = 0;

	if (e->guard.refused)
		return e->guard.refused;
	if (!e->route)
		return *e->allow ? MHD_HTTP_METHOD_NOT_ALLOWED : MHD_HTTP_NOT_FOUND;
	if (!text_is_utf8(url, strlen(url)))
		return MHD_HTTP_BAD_REQUEST;
	if (e->guard.foreign && strcmp(e->route->method, "POST") == 0)
		return MHD_HTTP_FORBIDDEN;
	if (!e->request.known->read && !is_probe(url))
		return MHD_HTTP_SERVICE_UNAVAILABLE;
	if (length && text_integer(length, &announced) &&
	    (uint64_t)announced > e->route->body_max)
		return MHD_HTTP_CONTENT_TOO_LARGE;
	return 0;
}

static struct exchange *exchange_new(struct door *door,
				     struct MHD_Connection *connection, const char *url,
				     const char *method, const char *version)
{
	struct exchange *e = take_exchange(server_exchanges(door->server));

	e->door = door;
	e->server = door->server;
	e->connection = connection;
	e->reply.file = -1;
	e->request = (struct request){.server = e->server,
				      .arena = e->arena,
				      .known = server_known(e->server),
				      .is_program = strncmp(url, "/api/", 5) == 0};
	server_enter(e->server);
	e->guard = guard_look(connection, version);
	e->visit = gate_visit(connection);
	visit_sends(e->visit, 0);
	e->route = route_find(method, url, e->arena, &e->request.argument, &e->allow);
	e->body.refused = first_look(e, url);
	if (e->body.refused)
		return e;
	MHD_get_connection_values(connection, MHD_GET_ARGUMENT_KIND, on_query, e);
	const char *authorization = MHD_lookup_connection_value(
		connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_AUTHORIZATION);
	if (authorization)
		e->request.authorization = arena_strdup(e->arena, authorization);
	e->request.codings = MHD_lookup_connection_value(
		connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_ACCEPT_ENCODING);
	e->request.peer = peer_of(e);
	/* who may ask for a token's rights costs the database a question */
	if (!e->body.refused && (authorization || e->route->slow) &&
	    server_is_guessing(e->server, e->request.peer))
		e->body.refused = MHD_HTTP_TOO_MANY_REQUESTS;
	if (!e->body.refused)
		body_begin(&e->body, &e->request, e->route, connection);
	return e;
}

static void refuse(struct exchange *e)
{
	refusal_write(&e->request, &e->reply, e->body.refused, e->guard.foreign,
		      e->allow);
}

/* --- the reply --- */

/* One that was written and will not be sent. */
static void drop_reply(struct exchange *e)
{
	if (e->reply.file >= 0)
		close(e->reply.file);
	e->reply.file = -1;
	rewind(e->out);
}

static void open_reply(struct exchange *e)
{
	drop_reply(e);
	e->reply = (struct reply){.status = MHD_HTTP_OK,
				  .type = "text/html; charset=utf-8",
				  .file = -1,
				  .out = e->out,
				  .parts = server_parts(e->server)};
}

static void refuse_as(struct exchange *e, unsigned status)
{
	open_reply(e);
	e->body.refused = status;
	refuse(e);
	e->answered = true;
}

/* What was written, compressed where that is wanted and worth while. */
static struct MHD_Response *written(struct exchange *e)
{
	struct reply *reply = &e->reply;
	size_t length;

	if (!reply->shared || e->length < WORTH_BYTES)
		return MHD_create_response_from_buffer(e->length, e->bytes,
						       MHD_RESPMEM_MUST_COPY);
	reply_header(reply, MHD_HTTP_HEADER_VARY, MHD_HTTP_HEADER_ACCEPT_ENCODING);
	if (!coding_is_accepted(e->request.codings, "gzip"))
		return MHD_create_response_from_buffer(e->length, e->bytes,
						       MHD_RESPMEM_MUST_COPY);
	reply_header(reply, MHD_HTTP_HEADER_CONTENT_ENCODING, "gzip");
	void *packed =
		gzip_join(e->bytes, e->length, reply->pieces, reply->npieces, &length);
	return MHD_create_response_from_buffer(length, packed, MHD_RESPMEM_MUST_FREE);
}

static enum MHD_Result send_reply(struct exchange *e)
{
	struct reply *reply = &e->reply;
	struct MHD_Response *response;

	if (reply->failure.code)
		log_failure(server_failures(e->server), "request_failed",
			    &reply->failure);
	metrics_request(server_metrics(e->server), e->route, reply->status, e->began);
	if (fflush(e->out) != 0)
		return MHD_NO;
	visit_is_answered(e->visit, e->length);
	if (reply->file >= 0) {
		off_t size = lseek(reply->file, 0, SEEK_END);
		visit_is_answered(e->visit, (uint64_t)(size < 0 ? 0 : size));
		response = MHD_create_response_from_fd((uint64_t)(size < 0 ? 0 : size),
						       reply->file);
	} else {
		response = written(e);
	}
	if (!response)
		return MHD_NO;
	headers_add(response, reply,
		    &(struct headers_of){
			    .server = e->server,
			    .is_last = e->guard.last,
			    .is_bare = e->guard.refused ==
				       MHD_HTTP_REQUEST_HEADER_FIELDS_TOO_LARGE,
			    .is_closing = atomic_load_explicit(&e->door->closing,
							       memory_order_relaxed)});
	reply->file = -1; /* the response closes it */
	enum MHD_Result result =
		MHD_queue_response(e->connection, reply->status, response);
	MHD_destroy_response(response);
	return result;
}

/* --- waiting --- */

static void on_saved(struct writing *writing)
{
	struct exchange *e = (struct exchange *)((char *)writing -
						 offsetof(struct exchange, writing));

	e->request.outcome = writing->outcome;
	e->request.failure = writing->err;
	MHD_resume_connection(e->connection);
}

/* After the handler: the answer goes to the writer, or the reply is ready. */
static void go_on(struct exchange *e)
{
	if (!e->request.saving) {
		e->answered = true;
	} else {
		e->writing =
			(struct writing){.saving = e->request.saving, .done = on_saved};
		if (writer_put(server_writer(e->server), &e->writing))
			return;
		refuse_as(e, MHD_HTTP_SERVICE_UNAVAILABLE);
	}
	MHD_resume_connection(e->connection);
}

static void go_on_reading(struct exchange *e)
{
	visit_sends(e->visit, e->body.counted);
	atomic_store(&e->asking, false);
	MHD_resume_connection(e->connection);
}

void exchange_at_desk(struct server *server, struct job *job)
{
	struct exchange *e = (struct exchange *)job;
	struct request *request = &e->request;

	if (atomic_load(&e->asking)) {
		body_admit(&e->body);
		go_on_reading(e);
		return;
	}
	request->at_desk = true;
	request->deferred = false;
	request->db = server_take_db(server, &request->failure);
	if (request->db && e->route->slow)
		db_patience(request->db, 0); /* a file may take its time */
	open_reply(e);
	e->route->handle(request, &e->reply);
	server_give_db(server, request->db);
	request->db = NULL;
	go_on(e);
}

/* The connection rests until its exchange is resumed, which may be at once. */
static enum MHD_Result wait(struct exchange *e)
{
	MHD_suspend_connection(e->connection);
	if (!e->request.deferred) {
		go_on(e);
	} else if (!crew_put(server_desk(e->server, e->route->slow), &e->job)) {
		refuse_as(e, MHD_HTTP_SERVICE_UNAVAILABLE);
		MHD_resume_connection(e->connection);
	}
	return MHD_YES;
}

/* The connection rests until the token of who sends a file was looked at. */
static enum MHD_Result ask(struct exchange *e)
{
	visit_waits(e->visit);
	atomic_store(&e->asking, true);
	MHD_suspend_connection(e->connection);
	if (!crew_put(server_desk(e->server, false), &e->job)) {
		e->body.asks = false;
		e->body.refused = MHD_HTTP_SERVICE_UNAVAILABLE;
		go_on_reading(e);
	}
	return MHD_YES;
}

static enum MHD_Result answer(struct exchange *e)
{
	e->began = metrics_now();
	open_reply(e);
	visit_waits(e->visit);
	if (e->body.refused) {
		refuse(e);
		return send_reply(e);
	}
	e->route->handle(&e->request, &e->reply);
	if (e->request.deferred || e->request.saving)
		return wait(e);
	return send_reply(e);
}

/* It was suspended: its reply is written, or its answer is kept, or not. */
static enum MHD_Result resume(struct exchange *e)
{
	if (!e->answered) {
		open_reply(e);
		e->request.saved(&e->request, &e->reply);
	}
	return send_reply(e);
}

/* The head is there, and who sends a file may: what is refused for its head, size or
 * sender is refused before it is sent. */
static enum MHD_Result begin(struct exchange *e)
{
	if (e->body.asks && !e->body.refused)
		return ask(e);
	e->begun = true;
	if (e->guard.crowded) {
		guard_turn_away(e->connection);
		return MHD_NO;
	}
	return e->guard.refused || e->body.refused == MHD_HTTP_TOO_MANY_REQUESTS ||
			       e->body.refused == MHD_HTTP_CONTENT_TOO_LARGE ||
			       (e->body.refused && e->route &&
				e->route->body == BODY_FILE)
		       ? answer(e)
		       : MHD_YES;
}

static enum MHD_Result take(struct exchange *e, const char *data, size_t *size)
{
	body_take(&e->body, data, *size);
	*size = 0;
	if (e->body.asks && !e->body.refused)
		return ask(e);
	visit_sends(e->visit, e->body.counted);
	return MHD_YES;
}

enum MHD_Result exchange_handle(void *cls, struct MHD_Connection *connection,
				const char *url, const char *method,
				const char *version, const char *upload_data,
				size_t *upload_data_size, void **con_cls)
{
	struct exchange *e = *con_cls;

	if (!e)
		*con_cls = e = exchange_new(cls, connection, url, method, version);
	if (atomic_load(&e->asking))
		return MHD_YES; /* the next chunk of a body that rests stays where it is */
	if (!e->begun)
		return begin(e);
	if (e->request.deferred || e->request.saving || e->request.at_desk)
		return resume(e);
	if (*upload_data_size > 0)
		return take(e, upload_data, upload_data_size);
	if (!e->body.refused)
		body_end(&e->body);
	return answer(e);
}

void exchange_completed(void *cls, struct MHD_Connection *connection, void **con_cls,
			enum MHD_RequestTerminationCode toe)
{
	struct exchange *e = *con_cls;
	(void)cls;
	(void)connection;
	(void)toe;

	if (!e)
		return;
	struct server *server = e->server;
	visit_asks(e->visit);
	drop_reply(e);
	server_forget(server, e->request.known);
	give_exchange(server_exchanges(server), e);
	server_leave(server);
	*con_cls = NULL;
}
