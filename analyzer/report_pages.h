/*
 * The pages of a report: one row each in report_pages.c. A kind of page may have many
 * pages (one per unit) or none.
 */
#ifndef HAILONG_ANALYZER_REPORT_PAGES_H
#define HAILONG_ANALYZER_REPORT_PAGES_H

#include "report.h"

enum {
	/* rows of a table of units; beyond, there is one table for each parent */
	LEAGUE_ROWS_MAX = 400
};

struct page_kind {
	const char *file; /* "unit/%.html": % is the code */
	const char *title[LANGUAGE_COUNT];
	bool in_navigation;
	/* How many pages there are of it. */
	size_t (*count)(const struct report_data *data);
	/* Says what the page is about and returns the code in its name; NULL: nothing */
	const char *(*open)(const struct report_data *data, size_t number,
			    struct report_page *page);
	void (*write)(FILE *out, struct report *report);
};

size_t pages_kinds(void);
const struct page_kind *pages_kind(size_t number);

/* The page, its texts in the report's arena. */
struct report_page pages_open(struct report *report, const struct page_kind *kind,
			      size_t number);

/* A link from the page under way to that of a place, as long as the page; NULL where the
 * place has none. */
const char *pages_link(struct report *report, enum report_field_kind field,
		       const struct report_place *place);

/* <!DOCTYPE> … <main>, and what closes it. */
void report_head(FILE *out, struct report *report, const char *title);
void report_foot(FILE *out, struct report *report);
/* Paragraphs: round, period and method; software, form and day. */
void report_about(FILE *out, struct report *report);
void report_colophon(FILE *out, struct report *report);

/* --- the pages --- */

void report_overview(FILE *out, struct report *report);
void report_factors(FILE *out, struct report *report);
void report_units(FILE *out, struct report *report);
void report_units_of(FILE *out, struct report *report);
void report_services(FILE *out, struct report *report);
void report_unit(FILE *out, struct report *report);
void report_service(FILE *out, struct report *report);
void report_quality(FILE *out, struct report *report);
void report_beside(FILE *out, struct report *report);
void report_points_page(FILE *out, struct report *report);
void report_methods(FILE *out, struct report *report);
void report_files(FILE *out, struct report *report);

/* The parents of units where there are too many for one table; 0 else. */
size_t league_ngroups(const struct report_data *data);
const char *league_group(const struct report_data *data, size_t number);

#endif
