/* The Rao-Wu rescaling bootstrap; see replicate.h. */
#include <assert.h>
#include <math.h>
#include <string.h>

#include "forms/alloc.h"
#include "prng.h"
#include "psu_totals.h"
#include "replicate.h"

struct bootstrap {
	const struct design *design;
	size_t nreplicates, npsus;
	uint16_t *drawn; /* nreplicates × npsus: how often */
};

/* PSUs by stratum: those of stratum h are psus[starts[h]] … psus[starts[h+1]-1]. */
struct by_stratum {
	uint32_t *psus;
	size_t *starts;
};

static struct by_stratum sort_psus(const struct design *design)
{
	size_t nstrata = design_nstrata(design), npsus = design_npsus(design);
	struct by_stratum sorted = {xcalloc(npsus + 1, sizeof(uint32_t)),
				    xcalloc(nstrata + 2, sizeof(size_t))};
	size_t *next = xcalloc(nstrata + 1, sizeof(*next));

	for (uint32_t h = 0; h < nstrata; h++)
		sorted.starts[h + 1] =
			sorted.starts[h] + design_stratum(design, h)->nunits;
	memcpy(next, sorted.starts, nstrata * sizeof(*next));
	for (uint32_t c = 0; c < npsus; c++)
		sorted.psus[next[design_psu(design, c)->parent]++] = c;
	free(next);
	return sorted;
}

static void draw(const struct by_stratum *sorted, size_t nstrata, struct prng *prng,
		 uint16_t *drawn)
{
	for (size_t h = 0; h < nstrata; h++) {
		const uint32_t *psus = sorted->psus + sorted->starts[h];
		size_t n = sorted->starts[h + 1] - sorted->starts[h];
		for (size_t i = 1; i < n; i++)
			drawn[psus[prng_below(prng, n)]]++;
	}
}

struct bootstrap *bootstrap_new(const struct design *design, size_t nreplicates,
				uint64_t seed)
{
	struct bootstrap *bootstrap = xcalloc(1, sizeof(*bootstrap));

	bootstrap->design = design;
	bootstrap->npsus = design_npsus(design);
	bootstrap->nreplicates = nreplicates;
	if (!design_is_clustered(design))
		return bootstrap;
	bootstrap->drawn =
		xcalloc(nreplicates + 1, bootstrap->npsus * sizeof(uint16_t));
	struct by_stratum sorted = sort_psus(design);
	for (size_t b = 0; b < nreplicates; b++) {
		struct prng prng = prng_start(seed, b);
		draw(&sorted, design_nstrata(design), &prng,
		     bootstrap->drawn + b * bootstrap->npsus);
	}
	free(sorted.psus);
	free(sorted.starts);
	return bootstrap;
}

void bootstrap_free(struct bootstrap *bootstrap)
{
	if (!bootstrap)
		return;
	free(bootstrap->drawn);
	free(bootstrap);
}

static double factor_of(const struct bootstrap *bootstrap, size_t replicate,
			const struct design_place *place)
{
	const struct design_unit *stratum =
		design_stratum(bootstrap->design, place->stratum);
	double n = (double)stratum->nunits, left = design_fraction_left(stratum);
	double times = bootstrap->drawn[replicate * bootstrap->npsus + place->psu];
	double lambda = sqrt(fmax(left, 0));

	if (n < 2 || left < 1e-7)
		return 1;
	return 1 - lambda + lambda * n / (n - 1) * times;
}

static double theta_of(const struct bootstrap *bootstrap, struct psu_totals *totals,
		       size_t replicate, double *cells)
{
	memset(cells, 0, totals->plan->ncells * sizeof(*cells));
	for (size_t i = 0; i < totals->n; i++)
		psu_totals_sum(totals, i, i + 1,
			       factor_of(bootstrap, replicate, &totals->places[i]),
			       cells);
	return psu_totals_estimate(totals, cells);
}

/* Variance of the defined replicates, by the method of provisional means. */
static struct variance spread(const struct bootstrap *bootstrap,
			      struct psu_totals *totals)
{
	double *cells = xcalloc(totals->plan->ncells + 1, sizeof(*cells));
	double n = 0, mean = 0, squares = 0;

	for (size_t b = 0; b < bootstrap->nreplicates; b++) {
		double theta = theta_of(bootstrap, totals, b, cells);
		if (isnan(theta))
			continue;
		double off = theta - mean;
		mean += off / ++n;
		squares += off * (theta - mean);
	}
	free(cells);
	return n < 2 ? variance_undefined(UNDEFINED_NO_ANSWERS, 0)
		     : (struct variance){.value = squares / (n - 1)};
}

static enum undefined find_lonely(const struct bootstrap *bootstrap,
				  const struct psu_totals *totals, uint32_t *stratum)
{
	for (size_t i = 0; i < totals->n; i++) {
		*stratum = totals->places[i].stratum;
		const struct design_unit *unit =
			design_stratum(bootstrap->design, *stratum);
		if (unit->nunits < 2 && design_fraction_left(unit) >= 1e-7)
			return UNDEFINED_LONELY_PSU;
	}
	*stratum = 0;
	return UNDEFINED_NOT;
}

struct variance bootstrap_variance(const struct bootstrap *bootstrap,
				   const struct tally *tally,
				   const struct domain *domain,
				   const struct estimand *estimand,
				   enum lonely_policy policy)
{
	struct psu_totals totals;
	uint32_t stratum = 0;
	enum undefined why = psu_totals_init(&totals, tally, domain, estimand);
	struct variance variance;

	assert(tally_design(tally) == bootstrap->design);
	if (why == UNDEFINED_NOT && policy == LONELY_FAIL)
		why = find_lonely(bootstrap, &totals, &stratum);
	if (why == UNDEFINED_NOT)
		variance = spread(bootstrap, &totals);
	else
		variance = variance_undefined(why, stratum);
	psu_totals_release(&totals);
	return variance;
}
