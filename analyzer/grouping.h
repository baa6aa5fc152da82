/*
 * A way to divide respondents into domains: by what a response says of itself, by
 * the answer to a select_one item, by several of these at once ("unit,service"), or
 * not at all ("overall").
 *
 * The key of a domain is the respondent's value, of several variables the values
 * joined by commas (each quoted as in CSV where it holds a comma or a quote). A
 * respondent who lacks one of the values, or answered "na", is in no domain of the
 * grouping.
 */
#ifndef HAILONG_ANALYZER_GROUPING_H
#define HAILONG_ANALYZER_GROUPING_H

#include "forms/form.h"
#include "schema/source_store.h"

enum { GROUPING_VARIABLES_MAX = 6 };

/* A column of the responses, or an item. */
struct variable {
	size_t column;		 /* where its text stands in a struct source_row */
	const struct item *item; /* NULL: a column */
};

struct grouping {
	const char *name; /* as it was asked for */
	struct variable variables[GROUPING_VARIABLES_MAX];
	unsigned nvariables; /* 0: overall */
	size_t only; /* figures are made of one entry of the agenda, its number + 1;
			0: of all */
};

/* Understands "unit,service"; `text` is borrowed. */
bool grouping_parse(struct grouping *grouping, const struct form *form,
		    const char *text, struct error *err) MUST_CHECK;

/* By the quarter of a year, which whoever gives the rows fills in; also by unit. No user
 * asks for it. */
struct grouping grouping_by_quarter(bool by_unit);

/* The respondent's domain: it lives as long as the row and the arena; NULL: none. */
const char *grouping_key(const struct grouping *grouping, const struct source_row *row,
			 struct arena *arena);

/* Whether `fine` divides by every variable of `coarse` … */
bool grouping_holds(const struct grouping *fine, const struct grouping *coarse);
/* … and then the domain of `coarse` that the domain `key` of `fine` lies in; it lives as
 * long as the key and the arena. */
const char *grouping_coarser(const struct grouping *fine, const char *key,
			     const struct grouping *coarse, struct arena *arena);

/* Whether it divides by just this column ("unit", "service", …). */
bool grouping_is_by(const struct grouping *grouping, const char *column);

/* Whether this column is one of those it divides by. */
bool grouping_uses(const struct grouping *grouping, const char *column);

#endif
