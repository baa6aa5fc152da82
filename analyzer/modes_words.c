/* See modes_words.h. */
#include "modes_words.h"

#include "phrases.h"

#include "forms/text.h"

#include <math.h>

enum { PERCENT_DECIMALS = 2, MEAN_DECIMALS = 4 };

void mode_write_name(FILE *out, const struct mode *mode, enum language language)
{
	unsigned channel = channel_find(mode->figure->domain);

	if (mode->by == MODE_SELECTION)
		fputs(side_text(mode->side, language), out);
	else if (mode->by == MODE_CHANNEL && channel < CHANNEL_COUNT)
		fputs(channel_text(channel, language), out);
	else
		fputs(mode->figure->domain, out);
}

static bool in_percent(const struct mode *mode)
{
	return statistic_in_percent(mode->figure->entry->statistic);
}

void mode_write_number(FILE *out, const struct mode *mode, double value,
		       enum language language)
{
	bool share = in_percent(mode);

	text_decimal(out, language_code(language), share ? 100 * value : value,
		     share ? PERCENT_DECIMALS : MEAN_DECIMALS);
}

void mode_write_points(FILE *out, const struct mode *mode, enum language language)
{
	static const char *const units[LANGUAGE_COUNT] = {
		[LANGUAGE_VI] = " điểm\u00a0%", [LANGUAGE_EN] = " points"};

	if (in_percent(mode))
		fputs(units[language], out);
}

static const struct {
	const char *higher, *lower, *same, *from, *to, *unclear, *interval;
	const char *rule, *no_sample;
} says[LANGUAGE_COUNT] = {
	[LANGUAGE_VI] =
		{" cao hơn mẫu ", " thấp hơn mẫu ", " bằng mẫu", "từ ", " đến ",
		 "; chưa đủ căn cứ để nói là khác nhau", "KTC",
		 "Chỉ số lấy từ mẫu; phiếu tự gửi đứng bên cạnh, không "
		 "bao giờ gộp chung. Kênh và người thu thập thuộc mẫu được so "
		 "với cả mẫu, có tính đến phần chung. p hiệu chỉnh theo Holm cho "
		 "mọi dòng.\n",
		 "Không có mẫu được chọn: chỉ có phiếu tự gửi, không có "
		 "gì để so.\n"},
	[LANGUAGE_EN] =
		{" is higher than the sample by ", " is lower than the sample by ",
		 " equals the sample", "", " to ",
		 "; not enough to say that they differ", "CI",
		 "The index is made from the sample; self-selected answers stand "
		 "beside it and are never pooled with it. Channels and "
		 "collectors of the sample are held against all of it, what "
		 "they share respected. p adjusted by Holm over all rows.\n",
		 "There is no drawn sample: only self-selected answers, and "
		 "nothing to hold them against.\n"},
};

/* The p of a gap that is none is NaN, and clear of nothing. */
static bool is_clear(const struct mode *mode)
{
	return mode->p_holm < 1 - mode->gap.level;
}

/* "3,10–9,30", or, where a bound is below 0, "từ -1,00 đến 9,30". */
static void say_bounds(FILE *out, const struct mode *mode, double low, double high,
		       enum language language)
{
	fputs(low < 0 ? says[language].from : "", out);
	mode_write_number(out, mode, low, language);
	fputs(low < 0 ? says[language].to : "–", out);
	mode_write_number(out, mode, high, language);
}

/* Of how much higher, or how much lower. */
static void say_interval(FILE *out, const struct mode *mode, enum language language)
{
	const struct comparison *gap = &mode->gap;
	bool lower = gap->difference < 0;

	if (isnan(gap->low))
		return;
	fprintf(out, " (%s ", says[language].interval);
	write_percent(out, gap->level,
		      gap->level * 100 == floor(gap->level * 100) ? 0 : 1, language);
	fputs(": ", out);
	say_bounds(out, mode, lower ? -gap->high : gap->low,
		   lower ? -gap->low : gap->high, language);
	putc(')', out);
}

static void say_difference(FILE *out, const struct mode *mode, enum language language)
{
	double gap = mode->gap.difference;

	if (gap == 0) {
		fputs(says[language].same, out);
		return;
	}
	fputs(gap > 0 ? says[language].higher : says[language].lower, out);
	mode_write_number(out, mode, fabs(gap), language);
	mode_write_points(out, mode, language);
}

static void say_gap(FILE *out, const struct mode *mode, enum language language)
{
	const struct entry *entry = mode->figure->entry;

	fprintf(out, "%s, %s: ", entry->name, entry->called);
	mode_write_name(out, mode, language);
	if (mode->by != MODE_SELECTION && mode->side == SIDE_OPEN)
		fprintf(out, " (%s)", side_text(mode->side, language));
	say_difference(out, mode, language);
	say_interval(out, mode, language);
	if (!is_clear(mode))
		fputs(says[language].unclear, out);
	fputs(".\n", out);
}

void modes_say(FILE *out, const struct modes *modes, enum side headline,
	       enum language language)
{
	for (size_t i = 0; i < modes->n; i++) {
		const struct mode *mode = &modes->list[i];
		if (!isnan(mode->gap.difference) &&
		    (mode->by == MODE_SELECTION || is_clear(mode)))
			say_gap(out, mode, language);
	}
	fputs(headline == SIDE_SAMPLE ? says[language].rule : says[language].no_sample,
	      out);
}
