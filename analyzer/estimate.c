/* Puts estimate, variance and interval together; see estimate.h. */
#include "estimate.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "calibrate.h"
#include "forms/alloc.h"
#include "replicate.h"

static const char *const variance_methods[] = {
	[VARIANCE_TAYLOR] = "taylor",
	[VARIANCE_JACKKNIFE] = "jackknife",
	[VARIANCE_BOOTSTRAP] = "bootstrap",
};
_Static_assert(ARRAY_SIZE(variance_methods) == VARIANCE_METHOD_COUNT,
	       "a name for each method of variance");

const char *variance_method_name(enum variance_method method)
{
	assert(method < VARIANCE_METHOD_COUNT);
	return variance_methods[method];
}

bool variance_method_from_name(const char *name, enum variance_method *method)
{
	for (int i = 0; i < VARIANCE_METHOD_COUNT; i++) {
		if (strcmp(variance_methods[i], name) != 0)
			continue;
		*method = (enum variance_method)i;
		return true;
	}
	return false;
}

static const struct plan_item *base_item(const struct scores *scores)
{
	return &scores->plan->items[scores->base];
}

struct estimate_options estimate_defaults(const struct design *design)
{
	return (struct estimate_options){
		.method = design_is_srs(design) ? INTERVAL_WILSON : INTERVAL_LOGIT,
		.level = 0.95,
		.lonely = LONELY_FAIL};
}

/*
 * Sum w (x - m)² / W from the scores u = (x - m)/W, that is W sum w u². For shares of
 * items it is p(1-p).
 */
static double spread_of(const struct scores *scores)
{
	if (!scores_have_products(scores, scores))
		return NAN;
	return domain_answered_weight(scores->domain, base_item(scores)) *
	       scores_product(scores, scores);
}

/* Whether weights expand to a population, calibrated ones to that of the margins. */
static bool expands(const struct design *design, const struct domain *domain)
{
	if (!domain->calibration)
		return design_expands(design);
	return calibration_total(domain->calibration) >
	       (double)design_nrows(design) * (1 + 1e-9);
}

/* Variance of the same estimate from a simple random sample. */
static double reference_variance(const struct design *design,
				 const struct scores *scores, double spread)
{
	double n = (double)scores->domain->nweighted[scores->base];
	double weight = domain_answered_weight(scores->domain, base_item(scores));
	double s2 = spread * n / (n - 1);

	if (expands(design, scores->domain) && weight > n)
		return s2 * (weight - n) / (weight * n);
	return s2 / n;
}

static double positive_ratio(double above, double below)
{
	return below > 0 && above > 0 ? above / below : (double)NAN;
}

/* R's mean Pearson residual with weights relative to their mean: interval_profile.h. */
static double dispersion(const struct scores *scores, double mass)
{
	double n = (double)scores->domain->nweighted[scores->base];

	return n / (n - 1) * mass /
	       (double)domain_answers(scores->domain, base_item(scores));
}

/* R leaves the respondents outside of the domain in a calibrated design, weighing
 * nothing, and counts them as rows. */
static double rows_of(const struct design *design, const struct domain *domain)
{
	return (double)(domain->calibration ? design_nrows(design) : domain->nrows);
}

static struct share share_of(const struct design *design, const struct scores *scores,
			     const struct result *result)
{
	const struct domain *domain = scores->domain;
	struct share share = {.estimate = result->estimate,
			      .se = result->se,
			      .df = result->df,
			      .n = (double)result->n,
			      .rows = rows_of(design, domain)};

	share.mass = domain_answered_weight(domain, base_item(scores)) /
		     (domain->weight / (double)domain->nrows);
	share.dispersion = dispersion(scores, share.mass);
	return share;
}

/* Without weights the weighted total of the successes is their count. */
static double successes(const struct scores *scores)
{
	const struct plan_item *item = base_item(scores);

	return scores->estimate * (double)domain_answers(scores->domain, item);
}

/* Calibrated weights are weights, as are shares of respondents. */
static bool is_srs(const struct design *design, const struct domain *domain)
{
	return design_is_srs(design) && !domain->calibration && !domain->divided;
}

static void put_interval(const struct design *design, const struct scores *scores,
			 const struct estimate_options *options, struct result *result)
{
	bool counts = scores->single && is_srs(design, scores->domain) &&
		      interval_is_of_counts(options->method);
	struct interval_basis *basis = &result->basis;

	*basis = (struct interval_basis){.kind = counts ? BASIS_COUNTS : BASIS_SHARE,
					 .method = options->method,
					 .share = share_of(design, scores, result)};
	if (!statistic_is_share(result->estimand.statistic))
		basis->kind = BASIS_MEAN;
	else if (counts)
		basis->k = round(successes(scores));
	struct interval interval = interval_of(basis, result->level);
	result->low = interval.low;
	result->high = interval.high;
	result->method = interval.method;
	if (result->why == UNDEFINED_NOT && isnan(interval.low))
		result->why = UNDEFINED_NO_DF;
}

static struct variance variance_of(const struct tally *tally, struct scores *scores,
				   const struct estimate_options *options,
				   const struct estimand *estimand)
{
	const struct design *design = tally_design(tally);

	if (options->variance == VARIANCE_JACKKNIFE)
		return jackknife_variance(tally, scores->domain, estimand,
					  options->lonely);
	if (options->variance == VARIANCE_BOOTSTRAP)
		return bootstrap_variance(options->bootstrap, tally, scores->domain,
					  estimand, options->lonely);
	scores_keep(scores);
	return variance_between(design, scores, scores, options->lonely);
}

static void put_variance(const struct tally *tally, struct scores *scores,
			 const struct estimate_options *options, struct result *result)
{
	const struct design *design = tally_design(tally);
	struct variance variance =
		variance_of(tally, scores, options, &result->estimand);
	double p = result->estimate, spread = spread_of(scores);
	double reference = reference_variance(design, scores, spread);

	result->why = variance.why;
	result->stratum = variance.stratum;
	if (isnan(variance.value)) {
		result->se = (double)NAN;
		return;
	}
	/* What rounding leaves where there is no variance is none. */
	if (variance.value < 1e-18 * reference)
		variance.value = 0;
	result->se = sqrt(fmax(variance.value, 0));
	result->deff = positive_ratio(variance.value, reference);
	result->n_eff = statistic_is_share(result->estimand.statistic)
				? positive_ratio(p * (1 - p), variance.value)
				: positive_ratio(spread, variance.value);
}

static void put_counts(const struct scores *scores, struct result *result)
{
	const struct plan_item *item = base_item(scores);
	const struct domain *domain = scores->domain;

	result->n = domain_answers(domain, item);
	result->missing = domain->missing[scores->base];
	result->na = domain->na[scores->base];
	if (result->estimand.is_factor)
		return;
	result->counts = domain->n + item->first_cell;
	result->nlevels = item->nlevels;
}

static struct result blank(const struct domain *domain, const struct estimand *estimand,
			   const struct estimate_options *options)
{
	return (struct result){.domain = domain,
			       .estimand = *estimand,
			       .level = options->level,
			       .method = options->method,
			       .estimate = (double)NAN,
			       .low = (double)NAN,
			       .high = (double)NAN,
			       .se = (double)NAN,
			       .deff = (double)NAN,
			       .n_eff = (double)NAN};
}

struct result estimate(const struct tally *tally, const struct domain *domain,
		       const struct estimand *estimand,
		       const struct estimate_options *options)
{
	const struct design *design = tally_design(tally);
	struct result result = blank(domain, estimand, options);
	struct scores scores;

	scores_init(&scores, tally_plan(tally), domain, estimand);
	result.estimate = scores.estimate;
	result.df = domain_df(domain, design);
	result.items_used = scores_items_used(scores.plan, domain, estimand);
	put_counts(&scores, &result);
	if (isnan(scores.estimate)) {
		result.why =
			result.items_used ? UNDEFINED_STATISTIC : UNDEFINED_NO_ANSWERS;
	} else {
		put_variance(tally, &scores, options, &result);
		put_interval(design, &scores, options, &result);
	}
	scores_release(&scores);
	return result;
}
