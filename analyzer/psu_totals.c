/* Cells by PSU; see psu_totals.h. */
#include "psu_totals.h"

#include <string.h>

#include "forms/alloc.h"

/* The leaves of one PSU, added up; how many there are. */
static size_t add_psu(struct psu_totals *totals, const struct domain *domain,
		      size_t first, struct sum *sums)
{
	const struct design_place *place = &domain->leaves[first]->place;
	size_t ncells = totals->plan->ncells, i = first;

	memset(sums, 0, ncells * sizeof(*sums));
	for (; i < domain->nleaves && domain->leaves[i]->place.psu == place->psu; i++)
		leaf_add_cells(domain->leaves[i], totals->plan, sums);
	for (size_t c = 0; c < ncells; c++)
		totals->cells[totals->n * ncells + c] = sum_value(&sums[c]);
	totals->places[totals->n++] = *place;
	return i - first;
}

enum undefined psu_totals_init(struct psu_totals *totals, const struct tally *tally,
			       const struct domain *domain,
			       const struct estimand *estimand)
{
	const struct plan *plan = tally_plan(tally);

	*totals = (struct psu_totals){
		.plan = plan, .shadow = *domain, .estimand = *estimand};
	if (!design_is_clustered(tally_design(tally)) || domain->calibration)
		return UNDEFINED_NOT_KEPT;
	totals->places = xcalloc(domain->nleaves + 1, sizeof(*totals->places));
	totals->cells = xcalloc(domain->nleaves + 1, plan->ncells * sizeof(double));
	struct sum *sums = xcalloc(plan->ncells + 1, sizeof(*sums));
	for (size_t i = 0; i < domain->nleaves;)
		i += add_psu(totals, domain, i, sums);
	free(sums);
	return UNDEFINED_NOT;
}

void psu_totals_release(struct psu_totals *totals)
{
	free(totals->places);
	free(totals->cells);
}

void psu_totals_sum(const struct psu_totals *totals, size_t first, size_t end, double c,
		    double *cells)
{
	size_t ncells = totals->plan->ncells;

	for (size_t i = first; i < end; i++) {
		const double *more = totals->cells + i * ncells;
		for (size_t cell = 0; cell < ncells; cell++)
			cells[cell] += c * more[cell];
	}
}

size_t psu_totals_run(const struct psu_totals *totals, size_t first)
{
	size_t i = first;

	while (i < totals->n &&
	       totals->places[i].stratum == totals->places[first].stratum)
		i++;
	return i - first;
}

double psu_totals_estimate(struct psu_totals *totals, double *cells)
{
	struct scores scores;

	totals->shadow.w = cells;
	scores_init(&scores, totals->plan, &totals->shadow, &totals->estimand);
	double estimate = scores.estimate;
	scores_release(&scores);
	return estimate;
}
