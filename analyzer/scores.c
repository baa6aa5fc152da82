/* Estimates as linear forms over the tally's cells; see scores.h. */
#include "scores.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "forms/alloc.h"

/* The value a statistic gives a level is offset + slope × feature. */
struct line {
	double offset, slope;
};

static struct line line_of(const struct plan_item *item, enum statistic statistic)
{
	double min = item->values[0], max = item->values[item->nlevels - 1];
	struct line line = {0, 1};

	if (statistic == STATISTIC_MEAN5)
		line = (struct line){0, max > 0 ? 1 / max : (double)NAN};
	else if (statistic == STATISTIC_MEAN100)
		line = (struct line){-min / (max - min), 1 / (max - min)};
	return line;
}

static double level_value(const struct plan_item *item, const struct estimand *estimand,
			  unsigned level)
{
	enum feature feature = statistic_feature(estimand->statistic);

	if (estimand->statistic == STATISTIC_LEVEL)
		return level == estimand->level;
	if (feature == FEATURE_COUNT)
		return NAN;
	struct line line = line_of(item, estimand->statistic);
	return line.offset + line.slope * plan_feature(item, feature, level);
}

/* Where the plan keeps a feature of a joint item; NULL if it does not. */
static double *feature_of(struct scores *scores, const struct plan_item *item,
			  enum feature feature)
{
	const struct plan *plan = scores->plan;
	size_t at = 0;

	if (item->joint == PLAN_NOT_JOINT || feature == FEATURE_COUNT ||
	    !plan->features[feature])
		return NULL;
	for (int f = 0; f < (int)feature; f++)
		at += plan->features[f];
	return scores->features + (size_t)item->joint * plan->nfeatures + at;
}

/* Adds c (x_l - middle) for each level of the item to the gradient. */
static void add_gradient(struct scores *scores, const struct plan_item *item,
			 const struct estimand *estimand, double middle, double c)
{
	enum feature feature = statistic_feature(estimand->statistic);
	double *value = feature_of(scores, item, feature);
	double *answered = feature_of(scores, item, FEATURE_ANSWERED);

	for (unsigned l = 1; l <= item->nlevels; l++)
		scores->cells[item->first_cell + l - 1] +=
			c * (level_value(item, estimand, l) - middle);
	if (!value || !answered) {
		scores->joint = false;
		return;
	}
	struct line line = line_of(item, estimand->statistic);
	*answered += c * (line.offset - middle);
	*value += c * line.slope;
}

/* Sum of w x over the answers to an item. */
static double item_total(const struct domain *domain, const struct plan_item *item,
			 const struct estimand *estimand)
{
	struct sum total = {0, 0};

	for (unsigned l = 1; l <= item->nlevels; l++)
		sum_add(&total, domain->w[item->first_cell + l - 1] *
					level_value(item, estimand, l));
	return sum_value(&total);
}

/* Adds share × the item's mean to the estimate. */
static void add_item(struct scores *scores, unsigned number,
		     const struct estimand *estimand, double share)
{
	const struct plan_item *item = &scores->plan->items[number];
	double weight = domain_answered_weight(scores->domain, item);
	double mean = item_total(scores->domain, item, estimand) / weight;

	scores->estimate += share * mean;
	add_gradient(scores, item, estimand, mean, share / weight);
}

static bool has_answers(const struct scores *scores, unsigned item)
{
	const struct plan_item *row = &scores->plan->items[item];

	return domain_answered_weight(scores->domain, row) > 0;
}

/* A factor of factors: members without answers give their share to the others. */
static void add_factor(struct scores *scores, unsigned number,
		       const struct estimand *estimand, double share)
{
	const struct plan_factor *factor = &scores->plan->factors[number];
	size_t members = 0;

	for (size_t i = 0; i < factor->nitems; i++)
		members += has_answers(scores, factor->items[i]);
	for (size_t i = 0; i < factor->nfactors; i++)
		members += has_answers(
			scores, scores->plan->factors[factor->factors[i]].derived);
	if (!members)
		return;
	share /= (double)members;
	for (size_t i = 0; i < factor->nitems; i++) {
		if (has_answers(scores, factor->items[i]))
			add_item(scores, factor->items[i], estimand, share);
	}
	for (size_t i = 0; i < factor->nfactors; i++) {
		unsigned sub = factor->factors[i];
		if (has_answers(scores, scores->plan->factors[sub].derived))
			add_factor(scores, sub, estimand, share);
	}
}

static void add_pooled(struct scores *scores, const struct plan_factor *factor,
		       const struct estimand *estimand)
{
	double answers = 0, satisfied = 0;

	for (size_t i = 0; i < factor->nall_items; i++) {
		const struct plan_item *item =
			&scores->plan->items[factor->all_items[i]];
		answers += domain_answered_weight(scores->domain, item);
		satisfied += item_total(scores->domain, item, estimand);
	}
	scores->estimate = satisfied / answers;
	for (size_t i = 0; i < factor->nall_items; i++)
		add_gradient(scores, &scores->plan->items[factor->all_items[i]],
			     estimand, scores->estimate, 1 / answers);
}

static bool exists(const struct plan *plan, const struct estimand *estimand)
{
	bool of_factors = estimand->statistic == STATISTIC_ALL ||
			  estimand->statistic == STATISTIC_POOLED;

	if (estimand->is_factor)
		return estimand->statistic != STATISTIC_LEVEL;
	return !of_factors &&
	       (estimand->statistic != STATISTIC_LEVEL ||
		(estimand->level >= 1 &&
		 estimand->level <= plan->items[estimand->number].nlevels));
}

static void fill(struct scores *scores, const struct estimand *estimand)
{
	static const struct estimand of_derived = {.statistic = STATISTIC_T2B};
	const struct plan *plan = scores->plan;

	if (estimand->is_factor && estimand->statistic == STATISTIC_ALL)
		add_item(scores, scores->base, &of_derived, 1);
	else if (estimand->is_factor && estimand->statistic == STATISTIC_POOLED)
		add_pooled(scores, &plan->factors[estimand->number], estimand);
	else if (estimand->is_factor)
		add_factor(scores, estimand->number, estimand, 1);
	else
		add_item(scores, estimand->number, estimand, 1);
}

/* A mean of ones may miss 1 by a rounding, and intervals treat the ends apart. */
static double snap_share(double share)
{
	if (fabs(share) < 1e-14)
		return 0;
	return fabs(share - 1) < 1e-14 ? 1 : share;
}

void scores_init(struct scores *scores, const struct plan *plan,
		 const struct domain *domain, const struct estimand *estimand)
{
	bool whole = estimand->is_factor && estimand->statistic != STATISTIC_ALL;

	assert(estimand->number <
	       (estimand->is_factor ? plan->nfactors : plan->nitems));
	*scores = (struct scores){.plan = plan, .domain = domain, .single = !whole};
	scores->base = estimand->is_factor ? plan->factors[estimand->number].derived
					   : estimand->number;
	scores->cells = xcalloc(plan->ncells, sizeof(*scores->cells));
	scores->features = xcalloc(plan->njoint * plan->nfeatures, sizeof(double));
	scores->joint = plan->njoint > 0;
	if (exists(plan, estimand) && has_answers(scores, scores->base))
		fill(scores, estimand);
	else
		scores->estimate = (double)NAN;
	if (!isfinite(scores->estimate))
		scores->estimate = (double)NAN;
	else if (statistic_is_share(estimand->statistic))
		scores->estimate = snap_share(scores->estimate);
}

void scores_release(struct scores *scores)
{
	free(scores->cells);
	free(scores->features);
	free(scores->kept);
	*scores = (struct scores){0};
}

size_t scores_items_used(const struct plan *plan, const struct domain *domain,
			 const struct estimand *estimand)
{
	const struct scores scores = {.plan = plan, .domain = domain};
	size_t used = 0;

	if (!estimand->is_factor)
		return has_answers(&scores, estimand->number);
	const struct plan_factor *factor = &plan->factors[estimand->number];
	for (size_t i = 0; i < factor->nall_items; i++)
		used += has_answers(&scores, factor->all_items[i]);
	return used;
}

static bool same_item(const struct scores *a, const struct scores *b)
{
	return a->single && b->single && a->base == b->base;
}

bool scores_have_products(const struct scores *a, const struct scores *b)
{
	return same_item(a, b) || (a->joint && b->joint);
}

/* a' M b for a packed upper triangle M of a symmetric matrix. */
static double bilinear(const double *matrix, const double *a, const double *b, size_t n)
{
	struct sum total = {0, 0};

	for (size_t i = 0; i < n; matrix += n - i, i++) {
		if (a[i] == 0 && b[i] == 0)
			continue;
		sum_add(&total, matrix[0] * a[i] * b[i]);
		for (size_t j = i + 1; j < n; j++)
			sum_add(&total, matrix[j - i] * (a[i] * b[j] + a[j] * b[i]));
	}
	return sum_value(&total);
}

static size_t nvectors(const struct scores *scores)
{
	return scores->plan->njoint * scores->plan->nfeatures;
}

static struct leaf_form form_of(const struct scores *scores)
{
	if (scores->single)
		return (struct leaf_form){scores->cells, scores->base,
					  scores->base + 1};
	return (struct leaf_form){scores->cells, 0, scores->plan->nitems};
}

/* What the joints hold and what leaves of few rows hold make the whole. */
static double domain_product(const struct scores *a, const struct scores *b)
{
	const struct leaf_form left = form_of(a), right = form_of(b);
	const struct domain *domain = a->domain;
	struct sum total = {0, 0};

	for (size_t i = 0; i < domain->njoints; i++) {
		const struct tally_joint *joint = &domain->joints[i];
		sum_add(&total, joint->scale * bilinear(joint->w, a->features,
							b->features, nvectors(a)));
	}
	for (size_t i = 0; i < domain->nleaves; i++)
		sum_add(&total, domain->leaves[i]->scale *
					leaf_product(domain->leaves[i], a->plan, &left,
						     &right, LEAF_WEIGHT));
	return sum_value(&total);
}

double scores_product(const struct scores *a, const struct scores *b)
{
	const struct plan_item *item = &a->plan->items[a->base];
	const struct domain *domain = a->domain;
	struct sum total = {0, 0};

	assert(a->domain == b->domain && scores_have_products(a, b));
	if (!same_item(a, b))
		return domain_product(a, b);
	for (size_t c = item->first_cell; c < item->first_cell + item->nlevels; c++)
		sum_add(&total, domain->w[c] * a->cells[c] * b->cells[c]);
	return sum_value(&total);
}

double scores_leaf_sum(const struct scores *scores, const struct tally_leaf *leaf,
		       enum leaf_power power)
{
	const struct leaf_form form = form_of(scores);

	return leaf_total(leaf, scores->plan, &form, power);
}

double scores_leaf_total(const struct scores *scores, const struct tally_leaf *leaf)
{
	return leaf->scale * scores_leaf_sum(scores, leaf, LEAF_WEIGHT);
}

double scores_leaf_product(const struct scores *a, const struct scores *b,
			   const struct tally_leaf *leaf)
{
	const struct leaf_form left = form_of(a), right = form_of(b);
	double square = leaf->scale * leaf->scale;

	assert(a->domain == b->domain && scores_have_products(a, b));
	if (!leaf->histogram)
		return square * leaf_product(leaf, a->plan, &left, &right, LEAF_SQUARE);
	if (same_item(a, b))
		return square *
		       leaf_item_product(leaf, a->plan, &left, &right, LEAF_SQUARE);
	return square * bilinear(a->domain->joints[leaf->joint].w2, a->features,
				 b->features, nvectors(a));
}

bool scores_leaf_counts(const struct scores *scores, const struct tally_leaf *leaf)
{
	if (scores->any)
		return leaf->nweighted > 0;
	return leaf_answers(leaf, scores->plan, scores->base);
}

void scores_keep(struct scores *scores)
{
	const struct domain *domain = scores->domain;

	if (domain->calibration)
		return;
	scores->kept = xcalloc(domain->nleaves + 1, sizeof(*scores->kept));
	for (size_t i = 0; i < domain->nleaves; i++)
		if (scores_leaf_counts(scores, domain->leaves[i]))
			scores->kept[i] = (struct kept_leaf){
				scores_leaf_total(scores, domain->leaves[i]), true};
}
