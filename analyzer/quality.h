/*
 * Who and what is worth a look: responses as fabrication leaves them, and groups
 * (interviewers, units, channels, uploads) in which there are more of them than groups
 * of honest work have. A flag is a reason to look, never a proof; nothing is deleted.
 * All responses given are compared with each other: those of a sample and self-selected
 * ones are not given together (quality_survey.h).
 *
 * Each indicator is a row of quality_indicators. Some are *marks* of single responses:
 *
 *   straight  the longest run of one level over consecutive answered items, of those
 *             answered, is at least RUN_SHARE (long-string: Johnson 2005, Journal of
 *             Research in Personality 39:103-129); RUN_ITEMS answers at least
 *   exact     the same answers, na and missing included, as another response of the
 *             group; VARIED_ITEMS answers at least, and not straight
 *   near      of such responses: the one of all that is most alike agrees on 85 % or more
 *             of the items (nearest.h), and is of the same group
 *   speed     fewer seconds per answered item than a third of its channel's median, and
 *             than three robust standard deviations below it on the log scale
 *   night     begun from 22:00 to 05:00, Viet Nam time: interviews, face to face or by
 *             phone, only
 *   missing   more than half of the items asked were left out; na is an answer
 *   honeypot, too_fast, many, again
 *             what the collector saw when it was sent (forms/flag.h); of responses it
 *             received itself only
 *
 * Straight, equal and near forms are common among satisfied and honest people. They are flags
 * only in a group that has more of them than the others (outliers.h). The other marks
 * speak for themselves, and their shares are compared as well. Others are of groups:
 *
 *   burst     more responses within WINDOW_MINUTES than a Poisson process as busy as
 *             that day and hour, twice over (quality_time.c); of those responses too
 *   entropy   answers vary less than in the other groups: mean over items of the
 *             entropy in units of log(levels), bias corrected (Miller 1955)
 *   digit     last digits of the distinct weights are not uniform (chi-square, 9 df)
 *   icc       interviewer effect: the share of the variance of the respondents' scores
 *             that lies between groups, one-way ANOVA with Searle's interval (Linear
 *             Models, 1971, chapter 9), of whole groupings; of interviewers and uploads within
 *             units, and judged of them only
 *   deff      the design effect it makes, 1 + (mean size - 1) icc
 *
 * Each indicator of each grouping is made for QUALITY_ALPHA of false alarms in all its
 * groups together; tests/bench/quality_rates.c measures them on simulated surveys. Groups of fewer than n_min
 * are not tested ("few"), nor where shares or entropies of fewer than eight groups could
 * be compared.
 *
 * Memory: 84 bytes and the items for each response, ids aside, up to twice that while it
 * grows; what nearest.h needs; then for one grouping at a time 20 more. Two responses with
 * the same 64-bit hash would count as equal.
 *
 * Life cycle: quality_new → quality_add for each response → quality_run → read → _free.
 */
#ifndef HAILONG_ANALYZER_QUALITY_H
#define HAILONG_ANALYZER_QUALITY_H

#include "forms/error.h"
#include "forms/flag.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum quality_by { BY_COLLECTED_BY, BY_UNIT, BY_CHANNEL, BY_UPLOAD, BY_COUNT };

enum quality_kind {
	QUALITY_STRAIGHT,
	QUALITY_EXACT,
	QUALITY_NEAR,
	QUALITY_SPEED,
	QUALITY_NIGHT,
	QUALITY_MISSING,
	QUALITY_FLAGS, /* one for each flag, in their order */
	QUALITY_BURST = QUALITY_FLAGS + FLAG_COUNT,
	QUALITY_ENTROPY,
	QUALITY_DIGIT,
	QUALITY_ICC,
	QUALITY_DEFF,
	QUALITY_COUNT
};

enum quality_verdict { QUALITY_NONE, QUALITY_OK, QUALITY_FLAG, QUALITY_FEW };

enum { QUALITY_NA = 255, QUALITY_N_MIN = 20 };
#define QUALITY_ALPHA 0.01
/* An interviewer effect whose interval lies above this is worth a look. */
#define QUALITY_ICC_MOST 0.05

struct quality_item {
	unsigned nlevels;
	const void *scale; /* a run goes on over items of the same scale */
};

struct quality_row {
	const char *id;		      /* NULL is allowed */
	const char *labels[BY_COUNT]; /* its groups; NULL: in none */
	const uint8_t *levels;	      /* per item: 0 missing, QUALITY_NA, else level */
	unsigned nasked;	      /* items that were to be answered */
	int64_t started, submitted;   /* µs since 1970 UTC; INT64_MIN: unknown */
	double weight;		      /* NaN: none */
	int flags;		      /* bits; -1: nobody saw it sent */
};

struct quality_finding {
	enum quality_by by; /* BY_COUNT: the round */
	uint32_t group;	    /* see quality_label; of whole groupings UINT32_MAX */
	enum quality_kind kind;
	size_t n;	/* responses it could be told of */
	size_t flagged; /* of them, for this reason */
	/* NaN where undefined. p is times the number of groups */
	double value, low, high, expected, threshold, p;
	enum quality_verdict verdict;
};

/* What can be told of one response; NaN where nothing can. */
struct quality_response {
	const char *id;
	const char *labels[BY_COUNT];
	unsigned reasons; /* bit 1 << kind */
	double run, match, pace, missing;
	int64_t time;
};

struct quality_options {
	size_t n_min;
	bool by[BY_COUNT];
	double level; /* of the intervals of icc */
};

struct quality;

void quality_free(struct quality *quality); /* NULL is allowed */

/* Items are copied; texts of rows too. */
struct quality *quality_new(const struct quality_item *items, size_t nitems)
	__attribute__((malloc(quality_free, 1), returns_nonnull));
void quality_add(struct quality *quality, const struct quality_row *row);
bool quality_run(struct quality *quality, const struct quality_options *options,
		 struct error *err) MUST_CHECK;

/* The round first, then by grouping, kind, and the order in which groups were met. */
size_t quality_nfindings(const struct quality *quality);
const struct quality_finding *quality_finding(const struct quality *quality,
					      size_t number);
const char *quality_label(const struct quality *quality, enum quality_by by,
			  uint32_t group);

size_t quality_nresponses(const struct quality *quality);
struct quality_response quality_response(const struct quality *quality, size_t number);

/* The flag a kind counts, -1 where it counts none. */
int quality_kind_flag(enum quality_kind kind);

/* "straight" …; "collected_by" … */
const char *quality_kind_name(enum quality_kind kind);
const char *quality_by_name(enum quality_by by);

#endif
