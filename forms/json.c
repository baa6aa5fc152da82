/* See json.h. */
#include "forms/json.h"

static size_t colons(const char *text)
{
	bool quoted = false;
	size_t count = 0;

	for (; *text; text++) {
		if (quoted && *text == '\\' && text[1])
			text++;
		else if (*text == '"')
			quoted = !quoted;
		else if (*text == ':' && !quoted)
			count++;
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
