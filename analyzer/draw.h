/*
 * Drawings within a page, as SVG: what a chart is made of.
 *
 * Places are per cent of the drawing's box, 0 to 100 across and downwards; strokes, dots
 * and texts have sizes of their own in the style sheet, in pixels. So one drawing fills a
 * telephone, a desk and a sheet of paper, and its texts stay as large as they are, where
 * a viewBox would shrink them. Whether texts would lie on each other is reckoned at the
 * narrowest box a drawing is shown in: in a wider one there is only more room.
 *
 * A place that is no number draws nothing. Colours are classes of the style sheet.
 *
 * A drawing either has a name and a description (role=img), with a table behind it, or it
 * is silent: beside the figures it draws, of which screen readers hear already.
 */
#ifndef HAILONG_ANALYZER_DRAW_H
#define HAILONG_ANALYZER_DRAW_H

#include "words.h"

struct draw_named {
	const char *id; /* of its own on the page */
	const char *title, *description;
};

/* `name` NULL: silent. */
void draw_begin(FILE *out, const char *css, const struct draw_named *name);
void draw_end(FILE *out);

void draw_line(FILE *out, const char *css, double x1, double y1, double x2, double y2);
void draw_across(FILE *out, const char *css, double from, double to, double y);
void draw_upright(FILE *out, const char *css, double x, double from, double to);
void draw_rect(FILE *out, const char *css, double x, double y, double width,
	       double height);
void draw_dot(FILE *out, const char *css, double x, double y, double radius_px);

enum draw_anchor { DRAW_START, DRAW_MIDDLE, DRAW_END };

/* Texts stand with their middle at y, `css` may be "". */
struct draw_place {
	const char *css;
	double x, y;
	enum draw_anchor anchor;
};
void draw_text(FILE *out, const struct draw_place *place, const char *text);
/* A share as "80", or as "80 %" where it ends an axis. */
void draw_share(FILE *out, const struct draw_place *place, double share, bool with_sign,
		enum language language);

/* A text in lines: at most so many, of at most so many columns (at least 2); parted at
 * blanks, what does not fit cut with "…". Sizes in pixels are those of the style sheet. */
enum { DRAW_LINES = 2, DRAW_LINE_PX = 15, DRAW_COLUMN_PX = 7 };
struct draw_lines {
	const char *begins[DRAW_LINES];
	size_t bytes[DRAW_LINES];
	size_t n, widest; /* in columns */
	bool cut;
};
struct draw_lines draw_part_lines(const char *text, size_t columns, size_t most);
void draw_lines(FILE *out, const struct draw_place *place,
		const struct draw_lines *lines);

/* --- scales --- */

/* What stands on one scale, both ends shares, and the distance of its ticks. */
struct scale {
	double low, high, step;
};

/* Empty, so that anything widens it; NaN does not. */
struct scale scale_start(void);
void scale_take(struct scale *scale, double share);
/* Outward to whole steps, of which there are at most so many (4 or more), within 0 … 1. */
enum { SCALE_STEPS = 4 };
void scale_round(struct scale *scale, unsigned most);

unsigned scale_nsteps(const struct scale *scale);
double scale_tick(const struct scale *scale, unsigned number); /* 0 … nsteps */
/* The step a share lies in, 0 … nsteps - 1. */
unsigned scale_bin(const struct scale *scale, double share);
/* Where a share lies between the places `from` (low) and `to` (high), never outside. */
double scale_place(const struct scale *scale, double share, double from, double to);

/* --- labels --- */

/*
 * Moves places, given in ascending order, apart so that neighbours have the gap, by as
 * little as there need be (least squares: isotonic regression of place - i gap by pooling
 * neighbours), and into low … high; where these are too near for that, beyond high.
 */
enum { DRAW_PART_MOST = 32 };
void draw_part(double *places, size_t n, double gap, double low, double high);

/* A box in pixels. */
struct draw_box {
	double left, top, right, bottom;
};
bool draw_meets(const struct draw_box *a, const struct draw_box *b);

#endif
