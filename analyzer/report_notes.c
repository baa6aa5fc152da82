/* What stands around the figures: who answered, how to read it, how it was made. */
#include "report.h"

#include "forms/text.h"

static void write_title(FILE *out, const struct report *report, enum phrase phrase)
{
	fputs("<section>\n<h2>", out);
	report_phrase(out, report, phrase, NULL);
	fputs("</h2>\n", out);
}

/* --- who answered --- */

static void write_counts(FILE *out, struct report *report, const char *name,
			 const uint64_t counts[2])
{
	fputs("<tr><th scope=\"row\">", out);
	html_text(out, name);
	fprintf(out,
		"</th><td class=\"number\">%s</td><td class=\"number\">%s</td>"
		"<td class=\"number\">%s</td></tr>\n",
		report_count(report, counts[0]), report_count(report, counts[1]),
		report_count(report, counts[0] + counts[1]));
}

static void write_account_head(FILE *out, const struct report *report)
{
	static const enum phrase heads[] = {PHRASE_SAMPLE, PHRASE_OPEN, PHRASE_TOTAL};

	fputs("<table>\n<thead><tr><th scope=\"col\">", out);
	report_phrase(out, report, PHRASE_CHANNEL, NULL);
	fputs("</th>", out);
	for (size_t i = 0; i < ARRAY_SIZE(heads); i++) {
		fputs("<th scope=\"col\" class=\"number\">", out);
		report_phrase(out, report, heads[i], NULL);
		fputs("</th>", out);
	}
	fputs("</tr></thead>\n<tbody>\n", out);
}

static void write_account_table(FILE *out, struct report *report,
				const struct account *account)
{
	uint64_t total[2] = {0, 0};

	write_account_head(out, report);
	for (unsigned c = 0; c <= CHANNEL_COUNT; c++) {
		const uint64_t *counts = account->responses[c];
		total[0] += counts[0];
		total[1] += counts[1];
		if (counts[0] + counts[1])
			write_counts(out, report, channel_text(c, report->language),
				     counts);
	}
	fputs("</tbody>\n<tfoot>\n", out);
	write_counts(out, report, phrase_text(PHRASE_TOTAL, report->language), total);
	fputs("</tfoot>\n</table>\n", out);
}

void report_account(FILE *out, struct report *report)
{
	const struct account *account = pass_account(report->now->pass);

	if (!account->total)
		return;
	write_title(out, report, PHRASE_ACCOUNT);
	report_paragraph(out, report, "", PHRASE_ACCOUNT_SAYS,
			 PHRASE_ARGS(report_count(report, account->total),
				     report_count(report, account->used)));
	if (account->aside)
		report_paragraph(out, report, "", PHRASE_ACCOUNT_ASIDE,
				 PHRASE_ARGS(report_count(report, account->aside)));
	write_account_table(out, report, account);
	if (account->flagged)
		report_paragraph(out, report, "", PHRASE_ACCOUNT_FLAGGED,
				 PHRASE_ARGS(report_count(report, account->flagged)));
	fputs("</section>\n", out);
}

/* --- how to read it --- */

/* In all tables and estimates.csv together. */
static void write_complements(FILE *out, struct report *report)
{
	const struct figures *figures = report->now->figures;
	uint64_t count = 0;

	for (size_t i = 0; i < figures_count(figures); i++)
		count += figures_at(figures, i)->suppressed == SUPPRESSION_COMPLEMENT;
	if (count)
		report_paragraph(out, report, "", PHRASE_READ_COMPLEMENT,
				 PHRASE_ARGS(report_count(report, count)));
}

static void write_reading(FILE *out, struct report *report)
{
	write_title(out, report, PHRASE_HOW_TO_READ);
	report_paragraph(out, report, "", PHRASE_READ_INTERVAL,
			 PHRASE_ARGS(report_short_percent(
				 report, report->methods->figures.level)));
	report_paragraph(out, report, "", PHRASE_READ_OVERLAP, NULL);
	if (report->methods->figures.min_n > 1)
		report_paragraph(out, report, "", PHRASE_READ_FEW,
				 PHRASE_ARGS(report_count(
					 report, report->methods->figures.min_n)));
	write_complements(out, report);
	fputs("</section>\n", out);
}

/* --- how it was made --- */

/* "“Hài lòng” hoặc “Rất hài lòng”": the satisfied levels of the index's first item. */
static const char *satisfied_levels(struct report *report)
{
	const struct form *form = report_form(report);
	unsigned *items = arena_alloc(report->arena, form->nitems, sizeof(*items));
	const char *text = "";

	if (!form_factor_items(form, (unsigned)form->index, items))
		return text;
	const struct choice_list *list = form->items[items[0]].list;
	for (unsigned l = 0; l < list->nchoices; l++)
		if (list->choices[l].satisfied)
			text = arena_printf(
				report->arena, "%s%s“%s”", text,
				*text ? phrase_text(PHRASE_OR, report->language) : "",
				report_label(report, &list->choices[l].label));
	return text;
}

/* "12 tầng, chọn theo cụm, có quyền số" */
static const char *design_words(struct report *report, const struct design *design)
{
	const char *text = "";
	const struct {
		bool holds;
		enum phrase phrase;
	} parts[] = {
		{design_nstrata(design) > 1, PHRASE_METHOD_STRATA},
		{design_is_clustered(design), PHRASE_METHOD_PSU},
		{design_has_weights(design), PHRASE_METHOD_WEIGHTS},
	};

	for (size_t i = 0; i < ARRAY_SIZE(parts); i++)
		if (parts[i].holds)
			text = arena_printf(
				report->arena, "%s%s%s", text, *text ? ", " : "",
				phrase_text(parts[i].phrase, report->language));
	return text;
}

static void write_design(FILE *out, struct report *report, const struct figure *figure)
{
	const struct design *design = tally_design(pass_tally(report->now->pass));
	const struct result *result = &figure->result;

	if (report->now->raking)
		report_paragraph(out, report, "", PHRASE_METHOD_RAKED,
				 PHRASE_ARGS(raking_variables(report->now->raking,
							      report->arena)));
	if (design_is_srs(design)) {
		if (!report->now->raking)
			report_paragraph(out, report, "", PHRASE_METHOD_SRS, NULL);
		return;
	}
	report_paragraph(out, report, "", PHRASE_METHOD_WEIGHTED,
			 PHRASE_ARGS(design_words(report, design)));
	report_paragraph(out, report, "", PHRASE_METHOD_DEFF,
			 PHRASE_ARGS(report_decimal(report, result->deff),
				     report_decimal(report, result->df)));
}

static void write_method(FILE *out, struct report *report)
{
	const struct figure *figure = reading_headline(report->now, STATISTIC_T2B);
	const struct form *form = report_form(report);

	write_title(out, report, PHRASE_METHOD);
	report_paragraph(out, report, "", PHRASE_METHOD_T2B,
			 PHRASE_ARGS(satisfied_levels(report)));
	if (figure && !figure->suppressed) {
		write_design(out, report, figure);
		report_paragraph(
			out, report, "", PHRASE_METHOD_INTERVAL,
			PHRASE_ARGS(report_short_percent(report, figure->result.level),
				    interval_name(figure->result.method)));
	}
	report_paragraph(out, report, "", PHRASE_METHOD_SOFTWARE,
			 PHRASE_ARGS(HAILONG_VERSION, form->code,
				     arena_printf(report->arena, "%d", form->version),
				     report_date(report, report->made_on)));
	fputs("<p>", out);
	report_phrase(out, report, PHRASE_ESTIMATES_FILE, NULL);
	fputs("<a href=\"estimates.csv\">estimates.csv</a></p>\n<p>", out);
	report_phrase(out, report, PHRASE_METHODS_FILE, NULL);
	fputs("<a href=\"methods.html\">methods.html</a></p>\n</section>\n", out);
}

void report_notes(FILE *out, struct report *report)
{
	write_reading(out, report);
	write_method(out, report);
}
