/* The page of one unit: the figure, the mean over time, drawn and as a table. */
#include "watch_page.h"

#include "phrases.h"

#include "forms/text.h"

#include <math.h>

/* The drawing stands in a box whose margins hold the marks of the axes; inside it a
 * thousand units each way, stretched to the screen. */
enum { BOX_LEFT = 14, BOX_TOP = 4, BOX_WIDTH = 84, BOX_HEIGHT = 84, INSIDE = 1000 };

struct frame {
	double low; /* the share at the foot; 1 is at the top */
	size_t n;   /* the number at the right edge; 0 is at the left */
};

static struct frame frame_of(const struct watch_unit *unit)
{
	double low = fmin(1, unit->past);

	for (size_t i = 0; i < unit->nlooks; i++) {
		const struct watch_look *look = &unit->looks[i];
		low = fmin(low, fmin(look->mean, look->band.low));
	}
	low = fmax(0, floor(10 * low) / 10);
	return (struct frame){fmin(low, 0.9), unit->n};
}

static double across(const struct frame *frame, size_t n)
{
	return INSIDE * (double)n / (double)frame->n;
}

static double down(const struct frame *frame, double share)
{
	return INSIDE * (1 - (share - frame->low) / (1 - frame->low));
}

static void point(FILE *out, const struct frame *frame, size_t n, double share)
{
	fprintf(out, "%.0f,%.0f ", across(frame, n), down(frame, share));
}

/* Along the upper bounds and back along the lower ones. */
static void draw_band(FILE *out, const struct frame *frame,
		      const struct watch_unit *unit)
{
	fputs("<polygon class=\"band\" points=\"", out);
	for (size_t i = 0; i < unit->nlooks; i++)
		if (!isnan(unit->looks[i].band.high))
			point(out, frame, unit->looks[i].n, unit->looks[i].band.high);
	for (size_t i = unit->nlooks; i-- > 0;)
		if (!isnan(unit->looks[i].band.low))
			point(out, frame, unit->looks[i].n, unit->looks[i].band.low);
	fputs("\"/>", out);
}

static void draw_inside(FILE *out, const struct frame *frame,
			const struct watch_unit *unit)
{
	fprintf(out,
		"<svg x=\"%d%%\" y=\"%d%%\" width=\"%d%%\" height=\"%d%%\" "
		"viewBox=\"0 0 %d %d\" preserveAspectRatio=\"none\">"
		"<rect class=\"ground\" width=\"%d\" height=\"%d\"/>",
		BOX_LEFT, BOX_TOP, BOX_WIDTH, BOX_HEIGHT, INSIDE, INSIDE, INSIDE,
		INSIDE);
	draw_band(out, frame, unit);
	if (!isnan(unit->past))
		fprintf(out,
			"<line class=\"past\" x1=\"0\" x2=\"%d\" y1=\"%.0f\" "
			"y2=\"%.0f\"/>",
			INSIDE, down(frame, unit->past), down(frame, unit->past));
	if (unit->alarmed)
		fprintf(out,
			"<line class=\"since\" x1=\"%.0f\" x2=\"%.0f\" y1=\"0\" "
			"y2=\"%d\"/>",
			across(frame, unit->alarmed), across(frame, unit->alarmed),
			INSIDE);
	fputs("<polyline class=\"mean\" points=\"", out);
	for (size_t i = 0; i < unit->nlooks; i++)
		point(out, frame, unit->looks[i].n, unit->looks[i].mean);
	fputs("\"/></svg>", out);
}

static void draw_axes(FILE *out, const struct frame *frame,
		      const struct watch_page *page)
{
	int first = (int)lround(10 * frame->low), step = first <= 4 ? 2 : 1;

	for (int tenth = 10; tenth >= first; tenth -= step)
		fprintf(out, "<text x=\"%d%%\" y=\"%.1f%%\" dy=\".35em\">%s%s</text>",
			BOX_LEFT - 1,
			BOX_TOP + BOX_HEIGHT * down(frame, tenth / 10.0) / INSIDE,
			watch_count(page, 10 * tenth),
			tenth < 10			? ""
			: page->language == LANGUAGE_VI ? "&nbsp;%"
							: "%");
	for (int half = 0; half <= 2; half++)
		fprintf(out, "<text x=\"%d%%\" y=\"%d%%\" dy=\"1.2em\">%s</text>",
			BOX_LEFT + BOX_WIDTH * half / 2, BOX_TOP + BOX_HEIGHT,
			watch_count(page, floor((double)frame->n * half / 2)));
}

void watch_chart(FILE *out, const struct watch_page *page,
		 const struct watch_unit *unit)
{
	const struct watch_look *look = watch_now(unit);
	const struct frame frame = frame_of(unit);

	fputs("<figure><svg class=\"course mark\" role=\"img\" aria-label=\"", out);
	watch_say(out, WATCH_CHART_LABEL, page->language,
		  PHRASE_ARGS(watch_count(page, (double)unit->n),
			      watch_percent(page, look->mean),
			      watch_percents(page, &look->band)));
	fputs("\">", out);
	draw_axes(out, &frame, page);
	draw_inside(out, &frame, unit);
	fputs("</svg><figcaption>", out);
	watch_say(out, WATCH_CHART, page->language, NULL);
	if (!isnan(unit->past)) {
		fputs(" ", out);
		watch_say(out, WATCH_CHART_PAST, page->language, NULL);
	}
	if (unit->alarmed) {
		fputs(" ", out);
		watch_say(out, WATCH_CHART_ALARM, page->language, NULL);
	}
	fputs("</figcaption></figure>\n", out);
}

static void write_looks(FILE *out, const struct watch_page *page,
			const struct watch_unit *unit)
{
	enum language language = page->language;

	fprintf(out,
		"<table>\n<thead><tr><th scope=\"col\" class=\"number\">%s</th><th "
		"scope=\"col\">%s</th><th scope=\"col\" class=\"number\">%s</th><th "
		"scope=\"col\" class=\"number\">%s</th></tr></thead>\n<tbody>\n",
		watch_text(WATCH_NTH, language), watch_text(WATCH_DAY, language),
		watch_text(WATCH_MEAN, language), word(WORD_INTERVAL, language));
	for (size_t i = unit->nlooks; i-- > 0;) {
		const struct watch_look *look = &unit->looks[i];
		fprintf(out,
			"<tr><td class=\"number\">%s</td><td class=\"w\">%s</td><td "
			"class=\"number\">%s</td><td class=\"number\">%s</td></tr>\n",
			watch_count(page, (double)look->n), watch_day(page, look->at),
			watch_percent(page, look->mean),
			watch_percents(page, &look->band));
	}
	fputs("</tbody>\n</table>\n", out);
}

static void write_figure(FILE *out, const struct watch_page *page,
			 const struct watch_unit *unit)
{
	const struct watch_look *look = watch_now(unit);

	fprintf(out, "<p class=\"big\">%s</p>\n", watch_percent(page, look->mean));
	watch_paragraph(
		out, page, "", WATCH_INTERVAL,
		PHRASE_ARGS(watch_percents(page, &look->band), watch_level(page)));
	watch_paragraph(out, page, "", WATCH_LAST_ON,
			PHRASE_ARGS(watch_count(page, (double)unit->n),
				    watch_day(page, unit->last)));
	watch_verdict(out, page, unit, "p");
}

void watch_unit_page(FILE *out, const struct watch_page *page,
		     const struct watch_unit *unit)
{
	const char *min_n = watch_count(page, (double)page->watch->options.min_n);

	watch_head(out, page, watch_called(page, unit->code));
	fputs("<p class=\"back\"><a href=\"index.html\">← ", out);
	watch_say(out, WATCH_ALL_UNITS, page->language, NULL);
	fputs("</a></p>\n<section>\n<h2>", out);
	watch_say(out, WATCH_MEAN, page->language, NULL);
	fputs("</h2>\n", out);
	if (unit->n)
		write_figure(out, page, unit);
	else
		watch_paragraph(out, page, "few", WATCH_FEW, PHRASE_ARGS(min_n));
	if (unit->n && unit->newer)
		watch_paragraph(
			out, page, "note", WATCH_NEWER,
			PHRASE_ARGS(watch_count(page, (double)unit->newer), min_n));
	fputs("</section>\n", out);
	if (unit->n) {
		fputs("<section>\n<h2>", out);
		watch_say(out, WATCH_TIME, page->language, NULL);
		fputs("</h2>\n", out);
		watch_chart(out, page, unit);
		write_looks(out, page, unit);
		fputs("</section>\n", out);
	}
	watch_foot(out, page);
}
