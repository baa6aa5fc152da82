/* See grid.h. */
#include "grid.h"

#include "forms/alloc.h"
#include "forms/text.h"

#include <math.h>

struct grid_cell {
	const char *text, *shown; /* NULL: none */
	double number;
};

struct grid {
	const struct grid_column *columns;
	size_t ncolumns;
	struct grid_cell *cells; /* row by row */
	size_t ncells, room, nrows;
	struct arena *arena;
	FILE *writing; /* of grid_begin */
	char *written;
	size_t length;
};

struct grid *grid_new(const struct grid_column *columns, size_t ncolumns)
{
	struct grid *grid = xcalloc(1, sizeof(*grid));

	grid->columns = columns;
	grid->ncolumns = ncolumns;
	grid->arena = arena_new();
	return grid;
}

void grid_free(struct grid *grid)
{
	if (!grid)
		return;
	free(grid->cells);
	arena_free(grid->arena);
	free(grid);
}

void grid_row(struct grid *grid)
{
	grid->nrows++;
	for (size_t c = 0; c < grid->ncolumns; c++) {
		ARRAY_RESERVE(grid->cells, grid->ncells, grid->room);
		grid->cells[grid->ncells++] = (struct grid_cell){.number = (double)NAN};
	}
}

static struct grid_cell *last_row(struct grid *grid, size_t column)
{
	return &grid->cells[grid->ncells - grid->ncolumns + column];
}

void grid_text(struct grid *grid, size_t column, const char *text)
{
	last_row(grid, column)->text = arena_strdup(grid->arena, text);
}

void grid_number(struct grid *grid, size_t column, double value)
{
	last_row(grid, column)->number = value;
}

void grid_show(struct grid *grid, size_t column, const char *text)
{
	last_row(grid, column)->shown = arena_strdup(grid->arena, text);
}

FILE *grid_begin(struct grid *grid)
{
	grid->writing = open_memstream(&grid->written, &grid->length);
	if (!grid->writing)
		abort();
	return grid->writing;
}

static void end(struct grid *grid)
{
	if (fclose(grid->writing) != 0)
		abort();
	grid->writing = NULL;
}

void grid_end_text(struct grid *grid, size_t column)
{
	end(grid);
	if (grid->length)
		grid_text(grid, column, grid->written);
	free(grid->written);
}

void grid_end_show(struct grid *grid, size_t column)
{
	end(grid);
	grid_show(grid, column, grid->written);
	free(grid->written);
}

void grid_suppression(struct grid *grid, size_t column, enum suppression why,
		      uint64_t min_n, enum language language)
{
	char code[SUPPRESSION_BYTES];

	grid_text(grid, column, suppression_reason(why, min_n, code));
	write_suppression(grid_begin(grid), why, min_n, language);
	grid_end_show(grid, column);
}

/* --- CSV and JSON ----------------------------------------------------------------- */

static void write_number(FILE *out, const struct grid_column *column, double number)
{
	if (column->kind == GRID_COUNT)
		fprintf(out, "%.0f", number);
	else
		fprintf(out, "%.17g", number);
}

static void csv_value(FILE *out, const struct grid_column *column,
		      const struct grid_cell *cell)
{
	if (cell->text)
		csv_free_text(out, cell->text);
	else if (isfinite(cell->number))
		write_number(out, column, cell->number);
}

static void write_csv(const struct grid *grid, FILE *out)
{
	const char *before = "";

	for (size_t c = 0; c < grid->ncolumns; c++) {
		if (!grid->columns[c].name || grid->columns[c].not_in_csv)
			continue;
		fputs(before, out);
		csv_free_text(out, grid->columns[c].name);
		before = ",";
	}
	for (size_t i = 0; i < grid->nrows * grid->ncolumns; i += grid->ncolumns) {
		before = "\n";
		for (size_t c = 0; c < grid->ncolumns; c++) {
			const struct grid_column *column = &grid->columns[c];
			if (!column->name || column->not_in_csv)
				continue;
			fputs(before, out);
			csv_value(out, column, &grid->cells[i + c]);
			before = ",";
		}
	}
	putc('\n', out);
}

static void json_value(FILE *out, const struct grid_column *column,
		       const struct grid_cell *cell)
{
	if (cell->text)
		json_text(out, cell->text);
	else if (isfinite(cell->number))
		write_number(out, column, cell->number);
	else
		fputs("null", out);
}

void grid_write_object(const struct grid *grid, FILE *out, size_t row)
{
	const char *before = "";

	putc('{', out);
	for (size_t c = 0; c < grid->ncolumns; c++) {
		const struct grid_column *column = &grid->columns[c];
		if (!column->name)
			continue;
		fprintf(out, "%s\"%s\": ", before, column->name);
		json_value(out, column, &grid->cells[row * grid->ncolumns + c]);
		before = ", ";
	}
	putc('}', out);
}

static void write_json(const struct grid *grid, FILE *out)
{
	putc('[', out);
	for (size_t row = 0; row < grid->nrows; row++) {
		fputs(row ? ",\n  " : "\n  ", out);
		grid_write_object(grid, out, row);
	}
	fputs(grid->nrows ? "\n]" : "]", out);
}

/* --- tables ----------------------------------------------------------------------- */

static void show_value(FILE *out, const struct grid_column *column,
		       const struct grid_cell *cell, enum language language)
{
	const char *text = cell->shown ? cell->shown : cell->text;

	if (text)
		fputs(text, out);
	else if (isnan(cell->number))
		return;
	else if (isinf(cell->number))
		fputs("∞", out);
	else if (column->kind == GRID_PERCENT)
		write_percent(out, cell->number, column->decimals, language);
	else
		text_decimal(out, language_code(language), cell->number,
			     column->decimals);
}

static char *shown(const struct grid_column *column, const struct grid_cell *cell,
		   enum language language)
{
	char *text = NULL;
	size_t length;
	FILE *out = open_memstream(&text, &length);

	if (!out)
		abort();
	show_value(out, column, cell, language);
	if (fclose(out) != 0)
		abort();
	return text;
}

/* Headings in the first row of `texts`, then the cells; NULL where nothing is shown. */
static char **all_texts(const struct grid *grid, enum language language)
{
	size_t n = grid->ncolumns;
	char **texts = xcalloc(grid->ncells + n + 1, sizeof(*texts));

	for (size_t c = 0; c < n; c++) {
		if (!grid->columns[c].heading[language])
			continue;
		texts[c] = xstrdup(grid->columns[c].heading[language]);
		for (size_t row = 0; row < grid->nrows; row++)
			texts[(row + 1) * n + c] = shown(
				&grid->columns[c], &grid->cells[row * n + c], language);
	}
	return texts;
}

/* A column in which nothing stands is not shown: width 0. */
static size_t width_of(const struct grid *grid, char *const *texts, size_t column)
{
	size_t heading = texts[column] ? text_characters(texts[column]) : 0;
	size_t widest = 0;

	for (size_t row = 1; texts[column] && row <= grid->nrows; row++) {
		size_t width = text_characters(texts[row * grid->ncolumns + column]);
		if (width > widest)
			widest = width;
	}
	if (grid->nrows > 0 && widest == 0)
		return 0;
	return heading > widest ? heading : widest;
}

static void print_line(const struct grid *grid, FILE *out, char *const *texts,
		       const size_t *widths)
{
	size_t last = grid->ncolumns, used = 0;

	while (last > 0 && (widths[last - 1] == 0 || !*texts[last - 1]))
		last--;
	for (size_t c = 0; c < last; c++) {
		if (widths[c] == 0)
			continue;
		int pad = (int)(widths[c] - text_characters(texts[c]));
		bool right = grid->columns[c].kind != GRID_TEXT;
		fprintf(out, "%s%*s%s", used++ ? "  " : "", right ? pad : 0, "",
			texts[c]);
		fprintf(out, "%*s", right || c + 1 == last ? 0 : pad, "");
	}
	putc('\n', out);
}

static void write_table(const struct grid *grid, FILE *out, enum language language)
{
	char **texts = all_texts(grid, language);
	size_t n = grid->ncolumns, total = grid->ncells + n;
	size_t *widths = xcalloc(n + 1, sizeof(*widths));

	for (size_t c = 0; c < n; c++)
		widths[c] = width_of(grid, texts, c);
	for (size_t i = 0; i < total; i += n)
		print_line(grid, out, &texts[i], widths);
	for (size_t i = 0; i < total; i++)
		free(texts[i]);
	free(texts);
	free(widths);
}

void grid_write(const struct grid *grid, FILE *out, enum output_format format,
		enum language language)
{
	switch (format) {
	case OUTPUT_CSV:
		write_csv(grid, out);
		break;
	case OUTPUT_JSON:
		write_json(grid, out);
		break;
	case OUTPUT_TABLE:
	case OUTPUT_FORMAT_COUNT:
		write_table(grid, out, language);
	}
}
