/* See funnel_words.h. */
#include "funnel_words.h"

#include "phrases.h"

#include "forms/text.h"

#include <math.h>

enum { DECIMALS = 1 };

size_t funnel_channels(const struct funnel_output *output)
{
	size_t n = 0;

	for (unsigned c = 0; c < CHANNEL_COUNT; c++)
		n += output->channels[c];
	return n;
}

void funnel_write_comments(FILE *out, const struct funnel_line *line)
{
	size_t k = funnel_channels(line->output);

	text_decimal(out, language_code(line->language), line->say.comments, 0);
	if (line->language == LANGUAGE_VI)
		fprintf(out, " qua %zu kênh", k);
	else
		fprintf(out, " through %zu channel%s", k, k == 1 ? "" : "s");
}

void funnel_write_interval(FILE *out, const struct funnel_line *line)
{
	if (!isnan(line->say.low))
		write_percents(out, line->say.low, line->say.high, DECIMALS,
			       line->language);
}

static void say_percent(FILE *out, const struct funnel_line *line, double share)
{
	write_percent(out, share, DECIMALS, line->language);
}

static void say_vi(FILE *out, const struct funnel_line *line)
{
	const struct funnel_figures *say = &line->say;

	say_percent(out, line, say->satisfied);
	fputs(" số người đã đánh giá là hài lòng (khoảng tin cậy ", out);
	funnel_write_interval(out, line);
	fputs("). ", out);
	say_percent(out, line, say->rated_of_received);
	fputs(" giao dịch có đánh giá, tức là nghe được hài lòng ở ", out);
	say_percent(out, line, say->satisfied_of_received);
	fputs(" giao dịch; ", out);
	say_percent(out, line, 1 - say->rated_of_received);
	fputs(" còn lại không nói gì và không được tính là hài lòng.\n", out);
}

static void say_en(FILE *out, const struct funnel_line *line)
{
	const struct funnel_figures *say = &line->say;

	say_percent(out, line, say->satisfied);
	fputs(" of those who rated are satisfied (interval ", out);
	funnel_write_interval(out, line);
	fputs("). ", out);
	say_percent(out, line, say->rated_of_received);
	fputs(" of dealings were rated, so that satisfaction was heard of ", out);
	say_percent(out, line, say->satisfied_of_received);
	fputs(" of dealings; the other ", out);
	say_percent(out, line, 1 - say->rated_of_received);
	fputs(" said nothing and are not counted as satisfied.\n", out);
}

static const struct {
	void (*say)(FILE *out, const struct funnel_line *line);
	const char *silence, *of_sample, *of_open, *comments;
} words[LANGUAGE_COUNT] = {
	[LANGUAGE_VI] = {say_vi,
			 "Im lặng không phải là hài lòng: tỷ lệ hài lòng chỉ tính trên "
			 "người đã đánh giá",
			 ", lấy từ mẫu; phiếu tự gửi không gộp vào.\n",
			 ", ở đây đều là phiếu tự gửi.\n", "Góp ý: "},
	[LANGUAGE_EN] = {say_en,
			 "Silence is not satisfaction: shares satisfied are of those "
			 "who rated",
			 ", from the sample; self-selected answers are not pooled with "
			 "it.\n",
			 ", here all of them self-selected.\n", "Comments: "},
};

/* "Góp ý: 0 qua 3 kênh (Hòm thư góp ý, …)." */
static void say_comments(FILE *out, const struct funnel_line *line)
{
	const char *before = " (";

	fputs(words[line->language].comments, out);
	funnel_write_comments(out, line);
	for (unsigned c = 0; c < CHANNEL_COUNT; c++) {
		if (!line->output->channels[c])
			continue;
		fprintf(out, "%s%s", before, channel_text(c, line->language));
		before = ", ";
	}
	fputs(*before == ',' ? ").\n" : ".\n", out);
}

void funnel_words(const struct funnel_output *output, const struct funnel_line *overall)
{
	enum language language = output->methods->language;

	putc('\n', output->out);
	if (overall && !isnan(overall->say.satisfied) &&
	    !isnan(overall->say.satisfied_of_received))
		words[language].say(output->out, overall);
	fprintf(output->out, "%s%s", words[language].silence,
		output->headline == SIDE_SAMPLE ? words[language].of_sample
						: words[language].of_open);
	if (overall)
		say_comments(output->out, overall);
}
