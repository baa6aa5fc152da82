/*
 * Before to the left, now to the right, a line for each row: heavy where the change is
 * real, thin where it is within the error. Lines are named by their number in the table,
 * on a desk by the name too. Where there are more lines than there is room for labels,
 * only real changes are named. See charts.h.
 */
#include "charts.h"
#include "sentence.h"

#include "forms/text.h"

#include <math.h>
#include <stdlib.h>

enum {
	HEIGHT_PX = 320, /* of svg.slope in the style sheet */
	LABELS_MOST = 18,
	HEAD_COLUMNS = 18,
	NAME_COLUMNS = 26,
	TICKS = 10, /* per cent: where ticks end, lines begin and end, and names stand */
	LEFT = 34,
	RIGHT = 58,
	NAME = 71,
	TOP = 11,
	BOTTOM = 96
};

struct end {
	size_t row;
	double share;
};

static bool is_drawn(const struct chart_slope_row *row)
{
	return !isnan(row->base) && !isnan(row->now);
}

static double height_of(const struct chart_slope *slope, double share)
{
	return scale_place(&slope->scale, share, BOTTOM, TOP);
}

/* --- drawing ------------------------------------------------------------------------ */

static int compare_ends(const void *left, const void *right)
{
	const struct end *a = left, *b = right;

	if (a->share != b->share)
		return a->share > b->share ? -1 : 1;
	return a->row < b->row ? -1 : a->row > b->row;
}

static size_t count_drawn(const struct chart_slope *slope)
{
	size_t n = 0;

	for (size_t i = 0; i < slope->n; i++)
		n += is_drawn(&slope->rows[i]);
	return n;
}

/* The rows that are named, by what they were (or are), highest first. */
static size_t take_ends(const struct chart_slope *slope, bool now, struct end *ends)
{
	size_t n = 0, drawn = count_drawn(slope);

	for (size_t i = 0; i < slope->n && n < LABELS_MOST; i++) {
		const struct chart_slope_row *row = &slope->rows[i];
		if (is_drawn(row) && (drawn <= LABELS_MOST || row->real))
			ends[n++] = (struct end){i, now ? row->now : row->base};
	}
	if (n)
		qsort(ends, n, sizeof(*ends), compare_ends);
	return n;
}

/* "1 · 82,1" before the line, "84,3 · 1" and the name after it. */
static void draw_label(FILE *out, const struct chart_slope *slope,
		       const struct end *end, bool now, double y)
{
	enum language language = slope->chart.language;

	fprintf(out, "<text x=\"%d%%\" y=\"%.4g%%\" dy=\".35em\"%s>",
		now ? RIGHT + 2 : LEFT - 2, y, now ? "" : " text-anchor=\"end\"");
	if (!now)
		fprintf(out, "%zu · ", end->row + 1);
	text_decimal(out, language_code(language), 100 * end->share, 1);
	if (now)
		fprintf(out, " · %zu", end->row + 1);
	fputs("</text>", out);
	if (!now)
		return;
	struct draw_lines name =
		draw_part_lines(slope->rows[end->row].name, NAME_COLUMNS, 1);
	draw_lines(out, &(struct draw_place){"wide", NAME, y, DRAW_START}, &name);
}

static void draw_labels(FILE *out, const struct chart_slope *slope, bool now)
{
	struct end ends[LABELS_MOST];
	double places[LABELS_MOST];
	size_t n = take_ends(slope, now, ends);

	for (size_t i = 0; i < n; i++)
		places[i] = height_of(slope, ends[i].share);
	draw_part(places, n, 100.0 * DRAW_LINE_PX / HEIGHT_PX, TOP, 98);
	for (size_t i = 0; i < n; i++)
		draw_label(out, slope, &ends[i], now, places[i]);
}

static void draw_head(FILE *out, double x, const char *name)
{
	struct draw_lines lines = draw_part_lines(name, HEAD_COLUMNS, 1);

	draw_lines(out, &(struct draw_place){"strong", x, 3, DRAW_MIDDLE}, &lines);
	draw_upright(out, "axisline", x, 7, 99);
}

static void draw_ticks(FILE *out, const struct chart_slope *slope)
{
	for (unsigned i = 0; i <= scale_nsteps(&slope->scale); i++) {
		double share = scale_tick(&slope->scale, i);
		struct draw_place place = {"", TICKS, height_of(slope, share),
					   DRAW_END};
		draw_share(out, &place, share, true, slope->chart.language);
		draw_across(out, "grid", LEFT, RIGHT, place.y);
	}
}

/* The heavy ones on top of the thin ones. */
static void draw_slopes(FILE *out, const struct chart_slope *slope, bool real)
{
	for (size_t i = 0; i < slope->n; i++) {
		const struct chart_slope_row *row = &slope->rows[i];
		if (!is_drawn(row) || (row->real != 0) != real)
			continue;
		double from = height_of(slope, row->base);
		double to = height_of(slope, row->now);
		draw_line(out, real ? "heavy" : "thin", LEFT, from, RIGHT, to);
		draw_dot(out, "base", LEFT, from, 4.5);
		draw_dot(out, "dot", RIGHT, to, 5);
	}
}

static void write_caption(FILE *out, const struct chart_slope *slope, const char *says)
{
	static const char *const few[] = {" Chỉ ghi tên những thay đổi thật.",
					  " Only real changes are named."};

	fputs("\n<figcaption>", out);
	html_text(out, says);
	if (count_drawn(slope) > LABELS_MOST)
		fputs(few[slope->chart.language], out);
	fputs("</figcaption>\n", out);
}

static void draw(FILE *out, const struct chart_slope *slope)
{
	static const char *const says[] = {
		"Mỗi đường là một dòng của bảng: bên trái là kỳ trước, bên phải là kỳ "
		"này, theo phần trăm. Đường đậm: thay đổi thật, vượt ra ngoài sai số. "
		"Đường mảnh: chưa rõ. Số đứng cạnh giá trị là số trong bảng.",
		"Each line is a row of the table: before on the left, now on the "
		"right, "
		"in per cent. Heavy: a real change, beyond the error. Thin: not clear. "
		"The number beside a value is that of the table."};
	const struct chart *chart = &slope->chart;
	const struct draw_named name = {chart->id, chart->title, says[chart->language]};

	fputs("<figure>\n", out);
	draw_begin(out, "slope mark", &name);
	draw_ticks(out, slope);
	draw_head(out, LEFT, slope->base);
	draw_head(out, RIGHT, slope->now);
	draw_slopes(out, slope, false);
	draw_slopes(out, slope, true);
	draw_labels(out, slope, false);
	draw_labels(out, slope, true);
	draw_end(out);
	write_caption(out, slope, name.description);
	fputs("</figure>\n", out);
}

/* --- the table ---------------------------------------------------------------------- */

static void write_change(FILE *out, const struct chart_slope_row *row,
			 enum language language)
{
	static const char *const css[] = {"missed", "unsure", "met"};
	static const char *const points[] = {" điểm&nbsp;%", " points"};

	if (!is_drawn(row)) {
		fputs("–", out);
		return;
	}
	fputs("<b>", out);
	write_share_points(out, row->now - row->base, language);
	fprintf(out, "</b>%s <small class=\"w\">", points[language]);
	write_share_points_interval(out, row->low, row->high, language);
	fprintf(out, "</small> <span class=\"%s\">%s</span>", css[row->real + 1],
		sentence_brief(BRIEF_CHANGE, row->real, language));
}

static void write_row(FILE *out, const struct chart_slope *slope,
		      const struct chart_head heads[static 4], size_t number)
{
	const struct chart_slope_row *row = &slope->rows[number];
	enum language language = slope->chart.language;

	chart_row_begin(out, row->name, number + 1);
	chart_cell_begin(out, &slope->chart, &heads[0]);
	write_percent(out, row->base, 2, language);
	fputs("</td>", out);
	chart_cell_begin(out, &slope->chart, &heads[1]);
	fputs("<b>", out);
	write_percent(out, row->now, 2, language);
	fputs("</b></td>", out);
	chart_cell_begin(out, &slope->chart, &heads[2]);
	write_change(out, row, language);
	fputs("</td>", out);
	chart_cell_begin(out, &slope->chart, &heads[3]);
	chart_write_count(out, row->n, language);
	fputs("</td></tr>\n", out);
}

static void write_table(FILE *out, const struct chart_slope *slope)
{
	const struct chart_head heads[] = {{{slope->base, slope->base}, "number"},
					   {{slope->now, slope->now}, "number"},
					   {{"Thay đổi", "Change"}, "change"},
					   {{"Số phiếu", "Answers"}, "number n"}};

	chart_table_begin(out, &slope->chart, slope->what, heads, 4);
	for (size_t i = 0; i < slope->n; i++)
		write_row(out, slope, heads, i);
	chart_table_end(out);
}

void chart_slope_write(FILE *out, const struct chart_slope *slope)
{
	static const char *const figures[] = {"Bảng số liệu của biểu đồ",
					      "The figures of the chart"};

	draw(out, slope);
	if (slope->folded)
		fprintf(out, "<details><summary>%s</summary>\n",
			figures[slope->chart.language]);
	write_table(out, slope);
	if (slope->folded)
		fputs("</details>\n", out);
}
