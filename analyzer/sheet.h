/*
 * A list in a CSV file, whole and in memory: estimates to be ranked, a population to
 * plan for, a frame to draw from. Unlike microdata nothing in it may be wrong: the
 * first row that breaks a rule fails the whole, by its line.
 *
 * Life cycle: sheet_read or sheet_parse → read → sheet_free. All texts live as long as
 * the sheet.
 */
#ifndef HAILONG_ANALYZER_SHEET_H
#define HAILONG_ANALYZER_SHEET_H

#include "forms/error.h"

#include <stddef.h>

enum { SHEET_BYTES_MAX = 512 * 1024 * 1024, SHEET_NO_COLUMN = -1 };

struct sheet_row {
	unsigned long line;
	const char *const *cells; /* one per column */
};

struct sheet {
	const char *name;
	const char *const *columns;
	size_t ncolumns;
	struct sheet_row *rows;
	size_t nrows, room;
	struct arena *arena;
};

void sheet_free(struct sheet *sheet); /* NULL is allowed */

/* Fails on an empty file, a column named twice, and a row that is none. */
struct sheet *sheet_read(const char *path, struct error *err)
	__attribute__((malloc(sheet_free, 1), warn_unused_result));
struct sheet *sheet_parse(const char *bytes, size_t length, const char *name,
			  struct error *err)
	__attribute__((malloc(sheet_free, 1), warn_unused_result));

/* The column of that name, or SHEET_NO_COLUMN; sheet_need fails instead. */
int sheet_column(const struct sheet *sheet, const char *name);
MUST_CHECK bool sheet_need(const struct sheet *sheet, const char *name, int *column,
			   struct error *err);

/* The text of a cell, without a spreadsheet's guard; "" in SHEET_NO_COLUMN. */
const char *sheet_text(const struct sheet *sheet, size_t row, int column);
/* Its number; NaN where it is empty. */
MUST_CHECK bool sheet_number(const struct sheet *sheet, size_t row, int column,
			     double *value, struct error *err);

/* Fails with "file: line 3, column: message". */
bool sheet_fail(const struct sheet *sheet, size_t row, int column, const char *message,
		struct error *err);

#endif
