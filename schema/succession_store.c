/* See succession_store.h. */
#include "succession_store.h"

static const char *kept_text(const struct rows *rows, size_t row, unsigned column,
			     struct arena *arena)
{
	return arena_strdup(arena, rows_text(rows, row, column));
}

static bool load_rows(struct db *db, struct arena *arena,
		      struct succession_lists *lists, struct error *err)
{
	struct rows *rows = db_query(db, QUERY_succession_list, NULL, 0, err);

	if (!rows)
		return false;
	lists->nrows = rows_count(rows);
	lists->rows = arena_alloc(arena, lists->nrows, sizeof(*lists->rows));
	for (size_t i = 0; i < lists->nrows; i++)
		lists->rows[i] = (struct succession_row){
			.old = kept_text(rows, i, 0, arena),
			.new = kept_text(rows, i, 1, arena),
			.valid_from = kept_text(rows, i, 2, arena),
			.share = strtod(rows_text(rows, i, 3), NULL)};
	rows_free(rows);
	return true;
}

static bool load_spans(struct db *db, struct arena *arena,
		       struct succession_lists *lists, struct error *err)
{
	struct rows *rows = db_query(db, QUERY_unit_spans, NULL, 0, err);

	if (!rows)
		return false;
	lists->nspans = rows_count(rows);
	lists->spans = arena_alloc(arena, lists->nspans, sizeof(*lists->spans));
	for (size_t i = 0; i < lists->nspans; i++)
		lists->spans[i] =
			(struct unit_span){.code = kept_text(rows, i, 0, arena),
					   .from = kept_text(rows, i, 1, arena),
					   .to = kept_text(rows, i, 2, arena)};
	rows_free(rows);
	return true;
}

bool succession_load(struct db *db, struct arena *arena, struct succession_lists *lists,
		     struct error *err)
{
	return load_rows(db, arena, lists, err) && load_spans(db, arena, lists, err);
}

bool today_find(struct db *db, struct arena *arena, const char **today,
		struct error *err)
{
	struct rows *rows = db_query(db, QUERY_today_find, NULL, 0, err);

	if (!rows)
		return false;
	*today = kept_text(rows, 0, 0, arena);
	rows_free(rows);
	return true;
}
