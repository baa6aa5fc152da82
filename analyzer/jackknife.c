/* The delete-one-PSU jackknife; see replicate.h. */
#include <math.h>
#include <string.h>

#include "forms/alloc.h"
#include "psu_totals.h"
#include "replicate.h"

/* Replicates with the same estimate; each weighs `scale` in the variance. */
struct replicate {
	double theta, times, scale;
};

struct jackknife {
	struct psu_totals totals;
	const struct design *design;
	enum lonely_policy policy;
	struct replicate *list;
	size_t n, room;
	double theta;	    /* of everybody */
	double *all, *work; /* totals of cells; scratch */
	double nunits;	    /* PSUs of strata that were not taken completely */
	struct variance result;
};

static void append(struct jackknife *jackknife, double theta, double times,
		   double scale)
{
	ARRAY_RESERVE(jackknife->list, jackknife->n, jackknife->room);
	jackknife->list[jackknife->n++] = (struct replicate){theta, times, scale};
}

/* Everybody + c × the PSUs [first, end) + d × one PSU of them. */
static double theta_of(struct jackknife *jackknife, size_t first, size_t end, double c,
		       size_t one, double d)
{
	memcpy(jackknife->work, jackknife->all,
	       jackknife->totals.plan->ncells * sizeof(double));
	psu_totals_sum(&jackknife->totals, first, end, c, jackknife->work);
	if (d != 0)
		psu_totals_sum(&jackknife->totals, one, one + 1, d, jackknife->work);
	return psu_totals_estimate(&jackknife->totals, jackknife->work);
}

/* The domain has PSUs [first, end) of the stratum's n. */
static void add_stratum(struct jackknife *jackknife, size_t first, size_t end, double n,
			double left)
{
	double scale = left * (n - 1) / n, listed = (double)(end - first);

	for (size_t i = first; i < end; i++)
		append(jackknife,
		       theta_of(jackknife, first, end, 1 / (n - 1), i, -n / (n - 1)), 1,
		       scale);
	if (listed < n)
		append(jackknife, theta_of(jackknife, first, end, 1 / (n - 1), 0, 0),
		       n - listed, scale);
}

static void add_lonely(struct jackknife *jackknife, size_t first, size_t end,
		       uint32_t stratum)
{
	double nstrata = design_nstrata(jackknife->design);

	if (jackknife->policy == LONELY_FAIL && first < end)
		jackknife->result = variance_undefined(UNDEFINED_LONELY_PSU, stratum);
	if (jackknife->policy != LONELY_ADJUST || nstrata < 2)
		return;
	/* The others stand in for the stratum: totals times H/(H-1). */
	memset(jackknife->work, 0, jackknife->totals.plan->ncells * sizeof(double));
	double more = nstrata / (nstrata - 1);
	psu_totals_sum(&jackknife->totals, 0, first, more, jackknife->work);
	psu_totals_sum(&jackknife->totals, end, jackknife->totals.n, more,
		       jackknife->work);
	append(jackknife, psu_totals_estimate(&jackknife->totals, jackknife->work), 1,
	       1 / more);
}

static void add_strata(struct jackknife *jackknife)
{
	const struct psu_totals *totals = &jackknife->totals;
	size_t first = 0;

	for (uint32_t h = 0; h < design_nstrata(jackknife->design); h++) {
		const struct design_unit *stratum =
			design_stratum(jackknife->design, h);
		double left = design_fraction_left(stratum);
		size_t end = first;
		if (first < totals->n && totals->places[first].stratum == h)
			end += psu_totals_run(totals, first);
		if (left >= 1e-7)
			jackknife->nunits += (double)stratum->nunits;
		if (left >= 1e-7 && stratum->nunits > 1)
			add_stratum(jackknife, first, end, (double)stratum->nunits,
				    left);
		else if (left >= 1e-7)
			add_lonely(jackknife, first, end, h);
		first = end;
	}
}

/* Variance about the mean of the replicates. */
static void add_up(struct jackknife *jackknife)
{
	double times = 0, mean = 0, value = 0;

	for (size_t i = 0; i < jackknife->n; i++) {
		times += jackknife->list[i].times;
		mean += jackknife->list[i].times * jackknife->list[i].theta;
	}
	mean /= times;
	for (size_t i = 0; i < jackknife->n; i++) {
		const struct replicate *r = &jackknife->list[i];
		value += r->times * r->scale * (r->theta - mean) * (r->theta - mean);
	}
	if (jackknife->policy == LONELY_AVERAGE)
		value *= jackknife->nunits / times;
	if (jackknife->result.why == UNDEFINED_NOT)
		jackknife->result =
			isnan(value) ? variance_undefined(UNDEFINED_NO_ANSWERS, 0)
				     : (struct variance){.value = value};
}

struct variance jackknife_variance(const struct tally *tally,
				   const struct domain *domain,
				   const struct estimand *estimand,
				   enum lonely_policy policy)
{
	struct jackknife jackknife = {.design = tally_design(tally), .policy = policy};
	enum undefined why =
		psu_totals_init(&jackknife.totals, tally, domain, estimand);

	if (why == UNDEFINED_NOT) {
		size_t ncells = tally_plan(tally)->ncells;
		jackknife.all = xcalloc(ncells + 1, sizeof(double));
		jackknife.work = xcalloc(ncells + 1, sizeof(double));
		psu_totals_sum(&jackknife.totals, 0, jackknife.totals.n, 1,
			       jackknife.all);
		add_strata(&jackknife);
		add_up(&jackknife);
	} else {
		jackknife.result = variance_undefined(why, 0);
	}
	free(jackknife.all);
	free(jackknife.work);
	free(jackknife.list);
	psu_totals_release(&jackknife.totals);
	return jackknife.result;
}
