/* iso-9001.pdf: what a quality management system keeps of a measurement of satisfaction,
 * on one sheet: what, how, how many, the result, what follows, who signs. */
#include "report_pages.h"
#include "report_paper.h"
#include "report_sections.h"
#include "report_table.h"

#include "forms/text.h"

#include <math.h>

enum { ACTIONS = 5, ROUNDS = 4, NAMED = 3 };

static void begin_row(FILE *out, const struct report *report, const char *const *what)
{
	fputs("<tr><th scope=\"row\">", out);
	report_say(out, report, what, NULL);
	fputs("</th><td>", out);
}

static void end_row(FILE *out)
{
	fputs("</td></tr>\n", out);
}

/* --- what and how ------------------------------------------------------------------- */

static void write_subject(FILE *out, struct report *report)
{
	const struct form *form = report_form(report);

	begin_row(out, report, VI_EN("Đo cái gì", "What was measured"));
	report_say(
		out, report,
		VI_EN("{0}: chỉ số “{1}”, tỷ lệ hài lòng.",
		      "{0}: the index “{1}”, satisfied, %."),
		PHRASE_ARGS(report_label(report, &form->title),
			    report_label(report, &form->factors[form->index].label)));
	report_about(out, report);
	end_row(out);
}

/* How people came is known of each answer; how a sample was drawn is not. */
static void write_errors(FILE *out, struct report *report)
{
	const struct design *design = tally_design(pass_tally(report->data->now.pass));

	fputs(" ", out);
	if (design_is_srs(design))
		report_phrase(out, report, PHRASE_METHOD_SRS, NULL);
	else
		report_say(out, report,
			   VI_EN("Sai số tính theo dữ liệu về mẫu: {0}.",
				 "Errors by what the data say of the sample: {0}."),
			   PHRASE_ARGS(report_design_words(report)));
}

static void write_method(FILE *out, struct report *report)
{
	const struct account *account = pass_account(report->data->now.pass);
	const char *const used[] = {report_count(report, (double)account->used)};

	begin_row(out, report, VI_EN("Phương pháp", "Method"));
	if (account->used_open)
		report_say(out, report,
			   VI_EN("Tính từ {0} phiếu do người dân tự gửi, không chọn "
				 "mẫu.",
				 "From {0} answers of people who came by themselves; "
				 "no sample was drawn."),
			   used);
	else
		report_say(out, report,
			   VI_EN("Tính từ {0} phiếu được ghi là của người được chọn "
				 "vào mẫu.",
				 "From {0} answers recorded as of people who were "
				 "drawn."),
			   used);
	if (!account->used_open)
		write_errors(out, report);
	end_row(out);
}

/* "Phỏng vấn 1.200 (1.200 chọn mẫu)" of every channel something came through. */
static void write_channels(FILE *out, struct report *report)
{
	const struct account *account = pass_account(report->data->now.pass);
	const char *between = " ";

	for (unsigned c = 0; c <= CHANNEL_COUNT; c++) {
		const uint64_t *n = account->responses[c];
		if (!(n[0] + n[1]))
			continue;
		fputs(between, out);
		html_text(out, channel_text(c, report->language));
		report_say(out, report,
			   VI_EN(": {0} được chọn mẫu, {1} tự gửi",
				 ": {0} drawn, {1} self-selected"),
			   PHRASE_ARGS(report_count(report, (double)n[0]),
				       report_count(report, (double)n[1])));
		between = "; ";
	}
	fputs(account->total ? "." : "", out);
}

static void write_answers(FILE *out, struct report *report)
{
	const struct account *account = pass_account(report->data->now.pass);

	begin_row(out, report, VI_EN("Số phiếu", "Answers"));
	report_say(out, report,
		   VI_EN("Nhận được {0}, dùng để tính {1}; có dấu hiệu đáng xem lại "
			 "{2}.",
			 "{0} came in, {1} are used; {2} have signs worth a look."),
		   PHRASE_ARGS(report_count(report, (double)account->total),
			       report_count(report, (double)account->used),
			       report_count(report,
					    (double)report->data->quality.nflagged)));
	write_channels(out, report);
	end_row(out);
}

/* --- the result --------------------------------------------------------------------- */

static void write_result(FILE *out, struct report *report, const struct figure *figure)
{
	begin_row(out, report, VI_EN("Kết quả", "Result"));
	if (!report_is_told(figure))
		report_say(out, report,
			   VI_EN("Chưa có kết quả được công bố.",
				 "There is no published result."),
			   NULL);
	else
		report_say(
			out, report,
			VI_EN("<b class=\"result\">{0}</b> hài lòng; khoảng tin cậy "
			      "{2}: <b class=\"w\">{1}</b>; n = {3}.",
			      "<b class=\"result\">{0}</b> satisfied; {2} interval: <b "
			      "class=\"w\">{1}</b>; n = {3}."),
			PHRASE_ARGS(report_percent(report, figure->result.estimate),
				    isnan(figure->result.low)
					    ? "–"
					    : report_interval(report, &figure->result),
				    report_short_percent(report, figure->result.level),
				    report_count(report, (double)figure->result.n)));
	end_row(out);
}

static void write_target(FILE *out, struct report *report, const struct figure *figure)
{
	const char *target = report_short_percent(report, report_target(report));

	begin_row(out, report, VI_EN("Mục tiêu", "Target"));
	if (isnan(report_target(report)))
		report_say(out, report,
			   VI_EN("Đợt khảo sát này không đặt mục tiêu.",
				 "This round has no target."),
			   NULL);
	else if (!report_is_told(figure))
		report_say(out, report,
			   VI_EN("Mục tiêu {0}: chưa có kết quả để đối chiếu.",
				 "Target {0}: there is no result to hold against it."),
			   PHRASE_ARGS(target));
	else
		report_phrase(
			out, report, PHRASE_TARGET,
			PHRASE_ARGS(target, verdict_text(report_verdict(report, figure),
							 report->language)));
	end_row(out);
}

static void write_earlier(FILE *out, struct report *report)
{
	const struct trend *trend = &report->data->trend;
	size_t first = trend->n > ROUNDS ? trend->n - ROUNDS : 0;

	for (size_t i = first; i < trend->n; i++) {
		const struct trend_point *point = &trend->points[i];
		fputs(i == first ? "" : point->is_break ? " ‖ " : " → ", out);
		report_say(out, report, VI_EN("{0}: <b>{1}</b>", "{0}: <b>{1}</b>"),
			   PHRASE_ARGS(point->round.code,
				       report_percent(report, point->estimate)));
	}
	if (trend->n)
		fputs(". ", out);
}

static void write_since(FILE *out, struct report *report)
{
	report_say(out, report, VI_EN("So với đợt {0}: ", "Since round {0}: "),
		   PHRASE_ARGS(source_name(report->data->base.source)));
	table_write_change(out, report, &report->data->headline.list[0]);
}

static void write_trend(FILE *out, struct report *report)
{
	const struct report_data *data = report->data;

	begin_row(out, report, VI_EN("Xu hướng", "Trend"));
	write_earlier(out, report);
	if (!data->has_base)
		report_say(out, report,
			   VI_EN("Báo cáo này không so sánh với đợt nào khác.",
				 "This report is compared with no other round."),
			   NULL);
	else if (!report_is_compared(data) || !data->headline.n)
		report_say(out, report,
			   VI_EN("Không so sánh được với đợt {0}.",
				 "Not comparable with round {0}."),
			   PHRASE_ARGS(source_name(data->base.source)));
	else
		write_since(out, report);
	end_row(out);
}

/* --- findings ----------------------------------------------------------------------- */

static void write_named(FILE *out, struct report *report, const char *const *what,
			const struct table_lines *lines)
{
	if (!lines->count)
		return;
	fputs("<li>", out);
	report_say(out, report, what, NULL);
	for (size_t i = 0; i < lines->count && i < NAMED; i++) {
		fputs(i ? "; " : " ", out);
		html_text(out, lines->list[i].name);
		fprintf(out, " (%s)",
			report_percent(report, lines->list[i].figure->result.estimate));
	}
	fputs(".</li>\n", out);
}

static void write_findings(FILE *out, struct report *report)
{
	static const struct {
		enum report_field_kind kind;
		const char *best[LANGUAGE_COUNT], *weakest[LANGUAGE_COUNT];
	} fields[] = {
		{PLACES_FACTORS,
		 {"Nội dung mạnh:", "Strong factors:"},
		 {"Nội dung yếu:", "Weak factors:"}},
		{PLACES_SERVICES,
		 {"Dịch vụ thuộc nửa cao:", "Services in the upper half:"},
		 {"Dịch vụ thuộc nửa thấp:", "Services in the lower half:"}},
		{PLACES_UNITS,
		 {"Đơn vị thuộc nửa cao:", "Units in the upper half:"},
		 {"Đơn vị thuộc nửa thấp:", "Units in the lower half:"}},
	};

	begin_row(out, report, VI_EN("Phát hiện", "Findings"));
	fputs("<ul>\n", out);
	for (size_t i = 0; i < ARRAY_SIZE(fields); i++) {
		struct table_lines lines[2] = {{0}, {0}};
		report_find_extremes(report, fields[i].kind, lines);
		write_named(out, report, fields[i].best, &lines[0]);
		write_named(out, report, fields[i].weakest, &lines[1]);
		table_release(&lines[0]);
		table_release(&lines[1]);
	}
	fputs("<li class=\"write\">&nbsp;</li>\n<li class=\"write\">&nbsp;</li>\n</ul>",
	      out);
	end_row(out);
}

/* --- by hand ------------------------------------------------------------------------ */

static void write_actions(FILE *out, struct report *report)
{
	fputs("<table class=\"actions\">\n<thead><tr><th class=\"what\">", out);
	report_say(out, report,
		   VI_EN("Hành động cải tiến (ghi tay)</th><th>Người chịu trách "
			 "nhiệm</th><th>Thời hạn",
			 "Action (by hand)</th><th>Responsible</th><th>Due"),
		   NULL);
	fputs("</th></tr></thead>\n<tbody>\n", out);
	for (int i = 0; i < ACTIONS; i++)
		fputs("<tr><td>&nbsp;</td><td></td><td></td></tr>\n", out);
	fputs("</tbody>\n</table>\n", out);
}

static void write_signatures(FILE *out, struct report *report)
{
	fputs("<table class=\"signatures\"><tbody><tr><td>", out);
	report_say(
		out, report,
		VI_EN("<b>Người lập</b></td><td><b>Người xem xét</b></td><td><b>Lãnh "
		      "đạo phê duyệt</b>",
		      "<b>Made by</b></td><td><b>Reviewed by</b></td><td><b>Approved "
		      "by</b>"),
		NULL);
	fputs("</td></tr><tr class=\"sign\">", out);
	for (int i = 0; i < 3; i++) {
		fputs("<td>", out);
		report_say(out, report,
			   VI_EN("ngày …… / …… / ………<br>(ký, ghi rõ họ tên)",
				 "Date, signature, name"),
			   NULL);
		fputs("</td>", out);
	}
	fputs("</tr></tbody></table>\n", out);
}

void paper_iso(FILE *out, struct report *report)
{
	const struct report_page page = {.file = "", .root = ""};
	const struct figure *figure = report_headline(report->data, STATISTIC_T2B);
	const char *title =
		VI_EN("Theo dõi sự hài lòng của khách hàng",
		      "Monitoring of customer satisfaction")[report->language];

	report->page = &page;
	paper_begin(out, report, title, "iso");
	report_paragraph(out, report, "clause",
			 VI_EN("TCVN ISO 9001:2015, điều 9.1.2 – Sự thỏa mãn của khách "
			       "hàng",
			       "ISO 9001:2015, clause 9.1.2 – Customer satisfaction"),
			 NULL);
	paper_heading(out, report, 1, title);
	fputs("<table class=\"facts\"><tbody>\n", out);
	write_subject(out, report);
	write_method(out, report);
	write_answers(out, report);
	write_result(out, report, figure);
	write_target(out, report, figure);
	write_trend(out, report);
	write_findings(out, report);
	fputs("</tbody></table>\n", out);
	write_actions(out, report);
	write_signatures(out, report);
	report_colophon(out, report);
	paper_end(out);
	report->page = NULL;
}
