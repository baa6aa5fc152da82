/*
 * A domain's weighted totals of cells by PSU, and estimates from reweighted ones:
 * what jackknife and bootstrap share.
 */
#ifndef HAILONG_ANALYZER_PSU_TOTALS_H
#define HAILONG_ANALYZER_PSU_TOTALS_H

#include "estimate.h"

struct psu_totals {
	const struct plan *plan;
	struct domain shadow; /* the domain with other totals */
	struct estimand estimand;
	struct design_place *places; /* of the domain's PSUs, by stratum */
	double *cells;		     /* n × plan->ncells */
	size_t n;
};

/* Why it cannot be done, or UNDEFINED_NOT; released either way. */
enum undefined psu_totals_init(struct psu_totals *totals, const struct tally *tally,
			       const struct domain *domain,
			       const struct estimand *estimand);
void psu_totals_release(struct psu_totals *totals);

/* Adds c × the totals of PSUs [first, end) to `cells`. */
void psu_totals_sum(const struct psu_totals *totals, size_t first, size_t end, double c,
		    double *cells);

/* How many PSUs from `first` on are in its stratum. */
size_t psu_totals_run(const struct psu_totals *totals, size_t first);

/* The estimate from these totals of cells. */
double psu_totals_estimate(struct psu_totals *totals, double *cells);

#endif
