/* See sheet.h. */
#include "sheet.h"

#include "forms/alloc.h"
#include "forms/csv.h"
#include "forms/file.h"
#include "forms/text.h"

#include <math.h>
#include <string.h>

void sheet_free(struct sheet *sheet)
{
	if (!sheet)
		return;
	free(sheet->rows);
	arena_free(sheet->arena);
	free(sheet);
}

static const char *const *keep_cells(struct sheet *sheet, const struct csv_row *row)
{
	const char **cells = arena_alloc(sheet->arena, row->ncells + 1, sizeof(char *));

	for (size_t c = 0; c < row->ncells; c++)
		cells[c] = arena_strdup(sheet->arena, csv_unguard(row->cells[c]));
	return cells;
}

static bool check_text(const struct sheet *sheet, const struct csv_row *row,
		       struct error *err)
{
	for (size_t c = 0; c < row->ncells; c++)
		if (!text_is_utf8(row->cells[c], strlen(row->cells[c])))
			return error_set(err, ERROR_INPUT, "%s: line %lu: %s",
					 sheet->name, row->line,
					 rule_text(RULE_UTF8, "en"));
	return true;
}

static bool keep_header(struct sheet *sheet, const struct csv_row *row,
			struct error *err)
{
	sheet->columns = keep_cells(sheet, row);
	sheet->ncolumns = row->ncells;
	for (size_t c = 0; c < row->ncells; c++)
		if (sheet_column(sheet, sheet->columns[c]) != (int)c)
			return error_set(err, ERROR_INPUT, "%s: column '%.60s' twice",
					 sheet->name, sheet->columns[c]);
	return true;
}

static bool keep_row(struct sheet *sheet, const struct csv_row *row, struct error *err)
{
	if (row->ncells != sheet->ncolumns)
		return error_set(err, ERROR_INPUT, "%s: line %lu: %s", sheet->name,
				 row->line, rule_text(RULE_COLUMNS, "en"));
	ARRAY_RESERVE(sheet->rows, sheet->nrows, sheet->room);
	sheet->rows[sheet->nrows++] =
		(struct sheet_row){row->line, keep_cells(sheet, row)};
	return true;
}

static bool keep_all(struct sheet *sheet, struct csv *csv, struct error *err)
{
	enum csv_outcome outcome;
	struct csv_row row;

	while ((outcome = csv_next(csv, &row, err)) != CSV_END) {
		if (outcome == CSV_FAILED)
			return false;
		if (outcome == CSV_BAD)
			return error_set(err, ERROR_INPUT, "%s: line %lu: %s",
					 sheet->name, row.line,
					 rule_text(row.rule, "en"));
		if (!check_text(sheet, &row, err) ||
		    (!sheet->columns ? !keep_header(sheet, &row, err)
				     : !keep_row(sheet, &row, err)))
			return false;
	}
	return sheet->columns ||
	       error_set(err, ERROR_INPUT, "%s: the file is empty", sheet->name);
}

/* fmemopen only reads here, but its parameter is not const. */
static FILE *read_memory(const char *bytes, size_t length)
{
	union {
		const char *given;
		void *taken;
	} memory = {bytes};

	return fmemopen(memory.taken, length, "rb");
}

struct sheet *sheet_parse(const char *bytes, size_t length, const char *name,
			  struct error *err)
{
	struct sheet *sheet = xcalloc(1, sizeof(*sheet));
	FILE *in = length ? read_memory(bytes, length) : NULL;
	bool done = false;

	sheet->arena = arena_new();
	sheet->name = arena_strdup(sheet->arena, name);
	if (in) {
		struct csv *csv = csv_open(in, sheet->name);
		done = keep_all(sheet, csv, err);
		csv_close(csv);
		fclose(in);
	} else {
		error_set(err, ERROR_INPUT, "%s: the file is empty", name);
	}
	if (done)
		return sheet;
	sheet_free(sheet);
	return NULL;
}

struct sheet *sheet_read(const char *path, struct error *err)
{
	size_t length;
	char *bytes = file_read(path, SHEET_BYTES_MAX, &length, err);
	struct sheet *sheet = bytes ? sheet_parse(bytes, length, path, err) : NULL;

	free(bytes);
	return sheet;
}

int sheet_column(const struct sheet *sheet, const char *name)
{
	for (size_t c = 0; c < sheet->ncolumns; c++)
		if (strcmp(sheet->columns[c], name) == 0)
			return (int)c;
	return SHEET_NO_COLUMN;
}

bool sheet_need(const struct sheet *sheet, const char *name, int *column,
		struct error *err)
{
	*column = sheet_column(sheet, name);
	return *column != SHEET_NO_COLUMN ||
	       error_set(err, ERROR_INPUT, "%s: no column '%.60s'", sheet->name, name);
}

const char *sheet_text(const struct sheet *sheet, size_t row, int column)
{
	return column == SHEET_NO_COLUMN ? "" : sheet->rows[row].cells[column];
}

bool sheet_number(const struct sheet *sheet, size_t row, int column, double *value,
		  struct error *err)
{
	const char *text = sheet_text(sheet, row, column);

	*value = (double)NAN;
	return !*text || text_number(text, value) ||
	       sheet_fail(sheet, row, column, "is no number (84.5)", err);
}

bool sheet_fail(const struct sheet *sheet, size_t row, int column, const char *message,
		struct error *err)
{
	return error_set(err, ERROR_INPUT, "%s: line %lu, %.60s '%.60s': %s",
			 sheet->name, sheet->rows[row].line, sheet->columns[column],
			 sheet_text(sheet, row, column), message);
}
