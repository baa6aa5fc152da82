/*
 * The words the analyzer says to people, in Vietnamese and English side by side. The
 * rows of a report's own sentences stand beside the code that says them (report_*.c).
 */
#ifndef HAILONG_ANALYZER_WORDS_H
#define HAILONG_ANALYZER_WORDS_H

#include <stdbool.h>
#include <stdio.h>

#include "interval.h"
#include "plan.h"
#include "suppress.h"
#include "totals.h"

enum language { LANGUAGE_VI, LANGUAGE_EN, LANGUAGE_COUNT };

/* "vi", "en". */
const char *language_code(enum language language);
bool language_from_code(const char *code, enum language *language);

enum word {
	WORD_OVERALL,
	WORD_UNIT,
	WORD_SERVICE,
	WORD_CHANNEL,
	WORD_SELECTION,
	WORD_COLLECTED_BY,
	WORD_STRATUM,
	WORD_PSU,
	WORD_ITEM,
	WORD_STATISTIC,
	WORD_ANSWERS,
	WORD_EFFECTIVE,
	WORD_ESTIMATE,
	WORD_INTERVAL,
	WORD_NOTE,
	WORD_INCOMPARABLE,
	WORD_BY_SHARES,
	WORD_COMPLEMENT,
	WORD_COUNT
};

const char *word(enum word which, enum language language);
/* Of the columns one can group by, "unit" …; else the name itself. */
const char *word_of_column(const char *column, enum language language);

/* A share of 0.8435 as "84,35 %" or "84.35%"; NaN is "–". */
void write_percent(FILE *out, double share, int decimals, enum language language);
/* "44,35–50,54 %", "44.35–50.54%". */
void write_percents(FILE *out, double low, double high, int decimals,
		    enum language language);
/* A difference of shares in points, with its sign: "+1,36"; "[0,20; +2,52]". */
void write_share_points(FILE *out, double difference, enum language language);
void write_share_points_interval(FILE *out, double low, double high,
				 enum language language);

/* A difference of shares in points with its sign: "+1,36", "−0,40", "0,00". */
void write_percent_points(FILE *out, double difference, int decimals,
			  enum language language);

/* "n < 10", "held back so that small cells can't be worked out"; nothing for none. */
void write_suppression(FILE *out, enum suppression why, uint64_t min_n,
		       enum language language);

/* undefined_text in words of the language. */
const char *undefined_words(enum undefined why, enum language language);

/* Whether the statistic is told in per cent (all but the plain mean). */
bool statistic_in_percent(enum statistic statistic);

#endif
