/* Channels and quality: who answered how, whether the ways of answering tell the same
 * story, and which responses are worth a look. */
#include "report_pages.h"
#include "report_sections.h"

#include "quality_output.h"

#include "forms/text.h"

#include <math.h>

/* --- channels held against the sample ----------------------------------------------- */

static const char *mode_name(const struct report *report, const struct mode *mode)
{
	return mode->by == MODE_SELECTION
		       ? side_text(mode->side, report->language)
		       : channel_text(channel_find(mode->figure->domain),
				      report->language);
}

static void write_gap(FILE *out, struct report *report, const struct mode *mode)
{
	if (!mode->has_gap || isnan(mode->gap.difference)) {
		fputs("–", out);
		return;
	}
	struct difference_facts facts =
		report_difference_facts(report, &mode->gap, mode->p_holm);
	int sign = sentence_sign(&facts);
	fprintf(out,
		"<b>%s</b> <small class=\"w\">%s</small> <span class=\"%s\">%s</span>",
		report_points(report, mode->gap.difference),
		report_points_interval(report, &mode->gap), sign ? "missed" : "unsure",
		sentence_brief(BRIEF_GAP, sign, report->language));
}

static void write_mode(FILE *out, struct report *report, const struct mode *mode)
{
	const struct result *result = &mode->figure->result;
	bool told = report_is_told(mode->figure);

	fprintf(out, "<tr%s><th scope=\"row\">",
		mode->by == MODE_CHANNEL ? " class=\"sub\"" : "");
	html_text(out, mode_name(report, mode));
	if (mode->by == MODE_CHANNEL)
		fprintf(out, " <small>(%s)</small>",
			side_text(mode->side, report->language));
	fprintf(out,
		"</th><td class=\"number\"><b>%s</b> <small>%s</small></td>"
		"<td class=\"changed\">",
		told ? report_percent(report, result->estimate) : "–",
		told && !isnan(result->low) ? report_interval(report, result) : "");
	if (told)
		write_gap(out, report, mode);
	fprintf(out, "</td><td class=\"number\">%s</td></tr>\n",
		report_count(report, (double)result->n));
}

static void write_modes_head(FILE *out, const struct report *report)
{
	fputs("<table>\n<caption>", out);
	report_say(out, report, VI_EN("Kết quả theo kênh", "Results by channel"), NULL);
	fputs("</caption>\n<thead><tr><th scope=\"col\">", out);
	report_phrase(out, report, PHRASE_CHANNEL, NULL);
	fputs("</th><th scope=\"col\" class=\"number\">", out);
	report_phrase(out, report, PHRASE_VALUE, NULL);
	fputs("</th><th scope=\"col\">", out);
	report_say(out, report,
		   VI_EN("So với mẫu, điểm&nbsp;%", "Against the sample, points"),
		   NULL);
	fputs("</th><th scope=\"col\" class=\"number\">", out);
	report_phrase(out, report, PHRASE_N, NULL);
	fputs("</th></tr></thead>\n<tbody>\n", out);
}

static void write_modes(FILE *out, struct report *report)
{
	const struct modes *modes = &report->data->modes;

	if (!modes->n)
		return;
	report_begin(out, report, "",
		     VI_EN("Các kênh có nói cùng một điều?",
			   "Do the channels tell the same story?"));
	write_modes_head(out, report);
	for (size_t i = 0; i < modes->n; i++)
		write_mode(out, report, &modes->list[i]);
	fputs("</tbody>\n</table>\n", out);
	report_paragraph(
		out, report, "note",
		VI_EN("Khác nhau giữa các kênh không phải là bằng chứng gian lận: mỗi "
		      "kênh gặp những người khác nhau. Nhưng không được đọc kết quả "
		      "của "
		      "kênh này thay cho kênh kia, và không bao giờ cộng chung.",
		      "A gap is no proof of cheating: channels reach different people. "
		      "But figures of one may not be read as those of another, and "
		      "they "
		      "are never pooled."),
		NULL);
	report_end(out);
}

/* --- what is worth a look ----------------------------------------------------------- */

static size_t flagged_on(const struct quality *quality, enum quality_kind kind)
{
	size_t n = 0;

	for (size_t i = 0; i < quality_nresponses(quality); i++)
		n += (quality_response(quality, i).reasons >> kind) & 1;
	return n;
}

bool report_flagged_for(const struct report *report, enum quality_kind kind,
			size_t n[static SIDE_COUNT])
{
	size_t all = 0;

	for (int side = 0; side < SIDE_COUNT; side++)
		all += n[side] = flagged_on(report->data->quality.quality[side], kind);
	return all;
}

static void write_reasons(FILE *out, struct report *report)
{
	fputs("<table>\n<thead><tr><th scope=\"col\">", out);
	report_say(out, report, VI_EN("Dấu hiệu", "Sign"), NULL);
	for (int side = 0; side < SIDE_COUNT; side++)
		fprintf(out, "</th><th scope=\"col\" class=\"number\">%s",
			side_text((enum side)side, report->language));
	fputs("</th></tr></thead>\n<tbody>\n", out);
	for (int kind = 0; kind < QUALITY_ICC; kind++) {
		size_t n[SIDE_COUNT];
		if (!report_flagged_for(report, (enum quality_kind)kind, n))
			continue;
		fprintf(out, "<tr><th scope=\"row\">%s</th>",
			quality_kind_text((enum quality_kind)kind, report->language));
		for (int side = 0; side < SIDE_COUNT; side++)
			fprintf(out, "<td class=\"number\">%s</td>",
				report_count(report, (double)n[side]));
		fputs("</tr>\n", out);
	}
	fputs("</tbody>\n</table>\n", out);
}

/* Of a few flagged responses the difference would tell the answers. */
static void write_without(FILE *out, struct report *report)
{
	const struct report_data *data = report->data;
	const struct figure *all = report_headline(data, STATISTIC_T2B);
	const struct figure *without = figures_find(
		data->unflagged, &data->now.groupings[REPORT_OVERALL], "", data->index);

	if (!report_is_told(all) || !report_is_told(without) ||
	    all->result.n - without->result.n < report->methods->figures.min_n)
		return;
	report_paragraph(
		out, report, "",
		VI_EN("Không tính các phiếu ấy, chỉ số là {0} (khoảng tin cậy {1}); "
		      "tính cả, {2}.",
		      "Without them the index is {0} (interval {1}); with them, {2}."),
		PHRASE_ARGS(report_percent(report, without->result.estimate),
			    report_interval(report, &without->result),
			    report_percent(report, all->result.estimate)));
}

static void write_flags(FILE *out, struct report *report)
{
	const struct quality_intake *quality = &report->data->quality;

	if (!quality->nresponses)
		return;
	report_begin(out, report, "",
		     VI_EN("Phiếu đáng xem lại", "Responses worth a look"));
	report_paragraph(
		out, report, "",
		VI_EN("{0} trong {1} phiếu có dấu hiệu đáng xem lại. Dấu hiệu không "
		      "phải là bằng chứng; không phiếu nào bị xóa.",
		      "{0} of {1} responses have a sign that is worth a look. A sign "
		      "is "
		      "no proof; nothing is deleted."),
		PHRASE_ARGS(report_count(report, (double)quality->nflagged),
			    report_count(report, (double)quality->nresponses)));
	if (quality->nflagged) {
		write_reasons(out, report);
		write_without(out, report);
	}
	report_end(out);
}

void report_quality(FILE *out, struct report *report)
{
	static report_section *const sections[] = {
		report_warnings_section,
		report_account_section,
		write_modes,
		write_flags,
	};

	report_head(out, report, report->page->kind->title[report->language]);
	report_sections(out, report, sections, ARRAY_SIZE(sections));
	report_foot(out, report);
}
