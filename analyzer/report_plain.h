/*
 * The words of a section without its tables, drawings and marks: its heading, paragraphs
 * and items of lists, one plain text each, so that a sheet says what the page says.
 */
#ifndef HAILONG_ANALYZER_REPORT_PLAIN_H
#define HAILONG_ANALYZER_REPORT_PLAIN_H

#include "report.h"

/* The text lives until the next one. */
typedef void report_plain_line(void *context, bool heading, const char *text);

void report_plain(struct report *report, report_section *section,
		  report_plain_line *line, void *context);

#endif
