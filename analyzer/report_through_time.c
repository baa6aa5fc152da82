/* The index through time: a line that breaks where the method does, and the table behind
 * it. One round is no line. */
#include "report_sections.h"

#include "forms/text.h"

#include <math.h>

enum { LEFT = 8, WIDTH = 84 };

struct frame {
	const struct trend *trend;
	double low, high;
};

static double across(const struct frame *frame, size_t i)
{
	size_t steps = frame->trend->n - 1;

	return LEFT + WIDTH * (double)i / (double)steps;
}

static double upwards(const struct frame *frame, double share)
{
	return 92 - 84 * (share - frame->low) / (frame->high - frame->low);
}

static struct frame frame_of(const struct trend *trend)
{
	struct frame frame = {trend, 1, 0};

	for (size_t i = 0; i < trend->n; i++) {
		const struct trend_point *point = &trend->points[i];
		bool told = !isnan(point->low);
		frame.low = fmin(frame.low, told ? point->low : point->estimate);
		frame.high = fmax(frame.high, told ? point->high : point->estimate);
	}
	frame.low = fmax(0, floor(20 * frame.low) / 20);
	frame.high = fmin(1, ceil(20 * frame.high) / 20);
	if (frame.high - frame.low < 0.05)
		frame.low = frame.high - 0.05;
	return frame;
}

static void draw_step(FILE *out, const struct frame *frame, size_t i)
{
	const struct trend_point *from = &frame->trend->points[i - 1];
	const struct trend_point *to = &frame->trend->points[i];
	double middle = (across(frame, i - 1) + across(frame, i)) / 2;

	if (to->is_break)
		fprintf(out,
			"<line class=\"target\" x1=\"%.1f%%\" x2=\"%.1f%%\" y1=\"0\" "
			"y2=\"100%%\"/>",
			middle, middle);
	else
		fprintf(out,
			"<line class=\"step\" x1=\"%.1f%%\" y1=\"%.1f%%\" "
			"x2=\"%.1f%%\" y2=\"%.1f%%\"/>",
			across(frame, i - 1), upwards(frame, from->estimate),
			across(frame, i), upwards(frame, to->estimate));
}

static void draw_point(FILE *out, const struct frame *frame, size_t i)
{
	const struct trend_point *point = &frame->trend->points[i];
	double x = across(frame, i);

	if (!isnan(point->low))
		fprintf(out,
			"<line class=\"whisker\" x1=\"%.1f%%\" x2=\"%.1f%%\" "
			"y1=\"%.1f%%\" y2=\"%.1f%%\"/>",
			x, x, upwards(frame, point->low), upwards(frame, point->high));
	fprintf(out, "<circle class=\"dot\" cx=\"%.1f%%\" cy=\"%.1f%%\" r=\"5\"/>", x,
		upwards(frame, point->estimate));
}

static void draw(FILE *out, const struct trend *trend)
{
	struct frame frame = frame_of(trend);

	fputs("<svg class=\"trend mark\" aria-hidden=\"true\">", out);
	for (size_t i = 1; i < trend->n; i++)
		draw_step(out, &frame, i);
	for (size_t i = 0; i < trend->n; i++)
		draw_point(out, &frame, i);
	fputs("</svg>\n<svg class=\"axis\" aria-hidden=\"true\">", out);
	for (size_t i = 0; i < trend->n; i++) {
		fprintf(out, "<text x=\"%.1f%%\" y=\"1em\" text-anchor=\"middle\">",
			across(&frame, i));
		html_text(out, trend->points[i].round.code);
		fputs("</text>", out);
	}
	fputs("</svg>\n", out);
}

static void write_point(FILE *out, struct report *report,
			const struct trend_point *point, bool first)
{
	static const char *const joins[][LANGUAGE_COUNT] = {
		{"so sánh được", "comparable"},
		{"không so sánh được", "not comparable"}};

	fputs("<tr><th scope=\"row\">", out);
	html_text(out, point->round.code);
	fprintf(out, "</th><td class=\"number\"><b>%s</b> <small>%s</small></td><td>",
		report_percent(report, point->estimate),
		isnan(point->low)
			? "–"
			: report_interval(report,
					  &(struct result){.low = point->low,
							   .high = point->high}));
	html_text(out, point->round.method);
	fprintf(out, "</td><td class=\"%s\">%s</td><td class=\"number\">%s</td></tr>\n",
		point->is_break ? "missed" : "",
		first ? "–" : joins[point->is_break][report->language],
		report_count(report, (double)point->n));
}

static void write_table(FILE *out, struct report *report, const struct trend *trend)
{
	static const char *const heads[][LANGUAGE_COUNT] = {
		{"Đợt", "Round"},
		{"Tỷ lệ hài lòng", "Satisfied"},
		{"Phương pháp", "Method"},
		{"Với đợt trước", "With the one before"},
		{"Số phiếu", "Answers"}};

	fputs("<table>\n<thead><tr>", out);
	for (size_t i = 0; i < ARRAY_SIZE(heads); i++)
		fprintf(out, "<th scope=\"col\"%s>%s</th>",
			i == 1 || i == 4 ? " class=\"number\"" : "",
			heads[i][report->language]);
	fputs("</tr></thead>\n<tbody>\n", out);
	for (size_t i = 0; i < trend->n; i++)
		write_point(out, report, &trend->points[i], i == 0);
	fputs("</tbody>\n</table>\n", out);
}

void report_trend_section(FILE *out, struct report *report)
{
	const struct trend *trend = &report->data->trend;

	if (trend->n < 2)
		return;
	report_begin(out, report, "", VI_EN("Qua các đợt", "Through time"));
	fputs("<figure>\n", out);
	draw(out, trend);
	fputs("<figcaption>", out);
	report_say(out, report,
		   VI_EN("Vạch đứng là khoảng tin cậy. Nơi phương pháp thay đổi, đường "
			 "nối bị cắt (nét đứt): hai bên không so sánh được.",
			 "Vertical bars are intervals. Where the method changed the "
			 "line is cut (dashed): the two sides can't be compared."),
		   NULL);
	fputs("</figcaption>\n</figure>\n", out);
	write_table(out, report, trend);
	report_end(out);
}
