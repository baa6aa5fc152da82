/*
 * The page for leaders: what a round says, in a form that cannot be over-read. The
 * sections are in report_page.c (headline), report_tables.c (factors, units, services)
 * and report_notes.c (who answered, how to read it, how it was made); drawing is in
 * report_chart.c, and report_methods.c makes methods.html.
 *
 * A page is one HTML file that needs nothing but itself.
 */
#ifndef HAILONG_ANALYZER_REPORT_H
#define HAILONG_ANALYZER_REPORT_H

#include "commands.h"
#include "phrases.h"
#include "reading.h"
#include "verdict.h"

/* The groupings of a report, in this order. */
enum report_grouping {
	REPORT_OVERALL,
	REPORT_UNIT,
	REPORT_SERVICE,
	REPORT_CHANNEL,
	REPORT_GROUPING_COUNT
};

struct report {
	const struct reading *now;
	const struct reading *base; /* NULL: none */
	const struct methods *methods;
	enum language language;
	const char *made_on; /* a date, as text */
	struct arena *arena; /* of the texts of the page */
};

/*
 * Reads the round and estimates what `names` says; the first `ngroupings` groupings. A
 * form without an index is an error. What was filled in is to be released in any case.
 */
bool reading_fill(struct reading *reading, const struct source_options *options,
		  const struct methods *methods, const char *name, size_t ngroupings,
		  struct error *err) MUST_CHECK;

/* The headline figure of the reading with this statistic, NULL without responses. */
const struct figure *reading_headline(const struct reading *reading,
				      enum statistic statistic);

/* The whole page, and the one about methods. */
void report_page(FILE *out, struct report *report);
void report_methods(FILE *out, struct report *report);

/* --- for the sections --- */

/* From <!DOCTYPE> to <main>; the title is text. */
void report_head(FILE *out, const struct report *report, const char *language,
		 const char *title);
void report_account(FILE *out, struct report *report);
void report_tables(FILE *out, struct report *report);
void report_notes(FILE *out, struct report *report);

const struct form *report_form(const struct report *report);
const char *report_label(const struct report *report, const struct label *label);
double report_target(const struct report *report); /* NaN: none */
enum verdict report_verdict(const struct report *report, const struct figure *figure);

/* Texts that live as long as the report's arena; NaN is "–". */
const char *report_percent(struct report *report, double share);
const char *report_short_percent(struct report *report, double share);
const char *report_interval(struct report *report, const struct result *result);
const char *report_decimal(struct report *report, double value); /* 1,7 */
const char *report_count(struct report *report, uint64_t count);
const char *report_date(struct report *report, const char *iso);

void report_phrase(FILE *out, const struct report *report, enum phrase phrase,
		   const char *const *args);
void report_paragraph(FILE *out, const struct report *report, const char *css,
		      enum phrase phrase, const char *const *args);

/* The class that gives a verdict its colour. */
const char *verdict_css(enum verdict verdict);

/* --- drawing --- */

/* What stands on one scale: from `low` to `high`, both shares. */
struct scale {
	double low, high;
};

/* Wide enough for all that will be told, by steps of ten per cent. */
struct scale scale_start(double target);
void scale_take(struct scale *scale, const struct figure *figure);

void chart_axis(FILE *out, const struct scale *scale, enum language language);
void chart_figure(FILE *out, const struct scale *scale, const struct figure *figure,
		  double target, const char *css);

#endif
