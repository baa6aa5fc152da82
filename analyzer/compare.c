/* Differences of estimates; see compare.h. */
#include "compare.h"

#include <math.h>

#include "quantile.h"

#include "forms/alloc.h"

static struct comparison begin(const struct result *base, const struct result *other)
{
	return (struct comparison){.base_estimate = base->estimate,
				   .estimate = other->estimate,
				   .difference = other->estimate - base->estimate,
				   .se = (double)NAN,
				   .df = (double)NAN,
				   .t = (double)NAN,
				   .p = (double)NAN,
				   .low = (double)NAN,
				   .high = (double)NAN,
				   .level = base->level,
				   .method = INTERVAL_T};
}

static bool is_undefined(const struct result *result)
{
	return isnan(result->estimate) || isnan(result->se);
}

/* Takes over why a side is undefined. */
static bool both_defined(const struct result *base, const struct result *other,
			 struct comparison *comparison)
{
	const struct result *sides[] = {base, other};

	for (int i = 0; i < 2; i++) {
		if (!is_undefined(sides[i]))
			continue;
		comparison->why = sides[i]->why;
		comparison->stratum = sides[i]->stratum;
		return false;
	}
	return true;
}

static void put_test(struct comparison *comparison)
{
	if (comparison->se > 0)
		comparison->t = comparison->difference / comparison->se;
	else if (comparison->difference == 0)
		comparison->t = 0;
	if (!(comparison->df > 0))
		comparison->why = UNDEFINED_NO_DF;
	else if (isnan(comparison->t))
		comparison->why = UNDEFINED_NO_SPREAD;
	else
		comparison->p = 2 * t_cdf(-fabs(comparison->t), comparison->df);
}

static void put_interval(struct comparison *comparison)
{
	struct interval interval =
		interval_of_mean(comparison->difference, comparison->se, comparison->df,
				 comparison->level);

	comparison->low = interval.low;
	comparison->high = interval.high;
}

static void put_newcombe(const struct result *base, const struct result *other,
			 struct comparison *comparison)
{
	double d = comparison->difference;

	comparison->low =
		d - hypot(other->estimate - other->low, base->high - base->estimate);
	comparison->high =
		d + hypot(other->high - other->estimate, base->estimate - base->low);
	comparison->method = INTERVAL_WILSON;
}

static bool has_scores(const struct result *result)
{
	return result->method == INTERVAL_WILSON && !isnan(result->low);
}

static void finish(const struct result *base, const struct result *other,
		   bool independent, struct comparison *comparison)
{
	put_test(comparison);
	if (independent && has_scores(base) && has_scores(other))
		put_newcombe(base, other, comparison);
	else
		put_interval(comparison);
}

struct comparison compare_rounds(const struct result *base, const struct result *other)
{
	struct comparison comparison = begin(base, other);

	if (!both_defined(base, other, &comparison))
		return comparison;
	comparison.se = hypot(base->se, other->se);
	comparison.df = base->df + other->df;
	finish(base, other, true, &comparison);
	return comparison;
}

/* Counts the units of leaves that come in order, like domain_df. */
struct units {
	const struct tally_leaf *last;
	double units, strata;
};

static void count_leaf(struct units *count, const struct tally_leaf *leaf,
		       bool clustered)
{
	const struct tally_leaf *last = count->last;

	if (!leaf->nweighted)
		return;
	count->strata += !last || last->place.stratum != leaf->place.stratum;
	if (clustered)
		count->units += !last || last->place.psu != leaf->place.psu;
	else
		count->units += (double)leaf->nweighted;
	count->last = leaf;
}

double compare_df(const struct domain *a, const struct domain *b,
		  const struct design *design)
{
	bool clustered = design_is_clustered(design);
	struct units count = {0};
	size_t i = 0, j = 0;

	if (a == b)
		return domain_df(a, design);
	while (i < a->nleaves || j < b->nleaves) {
		bool left = j == b->nleaves ||
			    (i < a->nleaves &&
			     tally_leaf_compare(a->leaves[i], b->leaves[j]) <= 0);
		count_leaf(&count, left ? a->leaves[i++] : b->leaves[j++], clustered);
	}
	return count.units - count.strata;
}

static struct variance covariance_of(const struct tally *tally,
				     const struct comparand *base,
				     const struct comparand *other,
				     enum lonely_policy policy)
{
	const struct plan *plan = tally_plan(tally);
	struct scores a, b;

	scores_init(&a, plan, base->domain, &base->estimand);
	scores_init(&b, plan, other->domain, &other->estimand);
	struct variance variance =
		variance_between(tally_design(tally), &a, &b, policy);
	scores_release(&a);
	scores_release(&b);
	return variance;
}

/* Var(b - a); what rounding leaves of equal sums is nothing. */
static double variance_of_difference(double va, double vb, double covariance)
{
	double v = va + vb - 2 * covariance;

	return v > 1e-14 * (va + vb) ? v : 0;
}

static bool put_se(const struct result *a, const struct result *b,
		   const struct variance *covariance, struct comparison *comparison)
{
	comparison->why = covariance->why;
	comparison->stratum = covariance->stratum;
	if (covariance->why != UNDEFINED_NOT)
		return false;
	comparison->se = sqrt(variance_of_difference(a->se * a->se, b->se * b->se,
						     covariance->value));
	return true;
}

struct comparison compare_within(const struct tally *tally,
				 const struct comparand *base,
				 const struct comparand *other,
				 const struct estimate_options *options)
{
	const struct design *design = tally_design(tally);
	struct estimate_options taylor = *options;
	taylor.variance = VARIANCE_TAYLOR; /* as the covariance is */
	struct result a = estimate(tally, base->domain, &base->estimand, &taylor);
	struct result b = estimate(tally, other->domain, &other->estimand, &taylor);
	struct comparison comparison = begin(&a, &b);

	if (!both_defined(&a, &b, &comparison))
		return comparison;
	struct variance covariance = covariance_of(tally, base, other, options->lonely);
	if (!put_se(&a, &b, &covariance, &comparison))
		return comparison;
	comparison.df = compare_df(base->domain, other->domain, design);
	bool apart = base->domain != other->domain &&
		     base->domain->grouping == other->domain->grouping;
	finish(&a, &b, apart && design_is_srs(design), &comparison);
	return comparison;
}

/* --- parts of a whole --------------------------------------------------------------- */

struct whole {
	const struct tally *tally;
	const struct result *result;
	struct scores scores;
	double df;
};

static void whole_init(struct whole *whole, const struct tally *tally,
		       const struct result *result)
{
	*whole = (struct whole){.tally = tally, .result = result};
	scores_init(&whole->scores, tally_plan(tally), result->domain,
		    &result->estimand);
	whole->df = domain_df(result->domain, tally_design(tally));
}

struct whole *whole_new(const struct tally *tally, const struct result *result)
{
	struct whole *whole = xcalloc(1, sizeof(*whole));

	whole_init(whole, tally, result);
	scores_keep(&whole->scores);
	return whole;
}

void whole_free(struct whole *whole)
{
	if (whole)
		scores_release(&whole->scores);
	free(whole);
}

struct comparison whole_compare(const struct whole *whole, const struct result *part,
				enum lonely_policy policy)
{
	struct comparison comparison = begin(whole->result, part);
	struct scores scores;

	if (!both_defined(whole->result, part, &comparison))
		return comparison;
	scores_init(&scores, tally_plan(whole->tally), part->domain, &part->estimand);
	struct variance covariance = variance_of_part(tally_design(whole->tally),
						      &scores, &whole->scores, policy);
	scores_release(&scores);
	if (!put_se(whole->result, part, &covariance, &comparison))
		return comparison;
	comparison.df = whole->df;
	finish(whole->result, part, false, &comparison);
	return comparison;
}

void comparison_allow_for(const struct result *part, struct comparison *comparison)
{
	if (part->se != 0 || !(fabs(comparison->difference) > 0))
		return;
	comparison->se = hypot(comparison->se,
			       interval_error(part->estimate, part->se, part->low,
					      part->high, part->level));
	put_test(comparison);
	put_interval(comparison);
}

struct comparison compare_part(const struct tally *tally, const struct result *whole,
			       const struct result *part, enum lonely_policy policy)
{
	struct whole once;

	whole_init(&once, tally, whole);
	struct comparison comparison = whole_compare(&once, part, policy);
	scores_release(&once.scores);
	return comparison;
}
