/*
 * What overall satisfaction goes along with, as an importance-performance map
 * (chart_drivers.c): how satisfied people are with a factor, and its share of what the
 * factors explain of overall satisfaction (drivers.h).
 */
#include "charts.h"
#include "report_sections.h"

static size_t take_points(const struct report *report, struct chart_driver *points)
{
	const struct report_data *data = report->data;
	double r_squared = drivers_r_squared(data->drivers);
	size_t n, told = 0;
	const struct driver *list = drivers_list(data->drivers, &n);

	for (size_t i = 0; i < n; i++) {
		const struct figure *figure =
			report_figure(data, REPORT_OVERALL, "", data->predictors[i]);
		if (!report_is_told(figure))
			continue;
		points[told++] = (struct chart_driver){
			.name = report_label(report, data->predictors[i]->label),
			.estimate = figure->result.estimate,
			.low = figure->result.low,
			.high = figure->result.high,
			.weight = list[i].share / r_squared};
	}
	return told;
}

static void draw(FILE *out, struct report *report, const struct chart_driver *points,
		 size_t n)
{
	struct chart_drivers map = {
		.chart = {"drivers",
			  VI_EN("Tầm quan trọng và tỷ lệ hài lòng",
				"Importance and satisfaction")[report->language],
			  report->language},
		.what = phrase_text(PHRASE_FACTOR, report->language),
		.scale = scale_start(),
		.points = points,
		.n = n};

	for (size_t i = 0; i < n; i++) {
		scale_take(&map.scale, points[i].low);
		scale_take(&map.scale, points[i].estimate);
		scale_take(&map.scale, points[i].high);
	}
	scale_round(&map.scale, SCALE_STEPS);
	chart_drivers_write(out, &map);
}

void report_drivers_section(FILE *out, struct report *report)
{
	const struct report_data *data = report->data;
	struct chart_driver points[SHAPLEY_MOST];

	_Static_assert((int)SHAPLEY_MOST <= (int)CHART_DRIVERS_MOST,
		       "all have a place");
	if (!data->drivers || !(drivers_r_squared(data->drivers) > 0))
		return;
	size_t n = take_points(report, points);
	if (n < 2)
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
	draw(out, report, points, n);
	report_end(out);
}
