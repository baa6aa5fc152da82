/*
 * One bar for each row, diverging around the middle; the shares stand in the row, as do
 * the answers they are of and those that gave no level. On a telephone a row is a card,
 * so cells bring the name of their level along. See charts.h.
 */
#include "charts.h"

#include "forms/text.h"

#include <math.h>

/* --- drawing ------------------------------------------------------------------------ */

/* The level below the lowest satisfied one, where there is another below it. */
unsigned chart_levels_middle(const struct chart_levels *levels)
{
	return levels->first_good >= 2 ? levels->first_good - 1 : levels->nlevels;
}

/* As a class of colour: the worst is l1, the best l5, the middle l3. */
static unsigned colour_of(const struct chart_levels *levels, unsigned level)
{
	if (level == chart_levels_middle(levels))
		return 3;
	if (level >= levels->first_good)
		return level + 1 == levels->nlevels ? 5 : 4;
	return level == 0 ? 1 : 2;
}

static double left_of(const struct chart_levels *levels, size_t row)
{
	unsigned middle = chart_levels_middle(levels);
	double left = 0;

	for (unsigned l = 0; l < levels->first_good; l++)
		left += levels->rows[row].shares[l] / (l == middle ? 2 : 1);
	return left;
}

/* Where the bars begin and what their scale is. */
struct frame {
	double left;   /* the share that has room to the left */
	double middle; /* where 0 lies, per cent */
	double whole;  /* how long 1 is, per cent */
};

static struct frame frame_of(const struct chart_levels *levels)
{
	double left = 0.5;

	for (size_t i = 0; i < levels->n; i++)
		if (left_of(levels, i) > left)
			left = 1;
	return (struct frame){left, 100 * left / (1 + left), 100 / (1 + left)};
}

void chart_levels_draw(FILE *out, const struct chart_levels *levels, size_t row)
{
	const double *shares = levels->rows[row].shares;
	struct frame frame = frame_of(levels);
	double at = frame.middle - frame.whole * left_of(levels, row);

	draw_begin(out, "levels", NULL);
	for (unsigned l = 0; l < levels->nlevels; l++) {
		char css[] = "l0";
		double width = frame.whole * shares[l];
		css[1] = (char)('0' + colour_of(levels, l));
		if (shares[l] > 0)
			draw_rect(out, css, at, 10, width, 80);
		at += width;
	}
	draw_upright(out, "axisline", frame.middle, 0, 100);
	draw_end(out);
}

/* 50 0 50 100 %: both ways from the middle. */
static void draw_axis(FILE *out, const struct chart_levels *levels)
{
	struct frame frame = frame_of(levels);
	int first = (int)lround(-2 * frame.left);

	draw_begin(out, "axis", NULL);
	for (int i = first; i <= 2; i++) {
		struct draw_place place = {"", frame.middle + frame.whole * i / 2, 50,
					   DRAW_MIDDLE};
		if (i == first)
			place.anchor = DRAW_START;
		if (i == 2)
			place.anchor = DRAW_END;
		draw_share(out, &place, fabs(i / 2.0), i == 2, levels->chart.language);
	}
	draw_end(out);
}

/* --- the table ---------------------------------------------------------------------- */

static void write_column(FILE *out, const char *name)
{
	fputs("<th scope=\"col\" role=\"columnheader\" class=\"number\">", out);
	html_text(out, name);
	fputs("</th>", out);
}

static const char *const answers[LANGUAGE_COUNT] = {"Số phiếu", "Answers"};
static const char *const no_level[LANGUAGE_COUNT] = {"Không biết, không dùng",
						     "Don't know, not used"};

static void write_head(FILE *out, const struct chart_levels *levels)
{
	enum language language = levels->chart.language;

	fputs("<table class=\"levels\" role=\"table\">\n<caption>", out);
	html_text(out, levels->chart.title);
	fputs("</caption>\n<thead role=\"rowgroup\"><tr role=\"row\"><th scope=\"col\" "
	      "role=\"columnheader\">",
	      out);
	html_text(out, levels->what);
	draw_axis(out, levels);
	fputs("</th>", out);
	for (unsigned l = 0; l < levels->nlevels; l++)
		write_column(out, levels->names[l]);
	write_column(out, answers[language]);
	write_column(out, no_level[language]);
	fputs("</tr></thead>\n<tbody role=\"rowgroup\">\n", out);
}

static void write_share(FILE *out, const struct chart_levels *levels, size_t row,
			unsigned level)
{
	fprintf(out,
		"<td role=\"cell\" class=\"number\"><i class=\"key l%u\"></i>"
		"<span class=\"label\">",
		colour_of(levels, level));
	html_text(out, levels->names[level]);
	fputs(" </span>", out);
	write_percent(out, levels->rows[row].shares[level], 1, levels->chart.language);
	fputs("</td>", out);
}

static void write_count(FILE *out, const char *name, uint64_t count,
			enum language language)
{
	fprintf(out,
		"<td role=\"cell\" class=\"number\"><span class=\"label\">%s </span>",
		name);
	chart_write_count(out, count, language);
	fputs("</td>", out);
}

static void write_row(FILE *out, const struct chart_levels *levels, size_t number)
{
	const struct chart_levels_row *row = &levels->rows[number];
	enum language language = levels->chart.language;

	fputs("<tr role=\"row\"><th scope=\"row\" role=\"rowheader\">", out);
	html_text(out, row->name);
	chart_levels_draw(out, levels, number);
	fputs("</th>", out);
	for (unsigned l = 0; l < levels->nlevels; l++)
		write_share(out, levels, number, l);
	write_count(out, answers[language], row->n, language);
	write_count(out, no_level[language], row->na, language);
	fputs("</tr>\n", out);
}

void chart_levels_write(FILE *out, const struct chart_levels *levels)
{
	write_head(out, levels);
	for (size_t i = 0; i < levels->n; i++)
		write_row(out, levels, i);
	fputs("</tbody>\n</table>\n", out);
}
