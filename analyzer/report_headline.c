/* The headline of a page: the index of everybody or of a place, with its interval, what
 * it says of the target, its rank and its change. */
#include "charts.h"
#include "report_sections.h"

#include "report_table.h"

#include "forms/text.h"

#include <math.h>

/* The figure, what it says of the target, and the verdict in short. */
static void write_sentence(FILE *out, struct report *report,
			   const struct figure *figure)
{
	struct figure_facts facts = report_figure_facts(report, figure);

	facts.aims = true;
	facts.target = report_target(report);
	facts.verdict = figure ? report_verdict(report, figure) : VERDICT_NONE;
	report_figure_sentence(out, report, "", &facts);
	if (facts.verdict == VERDICT_NONE)
		return;
	fprintf(out, "<p class=\"verdict %s\">", verdict_css(facts.verdict));
	report_phrase(out, report, PHRASE_TARGET,
		      PHRASE_ARGS(report_short_percent(report, facts.target),
				  verdict_text(facts.verdict, report->language)));
	fputs("</p>\n", out);
}

static void write_other_statistics(FILE *out, struct report *report)
{
	static const enum statistic others[] = {STATISTIC_MEAN5, STATISTIC_ALL};

	for (size_t i = 0; i < ARRAY_SIZE(others); i++) {
		const struct figure *figure = report_own_figure(
			report, report_entry(report->data, report->data->index->name,
					     others[i]));
		if (!report_is_told(figure))
			continue;
		struct figure_facts facts = report_figure_facts(report, figure);
		report_figure_sentence(out, report, "note", &facts);
	}
}

static void write_rank(FILE *out, struct report *report)
{
	const struct report_place *place = report->page->place;
	const struct report_field *field = &report->data->fields[report->page->field];

	if (place->ranking.why != RANK_RANKED || field->nranked < 2)
		return;
	struct rank_facts now = report_rank_facts(&place->ranking, field->nranked);
	struct rank_facts before = report_rank_before(field, place);
	report_rank_sentence(out, report, &now, &before);
}

/* --- the figure --------------------------------------------------------------------- */

static void draw(FILE *out, struct report *report, const struct figure *figure)
{
	double target = report_target(report);
	const struct result *result = &figure->result;
	struct scale scale = report_scale(report, figure);

	fputs("<figure>\n", out);
	chart_interval_draw(
		out, &scale,
		&(struct chart_interval){
			.estimate = result->estimate,
			.low = result->low,
			.high = result->high,
			.target = target,
			.base = report_base_estimate(report, figure),
			.css = verdict_css(report_verdict(report, figure))});
	chart_axis(out, &scale, report->language);
	fputs("\n<figcaption>", out);
	report_phrase(out, report,
		      isnan(target) ? PHRASE_READ_DOT : PHRASE_READ_DOT_TARGET,
		      PHRASE_ARGS(report_short_percent(report, target)));
	report_say_base(out, report);
	fputs("</figcaption>\n</figure>\n", out);
}

static void write_figure(FILE *out, struct report *report, const struct figure *figure)
{
	const struct report_place *place = report->page->place;
	const struct contrasts *headline = &report->data->headline;

	fprintf(out, "<p class=\"big\">%s</p>\n",
		report_percent(report, figure->result.estimate));
	write_sentence(out, report, figure);
	draw(out, report, figure);
	if (place)
		write_rank(out, report);
	report_change_sentence(out, report,
			       place	     ? place->change
			       : headline->n ? headline->list
					     : NULL);
	write_other_statistics(out, report);
}

void report_headline_section(FILE *out, struct report *report)
{
	const struct report_place *place = report->page->place;
	const struct figure *figure =
		place ? place->figure : report_headline(report->data, STATISTIC_T2B);
	const struct form *form = report_form(report);

	report_begin(out, report, "headline",
		     place ? VI_EN("Kết quả", "Result")
			   : VI_EN("Kết quả chung", "Overall result"));
	fputs("<p>", out);
	html_text(out, report_label(report, &form->factors[form->index].label));
	fputs("</p>\n", out);
	if (pass_account(report->data->now.pass)->used_open)
		report_phrase_paragraph(out, report, "warn", PHRASE_ONLY_OPEN, NULL);
	if (report_is_told(figure))
		write_figure(out, report, figure);
	else
		write_sentence(out, report, figure);
	report_end(out);
}
