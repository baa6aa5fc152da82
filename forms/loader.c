/* What every part of the form loader needs; see loader.h. */
#include "loader.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { LABEL_BYTES_MAX = 8000 };

bool load_fail(struct loader *l, const char *what, const char *name)
{
	return error_set(l->err, ERROR_INPUT, name ? "%s: %s '%s'" : "%s: %s", l->where,
			 what, name);
}

void load_at(struct loader *l, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(l->where, sizeof(l->where), format, args);
	va_end(args);
}

bool load_keys_known(struct loader *l, struct json_object *object,
		     const char *const *known)
{
	json_object_object_foreach(object, key, value)
	{
		const char *const *k = known;
		(void)value;
		while (*k && strcmp(*k, key) != 0)
			k++;
		if (!*k)
			return load_fail(l, "unknown key", key);
	}
	return true;
}

bool load_member(struct loader *l, struct json_object *object, const char *key,
		 json_type type, bool needed, struct json_object **value)
{
	if (!json_object_object_get_ex(object, key, value) || !*value) {
		*value = NULL;
		return needed ? load_fail(l, "missing key", key) : true;
	}
	if (json_object_get_type(*value) != type)
		return load_fail(l, "wrong type of", key);
	return true;
}

bool load_string(struct loader *l, struct json_object *object, const char *key,
		 bool needed, const char **text)
{
	struct json_object *value;

	*text = NULL;
	if (!load_member(l, object, key, json_type_string, needed, &value))
		return false;
	if (value)
		*text = arena_strdup(l->arena, json_object_get_string(value));
	return true;
}

bool load_flag(struct loader *l, struct json_object *object, const char *key,
	       bool *flag)
{
	struct json_object *value;

	if (!load_member(l, object, key, json_type_boolean, false, &value))
		return false;
	*flag = value && json_object_get_boolean(value);
	return true;
}

bool load_label(struct loader *l, struct json_object *object, const char *key,
		bool needed, struct label *label)
{
	struct json_object *texts;

	if (!load_member(l, object, key, json_type_object, needed, &texts))
		return false;
	if (!texts)
		return true;
	json_object_object_foreach(texts, code, value)
	{
		int language = form_language(l->form, code);
		if (language < 0)
			return load_fail(
				l, "a label in a language form_title does not have:",
				code);
		if (!json_object_is_type(value, json_type_string))
			return load_fail(l, "wrong type of label", code);
		if (json_object_get_string_len(value) > LABEL_BYTES_MAX)
			return load_fail(l, "label too long in", code);
		label->text[language] =
			arena_strdup(l->arena, json_object_get_string(value));
	}
	if (!label->text[0])
		return load_fail(l, "no label in the default language",
				 l->form->languages[0]);
	return true;
}

struct choice_list *load_list(struct form *form, const char *name)
{
	for (unsigned i = 0; i < form->nlists; i++)
		if (strcmp(form->lists[i].name, name) == 0)
			return &form->lists[i];
	return NULL;
}
