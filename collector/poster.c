/* See poster.h. */
#include "poster.h"

#include "qr.h"
#include "svg_text.h"
#include "ui.h"

#include "forms/text.h"

#include <string.h>

/* The sheet, in millimetres. */
#define SHEET 210.0
#define HEIGHT 297.0
#define MARGIN 15.0
#define INNER (SHEET - 2 * MARGIN)
#define HEAD_TOP 13.0
#define HEAD_HEIGHT 92.0
#define FACES_Y 117.0
#define QR_Y 133.0
#define QR_SIDE 96.0
#define ADDRESS_Y 240.0
#define BOX_Y 261.0

static const char namespace[] = "http://www.w3.org/2000/svg";

/* --- the question --- */

/* The words above the names and between them, and the names, at a scale. */
struct head {
	struct svg_font small, big, middle;
	struct svg_lines ask, first, at, second;
};

static struct head lay_head(const struct poster *p, double scale, struct arena *arena)
{
	struct head head = {
		.small = {.size = 10 * scale, .centred = true},
		.big = {.size = 16 * scale, .bold = true, .centred = true},
		.middle = {.size = 11 * scale, .bold = true, .centred = true},
	};
	enum ui ask = p->service ? UI_POSTER_ASK : UI_POSTER_ASK_UNIT;

	head.ask = svg_wrap(ui_text(ask, p->language), &head.small, INNER, arena);
	head.first =
		svg_wrap(p->service ? p->service : p->unit, &head.big, INNER, arena);
	head.at = svg_wrap(p->service ? ui_text(UI_POSTER_AT, p->language) : "",
			   &head.small, INNER, arena);
	head.second = svg_wrap(p->service ? p->unit : "", &head.middle, INNER, arena);
	return head;
}

static double height_of(const struct svg_lines *lines, const struct svg_font *font)
{
	return (double)lines->count * svg_line_height(font);
}

static double head_height(const struct head *head)
{
	return height_of(&head->ask, &head->small) +
	       height_of(&head->first, &head->big) +
	       height_of(&head->at, &head->small) +
	       height_of(&head->second, &head->middle);
}

static bool head_fits(const struct head *head)
{
	return head_height(head) <= HEAD_HEIGHT && head->ask.whole &&
	       head->first.whole && head->second.whole;
}

/* Base lines: a line begins at its upper edge. */
static double put(FILE *out, const struct svg_lines *lines, const struct svg_font *font,
		  double top)
{
	return svg_lines(out, lines, font, SHEET / 2, top + 0.95 * font->size) -
	       0.95 * font->size;
}

/* As large as it fits, however long the names are. */
static void write_head(FILE *out, const struct poster *p, struct arena *arena)
{
	double scale = 1;
	struct head head = lay_head(p, scale, arena);

	while (scale > 0.1 && !head_fits(&head))
		head = lay_head(p, scale *= 0.95, arena);
	double y = HEAD_TOP + (HEAD_HEIGHT - head_height(&head)) / 2;
	y = put(out, &head.ask, &head.small, y);
	y = put(out, &head.first, &head.big, y);
	y = put(out, &head.at, &head.small, y);
	put(out, &head.second, &head.middle, y);
}

/* --- the rest of the sheet --- */

/* Five faces, from displeased to pleased: what it is about without reading. */
static void write_faces(FILE *out)
{
	static const double bends[] = {-4.6, -2.3, 0, 2.3, 4.6};

	for (size_t i = 0; i < ARRAY_SIZE(bends); i++) {
		double x = SHEET / 2 + 26 * ((double)i - 2);
		fprintf(out,
			"<g fill=\"none\" stroke=\"#000\" stroke-width=\"0.9\" "
			"stroke-linecap=\"round\"><circle cx=\"%g\" cy=\"%g\" "
			"r=\"8.5\"/>"
			"<path d=\"M%g %gq4.5 %g 9 0\"/></g><circle cx=\"%g\" "
			"cy=\"%g\" r=\"1.1\"/><circle cx=\"%g\" cy=\"%g\" "
			"r=\"1.1\"/>\n",
			x, FACES_Y, x - 4.5, FACES_Y + 3.4 - bends[i] / 4, bends[i],
			x - 3, FACES_Y - 2.4, x + 3, FACES_Y - 2.4);
	}
}

static void write_steps(FILE *out, const struct poster *p, struct arena *arena)
{
	static const enum ui steps[] = {UI_POSTER_STEP_1, UI_POSTER_STEP_2,
					UI_POSTER_STEP_3};
	const struct svg_font number = {.size = 7, .bold = true, .centred = true};
	const struct svg_font text = {.size = 5.8};
	const double x = MARGIN + QR_SIDE + 1;

	for (size_t i = 0; i < ARRAY_SIZE(steps); i++) {
		double y = QR_Y + 9 + 32 * (double)i;
		fprintf(out,
			"<circle cx=\"%g\" cy=\"%g\" r=\"5.4\" fill=\"none\" "
			"stroke=\"#000\" stroke-width=\"0.8\"/>\n",
			x + 5.4, y - 2.2);
		svg_text(out, arena_printf(arena, "%zu", i + 1), &number, x + 5.4,
			 y + 0.3, 10, arena);
		svg_text(out, ui_text(steps[i], p->language), &text, x + 14, y,
			 SHEET - MARGIN - x - 14, arena);
	}
}

/* In so many lines at most, as large as it fits, but not smaller than `least`. */
static struct svg_lines fit_address(const char *address, struct svg_font *font,
				    size_t most, double least, struct arena *arena)
{
	font->size = 5.4;
	struct svg_lines lines = svg_wrap(address, font, INNER, arena);
	while (lines.count > most && font->size > least) {
		font->size *= 0.95;
		lines = svg_wrap(address, font, INNER, arena);
	}
	return lines;
}

/* Nobody types https://, and browsers add it. */
static const char *without_scheme(const char *url)
{
	return strncmp(url, "https://", 8) == 0 ? url + 8 : url;
}

static void write_address(FILE *out, const struct poster *p, struct arena *arena)
{
	const struct svg_font text = {.size = 5.2, .centred = true};
	const char *address = without_scheme(p->url);
	double y = svg_text(out, ui_text(UI_POSTER_ADDRESS, p->language), &text,
			    SHEET / 2, ADDRESS_Y, INNER, arena);
	struct svg_font mono = {.mono = true, .bold = true, .centred = true};
	struct svg_lines lines = fit_address(address, &mono, 1, 4.2, arena);
	if (lines.count > 1)
		lines = fit_address(address, &mono, 2, 1, arena);
	svg_lines(out, &lines, &mono, SHEET / 2, y + 0.6);
}

static void write_kept(FILE *out, const struct poster *p, struct arena *arena)
{
	static const enum ui titles[] = {UI_POSTER_KEPT_TITLE, UI_POSTER_NOT_TITLE};
	static const enum ui texts[] = {UI_POSTER_KEPT, UI_POSTER_NOT};
	const struct svg_font title = {.size = 4.6, .bold = true};
	const struct svg_font text = {.size = 4.4};

	fprintf(out,
		"<rect x=\"%g\" y=\"%g\" width=\"%g\" height=\"25\" rx=\"2.5\" "
		"fill=\"none\" stroke=\"#000\" stroke-width=\"0.5\"/>\n",
		MARGIN, BOX_Y, INNER);
	for (size_t i = 0; i < ARRAY_SIZE(titles); i++) {
		double x = MARGIN + 5 + (double)i * INNER / 2;
		double y = svg_text(out, ui_text(titles[i], p->language), &title, x,
				    BOX_Y + 6, INNER / 2 - 9, arena);
		svg_text(out, ui_text(texts[i], p->language), &text, x, y,
			 INNER / 2 - 9, arena);
	}
}

bool poster_write(FILE *out, const struct poster *p, struct error *err)
{
	const struct svg_font small = {.size = 3, .centred = true};
	struct arena *arena = arena_new();

	fprintf(out,
		"<svg xmlns=\"%s\" width=\"210mm\" height=\"297mm\" viewBox=\"0 0 210 "
		"297\" xml:lang=\"%s\">\n<path fill=\"#fff\" d=\"M0 0h210v297H0z\"/>\n",
		namespace, p->language);
	write_head(out, p, arena);
	write_faces(out);
	bool done = qr_svg(out, p->url, QR_POSTER, MARGIN, QR_Y, QR_SIDE, err);
	write_steps(out, p, arena);
	write_address(out, p, arena);
	write_kept(out, p, arena);
	svg_text(out, p->codes, &small, SHEET / 2, HEIGHT - 5.5, INNER, arena);
	fputs("</svg>\n", out);
	arena_free(arena);
	return done;
}

/* --- a ticket --- */

/* A date as people of the language write it. */
static const char *shown_date(const char *date, const char *language,
			      struct arena *arena)
{
	if (strcmp(language, "vi") != 0)
		return date;
	return arena_printf(arena, "%.2s/%.2s/%.4s", date + 8, date + 5, date);
}

bool slip_write(FILE *out, const struct slip *slip, struct error *err)
{
	const struct svg_font title = {.size = 4.4, .bold = true, .centred = true};
	const struct svg_font text = {.size = 3.4, .centred = true};
	const struct svg_font mono = {.size = 2, .mono = true, .centred = true};
	struct arena *arena = arena_new();

	fprintf(out,
		"<svg xmlns=\"%s\" width=\"60mm\" height=\"86mm\" viewBox=\"0 0 60 "
		"86\" xml:lang=\"%s\">\n<path fill=\"#fff\" d=\"M0 0h60v86H0z\"/>\n",
		namespace, slip->language);
	svg_text(out, ui_text(UI_SLIP_TITLE, slip->language), &title, 30, 6, 58, arena);
	bool done = qr_svg(out, slip->url, QR_SLIP, 3, 7.5, 54, err);
	double y = svg_text(out, ui_text(UI_SLIP_ONCE, slip->language), &text, 30, 65,
			    58, arena);
	if (slip->expires)
		y = svg_text(
			out,
			arena_printf(arena, "%s %s",
				     ui_text(UI_SLIP_UNTIL, slip->language),
				     shown_date(slip->expires, slip->language, arena)),
			&text, 30, y, 58, arena);
	y = svg_text(out,
		     arena_printf(arena, "%s %zu",
				  ui_text(UI_SLIP_NUMBER, slip->language),
				  slip->number),
		     &text, 30, y, 58, arena);
	svg_text(out, without_scheme(slip->typed), &mono, 30, y - 0.6, 58, arena);
	fputs("</svg>\n", out);
	arena_free(arena);
	return done;
}
