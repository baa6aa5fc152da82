/*
 * What overall satisfaction goes along with, as an importance-performance map
 * (chart_drivers.c): how satisfied people are with a factor, and its share of what the
 * factors explain of overall satisfaction (drivers.h).
 */
#include "charts.h"
#include "report_sections.h"

static size_t take_points(const struct report *report, const struct drivers *drivers,
			  struct chart_driver *points)
{
	const struct report_data *data = report->data;
	double r_squared = drivers_r_squared(drivers);
	size_t n, told = 0;
	const struct driver *list = drivers_list(drivers, &n);

	for (size_t i = 0; i < n; i++) {
		const struct figure *figure =
			report_own_figure(report, data->predictors[i]);
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

static const char *const title[LANGUAGE_COUNT] = {"Nên bắt đầu từ đâu",
						  "Where to begin"};

/* Of a place that has too few answers for a map of its own. */
static void say_too_few(FILE *out, struct report *report,
			const struct report_place *place)
{
	const struct report_data *data = report->data;
	uint64_t min_n = report->methods->figures.min_n;

	report_begin(out, report, "", title);
	report_paragraph(
		out, report, "",
		VI_EN("Chưa thể nói riêng cho nơi này nội dung nào quan trọng nhất với "
		      "người dân: cần ít nhất {0} phiếu trả lời đủ, và nhiều hơn nếu "
		      "chọn theo cụm hay có quyền số; ở đây có {1} phiếu, kể cả phiếu "
		      "trả lời thiếu. Kết quả của toàn cuộc khảo sát ở trang Nội dung.",
		      "What matters most to people here can't be told: it takes {0} "
		      "complete answers, more where they are clustered or weighted, "
		      "and there are {1}, those with gaps included. That of the whole "
		      "survey is on the page Factors."),
		PHRASE_ARGS(report_count(report,
					 (double)report_drivers_enough(data, min_n)),
			    report_count(report, (double)place->figure->result.n)));
	report_end(out);
}

static void write_map(FILE *out, struct report *report, const struct drivers *drivers)
{
	const struct report_data *data = report->data;
	struct chart_driver points[SHAPLEY_MOST];

	_Static_assert((int)SHAPLEY_MOST <= (int)CHART_DRIVERS_MOST,
		       "all have a place");
	if (!drivers || !(drivers_r_squared(drivers) > 0))
		return;
	size_t n = take_points(report, drivers, points);
	if (n < 2)
		return;
	report_begin(out, report, "", title);
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
		PHRASE_ARGS(report_label(report, &data->outcome->label),
			    report_short_percent(report, drivers_r_squared(drivers)),
			    report_count(report, (double)drivers_n(drivers))));
	draw(out, report, points, n);
	if (report->page->place)
		report_paragraph(
			out, report, "note",
			VI_EN("Tầm quan trọng ở đây tính từ {0} phiếu nên chỉ là gần "
			      "đúng: vài điểm chênh giữa hai nội dung chưa nói lên "
			      "điều gì.",
			      "Importance here is from {0} answers and therefore "
			      "rough: a few points between two factors mean nothing."),
			PHRASE_ARGS(report_count(report, (double)drivers_n(drivers))));
	report_end(out);
}

void report_drivers_section(FILE *out, struct report *report)
{
	const struct report_data *data = report->data;
	const struct report_place *place = report->page->place;

	if (!place) {
		write_map(out, report, data->drivers);
		return;
	}
	if (!data->drivers || !report_is_told(place->figure))
		return;
	const struct drivers *drivers = report_place_drivers(
		data, report->page->field, place, report->methods->figures.min_n);
	if (drivers)
		write_map(out, report, drivers);
	else
		say_too_few(out, report, place);
}
