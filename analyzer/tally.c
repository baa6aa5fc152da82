/* One pass, bounded memory; see tally.h. */
#include "tally.h"

#include <assert.h>
#include <string.h>

#include "forms/alloc.h"
#include "keys.h"

/* What a respondent adds, worked out once for all groupings. */
struct respondent {
	uint32_t leaf;
	double weight;
	int8_t *levels;	  /* derived items included */
	double *features; /* of the joint items */
};

struct tally {
	struct arena *arena;
	const struct plan *plan;
	struct design *design;
	size_t ngroupings, nitems, nvectors;
	struct keys *names;  /* (grouping, name) → domain */
	struct keys *places; /* (domain, leaf) → leaves */
	struct domain **domains;
	size_t ndomains, domains_room;
	struct tally_leaf **leaves;
	size_t nleaves, leaves_room;
	struct respondent now;
};

struct tally *tally_new(const struct plan *plan, struct design *design,
			size_t ngroupings)
{
	struct tally *tally = xcalloc(1, sizeof(*tally));

	tally->arena = arena_new();
	tally->plan = plan;
	tally->design = design;
	tally->ngroupings = ngroupings;
	tally->nitems = plan->nitems + plan->nderived;
	tally->nvectors = plan->njoint * plan->nfeatures;
	tally->names = keys_new();
	tally->places = keys_new();
	tally->now.levels = xcalloc(tally->nitems, sizeof(*tally->now.levels));
	tally->now.features = xcalloc(tally->nvectors, sizeof(*tally->now.features));
	return tally;
}

void tally_free(struct tally *tally)
{
	if (!tally)
		return;
	for (size_t i = 0; i < tally->ndomains; i++) {
		free(tally->domains[i]->leaves);
		free(tally->domains[i]->joints);
	}
	free(tally->domains);
	free(tally->leaves);
	free(tally->now.levels);
	free(tally->now.features);
	keys_free(tally->names);
	keys_free(tally->places);
	arena_free(tally->arena);
	free(tally);
}

static struct domain *find_or_add_domain(struct tally *tally, unsigned grouping,
					 const char *name)
{
	bool added;
	uint32_t number = keys_add(tally->names, grouping, name, &added);

	if (!added)
		return tally->domains[number];
	struct domain *domain = arena_alloc(tally->arena, 1, sizeof(*domain));
	domain->key = keys_label(tally->names, number);
	domain->grouping = grouping;
	domain->number = number;
	size_t ncells = tally->plan->ncells;
	domain->n = arena_alloc(tally->arena, ncells, sizeof(*domain->n));
	domain->missing = arena_alloc(tally->arena, tally->nitems, sizeof(uint64_t));
	domain->na = arena_alloc(tally->arena, tally->nitems, sizeof(uint64_t));
	domain->nweighted = arena_alloc(tally->arena, tally->nitems, sizeof(uint64_t));
	domain->w = arena_alloc(tally->arena, ncells, sizeof(double));
	ARRAY_RESERVE(tally->domains, tally->ndomains, tally->domains_room);
	return tally->domains[tally->ndomains++] = domain;
}

/* The square of a weight of 1 is itself: without weights one sum serves both. */
static size_t add_joint(struct tally *tally, struct domain *domain, uint32_t group)
{
	size_t packed = tally->nvectors * (tally->nvectors + 1) / 2, at = 0;

	while (at < domain->njoints && domain->joints[at].group != group)
		at++;
	if (at < domain->njoints)
		return at;
	ARRAY_RESERVE(domain->joints, domain->njoints, domain->joints_room);
	struct tally_joint *joint = &domain->joints[domain->njoints++];
	*joint = (struct tally_joint){.group = group, .scale = 1};
	joint->w = arena_alloc(tally->arena, packed, sizeof(double));
	if (!design_is_clustered(tally->design))
		joint->w2 = design_has_weights(tally->design)
				    ? arena_alloc(tally->arena, packed, sizeof(double))
				    : joint->w;
	return at;
}

static struct sums new_sums(struct tally *tally, bool compensated)
{
	size_t ncells = tally->plan->ncells;
	struct sums sums = {arena_alloc(tally->arena, ncells, sizeof(double)), NULL};

	if (compensated)
		sums.carry = arena_alloc(tally->arena, ncells, sizeof(double));
	return sums;
}

static struct tally_leaf *add_leaf(struct tally *tally, struct domain *domain,
				   uint32_t number)
{
	bool moments = !design_is_clustered(tally->design);
	struct tally_leaf *leaf = arena_alloc(tally->arena, 1, sizeof(*leaf));

	leaf->leaf = number;
	leaf->place = design_leaf(tally->design, number);
	leaf->scale = 1;
	leaf->w = new_sums(tally, moments);
	if (moments)
		leaf->w2 = design_has_weights(tally->design) ? new_sums(tally, true)
							     : leaf->w;
	if (tally->nvectors)
		leaf->joint = add_joint(tally, domain,
					design_weight_group(tally->design, number));
	ARRAY_RESERVE(domain->leaves, domain->nleaves, domain->leaves_room);
	domain->leaves[domain->nleaves++] = leaf;
	ARRAY_RESERVE(tally->leaves, tally->nleaves, tally->leaves_room);
	return tally->leaves[tally->nleaves++] = leaf;
}

static struct tally_leaf *find_or_add_leaf(struct tally *tally, struct domain *domain,
					   uint32_t number)
{
	bool added;

	if (domain->last && domain->last->leaf == number)
		return domain->last;
	uint64_t parent = (uint64_t)domain->number << 32 | number;
	uint32_t at = keys_add(tally->places, parent, "", &added);
	return domain->last =
		       added ? add_leaf(tally, domain, number) : tally->leaves[at];
}

/* Level 2 when every answered item is satisfied, 1 when one is not. */
static int8_t derived_level(const struct plan *plan, const struct plan_item *derived,
			    const int8_t *levels)
{
	bool any = false, missing = derived->nof == 0;

	for (size_t i = 0; i < derived->nof; i++) {
		const struct plan_item *item = &plan->items[derived->of[i]];
		int8_t level = levels[derived->of[i]];
		if (level > 0 && !((item->satisfied >> (level - 1)) & 1))
			return 1;
		any |= level > 0;
		missing |= level == 0;
	}
	if (any)
		return 2;
	return missing ? 0 : -1;
}

static void derive_levels(struct tally *tally, const int8_t *levels)
{
	const struct plan *plan = tally->plan;

	for (size_t i = 0; i < plan->nitems; i++) {
		assert(levels[i] >= -1 && levels[i] <= (int)plan->items[i].nlevels);
		tally->now.levels[i] = levels[i];
	}
	for (size_t i = plan->nitems; i < tally->nitems; i++)
		tally->now.levels[i] = derived_level(plan, &plan->items[i], levels);
}

static void derive_features(struct tally *tally)
{
	const struct plan *plan = tally->plan;

	for (size_t i = 0; tally->nvectors && i < plan->nitems; i++) {
		const struct plan_item *item = &plan->items[i];
		if (item->joint == PLAN_NOT_JOINT)
			continue;
		int8_t level = tally->now.levels[i];
		double *x = tally->now.features + (size_t)item->joint * plan->nfeatures;
		for (int f = 0; f < FEATURE_COUNT; f++) {
			if (plan->features[f])
				*x++ = level > 0 ? plan_feature(item, (enum feature)f,
								(unsigned)level)
						 : 0;
		}
	}
}

static void add_answers(const struct tally *tally, struct domain *domain,
			struct tally_leaf *leaf)
{
	double w = tally->now.weight;

	for (size_t i = 0; i < tally->nitems; i++) {
		int8_t level = tally->now.levels[i];
		if (level <= 0) {
			domain->missing[i] += level == 0;
			domain->na[i] += level < 0;
			continue;
		}
		size_t cell = tally->plan->items[i].first_cell + (size_t)level - 1;
		domain->n[cell]++;
		domain->nweighted[i] += w > 0;
		sums_add(&leaf->w, cell, w);
		if (leaf->w2.total && leaf->w2.total != leaf->w.total)
			sums_add(&leaf->w2, cell, w * w);
	}
}

/* matrix += c x x', packed upper triangle; rows of missing answers are skipped. */
static void add_products(double *matrix, const double *x, size_t n, double c)
{
	for (size_t i = 0; i < n; matrix += n - i, i++) {
		double times = c * x[i];
		if (times == 0)
			continue;
		for (size_t j = i; j < n; j++)
			matrix[j - i] += times * x[j];
	}
}

static void add_to_domain(struct tally *tally, struct domain *domain)
{
	struct tally_leaf *leaf = find_or_add_leaf(tally, domain, tally->now.leaf);
	double w = tally->now.weight;

	domain->nrows++;
	leaf->nweighted += w > 0;
	sum_add(&leaf->weight, w);
	add_answers(tally, domain, leaf);
	if (!tally->nvectors)
		return;
	struct tally_joint *joint = &domain->joints[leaf->joint];
	add_products(joint->w, tally->now.features, tally->nvectors, w);
	if (joint->w2 && joint->w2 != joint->w)
		add_products(joint->w2, tally->now.features, tally->nvectors, w * w);
}

bool tally_add(struct tally *tally, const struct design_row *row, const int8_t *levels,
	       const char *const *domains, struct error *err)
{
	if (!design_add(tally->design, row, &tally->now.leaf, &tally->now.weight, err))
		return false;
	derive_levels(tally, levels);
	derive_features(tally);
	for (unsigned g = 0; g < tally->ngroupings; g++) {
		if (domains[g])
			add_to_domain(tally, find_or_add_domain(tally, g, domains[g]));
	}
	return true;
}

static int compare_leaves(const void *left, const void *right)
{
	return tally_leaf_compare(*(struct tally_leaf *const *)left,
				  *(struct tally_leaf *const *)right);
}

/* Derived weights become known only now: they scale what was summed with ones. */
static void finish_domain(const struct tally *tally, struct domain *domain)
{
	struct sum weight = {0, 0};

	if (domain->nleaves)
		qsort(domain->leaves, domain->nleaves, sizeof(struct tally_leaf *),
		      compare_leaves);
	for (size_t i = 0; i < domain->nleaves; i++) {
		struct tally_leaf *leaf = domain->leaves[i];
		double scale = design_leaf_scale(tally->design, leaf->leaf);
		leaf->scale = scale;
		if (tally->nvectors)
			domain->joints[leaf->joint].scale = scale;
		sum_add(&weight, scale * sum_value(&leaf->weight));
	}
	domain->weight = sum_value(&weight);
}

static void total_cells(const struct tally *tally, struct domain *domain)
{
	for (size_t cell = 0; cell < tally->plan->ncells; cell++) {
		struct sum total = {0, 0};
		for (size_t i = 0; i < domain->nleaves; i++)
			sum_add(&total, domain->leaves[i]->scale *
						sums_at(&domain->leaves[i]->w, cell));
		domain->w[cell] = sum_value(&total);
	}
}

bool tally_finish(struct tally *tally, struct error *err)
{
	if (!design_finish(tally->design, err))
		return false;
	for (size_t i = 0; i < tally->ndomains; i++) {
		finish_domain(tally, tally->domains[i]);
		total_cells(tally, tally->domains[i]);
	}
	return true;
}

const struct plan *tally_plan(const struct tally *tally)
{
	return tally->plan;
}

const struct design *tally_design(const struct tally *tally)
{
	return tally->design;
}

size_t tally_ndomains(const struct tally *tally)
{
	return tally->ndomains;
}

const struct domain *tally_domain(const struct tally *tally, size_t number)
{
	assert(number < tally->ndomains);
	return tally->domains[number];
}

const struct domain *tally_find(const struct tally *tally, unsigned grouping,
				const char *key)
{
	uint32_t number = keys_find(tally->names, grouping, key);

	return number == KEYS_NONE ? NULL : tally->domains[number];
}
