/* Figures as CSV: 17 significant digits, blank where undefined, codes only. */
#include "output.h"

#include "forms/text.h"

#include <inttypes.h>

static void begin(struct output *output)
{
	char name[COLUMN_NAME_BYTES];

	for (size_t c = 0; c < output_ncolumns(output); c++) {
		if (!output_is_in_csv(c))
			continue;
		output_column(output, c, name);
		fprintf(output->out, "%s%s", c ? "," : "", name);
	}
	putc('\n', output->out);
}

/* Keys hold text of survey teams, which a spreadsheet must not run as a formula. */
static void write_cell(FILE *out, const struct cell *cell)
{
	if (cell->kind == CELL_TEXT)
		csv_free_text(out, cell->text);
	if (cell->kind == CELL_COUNT)
		fprintf(out, "%" PRIu64, cell->count);
	if (cell->kind == CELL_NUMBER)
		fprintf(out, "%.17g", cell->number);
}

static void row(struct output *output, const struct figure *figure)
{
	char reason[COLUMN_NAME_BYTES];

	for (size_t c = 0; c < output_ncolumns(output); c++) {
		if (!output_is_in_csv(c))
			continue;
		struct cell cell = output_cell(output, figure, c, reason);
		if (c)
			putc(',', output->out);
		write_cell(output->out, &cell);
	}
	putc('\n', output->out);
}

static void end(struct output *output)
{
	(void)output;
}

const struct output_driver output_csv = {"csv", begin, row, end};
