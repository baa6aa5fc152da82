/*
 * Rows for which output.h has no figures: ranks, plans, drawn samples. The columns are
 * a table of the command's own; the same rows go out as CSV (17 significant digits,
 * blank where undefined), as JSON (null) or as a table to read.
 *
 * Life cycle: grid_new → grid_row, then grid_text and grid_number for its cells → … →
 * grid_write → grid_free. Columns are borrowed, texts copied.
 */
#ifndef HAILONG_ANALYZER_GRID_H
#define HAILONG_ANALYZER_GRID_H

#include "output.h"

enum grid_kind { GRID_TEXT, GRID_COUNT, GRID_NUMBER, GRID_PERCENT };

struct grid_column {
	const char *name;		     /* in CSV and JSON; NULL: only in tables */
	const char *heading[LANGUAGE_COUNT]; /* NULL: not in tables */
	enum grid_kind kind;
	int decimals; /* in tables */
	bool not_in_csv;
};

struct grid;

void grid_free(struct grid *grid); /* NULL is allowed */
struct grid *grid_new(const struct grid_column *columns, size_t ncolumns)
	__attribute__((malloc(grid_free, 1), returns_nonnull));

/* A new row, blank; the two below fill it. NaN is blank. */
void grid_row(struct grid *grid);
void grid_text(struct grid *grid, size_t column, const char *text);
void grid_number(struct grid *grid, size_t column, double value);

/* What a table shows instead of the cell itself. */
void grid_show(struct grid *grid, size_t column, const char *text);

/* A cell that is written: print to what the first returns, then one of the others makes
 * it the cell's text (blank where nothing was written), or what a table shows. */
FILE *grid_begin(struct grid *grid) __attribute__((returns_nonnull));
void grid_end_text(struct grid *grid, size_t column);
void grid_end_show(struct grid *grid, size_t column);

/* Why a figure is held back: "complement", which a table puts into words. */
void grid_suppression(struct grid *grid, size_t column, enum suppression why,
		      uint64_t min_n, enum language language);

/* JSON is an array of objects, to be put into an object of the command's own. */
void grid_write(const struct grid *grid, FILE *out, enum output_format format,
		enum language language);

/* One row as a JSON object. */
void grid_write_object(const struct grid *grid, FILE *out, size_t row);

#endif
