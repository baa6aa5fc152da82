/*
 * Rows of a CSV file as survey teams send them: RFC 4180 through libcsv, with the
 * delimiter found by itself, a BOM accepted, and a bad row reported by its line and
 * left behind instead of spoiling the rest. Memory is bounded whatever comes.
 *
 * Life cycle: csv_open() → csv_next() until it says CSV_END → csv_close().
 */
#ifndef HAILONG_FORMS_CSV_H
#define HAILONG_FORMS_CSV_H

#include "error.h"
#include "rule.h"

#include <stddef.h>
#include <stdio.h>

enum { CSV_ROW_BYTES_MAX = 256 * 1024, CSV_CELLS_MAX = 1000 };

struct csv;

/* A row; cells live until the next call. */
struct csv_row {
	unsigned long line; /* where it begins, the first line being 1 */
	size_t ncells;
	char *const *cells;
	enum rule rule; /* of a CSV_BAD row */
};

enum csv_outcome { CSV_ROW, CSV_BAD, CSV_END, CSV_FAILED };

void csv_close(struct csv *csv); /* NULL is allowed; does not close the stream */

/* Reads from a stream the caller keeps open; `name` begins error messages. */
struct csv *csv_open(FILE *in, const char *name)
	__attribute__((malloc(csv_close, 1), warn_unused_result));

/* CSV_FAILED (the stream broke, or is no text in UTF-8 at all) fills err. */
enum csv_outcome csv_next(struct csv *csv, struct csv_row *row,
			  struct error *err) MUST_CHECK;

/* Bytes read so far, for a progress line. */
size_t csv_bytes_read(const struct csv *csv);

#endif
