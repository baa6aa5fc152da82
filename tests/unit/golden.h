/*
 * Reads the small CSV tables under tests/golden/r: no quotes, no empty lines.
 * The folder is $HAILONG_GOLDEN or tests/golden/r below the working folder.
 */
#ifndef HAILONG_TESTS_GOLDEN_H
#define HAILONG_TESTS_GOLDEN_H

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { GOLDEN_COLUMNS = 24, GOLDEN_LINE = 1000 };

struct golden {
	FILE *file;
	char header[GOLDEN_LINE], line[GOLDEN_LINE];
	const char *names[GOLDEN_COLUMNS], *cells[GOLDEN_COLUMNS];
	int ncolumns;
};

static inline int golden_split(char *line, const char **cells)
{
	int n = 0;

	line[strcspn(line, "\r\n")] = '\0';
	for (char *at = line; at && n < GOLDEN_COLUMNS; n++) {
		cells[n] = at;
		at = strchr(at, ',');
		if (at)
			*at++ = '\0';
	}
	return n;
}

static inline bool golden_open(struct golden *golden, const char *name)
{
	const char *folder = getenv("HAILONG_GOLDEN");
	char path[GOLDEN_LINE];

	memset(golden, 0, sizeof(*golden));
	snprintf(path, sizeof(path), "%s/%s", folder ? folder : "tests/golden/r", name);
	golden->file = fopen(path, "r");
	if (!golden->file || !fgets(golden->header, GOLDEN_LINE, golden->file))
		return false;
	golden->ncolumns = golden_split(golden->header, golden->names);
	return true;
}

/* The next row; false at the end, which closes the file. */
static inline bool golden_next(struct golden *golden)
{
	if (fgets(golden->line, GOLDEN_LINE, golden->file))
		return golden_split(golden->line, golden->cells) == golden->ncolumns;
	fclose(golden->file);
	return false;
}

static inline const char *golden_text(const struct golden *golden, const char *column)
{
	for (int i = 0; i < golden->ncolumns; i++) {
		if (strcmp(golden->names[i], column) == 0)
			return golden->cells[i];
	}
	fprintf(stderr, "no column %s\n", column);
	abort();
}

/* NaN when the cell is empty. */
static inline double golden_number(const struct golden *golden, const char *column)
{
	const char *text = golden_text(golden, column);

	return *text ? strtod(text, NULL) : (double)NAN;
}

#endif
