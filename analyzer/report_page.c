/* The page itself and its headline. */
#include "report.h"

#include "asset.h"
#include "forms/text.h"

#include <math.h>
#include <string.h>

void report_head(FILE *out, const struct report *report, const char *language,
		 const char *title)
{
	fprintf(out,
		"<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta "
		"charset=\"utf-8\">\n"
		"<meta name=\"viewport\" "
		"content=\"width=device-width,initial-scale=1\">\n<title>",
		language);
	html_text(out, title);
	fputs(" – ", out);
	html_text(out, source_name(report->now->source));
	fprintf(out, "</title>\n<style>\n%s</style>\n</head>\n<body>\n<main>\n",
		report_asset_text(REPORT_ASSET_report_css));
}

/* "Đợt khảo sát 2025 · từ … đến … · phương pháp phiên bản 1" */
static void write_about(FILE *out, struct report *report)
{
	const struct round *round = source_round(report->now->source);
	const char *from =
		round->starts_on ? report_date(report, round->starts_on) : NULL;
	const char *to = round->ends_on ? report_date(report, round->ends_on) : NULL;

	fputs("<p class=\"about\">", out);
	report_phrase(out, report, PHRASE_ROUND, PHRASE_ARGS(round->code));
	if (from || to) {
		fputs(" · ", out);
		report_phrase(out, report,
			      !to     ? PHRASE_ROUND_FROM
			      : !from ? PHRASE_ROUND_TO
				      : PHRASE_ROUND_FROM_TO,
			      PHRASE_ARGS(from ? from : to, to ? to : from));
	}
	fputs(" · ", out);
	report_phrase(out, report, PHRASE_METHOD_VERSION, PHRASE_ARGS(round->method));
	fputs("</p>\n", out);
}

/* --- headline --- */

static void write_verdict(FILE *out, struct report *report, const struct figure *figure)
{
	static const enum phrase because[] = {[VERDICT_NONE] = PHRASE_NO_TARGET,
					      [VERDICT_MET] = PHRASE_MET_BECAUSE,
					      [VERDICT_MISSED] = PHRASE_MISSED_BECAUSE,
					      [VERDICT_UNSURE] = PHRASE_UNSURE_BECAUSE};
	enum verdict verdict = report_verdict(report, figure);
	bool open = pass_account(report->now->pass)->used_open;

	if (verdict != VERDICT_NONE) {
		fprintf(out, "<p class=\"verdict %s\">", verdict_css(verdict));
		report_phrase(
			out, report, PHRASE_TARGET,
			PHRASE_ARGS(report_short_percent(report, report_target(report)),
				    verdict_text(verdict, report->language)));
		fputs("</p>\n", out);
	}
	report_paragraph(out, report, "",
			 open && verdict != VERDICT_NONE ? PHRASE_OPEN_BECAUSE
							 : because[verdict],
			 NULL);
}

static void write_other_statistics(FILE *out, struct report *report)
{
	static const struct {
		enum statistic statistic;
		enum phrase phrase;
	} others[] = {{STATISTIC_MEAN5, PHRASE_MEAN5}, {STATISTIC_ALL, PHRASE_ALL}};

	for (size_t i = 0; i < ARRAY_SIZE(others); i++) {
		const struct figure *figure =
			reading_headline(report->now, others[i].statistic);
		if (!figure->suppressed && !isnan(figure->result.estimate))
			report_paragraph(
				out, report, "note", others[i].phrase,
				PHRASE_ARGS(
					report_percent(report, figure->result.estimate),
					report_interval(report, &figure->result)));
	}
}

static void write_base(FILE *out, struct report *report, const struct figure *now)
{
	const char *code = source_name(report->base->source);
	const char *comparable = source_round(report->now->source)->comparable_with;
	const struct figure *base = reading_headline(report->base, STATISTIC_T2B);

	if (!comparable || strcmp(comparable, code) != 0 || !base || base->suppressed)
		report_paragraph(out, report, "note", PHRASE_BASE_NOT_COMPARABLE,
				 PHRASE_ARGS(code));
	else
		report_paragraph(
			out, report, "", PHRASE_BASE,
			PHRASE_ARGS(code, report_percent(report, base->result.estimate),
				    report_interval(report, &base->result),
				    report_percent(report, now->result.estimate),
				    report_interval(report, &now->result)));
}

static void draw_headline(FILE *out, struct report *report, const struct figure *figure)
{
	double target = report_target(report);
	struct scale scale = scale_start(target);

	scale_take(&scale, figure);
	fputs("<figure>\n", out);
	chart_figure(out, &scale, figure, target,
		     verdict_css(report_verdict(report, figure)));
	chart_axis(out, &scale, report->language);
	fputs("\n<figcaption>", out);
	report_phrase(out, report,
		      isnan(target) ? PHRASE_READ_DOT : PHRASE_READ_DOT_TARGET,
		      PHRASE_ARGS(report_short_percent(report, target)));
	fputs("</figcaption>\n</figure>\n", out);
}

static void write_interval(FILE *out, struct report *report,
			   const struct result *result)
{
	bool open = pass_account(report->now->pass)->used_open;

	if (isnan(result->low))
		report_paragraph(out, report, "", PHRASE_NO_INTERVAL,
				 PHRASE_ARGS(report_count(report, result->n)));
	else
		report_paragraph(
			out, report, "",
			open ? PHRASE_HEADLINE_OPEN : PHRASE_HEADLINE_SAYS,
			PHRASE_ARGS(report_interval(report, result),
				    report_short_percent(report, result->level),
				    report_count(report, result->n)));
}

static void write_figure(FILE *out, struct report *report, const struct figure *figure)
{
	fprintf(out, "<p class=\"big\">%s</p>\n",
		report_percent(report, figure->result.estimate));
	write_interval(out, report, &figure->result);
	draw_headline(out, report, figure);
	write_verdict(out, report, figure);
	if (report->base)
		write_base(out, report, figure);
	write_other_statistics(out, report);
}

static void write_headline(FILE *out, struct report *report)
{
	const struct figure *figure = reading_headline(report->now, STATISTIC_T2B);
	const struct form *form = report_form(report);

	fputs("<section class=\"headline\">\n<h2>", out);
	report_phrase(out, report, PHRASE_HEADLINE, NULL);
	fputs("</h2>\n<p>", out);
	html_text(out, report_label(report, &form->factors[form->index].label));
	fputs("</p>\n", out);
	if (pass_account(report->now->pass)->used_open)
		report_paragraph(out, report, "warn", PHRASE_ONLY_OPEN, NULL);
	if (!figure)
		report_paragraph(out, report, "", PHRASE_NO_RESPONSES, NULL);
	else if (figure->suppressed == SUPPRESSION_COMPLEMENT)
		report_paragraph(out, report, "", PHRASE_HEADLINE_COMPLEMENT, NULL);
	else if (figure->suppressed || isnan(figure->result.estimate))
		report_paragraph(
			out, report, "", PHRASE_HEADLINE_FEW,
			PHRASE_ARGS(
				report_count(report, figure->result.n),
				report_count(report, report->methods->figures.min_n)));
	else
		write_figure(out, report, figure);
	fputs("</section>\n", out);
}

void report_page(FILE *out, struct report *report)
{
	report_head(out, report, language_code(report->language),
		    report_label(report, &report_form(report)->title));
	fputs("<h1>", out);
	html_text(out, report_label(report, &report_form(report)->title));
	fputs("</h1>\n", out);
	write_about(out, report);
	write_headline(out, report);
	report_account(out, report);
	report_tables(out, report);
	report_notes(out, report);
	fputs("</main>\n</body>\n</html>\n", out);
}
