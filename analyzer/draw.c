/* See draw.h. */
#include "draw.h"

#include "forms/alloc.h"
#include "forms/text.h"

#include <assert.h>
#include <math.h>

/* --- drawing ------------------------------------------------------------------------ */

void draw_begin(FILE *out, const char *css, const struct draw_named *name)
{
	fprintf(out, "<svg class=\"%s\" ", css);
	if (!name) {
		fputs("aria-hidden=\"true\">", out);
		return;
	}
	fprintf(out,
		"role=\"img\" aria-labelledby=\"%s-t\" aria-describedby=\"%s-d\">"
		"<title id=\"%s-t\">",
		name->id, name->id, name->id);
	html_text(out, name->title);
	fprintf(out, "</title><desc id=\"%s-d\">", name->id);
	html_text(out, name->description);
	fputs("</desc>", out);
}

void draw_end(FILE *out)
{
	fputs("</svg>", out);
}

/* x="12.5%", a hundredth of a per cent being less than a pixel; 0 is 0. */
static void write_place(FILE *out, const char *name, double place)
{
	double hundredths = round(100 * place);

	fprintf(out, " %s=\"%.6g%s\"", name, hundredths / 100 + 0.0,
		hundredths != 0 ? "%" : "");
}

static void write_class(FILE *out, const char *css)
{
	if (*css)
		fprintf(out, " class=\"%s\"", css);
}

void draw_line(FILE *out, const char *css, double x1, double y1, double x2, double y2)
{
	if (!isfinite(x1 + y1 + x2 + y2))
		return;
	fputs("<line", out);
	write_class(out, css);
	write_place(out, "x1", x1);
	write_place(out, "y1", y1);
	write_place(out, "x2", x2);
	write_place(out, "y2", y2);
	fputs("/>", out);
}

void draw_across(FILE *out, const char *css, double from, double to, double y)
{
	draw_line(out, css, from, y, to, y);
}

void draw_upright(FILE *out, const char *css, double x, double from, double to)
{
	draw_line(out, css, x, from, x, to);
}

void draw_rect(FILE *out, const char *css, double x, double y, double width,
	       double height)
{
	if (!isfinite(x + y + width + height))
		return;
	fputs("<rect", out);
	write_class(out, css);
	write_place(out, "x", x);
	write_place(out, "y", y);
	write_place(out, "width", width);
	write_place(out, "height", height);
	fputs("/>", out);
}

void draw_dot(FILE *out, const char *css, double x, double y, double radius_px)
{
	if (!isfinite(x + y))
		return;
	fputs("<circle", out);
	write_class(out, css);
	write_place(out, "cx", x);
	write_place(out, "cy", y);
	fprintf(out, " r=\"%g\"/>", radius_px);
}

/* --- texts -------------------------------------------------------------------------- */

static bool begin_text(FILE *out, const struct draw_place *place, double down_em)
{
	static const char *const anchors[] = {[DRAW_START] = "",
					      [DRAW_MIDDLE] = " text-anchor=\"middle\"",
					      [DRAW_END] = " text-anchor=\"end\""};

	if (!isfinite(place->x + place->y))
		return false;
	fputs("<text", out);
	write_class(out, place->css);
	write_place(out, "x", place->x);
	write_place(out, "y", place->y);
	fprintf(out, " dy=\"%gem\"%s>", down_em, anchors[place->anchor]);
	return true;
}

void draw_text(FILE *out, const struct draw_place *place, const char *text)
{
	if (!begin_text(out, place, 0.35))
		return;
	html_text(out, text);
	fputs("</text>", out);
}

void draw_share(FILE *out, const struct draw_place *place, double share, bool with_sign,
		enum language language)
{
	if (isnan(share) || !begin_text(out, place, 0.35))
		return;
	if (with_sign)
		write_percent(out, share, 0, language);
	else
		text_decimal(out, language_code(language), 100 * share, 0);
	fputs("</text>", out);
}

/* The bytes of the next line and, in *next, where the one after it begins. */
static size_t take_line(const char *text, size_t columns, bool last, const char **next)
{
	size_t width = 0, at = 0, blank = 0;

	while (text[at] && width < columns) {
		if (text[at] == ' ')
			blank = at;
		at++;
		while (((unsigned char)text[at] & 0xc0) == 0x80)
			at++;
		width++;
	}
	if (text[at] && !last && text[at] != ' ' && blank)
		at = blank;
	*next = text + at + (text[at] == ' ');
	return at;
}

/* Columns of the first bytes of a text: precomposed letters, one each. */
static size_t width_of(const char *text, size_t bytes)
{
	size_t width = 0;

	for (size_t i = 0; i < bytes; i++)
		width += ((unsigned char)text[i] & 0xc0) != 0x80;
	return width;
}

static void measure(struct draw_lines *lines)
{
	for (size_t i = 0; i < lines->n; i++) {
		size_t width = width_of(lines->begins[i], lines->bytes[i]) +
			       (lines->cut && i + 1 == lines->n);
		if (width > lines->widest)
			lines->widest = width;
	}
}

struct draw_lines draw_part_lines(const char *text, size_t columns, size_t most)
{
	struct draw_lines lines = {.n = 0};

	while (*text && lines.n < most) {
		bool last = lines.n + 1 == most;
		lines.begins[lines.n] = text;
		lines.bytes[lines.n] = take_line(text, columns, last, &text);
		lines.n++;
	}
	lines.cut = *text;
	if (lines.cut)
		lines.bytes[lines.n - 1] =
			take_line(lines.begins[lines.n - 1], columns - 1, true, &text);
	measure(&lines);
	return lines;
}

static void write_line(FILE *out, const char *text, size_t bytes)
{
	char *line = xasprintf("%.*s", (int)bytes, text);

	html_text(out, line);
	free(line);
}

void draw_lines(FILE *out, const struct draw_place *place,
		const struct draw_lines *lines)
{
	for (size_t i = 0; i < lines->n; i++) {
		double down = 0.35 + 1.15 * ((double)i - ((double)lines->n - 1) / 2);
		if (!begin_text(out, place, down))
			return;
		write_line(out, lines->begins[i], lines->bytes[i]);
		fputs(lines->cut && i + 1 == lines->n ? "…</text>" : "</text>", out);
	}
}

/* --- scales ------------------------------------------------------------------------- */

struct scale scale_start(void)
{
	return (struct scale){1, 0, 0};
}

void scale_take(struct scale *scale, double share)
{
	if (isnan(share))
		return;
	scale->low = fmin(scale->low, fmax(0, share));
	scale->high = fmax(scale->high, fmin(1, share));
}

/* In hundredths, so that steps are whole numbers. */
void scale_round(struct scale *scale, unsigned most)
{
	static const int steps[] = {1, 2, 5, 10, 20, 25};
	int low = 0, high = 100, step = 25;

	for (size_t i = 0; i < sizeof(steps) / sizeof(*steps); i++) {
		if (scale->low > scale->high)
			break;
		step = steps[i];
		low = step * (int)floor(100 * scale->low / step + 1e-9);
		high = step * (int)ceil(100 * scale->high / step - 1e-9);
		if (high > 100)
			continue;
		if (high == low)
			*(low > 0 ? &low : &high) += low > 0 ? -step : step;
		if ((high - low) / step <= (int)most)
			break;
	}
	*scale = (struct scale){low / 100.0, high / 100.0, step / 100.0};
}

unsigned scale_nsteps(const struct scale *scale)
{
	return (unsigned)lround((scale->high - scale->low) / scale->step);
}

double scale_tick(const struct scale *scale, unsigned number)
{
	return round(100 * (scale->low + number * scale->step)) / 100;
}

unsigned scale_bin(const struct scale *scale, double share)
{
	unsigned n = scale_nsteps(scale);
	double at = floor((share - scale->low) / scale->step + 1e-9);

	return at < 0 ? 0 : at >= n ? n - 1 : (unsigned)at;
}

double scale_place(const struct scale *scale, double share, double from, double to)
{
	double at = (share - scale->low) / (scale->high - scale->low);

	if (isnan(at))
		return at;
	return from + (to - from) * fmin(1, fmax(0, at));
}

/* --- labels ------------------------------------------------------------------------- */

void draw_part(double *places, size_t n, double gap, double low, double high)
{
	struct {
		double sum;
		size_t n;
	} pools[DRAW_PART_MOST];
	size_t npools = 0, at = 0;

	assert(n <= DRAW_PART_MOST);
	for (size_t i = 0; i < n; i++) {
		pools[npools].sum = places[i] - (double)i * gap;
		pools[npools++].n = 1;
		while (npools > 1 &&
		       pools[npools - 2].sum * (double)pools[npools - 1].n >
			       pools[npools - 1].sum * (double)pools[npools - 2].n) {
			npools--;
			pools[npools - 1].sum += pools[npools].sum;
			pools[npools - 1].n += pools[npools].n;
		}
	}
	double most = high - (double)(n ? n - 1 : 0) * gap;
	for (size_t p = 0; p < npools; p++) {
		double place = pools[p].sum / (double)pools[p].n;
		for (size_t i = 0; i < pools[p].n; i++, at++)
			places[at] = fmax(low, fmin(most, place)) + (double)at * gap;
	}
}

bool draw_meets(const struct draw_box *a, const struct draw_box *b)
{
	return a->left < b->right && b->left < a->right && a->top < b->bottom &&
	       b->top < a->bottom;
}
