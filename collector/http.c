/* See http.h. */
#include "http.h"

#include "forms/text.h"

#include <string.h>

const char *http_value(const struct http_fields *fields, const char *name)
{
	for (size_t i = 0; i < fields->count; i++)
		if (strcmp(fields->list[i].name, name) == 0)
			return fields->list[i].value;
	return NULL;
}

const char *http_values(const struct http_fields *fields, const char *name,
			struct arena *arena)
{
	size_t bytes = 0;

	for (size_t i = 0; i < fields->count; i++)
		if (strcmp(fields->list[i].name, name) == 0)
			bytes += strlen(fields->list[i].value) + 1;
	if (bytes == 0)
		return NULL;
	char *all = arena_alloc(arena, bytes, 1), *end = all;
	for (size_t i = 0; i < fields->count; i++) {
		if (strcmp(fields->list[i].name, name) != 0)
			continue;
		if (end > all)
			*end++ = ' ';
		size_t length = strlen(fields->list[i].value);
		memcpy(end, fields->list[i].value, length);
		end += length;
	}
	return all;
}

void reply_header(struct reply *reply, const char *name, const char *value)
{
	if (reply->nheaders < REPLY_HEADERS_MAX)
		reply->headers[reply->nheaders++] = (struct http_field){name, value};
}

void reply_piece(struct reply *reply, const struct piece *piece)
{
	off_t at = ftello(reply->out);

	if (!piece)
		return;
	if (at >= 0 && reply->npieces < REPLY_PIECES_MAX)
		reply->pieces[reply->npieces++] =
			(struct piece_place){(size_t)at, piece};
	fwrite(piece->text, 1, piece->length, reply->out);
}

void reply_see_other(struct reply *reply, const char *location)
{
	reply->status = 303;
	reply_header(reply, "Location", location);
}

void reply_json_error(struct reply *reply, unsigned status, const char *code,
		      const char *message)
{
	reply->status = status;
	reply->type = "application/json";
	fprintf(reply->out, "{\"error\": {\"code\": \"%s\", \"message\": ", code);
	json_text(reply->out, message);
	fputs("}}\n", reply->out);
}

const char *request_language(const struct request *request)
{
	const char *asked = http_value(&request->query, "lang");

	if (!asked)
		asked = http_value(&request->form, "lang");
	return asked && strcmp(asked, "en") == 0 ? "en" : "vi";
}
