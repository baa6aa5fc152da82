/* What is read off a domain directly; see domain.h. */
#include "domain.h"

int tally_leaf_compare(const struct tally_leaf *a, const struct tally_leaf *b)
{
	if (a->place.stratum != b->place.stratum)
		return a->place.stratum < b->place.stratum ? -1 : 1;
	if (a->place.psu != b->place.psu)
		return a->place.psu < b->place.psu ? -1 : 1;
	if (a->leaf != b->leaf)
		return a->leaf < b->leaf ? -1 : 1;
	return (a->cell > b->cell) - (a->cell < b->cell);
}

uint64_t domain_answers(const struct domain *domain, const struct plan_item *item)
{
	uint64_t answers = 0;

	for (unsigned l = 0; l < item->nlevels; l++)
		answers += domain->n[item->first_cell + l];
	return answers;
}

double domain_answered_weight(const struct domain *domain, const struct plan_item *item)
{
	struct sum total = {0, 0};

	for (unsigned l = 0; l < item->nlevels; l++)
		sum_add(&total, domain->w[item->first_cell + l]);
	return sum_value(&total);
}

/* Leaves are sorted, so a new PSU or stratum shows as a change from the last one. */
double domain_df(const struct domain *domain, const struct design *design)
{
	const struct tally_leaf *last = NULL;
	uint64_t units = 0, strata = 0;

	for (size_t i = 0; i < domain->nleaves; i++) {
		const struct tally_leaf *leaf = domain->leaves[i];
		if (!leaf->nweighted)
			continue;
		strata += !last || last->place.stratum != leaf->place.stratum;
		if (!design_is_clustered(design))
			units += leaf->nweighted;
		else
			units += !last || last->place.psu != leaf->place.psu;
		last = leaf;
	}
	return (double)units - (double)strata;
}

double domain_kish_deff(const struct domain *domain)
{
	double n = (double)domain->nrows_weighted;

	return n > 0 ? n * domain->square / (domain->weight * domain->weight)
		     : (double)NAN;
}
