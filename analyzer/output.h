/*
 * Where figures go: a driver per format. The columns of CSV and JSON are one table, so
 * that they mean the same; a column is named here once.
 *
 * Use: output_begin, output_row for each figure, output_end. Only drivers write.
 */
#ifndef HAILONG_ANALYZER_OUTPUT_H
#define HAILONG_ANALYZER_OUTPUT_H

#include "figures.h"
#include "source.h"
#include "words.h"

enum output_format { OUTPUT_TABLE, OUTPUT_CSV, OUTPUT_JSON, OUTPUT_FORMAT_COUNT };

bool output_format_from_name(const char *name, enum output_format *format);

struct output {
	FILE *out;
	enum language language; /* of tables */
	const struct source *source;
	bool weighted; /* the design, not a simple random sample */
	bool raked;    /* its weights are */
	enum variance_method variance;
	double level; /* of the intervals */
	uint64_t min_n;
	unsigned nlevels; /* columns l1 … */
	/* of the drivers */
	size_t nrows;
	struct table *table;
};

struct output_driver {
	const char *name;
	void (*begin)(struct output *output);
	void (*row)(struct output *output, const struct figure *figure);
	void (*end)(struct output *output);
};

extern const struct output_driver output_csv, output_json, output_table;

/* Writes all figures; the caller checks the stream. */
void output_figures(struct output *output, enum output_format format,
		    const struct figures *figures);

/* A figure's domain as tables show it: its key, with the name people know it by. */
void output_domain(FILE *out, const struct source *source, const struct figure *figure,
		   enum language language);

/* --- for the drivers --- */

/* What stands in a column of a row. */
struct cell {
	enum { CELL_BLANK, CELL_TEXT, CELL_COUNT, CELL_NUMBER } kind;
	const char *text;
	uint64_t count;
	double number;
};

enum { COLUMN_NAME_BYTES = SUPPRESSION_BYTES };

size_t output_ncolumns(const struct output *output);
/* The columns of CSV are a contract; JSON has some more. */
bool output_is_in_csv(size_t column);
void output_column(const struct output *output, size_t column,
		   char name[static COLUMN_NAME_BYTES]);
/* `reason` holds the text of a cell that is made up here. */
struct cell output_cell(const struct output *output, const struct figure *figure,
			size_t column, char reason[static COLUMN_NAME_BYTES]);

#endif
