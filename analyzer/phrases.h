/*
 * What a report says, in Vietnamese and English side by side. A phrase is HTML with
 * places {0} … {9} for what it speaks of; what is put there is text and escaped.
 */
#ifndef HAILONG_ANALYZER_PHRASES_H
#define HAILONG_ANALYZER_PHRASES_H

#include "words.h"

enum phrase {
	PHRASE_ROUND,
	PHRASE_ROUND_FROM,
	PHRASE_ROUND_TO,
	PHRASE_ROUND_FROM_TO,
	PHRASE_METHOD_VERSION,
	PHRASE_ONLY_OPEN,
	PHRASE_TARGET,
	PHRASE_ACCOUNT,
	PHRASE_ACCOUNT_SAYS,
	PHRASE_ACCOUNT_ASIDE,
	PHRASE_ACCOUNT_FLAGGED,
	PHRASE_CHANNEL,
	PHRASE_SAMPLE,
	PHRASE_OPEN,
	PHRASE_TOTAL,
	PHRASE_FACTORS,
	PHRASE_FACTORS_OF_ITEMS,
	PHRASE_FACTOR,
	PHRASE_VALUE,
	PHRASE_N,
	PHRASE_AGAINST_TARGET,
	PHRASE_BY_UNIT,
	PHRASE_BY_SERVICE,
	PHRASE_ORDER,
	PHRASE_VERDICT_COUNTS,
	PHRASE_FEW_COUNT,
	PHRASE_FEW,
	PHRASE_COMPLEMENT,
	PHRASE_HOW_TO_READ,
	PHRASE_READ_DOT,
	PHRASE_READ_DOT_TARGET,
	PHRASE_READ_INTERVAL,
	PHRASE_READ_INTERVAL_OPEN,
	PHRASE_READ_OVERLAP,
	PHRASE_READ_FEW,
	PHRASE_READ_COMPLEMENT,
	PHRASE_METHOD,
	PHRASE_METHOD_T2B,
	PHRASE_METHOD_SRS,
	PHRASE_METHOD_WEIGHTED,
	PHRASE_METHOD_RAKED,
	PHRASE_METHOD_DEFF,
	PHRASE_METHOD_STRATA,
	PHRASE_METHOD_PSU,
	PHRASE_METHOD_WEIGHTS,
	PHRASE_METHOD_INTERVAL,
	PHRASE_METHOD_SOFTWARE,
	PHRASE_ESTIMATES_FILE,
	PHRASE_METHODS_FILE,
	PHRASE_BACK,
	PHRASE_OR,
	PHRASE_COUNT
};

/* Writes a phrase; `args` are as many texts as it has places. */
void phrase_write(FILE *out, enum phrase phrase, enum language language,
		  const char *const *args);

/* The same of any text with such places. */
void phrase_fill(FILE *out, const char *text, const char *const *args);
/* The same with another escaper for what is put there. */
void phrase_fill_as(FILE *out, const char *text, const char *const *args,
		    void (*escape)(FILE *out, const char *text));

/* A phrase without places, as it stands. */
const char *phrase_text(enum phrase phrase, enum language language);

#define PHRASE_ARGS(...) ((const char *const[]){__VA_ARGS__})

/* Words for people: of a channel by its number (pass.h), of a verdict (verdict.h). */
const char *channel_text(unsigned channel, enum language language);
const char *verdict_text(unsigned verdict, enum language language);

#endif
