/* The map keeps its JSON tree and looks things up in it; see map.h. */
#include "map.h"

#include "file.h"
#include "json.h"
#include "text.h"

#include <json-c/json.h>
#include <string.h>

enum { MAP_BYTES_MAX = 1024 * 1024 };

struct map {
	struct json_object *columns, *constants, *recode, *ignore, *root;
};

void map_free(struct map *map)
{
	if (!map)
		return;
	json_object_put(map->root);
	free(map);
}

static bool all_strings(struct json_object *object, const char *what, struct error *err)
{
	json_object_object_foreach(object, key, value)
	{
		if (!json_object_is_type(value, json_type_string))
			return error_set(err, ERROR_INPUT, "%s '%s' must be a string",
					 what, key);
	}
	return true;
}

static bool check_recode(struct json_object *recode, struct error *err)
{
	json_object_object_foreach(recode, key, table)
	{
		if (!json_object_is_type(table, json_type_object))
			return error_set(err, ERROR_INPUT,
					 "recode '%s' must be an object", key);
		if (!all_strings(table, "recode", err))
			return false;
	}
	return true;
}

static bool check_ignore(struct json_object *ignore, struct error *err)
{
	for (size_t i = 0; i < json_object_array_length(ignore); i++)
		if (!json_object_is_type(json_object_array_get_idx(ignore, i),
					 json_type_string))
			return error_set(err, ERROR_INPUT,
					 "ignore[%zu] must be a string", i);
	return true;
}

/* "*" speaks of all items, and only where values are recoded. */
static bool names_no_star(const struct map *map, struct error *err)
{
	bool star =
		map->constants && json_object_object_get_ex(map->constants, "*", NULL);

	if (map->columns) {
		json_object_object_foreach(map->columns, their, our)
		{
			(void)their;
			star |= strcmp(json_object_get_string(our), "*") == 0;
		}
	}
	return !star || error_set(err, ERROR_INPUT, "'*' is for recode only");
}

static bool take_member(struct map *map, const char *key, struct json_object *value,
			struct error *err)
{
	const struct {
		const char *key;
		json_type type;
		struct json_object **place;
	} members[] = {{"columns", json_type_object, &map->columns},
		       {"constants", json_type_object, &map->constants},
		       {"recode", json_type_object, &map->recode},
		       {"ignore", json_type_array, &map->ignore}};

	for (size_t i = 0; i < ARRAY_SIZE(members); i++) {
		if (strcmp(members[i].key, key) != 0)
			continue;
		if (!json_object_is_type(value, members[i].type))
			return error_set(err, ERROR_INPUT, "wrong type of '%s'", key);
		*members[i].place = value;
		return true;
	}
	return error_set(err, ERROR_INPUT, "unknown key '%s'", key);
}

static bool read_map(struct map *map, struct error *err)
{
	if (!json_object_is_type(map->root, json_type_object))
		return error_set(err, ERROR_INPUT, "a map is a JSON object");
	json_object_object_foreach(map->root, key, value)
	{
		if (!take_member(map, key, value, err))
			return false;
	}
	return (!map->columns || all_strings(map->columns, "columns", err)) &&
	       (!map->constants || all_strings(map->constants, "constants", err)) &&
	       names_no_star(map, err) &&
	       (!map->recode || check_recode(map->recode, err)) &&
	       (!map->ignore || check_ignore(map->ignore, err));
}

struct map *map_parse(const char *json, size_t length, const char *origin,
		      struct error *err)
{
	struct json_tokener *tokener = json_tokener_new_ex(8);
	struct map *map = xcalloc(1, sizeof(*map));
	bool done = false;

	json_tokener_set_flags(tokener,
			       JSON_TOKENER_STRICT | JSON_TOKENER_VALIDATE_UTF8);
	if (length <= MAP_BYTES_MAX)
		map->root = json_tokener_parse_ex(tokener, json, (int)length);
	if (map->root && !text_is_utf8(json, length)) /* json-c takes overlong forms */
		error_set(err, ERROR_INPUT, "not UTF-8");
	else if (map->root)
		done = json_check_names(json, err) && read_map(map, err);
	else
		error_set(err, ERROR_INPUT, "not valid JSON at byte %zu",
			  json_tokener_get_parse_end(tokener) + 1);
	json_tokener_free(tokener);
	if (done)
		return map;
	error_prefix(err, "%s", origin);
	map_free(map);
	return NULL;
}

struct map *map_load(const char *path, struct error *err)
{
	struct map *map = NULL;
	size_t length;
	char *json = file_read(path, MAP_BYTES_MAX, &length, err);

	if (json)
		map = map_parse(json, length, path, err);
	free(json);
	return map;
}

static const char *look_up(struct json_object *table, const char *key)
{
	struct json_object *value;

	if (!table || !json_object_object_get_ex(table, key, &value))
		return NULL;
	return json_object_get_string(value);
}

const char *map_column(const struct map *map, const char *their)
{
	if (!map)
		return their;
	if (map->ignore)
		for (size_t i = 0; i < json_object_array_length(map->ignore); i++)
			if (strcmp(json_object_get_string(
					   json_object_array_get_idx(map->ignore, i)),
				   their) == 0)
				return NULL;
	const char *our = look_up(map->columns, their);
	return our ? our : their;
}

const char *map_recode(const struct map *map, const char *our, bool is_item,
		       const char *value)
{
	struct json_object *own = NULL, *items = NULL;
	const char *to = NULL;

	if (!map || !map->recode)
		return value;
	if (json_object_object_get_ex(map->recode, our, &own))
		to = look_up(own, value);
	if (!to && is_item && json_object_object_get_ex(map->recode, "*", &items))
		to = look_up(items, value);
	return to ? to : value;
}

void map_each_constant(const struct map *map,
		       void (*each)(void *context, const char *our, const char *value),
		       void *context)
{
	if (!map || !map->constants)
		return;
	json_object_object_foreach(map->constants, our, value)
	{
		each(context, our, json_object_get_string(value));
	}
}

void map_each_name(const struct map *map, void (*each)(void *context, const char *our),
		   void *context)
{
	if (!map)
		return;
	if (map->columns) {
		json_object_object_foreach(map->columns, their, our)
		{
			(void)their;
			each(context, json_object_get_string(our));
		}
	}
	if (map->constants) {
		json_object_object_foreach(map->constants, name, value)
		{
			(void)value;
			each(context, name);
		}
	}
	if (map->recode) {
		json_object_object_foreach(map->recode, column, table)
		{
			(void)table;
			if (strcmp(column, "*") != 0)
				each(context, column);
		}
	}
}
