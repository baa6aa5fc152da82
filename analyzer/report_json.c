/*
 * report.json: what the pages tell, for programs; docs/report.schema.json says what is in
 * it. Codes, not labels, beside the names in the report's language; shares as 0-1 with 17
 * digits; null where there is nothing or nothing is to be told.
 */
#include "report_ledger.h"
#include "report_plain.h"

#include "forms/text.h"

#include <inttypes.h>
#include <math.h>

struct json {
	FILE *out;
	const struct ledger_table *table;
	size_t nrows;
};

static void write_text(FILE *out, const char *name, const char *text)
{
	fprintf(out, "\"%s\": ", name);
	if (text)
		json_text(out, text);
	else
		fputs("null", out);
}

static void write_number(FILE *out, const char *name, double number)
{
	fprintf(out, "\"%s\": ", name);
	if (isnan(number))
		fputs("null", out);
	else
		fprintf(out, "%.17g", number);
}

/* --- tables ------------------------------------------------------------------------- */

static void write_cell(FILE *out, const struct ledger_column *column,
		       const struct ledger_cell *cell)
{
	if (cell->state != LEDGER_FILLED)
		write_text(out, column->name, NULL);
	else if (column->kind == LEDGER_TEXT)
		write_text(out, column->name, cell->code);
	else if (column->kind == LEDGER_YES)
		fprintf(out, "\"%s\": %s", column->name,
			cell->number != 0 ? "true" : "false");
	else
		write_number(out, column->name, cell->number);
}

static void take_row(void *context, const struct ledger_cell *cells)
{
	struct json *json = context;

	fputs(json->nrows++ ? ",\n   {" : "\n   {", json->out);
	for (size_t c = 0; c < json->table->ncolumns; c++) {
		fputs(c ? ", " : "", json->out);
		write_cell(json->out, &json->table->columns[c], &cells[c]);
	}
	putc('}', json->out);
}

static void write_tables(FILE *out, struct report *report)
{
	fputs(",\n \"tables\": {", out);
	for (size_t i = 0; i < ledger_ntables(); i++) {
		struct json json = {.out = out, .table = ledger_table(i)};
		fprintf(out, "%s\n  \"%s\": [", i ? "," : "", json.table->name);
		ledger_write(report, json.table, take_row, &json);
		putc(']', out);
	}
	fputs("}", out);
}

/* --- what they are of --------------------------------------------------------------- */

static void write_round(FILE *out, struct report *report)
{
	const struct round *round = source_round(report->data->now.source);
	const struct form *form = report_form(report);

	fputs(",\n \"round\": {", out);
	write_text(out, "code", round->code);
	fputs(", ", out);
	write_text(out, "form", form->code);
	fprintf(out, ", \"form_version\": %d, ", form->version);
	write_text(out, "title", report_label(report, &form->title));
	fputs(", ", out);
	write_text(out, "starts_on", round->starts_on);
	fputs(", ", out);
	write_text(out, "ends_on", round->ends_on);
	fputs(", ", out);
	write_number(out, "target", round->target);
	fputs(", ", out);
	write_text(out, "method", round->method);
	fputs(", ", out);
	write_text(out, "index", report->data->index->name);
	putc('}', out);
}

static void write_base(FILE *out, const struct report *report)
{
	static const char *const reasons[COMPARABLE_COUNT] = {
		[COMPARABLE_DECLARED] = "declared",
		[COMPARABLE_UNSAID] = "unsaid",
		[COMPARABLE_NOT_METHOD] = "method",
		[COMPARABLE_NOT_FORM] = "form",
		[COMPARABLE_NOT_OTHER] = "other"};
	const struct report_data *data = report->data;

	fputs(",\n \"base\": ", out);
	if (!data->has_base) {
		fputs("null", out);
		return;
	}
	putc('{', out);
	write_text(out, "code", source_name(data->base.source));
	fprintf(out, ", \"comparable\": %s, ",
		report_is_compared(data) ? "true" : "false");
	write_text(out, "because", reasons[data->comparable]);
	putc('}', out);
}

static void write_methods(FILE *out, const struct report *report)
{
	const struct reading *now = &report->data->now;
	const struct figures_options *options = &report->methods->figures;
	const struct figure *index = report_headline(report->data, STATISTIC_T2B);

	fprintf(out, ",\n \"method\": {\"design\": \"%s\", \"raked\": %s, ",
		reading_is_weighted(now) ? "weighted" : "srs",
		now->raking ? "true" : "false");
	write_text(out, "ci_method",
		   index ? interval_name(index->result.method) : NULL);
	fputs(", ", out);
	write_number(out, "level", options->level);
	fprintf(out, ", \"min_n\": %" PRIu64 "}", options->min_n);
}

static void write_responses(FILE *out, const struct report *report)
{
	const struct account *account = pass_account(report->data->now.pass);
	const struct quality_intake *quality = &report->data->quality;

	fprintf(out,
		",\n \"responses\": {\"total\": %" PRIu64 ", \"used\": %" PRIu64
		", \"aside\": %" PRIu64 ", \"used_open\": %s, \"flagged\": %zu}",
		account->total, account->used, account->aside,
		account->used_open ? "true" : "false", quality->nflagged);
}

/* --- what they say ------------------------------------------------------------------ */

struct saying {
	FILE *out;
	struct arena *arena;
	const char *section;
	size_t n;
};

static void write_sentence(void *context, bool heading, const char *text)
{
	struct saying *saying = context;

	if (heading) {
		saying->section = arena_strdup(saying->arena, text);
		return;
	}
	fputs(saying->n++ ? ",\n  {" : "\n  {", saying->out);
	write_text(saying->out, "section", saying->section);
	fputs(", ", saying->out);
	write_text(saying->out, "text", text);
	putc('}', saying->out);
}

static void write_says(FILE *out, struct report *report)
{
	struct saying saying = {.out = out, .arena = report->arena};

	fputs(",\n \"says\": [", out);
	report_plain(report, write_sentence, &saying);
	putc(']', out);
}

void report_json(FILE *out, struct report *report)
{
	fputs("{\"schema\": \"report.schema.json\",\n ", out);
	write_text(out, "software", "Hài Lòng " HAILONG_VERSION);
	fputs(", ", out);
	write_text(out, "made_on", report->made_on);
	fputs(", ", out);
	write_text(out, "language", language_code(report->language));
	write_round(out, report);
	write_base(out, report);
	write_methods(out, report);
	write_responses(out, report);
	write_says(out, report);
	write_tables(out, report);
	fputs("}\n", out);
}
