/* See phrases.h. */
#include "phrases.h"

#include "forms/alloc.h"
#include "forms/text.h"
#include "pass.h"
#include "verdict.h"

#include <assert.h>

static const char *const phrases[][LANGUAGE_COUNT] = {
	[PHRASE_ROUND] = {"Đợt khảo sát {0}", "Round {0}"},
	[PHRASE_ROUND_FROM] = {"từ ngày {0}", "from {0}"},
	[PHRASE_ROUND_TO] = {"đến ngày {0}", "until {0}"},
	[PHRASE_ROUND_FROM_TO] = {"từ {0} đến {1}", "{0} to {1}"},
	[PHRASE_METHOD_VERSION] = {"phương pháp phiên bản {0}", "method version {0}"},
	[PHRASE_ONLY_OPEN] =
		{"Tất cả người trả lời đều tự tìm đến, không ai được chọn mẫu. Kết quả "
		 "chỉ nói về chính những người này, không đại diện cho toàn thể người "
		 "dân.",
		 "Everybody who answered came by themselves; nobody was drawn in a "
		 "sample. The result speaks of these people only and does not "
		 "represent "
		 "all citizens."},
	[PHRASE_TARGET] = {"Mục tiêu {0}: {1}", "Target {0}: {1}"},
	[PHRASE_ACCOUNT] = {"Ai đã trả lời", "Who answered"},
	[PHRASE_ACCOUNT_SAYS] =
		{"Nhận được {0} phiếu; {1} phiếu được dùng để tính các kết quả.",
		 "{0} responses came in; {1} are used for the results."},
	[PHRASE_ACCOUNT_ASIDE] =
		{"{0} phiếu do người dân tự gửi, không thuộc mẫu được chọn, nên để "
		 "riêng "
		 "và không cộng chung vào kết quả.",
		 "{0} came from people outside the drawn sample, who answered of their "
		 "own accord; they stand aside and are not mixed into the results."},
	[PHRASE_ACCOUNT_FLAGGED] =
		{"Trong đó {0} phiếu gửi qua mạng hoặc ki-ốt có dấu hiệu cần xem lại "
		 "(máy "
		 "tự điền, gửi quá nhanh, gửi dồn từ một nơi); các phiếu này vẫn được "
		 "giữ và vẫn được tính.",
		 "{0} of those sent over the web or at a kiosk carry a sign worth a "
		 "look "
		 "(filled in by a machine, sent too fast, many from one place); they "
		 "are "
		 "kept and counted all the same."},
	[PHRASE_CHANNEL] = {"Kênh trả lời", "Channel"},
	[PHRASE_SAMPLE] = {"Được chọn mẫu", "Drawn sample"},
	[PHRASE_OPEN] = {"Tự gửi", "Self-selected"},
	[PHRASE_TOTAL] = {"Tổng số", "Total"},
	[PHRASE_FACTORS] = {"Theo nhóm nội dung", "By factor"},
	[PHRASE_FACTORS_OF_ITEMS] = {"Theo nội dung", "By item"},
	[PHRASE_FACTOR] = {"Nội dung", "Factor"},
	[PHRASE_VALUE] = {"Tỷ lệ hài lòng", "Satisfied"},
	[PHRASE_N] = {"Số phiếu", "Answers"},
	[PHRASE_AGAINST_TARGET] = {"So với mục tiêu {0}", "Against the target {0}"},
	[PHRASE_BY_UNIT] = {"Theo đơn vị", "By unit"},
	[PHRASE_BY_SERVICE] = {"Theo dịch vụ", "By service"},
	[PHRASE_ORDER] =
		{"Xếp theo giá trị ước tính. Đây không phải là bảng xếp hạng: khi các "
		 "khoảng tin cậy chồng lên nhau thì chênh lệch có thể chỉ là ngẫu "
		 "nhiên.",
		 "In order of the estimates. This is no ranking: where intervals "
		 "overlap, a difference may be chance alone."},
	[PHRASE_VERDICT_COUNTS] =
		{"So với mục tiêu {0}: {1} đạt, {2} chưa đạt, {3} chưa đủ căn cứ để "
		 "kết "
		 "luận.",
		 "Against the target {0}: {1} met, {2} not met, {3} cannot be said."},
	[PHRASE_FEW_COUNT] = {"{0} nơi có dưới {1} phiếu nên không công bố kết quả.",
			      "{0} have fewer than {1} answers and are not published."},
	[PHRASE_FEW] = {"dưới {0} phiếu, không công bố",
			"fewer than {0}, not published"},
	[PHRASE_COMPLEMENT] = {"không công bố, để không suy ngược được nơi ít phiếu",
			       "not published, so that places of few answers can't be "
			       "worked out"},
	[PHRASE_HOW_TO_READ] = {"Cách đọc", "How to read this"},
	[PHRASE_READ_DOT] =
		{"Chấm tròn là giá trị ước tính; vạch ngang là khoảng tin cậy (KTC).",
		 "The dot is the estimate; the bar is its confidence interval (CI)."},
	[PHRASE_READ_DOT_TARGET] =
		{"Chấm tròn là giá trị ước tính; vạch ngang là khoảng tin cậy (KTC); "
		 "đường đứt là mục tiêu {0}.",
		 "The dot is the estimate; the bar is its confidence interval (CI); "
		 "the dashed line is the target of {0}."},
	[PHRASE_READ_INTERVAL] =
		{"Chỉ một phần người dân được hỏi, nên mỗi con số đều có sai số. Nếu "
		 "lặp "
		 "lại cuộc khảo sát nhiều lần, khoảng {0} số khoảng tin cậy như thế sẽ "
		 "chứa giá trị thực.",
		 "Only some of the people were asked, so every figure has an error. If "
		 "the survey were repeated many times, about {0} of such intervals "
		 "would "
		 "hold the true value."},
	[PHRASE_READ_INTERVAL_OPEN] =
		{"Khoảng tin cậy {0} nói các con số dao động đến đâu nếu coi những "
		 "người tự gửi phiếu là một mẫu ngẫu nhiên. Điều đó không chắc đúng, "
		 "nên khoảng này không nói gì về những người không gửi phiếu.",
		 "The {0} intervals say how far the figures may be off if those who "
		 "came by themselves are taken for a random sample. That they hardly "
		 "are, so the intervals say nothing of people who did not answer."},
	[PHRASE_READ_OVERLAP] =
		{"Khoảng càng rộng thì con số càng kém chắc chắn. Đừng coi chênh lệch "
		 "nhỏ giữa hai nơi là hơn kém thật.",
		 "The wider the interval, the less certain the figure. Do not take a "
		 "small difference between two places for a real one."},
	[PHRASE_READ_FEW] =
		{"Nơi có dưới {0} phiếu không được công bố kết quả, để giữ kín ý kiến "
		 "của từng người và tránh hiểu lầm.",
		 "Where there are fewer than {0} answers nothing is published, to keep "
		 "each person's opinion private and to avoid misreading."},
	[PHRASE_READ_COMPLEMENT] =
		{"Ở đây có {0} kết quả không được công bố tuy đủ phiếu: nếu công bố "
		 "thì "
		 "có thể lấy tổng trừ đi mà suy ra kết quả của nơi ít phiếu.",
		 "{0} results are not published here although enough people answered: "
		 "with them those of places of few answers could be worked out from "
		 "the "
		 "totals."},
	[PHRASE_METHOD] = {"Phương pháp", "Method"},
	[PHRASE_METHOD_T2B] =
		{"Tỷ lệ hài lòng là tỷ lệ câu trả lời {0}, không tính “không sử dụng, "
		 "không biết” và câu bỏ trống; chỉ số là trung bình cộng của các nội "
		 "dung "
		 "hợp thành.",
		 "Satisfied is the share of answers {0}, leaving out “not used, don't "
		 "know” and missing answers; an index is the mean of its parts."},
	[PHRASE_METHOD_SRS] = {"Coi các phiếu là một mẫu ngẫu nhiên đơn giản.",
			       "Responses are taken as a simple random sample."},
	[PHRASE_METHOD_WEIGHTED] =
		{"Sai số được tính theo thiết kế mẫu ({0}), bằng tuyến tính hóa "
		 "Taylor.",
		 "Errors follow the sampling design ({0}), by Taylor linearisation."},
	[PHRASE_METHOD_RAKED] =
		{"Quyền số được hiệu chỉnh cho khớp với các tổng đã biết của tổng thể "
		 "theo {0} (raking); sai số đã tính đến việc này.",
		 "Weights were raked to known totals of the population by {0}; the "
		 "standard errors take that into account."},
	[PHRASE_METHOD_DEFF] =
		{"Hệ số thiết kế của chỉ số chung là {0}; {1} bậc tự do.",
		 "The index has a design effect of {0} and {1} degrees of freedom."},
	[PHRASE_METHOD_STRATA] = {"phân tầng", "strata"},
	[PHRASE_METHOD_PSU] = {"chọn theo cụm", "clusters"},
	[PHRASE_METHOD_WEIGHTS] = {"có quyền số", "weights"},
	[PHRASE_METHOD_INTERVAL] = {"Khoảng tin cậy {0}, phương pháp {1}.",
				    "Intervals at {0}, method {1}."},
	[PHRASE_METHOD_SOFTWARE] =
		{"Phần mềm Hài Lòng {0}; biểu mẫu {1}, phiên bản {2}; lập ngày {3}.",
		 "Software Hài Lòng {0}; form {1}, version {2}; made on {3}."},
	[PHRASE_ESTIMATES_FILE] = {"Tất cả số liệu: ", "All figures: "},
	[PHRASE_METHODS_FILE] =
		{"Công thức, nguồn và các trường hợp biên (tiếng Anh): ",
		 "Formulas, their sources and their edge cases: "},
	[PHRASE_BACK] = {"Báo cáo", "The report"},
	[PHRASE_OR] = {" hoặc ", " or "},
};
_Static_assert(ARRAY_SIZE(phrases) == PHRASE_COUNT, "a row for each phrase");

/* In the order of pass.c. */
static const char *const channels[][LANGUAGE_COUNT] = {
	{"Phỏng vấn trực tiếp", "Interview"},
	{"Điện thoại", "Telephone"},
	{"Bưu điện", "Post"},
	{"Phiếu giấy", "Paper"},
	{"Mã dùng một lần", "One-time ticket"},
	{"Trực tuyến", "Web"},
	{"Ki-ốt", "Kiosk"},
	{"Hòm thư góp ý", "Suggestion box"},
	{"Đường dây nóng", "Hotline"},
	{"Không ghi kênh", "Not said"},
};
_Static_assert(ARRAY_SIZE(channels) == CHANNEL_COUNT + 1, "a row for each channel");

static const char *const verdicts[][LANGUAGE_COUNT] = {
	[VERDICT_NONE] = {"–", "–"},
	[VERDICT_MET] = {"đạt", "met"},
	[VERDICT_MISSED] = {"chưa đạt", "not met"},
	[VERDICT_UNSURE] = {"chưa đủ căn cứ để kết luận", "cannot say"},
};
_Static_assert(ARRAY_SIZE(verdicts) == VERDICT_COUNT, "a row for each verdict");

const char *channel_text(unsigned channel, enum language language)
{
	return channels[channel][language];
}

const char *verdict_text(unsigned verdict, enum language language)
{
	return verdicts[verdict][language];
}

const char *phrase_text(enum phrase phrase, enum language language)
{
	return phrases[phrase][language];
}

void phrase_fill_as(FILE *out, const char *text, const char *const *args,
		    void (*escape)(FILE *out, const char *text))
{
	for (const char *at = text; *at; at++) {
		if (at[0] == '{' && at[1] >= '0' && at[1] <= '9' && at[2] == '}') {
			assert(args);
			escape(out, args[at[1] - '0']);
			at += 2;
		} else {
			putc(*at, out);
		}
	}
}

void phrase_fill(FILE *out, const char *text, const char *const *args)
{
	phrase_fill_as(out, text, args, html_text);
}

void phrase_write(FILE *out, enum phrase phrase, enum language language,
		  const char *const *args)
{
	phrase_fill(out, phrases[phrase][language], args);
}
