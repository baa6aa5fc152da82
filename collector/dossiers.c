/* See dossiers.h. */
#include "dossiers.h"

#include "forms/csv.h"
#include "forms/text.h"

#include <errno.h>
#include <string.h>

enum { DOSSIER_BYTES_MAX = 200 };

struct list {
	struct arena *arena;
	const char **items;
	size_t count, room;
	size_t column, width; /* width 0: no header yet */
};

static bool read_header(struct list *list, const struct csv_row *row, struct error *err)
{
	list->width = row->ncells;
	while (list->column < row->ncells &&
	       strcmp(row->cells[list->column], "dossier") != 0)
		list->column++;
	if (list->column < row->ncells)
		return true;
	list->column = 0;
	return row->ncells == 1 ||
	       error_set(err, ERROR_INPUT, "line %lu: no column 'dossier'", row->line);
}

static bool add(struct list *list, const struct csv_row *row, struct error *err)
{
	if (row->ncells != list->width)
		return error_set(err, ERROR_INPUT, "line %lu: %s", row->line,
				 rule_text(RULE_COLUMNS, "en"));
	const char *code = csv_unguard(row->cells[list->column]);
	if (!*code || strlen(code) > DOSSIER_BYTES_MAX ||
	    !text_is_utf8(code, strlen(code)))
		return error_set(err, ERROR_INPUT,
				 "line %lu: a dossier is a text of 1 to %d bytes",
				 row->line, DOSSIER_BYTES_MAX);
	ARRAY_RESERVE(list->items, list->count, list->room);
	list->items[list->count++] = arena_strdup(list->arena, code);
	return true;
}

static int compare(const void *left, const void *right)
{
	return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static bool check_once(const struct list *list, struct error *err)
{
	const char **sorted = xcalloc(list->count + 1, sizeof(*sorted));
	bool once = true;

	memcpy(sorted, list->items, list->count * sizeof(*sorted));
	qsort(sorted, list->count, sizeof(*sorted), compare);
	for (size_t i = 1; once && i < list->count; i++)
		if (strcmp(sorted[i - 1], sorted[i]) == 0)
			once = error_set(err, ERROR_INPUT, "'%.100s' is there twice",
					 sorted[i]);
	free(sorted);
	return once;
}

static bool read_rows(struct list *list, struct csv *csv, struct error *err)
{
	struct csv_row row;
	enum csv_outcome outcome;

	while ((outcome = csv_next(csv, &row, err)) != CSV_END) {
		if (outcome == CSV_FAILED)
			return false;
		if (outcome == CSV_BAD)
			return error_set(err, ERROR_INPUT, "line %lu: %s", row.line,
					 rule_text(row.rule, "en"));
		if (!(list->width ? add(list, &row, err)
				  : read_header(list, &row, err)))
			return false;
	}
	return list->count > 0 || error_set(err, ERROR_INPUT, "no dossier in it");
}

bool dossiers_read(const char *path, struct arena *arena, const char *const **dossiers,
		   size_t *count, struct error *err)
{
	struct list list = {.arena = arena};
	FILE *in = fopen(path, "r");
	struct csv *csv = in ? csv_open(in, path) : NULL;

	if (!in)
		return error_set(err, ERROR_INPUT, "%.200s: %s", path, strerror(errno));
	bool done = csv && read_rows(&list, csv, err) && check_once(&list, err);
	if (done) {
		const char **kept = arena_alloc(arena, list.count, sizeof(*kept));
		memcpy(kept, list.items, list.count * sizeof(*kept));
		*dossiers = kept;
		*count = list.count;
	} else {
		error_prefix(err, "%.200s", path);
	}
	free(list.items);
	csv_close(csv);
	fclose(in);
	return done;
}
