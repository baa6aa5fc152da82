/* See exchange.h. The dispatcher: 404, 405, HEAD, body limits and security headers are
 * decided here, so that a handler only sees requests it can answer. */
#include "exchange.h"

#include "page.h"
#include "route.h"

#include "forms/text.h"

#include <netinet/in.h>
#include <string.h>
#include <unistd.h>

enum { POST_BUFFER = 4096, FORM_FIELDS_MAX = 2000, FIELDS_BYTES_MAX = 256 * 1024 };

struct exchange {
	struct server *server;
	struct arena *arena;
	const struct route *route;
	const char *allow;
	struct request request;
	struct MHD_PostProcessor *post;
	char *body; /* JSON, or the field that is coming in */
	size_t body_used, body_room, received, form_bytes;
	bool field_open;  /* the last field of the form is still coming in */
	bool is_program;  /* the client asked for what programs ask for */
	unsigned refused; /* a status decided before the handler, 0: none */
};

static bool add_field(struct exchange *e, struct http_fields *fields, const char *name,
		      const char *value)
{
	if (fields->count >= FORM_FIELDS_MAX) {
		e->refused = MHD_HTTP_BAD_REQUEST;
		return false;
	}
	if (fields->count == fields->room) {
		size_t room = fields->room ? 2 * fields->room : 16;
		struct http_field *list = arena_alloc(e->arena, room, sizeof(*list));
		if (fields->count)
			memcpy(list, fields->list, fields->count * sizeof(*list));
		fields->list = list;
		fields->room = room;
	}
	fields->list[fields->count++] = (struct http_field){
		arena_strdup(e->arena, name), arena_strdup(e->arena, value)};
	return true;
}

static enum MHD_Result on_query(void *cls, enum MHD_ValueKind kind, const char *key,
				const char *value)
{
	struct exchange *e = cls;
	(void)kind;
	return add_field(e, &e->request.query, key, value ? value : "") ? MHD_YES
									: MHD_NO;
}

static void keep_bytes(struct exchange *e, const char *bytes, size_t length)
{
	while (e->body_room - e->body_used < length + 1) {
		e->body_room = e->body_room ? 2 * e->body_room : 4096;
		e->body = xrealloc(e->body, e->body_room, 1);
	}
	memcpy(e->body + e->body_used, bytes, length);
	e->body_used += length;
	e->body[e->body_used] = '\0';
}

static bool keep_on_disk(struct exchange *e, const char *bytes, size_t length)
{
	if (!e->request.file && !(e->request.file = tmpfile()))
		e->refused = MHD_HTTP_INSUFFICIENT_STORAGE;
	else if (fwrite(bytes, 1, length, e->request.file) != length)
		e->refused = MHD_HTTP_INSUFFICIENT_STORAGE;
	return !e->refused;
}

/* The field that came in is whole: its value moves into the arena, once. */
static void end_field(struct exchange *e)
{
	struct http_fields *form = &e->request.form;

	if (e->field_open && e->body)
		form->list[form->count - 1].value =
			arena_strndup(e->arena, e->body, e->body_used);
	e->field_open = false;
	e->body_used = 0;
}

/* May the sender of a file send one? Asked before the file comes. */
static bool may_upload(struct exchange *e)
{
	enum access_role role = ACCESS_NONE;
	char name[TOKEN_NAME_BYTES];
	struct error err = {0};
	struct db *db = server_take_db(e->server, &err);
	bool asked = db && server_access(&e->request, db, &role, name, &err);

	server_give_db(e->server, db);
	if (!asked)
		e->refused = MHD_HTTP_SERVICE_UNAVAILABLE;
	else if (role == ACCESS_NONE)
		e->refused = e->is_program ? MHD_HTTP_UNAUTHORIZED : MHD_HTTP_FORBIDDEN;
	else if (role != ACCESS_SURVEYOR && role != ACCESS_ADMIN)
		e->refused = MHD_HTTP_FORBIDDEN;
	return !e->refused;
}

/* A field of a form arrives in pieces: the last one in the list may go on. */
static enum MHD_Result on_field(void *cls, enum MHD_ValueKind kind, const char *key,
				const char *filename, const char *type,
				const char *encoding, const char *data, uint64_t offset,
				size_t size)
{
	struct exchange *e = cls;
	struct http_fields *form = &e->request.form;
	(void)kind;
	(void)type;
	(void)encoding;

	if (filename && *filename && strcmp(key, "file") == 0) {
		end_field(e);
		if (offset == 0) {
			const char *secret = http_value(form, "token");
			e->request.authorization = arena_printf(e->arena, "Bearer %s",
								secret ? secret : "");
			if (!may_upload(e))
				return MHD_NO;
		}
		if (!e->request.file_name)
			e->request.file_name = arena_strdup(e->arena, filename);
		return keep_on_disk(e, data, size) ? MHD_YES : MHD_NO;
	}
	if (memchr(data, '\0', size)) {
		e->refused = MHD_HTTP_BAD_REQUEST;
		return MHD_NO;
	}
	/* the limit of a body may be that of a file, which is kept on disk */
	if ((e->form_bytes += size) > FIELDS_BYTES_MAX) {
		e->refused = MHD_HTTP_CONTENT_TOO_LARGE;
		return MHD_NO;
	}
	if (offset == 0) {
		end_field(e);
		if (!add_field(e, form, key, ""))
			return MHD_NO;
		e->field_open = true;
	}
	if (!e->field_open)
		return MHD_NO;
	keep_bytes(e, data, size);
	return MHD_YES;
}

static uint64_t peer_of(struct exchange *e, struct MHD_Connection *connection)
{
	const union MHD_ConnectionInfo *info =
		MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
	const struct sockaddr *address = info ? info->client_addr : NULL;

	if (address && address->sa_family == AF_INET) {
		struct sockaddr_in in;
		memcpy(&in, address, sizeof(in));
		return server_peer(e->server, &in.sin_addr, sizeof(in.sin_addr));
	}
	if (address && address->sa_family == AF_INET6) {
		struct sockaddr_in6 in6; /* a household has a /64 */
		memcpy(&in6, address, sizeof(in6));
		return server_peer(e->server, &in6.sin6_addr, 8);
	}
	return 0;
}

static struct exchange *exchange_new(struct server *server,
				     struct MHD_Connection *connection, const char *url,
				     const char *method)
{
	struct exchange *e = xcalloc(1, sizeof(*e));
	const char *length = MHD_lookup_connection_value(
		connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_CONTENT_LENGTH);
	int64_t announced = 0;

	e->server = server;
	e->arena = arena_new();
	e->request = (struct request){.server = server, .arena = e->arena};
	e->is_program = strncmp(url, "/api/", 5) == 0;
	e->route = route_find(method, url, e->arena, &e->request.argument, &e->allow);
	if (!e->route)
		e->refused =
			*e->allow ? MHD_HTTP_METHOD_NOT_ALLOWED : MHD_HTTP_NOT_FOUND;
	else if (!text_is_utf8(url, strlen(url)))
		e->refused = MHD_HTTP_BAD_REQUEST;
	else if (length && text_integer(length, &announced) &&
		 (uint64_t)announced > e->route->body_max)
		e->refused = MHD_HTTP_CONTENT_TOO_LARGE;
	if (e->refused)
		return e;
	MHD_get_connection_values(connection, MHD_GET_ARGUMENT_KIND, on_query, e);
	const char *authorization = MHD_lookup_connection_value(
		connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_AUTHORIZATION);
	if (authorization)
		e->request.authorization = arena_strdup(e->arena, authorization);
	e->request.peer = peer_of(e, connection);
	if (e->route->body == BODY_FILE && !may_upload(e))
		return e;
	if (e->route->body == BODY_FORM &&
	    !(e->post =
		      MHD_create_post_processor(connection, POST_BUFFER, on_field, e)))
		e->refused = MHD_HTTP_UNSUPPORTED_MEDIA_TYPE;
	return e;
}

static void take_body(struct exchange *e, const char *data, size_t size)
{
	e->received += size;
	if (e->refused)
		return;
	if (e->received > e->route->body_max) {
		e->refused = MHD_HTTP_CONTENT_TOO_LARGE;
		return;
	}
	switch (e->route->body) {
	case BODY_NONE:
		break;
	case BODY_FORM:
		if (MHD_post_process(e->post, data, size) != MHD_YES && !e->refused)
			e->refused = MHD_HTTP_BAD_REQUEST;
		break;
	case BODY_JSON:
		keep_bytes(e, data, size);
		break;
	case BODY_FILE:
		keep_on_disk(e, data, size);
		break;
	}
}

static bool is_text(const struct http_fields *fields)
{
	for (size_t i = 0; i < fields->count; i++) {
		const struct http_field *field = &fields->list[i];
		if (!text_is_utf8(field->name, strlen(field->name)) ||
		    !text_is_utf8(field->value, strlen(field->value)))
			return false;
	}
	return true;
}

static void end_body(struct exchange *e)
{
	if (e->post) {
		if (MHD_destroy_post_processor(e->post) != MHD_YES && !e->refused)
			e->refused = MHD_HTTP_BAD_REQUEST;
		e->post = NULL;
		end_field(e);
	}
	if (!e->refused && (!is_text(&e->request.query) || !is_text(&e->request.form) ||
			    (e->body && !text_is_utf8(e->body, e->body_used))))
		e->refused = MHD_HTTP_BAD_REQUEST;
	e->request.body = e->body ? e->body : "";
	e->request.body_length = e->body_used;
	if (e->request.file && fseek(e->request.file, 0, SEEK_SET) != 0)
		e->refused = MHD_HTTP_INTERNAL_SERVER_ERROR;
}

static const struct {
	unsigned status;
	const char *code, *message; /* for programs */
	enum ui text;		    /* for people */
} refusals[] = {
	{MHD_HTTP_BAD_REQUEST, "bad_request",
	 "The request is not well-formed, or its text is not UTF-8.", UI_BAD_REQUEST},
	{MHD_HTTP_NOT_FOUND, "not_found", "There is nothing here.", UI_NOTHING_HERE},
	{MHD_HTTP_METHOD_NOT_ALLOWED, "method", "That method is not for this address.",
	 UI_NOTHING_HERE},
	{MHD_HTTP_CONTENT_TOO_LARGE, "too_large",
	 "That is more than this address takes.", UI_TOO_LARGE},
	{MHD_HTTP_UNSUPPORTED_MEDIA_TYPE, "media_type",
	 "Send application/x-www-form-urlencoded or multipart/form-data.",
	 UI_BAD_REQUEST},
	{MHD_HTTP_UNAUTHORIZED, "denied", "A surveyor's token is needed.",
	 UI_UPLOAD_DENIED},
	{MHD_HTTP_FORBIDDEN, "denied", "A surveyor's token is needed.",
	 UI_UPLOAD_DENIED},
	{MHD_HTTP_SERVICE_UNAVAILABLE, "away",
	 "The database can't be reached just now.", UI_AWAY},
	{MHD_HTTP_INSUFFICIENT_STORAGE, "storage", "There is no room for the file.",
	 UI_AWAY},
	{MHD_HTTP_INTERNAL_SERVER_ERROR, "internal", "Something broke here.", UI_AWAY},
};

static void refuse(struct exchange *e, struct reply *reply)
{
	size_t i = 0;

	while (i + 1 < ARRAY_SIZE(refusals) && refusals[i].status != e->refused)
		i++;
	if (e->is_program)
		reply_json_error(reply, e->refused, refusals[i].code,
				 refusals[i].message);
	else
		page_message(reply, e->refused, request_language(&e->request),
			     refusals[i].text == UI_NOTHING_HERE ? UI_NOT_FOUND_TITLE
								 : UI_ERRORS_TITLE,
			     refusals[i].text);
	if (e->refused == MHD_HTTP_UNAUTHORIZED)
		reply_header(reply, "WWW-Authenticate", "Bearer realm=\"Hai Long\"");
	if (e->refused == MHD_HTTP_SERVICE_UNAVAILABLE)
		reply_header(reply, "Retry-After", "30");
	if (e->refused == MHD_HTTP_METHOD_NOT_ALLOWED)
		reply_header(reply, MHD_HTTP_HEADER_ALLOW, e->allow);
}

static void add_headers(struct exchange *e, struct MHD_Response *response,
			const struct reply *reply)
{
	static const struct http_field always[] = {
		{"X-Content-Type-Options", "nosniff"},
		{"Referrer-Policy", "same-origin"},
		{"X-Frame-Options", "DENY"},
		{"Permissions-Policy", "camera=(), geolocation=(), microphone=()"},
		{"Cross-Origin-Opener-Policy", "same-origin"},
	};

	for (size_t i = 0; i < ARRAY_SIZE(always); i++)
		MHD_add_response_header(response, always[i].name, always[i].value);
	for (size_t i = 0; i < reply->nheaders; i++)
		MHD_add_response_header(response, reply->headers[i].name,
					reply->headers[i].value);
	MHD_add_response_header(response, "Content-Type", reply->type);
	MHD_add_response_header(
		response, "Content-Security-Policy",
		reply->file >= 0 ? "default-src 'none'; style-src 'unsafe-inline'; "
				   "img-src 'self' data:; base-uri 'none'; "
				   "form-action 'none'; frame-ancestors 'none'"
				 : server_policy(e->server));
	MHD_add_response_header(response, "Cache-Control",
				reply->file >= 0 ? "no-cache" : "no-store");
}

static enum MHD_Result send_reply(struct exchange *e, struct MHD_Connection *connection,
				  struct reply *reply, char *bytes, size_t length)
{
	struct MHD_Response *response;

	if (reply->file >= 0) {
		off_t size = lseek(reply->file, 0, SEEK_END);
		response = MHD_create_response_from_fd((uint64_t)(size < 0 ? 0 : size),
						       reply->file);
		free(bytes);
	} else {
		response = MHD_create_response_from_buffer(length, bytes,
							   MHD_RESPMEM_MUST_FREE);
	}
	if (!response)
		return MHD_NO;
	add_headers(e, response, reply);
	enum MHD_Result result =
		MHD_queue_response(connection, reply->status, response);
	MHD_destroy_response(response);
	return result;
}

static enum MHD_Result answer(struct exchange *e, struct MHD_Connection *connection)
{
	struct reply reply = {
		.status = MHD_HTTP_OK, .type = "text/html; charset=utf-8", .file = -1};
	char *bytes = NULL;
	size_t length = 0;

	reply.out = open_memstream(&bytes, &length);
	if (!reply.out)
		return MHD_NO;
	server_count(e->server, COUNTER_REQUESTS);
	if (e->refused)
		refuse(e, &reply);
	else
		e->route->handle(&e->request, &reply);
	if (fclose(reply.out) != 0) {
		free(bytes);
		return MHD_NO;
	}
	return send_reply(e, connection, &reply, bytes, length);
}

enum MHD_Result exchange_handle(void *cls, struct MHD_Connection *connection,
				const char *url, const char *method,
				const char *version, const char *upload_data,
				size_t *upload_data_size, void **con_cls)
{
	struct exchange *e = *con_cls;
	(void)version;

	if (!e) {
		*con_cls = e = exchange_new(cls, connection, url, method);
		/* what is refused for its size or sender is refused before it is sent */
		return e->refused == MHD_HTTP_CONTENT_TOO_LARGE ||
				       (e->refused && e->route &&
					e->route->body == BODY_FILE)
			       ? answer(e, connection)
			       : MHD_YES;
	}
	if (*upload_data_size > 0) {
		take_body(e, upload_data, *upload_data_size);
		*upload_data_size = 0;
		return MHD_YES;
	}
	end_body(e);
	return answer(e, connection);
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
	if (e->post)
		MHD_destroy_post_processor(e->post);
	if (e->request.file)
		fclose(e->request.file);
	free(e->body);
	arena_free(e->arena);
	free(e);
	*con_cls = NULL;
}
