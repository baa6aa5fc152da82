/* The funnel: dealings received, people invited, rated, and for how many satisfaction was
 * heard. Silence is never satisfaction. */
#include "report_sections.h"

#include "forms/text.h"

#include <math.h>

struct stage {
	const char *name;
	double count;
};

static void write_stage(FILE *out, struct report *report, const struct stage *stage,
			double whole)
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

static void write_table(FILE *out, struct report *report, const struct funnel_row *row,
			const struct funnel_figures *say)
{
	enum language language = report->language;
	double heard = say->satisfied_of_received * row->received;
	const struct stage stages[] = {
		{VI_EN("Giao dịch tiếp nhận", "Transactions received")[language],
		 row->received},
		{VI_EN("Được mời đánh giá", "Invited to rate")[language],
		 row->invited_periods > 0 || row->tickets > 0 ? row->invited
							      : (double)NAN},
		{VI_EN("Đã đánh giá", "Rated")[language], say->rated},
		{VI_EN("Nghe được là hài lòng", "Heard to be satisfied")[language],
		 heard},
	};

	write_head(out, report);
	for (size_t i = 0; i < ARRAY_SIZE(stages); i++)
		write_stage(out, report, &stages[i], row->received);
	fputs("</tbody>\n</table>\n", out);
	if (say->rated_of_received < 1)
		report_paragraph(
			out, report, "",
			VI_EN("{0} giao dịch không có đánh giá nào: im lặng "
			      "không được tính là hài lòng.",
			      "{0} of the transactions were not rated: silence "
			      "is not counted as satisfaction."),
			PHRASE_ARGS(report_short_percent(report,
							 1 - say->rated_of_received)));
}

void report_funnel_section(FILE *out, struct report *report)
{
	const struct report_data *data = report->data;

	if (!funnel_count(data->funnel))
		return;
	const struct funnel_row *row = funnel_at(data->funnel, 0);
	const struct funnel_figures say = funnel_say(row, apart_headline(&data->apart));
	if (!(row->received > 0) || row->received_partly || say.rated > row->received)
		return;
	report_begin(out, report, "",
		     VI_EN("Từ giao dịch đến hài lòng", "From transactions to "
							"satisfaction"));
	write_table(out, report, row, &say);
	report_end(out);
}
