/* See catalogue_store.h. */
#include "catalogue_store.h"

#include <string.h>

const struct catalogue_columns catalogue_columns[CATALOGUE_KIND_COUNT] = {
	[CATALOGUE_UNITS] = {"units",
			     {"code", "name_vi", "name_en", "level", "parent",
			      "valid_from", "valid_to"},
			     7,
			     2,
			     2},
	[CATALOGUE_SERVICES] = {"services",
				{"code", "name_vi", "name_en", "field", "level",
				 "valid_from", "valid_to"},
				7,
				2,
				2},
	[CATALOGUE_SUCCESSION] =
		{"succession", {"old", "new", "share", "kind", "valid_from"}, 5, 2, 1},
	[CATALOGUE_TRANSACTIONS] = {"transactions",
				    {"unit", "received", "service", "on_time",
				     "invited", "from", "to"},
				    7,
				    2,
				    2},
	[CATALOGUE_REFERENCE] = {"reference",
				 {"index", "year", "value", "source", "unit", "measure",
				  "rank", "out_of"},
				 8,
				 4,
				 0},
};

static bool put_unit(struct db *db, const char *const *values, struct error *err)
{
	const char *parent = values[4];

	return db_run(db, QUERY_unit_add, values, 1, NULL, err) &&
	       (!parent || db_run(db, QUERY_unit_add, &parent, 1, NULL, err)) &&
	       db_run(db, QUERY_unit_version_upsert, values, 7, NULL, err);
}

static bool put_service(struct db *db, const char *const *values, struct error *err)
{
	return db_run(db, QUERY_service_add, values, 1, NULL, err) &&
	       db_run(db, QUERY_service_version_upsert, values, 7, NULL, err);
}

static bool put_succession(struct db *db, const char *const *values, struct error *err)
{
	return db_run(db, QUERY_unit_add, &values[0], 1, NULL, err) &&
	       db_run(db, QUERY_unit_add, &values[1], 1, NULL, err) &&
	       db_run(db, QUERY_succession_upsert, values, 5, NULL, err);
}

static bool put_transactions(struct db *db, const char *const *values,
			     struct error *err)
{
	return db_run(db, QUERY_unit_add, &values[0], 1, NULL, err) &&
	       db_run(db, QUERY_transactions_upsert, values, 7, NULL, err);
}

static bool put_reference(struct db *db, const char *const *values, struct error *err)
{
	return (!values[4] || db_run(db, QUERY_unit_add, &values[4], 1, NULL, err)) &&
	       db_run(db, QUERY_reference_upsert, values, 8, NULL, err);
}

bool catalogue_put(struct db *db, enum catalogue_kind kind, const char *const *values,
		   struct error *err)
{
	static bool (*const put[])(struct db *, const char *const *, struct error *) = {
		[CATALOGUE_UNITS] = put_unit,
		[CATALOGUE_SERVICES] = put_service,
		[CATALOGUE_SUCCESSION] = put_succession,
		[CATALOGUE_TRANSACTIONS] = put_transactions,
		[CATALOGUE_REFERENCE] = put_reference,
	};
	_Static_assert(ARRAY_SIZE(put) == CATALOGUE_KIND_COUNT, "a row per kind");
	return put[kind](db, values, err);
}

static struct catalogue_entry read_entry(const struct rows *rows, size_t row,
					 struct arena *arena)
{
	const char *texts[5];

	for (unsigned c = 0; c < ARRAY_SIZE(texts); c++) {
		const char *text = rows_text(rows, row, c);
		texts[c] = text ? arena_strdup(arena, text) : NULL;
	}
	return (struct catalogue_entry){texts[0], texts[1], texts[2], texts[3],
					texts[4]};
}

bool catalogue_list(struct db *db, enum catalogue_kind kind, const char *as_of,
		    struct arena *arena, struct catalogue_entry **entries,
		    size_t *count, struct error *err)
{
	struct rows *rows = db_query(
		db, kind == CATALOGUE_UNITS ? QUERY_unit_list : QUERY_service_list,
		PARAMS(as_of), err);

	if (!rows)
		return false;
	*count = rows_count(rows);
	*entries = arena_alloc(arena, *count, sizeof(**entries));
	for (size_t i = 0; i < *count; i++)
		(*entries)[i] = read_entry(rows, i, arena);
	rows_free(rows);
	return true;
}

bool catalogue_entry(struct db *db, enum catalogue_kind kind, const char *code,
		     struct arena *arena, struct catalogue_entry *entry,
		     struct error *err)
{
	struct rows *rows = db_query(
		db, kind == CATALOGUE_UNITS ? QUERY_unit_find : QUERY_service_find,
		PARAMS(code), err);

	if (!rows)
		return false;
	bool found = rows_count(rows) > 0;
	if (found)
		*entry = read_entry(rows, 0, arena);
	else
		error_set(err, ERROR_NOT_FOUND, "the catalogue has no '%.60s'", code);
	rows_free(rows);
	return found;
}

/* A binary search would lean on the database's collation; the lists are looked up
 * once per domain, so a scan will do. */
const struct catalogue_entry *catalogue_find(const struct catalogue_entry *entries,
					     size_t count, const char *code)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(entries[i].code, code) == 0)
			return &entries[i];
	return NULL;
}

const char *catalogue_name(const struct catalogue_entry *entry, const char *language)
{
	if (entry->name_en && strcmp(language, "vi") != 0)
		return entry->name_en;
	return entry->name_vi;
}
