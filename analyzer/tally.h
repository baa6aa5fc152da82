/*
 * The one pass over the respondents. What is kept does not grow with their number
 * but with domains × leaves of the design (PSUs; strata where there are none): the
 * sufficient statistics of every estimator in estimate.h and of its variance.
 *
 * A *grouping* is one way to divide respondents (by unit; by unit and service; all
 * together); within it each respondent is in one domain, named by a string, or in
 * none. What is kept of a domain stands in domain.h.
 */
#ifndef HAILONG_ANALYZER_TALLY_H
#define HAILONG_ANALYZER_TALLY_H

#include "domain.h"

struct tally;

void tally_free(struct tally *tally); /* NULL is allowed */

/* Borrows plan and design, which outlive it; the tally calls design_add for each
 * respondent and design_finish. */
struct tally *tally_new(const struct plan *plan, struct design *design,
			size_t ngroupings)
	__attribute__((malloc(tally_free, 1), returns_nonnull));

/*
 * One respondent: `levels` has plan->nitems entries as in plan.h, `domains` one name
 * per grouping or NULL for none. On failure (an inconsistent design) the tally is
 * of no further use.
 */
MUST_CHECK bool tally_add(struct tally *tally, const struct design_row *row,
			  const int8_t *levels, const char *const *domains,
			  struct error *err);

/*
 * Calibrated weights (calibrate.h): named before the first respondent; the calibration
 * is borrowed and outlives the tally, which feeds and finishes it. Each respondent
 * then comes with one level per variable of the margins.
 */
void tally_calibrate(struct tally *tally, struct calibration *calibration);
MUST_CHECK bool tally_add_calibrated(struct tally *tally, const struct design_row *row,
				     const int8_t *levels, const char *const *domains,
				     const char *const *margins, struct error *err);

/*
 * The same with a list of domains, several of which may be of one grouping and hold a
 * share of the respondent only: such a part counts with his weight times its share
 * (domain.h), one of share 0 makes its domain unmeasured. That there will be shares
 * other than 1 is said before the first respondent, by tally_divide.
 */
struct tally_part {
	unsigned grouping;
	const char *domain;
	double share; /* 0 … 1 */
};

void tally_divide(struct tally *tally);
/* `margins` NULL: not calibrated. With it all shares are 0 or 1. */
MUST_CHECK bool tally_add_parts(struct tally *tally, const struct design_row *row,
				const int8_t *levels, const struct tally_part *parts,
				size_t nparts, const char *const *margins,
				struct error *err);

/* Closes design, calibration and domains. A raking that does not converge is no
 * failure: calibration_report tells. */
MUST_CHECK bool tally_finish(struct tally *tally, struct error *err);

const struct plan *tally_plan(const struct tally *tally);
const struct design *tally_design(const struct tally *tally);

/* Domains in the order they were met, all groupings together; NULL when unknown. */
size_t tally_ndomains(const struct tally *tally);
const struct domain *tally_domain(const struct tally *tally, size_t number);
const struct domain *tally_find(const struct tally *tally, unsigned grouping,
				const char *key);

#endif
