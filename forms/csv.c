/*
 * libcsv pushes; this pulls, one physical line at a time, so that a row knows where
 * it began. When a quote never closes, the row is given up at its first line and
 * the lines behind it are read again as rows of their own.
 */
#include "csv.h"

#include "alloc.h"
#include "text.h"

#include <csv.h>
#include <errno.h>
#include <stdint.h>
#include <string.h>

enum { READ_BYTES = 64 * 1024 };

struct buffer {
	char *bytes;
	size_t used, room;
};

struct csv {
	FILE *in;
	char *name;
	struct csv_parser parser;
	bool parser_ready, first_line;
	unsigned char delimiter;
	unsigned long line; /* number of the physical line last taken */
	size_t bytes_read;

	char chunk[READ_BYTES]; /* what was read and not yet taken as a line */
	size_t chunk_at, chunk_end;

	struct buffer raw;   /* physical lines of the row at hand */
	struct buffer again; /* lines to take again after a row was given up */
	size_t again_at;
	unsigned long row_line;

	struct buffer text; /* the cells, each with its NUL */
	size_t starts[CSV_CELLS_MAX];
	char *cells[CSV_CELLS_MAX];
	size_t ncells;
	bool row_done;
};

static void buffer_add(struct buffer *buffer, const void *bytes, size_t length)
{
	while (buffer->room - buffer->used < length + 1) {
		buffer->room = buffer->room ? 2 * buffer->room : 1024;
		buffer->bytes = xrealloc(buffer->bytes, buffer->room, 1);
	}
	if (length > 0)
		memcpy(buffer->bytes + buffer->used, bytes, length);
	buffer->used += length;
	buffer->bytes[buffer->used] = '\0';
}

/* Only a line feed ends a row; the carriage return before it counts as space. */
static int is_row_end(unsigned char c)
{
	return c == '\n';
}

static int is_space(unsigned char c)
{
	return c == ' ' || c == '\r';
}

static void on_cell(void *bytes, size_t length, void *context)
{
	struct csv *csv = context;

	if (csv->ncells++ >= CSV_CELLS_MAX)
		return; /* counted, so that the row is known to be too wide */
	csv->starts[csv->ncells - 1] = csv->text.used;
	buffer_add(&csv->text, bytes, length + 1); /* with its NUL: CSV_APPEND_NULL */
}

static void on_row(int terminator, void *context)
{
	struct csv *csv = context;
	(void)terminator;
	csv->row_done = true;
}

static void parser_restart(struct csv *csv)
{
	if (csv->parser_ready)
		csv_free(&csv->parser);
	csv_init(&csv->parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL);
	csv_set_delim(&csv->parser, csv->delimiter);
	csv_set_space_func(&csv->parser, is_space);
	csv_set_term_func(&csv->parser, is_row_end);
	csv->parser_ready = true;
}

struct csv *csv_open(FILE *in, const char *name)
{
	struct csv *csv = xcalloc(1, sizeof(*csv));

	csv->in = in;
	csv->name = xstrdup(name);
	csv->first_line = true;
	csv->delimiter = ',';
	parser_restart(csv);
	return csv;
}

void csv_close(struct csv *csv)
{
	if (!csv)
		return;
	if (csv->parser_ready)
		csv_free(&csv->parser);
	free(csv->raw.bytes);
	free(csv->again.bytes);
	free(csv->text.bytes);
	free(csv->name);
	free(csv);
}

/* Appends the next physical line to raw. Of a line past the limit only so much is
 * kept as tells that it is past the limit; the rest is read and forgotten. */
static enum csv_outcome take_new_line(struct csv *csv, struct error *err)
{
	size_t start = csv->raw.used;
	bool any = false;

	for (;;) {
		if (csv->chunk_at == csv->chunk_end) {
			csv->chunk_at = 0;
			csv->chunk_end = fread(csv->chunk, 1, READ_BYTES, csv->in);
			csv->bytes_read += csv->chunk_end;
			if (csv->chunk_end == 0) {
				if (ferror(csv->in)) {
					error_set(err, ERROR_SYSTEM, "%s: %s",
						  csv->name, strerror(errno));
					return CSV_FAILED;
				}
				csv->line += any;
				return any ? CSV_ROW : CSV_END;
			}
		}
		const char *from = csv->chunk + csv->chunk_at;
		size_t left = csv->chunk_end - csv->chunk_at;
		const char *feed = memchr(from, '\n', left);
		size_t length = feed ? (size_t)(feed - from) + 1 : left;
		any = true;
		if (csv->raw.used - start < CSV_ROW_BYTES_MAX)
			buffer_add(&csv->raw, from, length);
		csv->chunk_at += length;
		if (feed) {
			csv->line++;
			return CSV_ROW;
		}
	}
}

static enum csv_outcome take_line(struct csv *csv, size_t *from, struct error *err)
{
	*from = csv->raw.used;
	if (csv->again_at < csv->again.used) {
		const char *start = csv->again.bytes + csv->again_at;
		size_t left = csv->again.used - csv->again_at;
		const char *feed = memchr(start, '\n', left);
		size_t length = feed ? (size_t)(feed - start) + 1 : left;
		buffer_add(&csv->raw, start, length);
		csv->again_at += length;
		csv->line++;
		return CSV_ROW;
	}
	return take_new_line(csv, err);
}

/* The row begins at raw[0] with a line we give up: take the others again. */
static void give_up_first_line(struct csv *csv)
{
	struct buffer rest = {0};
	char *feed = memchr(csv->raw.bytes, '\n', csv->raw.used);
	size_t first = feed ? (size_t)(feed - csv->raw.bytes) + 1 : csv->raw.used;

	buffer_add(&rest, csv->raw.bytes + first, csv->raw.used - first);
	if (csv->again_at < csv->again.used)
		buffer_add(&rest, csv->again.bytes + csv->again_at,
			   csv->again.used - csv->again_at);
	free(csv->again.bytes);
	csv->again = rest;
	csv->again_at = 0;
	csv->line = csv->row_line;
	parser_restart(csv);
}

static size_t count_outside_quotes(const char *line, char wanted)
{
	size_t count = 0;
	bool quoted = false;

	for (; *line; line++) {
		if (*line == '"')
			quoted = !quoted;
		count += !quoted && *line == wanted;
	}
	return count;
}

/* The first line says which delimiter the file uses, and that it is UTF-8. */
static enum csv_outcome look_at_first_line(struct csv *csv, size_t *from,
					   struct error *err)
{
	static const char delimiters[] = ",;\t";
	const char *line = csv->raw.bytes;
	size_t most = 0;

	csv->first_line = false;
	if (csv->raw.used >= 2 &&
	    (memcmp(line, "\xFF\xFE", 2) == 0 || memcmp(line, "\xFE\xFF", 2) == 0)) {
		error_set(err, ERROR_INPUT,
			  "%s: the file is UTF-16; save it as \"CSV UTF-8\"",
			  csv->name);
		return CSV_FAILED;
	}
	if (csv->raw.used >= 3 && memcmp(line, "\xEF\xBB\xBF", 3) == 0)
		*from += 3;
	for (const char *d = delimiters; *d; d++) {
		size_t count = count_outside_quotes(line, *d);
		if (count > most) {
			most = count;
			csv->delimiter = (unsigned char)*d;
		}
	}
	parser_restart(csv);
	return CSV_ROW;
}

static enum csv_outcome bad_row(struct csv *csv, struct csv_row *row, enum rule rule)
{
	row->line = csv->row_line;
	row->ncells = 0;
	row->rule = rule;
	csv->raw.used = 0;
	return CSV_BAD;
}

static enum csv_outcome whole_row(struct csv *csv, struct csv_row *row)
{
	if (csv->ncells > CSV_CELLS_MAX)
		return bad_row(csv, row, RULE_COLUMNS);
	for (size_t i = 0; i < csv->ncells; i++)
		csv->cells[i] = csv->text.bytes + csv->starts[i];
	row->line = csv->row_line;
	row->ncells = csv->ncells;
	row->cells = csv->cells;
	row->rule = RULE_KEPT;
	csv->raw.used = 0;
	return CSV_ROW;
}

/* Gives the parser raw[from…], the line just taken. */
static enum rule feed_line(struct csv *csv, size_t from)
{
	size_t length = csv->raw.used - from;

	if (csv->raw.used >= CSV_ROW_BYTES_MAX)
		return length >= CSV_ROW_BYTES_MAX ? RULE_LINE_LENGTH : RULE_QUOTE;
	if (memchr(csv->raw.bytes + from, '\0', length))
		return RULE_UTF8;
	if (csv_parse(&csv->parser, csv->raw.bytes + from, length, on_cell, on_row,
		      csv) != length)
		return RULE_QUOTE;
	return RULE_KEPT;
}

static void begin_row(struct csv *csv)
{
	csv->raw.used = 0;
	csv->text.used = 0;
	csv->ncells = 0;
	csv->row_done = false;
	csv->row_line = csv->line + 1;
}

enum csv_outcome csv_next(struct csv *csv, struct csv_row *row, struct error *err)
{
	size_t from;

	begin_row(csv);
	for (;;) {
		enum csv_outcome outcome = take_line(csv, &from, err);
		if (outcome == CSV_FAILED)
			return outcome;
		if (outcome == CSV_END) {
			if (csv->raw.used == 0)
				return CSV_END;
			if (csv_fini(&csv->parser, on_cell, on_row, csv) == 0 &&
			    csv->row_done) {
				parser_restart(csv);
				return whole_row(csv, row);
			}
			give_up_first_line(csv);
			return bad_row(csv, row, RULE_QUOTE);
		}
		bool blank = !csv->raw.bytes[strspn(csv->raw.bytes, " \r\n")];
		if (csv->first_line && !blank) {
			outcome = look_at_first_line(csv, &from, err);
			if (outcome == CSV_FAILED)
				return outcome;
		}
		enum rule rule = feed_line(csv, from);
		if (rule != RULE_KEPT) {
			give_up_first_line(csv);
			return bad_row(csv, row, rule);
		}
		if (csv->row_done)
			return whole_row(csv, row);
		if (csv->raw.bytes[csv->raw.used - 1] != '\n')
			continue; /* the last line has no end: fini decides */
		if (blank)
			begin_row(csv); /* blank lines belong to no row */
	}
}

size_t csv_bytes_read(const struct csv *csv)
{
	return csv->bytes_read;
}
