/*
 * A plain table that telephones show as one card a row: each cell brings the name of its
 * column along. What stands in the cells is written between the calls.
 */
#ifndef HAILONG_ANALYZER_REPORT_CARDS_H
#define HAILONG_ANALYZER_REPORT_CARDS_H

#include <stddef.h>
#include <stdio.h>

enum { CARDS_COLUMNS_MAX = 9 };

struct cards {
	const char *caption;		      /* for screen readers */
	const char *heads[CARDS_COLUMNS_MAX]; /* the first of the names; as HTML text */
	size_t nheads;
	unsigned numbers; /* bits: columns of numbers, whose heads stand above them */
};

void cards_begin(FILE *out, const struct cards *cards);
/* The name of a row, plain or, with `link`, to a page. */
void cards_row(FILE *out, const char *name, const char *link);
/* From a cell of column 1 … to the next call; css "number", "changed", … */
void cards_cell(FILE *out, const struct cards *cards, size_t column, const char *css);
void cards_cell_end(FILE *out);
void cards_row_end(FILE *out);
void cards_end(FILE *out);

#endif
