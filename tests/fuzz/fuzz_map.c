/* A map and what is asked of it. Bytes: the JSON as a text, then texts to look up. */
#include "forms/json.h"
#include "forms/map.h"
#include "fuzz.h"

#include <string.h>

static void on_constant(void *context, const char *our, const char *value)
{
	(void)context;
	must(is_utf8(our) && is_utf8(value));
}

static void on_name(void *context, const char *our)
{
	(void)context;
	must(is_utf8(our) && strcmp(our, "*") != 0);
}

static void look_up(const struct map *map, const char *text)
{
	const char *our = map_column(map, text);

	must(!our || our == text || is_utf8(our));
	for (int is_item = 0; is_item < 2; is_item++) {
		const char *to = map_recode(map, our ? our : "q1", is_item, text);
		must(to && (to == text || is_utf8(to)));
		must(map_recode(NULL, "q1", is_item, text) == text);
	}
	must(map_column(NULL, text) == text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input input = {data, size};
	struct arena *arena = arena_new();
	struct error err = {0};
	const char *json = input_text(&input, arena), *text;

	if (json) {
		struct map *map = map_parse(json, strlen(json), "map", &err);
		must(map || (err.code == ERROR_INPUT && is_utf8(err.message)));
		if (map) {
			struct json_object *root = json_tokener_parse(json);
			must(json_names_once(json, root));
			json_object_put(root);
			map_each_name(map, on_name, NULL);
			map_each_constant(map, on_constant, NULL);
			while ((text = input_text(&input, arena)))
				look_up(map, text);
		}
		map_free(map);
	}
	arena_free(arena);
	return 0;
}
