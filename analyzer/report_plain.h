/*
 * What a report says of everybody, in words: headings, paragraphs and items of lists of the
 * sections of the overview and of the methods, one plain text each, without their tables,
 * drawings and marks; so that a file says what the pages say.
 */
#ifndef HAILONG_ANALYZER_REPORT_PLAIN_H
#define HAILONG_ANALYZER_REPORT_PLAIN_H

#include "report.h"

/* The text lives until the next one. */
typedef void report_plain_line(void *context, bool heading, const char *text);

void report_plain(struct report *report, report_plain_line *line, void *context);

#endif
