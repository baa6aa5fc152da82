/* See beside_store.h. */
#include "beside_store.h"

#include "forms/text.h"

#include <math.h>

/* The columns of reference_list.sql. */
enum {
	PUBLISHED_INDEX,
	PUBLISHED_YEAR,
	PUBLISHED_UNIT,
	PUBLISHED_VALUE,
	PUBLISHED_MEASURE,
	PUBLISHED_RANK,
	PUBLISHED_OUT_OF,
	PUBLISHED_SOURCE
};

/* The columns of comment_words.sql. */
enum { REMARK_UNIT, REMARK_SERVICE, REMARK_TEXT, REMARK_OF_UNIT, REMARK_OF_SERVICE };

static const char *kept(const struct rows *rows, size_t row, unsigned column,
			struct arena *arena)
{
	const char *text = rows_text(rows, row, column);

	return text ? arena_strdup(arena, text) : NULL;
}

static int whole(const struct rows *rows, size_t row, unsigned column)
{
	const char *text = rows_text(rows, row, column);
	int64_t value;

	return text && text_integer(text, &value) ? (int)value : 0;
}

static bool truth(const struct rows *rows, size_t row, unsigned column)
{
	const char *text = rows_text(rows, row, column);

	return text && *text == 't';
}

static struct published published_of(const struct rows *rows, size_t row,
				     struct arena *arena)
{
	const char *text = rows_text(rows, row, PUBLISHED_VALUE);
	double value;

	return (struct published){
		.index = kept(rows, row, PUBLISHED_INDEX, arena),
		.year = whole(rows, row, PUBLISHED_YEAR),
		.unit = kept(rows, row, PUBLISHED_UNIT, arena),
		.value = text && text_number(text, &value) ? value : (double)NAN,
		.measure = kept(rows, row, PUBLISHED_MEASURE, arena),
		.rank = whole(rows, row, PUBLISHED_RANK),
		.out_of = whole(rows, row, PUBLISHED_OUT_OF),
		.source = kept(rows, row, PUBLISHED_SOURCE, arena),
	};
}

bool published_list(struct db *db, struct arena *arena, struct published **list,
		    size_t *count, struct error *err)
{
	struct rows *rows = db_query(db, QUERY_reference_list, NULL, 0, err);

	if (!rows)
		return false;
	*count = rows_count(rows);
	*list = arena_alloc(arena, *count + 1, sizeof(**list));
	for (size_t i = 0; i < *count; i++)
		(*list)[i] = published_of(rows, i, arena);
	rows_free(rows);
	return true;
}

bool remarks_list(struct db *db, const struct remarks_wanted *wanted,
		  struct arena *arena, struct remark **list, size_t *count,
		  struct error *err)
{
	char *min_n = arena_printf(arena, "%llu", (unsigned long long)wanted->min_n);
	char *most = arena_printf(arena, "%llu", (unsigned long long)wanted->most);
	struct rows *rows =
		db_query(db, QUERY_comment_words,
			 PARAMS(wanted->round, wanted->item, min_n, most), err);

	if (!rows)
		return false;
	*count = rows_count(rows);
	*list = arena_alloc(arena, *count + 1, sizeof(**list));
	for (size_t i = 0; i < *count; i++)
		(*list)[i] = (struct remark){
			.unit = kept(rows, i, REMARK_UNIT, arena),
			.service = kept(rows, i, REMARK_SERVICE, arena),
			.text = kept(rows, i, REMARK_TEXT, arena),
			.of_unit = truth(rows, i, REMARK_OF_UNIT),
			.of_service = truth(rows, i, REMARK_OF_SERVICE)};
	rows_free(rows);
	return true;
}
