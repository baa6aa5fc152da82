/*
 * The sections of pages that are on more than one page, or in a file of their own. Each
 * speaks of report->page->place, or of everybody where that is NULL.
 */
#ifndef HAILONG_ANALYZER_REPORT_SECTIONS_H
#define HAILONG_ANALYZER_REPORT_SECTIONS_H

#include "report.h"

report_section report_headline_section;	 /* the figure with interval, verdict, change */
report_section report_warnings_section;	 /* when data do not carry a claim */
report_section report_moved_section;	 /* what moved the index since the base */
report_section report_moved_first;	 /* the same in two sentences */
report_section report_trend_section;	 /* the index through time */
report_section report_extremes_section;	 /* best and weakest, where they can be told */
report_section report_account_section;	 /* who answered */
report_section report_funnel_section;	 /* transactions, rated, satisfied */
report_section report_drivers_section;	 /* what satisfaction goes along with */
report_section report_items_section;	 /* factors and items with intervals */
report_section report_levels_section;	 /* answers by level, as stacked bars */
report_section report_people_section;	 /* by what people say of themselves */
report_section report_gaps_section;	 /* whether those differ */
report_section report_choices_section;	 /* answers to questions on no scale */
report_section report_improve_section;	 /* of these, what to improve first */
report_section report_partners_section;	 /* services of a unit, units of a service */
report_section report_published_section; /* figures that others published */
report_section report_on_time_section;	 /* files on time beside what people say */
report_section report_points_section;	 /* the index as points, by quarter */
report_section report_remarks_section;	 /* what people wrote */
report_section report_heat_section;	 /* units by factors */
report_section report_unit_slope_section; /* units before and now */
report_section report_reading_section;	  /* how to read it */
report_section report_method_section;	  /* how it was made */

/* Factors before and now, within a section. */
void report_factor_slope(FILE *out, struct report *report);
/* The units of the page's group, or all, as long as the page. */
const struct report_place *const *report_units_here(struct report *report, size_t *n);

/* How many of the field's places met the target, and did not; nothing without one. */
void report_verdict_counts(FILE *out, struct report *report,
			   const struct report_field *field);

/* The figure of the page's place (or of everybody) for an item or factor. */
const struct figure *report_own_figure(const struct report *report,
				       const struct entry *entry);

/* "12 tầng, chọn theo cụm, có quyền số"; "" of a design without any. */
const char *report_design_words(struct report *report);

/* Changes of all factors and items of the page, as one family. */
void report_own_changes(const struct report *report, struct contrasts *changes);

/* --- what sections tell, for tables of figures (report_ledger.h) --- */

struct table_lines;

/* Factors and items, their changes since the base as one family; both start as {0} and
 * are released by the caller. */
void report_items_lines(struct report *report, struct table_lines *lines,
			struct contrasts *changes);

/* The steps of the funnel, of which some may be NaN; 0: there is nothing to tell. */
enum { REPORT_STAGES = 4 };
struct report_stage {
	const char *name;
	double count;
};
size_t report_funnel_stages(const struct report *report,
			    struct report_stage stages[static REPORT_STAGES]);

/* Responses flagged for a reason, by side; false: none. */
bool report_flagged_for(const struct report *report, enum quality_kind kind,
			size_t n[static SIDE_COUNT]);

/* Factors or items whose change can be told, their weights in the index and what they are
 * of its change (report_moved.c); `real` is NaN where nothing adds up. Both start as {0}
 * and are released by the caller. */
struct moved_facts report_moved_lines(struct report *report, struct table_lines *lines,
				      struct contrasts *changes);

/* A pair of data->people. */
struct gap_facts report_group_gap(const struct report *report, size_t number);

/* The last quarters of the round, as in keys of domains: 2026-Q1. */
enum { REPORT_QUARTERS_MOST = 8 };
struct report_quarters {
	const char *list[REPORT_QUARTERS_MOST];
	size_t n;
};
struct report_quarters report_quarters(const struct report *report, size_t most);

/* The index as points of a unit (NULL: of everybody) in a quarter. */
struct report_points {
	const struct figure *figure; /* NULL: nobody */
	double points, low, high; /* as printed; bounds NaN: the error is not known */
	const char *is, *is_low, *is_high; /* classes */
};
struct report_points report_points_of(const struct report *report, const char *unit,
				      const char *quarter);

/* Whom a published figure is of. */
const char *report_published_of(const struct report *report,
				const struct published *published);

/* Files on time of somebody, and what his people say of the promised date. */
struct report_sides {
	double share, files;	     /* NaN: not known */
	const struct figure *figure; /* NULL: nothing is said */
	enum on_time judged;
};
struct report_sides report_sides_of(const struct report *report, enum beside_by by,
				    const char *code);
const char *const *report_on_time_text(enum on_time judged);

#endif
