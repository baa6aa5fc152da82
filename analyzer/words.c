/* See words.h. */
#include "words.h"

#include "forms/alloc.h"
#include "forms/text.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

static const char *const codes[] = {[LANGUAGE_VI] = "vi", [LANGUAGE_EN] = "en"};
_Static_assert(ARRAY_SIZE(codes) == LANGUAGE_COUNT, "a code for each language");

static const struct {
	const char *column; /* NULL: none */
	const char *text[LANGUAGE_COUNT];
} words[] = {
	[WORD_OVERALL] = {"overall", {"Chung", "Overall"}},
	[WORD_UNIT] = {"unit", {"Đơn vị", "Unit"}},
	[WORD_SERVICE] = {"service", {"Dịch vụ", "Service"}},
	[WORD_CHANNEL] = {"channel", {"Kênh", "Channel"}},
	[WORD_SELECTION] = {"selection", {"Cách chọn", "Selection"}},
	[WORD_COLLECTED_BY] = {"collected_by", {"Người thu thập", "Collected by"}},
	[WORD_STRATUM] = {"stratum", {"Tầng", "Stratum"}},
	[WORD_PSU] = {"psu", {"Đơn vị mẫu cấp một", "PSU"}},
	[WORD_ITEM] = {NULL, {"Nội dung", "Item"}},
	[WORD_STATISTIC] = {NULL, {"Chỉ tiêu", "Statistic"}},
	[WORD_ANSWERS] = {NULL, {"n", "n"}},
	[WORD_EFFECTIVE] = {NULL, {"n hiệu dụng", "n eff."}},
	[WORD_ESTIMATE] = {NULL, {"Ước lượng", "Estimate"}},
	[WORD_INTERVAL] = {NULL, {"Khoảng tin cậy", "Interval"}},
	[WORD_NOTE] = {NULL, {"Ghi chú", "Note"}},
	[WORD_INCOMPARABLE] = {NULL, {"không so sánh được", "not comparable"}},
	[WORD_BY_SHARES] = {NULL,
			    {"một phần tính theo tỷ lệ chia tách", "partly by shares"}},
	[WORD_COMPLEMENT] = {NULL,
			     {"che để không suy ngược được ô nhỏ",
			      "held back so that small cells can't be worked out"}},
};
_Static_assert(ARRAY_SIZE(words) == WORD_COUNT, "a row for each word");

const char *language_code(enum language language)
{
	return codes[language];
}

bool language_from_code(const char *code, enum language *language)
{
	for (int i = 0; i < LANGUAGE_COUNT; i++) {
		if (strcmp(codes[i], code) != 0)
			continue;
		*language = (enum language)i;
		return true;
	}
	return false;
}

const char *word(enum word which, enum language language)
{
	return words[which].text[language];
}

const char *word_of_column(const char *column, enum language language)
{
	for (size_t i = 0; i < WORD_COUNT; i++)
		if (words[i].column && strcmp(words[i].column, column) == 0)
			return words[i].text[language];
	return column;
}

static const char *sign(enum language language)
{
	return language == LANGUAGE_VI ? "\u00a0%" : "%";
}

void write_percent(FILE *out, double share, int decimals, enum language language)
{
	text_decimal(out, codes[language], 100 * share, decimals);
	if (!isnan(share))
		fputs(sign(language), out);
}

void write_percents(FILE *out, double low, double high, int decimals,
		    enum language language)
{
	text_decimal(out, codes[language], 100 * low, decimals);
	if (isnan(low))
		return;
	fputs("–", out);
	write_percent(out, high, decimals, language);
}

void write_percent_points(FILE *out, double difference, int decimals,
			  enum language language)
{
	double points = 100 * difference, half = 0.5 * pow(10, -decimals);

	if (points >= half)
		putc('+', out);
	text_decimal(out, codes[language], fabs(points) < half ? 0 : points, decimals);
}

void write_share_points(FILE *out, double difference, enum language language)
{
	write_percent_points(out, difference, 2, language);
}

void write_share_points_interval(FILE *out, double low, double high,
				 enum language language)
{
	if (isnan(low)) {
		fputs("–", out);
		return;
	}
	putc('[', out);
	write_share_points(out, low, language);
	fputs("; ", out);
	write_share_points(out, high, language);
	putc(']', out);
}

void write_suppression(FILE *out, enum suppression why, uint64_t min_n,
		       enum language language)
{
	if (why == SUPPRESSION_FEW)
		fprintf(out, "n < %" PRIu64, min_n);
	else if (why == SUPPRESSION_COMPLEMENT)
		fputs(word(WORD_COMPLEMENT, language), out);
	else if (why == SUPPRESSION_INCOMPARABLE)
		fputs(word(WORD_INCOMPARABLE, language), out);
}

const char *undefined_words(enum undefined why, enum language language)
{
	static const char *const vietnamese[UNDEFINED_COUNT] = {
		[UNDEFINED_NOT] = "",
		[UNDEFINED_NO_ANSWERS] = "không ai trả lời",
		[UNDEFINED_STATISTIC] = "nội dung này không có chỉ tiêu đó",
		[UNDEFINED_LONELY_PSU] = "một tầng chỉ có một đơn vị chọn mẫu",
		[UNDEFINED_NO_DF] = "không đủ bậc tự do",
		[UNDEFINED_NOT_KEPT] = "không kiểm đếm các câu trả lời chung",
		[UNDEFINED_NO_SPREAD] = "mọi câu trả lời giống nhau",
	};

	return language == LANGUAGE_VI ? vietnamese[why] : undefined_text(why);
}

bool statistic_in_percent(enum statistic statistic)
{
	return statistic != STATISTIC_MEAN;
}
