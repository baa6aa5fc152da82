/* What a funnel means, in words; and the pieces of it that tables use too. */
#ifndef HAILONG_ANALYZER_FUNNEL_WORDS_H
#define HAILONG_ANALYZER_FUNNEL_WORDS_H

#include "funnel_output.h"

/* A row of the funnel with what it says. */
struct funnel_line {
	const struct funnel_output *output;
	const struct funnel_row *row;
	struct funnel_figures say;
	enum language language;
};

/* How many were open. */
size_t funnel_channels(const struct funnel_output *output);

/* "0 qua 3 kênh"; "69,3–82,7 %", or nothing. */
void funnel_write_comments(FILE *out, const struct funnel_line *line);
void funnel_write_interval(FILE *out, const struct funnel_line *line);

/* Below a table: of everybody (NULL: not asked for), and the rule. */
void funnel_words(const struct funnel_output *output,
		  const struct funnel_line *overall);

#endif
