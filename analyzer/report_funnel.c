/* The funnel: dealings received, people invited, rated, and for how many satisfaction was
 * heard. Silence is never satisfaction. */
#include "report_sections.h"

#include "forms/text.h"

#include <math.h>

static void write_stage(FILE *out, struct report *report,
			const struct report_stage *stage, double whole)
{
	if (isnan(stage->count))
		return;
	fputs("<tr><th scope=\"row\">", out);
	html_text(out, stage->name);
	fprintf(out,
		"<svg class=\"mark\" aria-hidden=\"true\"><rect class=\"l5\" "
		"width=\"%.2f%%\" y=\"15%%\" height=\"70%%\"/></svg></th>"
		"<td class=\"number\">%s</td><td class=\"number\">%s</td></tr>\n",
		100 * fmin(1, stage->count / whole), report_count(report, stage->count),
		report_short_percent(report, stage->count / whole));
}

static void write_head(FILE *out, const struct report *report)
{
	fputs("<table class=\"funnel\">\n<caption>", out);
	report_say(out, report, VI_EN("Phễu", "The funnel"), NULL);
	fputs("</caption>\n<thead><tr><th scope=\"col\">", out);
	report_say(out, report, VI_EN("Bước", "Step"), NULL);
	fputs("</th><th scope=\"col\" class=\"number\">", out);
	report_say(out, report, VI_EN("Số lượng", "Count"), NULL);
	fputs("</th><th scope=\"col\" class=\"number\">", out);
	report_say(out, report, VI_EN("So với giao dịch", "Of the transactions"), NULL);
	fputs("</th></tr></thead>\n<tbody>\n", out);
}

/* People who were drawn and name no service were not asked about a dealing. */
static bool rates_dealings(const struct report_data *data)
{
	return data->fields[PLACES_SERVICES].n > 0 ||
	       pass_account(data->now.pass)->used_open;
}

/* Nothing known of the dealings, or not of all of them, is no funnel. */
size_t report_funnel_stages(const struct report *report,
			    struct report_stage stages[static REPORT_STAGES])
{
	const struct report_data *data = report->data;
	enum language language = report->language;

	if (!funnel_count(data->funnel) || !rates_dealings(data))
		return 0;
	const struct funnel_row *row = funnel_at(data->funnel, 0);
	const struct funnel_figures say = funnel_say(row, apart_headline(&data->apart));
	if (!(row->received > 0) || row->received_partly || say.rated > row->received)
		return 0;
	stages[0] = (struct report_stage){
		VI_EN("Giao dịch tiếp nhận", "Transactions received")[language],
		row->received};
	stages[1] = (struct report_stage){
		VI_EN("Được mời đánh giá", "Invited to rate")[language],
		row->invited_periods > 0 || row->tickets > 0 ? row->invited
							     : (double)NAN};
	stages[2] = (struct report_stage){VI_EN("Đã đánh giá", "Rated")[language],
					  say.rated};
	stages[3] = (struct report_stage){
		VI_EN("Đã cho biết là hài lòng", "Known to be satisfied")[language],
		say.satisfied_of_received * row->received};
	return REPORT_STAGES;
}

static void write_table(FILE *out, struct report *report,
			const struct report_stage *stages)
{
	double rated = stages[2].count / stages[0].count;

	write_head(out, report);
	for (size_t i = 0; i < REPORT_STAGES; i++)
		write_stage(out, report, &stages[i], stages[0].count);
	fputs("</tbody>\n</table>\n", out);
	if (rated < 1)
		report_paragraph(
			out, report, "",
			VI_EN("{0} giao dịch không có đánh giá nào: im lặng "
			      "không được tính là hài lòng.",
			      "{0} of the transactions were not rated: silence "
			      "is not counted as satisfaction."),
			PHRASE_ARGS(report_short_percent(report, 1 - rated)));
}

void report_funnel_section(FILE *out, struct report *report)
{
	struct report_stage stages[REPORT_STAGES];

	if (!report_funnel_stages(report, stages))
		return;
	report_begin(out, report, "",
		     VI_EN("Từ giao dịch đến hài lòng", "From transactions to "
							"satisfaction"));
	write_table(out, report, stages);
	report_end(out);
}
