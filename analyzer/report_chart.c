/*
 * Dots and whiskers. Places are percentages of the width, so that a drawing fits a
 * telephone and a sheet of paper without being distorted; the figures stand in words
 * beside it, so it is hidden from screen readers.
 */
#include "report.h"

#include "forms/text.h"

#include <math.h>

enum { MARGIN_PERCENT = 3 }; /* a dot at the end of the scale is not cut */

struct scale scale_start(double target)
{
	struct scale scale = {1, 0};

	if (!isnan(target))
		scale.low = floor(10 * target) / 10;
	return scale;
}

void scale_take(struct scale *scale, const struct figure *figure)
{
	const struct result *result = &figure->result;
	double low = isnan(result->low) ? result->estimate : result->low;

	scale->high = 1;
	if (!figure->suppressed && low < scale->low)
		scale->low = fmax(0, floor(10 * low) / 10);
	if (scale->low > 0.9)
		scale->low = 0.9;
}

static double place(const struct scale *scale, double share)
{
	double width = 100 - 2 * MARGIN_PERCENT;
	double at = (share - scale->low) / (1 - scale->low);

	return MARGIN_PERCENT + width * fmin(1, fmax(0, at));
}

/* Ticks at every tenth, or every fifth where there are many. */
void chart_axis(FILE *out, const struct scale *scale, enum language language)
{
	int first = (int)lround(10 * scale->low);
	int step = first <= 4 ? 2 : 1;

	fputs("<svg class=\"axis\" aria-hidden=\"true\">", out);
	for (int tenth = 10; tenth >= first; tenth -= step) {
		fprintf(out, "<text x=\"%.2f%%\" y=\"1em\" text-anchor=\"middle\">",
			place(scale, tenth / 10.0));
		text_decimal(out, language_code(language), 10 * tenth, 0);
		fputs("</text>", out);
	}
	fputs("</svg>", out);
}

static void vertical(FILE *out, const char *css, double at)
{
	fprintf(out,
		"<line class=\"%s\" x1=\"%.2f%%\" x2=\"%.2f%%\" y1=\"0\" "
		"y2=\"100%%\"/>",
		css, at, at);
}

static void horizontal(FILE *out, const char *css, double from, double to)
{
	fprintf(out,
		"<line class=\"%s\" x1=\"%.2f%%\" x2=\"%.2f%%\" y1=\"50%%\" "
		"y2=\"50%%\"/>",
		css, from, to);
}

void chart_figure(FILE *out, const struct scale *scale, const struct figure *figure,
		  double target, const char *css)
{
	const struct result *result = &figure->result;
	bool drawn = !figure->suppressed && !isnan(result->estimate);

	fprintf(out, "<svg class=\"%s\" aria-hidden=\"true\">", css);
	horizontal(out, "track", place(scale, scale->low), place(scale, 1));
	if (!isnan(target))
		vertical(out, "target", place(scale, target));
	if (drawn && !isnan(result->low) && !isnan(result->high))
		horizontal(out, "whisker", place(scale, result->low),
			   place(scale, result->high));
	if (drawn)
		fprintf(out,
			"<circle class=\"dot\" cx=\"%.2f%%\" cy=\"50%%\" r=\"5\"/>",
			place(scale, result->estimate));
	fputs("</svg>", out);
}
