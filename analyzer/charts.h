/*
 * The charts of a report: one kind, one file (chart_*.c), all drawn with draw.h. Each is a
 * pure function of a struct of names and numbers onto a page, and writes what it draws as
 * a table too, so that whoever hears the page, or wants the figure, has the same numbers.
 *
 * Shares are 0 … 1, NaN is what must not be told or is not there. Nothing is told by
 * colour alone: by a place, a form (hollow, heavy, dashed, hatched) or a word as well.
 * Bars begin at zero. Names are text and escaped here; links are written as they are.
 */
#ifndef HAILONG_ANALYZER_CHARTS_H
#define HAILONG_ANALYZER_CHARTS_H

#include "draw.h"

/* What all of them have. */
struct chart {
	const char *id; /* of its own on the page, for screen readers */
	const char *title;
	enum language language;
};

/* --- dot and interval (chart_interval.c): within the row that has the figures --- */

struct chart_interval {
	double estimate, low, high;
	double target; /* a dashed line; NaN: none */
	double base;   /* what it was: a hollow dot; NaN: none */
	const char *css;
};

/* The places where scales begin and end, of intervals and of their axis. */
enum { CHART_ROW_FROM = 6, CHART_ROW_TO = 94 };

void chart_axis(FILE *out, const struct scale *scale, enum language language);
void chart_interval_draw(FILE *out, const struct scale *scale,
			 const struct chart_interval *interval);

/* --- before and now (chart_slope.c): the line is heavy where the change is real --- */

struct chart_slope_row {
	const char *name;
	double base, now;
	double low, high; /* interval of the difference */
	int real;	  /* -1, 1: the sign of a difference that is real; 0 */
	uint64_t n;	  /* answers now */
};

struct chart_slope {
	struct chart chart;
	const char *what; /* what the rows are: "Đơn vị" */
	const char *base, *now;
	struct scale scale; /* of all that is compared with this chart */
	const struct chart_slope_row *rows;
	size_t n;
	bool folded; /* the table is in <details> */
};

void chart_slope_write(FILE *out, const struct chart_slope *slope);

/*
 * --- heat map (chart_heat.c): a table whose cells are shaded, itself the table behind ---
 *
 * The shade is the step of the scale in which the share lies; where it does not really
 * differ from everybody's, everybody's.
 */

enum { CHART_SHADES = 8 }; /* classes h1 … h8 of the style sheet */

struct chart_heat_cell {
	double share; /* NaN: held back */
	int real;     /* against everybody: -1, 1; 0 */
};

struct chart_heat_row {
	const char *name;
	const char *link; /* NULL: none */
	const struct chart_heat_cell *cells;
};

struct chart_heat {
	struct chart chart;
	const char *what, *everybody;
	struct scale scale;
	const char *const *columns;
	const double *means; /* of everybody */
	size_t ncolumns;
	const struct chart_heat_row *rows;
	size_t n;
};

void chart_heat_write(FILE *out, const struct chart_heat *heat);

/*
 * --- answers by level (chart_levels.c): bars that diverge around the middle ---
 *
 * What is not satisfied lies to the left, what is to the right, the level between across
 * the middle. There is room for 50 per cent to the left, for 100 where some row has more,
 * and for 100 to the right.
 */

struct chart_levels_row {
	const char *name;
	double shares[PLAN_LEVELS]; /* of those who gave a level */
	uint64_t n, na;
};

struct chart_levels {
	struct chart chart;
	const char *what;
	const char *names[PLAN_LEVELS];
	unsigned nlevels;
	unsigned first_good; /* from here on satisfied */
	const struct chart_levels_row *rows;
	size_t n;
};

/* The level across the middle, nlevels where there is none. */
unsigned chart_levels_middle(const struct chart_levels *levels);
void chart_levels_draw(FILE *out, const struct chart_levels *levels, size_t row);
void chart_levels_write(FILE *out, const struct chart_levels *levels);

/*
 * --- importance and performance (chart_drivers.c) ---
 *
 * The lines between the quarters are the mean of the estimates and 1 / n: what all
 * weights would be if they were equal.
 */

struct chart_driver {
	const char *name;
	double estimate, low, high;
	double weight; /* all of them together 1 */
};

enum { CHART_DRIVERS_MOST = 16 };

struct chart_drivers {
	struct chart chart;
	const char *what;
	struct scale scale;
	const struct chart_driver *points;
	size_t n; /* at most CHART_DRIVERS_MOST */
};

/* To begin with: weighs more than 1 / n, its whole interval below the mean. */
bool chart_drivers_first(const struct chart_drivers *drivers, size_t number);
void chart_drivers_write(FILE *out, const struct chart_drivers *drivers);

/* --- through time (chart_trend.c): no line crosses a break of the method --- */

struct chart_trend_point {
	const char *name, *method;
	double estimate, low, high;
	uint64_t n;
	bool is_break; /* between the one before and this */
};

struct chart_trend {
	struct chart chart;
	const struct chart_trend_point *points;
	size_t n;
};

void chart_trend_write(FILE *out, const struct chart_trend *trend);

/* --- what charts share (chart_table.c) --- */

struct chart_head {
	const char *name[LANGUAGE_COUNT];
	const char *css;
};

/*
 * A table with caption and heads, `what` the first, until _end; a row with its name, until
 * </tr>; a cell, until </td>. On a telephone a row is a card, so cells bring the name of
 * their head along, and roles say that it is a table all the same.
 */
void chart_table_begin(FILE *out, const struct chart *chart, const char *what,
		       const struct chart_head *heads, size_t n);
void chart_row_begin(FILE *out, const char *name, size_t number); /* 0: none */
void chart_cell_begin(FILE *out, const struct chart *chart,
		      const struct chart_head *head);
void chart_table_end(FILE *out);
/* "<b>84,35 %</b> <small>82,10–86,20 %</small>" */
void chart_write_interval(FILE *out, double estimate, double low, double high,
			  enum language language);
void chart_write_count(FILE *out, uint64_t count, enum language language);
/* <figcaption> with a sentence. */
void chart_caption(FILE *out, const char *text);
/* Ticks of an upright scale with lines across, between the places left and right. */
void chart_grid(FILE *out, const struct scale *scale, const struct draw_box *box,
		enum language language);

#endif
