/*
 * Estimates and their intervals through time. Between two points there is a line, or,
 * where the method changed, a gap with a dashed mark and the sign ≠. See charts.h.
 */
#include "charts.h"

#include "forms/text.h"

#include <math.h>

enum { NAME_COLUMNS = 9, NAMES_IN_A_LINE = 4 };
static const struct draw_box trend_box = {16, 4, 94, 96};

static double across(const struct chart_trend *trend, double i)
{
	double from = trend_box.left + 6, to = trend_box.right - 4;

	return trend->n < 2 ? (from + to) / 2
			    : from + (to - from) * i / (double)(trend->n - 1);
}

static double upwards(const struct scale *scale, double share)
{
	return scale_place(scale, share, trend_box.bottom, trend_box.top);
}

static struct scale scale_of(const struct chart_trend *trend)
{
	struct scale scale = scale_start();

	for (size_t i = 0; i < trend->n; i++) {
		scale_take(&scale, trend->points[i].low);
		scale_take(&scale, trend->points[i].estimate);
		scale_take(&scale, trend->points[i].high);
	}
	scale_round(&scale, SCALE_STEPS);
	return scale;
}

static void draw_step(FILE *out, const struct chart_trend *trend,
		      const struct scale *scale, size_t i)
{
	const struct chart_trend_point *from = &trend->points[i - 1];
	const struct chart_trend_point *to = &trend->points[i];
	double middle = across(trend, (double)i - 0.5);

	if (!to->is_break) {
		draw_line(out, "heavy", across(trend, (double)i - 1),
			  upwards(scale, from->estimate), across(trend, (double)i),
			  upwards(scale, to->estimate));
		return;
	}
	draw_upright(out, "break", middle, trend_box.top + 10, trend_box.bottom);
	draw_text(
		out,
		&(struct draw_place){"strong", middle, trend_box.top + 4, DRAW_MIDDLE},
		"≠");
}

static void draw_point(FILE *out, const struct chart_trend *trend,
		       const struct scale *scale, size_t i)
{
	const struct chart_trend_point *point = &trend->points[i];
	double x = across(trend, (double)i);

	draw_upright(out, "whisker", x, upwards(scale, point->low),
		     upwards(scale, point->high));
	draw_dot(out, "dot", x, upwards(scale, point->estimate), 5);
}

/* Many names stand in two lines by turns. */
static void draw_names(FILE *out, const struct chart_trend *trend)
{
	bool turns = trend->n > NAMES_IN_A_LINE;

	draw_begin(out, turns ? "axis two" : "axis", NULL);
	for (size_t i = 0; i < trend->n; i++) {
		struct draw_lines lines = draw_part_lines(trend->points[i].name,
							  turns ? NAME_COLUMNS : 12, 1);
		struct draw_place place = {"", across(trend, (double)i),
					   turns ? (i % 2 ? 75 : 25) : 50, DRAW_MIDDLE};
		draw_lines(out, &place, &lines);
	}
	draw_end(out);
}

static void draw(FILE *out, const struct chart_trend *trend)
{
	static const char *const says[] = {
		"Vạch đứng là khoảng tin cậy. Nơi phương pháp thay đổi, đường nối bị "
		"cắt (nét đứt, dấu ≠): hai bên không so sánh được.",
		"Vertical bars are intervals. Where the method changed the line is cut "
		"(dashed, ≠): the two sides can't be compared."};
	const struct chart *chart = &trend->chart;
	const struct draw_named name = {chart->id, chart->title, says[chart->language]};
	struct scale scale = scale_of(trend);

	fputs("<figure>\n", out);
	draw_begin(out, "trend mark", &name);
	chart_grid(out, &scale, &trend_box, chart->language);
	for (size_t i = 1; i < trend->n; i++)
		draw_step(out, trend, &scale, i);
	for (size_t i = 0; i < trend->n; i++)
		draw_point(out, trend, &scale, i);
	draw_end(out);
	putc('\n', out);
	draw_names(out, trend);
	chart_caption(out, says[chart->language]);
	fputs("</figure>\n", out);
}

/* --- the table ---------------------------------------------------------------------- */

static const struct chart_head heads[] = {
	{{"Tỷ lệ hài lòng", "Satisfied"}, "number"},
	{{"Phương pháp", "Method"}, ""},
	{{"Với đợt trước", "With the one before"}, ""},
	{{"Số phiếu", "Answers"}, "number"}};

static void write_joins(FILE *out, const struct chart_trend_point *point,
			enum language language)
{
	static const char *const joins[][LANGUAGE_COUNT] = {
		{"so sánh được", "comparable"},
		{"<span class=\"missed\">không so sánh được</span>",
		 "<span class=\"missed\">not comparable</span>"}};

	fputs(joins[point->is_break][language], out);
}

static void write_point(FILE *out, const struct chart_trend *trend, size_t i)
{
	const struct chart_trend_point *point = &trend->points[i];
	enum language language = trend->chart.language;

	chart_row_begin(out, point->name, 0);
	chart_cell_begin(out, &trend->chart, &heads[0]);
	chart_write_interval(out, point->estimate, point->low, point->high, language);
	fputs("</td>", out);
	chart_cell_begin(out, &trend->chart, &heads[1]);
	html_text(out, point->method);
	fputs("</td>", out);
	chart_cell_begin(out, &trend->chart, &heads[2]);
	if (i == 0)
		fputs("–", out);
	else
		write_joins(out, point, language);
	fputs("</td>", out);
	chart_cell_begin(out, &trend->chart, &heads[3]);
	chart_write_count(out, point->n, language);
	fputs("</td></tr>\n", out);
}

void chart_trend_write(FILE *out, const struct chart_trend *trend)
{
	static const char *const round[] = {"Đợt", "Round"};

	draw(out, trend);
	chart_table_begin(out, &trend->chart, round[trend->chart.language], heads,
			  sizeof(heads) / sizeof(*heads));
	for (size_t i = 0; i < trend->n; i++)
		write_point(out, trend, i);
	chart_table_end(out);
}
