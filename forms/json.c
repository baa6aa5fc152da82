/* See json.h. */
#include "forms/json.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* From behind a quote to behind the one that closes. */
static const char *past_string(const char *text)
{
	while (*text && *text != '"')
		text += *text == '\\' && text[1] ? 2 : 1;
	return *text ? text + 1 : text;
}

/* More than can be where a name stands in single quotes, which json-c takes even when
 * strict. */
static size_t colons(const char *text)
{
	size_t count = 0;

	while (*text) {
		if (*text == '\'')
			return SIZE_MAX;
		count += *text == ':';
		if (*text++ == '"')
			text = past_string(text);
	}
	return count;
}

/* Recursion ends where json-c's depth does. */
static size_t members(struct json_object *value)
{
	size_t count = 0;

	if (json_object_is_type(value, json_type_object)) {
		count = (size_t)json_object_object_length(value);
		json_object_object_foreach(value, name, member)
		{
			(void)name;
			count += members(member);
		}
	}
	if (json_object_is_type(value, json_type_array))
		for (size_t i = 0; i < json_object_array_length(value); i++)
			count += members(json_object_array_get_idx(value, i));
	return count;
}

bool json_names_once(const char *text, struct json_object *root)
{
	return colons(text) == members(root);
}

/* --- with the place --- */

/* Where reading is, in the text and in what it says. */
struct scan {
	const char *at;
	char place[200];
	struct error *err;
};

static bool scan_value(struct scan *s);

/* The next character that is not blank. */
static char next(struct scan *s)
{
	s->at += strspn(s->at, " \t\r\n");
	return *s->at;
}

/* The string that stands here, with its quotes. */
static size_t string_length(const char *text)
{
	size_t length = 1;

	while (text[length] && text[length] != '"')
		length += text[length] == '\\' && text[length + 1] ? 2 : 1;
	return length + (text[length] == '"');
}

/* Owned by the caller. */
static struct json_object *read_name(struct scan *s)
{
	struct json_tokener *tokener = json_tokener_new();
	size_t length = string_length(s->at);
	struct json_object *name = json_tokener_parse_ex(tokener, s->at, (int)length);

	json_tokener_free(tokener);
	s->at += length;
	return name;
}

/* A place too long to be told is told as far as it goes. */
static void enter(struct scan *s, size_t length, const char *separator,
		  const char *part)
{
	size_t room = sizeof(s->place) - length;

	if ((size_t)snprintf(s->place + length, room, "%s%s", separator, part) >= room)
		s->place[length] = '\0';
}

static bool scan_member(struct scan *s, struct json_object *seen)
{
	size_t length = strlen(s->place);

	if (*s->at != '"') {
		error_set(s->err, ERROR_INPUT, "%s%sa name is not in double quotes",
			  s->place, length ? ": " : "");
		return false;
	}
	struct json_object *name = read_name(s);
	const char *text = json_object_get_string(name);
	bool once = !json_object_object_get_ex(seen, text, NULL);

	if (once) {
		json_object_object_add(seen, text, NULL);
		enter(s, length, length ? "." : "", text);
		next(s);
		s->at++; /* the colon */
		once = scan_value(s);
		s->place[length] = '\0';
	} else {
		error_set(s->err, ERROR_INPUT, "%s%s'%s' is there twice", s->place,
			  length ? ": " : "", text);
	}
	json_object_put(name);
	return once;
}

/* An object or an array; recursion ends where json-c's depth does. */
static bool scan_inside(struct scan *s)
{
	struct json_object *seen = json_object_new_object();
	bool named = *s->at++ == '{', once = true;
	size_t length = strlen(s->place);
	char number[32];

	for (size_t i = 0; once && next(s) != '}' && *s->at != ']' && *s->at; i++) {
		s->at += *s->at == ',';
		next(s);
		if (named) {
			once = scan_member(s, seen);
			continue;
		}
		snprintf(number, sizeof(number), "[%zu]", i);
		enter(s, length, number, "");
		once = scan_value(s);
		s->place[length] = '\0';
	}
	s->at += once && *s->at;
	json_object_put(seen);
	return once;
}

static bool scan_value(struct scan *s)
{
	char first = next(s);

	if (first == '{' || first == '[')
		return scan_inside(s);
	s->at += first == '"' ? string_length(s->at) : strcspn(s->at, ",]} \t\r\n");
	return true;
}

bool json_check_names(const char *text, struct error *err)
{
	struct scan scan = {.at = text, .err = err};

	return scan_value(&scan);
}
