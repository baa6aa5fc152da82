/*
 * The tables of a report as rows of cells: what the pages say, for those who calculate
 * with it. report.xlsx has a sheet for each, report.json an array, both by the columns
 * named here once.
 *
 * A figure that is held back has no number in any cell: its estimate is LEDGER_UNTOLD, a text
 * for people that JSON does not have, and `suppressed` says why. Differences are of
 * shares, 0.0136 for 1.36 points.
 *
 * Use: for each of ledger_tables, ledger_write with a function that takes a row.
 */
#ifndef HAILONG_ANALYZER_REPORT_LEDGER_H
#define HAILONG_ANALYZER_REPORT_LEDGER_H

#include "report.h"

enum ledger_kind {
	LEDGER_TEXT,
	LEDGER_COUNT,
	LEDGER_SHARE,  /* 0 … 1 */
	LEDGER_POINTS, /* a difference of shares */
	LEDGER_NUMBER,
	LEDGER_YEAR,
	LEDGER_YES /* true or false */
};

enum { LEDGER_COLUMNS_MAX = 24 };

struct ledger_column {
	const char *name;
	const char *title[LANGUAGE_COUNT];
	enum ledger_kind kind;
	unsigned width; /* in characters */
};

struct ledger_cell {
	enum { LEDGER_BLANK, LEDGER_FILLED, LEDGER_UNTOLD } state;
	const char *code; /* of a text */
	const char *text; /* the same for people */
	double number;	  /* of all other kinds */
};

struct ledger;

struct ledger_table {
	const char *name;
	const char *title[LANGUAGE_COUNT];
	const struct ledger_column *columns;
	size_t ncolumns;
	void (*write)(struct ledger *ledger);
	/* Columns of a drawing with intervals: estimate, then low and high behind it; 0:
	 * none. `label` is what stands at a point. */
	size_t drawn, label;
};

typedef void ledger_take(void *context, const struct ledger_cell *cells);

struct ledger {
	struct report *report; /* of no page: of everybody */
	const struct ledger_table *table;
	struct ledger_cell cells[LEDGER_COLUMNS_MAX]; /* of the row under way */
	ledger_take *take;
	void *context;
};

size_t ledger_ntables(void);
const struct ledger_table *ledger_table(size_t number);

/* Texts live as long as the report's arena. */
void ledger_write(struct report *report, const struct ledger_table *table,
		  ledger_take *take, void *context);

/* --- for those who fill in rows --- */

/* NULL is blank; `text` NULL: the code is for people too. */
void ledger_text(struct ledger *ledger, size_t column, const char *code,
		 const char *text);
/* What is not finite is blank. */
void ledger_number(struct ledger *ledger, size_t column, double number);
void ledger_end(struct ledger *ledger);
/* The channel's code; of the one nobody named "unsaid". */
const char *ledger_channel(unsigned channel);

/* From `column` on, as FIGURE_COLUMNS has them; NULL: nothing is known. */
void ledger_figure(struct ledger *ledger, size_t column, const struct figure *figure);
/* The rest of it: why it is held back and what it says of the target. */
void ledger_judge(struct ledger *ledger, size_t column, const struct figure *figure);
/* Why it is held back, alone. */
void ledger_suppressed(struct ledger *ledger, size_t column,
		       const struct figure *figure);
/* As CHANGE_COLUMNS has them; NULL: blank. */
void ledger_change(struct ledger *ledger, size_t column, const struct contrast *change);

/* Of shares that are called so. */
#define INTERVAL_COLUMNS(vi, en)                                             \
	{"n", {"Số phiếu", "Answers"}, LEDGER_COUNT, 10},                    \
		{"estimate", {vi, en}, LEDGER_SHARE, 13},                    \
		{"ci_low", {"Cận dưới", "Interval from"}, LEDGER_SHARE, 11}, \
	{                                                                    \
		"ci_high", {"Cận trên", "Interval to"}, LEDGER_SHARE, 11     \
	}
#define FIGURE_COLUMNS INTERVAL_COLUMNS("Tỷ lệ hài lòng", "Satisfied")
enum { FIGURE_N, FIGURE_ESTIMATE, FIGURE_LOW, FIGURE_HIGH, FIGURE_NCOLUMNS };

#define JUDGE_COLUMNS                                                            \
	{"verdict", {"So với mục tiêu", "Against the target"}, LEDGER_TEXT, 26}, \
	{                                                                        \
		"suppressed", {"Ghi chú", "Note"}, LEDGER_TEXT, 20               \
	}
enum { JUDGE_VERDICT, JUDGE_SUPPRESSED, JUDGE_NCOLUMNS };

#define CHANGE_COLUMNS                                                             \
	{"change", {"Thay đổi, điểm %", "Change, points"}, LEDGER_POINTS, 12},     \
		{"change_low", {"Thay đổi từ", "Change from"}, LEDGER_POINTS, 12}, \
		{"change_high", {"Thay đổi đến", "Change to"}, LEDGER_POINTS, 12}, \
	{                                                                          \
		"change_says", {"Nghĩa là", "It says"}, LEDGER_TEXT, 22            \
	}
enum { CHANGE_DIFFERENCE, CHANGE_LOW, CHANGE_HIGH, CHANGE_SAYS, CHANGE_NCOLUMNS };

/* The tables themselves (report_ledger_*.c). */
extern const struct ledger_table ledger_overview, ledger_factors, ledger_units,
	ledger_services, ledger_unit_services, ledger_people, ledger_levels,
	ledger_responses, ledger_channels, ledger_funnel, ledger_drivers, ledger_rounds,
	ledger_quality, ledger_moved, ledger_gaps, ledger_choices, ledger_points,
	ledger_published, ledger_on_time, ledger_comments;

/* report.json of them (report_json.c). */
void report_json(FILE *out, struct report *report);

#endif
