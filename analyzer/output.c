/* The columns of a figure; see output.h. */
#include "output.h"

#include "forms/alloc.h"

#include <math.h>
#include <string.h>

static struct cell text_cell(const char *text)
{
	return (struct cell){.kind = CELL_TEXT, .text = text};
}

static struct cell count_cell(uint64_t count)
{
	return (struct cell){.kind = CELL_COUNT, .count = count};
}

static struct cell number_cell(double number)
{
	return (struct cell){.kind = isnan(number) ? CELL_BLANK : CELL_NUMBER,
			     .number = number};
}

static struct cell by_cell(const struct figure *figure)
{
	return text_cell(figure->grouping->name);
}

static struct cell domain_cell(const struct figure *figure)
{
	return text_cell(figure->domain);
}

static struct cell item_cell(const struct figure *figure)
{
	return text_cell(figure->entry->name);
}

static struct cell statistic_cell(const struct figure *figure)
{
	return text_cell(figure->entry->called);
}

static struct cell n_cell(const struct figure *figure)
{
	return count_cell(figure->result.n);
}

static struct cell missing_cell(const struct figure *figure)
{
	return count_cell(figure->result.missing);
}

static struct cell na_cell(const struct figure *figure)
{
	return count_cell(figure->result.na);
}

static struct cell estimate_cell(const struct figure *figure)
{
	return number_cell(figure->result.estimate);
}

static struct cell se_cell(const struct figure *figure)
{
	return number_cell(figure->result.se);
}

static struct cell low_cell(const struct figure *figure)
{
	return number_cell(figure->result.low);
}

static struct cell high_cell(const struct figure *figure)
{
	return number_cell(figure->result.high);
}

static struct cell method_cell(const struct figure *figure)
{
	return text_cell(interval_name(figure->result.method));
}

static struct cell level_cell(const struct figure *figure)
{
	return number_cell(figure->result.level);
}

static struct cell deff_cell(const struct figure *figure)
{
	return number_cell(figure->result.deff);
}

static struct cell df_cell(const struct figure *figure)
{
	return number_cell(figure->result.df);
}

static struct cell effective_cell(const struct figure *figure)
{
	return number_cell(figure->result.n_eff);
}

/* How history was laid over the units of another day. */
static struct cell rebased_cell(const struct figure *figure)
{
	return figure->result.domain->divided
		       ? text_cell(figure->suppressed == SUPPRESSION_INCOMPARABLE
					   ? "no"
					   : "by_shares")
		       : (struct cell){.kind = CELL_BLANK};
}

/* Whose figures are told in a column: everybody's; not those of units that can't be
 * compared; nor those of too few answers. */
enum told { TOLD_OF_ALL, TOLD_OF_FEW, TOLD_OF_MANY };

/* Behind these stand l1 … and, last, suppressed. */
static const struct {
	const char *name;
	struct cell (*cell)(const struct figure *figure);
	enum told told;
	bool not_in_csv;
} columns[] = {
	{"by", by_cell, TOLD_OF_ALL, false},
	{"domain", domain_cell, TOLD_OF_ALL, false},
	{"item", item_cell, TOLD_OF_ALL, false},
	{"statistic", statistic_cell, TOLD_OF_ALL, false},
	{"n", n_cell, TOLD_OF_FEW, false},
	{"missing", missing_cell, TOLD_OF_FEW, false},
	{"na", na_cell, TOLD_OF_FEW, false},
	{"estimate", estimate_cell, TOLD_OF_MANY, false},
	{"se", se_cell, TOLD_OF_MANY, false},
	{"ci_low", low_cell, TOLD_OF_MANY, false},
	{"ci_high", high_cell, TOLD_OF_MANY, false},
	{"ci_method", method_cell, TOLD_OF_MANY, false},
	{"level", level_cell, TOLD_OF_MANY, false},
	{"deff", deff_cell, TOLD_OF_MANY, false},
	{"df", df_cell, TOLD_OF_MANY, false},
	{"n_eff", effective_cell, TOLD_OF_MANY, true},
	{"rebased", rebased_cell, TOLD_OF_ALL, true},
};

bool output_is_in_csv(size_t column)
{
	return column >= ARRAY_SIZE(columns) || !columns[column].not_in_csv;
}

size_t output_ncolumns(const struct output *output)
{
	return ARRAY_SIZE(columns) + output->nlevels + 1;
}

void output_column(const struct output *output, size_t column,
		   char name[static COLUMN_NAME_BYTES])
{
	if (column < ARRAY_SIZE(columns))
		snprintf(name, COLUMN_NAME_BYTES, "%s", columns[column].name);
	else if (column + 1 == output_ncolumns(output))
		snprintf(name, COLUMN_NAME_BYTES, "suppressed");
	else
		snprintf(name, COLUMN_NAME_BYTES, "l%zu",
			 column - ARRAY_SIZE(columns) + 1);
}

static struct cell suppressed_cell(const struct output *output,
				   const struct figure *figure,
				   char reason[static COLUMN_NAME_BYTES])
{
	if (!figure->suppressed)
		return (struct cell){.kind = CELL_BLANK};
	return text_cell(suppression_reason(figure->suppressed, output->min_n, reason));
}

static bool is_told(const struct figure *figure, enum told told)
{
	if (told == TOLD_OF_ALL)
		return true;
	return told == TOLD_OF_FEW ? figure->suppressed != SUPPRESSION_INCOMPARABLE
				   : !figure->suppressed;
}

struct cell output_cell(const struct output *output, const struct figure *figure,
			size_t column, char reason[static COLUMN_NAME_BYTES])
{
	const struct result *result = &figure->result;
	size_t level = column - ARRAY_SIZE(columns);

	if (column + 1 == output_ncolumns(output))
		return suppressed_cell(output, figure, reason);
	if (column < ARRAY_SIZE(columns))
		return is_told(figure, columns[column].told)
			       ? columns[column].cell(figure)
			       : (struct cell){.kind = CELL_BLANK};
	if (figure->suppressed || !result->counts || level >= result->nlevels)
		return (struct cell){.kind = CELL_BLANK};
	return count_cell(result->counts[level]);
}

static const struct output_driver *const drivers[] = {
	[OUTPUT_TABLE] = &output_table,
	[OUTPUT_CSV] = &output_csv,
	[OUTPUT_JSON] = &output_json,
};
_Static_assert(ARRAY_SIZE(drivers) == OUTPUT_FORMAT_COUNT, "a driver for each");

bool output_format_from_name(const char *name, enum output_format *format)
{
	for (int i = 0; i < OUTPUT_FORMAT_COUNT; i++) {
		if (strcmp(drivers[i]->name, name) != 0)
			continue;
		*format = (enum output_format)i;
		return true;
	}
	return false;
}

void output_figures(struct output *output, enum output_format format,
		    const struct figures *figures)
{
	drivers[format]->begin(output);
	for (size_t i = 0; i < figures_count(figures); i++)
		drivers[format]->row(output, figures_at(figures, i));
	drivers[format]->end(output);
}
