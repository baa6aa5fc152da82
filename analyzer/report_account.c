/* Who answered, by channel and selection. */
#include "report_sections.h"

#include "forms/text.h"

static void write_counts(FILE *out, struct report *report, const char *name,
			 const uint64_t counts[2])
{
	fputs("<tr><th scope=\"row\">", out);
	html_text(out, name);
	fprintf(out,
		"</th><td class=\"number\">%s</td><td class=\"number\">%s</td>"
		"<td class=\"number\">%s</td></tr>\n",
		report_count(report, (double)counts[0]),
		report_count(report, (double)counts[1]),
		report_count(report, (double)(counts[0] + counts[1])));
}

static void write_head(FILE *out, const struct report *report)
{
	static const enum phrase heads[] = {PHRASE_SAMPLE, PHRASE_OPEN, PHRASE_TOTAL};

	fputs("<table>\n<caption>", out);
	report_phrase(out, report, PHRASE_ACCOUNT, NULL);
	fputs("</caption>\n<thead><tr><th scope=\"col\">", out);
	report_phrase(out, report, PHRASE_CHANNEL, NULL);
	fputs("</th>", out);
	for (size_t i = 0; i < ARRAY_SIZE(heads); i++) {
		fputs("<th scope=\"col\" class=\"number\">", out);
		report_phrase(out, report, heads[i], NULL);
		fputs("</th>", out);
	}
	fputs("</tr></thead>\n<tbody>\n", out);
}

static void write_table(FILE *out, struct report *report, const struct account *account)
{
	uint64_t total[2] = {0, 0};

	write_head(out, report);
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

void report_account_section(FILE *out, struct report *report)
{
	const struct account *account = pass_account(report->data->now.pass);

	if (!account->total)
		return;
	report_begin(out, report, "", VI_EN("Ai đã trả lời", "Who answered"));
	report_phrase_paragraph(
		out, report, "", PHRASE_ACCOUNT_SAYS,
		PHRASE_ARGS(report_count(report, (double)account->total),
			    report_count(report, (double)account->used)));
	if (account->aside)
		report_phrase_paragraph(
			out, report, "", PHRASE_ACCOUNT_ASIDE,
			PHRASE_ARGS(report_count(report, (double)account->aside)));
	write_table(out, report, account);
	if (account->flagged)
		report_phrase_paragraph(
			out, report, "", PHRASE_ACCOUNT_FLAGGED,
			PHRASE_ARGS(report_count(report, (double)account->flagged)));
	report_end(out);
}
