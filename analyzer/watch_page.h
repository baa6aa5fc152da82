/*
 * The pages of `watch`: index.html with a line per unit, and CODE.html for each of them
 * with the mean over time. A page needs nothing but itself, is small, and reloads itself
 * where the figures are made again and again.
 */
#ifndef HAILONG_ANALYZER_WATCH_PAGE_H
#define HAILONG_ANALYZER_WATCH_PAGE_H

#include "source.h"
#include "watch.h"
#include "watch_words.h"

struct watch_page {
	const struct watch *watch;
	const struct source *source; /* for names */
	const char *base;	     /* the round that is the past; NULL: none */
	enum language language;
	unsigned every;	     /* seconds; 0: made once */
	int64_t made_at;     /* µs since 1970 UTC */
	struct arena *arena; /* of the texts of the pages */
};

void watch_index(FILE *out, const struct watch_page *page);
void watch_unit_page(FILE *out, const struct watch_page *page,
		     const struct watch_unit *unit);

/* The file of a unit: its code; where that would be hidden or another page, behind
 * "unit.". Lives as long as the page's arena. */
const char *watch_file(const struct watch_page *page, const char *code);

/* --- shared by the two --- */

/* Texts that live as long as the arena. */
const char *watch_percent(const struct watch_page *page, double share);
const char *watch_percents(const struct watch_page *page, const struct band *band);
const char *watch_level(const struct watch_page *page); /* "95 %" */
const char *watch_count(const struct watch_page *page, double count);
/* In Viet Nam's time: 22/11/2026 or 2026-11-22; with the hour before it. */
const char *watch_day(const struct watch_page *page, int64_t moment);
const char *watch_moment(const struct watch_page *page, int64_t moment);

const char *watch_called(const struct watch_page *page, const char *code);

/* How a unit stands against its past, in such an element ("p"); without a base nothing. */
void watch_verdict(FILE *out, const struct watch_page *page,
		   const struct watch_unit *unit, const char *element);

void watch_paragraph(FILE *out, const struct watch_page *page, const char *css,
		     enum watch_say say, const char *const *args);
/* From <!DOCTYPE> to the heading; and the end with "how to read this". */
void watch_head(FILE *out, const struct watch_page *page, const char *title);
void watch_foot(FILE *out, const struct watch_page *page);

/* Mean, band and past by the number of responses; the unit has a look. */
void watch_chart(FILE *out, const struct watch_page *page,
		 const struct watch_unit *unit);

#endif
