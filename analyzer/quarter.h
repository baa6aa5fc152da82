/* The quarter of a year that a moment lies in, in Viet Nam (UTC+7): "2026-Q1". */
#ifndef HAILONG_ANALYZER_QUARTER_H
#define HAILONG_ANALYZER_QUARTER_H

#include <stdint.h>

enum { QUARTER_BYTES = 24 };

/* µs since 1970 UTC; NULL where there is no moment, else `text`. */
const char *quarter_of(int64_t moment, char text[static QUARTER_BYTES]);

#endif
