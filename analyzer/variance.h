/*
 * The one variance function. For two sets of linearised scores z_a, z_b (scores.h)
 * it gives the design-based covariance of what they estimate; with the same scores
 * twice, the variance. As survey 4.1 (R/multistage.R: multistage, onestage,
 * onestrat); Särndal, Swensson & Wretman 1992, sections 4.3 and 5.8:
 *
 *   V = sum over strata h of (1 - n_h/N_h) n_h/(n_h - 1) sum over PSUs c of
 *         (z_hc - zbar_h)(z'_hc - zbar'_h)
 *     + in two-stage designs, sum over PSUs of (n_h/N_h) (1 - m/M) m/(m - 1)
 *         sum over SSUs of the like within the PSU.
 *
 * z_hc is the PSU's total of scores. A domain is a subset of the full design: n_h
 * and m count all units of the design, those without members of the domain having
 * z = 0. A stratum (PSU) where the domain has no answers at all adds nothing and is
 * not looked at, nor is one that was taken completely (1 - n/N < 1e-7).
 *
 * Where n_h = 1 the lonely_policy decides (design.h). `average` has
 * undefined strata contribute the mean of the defined ones: the sum over the defined
 * strata times the number of all in the domain over that of the defined; if none is
 * defined, neither is the variance. As in R (survey.adjust.domain.lonely = FALSE) a
 * stratum with several PSUs of which the domain has one is not lonely.
 *
 * Under calibration (calibrate.h) z is replaced by the residual w (u - r), r being the
 * sweep of u = z/w over the margins. Residuals exist outside the domain too, so that
 * every unit of the design is looked at.
 *
 * Two domains of one grouping are disjoint; in designs without PSUs, domains of two
 * groupings, or such that hold shares of the same respondents, overlap in a way the
 * tally does not keep: UNDEFINED_NOT_KEPT. But where one holds every respondent of the
 * other they meet in the respondents of the part, and variance_of_part gives the
 * covariance.
 */
#ifndef HAILONG_ANALYZER_VARIANCE_H
#define HAILONG_ANALYZER_VARIANCE_H

#include "design.h"
#include "scores.h"
#include "totals.h"

struct variance variance_between(const struct design *design, const struct scores *a,
				 const struct scores *b, enum lonely_policy policy);

/* The covariance of a domain with one that holds all of its respondents. */
struct variance variance_of_part(const struct design *design, const struct scores *part,
				 const struct scores *whole, enum lonely_policy policy);

#endif
