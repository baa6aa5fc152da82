/*
 * What overall satisfaction goes along with, as an importance-performance map: across how
 * satisfied people are with a factor, upwards its share of what the factors explain of
 * overall satisfaction (drivers.h). Weak and important is where to begin. The table behind
 * it has the figures; a map of points without their errors would be over-read, so the
 * sentence names only what is below the mean and weighs more than the mean.
 */
#include "report_sections.h"

#include "forms/text.h"

#include <math.h>

struct point {
	const struct entry *entry;
	const struct figure *figure;
	double weight; /* share of R² */
};

struct map {
	struct point points[SHAPLEY_MOST];
	size_t n;
	double low, high, most, mean; /* of performance, of weight; mean performance */
};

static void take_points(const struct report *report, struct map *map)
{
	const struct report_data *data = report->data;
	double r_squared = drivers_r_squared(data->drivers);
	size_t n;
	const struct driver *list = drivers_list(data->drivers, &n);

	*map = (struct map){.low = 1};
	for (size_t i = 0; i < n; i++) {
		const struct figure *figure =
			report_figure(data, REPORT_OVERALL, "", data->predictors[i]);
		if (!report_is_told(figure))
			continue;
		double weight = list[i].share / r_squared;
		double x = figure->result.estimate;
		map->points[map->n++] =
			(struct point){data->predictors[i], figure, weight};
		map->low = fmin(map->low, x);
		map->high = fmax(map->high, x);
		map->most = fmax(map->most, weight);
		map->mean += x;
	}
	map->mean /= (double)(map->n ? map->n : 1);
}

static double across(const struct map *map, double x)
{
	double width = fmax(map->high - map->low, 0.01);

	return 6 + 88 * (x - map->low) / width;
}

static double upwards(const struct map *map, double y)
{
	return 94 - 86 * y / fmax(map->most, 1e-9);
}

static void draw(FILE *out, const struct map *map)
{
	double even = 1 / (double)map->n;

	fputs("<svg class=\"map mark\" aria-hidden=\"true\">", out);
	fprintf(out,
		"<line class=\"target\" x1=\"%.1f%%\" x2=\"%.1f%%\" y1=\"0\" "
		"y2=\"100%%\"/><line class=\"target\" x1=\"0\" x2=\"100%%\" "
		"y1=\"%.1f%%\" y2=\"%.1f%%\"/>",
		across(map, map->mean), across(map, map->mean), upwards(map, even),
		upwards(map, even));
	for (size_t i = 0; i < map->n; i++) {
		const struct point *point = &map->points[i];
		double x = across(map, point->figure->result.estimate);
		double y = upwards(map, point->weight);
		fprintf(out,
			"<circle class=\"dot\" cx=\"%.1f%%\" cy=\"%.1f%%\" r=\"9\"/>"
			"<text x=\"%.1f%%\" y=\"%.1f%%\" dy=\".35em\" "
			"text-anchor=\"middle\">%zu</text>",
			x, y, x, y, i + 1);
	}
	fputs("</svg>\n", out);
}

static void write_point(FILE *out, struct report *report, const struct map *map,
			size_t i)
{
	const struct point *point = &map->points[i];
	bool first = point->weight > 1 / (double)map->n &&
		     point->figure->result.high < map->mean;

	fprintf(out, "<tr><th scope=\"row\">%zu. ", i + 1);
	html_text(out, report_label(report, point->entry->label));
	fprintf(out,
		"</th><td class=\"number\"><b>%s</b> <small>%s</small></td>"
		"<td class=\"number\">%s</td><td>",
		report_percent(report, point->figure->result.estimate),
		report_interval(report, &point->figure->result),
		report_short_percent(report, point->weight));
	if (first)
		report_say(out, report,
			   VI_EN("<b class=\"missed\">ưu tiên</b>",
				 "<b class=\"missed\">first</b>"),
			   NULL);
	fputs("</td></tr>\n", out);
}

static void write_table(FILE *out, struct report *report, const struct map *map)
{
	static const char *const heads[][LANGUAGE_COUNT] = {
		{"Nội dung", "Factor"},
		{"Tỷ lệ hài lòng", "Satisfied"},
		{"Tầm quan trọng", "Importance"},
		{"Nên làm trước", "Begin with"}};

	fputs("<table>\n<thead><tr>", out);
	for (size_t i = 0; i < ARRAY_SIZE(heads); i++)
		fprintf(out, "<th scope=\"col\"%s>%s</th>",
			i == 1 || i == 2 ? " class=\"number\"" : "",
			heads[i][report->language]);
	fputs("</tr></thead>\n<tbody>\n", out);
	for (size_t i = 0; i < map->n; i++)
		write_point(out, report, map, i);
	fputs("</tbody>\n</table>\n", out);
}

void report_drivers_section(FILE *out, struct report *report)
{
	const struct report_data *data = report->data;
	struct map map;

	if (!data->drivers || !(drivers_r_squared(data->drivers) > 0))
		return;
	take_points(report, &map);
	if (map.n < 2)
		return;
	report_begin(out, report, "", VI_EN("Nên bắt đầu từ đâu", "Where to begin"));
	report_paragraph(
		out, report, "",
		VI_EN("Sự hài lòng chung (“{0}”) đi cùng với các nội dung sau; chúng "
		      "giải thích {1} khác biệt giữa {2} người. Quan trọng hơn trung "
		      "bình mà hài lòng thấp hơn trung bình là nơi nên làm trước. Đi "
		      "cùng chưa phải là nguyên nhân.",
		      "Overall satisfaction (“{0}”) goes along with these; they "
		      "explain "
		      "{1} of the differences between {2} people. What weighs more "
		      "than "
		      "the mean and satisfies less is where to begin. Going along is "
		      "not causing."),
		PHRASE_ARGS(
			report_label(report, &data->outcome->label),
			report_short_percent(report, drivers_r_squared(data->drivers)),
			report_count(report, (double)drivers_n(data->drivers))));
	fputs("<figure>\n", out);
	draw(out, &map);
	fputs("<figcaption>", out);
	report_say(
		out, report,
		VI_EN("Sang phải: hài lòng hơn. Lên trên: quan trọng hơn. Đường "
		      "đứt: trung bình. Số là số trong bảng.",
		      "To the right: more satisfied. Upwards: more important. Dashed: "
		      "the means. Numbers are those of the table."),
		NULL);
	fputs("</figcaption>\n</figure>\n", out);
	write_table(out, report, &map);
	report_end(out);
}
