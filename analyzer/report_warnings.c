/* A box of what the data do not carry: shown only where something is in it. */
#include "report_sections.h"

#include "forms/text.h"

enum { FEW_RESPONSES = 100 };

static const double FLAGGED_SHARE = 0.05;

static bool is_few(const struct report *report)
{
	const struct account *account = pass_account(report->data->now.pass);

	return account->used > 0 && account->used < FEW_RESPONSES;
}

static bool is_open(const struct report *report)
{
	return pass_account(report->data->now.pass)->used_open;
}

static unsigned count_channels(const struct report *report)
{
	const struct account *account = pass_account(report->data->now.pass);
	unsigned n = 0;

	for (unsigned c = 0; c <= CHANNEL_COUNT; c++)
		n += account->responses[c][account->used_open] > 0;
	return n;
}

static bool is_one_channel(const struct report *report)
{
	return is_open(report) && count_channels(report) == 1;
}

static bool is_not_comparable(const struct report *report)
{
	return report->data->has_base && !report_is_compared(report->data);
}

static bool has_flagged(const struct report *report)
{
	const struct quality_intake *quality = &report->data->quality;

	return (double)quality->nflagged > FLAGGED_SHARE * (double)quality->nresponses;
}

/* Held against the sample, or the one estimated from without a sample. */
static bool differ_channels(const struct report *report)
{
	const struct modes *modes = &report->data->modes;

	for (size_t i = 0; i < modes->n; i++)
		if (modes->list[i].side == SIDE_SAMPLE && modes->list[i].has_gap &&
		    modes->list[i].p_holm < 1 - report->methods->figures.level)
			return true;
	return false;
}

static const struct {
	bool (*applies)(const struct report *report);
	const char *says[LANGUAGE_COUNT];
} warnings[] = {
	{is_few,
	 {"Mới có ít phiếu: khoảng tin cậy rộng, đừng rút ra kết luận cho từng nơi.",
	  "There are few responses: intervals are wide; do not draw conclusions on "
	  "single places."}},
	{is_open,
	 {"Không ai được chọn mẫu: kết quả chỉ nói về những người tự gửi phiếu.",
	  "Nobody was drawn in a sample: the results speak only of those who came by "
	  "themselves."}},
	{is_one_channel,
	 {"Mọi phiếu đến qua một kênh duy nhất: không thể đối chiếu giữa các kênh.",
	  "All responses came through one channel: there is nothing to hold it "
	  "against."}},
	{differ_channels,
	 {"Các kênh của mẫu cho kết quả khác nhau thật: xem trang Kênh và chất lượng.",
	  "Channels of the sample give really different results: see Channels and "
	  "quality."}},
	{has_flagged,
	 {"Hơn 5&nbsp;% số phiếu có dấu hiệu đáng xem lại: xem trang Kênh và chất "
	  "lượng.",
	  "More than 5% of the responses have signs worth a look: see Channels and "
	  "quality."}},
	{is_not_comparable,
	 {"Không so sánh được với kỳ trước: đừng đọc chênh lệch thành tăng hay giảm.",
	  "Not comparable with the earlier round: do not read a difference as a "
	  "change."}},
};

void report_warnings_section(FILE *out, struct report *report)
{
	bool begun = false;

	for (size_t i = 0; i < ARRAY_SIZE(warnings); i++) {
		if (!warnings[i].applies(report))
			continue;
		if (!begun)
			report_begin(out, report, "warnings",
				     VI_EN("Cần lưu ý", "Mind this"));
		fputs(begun ? "" : "<ul>\n", out);
		begun = true;
		fprintf(out, "<li>%s</li>\n", warnings[i].says[report->language]);
	}
	if (begun) {
		fputs("</ul>\n", out);
		report_end(out);
	}
}
