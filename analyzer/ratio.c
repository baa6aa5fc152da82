/* Totals from means, ratios from totals; see ratio.h. */
#include "ratio.h"

#include <math.h>

static size_t nfeatures(const struct scores *scores)
{
	return scores->plan->njoint * scores->plan->nfeatures;
}

/* Multiplies, then adds c × those of another (NULL: nothing). */
static void combine(struct scores *scores, double times, const struct scores *other,
		    double c)
{
	for (size_t i = 0; i < scores->plan->ncells; i++)
		scores->cells[i] =
			times * (scores->cells[i] + (other ? c * other->cells[i] : 0));
	for (size_t i = 0; i < nfeatures(scores); i++)
		scores->features[i] = times * (scores->features[i] +
					       (other ? c * other->features[i] : 0));
}

/* Adds c for every answer to the item. "answered" is the first feature. */
static void add_answered(struct scores *scores, const struct plan_item *item, double c)
{
	for (unsigned l = 0; l < item->nlevels; l++)
		scores->cells[item->first_cell + l] += c;
	if (item->joint != PLAN_NOT_JOINT)
		scores->features[(size_t)item->joint * scores->plan->nfeatures] += c;
}

/* The items whose answers the total runs over. */
static const unsigned *items_of(const struct scores *scores,
				const struct estimand *estimand, size_t *n)
{
	*n = 1;
	if (!estimand->is_factor || estimand->statistic == STATISTIC_ALL)
		return &scores->base;
	*n = scores->plan->factors[estimand->number].nall_items;
	return scores->plan->factors[estimand->number].all_items;
}

/* From the mean m over W to the total W m: u becomes W u + m. */
static void init_total(struct scores *scores, const struct plan *plan,
		       const struct domain *domain, const struct estimand *estimand)
{
	bool exists = !estimand->is_factor || estimand->statistic == STATISTIC_ALL ||
		      estimand->statistic == STATISTIC_POOLED;
	double weight = 0;
	size_t n;

	scores_init(scores, plan, domain, estimand);
	const unsigned *items = items_of(scores, estimand, &n);
	for (size_t i = 0; i < n; i++)
		weight += domain_answered_weight(domain, &plan->items[items[i]]);
	combine(scores, weight, NULL, 0);
	for (size_t i = 0; i < n; i++)
		add_answered(scores, &plan->items[items[i]], scores->estimate);
	scores->estimate = exists ? weight * scores->estimate : (double)NAN;
}

/* Cells of derived items are not looked at unless they stand alone. */
static bool can_divide(const struct scores *a, const struct scores *b)
{
	bool same = a->single && b->single && a->base == b->base;

	return same || (a->base < a->plan->nitems && b->base < b->plan->nitems) ||
	       (!a->single && !b->single);
}

static void divide(struct scores *a, const struct scores *b)
{
	bool same = a->single && b->single && a->base == b->base;
	double ratio = b->estimate != 0 ? a->estimate / b->estimate : (double)NAN;

	combine(a, 1 / b->estimate, b, -ratio);
	a->estimate = can_divide(a, b) ? ratio : (double)NAN;
	a->single = same;
	a->any = !same;
	a->joint = a->joint && b->joint;
	a->base = b->base;
}

static struct result result_of(const struct tally *tally, const struct scores *scores,
			       const struct estimand *estimand,
			       const struct estimate_options *options)
{
	const struct domain *domain = scores->domain;
	/* For n, missing, df: what `estimate` says of the base. */
	struct result result = estimate(tally, domain, estimand, options);

	result.estimate = scores->estimate;
	result.se = result.low = result.high = (double)NAN;
	result.deff = result.n_eff = (double)NAN;
	result.method = INTERVAL_T;
	result.basis = (struct interval_basis){.kind = BASIS_NONE};
	if (isnan(scores->estimate)) {
		if (result.why == UNDEFINED_NOT)
			result.why = UNDEFINED_STATISTIC;
		return result;
	}
	struct variance variance =
		variance_between(tally_design(tally), scores, scores, options->lonely);
	result.why = variance.why;
	result.stratum = variance.stratum;
	result.se =
		isnan(variance.value) ? variance.value : sqrt(fmax(variance.value, 0));
	result.basis = (struct interval_basis){
		.kind = BASIS_MEAN,
		.share = {result.estimate, result.se, result.df, (double)result.n}};
	struct interval interval = interval_of(&result.basis, options->level);
	result.low = interval.low;
	result.high = interval.high;
	if (result.why == UNDEFINED_NOT && isnan(result.low))
		result.why = UNDEFINED_NO_DF;
	return result;
}

struct result estimate_total(const struct tally *tally, const struct domain *domain,
			     const struct estimand *estimand,
			     const struct estimate_options *options)
{
	struct scores scores;

	init_total(&scores, tally_plan(tally), domain, estimand);
	struct result result = result_of(tally, &scores, estimand, options);
	scores_release(&scores);
	return result;
}

struct result estimate_ratio(const struct tally *tally, const struct domain *domain,
			     const struct estimand *numerator,
			     const struct estimand *denominator,
			     const struct estimate_options *options)
{
	struct scores a, b;

	init_total(&a, tally_plan(tally), domain, numerator);
	init_total(&b, tally_plan(tally), domain, denominator);
	divide(&a, &b);
	struct result result = result_of(tally, &a, denominator, options);
	scores_release(&a);
	scores_release(&b);
	return result;
}
