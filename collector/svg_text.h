/*
 * Lines of text in an SVG, which breaks none by itself. How wide a text gets is known to
 * whoever has the font; what is reckoned with here are the widths of a wide one (DejaVu
 * Sans), so that others only leave some room.
 */
#ifndef HAILONG_COLLECTOR_SVG_TEXT_H
#define HAILONG_COLLECTOR_SVG_TEXT_H

#include "forms/alloc.h"

#include <stdbool.h>
#include <stdio.h>

enum { SVG_LINES_MAX = 8 };

struct svg_font {
	double size;
	bool bold, mono, centred;
};

struct svg_lines {
	const char *text[SVG_LINES_MAX];
	size_t count;
	bool whole; /* nothing was left out */
};

/* Breaks at spaces, an address (mono) before ? and &, and what is still too wide
 * anywhere. */
struct svg_lines svg_wrap(const char *text, const struct svg_font *font, double width,
			  struct arena *arena);

/* Writes them from a base line on downwards, the next one a line below; where the next
 * would be. x is the left end, or the middle. */
double svg_lines(FILE *out, const struct svg_lines *lines, const struct svg_font *font,
		 double x, double y);

/* How high a line is. */
double svg_line_height(const struct svg_font *font);

/* Wraps and writes. */
double svg_text(FILE *out, const char *text, const struct svg_font *font, double x,
		double y, double width, struct arena *arena);

#endif
