/* Puts estimate, variance and interval together; see estimate.h. */
#include "estimate.h"

#include <assert.h>
#include <math.h>

#include "calibrate.h"

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
static double spread(const struct scores *scores)
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
				 const struct scores *scores)
{
	double n = (double)scores->domain->nweighted[scores->base];
	double weight = domain_answered_weight(scores->domain, base_item(scores));
	double s2 = spread(scores) * n / (n - 1);

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

static struct interval share_interval(const struct scores *scores,
				      const struct result *result,
				      enum interval_method method)
{
	const struct domain *domain = scores->domain;
	double mean_weight = domain->weight / (double)domain->nrows;
	struct share share = {.estimate = result->estimate,
			      .se = result->se,
			      .df = result->df,
			      .n = (double)result->n,
			      .rows = (double)domain->nrows};

	share.mass = domain_answered_weight(domain, base_item(scores)) / mean_weight;
	share.dispersion = dispersion(scores, share.mass);
	return interval_of_share(method, &share, result->level);
}

/* Without weights the weighted total of the successes is their count. */
static double successes(const struct scores *scores)
{
	const struct plan_item *item = base_item(scores);

	return scores->estimate * (double)domain_answers(scores->domain, item);
}

/* Calibrated weights are weights. */
static bool is_srs(const struct design *design, const struct domain *domain)
{
	return design_is_srs(design) && !domain->calibration;
}

static void put_interval(const struct design *design, const struct scores *scores,
			 const struct estimate_options *options, struct result *result)
{
	bool counts = scores->single && is_srs(design, scores->domain) &&
		      interval_is_of_counts(options->method);
	struct interval interval;

	if (!statistic_is_share(result->estimand.statistic))
		interval = interval_of_mean(result->estimate, result->se, result->df,
					    result->level);
	else if (counts)
		interval = interval_of_counts(options->method, round(successes(scores)),
					      (double)result->n, result->level);
	else
		interval = share_interval(scores, result, options->method);
	result->low = interval.low;
	result->high = interval.high;
	result->method = interval.method;
	if (result->why == UNDEFINED_NOT && isnan(interval.low))
		result->why = UNDEFINED_NO_DF;
}

static void put_variance(const struct design *design, const struct scores *scores,
			 const struct estimate_options *options, struct result *result)
{
	struct variance variance =
		variance_between(design, scores, scores, options->lonely);
	double p = result->estimate;

	result->why = variance.why;
	result->stratum = variance.stratum;
	/* Differences of equal sums can leave -1e-20 where the variance is zero. */
	result->se = sqrt(fmax(variance.value, 0));
	if (isnan(variance.value)) {
		result->se = (double)NAN;
		return;
	}
	result->deff =
		positive_ratio(variance.value, reference_variance(design, scores));
	result->n_eff = statistic_is_share(result->estimand.statistic)
				? positive_ratio(p * (1 - p), variance.value)
				: positive_ratio(spread(scores), variance.value);
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
		put_variance(design, &scores, options, &result);
		put_interval(design, &scores, options, &result);
	}
	scores_release(&scores);
	return result;
}
