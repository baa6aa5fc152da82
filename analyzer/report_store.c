/* See report_store.h. */
#include "report_store.h"

#include "schema/estimate_store.h"

#include "forms/alloc.h"
#include "forms/text.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

struct storing {
	struct report *report;
	struct output output;
};

/* Levels are one column here. */
static bool is_level(const char *name)
{
	return name[0] == 'l' && name[1] >= '0' && name[1] <= '9';
}

static void write_cell(FILE *out, const char *name, const struct cell *cell)
{
	if (cell->kind == CELL_BLANK)
		return;
	fprintf(out, ",\"%s\":", name);
	if (cell->kind == CELL_TEXT)
		json_text(out, cell->text);
	else if (cell->kind == CELL_COUNT)
		fprintf(out, "%" PRIu64, cell->count);
	else
		fprintf(out, "%.17g", cell->number);
}

static void write_number(FILE *out, const char *name, double number)
{
	if (!isnan(number))
		fprintf(out, ",\"%s\":%.17g", name, number);
}

static void write_columns(FILE *out, const struct output *output,
			  const struct figure *figure)
{
	char name[COLUMN_NAME_BYTES], reason[COLUMN_NAME_BYTES];

	for (size_t c = 0; c < output_ncolumns(output); c++) {
		output_column(output, c, name);
		if (!output_is_in_csv(c) || is_level(name))
			continue;
		const struct cell cell = output_cell(output, figure, c, reason);
		write_cell(out, name, &cell);
	}
}

static void write_levels(FILE *out, const struct figure *figure)
{
	const struct result *result = &figure->result;

	if (figure->suppressed || !result->counts)
		return;
	fputs(",\"levels\":[", out);
	for (unsigned l = 0; l < result->nlevels; l++)
		fprintf(out, "%s%" PRIu64, l ? "," : "", result->counts[l]);
	putc(']', out);
}

/* --- what is told of places --------------------------------------------------------- */

static const struct report_place *place_of(const struct report_data *data,
					   const struct figure *figure)
{
	size_t grouping = (size_t)(figure->grouping - data->now.groupings);
	enum report_field_kind kind = grouping == REPORT_UNIT	   ? PLACES_UNITS
				      : grouping == REPORT_SERVICE ? PLACES_SERVICES
								   : PLACES_FACTORS;
	const char *code = *figure->domain ? figure->domain : figure->entry->name;
	const struct report_place *place = report_find_place(data, kind, code);

	return place && place->figure == figure ? place : NULL;
}

static void write_rank(FILE *out, const struct ranking *ranking)
{
	if (ranking->why == RANK_RANKED)
		fprintf(out,
			",\"rank\":%zu,\"rank_low\":%zu,\"rank_high\":%zu,"
			"\"tier\":%zu",
			ranking->rank, ranking->low, ranking->high, ranking->tier);
}

static void write_change(FILE *out, const struct report *report,
			 const struct contrast *change)
{
	static const char *const says[] = {"down", "unsure", "up"};

	if (change->note != CONTRAST_TOLD)
		return;
	fputs(",\"base\":", out);
	json_text(out, source_name(report->data->base.source));
	write_number(out, "change", change->comparison.difference);
	write_number(out, "change_low", change->comparison.low);
	write_number(out, "change_high", change->comparison.high);
	fprintf(out, ",\"change_says\":\"%s\"", says[report_real(report, change) + 1]);
}

static void write_more(FILE *out, const struct report *report,
		       const struct figure *figure)
{
	const struct report_data *data = report->data;
	const struct report_place *place = place_of(data, figure);
	const struct contrast *change = place ? place->change : NULL;
	enum verdict verdict = figure->entry->statistic == STATISTIC_T2B
				       ? report_verdict(report, figure)
				       : VERDICT_NONE;

	if (figure == report_headline(data, STATISTIC_T2B) && data->headline.n)
		change = data->headline.list;
	if (verdict != VERDICT_NONE)
		fprintf(out, ",\"verdict\":\"%s\"", verdict_name(verdict));
	if (place)
		write_rank(out, &place->ranking);
	if (change)
		write_change(out, report, change);
}

/* --- all ---------------------------------------------------------------------------- */

static void write_row(void *context, size_t number, FILE *out)
{
	const struct storing *storing = context;
	const struct report_data *data = storing->report->data;
	const struct figure *figure = figures_at(data->now.figures, number);

	fprintf(out, "{\"is_index\":%s",
		strcmp(figure->entry->name, data->index->name) == 0 ? "true" : "false");
	write_columns(out, &storing->output, figure);
	write_levels(out, figure);
	write_more(out, storing->report, figure);
	putc('}', out);
}

bool report_store(struct report *report, struct error *err)
{
	const struct reading *now = &report->data->now;
	const struct round *round = source_round(now->source);
	struct storing storing = {
		.report = report,
		.output = {.source = now->source,
			   .level = report->methods->figures.level,
			   .min_n = report->methods->figures.min_n,
			   .nlevels = form_levels_max(source_form(now->source))}};
	const struct estimate_writer writer = {figures_count(now->figures), write_row,
					       &storing};

	return estimates_replace(source_db(now->source), round->code, round->method,
				 &writer, err);
}
