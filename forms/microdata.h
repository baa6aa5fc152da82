/*
 * The microdata file: CSV rows to responses, checked against a form, laid over by a
 * map. The same reader serves upload and the analyzer's --csv, so that a file is
 * read the same way wherever it goes.
 *
 * Life cycle: microdata_open() → microdata_next() until MICRODATA_END → _close().
 */
#ifndef HAILONG_FORMS_MICRODATA_H
#define HAILONG_FORMS_MICRODATA_H

#include "map.h"
#include "response.h"

#include <stdio.h>

enum { REJECTS_PER_ROW_MAX = 20 };

/* What is wrong in one cell; texts live until the next row is read. */
struct reject {
	unsigned long line;
	const char *column; /* "" where the whole row is meant */
	const char *value;
	enum rule rule;
};

struct rejects {
	size_t count; /* never 0 for a rejected row */
	struct reject list[REJECTS_PER_ROW_MAX];
};

enum microdata_outcome {
	MICRODATA_RESPONSE,
	MICRODATA_REJECTED,
	MICRODATA_END,
	MICRODATA_FAILED
};

struct microdata;

void microdata_close(struct microdata *microdata); /* NULL is allowed */

/*
 * Reads the header. Fails on an empty file, an unknown or repeated column, a map
 * that names what is no column, or a header without any item. `round` (may be NULL)
 * is what the column "round" must say. Stream, form and map stay the caller's and
 * must outlive the reader.
 */
struct microdata *microdata_open(FILE *in, const char *name, const struct form *form,
				 const struct map *map, const char *round,
				 struct error *err)
	__attribute__((malloc(microdata_close, 1), warn_unused_result));

/* Who collected the rows that don't say; borrowed, to be called before any row. */
void microdata_collected_by(struct microdata *microdata, const char *name);

/* The next response, identified, its selection filled in; it lives until the next
 * call. Rows in which every cell is empty are no rows. */
enum microdata_outcome microdata_next(struct microdata *microdata,
				      struct response *response,
				      struct rejects *rejects,
				      struct error *err) MUST_CHECK;

unsigned long microdata_line(const struct microdata *microdata);
size_t microdata_bytes_read(const struct microdata *microdata);

#endif
