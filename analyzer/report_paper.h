/*
 * The report on paper. paper_report: a cover, a brief of one page for the chair, a table
 * of contents with page numbers, then the pages of the site as chapters, which write
 * themselves shorter where report->paper is set: no links between files, no formulas, of
 * a unit one block. paper_iso: one page for the file of a quality management system,
 * ISO 9001:2015 clause 9.1.2. Both are HTML for WeasyPrint (report_pdf.h) and load
 * nothing from anywhere.
 *
 * It stays a book one can hold: blocks of units only where there are at most
 * PAPER_BLOCKS_MAX of them, tables of units up to PAPER_ROWS_MAX rows.
 */
#ifndef HAILONG_ANALYZER_REPORT_PAPER_H
#define HAILONG_ANALYZER_REPORT_PAPER_H

#include "report.h"

enum { PAPER_BLOCKS_MAX = 60, PAPER_ROWS_MAX = 1000 };

struct paper; /* what is under way on paper: its headings */

void paper_report(FILE *out, struct report *report);
void paper_iso(FILE *out, struct report *report);

/* <h1> or <h2>, which the table of contents lists once the chapters have begun. The title
 * is text and lives as long as the page. */
void paper_heading(FILE *out, const struct report *report, unsigned level,
		   const char *title);

/* <!DOCTYPE> … <body>, and what closes it. */
void paper_begin(FILE *out, struct report *report, const char *title, const char *css);
void paper_end(FILE *out);

/* Whether tables of units are printed. */
bool paper_has_units(const struct report_data *data);

/* --- parts of it --- */

report_section paper_brief; /* the page for the chair */
report_section paper_units; /* a block for each unit */

#endif
