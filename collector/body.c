/* See body.h. */
#include "body.h"

#include "server.h"

#include "forms/text.h"

#include <string.h>
#include <unistd.h>

enum { POST_BUFFER = 4096, FORM_FIELDS_MAX = 2000, FIELDS_BYTES_MAX = 256 * 1024 };

bool body_field(struct arena *arena, struct http_fields *fields, const char *name,
		const char *value)
{
	if (fields->count >= FORM_FIELDS_MAX)
		return false;
	if (fields->count == fields->room) {
		size_t room = fields->room ? 2 * fields->room : 16;
		struct http_field *list = arena_alloc(arena, room, sizeof(*list));
		if (fields->count)
			memcpy(list, fields->list, fields->count * sizeof(*list));
		fields->list = list;
		fields->room = room;
	}
	fields->list[fields->count++] = (struct http_field){arena_strdup(arena, name),
							    arena_strdup(arena, value)};
	return true;
}

static void keep_bytes(struct body *body, const char *bytes, size_t length)
{
	while (body->room - body->used < length + 1) {
		body->room = body->room ? 2 * body->room : 1024;
		body->bytes = xrealloc(body->bytes, body->room, 1);
	}
	memcpy(body->bytes + body->used, bytes, length);
	body->used += length;
	body->bytes[body->used] = '\0';
}

static bool keep_on_disk(struct body *body, const char *bytes, size_t length)
{
	struct request *request = body->request;

	if (!request->file && !(request->file = tmpfile()))
		body->refused = MHD_HTTP_INSUFFICIENT_STORAGE;
	else if (fwrite(bytes, 1, length, request->file) != length)
		body->refused = MHD_HTTP_INSUFFICIENT_STORAGE;
	return !body->refused;
}

/* The field that came in is whole: its value moves into the arena, once. */
static void end_field(struct body *body)
{
	struct http_fields *form = &body->request->form;

	if (body->field_open && body->used)
		form->list[form->count - 1].value =
			arena_strndup(body->request->arena, body->bytes, body->used);
	body->field_open = false;
	body->used = 0;
}

void body_admit(struct body *body)
{
	struct request *request = body->request;
	enum access_role role = ACCESS_NONE;
	char name[TOKEN_NAME_BYTES];
	struct error err = {0};
	struct db *db = server_take_db(request->server, &err);
	bool asked = db && server_access(request, db, &role, name, &err);

	server_give_db(request->server, db);
	body->asks = false;
	if (!asked)
		body->refused = MHD_HTTP_SERVICE_UNAVAILABLE;
	else if (role == ACCESS_NONE)
		body->refused = request->is_program ? MHD_HTTP_UNAUTHORIZED
						    : MHD_HTTP_FORBIDDEN;
	else if (role != ACCESS_SURVEYOR && role != ACCESS_ADMIN)
		body->refused = MHD_HTTP_FORBIDDEN;
}

static enum MHD_Result take_file(struct body *body, const char *filename,
				 const char *data, uint64_t offset, size_t size)
{
	struct request *request = body->request;

	end_field(body);
	if (offset == 0) {
		const char *secret = http_value(&request->form, "token");
		request->authorization =
			arena_printf(request->arena, "Bearer %s", secret ? secret : "");
		body->asks = true; /* what came along with this piece is kept */
	}
	if (!request->file_name)
		request->file_name = arena_strdup(request->arena, filename);
	return keep_on_disk(body, data, size) ? MHD_YES : MHD_NO;
}

/* Where its head and its value come apart libmicrohttpd tells the beginning twice, first
 * without a byte of it. */
static bool is_begun(const struct body *body, const char *key)
{
	const struct http_fields *form = &body->request->form;

	return body->field_open && body->used == 0 &&
	       strcmp(form->list[form->count - 1].name, key) == 0;
}

/* A field of a form arrives in pieces: the last one in the list may go on. */
static enum MHD_Result on_field(void *cls, enum MHD_ValueKind kind, const char *key,
				const char *filename, const char *type,
				const char *encoding, const char *data, uint64_t offset,
				size_t size)
{
	struct body *body = cls;
	struct request *request = body->request;
	(void)kind;
	(void)type;
	(void)encoding;

	if (!key) { /* a part that has no name */
		body->refused = MHD_HTTP_BAD_REQUEST;
		return MHD_NO;
	}
	if (filename && *filename && strcmp(key, "file") == 0)
		return take_file(body, filename, data, offset, size);
	if (memchr(data, '\0', size)) {
		body->refused = MHD_HTTP_BAD_REQUEST;
		return MHD_NO;
	}
	/* the limit of a body may be that of a file, which is kept on disk */
	if ((body->form_bytes += size) > FIELDS_BYTES_MAX) {
		body->refused = MHD_HTTP_CONTENT_TOO_LARGE;
		return MHD_NO;
	}
	if (offset == 0 && !is_begun(body, key)) {
		end_field(body);
		if (!body_field(request->arena, &request->form, key, "")) {
			body->refused = MHD_HTTP_BAD_REQUEST;
			return MHD_NO;
		}
		body->field_open = true;
	}
	if (!body->field_open)
		return MHD_NO;
	keep_bytes(body, data, size);
	return MHD_YES;
}

void body_begin(struct body *body, struct request *request, const struct route *route,
		struct MHD_Connection *connection)
{
	body->request = request;
	body->route = route;
	body->asks = route->body == BODY_FILE;
	if (route->body == BODY_FORM &&
	    !(body->post = MHD_create_post_processor(connection, POST_BUFFER, on_field,
						     body)))
		body->refused = MHD_HTTP_UNSUPPORTED_MEDIA_TYPE;
}

void body_take(struct body *body, const char *data, size_t size)
{
	body->received += size;
	if (body->refused)
		return;
	body->counted = body->received;
	if (body->received > body->route->body_max) {
		body->refused = MHD_HTTP_CONTENT_TOO_LARGE;
		return;
	}
	switch (body->route->body) {
	case BODY_NONE:
		break;
	case BODY_FORM:
		if (MHD_post_process(body->post, data, size) != MHD_YES &&
		    !body->refused)
			body->refused = MHD_HTTP_BAD_REQUEST;
		break;
	case BODY_JSON:
		keep_bytes(body, data, size);
		break;
	case BODY_FILE:
		keep_on_disk(body, data, size);
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

void body_end(struct body *body)
{
	struct request *request = body->request;

	if (body->post) {
		if (MHD_destroy_post_processor(body->post) != MHD_YES && !body->refused)
			body->refused = MHD_HTTP_BAD_REQUEST;
		body->post = NULL;
		end_field(body);
	}
	if (!body->refused && (!is_text(&request->query) || !is_text(&request->form) ||
			       (body->used && !text_is_utf8(body->bytes, body->used))))
		body->refused = MHD_HTTP_BAD_REQUEST;
	request->body = body->used ? body->bytes : "";
	request->body_length = body->used;
	if (request->file && fseek(request->file, 0, SEEK_SET) != 0)
		body->refused = MHD_HTTP_INTERNAL_SERVER_ERROR;
}

void body_clear(struct body *body)
{
	if (body->post)
		MHD_destroy_post_processor(body->post);
	if (body->request && body->request->file)
		fclose(body->request->file);
	*body = (struct body){.bytes = body->bytes, .room = body->room};
}

void body_release(struct body *body)
{
	body_clear(body);
	free(body->bytes);
}
