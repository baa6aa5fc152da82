/* See json.h. */
#include "forms/json.h"

/* From behind a quote to behind the one that closes. */
static const char *past_string(const char *text)
{
	while (*text && *text != '"')
		text += *text == '\\' && text[1] ? 2 : 1;
	return *text ? text + 1 : text;
}

static size_t colons(const char *text)
{
	size_t count = 0;

	while (*text) {
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
