/* The figures of a report into the database, for dashboards (schema/estimate_store.h). */
#ifndef HAILONG_ANALYZER_REPORT_STORE_H
#define HAILONG_ANALYZER_REPORT_STORE_H

#include "report.h"

/* Replaces those of the round: the rows of estimates.csv, of places with their ranks and
 * changes. */
bool report_store(struct report *report, struct error *err) MUST_CHECK;

#endif
