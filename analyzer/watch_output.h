/*
 * The figures of `watch` on standard output: a table, CSV or JSON; the columns of the
 * latter two are by,domain,n,mean,low,high,level,past,alarm_evidence,alarm and what goes
 * with them.
 */
#ifndef HAILONG_ANALYZER_WATCH_OUTPUT_H
#define HAILONG_ANALYZER_WATCH_OUTPUT_H

#include "output.h"
#include "watch_page.h"

void watch_output(const struct watch_page *page, enum output_format format);

#endif
