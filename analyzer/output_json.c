/* Figures as JSON: the columns of CSV by name, null where undefined. */
#include "output.h"

#include "forms/text.h"

#include <inttypes.h>

static void begin(struct output *output)
{
	const struct form *form = source_form(output->source);

	fprintf(output->out,
		"{\"%s\": ", source_round(output->source) ? "round" : "file");
	json_text(output->out, source_name(output->source));
	fputs(", \"form\": ", output->out);
	json_text(output->out, form->code);
	fprintf(output->out,
		", \"version\": %d, \"design\": \"%s\", \"raked\": %s, \"variance\": "
		"\"%s\", \"estimates\": [",
		form->version, output->weighted ? "weighted" : "srs",
		output->raked ? "true" : "false",
		variance_method_name(output->variance));
}

static void write_cell(FILE *out, const struct cell *cell)
{
	switch (cell->kind) {
	case CELL_BLANK:
		fputs("null", out);
		break;
	case CELL_TEXT:
		json_text(out, cell->text);
		break;
	case CELL_COUNT:
		fprintf(out, "%" PRIu64, cell->count);
		break;
	case CELL_NUMBER:
		fprintf(out, "%.17g", cell->number);
		break;
	}
}

static void row(struct output *output, const struct figure *figure)
{
	char text[COLUMN_NAME_BYTES];

	fputs(output->nrows++ ? ",\n  {" : "\n  {", output->out);
	for (size_t c = 0; c < output_ncolumns(output); c++) {
		output_column(output, c, text);
		fprintf(output->out, "%s\"%s\": ", c ? ", " : "", text);
		struct cell cell = output_cell(output, figure, c, text);
		write_cell(output->out, &cell);
	}
	putc('}', output->out);
}

static void end(struct output *output)
{
	fputs("\n]}\n", output->out);
}

const struct output_driver output_json = {"json", begin, row, end};
