/*
 * MAP.json lays a foreign file over the microdata columns: their names become ours,
 * their codes become ours, what is the same for all rows is given once.
 *
 *   {"columns": {"their": "our", …}, "constants": {"our": "value", …},
 *    "recode": {"our or *": {"from": "to", …}, …}, "ignore": ["their", …]}
 */
#ifndef HAILONG_FORMS_MAP_H
#define HAILONG_FORMS_MAP_H

#include "alloc.h"
#include "error.h"

struct map;

void map_free(struct map *map); /* NULL is allowed */
struct map *map_parse(const char *json, size_t length, const char *origin,
		      struct error *err)
	__attribute__((malloc(map_free, 1), warn_unused_result));
struct map *map_load(const char *path, struct error *err)
	__attribute__((malloc(map_free, 1), warn_unused_result));

/* Our name of their column: NULL when it is to be ignored, `their` when unsaid. */
const char *map_column(const struct map *map, const char *their);

/* What a value becomes. A column's own table decides before the one of all items
 * ("*", consulted only for items). Text lives as long as the map, or is `value`. */
const char *map_recode(const struct map *map, const char *our, bool is_item,
		       const char *value);

/* Calls back for each constant, in the map's order. */
void map_each_constant(const struct map *map,
		       void (*each)(void *context, const char *our, const char *value),
		       void *context);

/* Calls back for each name of ours the map speaks of, "*" excepted, so that the
 * reader can refuse a name that is no column. */
void map_each_name(const struct map *map, void (*each)(void *context, const char *our),
		   void *context);

#endif
