/*
 * What the pages and the table of `watch` say, in Vietnamese and English side by side. A
 * sentence is HTML with places as in phrases.h.
 */
#ifndef HAILONG_ANALYZER_WATCH_WORDS_H
#define HAILONG_ANALYZER_WATCH_WORDS_H

#include "words.h"

enum watch_say {
	WATCH_TITLE,
	WATCH_MADE,
	WATCH_RELOADS,
	WATCH_SUMMARY,
	WATCH_ALARMS,
	WATCH_NOBODY,
	WATCH_MEAN,
	WATCH_LAST,
	WATCH_LAST_ON,
	WATCH_COMPARED,
	WATCH_TIME,
	WATCH_DAY,
	WATCH_NTH,
	WATCH_FEW,
	WATCH_NEWER,
	WATCH_INTERVAL,
	WATCH_ALARM,
	WATCH_ALARM_WEAKER,
	WATCH_NO_ALARM,
	WATCH_NO_PAST,
	WATCH_PAST_DIFFERS,
	WATCH_DRAWN,
	WATCH_CHART,
	WATCH_CHART_PAST,
	WATCH_CHART_ALARM,
	WATCH_CHART_LABEL,
	WATCH_HOW,
	WATCH_HOW_MEAN,
	WATCH_HOW_INTERVAL,
	WATCH_HOW_ASSUMES,
	WATCH_HOW_STEPS,
	WATCH_HOW_PAST,
	WATCH_HOW_DESIGN,
	WATCH_HOW_FALSE,
	WATCH_ALL_UNITS,
	WATCH_SAY_COUNT
};

const char *watch_text(enum watch_say say, enum language language);
void watch_say(FILE *out, enum watch_say say, enum language language,
	       const char *const *args);

#endif
