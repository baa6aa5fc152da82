/*
 * The files of a report: every page of report_pages.h, the style sheet, the script and
 * the figures. A reader of a file sees the old one or the new one, never half of one.
 * What the last report wrote there and this one does not (a unit that is gone) is taken
 * away; nothing else in the folder is touched. The list of what was written is kept in it
 * as ".written", which no server gives.
 */
#ifndef HAILONG_ANALYZER_REPORT_SITE_H
#define HAILONG_ANALYZER_REPORT_SITE_H

#include "report.h"

/* Writes what `write` writes; a page has report->page. */
typedef void report_writer(FILE *out, struct report *report);

struct site;

/* The folder is made where it is missing; its parent must be there. */
struct site *site_open(const char *folder, struct error *err) MUST_CHECK;
bool site_write(struct site *site, const char *file, report_writer *write,
		struct report *report, struct error *err) MUST_CHECK;
/* Takes away what is old and keeps the list. */
bool site_finish(struct site *site, struct error *err) MUST_CHECK;
void site_close(struct site *site); /* NULL is allowed */

/* All files of a report. */
bool site_write_all(const char *folder, struct report *report,
		    struct error *err) MUST_CHECK;

#endif
