/*
 * Totals of scores over the units of a design and the variance between them: the
 * part of variance.h that does not care where scores come from. Units are leaves
 * (design.h) in the order of strata, PSUs, leaves.
 */
#ifndef HAILONG_ANALYZER_TOTALS_H
#define HAILONG_ANALYZER_TOTALS_H

#include "design.h"

/* Why a figure is blank. */
enum undefined {
	UNDEFINED_NOT, /* it is defined */
	UNDEFINED_NO_ANSWERS,
	UNDEFINED_STATISTIC,  /* this statistic does not exist for this item */
	UNDEFINED_LONELY_PSU, /* a stratum has a single PSU */
	UNDEFINED_NO_DF,      /* no degrees of freedom for an interval */
	UNDEFINED_NOT_KEPT,   /* the plan did not require what this needs */
	UNDEFINED_NO_SPREAD,  /* all answers alike: no p value of a difference */
	UNDEFINED_COUNT
};

/* "only one PSU in a stratum"; "" when defined. */
const char *undefined_text(enum undefined why);

struct variance {
	double value; /* NaN if undefined */
	enum undefined why;
	uint32_t stratum; /* the lonely one, for LONELY_FAIL */
};

struct variance variance_undefined(enum undefined why, uint32_t stratum);

/* One leaf's totals of two sets of scores. */
struct unit_total {
	uint32_t leaf;
	struct design_place place;
	double a, b;
	double product; /* without PSUs: sum of z_a z_b of the respondents */
};

/* Starts as {0}. */
struct unit_totals {
	struct unit_total *list;
	size_t n, room;
};

/* In ascending order; a unit of the same leaf as the last one adds to it. */
void unit_totals_add(struct unit_totals *totals, struct unit_total unit);
void unit_totals_release(struct unit_totals *totals);

/* The formula of variance.h; units of the design that are not listed are zeros. */
struct variance unit_totals_variance(const struct unit_totals *totals,
				     const struct design *design,
				     enum lonely_policy policy);

#endif
