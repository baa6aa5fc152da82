/*
 * Calibrated weights: the sample is made to agree with known totals of a population,
 * by variable and level (margins). One variable is post-stratification, several are
 * raked (rake.h). The calibrated weight of a respondent is w g, and g depends on
 * nothing but his cell, the combination of his levels: so the tally keeps leaves by
 * (leaf of the design, cell), and g is applied when everybody has been seen.
 *
 * Variance. To first order a calibrated estimate has the variance of its residuals
 * from the margins: z = w g u is replaced by w g (u - r), where r is the sum of
 * the means of u over the respondent's levels ("sweep"; Deville & Särndal 1992, JASA
 * 87:376-382; Särndal, Swensson & Wretman 1992, chapters 6 and 7). As in
 * survey 4.1 (R/survey.R: svyrecvar), in all three u = 0 outside the domain:
 *
 *   post-stratification (postStratify)   means weighted with w, one sweep
 *   raking (rake)                        plain means over the respondents of a level;
 *                                        ten sweeps over the margins in their order
 *   bounded raking (calibrate)           means weighted with w, swept until nothing
 *                                        changes, which is the regression
 *
 * CALIBRATION_AS_R chooses so; the other two ask for one of them. Those with a weight
 * of 0 count nowhere (R: NaN).
 *
 * Edges. A respondent without a level, or with one that the margins do not know, is
 * an error, as is a level of the margins that nobody (with a weight) has: margins
 * have to be merged first. Totals are > 0; totals of two variables may differ by
 * rounding, not by more than 1 %.
 *
 * Life cycle: margins_new, margins_add; calibration_new, which borrows the margins;
 * tally_calibrate, tally_add_calibrated …, tally_finish; then read.
 */
#ifndef HAILONG_ANALYZER_CALIBRATE_H
#define HAILONG_ANALYZER_CALIBRATE_H

#include "leaf.h"
#include "rake.h"

struct margins;

void margins_free(struct margins *margins); /* NULL is allowed */
struct margins *margins_new(void)
	__attribute__((malloc(margins_free, 1), returns_nonnull));

/* A row variable,level,total. Variables and levels keep the order of their first
 * row. Fails when the total is not above 0 or the level was there already. */
MUST_CHECK bool margins_add(struct margins *margins, const char *variable,
			    const char *level, double total, struct error *err);

/* All rows are in: there are some, and the grand totals of the variables agree. */
MUST_CHECK bool margins_check(const struct margins *margins, struct error *err);

size_t margins_nvariables(const struct margins *margins);
const char *margins_variable(const struct margins *margins, size_t variable);

enum calibration_sweeps {
	CALIBRATION_AS_R,     /* see above */
	CALIBRATION_PLAIN,    /* as survey::rake, also for one variable */
	CALIBRATION_WEIGHTED, /* as survey::calibrate */
};

struct calibration;

void calibration_free(struct calibration *calibration); /* NULL is allowed */
struct calibration *calibration_new(const struct margins *margins,
				    const struct rake_options *options,
				    enum calibration_sweeps sweeps)
	__attribute__((malloc(calibration_free, 1), returns_nonnull));

/* ---- for the tally ---- */

/* The cell of one level per variable. */
MUST_CHECK bool calibration_cell(struct calibration *calibration,
				 const char *const *levels, uint32_t *cell,
				 struct error *err);

/* Takes in a respondent; the number of (leaf, cell). */
uint32_t calibration_add(struct calibration *calibration, uint32_t leaf, uint32_t cell,
			 double weight);

/* Rakes; the design is finished. */
MUST_CHECK bool calibration_finish(struct calibration *calibration,
				   const struct design *design, struct error *err);

/* ---- afterwards ---- */

const struct rake_report *calibration_report(const struct calibration *calibration);
size_t calibration_ncells(const struct calibration *calibration);
double calibration_factor(const struct calibration *calibration, uint32_t cell);
double calibration_total(const struct calibration *calibration); /* sum of w g */

/* Everybody of one leaf and cell, whatever the domain. */
struct calibration_unit {
	uint32_t unit, leaf, cell;
	struct design_place place;
	uint64_t nweighted;
	struct sum weight;
	double square; /* sum of w² */
};

/* In the order of a domain's leaves: stratum, PSU, leaf, cell. */
size_t calibration_nunits(const struct calibration *calibration);
const struct calibration_unit *calibration_unit(const struct calibration *calibration,
						size_t number);

/*
 * The sweep: `sums` holds by cell the sum of u (LEAF_COUNT) or of w u (LEAF_WEIGHT,
 * derived weights included), and receives r.
 */
enum leaf_power calibration_sweep_power(const struct calibration *calibration);
void calibration_sweep(const struct calibration *calibration, double *sums);

#endif
