/* migrate and import: the schema, and the lists of units and services. */
#include "commands.h"

#include "forms/csv.h"
#include "forms/text.h"
#include "schema/access_store.h"
#include "schema/catalogue_store.h"
#include "schema/migrate.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum exit_code command_migrate(const struct invocation *call, struct error *err)
{
	struct db *db = command_db(call, DB_OWNER, err);
	unsigned applied = 0;
	bool done = db && migrate(db, &applied, err);

	if (done)
		printf("%u migrations applied\n", applied);
	db_close(db);
	return done ? EXIT_DONE : EXIT_FAILED;
}

struct import {
	enum catalogue_kind kind;
	const char *path;
	FILE *in;
	/* place of each of our columns in the file, -1 where it has none */
	int place[CATALOGUE_COLUMNS_MAX];
	size_t rows;
};

static bool find_kind(const char *name, enum catalogue_kind *kind)
{
	for (int k = 0; k < CATALOGUE_KIND_COUNT; k++) {
		if (strcmp(catalogue_columns[k].name, name) == 0) {
			*kind = (enum catalogue_kind)k;
			return true;
		}
	}
	return false;
}

static bool read_header(struct import *import, const struct csv_row *row,
			struct error *err)
{
	const struct catalogue_columns *list = &catalogue_columns[import->kind];

	for (size_t c = 0; c < list->ncolumns; c++)
		import->place[c] = -1;
	for (size_t i = 0; i < row->ncells; i++) {
		size_t c = 0;
		while (c < list->ncolumns &&
		       strcmp(list->columns[c], row->cells[i]) != 0)
			c++;
		if (c == list->ncolumns)
			return error_set(err, ERROR_INPUT,
					 "line %lu: unknown column '%.60s'", row->line,
					 row->cells[i]);
		import->place[c] = (int)i;
	}
	for (size_t c = 0; c < list->nneeded; c++)
		if (import->place[c] < 0)
			return error_set(err, ERROR_INPUT, "line %lu: no column '%s'",
					 row->line, list->columns[c]);
	return true;
}

static bool put_row(struct db *db, struct import *import, const struct csv_row *row,
		    size_t width, struct error *err)
{
	const struct catalogue_columns *list = &catalogue_columns[import->kind];
	const char *values[CATALOGUE_COLUMNS_MAX] = {NULL};

	if (row->ncells != width)
		return error_set(err, ERROR_INPUT, "%s", rule_text(RULE_COLUMNS, "en"));
	for (size_t c = 0; c < list->ncolumns; c++) {
		const char *value =
			import->place[c] < 0 ? "" : row->cells[import->place[c]];
		if (!text_is_utf8(value, strlen(value)))
			return error_set(err, ERROR_INPUT, "column %s: %s",
					 list->columns[c], rule_text(RULE_UTF8, "en"));
		if (c < list->nneeded && !*value)
			return error_set(err, ERROR_INPUT, "column %s is empty",
					 list->columns[c]);
		/* PostgreSQL would read 01/07/2025 the American way */
		if (c >= list->ncolumns - list->ndates && *value &&
		    !text_is_date(value))
			return error_set(err, ERROR_INPUT,
					 "column %s: a date like 2026-03-01 is needed, "
					 "not '%.40s'",
					 list->columns[c], value);
		values[c] = *value ? value : NULL;
	}
	import->rows++;
	return catalogue_put(db, import->kind, values, err);
}

static bool import_rows(struct db *db, struct import *import, struct csv *csv,
			struct error *err)
{
	struct csv_row row;
	size_t width = 0;
	enum csv_outcome outcome;

	while ((outcome = csv_next(csv, &row, err)) != CSV_END) {
		if (outcome == CSV_FAILED)
			return false;
		if (outcome == CSV_BAD)
			return error_set(err, ERROR_INPUT, "line %lu: %s", row.line,
					 rule_text(row.rule, "en"));
		if (width == 0) {
			width = row.ncells;
			if (!read_header(import, &row, err))
				return false;
		} else if (!put_row(db, import, &row, width, err)) {
			return error_prefix(err, "line %lu", row.line);
		}
	}
	return width > 0 || error_set(err, ERROR_INPUT, "the file is empty");
}

static bool import_file(struct db *db, void *context, struct error *err)
{
	struct import *import = context;
	struct csv *csv = csv_open(import->in, import->path);
	char *action = xasprintf("import %s", catalogue_columns[import->kind].name);
	bool done = (import_rows(db, import, csv, err) ||
		     error_prefix(err, "%s", import->path)) &&
		    audit_add(db, command_actor(), action, import->path, err);

	free(action);
	csv_close(csv);
	return done;
}

enum exit_code command_import(const struct invocation *call, struct error *err)
{
	struct import import = {.path = call->arguments[1]};
	struct db *db = NULL;
	bool done = false;

	if (!find_kind(call->arguments[0], &import.kind))
		return usage_error(
			err,
			"import takes units, services, succession, transactions or "
			"reference");
	import.in = fopen(import.path, "rb");
	if (!import.in) {
		error_set(err, ERROR_INPUT, "%s: %s", import.path, strerror(errno));
		goto out;
	}
	if (!(db = command_db(call, DB_OWNER, err)))
		goto out;
	done = db_transaction_once(db, false, import_file, &import, err);
	if (done)
		printf("%zu %s\n", import.rows, call->arguments[0]);
out:
	db_close(db);
	if (import.in)
		fclose(import.in);
	return done ? EXIT_DONE : EXIT_FAILED;
}
