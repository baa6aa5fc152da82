/* One pass, bounded memory; see tally.h. */
#include "tally.h"

#include <assert.h>
#include <string.h>

#include "forms/alloc.h"
#include "calibrate.h"
#include "keys.h"
#include "leaves.h"

/* What a respondent adds, worked out once for all groupings. */
struct respondent {
	uint32_t leaf, cell, unit; /* see leaf.h */
	double weight;
	int8_t *levels;	  /* derived items included */
	double *features; /* of the joint items */
};

struct tally {
	struct arena *arena;
	const struct plan *plan;
	struct design *design;
	size_t ngroupings, nitems, nvectors;
	struct calibration *calibration;
	bool divides;	    /* weights are times a share */
	struct keys *names; /* (grouping, name) → domain */
	struct domain **domains;
	size_t ndomains, domains_room;
	struct leaves leaves;
	double *features; /* scratch */
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
	tally->now.levels = xcalloc(tally->nitems, sizeof(*tally->now.levels));
	tally->now.features = xcalloc(tally->nvectors, sizeof(*tally->now.features));
	tally->features = xcalloc(tally->nvectors, sizeof(*tally->features));
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
	leaves_release(&tally->leaves);
	free(tally->domains);
	free(tally->features);
	free(tally->now.levels);
	free(tally->now.features);
	keys_free(tally->names);
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
static bool has_weights(const struct tally *tally)
{
	return tally->divides || design_has_weights(tally->design);
}

static uint32_t add_joint(struct tally *tally, struct domain *domain, uint32_t group,
			  uint32_t cell)
{
	size_t packed = tally->nvectors * (tally->nvectors + 1) / 2;

	for (size_t at = 0; at < domain->njoints; at++) {
		if (domain->joints[at].group == group &&
		    domain->joints[at].cell == cell)
			return (uint32_t)at;
	}
	ARRAY_RESERVE(domain->joints, domain->njoints, domain->joints_room);
	struct tally_joint *joint = &domain->joints[domain->njoints];
	*joint = (struct tally_joint){.group = group, .cell = cell, .scale = 1};
	joint->w = arena_alloc(tally->arena, packed, sizeof(double));
	if (!design_is_clustered(tally->design))
		joint->w2 = has_weights(tally)
				    ? arena_alloc(tally->arena, packed, sizeof(double))
				    : joint->w;
	return (uint32_t)domain->njoints++;
}

static struct sums new_sums(struct tally *tally, bool compensated)
{
	size_t ncells = tally->plan->ncells;
	struct sums sums = {arena_alloc(tally->arena, ncells, sizeof(double)), NULL};

	if (compensated)
		sums.carry = arena_alloc(tally->arena, ncells, sizeof(double));
	return sums;
}

static struct leaf_histogram *new_histogram(struct tally *tally)
{
	bool moments = !design_is_clustered(tally->design);
	struct leaf_histogram *histogram =
		arena_alloc(tally->arena, 1, sizeof(*histogram));
	struct sums *of = histogram->of;

	of[LEAF_WEIGHT] = new_sums(tally, moments);
	if (moments)
		of[LEAF_SQUARE] =
			has_weights(tally) ? new_sums(tally, true) : of[LEAF_WEIGHT];
	if (tally->calibration)
		of[LEAF_COUNT] = new_sums(tally, false);
	return histogram;
}

/* to += c x; in blocks, of which the compiler makes vectors. */
static void add_times(double *restrict to, const double *restrict x, size_t n, double c)
{
	enum { BLOCK = 8 };
	size_t i = 0;

	for (; i + BLOCK <= n; i += BLOCK)
		for (size_t j = i; j < i + BLOCK; j++)
			to[j] += c * x[j];
	for (; i < n; i++)
		to[i] += c * x[i];
}

/* matrix += c x x', packed upper triangle; rows of missing answers are skipped. */
static void add_products(double *matrix, const double *x, size_t n, double c)
{
	for (size_t i = 0; i < n; matrix += n - i, i++) {
		if (c * x[i] != 0)
			add_times(matrix, x + i, n - i, c * x[i]);
	}
}

static void add_features(const struct tally *tally, struct tally_joint *joint,
			 double weight, const double *features)
{
	add_products(joint->w, features, tally->nvectors, weight);
	if (joint->w2 && joint->w2 != joint->w)
		add_products(joint->w2, features, tally->nvectors, weight * weight);
}

/* What products of items need goes where it no longer depends on the rows. */
static void outgrow(struct tally *tally, struct domain *domain, struct tally_leaf *leaf)
{
	uint32_t group = design_weight_group(tally->design, leaf->leaf);

	if (tally->nvectors)
		leaf->joint = add_joint(tally, domain, group, leaf->cell);
	for (uint32_t row = 0; tally->nvectors && row < leaf->nrows; row++) {
		leaf_features(tally->plan, leaf_row_levels(leaf, tally->plan, row),
			      tally->features);
		add_features(tally, &domain->joints[leaf->joint],
			     leaf_row_weight(leaf, row), tally->features);
	}
	leaf_to_histogram(leaf, tally->plan, new_histogram(tally));
}

static struct tally_leaf *add_leaf(struct tally *tally, struct domain *domain)
{
	struct tally_leaf *leaf = arena_alloc(tally->arena, 1, sizeof(*leaf));

	leaf->leaf = tally->now.leaf;
	leaf->cell = tally->now.cell;
	leaf->unit = tally->now.unit;
	leaf->domain = domain->number;
	leaf->place = design_leaf(tally->design, leaf->leaf);
	leaf->scale = 1;
	leaves_add(&tally->leaves, leaf);
	ARRAY_RESERVE(domain->leaves, domain->nleaves, domain->leaves_room);
	return domain->leaves[domain->nleaves++] = leaf;
}

static struct tally_leaf *find_or_add_leaf(struct tally *tally, struct domain *domain)
{
	uint32_t unit = tally->now.unit;

	if (!domain->last || domain->last->unit != unit)
		domain->last = leaves_find(&tally->leaves, domain->number, unit);
	if (!domain->last)
		domain->last = add_leaf(tally, domain);
	return domain->last;
}

static void derive_levels(struct tally *tally, const int8_t *levels)
{
	const struct plan *plan = tally->plan;

	for (size_t i = 0; i < plan->nitems; i++) {
		assert(levels[i] >= -1 && levels[i] <= (int)plan->items[i].nlevels);
		tally->now.levels[i] = levels[i];
	}
	for (size_t i = plan->nitems; i < tally->nitems; i++)
		tally->now.levels[i] =
			plan_derived_level(plan, &plan->items[i], levels);
}

static void count_answers(const struct tally *tally, struct domain *domain,
			  double weight)
{
	for (size_t i = 0; i < tally->nitems; i++) {
		int8_t level = tally->now.levels[i];
		if (level <= 0) {
			domain->missing[i] += level == 0;
			domain->na[i] += level < 0;
			continue;
		}
		domain->n[tally->plan->items[i].first_cell + (size_t)level - 1]++;
		domain->nweighted[i] += weight > 0;
	}
}

static void add_to_domain(struct tally *tally, struct domain *domain, double share)
{
	struct tally_leaf *leaf = find_or_add_leaf(tally, domain);
	double weight = share * tally->now.weight;

	domain->nrows++;
	domain->divided = domain->divided || share < 1;
	domain->unmeasured = domain->unmeasured || share == 0;
	count_answers(tally, domain, weight);
	if (leaf_is_full(leaf))
		outgrow(tally, domain, leaf);
	leaf_add(leaf, tally->plan, weight, tally->now.levels);
	if (tally->nvectors && leaf->histogram)
		add_features(tally, &domain->joints[leaf->joint], weight,
			     tally->now.features);
}

void tally_calibrate(struct tally *tally, struct calibration *calibration)
{
	assert(tally->ndomains == 0);
	tally->calibration = calibration;
}

void tally_divide(struct tally *tally)
{
	assert(tally->ndomains == 0);
	tally->divides = true;
}

static bool place_in_margins(struct tally *tally, const char *const *margins,
			     struct error *err)
{
	struct respondent *now = &tally->now;

	now->cell = 0;
	now->unit = now->leaf;
	if (!tally->calibration)
		return true;
	if (!calibration_cell(tally->calibration, margins, &now->cell, err))
		return false;
	now->unit =
		calibration_add(tally->calibration, now->leaf, now->cell, now->weight);
	return true;
}

/* What is the same for all domains. */
static bool meet(struct tally *tally, const struct design_row *row,
		 const int8_t *levels, const char *const *margins, struct error *err)
{
	if (!design_add(tally->design, row, &tally->now.leaf, &tally->now.weight,
			err) ||
	    !place_in_margins(tally, margins, err))
		return false;
	derive_levels(tally, levels);
	if (tally->nvectors)
		leaf_features(tally->plan, tally->now.levels, tally->now.features);
	return true;
}

bool tally_add_calibrated(struct tally *tally, const struct design_row *row,
			  const int8_t *levels, const char *const *domains,
			  const char *const *margins, struct error *err)
{
	if (!meet(tally, row, levels, margins, err))
		return false;
	for (unsigned g = 0; g < tally->ngroupings; g++) {
		if (domains[g])
			add_to_domain(tally, find_or_add_domain(tally, g, domains[g]),
				      1);
	}
	return true;
}

bool tally_add_parts(struct tally *tally, const struct design_row *row,
		     const int8_t *levels, const struct tally_part *parts,
		     size_t nparts, const char *const *margins, struct error *err)
{
	assert(!tally->calibration == !margins);
	if (!meet(tally, row, levels, margins, err))
		return false;
	for (size_t i = 0; i < nparts; i++) {
		const struct tally_part *part = &parts[i];
		assert(part->grouping < tally->ngroupings);
		assert(part->share == 1 || tally->divides);
		add_to_domain(tally,
			      find_or_add_domain(tally, part->grouping, part->domain),
			      part->share);
	}
	return true;
}

bool tally_add(struct tally *tally, const struct design_row *row, const int8_t *levels,
	       const char *const *domains, struct error *err)
{
	assert(!tally->calibration);
	return tally_add_calibrated(tally, row, levels, domains, NULL, err);
}

static int compare_leaves(const void *left, const void *right)
{
	return tally_leaf_compare(*(struct tally_leaf *const *)left,
				  *(struct tally_leaf *const *)right);
}

/* Derived weights become known only now, as do calibration factors: they scale what
 * was summed with the weights given. */
static double scale_of(const struct tally *tally, const struct tally_leaf *leaf)
{
	double scale = design_leaf_scale(tally->design, leaf->leaf);

	if (tally->calibration)
		scale *= calibration_factor(tally->calibration, leaf->cell);
	return scale;
}

static void finish_leaf(const struct tally *tally, struct domain *domain,
			struct tally_leaf *leaf, struct sum *weight)
{
	leaf->scale = scale_of(tally, leaf);
	if (leaf->histogram && tally->nvectors)
		domain->joints[leaf->joint].scale = leaf->scale;
	sum_add(weight, leaf->scale * sum_value(&leaf->weight));
	domain->square += leaf->scale * leaf->scale * leaf->square;
	domain->nrows_weighted += leaf->nweighted;
}

static void finish_domain(const struct tally *tally, struct domain *domain)
{
	struct sum weight = {0, 0};

	if (domain->nleaves)
		qsort(domain->leaves, domain->nleaves, sizeof(struct tally_leaf *),
		      compare_leaves);
	domain->calibration = tally->calibration;
	for (size_t i = 0; i < domain->nleaves; i++)
		finish_leaf(tally, domain, domain->leaves[i], &weight);
	domain->weight = sum_value(&weight);
}

static void total_cells(const struct tally *tally, struct domain *domain,
			struct sum *cells)
{
	memset(cells, 0, tally->plan->ncells * sizeof(*cells));
	for (size_t i = 0; i < domain->nleaves; i++)
		leaf_add_cells(domain->leaves[i], tally->plan, cells);
	for (size_t cell = 0; cell < tally->plan->ncells; cell++)
		domain->w[cell] = sum_value(&cells[cell]);
}

bool tally_finish(struct tally *tally, struct error *err)
{
	if (!design_finish(tally->design, err) ||
	    (tally->calibration &&
	     !calibration_finish(tally->calibration, tally->design, err)))
		return false;
	struct sum *cells = xcalloc(tally->plan->ncells + 1, sizeof(*cells));
	for (size_t i = 0; i < tally->ndomains; i++) {
		finish_domain(tally, tally->domains[i]);
		total_cells(tally, tally->domains[i], cells);
	}
	free(cells);
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
