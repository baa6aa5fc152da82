/*
 * The importance-performance map (Martilla and James 1977, Journal of Marketing
 * 41(1):77-79): across how satisfied people are, upwards how much it weighs, with the
 * interval of the first as a line; points alone would be over-read. Dots have the numbers
 * of the table, on a desk names too, where these find a place beside their dots in which
 * they lie on nothing. See charts.h.
 */
#include "charts.h"

#include "forms/text.h"

#include <math.h>

enum {
	WIDTH_PX = 640, /* the narrowest in which names are shown */
	HEIGHT_PX = 320,
	DOT_PX = 10,
	NAME_COLUMNS = 24
};
static const struct draw_box map_box = {14, 9, 97, 96}; /* per cent */

struct weights {
	double most, even, mean; /* even: 1 / n; mean: of the estimates */
};

static struct weights weights_of(const struct chart_drivers *drivers)
{
	struct weights weights = {.even = 1 / (double)drivers->n};

	for (size_t i = 0; i < drivers->n; i++) {
		weights.most = fmax(weights.most, drivers->points[i].weight);
		weights.mean += drivers->points[i].estimate / (double)drivers->n;
	}
	return weights;
}

static struct scale upwards_of(const struct chart_drivers *drivers)
{
	struct scale scale = {0, weights_of(drivers).most, 0};

	scale_round(&scale, SCALE_STEPS);
	return scale;
}

static double across(const struct chart_drivers *drivers, double share)
{
	return scale_place(&drivers->scale, share, map_box.left + 4, map_box.right - 3);
}

static double upwards(const struct scale *scale, double weight)
{
	return scale_place(scale, weight, map_box.bottom, map_box.top);
}

bool chart_drivers_first(const struct chart_drivers *drivers, size_t number)
{
	const struct chart_driver *point = &drivers->points[number];
	struct weights weights = weights_of(drivers);

	return point->weight > weights.even && point->high < weights.mean;
}

/* --- names that lie on nothing ------------------------------------------------------ */

struct taken {
	struct draw_box boxes[3 * CHART_DRIVERS_MOST + 6];
	size_t n;
};

static void take(struct taken *taken, double x, double y, double width, double height)
{
	taken->boxes[taken->n++] = (struct draw_box){x - width / 2, y - height / 2,
						     x + width / 2, y + height / 2};
}

static bool is_free(const struct taken *taken, const struct draw_box *box)
{
	if (box->left < map_box.left * WIDTH_PX / 100 || box->right > WIDTH_PX ||
	    box->top < 0 || box->bottom > HEIGHT_PX)
		return false;
	for (size_t i = 0; i < taken->n; i++)
		if (draw_meets(box, &taken->boxes[i]))
			return false;
	return true;
}

/* Where a name may stand about its point: its middle and the side it is anchored at. */
struct spot {
	double x, y;
	enum draw_anchor anchor;
};

/* A point and its interval, in pixels. */
struct spread {
	double x, y, low, high;
};

/* Above, below, after the interval, before it; then aslant. Nothing where all of these
 * are taken. */
static void draw_name(FILE *out, struct taken *taken, const struct spread *at,
		      const char *name)
{
	struct draw_lines lines = draw_part_lines(name, NAME_COLUMNS, DRAW_LINES);
	double width = (double)lines.widest * DRAW_COLUMN_PX;
	double height = (double)lines.n * DRAW_LINE_PX;
	double above = at->y - (DOT_PX + 2 + height / 2);
	double below = at->y + (DOT_PX + 2 + height / 2);
	const struct spot spots[] = {
		{at->x, above, DRAW_MIDDLE},	   {at->x, below, DRAW_MIDDLE},
		{at->high + 5, at->y, DRAW_START}, {at->low - 5, at->y, DRAW_END},
		{at->x, above, DRAW_START},	   {at->x, above, DRAW_END},
		{at->x, below, DRAW_START},	   {at->x, below, DRAW_END}};
	static const double middle[] = {[DRAW_START] = 0.5, [DRAW_MIDDLE] = 0, -0.5};

	for (size_t i = 0; i < sizeof(spots) / sizeof(*spots); i++) {
		const struct spot *spot = &spots[i];
		double x = spot->x + middle[spot->anchor] * width;
		struct draw_box box = {x - width / 2, spot->y - height / 2,
				       x + width / 2, spot->y + height / 2};
		if (!is_free(taken, &box))
			continue;
		take(taken, x, spot->y, width, height);
		struct draw_place place = {"wide", 100 * spot->x / WIDTH_PX,
					   100 * spot->y / HEIGHT_PX, spot->anchor};
		draw_lines(out, &place, &lines);
		return;
	}
}

static struct spread spread_of(const struct chart_drivers *drivers,
			       const struct scale *scale, size_t number)
{
	const struct chart_driver *point = &drivers->points[number];
	double x = across(drivers, point->estimate) * WIDTH_PX / 100;
	struct spread spread = {x, upwards(scale, point->weight) * HEIGHT_PX / 100, x,
				x};

	spread.low = fmin(x - DOT_PX, across(drivers, point->low) * WIDTH_PX / 100);
	spread.high = fmax(x + DOT_PX, across(drivers, point->high) * WIDTH_PX / 100);
	return spread;
}

static void draw_names(FILE *out, const struct chart_drivers *drivers,
		       const struct scale *scale, struct taken *taken)
{
	struct spread spreads[CHART_DRIVERS_MOST];

	for (size_t i = 0; i < drivers->n; i++) {
		struct spread *at = &spreads[i];
		*at = spread_of(drivers, scale, i);
		take(taken, at->x, at->y, 2 * DOT_PX, 2 * DOT_PX);
		take(taken, (at->low + at->high) / 2, at->y, at->high - at->low, 3);
	}
	for (size_t i = 0; i < drivers->n; i++)
		draw_name(out, taken, &spreads[i], drivers->points[i].name);
}

/* --- drawing ------------------------------------------------------------------------ */

/* The words of the four quarters, in their corners. */
static void draw_quarters(FILE *out, enum language language, struct taken *taken)
{
	static const struct {
		const char *words[LANGUAGE_COUNT];
		bool right, bottom;
	} quarters[] = {{{"Nên làm trước", "Begin here"}, false, false},
			{{"Giữ vững", "Keep it up"}, true, false},
			{{"Làm sau", "Later"}, false, true},
			{{"Duy trì", "Maintain"}, true, true}};

	for (size_t i = 0; i < sizeof(quarters) / sizeof(*quarters); i++) {
		bool right = quarters[i].right;
		const char *words = quarters[i].words[language];
		double width = (double)text_characters(words) * DRAW_COLUMN_PX;
		struct draw_place place = {
			"strong", right ? map_box.right - 1 : map_box.left + 1,
			quarters[i].bottom ? map_box.bottom - 4 : map_box.top + 4,
			right ? DRAW_END : DRAW_START};
		double x = place.x * WIDTH_PX / 100 + (right ? -width : width) / 2;
		take(taken, x, place.y * HEIGHT_PX / 100, width + 6, DRAW_LINE_PX);
		draw_text(out, &place, words);
	}
}

static void draw_dots(FILE *out, const struct chart_drivers *drivers,
		      const struct scale *scale)
{
	for (size_t i = 0; i < drivers->n; i++) {
		const struct chart_driver *point = &drivers->points[i];
		draw_across(out, "thin", across(drivers, point->low),
			    across(drivers, point->high),
			    upwards(scale, point->weight));
	}
	for (size_t i = 0; i < drivers->n; i++) {
		const struct chart_driver *point = &drivers->points[i];
		double x = across(drivers, point->estimate);
		double y = upwards(scale, point->weight);
		draw_dot(out, "dot", x, y, DOT_PX);
		fprintf(out,
			"<text class=\"in\" x=\"%.4g%%\" y=\"%.4g%%\" dy=\".35em\" "
			"text-anchor=\"middle\">%zu</text>",
			x, y, i + 1);
	}
}

static void draw_axis(FILE *out, const struct chart_drivers *drivers)
{
	unsigned n = scale_nsteps(&drivers->scale);

	draw_begin(out, "axis", NULL);
	for (unsigned i = 0; i <= n; i++) {
		double share = scale_tick(&drivers->scale, i);
		draw_share(out,
			   &(struct draw_place){"", across(drivers, share), 50,
						DRAW_MIDDLE},
			   share, i == n, drivers->chart.language);
	}
	draw_end(out);
}

/* The lines between the quarters, which names leave free. */
static void draw_means(FILE *out, const struct chart_drivers *drivers,
		       const struct scale *scale, struct taken *taken)
{
	struct weights weights = weights_of(drivers);
	double x = across(drivers, weights.mean), y = upwards(scale, weights.even);

	draw_upright(out, "target", x, map_box.top, map_box.bottom);
	draw_across(out, "target", map_box.left, map_box.right, y);
	take(taken, x * WIDTH_PX / 100, HEIGHT_PX / 2, 4, HEIGHT_PX);
	take(taken, WIDTH_PX / 2, y * HEIGHT_PX / 100, WIDTH_PX, 4);
}

static void draw(FILE *out, const struct chart_drivers *drivers)
{
	static const char *const says[] = {
		"Sang phải: hài lòng hơn (%), vạch mảnh là khoảng tin cậy. Lên trên: "
		"quan trọng hơn (% của phần giải thích được). Đường đứt: trung bình. "
		"Số trong chấm là số trong bảng.",
		"To the right: more satisfied (%), thin lines are intervals. Upwards: "
		"more important (% of what is explained). Dashed: the means. Numbers "
		"in dots are those of the table."};
	const struct chart *chart = &drivers->chart;
	const struct draw_named name = {chart->id, chart->title, says[chart->language]};
	struct scale scale = upwards_of(drivers);
	struct taken taken = {.n = 0};

	fputs("<figure>\n", out);
	draw_begin(out, "map mark", &name);
	chart_grid(out, &scale, &map_box, chart->language);
	draw_means(out, drivers, &scale, &taken);
	draw_quarters(out, chart->language, &taken);
	draw_dots(out, drivers, &scale);
	draw_names(out, drivers, &scale, &taken);
	draw_end(out);
	putc('\n', out);
	draw_axis(out, drivers);
	chart_caption(out, says[chart->language]);
	fputs("</figure>\n", out);
}

/* --- the table ---------------------------------------------------------------------- */

static const struct chart_head heads[] = {{{"Tỷ lệ hài lòng", "Satisfied"}, "number"},
					  {{"Tầm quan trọng", "Importance"}, "number"},
					  {{"Nên làm trước", "Begin with"}, ""}};

static void write_point(FILE *out, const struct chart_drivers *drivers, size_t i)
{
	static const char *const first[] = {"<b class=\"missed\">ưu tiên</b>",
					    "<b class=\"missed\">first</b>"};
	const struct chart_driver *point = &drivers->points[i];
	enum language language = drivers->chart.language;

	chart_row_begin(out, point->name, i + 1);
	chart_cell_begin(out, &drivers->chart, &heads[0]);
	chart_write_interval(out, point->estimate, point->low, point->high, language);
	fputs("</td>", out);
	chart_cell_begin(out, &drivers->chart, &heads[1]);
	write_percent(out, point->weight, 1, language);
	fputs("</td>", out);
	chart_cell_begin(out, &drivers->chart, &heads[2]);
	fputs(chart_drivers_first(drivers, i) ? first[language] : "–", out);
	fputs("</td></tr>\n", out);
}

void chart_drivers_write(FILE *out, const struct chart_drivers *drivers)
{
	draw(out, drivers);
	chart_table_begin(out, &drivers->chart, drivers->what, heads,
			  sizeof(heads) / sizeof(*heads));
	for (size_t i = 0; i < drivers->n; i++)
		write_point(out, drivers, i);
	chart_table_end(out);
}
