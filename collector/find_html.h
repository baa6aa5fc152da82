/*
 * Choosing the office and the service, as HTML that needs no script: a search, and lists
 * to walk through; the first page shows one of the two. What was chosen stands in the
 * address:
 *
 *   round=R            the office is to be chosen: search, and the units at the top
 *   … under=U          the units below one
 *   … unit=U           the office is chosen, now the service: search, and fields, or all
 *                      services where these are few; those of another level than the
 *                      unit's are only found by search
 *   … unit=U field=F   the services of a field
 *   … q=WORDS          what was found
 */
#ifndef HAILONG_COLLECTOR_FIND_HTML_H
#define HAILONG_COLLECTOR_FIND_HTML_H

#include "keeper.h"
#include "ui.h"

#include <stdio.h>

struct find_view {
	const struct known *known;
	struct arena *arena;
	const char *language, *round;
	const char *unit, *under, *field; /* NULL: not said */
	const char *query;		  /* what was typed, "" for nothing */
	struct found found;		  /* find_look */
};

/* Searches for what was typed. */
void find_look(struct find_view *view);

/* "Tìm thấy 12 cơ quan"; lives as long as the arena. */
const char *find_says(const struct find_view *view);

/* Search, what was found or the lists, and the way on without choosing. */
void find_html(FILE *out, const struct find_view *view);

/* Where a small script (assets/home.js) puts what this browser chose last in these rounds
 * (codes, with spaces between); nobody else learns it. */
void find_html_recent(FILE *out, const char *rounds, const char *language);

#endif
