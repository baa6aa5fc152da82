/*
 * The sampling design, learnt from the rows as they pass: strata, PSUs nested in
 * strata, secondary units (SSUs) nested in PSUs, and how many of each were drawn
 * from how many. It sees the FULL data: respondents outside every domain count for
 * n_h all the same (domains are subsets of the design, not designs of their own).
 *
 * Life cycle: design_new, design_add for each respondent, design_finish once, then
 * read. The first row decides which columns are in use; a later row that leaves one
 * of them empty, or fills another, is an error. What is in use decides the design:
 *
 *   nothing                 simple random sample
 *   stratum                 respondents drawn within strata
 *   psu                     clusters, the variance comes from between PSUs
 *   fpc                     without replacement at the first stage
 *   psu, ssu, fpc, fpc2     two stages, both without replacement, SSUs in PSUs
 *   (ssu without both fpcs: no second stage is needed; SSUs are ignored)
 *   weight                  survey weights; without them but with fpc, the weights
 *                           are the inverse sampling fractions N_h/n_h (times M/m
 *                           of the second stage), as R's svydesign has it; else 1
 *
 * fpc: as in R's svydesign, all values of a stage are either sampling fractions
 * n_h/N_h (0 … 1, 0 = infinite population) or, if any is above 1, population counts
 * N_h of PSUs (of respondents where there is no psu) in the stratum; fpc2 likewise
 * for SSUs in the PSU. Errors: fpc differing within a stratum, counts and
 * fractions mixed, a population smaller than its sample, weights negative or not
 * finite, a PSU count where weights must be derived but the population is infinite.
 *
 * A *leaf* is the finest group whose totals the variance needs: the SSU in a
 * two-stage design, else the PSU, else (each respondent its own PSU) the stratum.
 */
#ifndef HAILONG_ANALYZER_DESIGN_H
#define HAILONG_ANALYZER_DESIGN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "forms/error.h"

/*
 * A stratum with a single sampled PSU has no measurable variance. As R's
 * options(survey.lonely.psu): fail; remove and certainty count it as 0; adjust
 * takes the PSU's deviation from zero, the mean of all scores; average gives it the
 * mean of the other strata.
 */
enum lonely_policy {
	LONELY_FAIL,
	LONELY_REMOVE,
	LONELY_CERTAINTY,
	LONELY_ADJUST,
	LONELY_AVERAGE,
	LONELY_COUNT
};

const char *lonely_name(enum lonely_policy policy);
bool lonely_from_name(const char *name, enum lonely_policy *policy);

/* One respondent's place. NULL or "" and NaN mean that a column is empty. */
struct design_row {
	const char *stratum, *psu, *ssu;
	double fpc, fpc2, weight;
};

/* A row of a simple random sample. */
struct design_row design_row_empty(void);

/* A stratum, or a PSU; nunits of `population` units drawn at the next stage. */
struct design_unit {
	uint32_t parent; /* of a PSU: its stratum */
	uint64_t nunits;
	double fpc;	   /* as given; NaN if none */
	double population; /* after design_finish; INFINITY if unknown */
};

/* Where a leaf stands; psu = leaf or KEYS_NONE, see above. */
struct design_place {
	uint32_t stratum, psu;
};

struct design;

void design_free(struct design *design); /* NULL is allowed */
struct design *design_new(void)
	__attribute__((malloc(design_free, 1), returns_nonnull));

/* Takes in a respondent; *leaf is its leaf, *weight its weight (1 if none). */
MUST_CHECK bool design_add(struct design *design, const struct design_row *row,
			   uint32_t *leaf, double *weight, struct error *err);

/* The same row met again after design_finish: its leaf, and its weight as derived from
 * the fpcs where none was given. Fails when the design has no such place. */
MUST_CHECK bool design_find(const struct design *design, const struct design_row *row,
			    uint32_t *leaf, double *weight, struct error *err);

/* Checks the whole and derives populations; nothing is added afterwards. */
MUST_CHECK bool design_finish(struct design *design, struct error *err);

/* Known after the first row. */
bool design_is_srs(const struct design *design); /* no column in use */
bool design_is_clustered(const struct design *design);
bool design_is_two_stage(const struct design *design);
bool design_has_weights(const struct design *design); /* given, not derived */

uint32_t design_nstrata(const struct design *design);
uint32_t design_npsus(const struct design *design); /* 0 without PSUs */
uint32_t design_nleaves(const struct design *design);
uint64_t design_nrows(const struct design *design);

/* Both live as long as the design. */
const struct design_unit *design_stratum(const struct design *design, uint32_t stratum);
const struct design_unit *design_psu(const struct design *design, uint32_t psu);
/* 1 - n/N: the share of the population that was not taken. */
double design_fraction_left(const struct design_unit *unit);
const char *design_stratum_label(const struct design *design, uint32_t stratum);

struct design_place design_leaf(const struct design *design, uint32_t leaf);

/*
 * The group within which derived weights are equal: the PSU where they are derived
 * in two stages, else the stratum.
 */
uint32_t design_weight_group(const struct design *design, uint32_t leaf);

/* What the sums of a leaf are multiplied with for derived weights; else 1. */
double design_leaf_scale(const struct design *design, uint32_t leaf);

/*
 * Whether the weights expand to a population: their sum exceeds the number of
 * respondents. Weights scaled to a mean of 1 do not.
 */
bool design_expands(const struct design *design);

#endif
