/*
 * The files of a report (site.h): every page of report_pages.h, the style sheet, the script
 * and the figures.
 */
#ifndef HAILONG_ANALYZER_REPORT_SITE_H
#define HAILONG_ANALYZER_REPORT_SITE_H

#include "report.h"
#include "site.h"

/* Writes a file; a page has report->page. */
typedef void report_writer(FILE *out, struct report *report);

bool report_write(struct site *site, const char *file, report_writer *write,
		  struct report *report, struct error *err) MUST_CHECK;

/* All files of a report. */
bool report_write_all(const char *folder, struct report *report,
		      struct error *err) MUST_CHECK;

#endif
