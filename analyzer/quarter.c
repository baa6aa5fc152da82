/* See quarter.h. */
#include "quarter.h"

#include "schema/source_store.h"

#include <stdio.h>
#include <time.h>

static const int64_t second_us = 1000000, ahead_seconds = 7 * 3600;

const char *quarter_of(int64_t moment, char text[static QUARTER_BYTES])
{
	struct tm parts;

	if (moment == TIME_NONE)
		return NULL;
	time_t seconds = moment / second_us - (moment % second_us < 0) + ahead_seconds;
	if (!gmtime_r(&seconds, &parts))
		return NULL;
	snprintf(text, QUARTER_BYTES, "%04d-Q%d", parts.tm_year + 1900,
		 parts.tm_mon / 3 + 1);
	return text;
}
