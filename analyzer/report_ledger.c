/* See report_ledger.h. */
#include "report_ledger.h"

#include "forms/alloc.h"

#include <math.h>
#include <string.h>

static const struct ledger_table *const tables[] = {
	&ledger_overview, &ledger_factors,   &ledger_moved,    &ledger_units,
	&ledger_services, &ledger_people,    &ledger_gaps,     &ledger_levels,
	&ledger_choices,  &ledger_responses, &ledger_channels, &ledger_funnel,
	&ledger_drivers,  &ledger_rounds,    &ledger_points,   &ledger_published,
	&ledger_on_time,  &ledger_comments,  &ledger_quality,  &ledger_unit_services,
};

size_t ledger_ntables(void)
{
	return ARRAY_SIZE(tables);
}

const struct ledger_table *ledger_table(size_t number)
{
	return tables[number];
}

void ledger_write(struct report *report, const struct ledger_table *table,
		  ledger_take *take, void *context)
{
	const struct report_page *page = report->page;
	struct ledger ledger = {
		.report = report, .table = table, .take = take, .context = context};

	report->page = &report_of_everybody;
	table->write(&ledger);
	report->page = page;
}

void ledger_text(struct ledger *ledger, size_t column, const char *code,
		 const char *text)
{
	if (code && *code)
		ledger->cells[column] =
			(struct ledger_cell){.state = LEDGER_FILLED,
					     .code = code,
					     .text = text ? text : code};
}

void ledger_number(struct ledger *ledger, size_t column, double number)
{
	if (isfinite(number))
		ledger->cells[column] =
			(struct ledger_cell){.state = LEDGER_FILLED, .number = number};
}

void ledger_end(struct ledger *ledger)
{
	ledger->take(ledger->context, ledger->cells);
	memset(ledger->cells, 0, sizeof(ledger->cells));
}

const char *ledger_channel(unsigned channel)
{
	return channel == CHANNEL_UNSAID ? "unsaid" : channel_name(channel);
}

/* --- blocks of columns -------------------------------------------------------------- */

/* "n < 10"; of what is held back for another's sake the reason is a column of its own. */
static const char *untold(const struct report *report, const struct figure *figure)
{
	return figure->suppressed == SUPPRESSION_FEW
		       ? arena_printf(
				 report->arena, "n < %llu",
				 (unsigned long long)report->methods->figures.min_n)
		       : VI_EN("không công bố", "not published")[report->language];
}

void ledger_figure(struct ledger *ledger, size_t column, const struct figure *figure)
{
	if (!figure)
		return;
	const struct result *result = &figure->result;
	if (figure->suppressed != SUPPRESSION_INCOMPARABLE)
		ledger_number(ledger, column + FIGURE_N, (double)result->n);
	if (figure->suppressed) {
		ledger->cells[column + FIGURE_ESTIMATE] = (struct ledger_cell){
			.state = LEDGER_UNTOLD, .text = untold(ledger->report, figure)};
		return;
	}
	ledger_number(ledger, column + FIGURE_ESTIMATE, result->estimate);
	ledger_number(ledger, column + FIGURE_LOW, result->low);
	ledger_number(ledger, column + FIGURE_HIGH, result->high);
}

static const char *suppression_text(const struct report *report,
				    enum suppression suppressed)
{
	char *text = NULL;
	size_t length;
	FILE *out = open_memstream(&text, &length);

	if (!out)
		abort();
	write_suppression(out, suppressed, report->methods->figures.min_n,
			  report->language);
	if (fclose(out) != 0)
		abort();
	const char *kept = arena_strdup(report->arena, text);
	free(text);
	return kept;
}

void ledger_suppressed(struct ledger *ledger, size_t column,
		       const struct figure *figure)
{
	struct report *report = ledger->report;
	char reason[SUPPRESSION_BYTES];

	if (figure->suppressed)
		ledger_text(
			ledger, column,
			arena_strdup(report->arena,
				     suppression_reason(figure->suppressed,
							report->methods->figures.min_n,
							reason)),
			suppression_text(report, figure->suppressed));
}

void ledger_judge(struct ledger *ledger, size_t column, const struct figure *figure)
{
	struct report *report = ledger->report;

	if (!figure)
		return;
	enum verdict verdict = report_verdict(report, figure);
	if (verdict != VERDICT_NONE)
		ledger_text(ledger, column + JUDGE_VERDICT, verdict_name(verdict),
			    verdict_text(verdict, report->language));
	ledger_suppressed(ledger, column + JUDGE_SUPPRESSED, figure);
}

void ledger_change(struct ledger *ledger, size_t column, const struct contrast *change)
{
	static const char *const codes[] = {"down", "unsure", "up"};

	if (!change || change->note != CONTRAST_TOLD)
		return;
	const struct comparison *comparison = &change->comparison;
	int sign = report_real(ledger->report, change);
	ledger_number(ledger, column + CHANGE_DIFFERENCE, comparison->difference);
	ledger_number(ledger, column + CHANGE_LOW, comparison->low);
	ledger_number(ledger, column + CHANGE_HIGH, comparison->high);
	ledger_text(ledger, column + CHANGE_SAYS, codes[sign + 1],
		    sentence_brief(BRIEF_CHANGE, sign, ledger->report->language));
}
