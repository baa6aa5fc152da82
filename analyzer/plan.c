/* Items, factors and what they need to be estimated; see plan.h. */
#include "plan.h"

#include <assert.h>
#include <string.h>

#include "forms/alloc.h"

struct statistic_row {
	const char *name;
	bool is_share;
	enum feature feature;
};

static const struct statistic_row statistics[] = {
	[STATISTIC_T2B] = {"t2b", true, FEATURE_SATISFIED},
	[STATISTIC_MEAN5] = {"mean5", false, FEATURE_VALUE},
	[STATISTIC_MEAN100] = {"mean100", false, FEATURE_VALUE},
	[STATISTIC_MEAN] = {"mean", false, FEATURE_VALUE},
	[STATISTIC_LEVEL] = {"level", true, FEATURE_COUNT},
	[STATISTIC_ALL] = {"all", true, FEATURE_COUNT},
	[STATISTIC_POOLED] = {"pooled", true, FEATURE_SATISFIED},
};
_Static_assert(ARRAY_SIZE(statistics) == STATISTIC_COUNT, "a row for each statistic");

const char *statistic_name(enum statistic statistic)
{
	assert(statistic < STATISTIC_COUNT);
	return statistics[statistic].name;
}

bool statistic_from_name(const char *name, enum statistic *statistic)
{
	for (int i = 0; i < STATISTIC_COUNT; i++) {
		if (strcmp(statistics[i].name, name) != 0)
			continue;
		*statistic = (enum statistic)i;
		return true;
	}
	return false;
}

bool statistic_is_share(enum statistic statistic)
{
	assert(statistic < STATISTIC_COUNT);
	return statistics[statistic].is_share;
}

enum feature statistic_feature(enum statistic statistic)
{
	assert(statistic < STATISTIC_COUNT);
	return statistics[statistic].feature;
}

double plan_feature(const struct plan_item *item, enum feature feature, unsigned level)
{
	assert(level >= 1 && level <= item->nlevels && feature < FEATURE_COUNT);
	if (feature == FEATURE_VALUE)
		return item->values[level - 1];
	if (feature == FEATURE_SATISFIED)
		return (item->satisfied >> (level - 1)) & 1;
	return 1;
}

struct plan *plan_new(void)
{
	struct plan *plan = xcalloc(1, sizeof(*plan));

	plan->arena = arena_new();
	return plan;
}

void plan_free(struct plan *plan)
{
	if (!plan)
		return;
	arena_free(plan->arena);
	free(plan->items);
	free(plan->factors);
	free(plan);
}

static const unsigned *copy_numbers(struct plan *plan, const unsigned *numbers,
				    size_t n)
{
	unsigned *copy = arena_alloc(plan->arena, n, sizeof(*copy));

	if (n)
		memcpy(copy, numbers, n * sizeof(*copy));
	return copy;
}

static unsigned append_item(struct plan *plan, const char *name, const double *values,
			    unsigned nlevels, uint32_t satisfied)
{
	size_t used = plan->nitems + plan->nderived;
	double *copy = arena_alloc(plan->arena, nlevels, sizeof(*copy));

	assert(nlevels >= 1 && nlevels <= PLAN_LEVELS);
	memcpy(copy, values, nlevels * sizeof(*copy));
	ARRAY_RESERVE(plan->items, used, plan->items_room);
	plan->items[used] = (struct plan_item){.name = arena_strdup(plan->arena, name),
					       .nlevels = nlevels,
					       .values = copy,
					       .satisfied = satisfied,
					       .first_cell = plan->ncells,
					       .joint = PLAN_NOT_JOINT};
	plan->ncells += nlevels;
	return (unsigned)used;
}

unsigned plan_add_item(struct plan *plan, const char *name, const double *values,
		       unsigned nlevels, uint32_t satisfied)
{
	assert(plan->nfactors == 0);
	for (unsigned l = 1; l < nlevels; l++)
		assert(values[l - 1] < values[l]);
	unsigned item = append_item(plan, name, values, nlevels, satisfied);
	plan->nitems++;
	return item;
}

/* Appends the items not yet in the list. */
static size_t merge_items(unsigned *list, size_t n, const unsigned *more, size_t nmore)
{
	for (size_t i = 0; i < nmore; i++) {
		size_t at = 0;
		while (at < n && list[at] != more[i])
			at++;
		list[at] = more[i];
		n += at == n;
	}
	return n;
}

static void collect_items(struct plan *plan, struct plan_factor *factor)
{
	unsigned *list = arena_alloc(plan->arena, plan->nitems + 1, sizeof(*list));
	size_t n = merge_items(list, 0, factor->items, factor->nitems);

	for (size_t i = 0; i < factor->nfactors; i++) {
		const struct plan_factor *sub = &plan->factors[factor->factors[i]];
		n = merge_items(list, n, sub->all_items, sub->nall_items);
	}
	factor->all_items = list;
	factor->nall_items = n;
}

unsigned plan_add_factor(struct plan *plan, const char *name, const unsigned *items,
			 size_t nitems, const unsigned *factors, size_t nfactors)
{
	static const double values[] = {0, 1};
	struct plan_factor factor = {.name = arena_strdup(plan->arena, name),
				     .items = copy_numbers(plan, items, nitems),
				     .nitems = nitems,
				     .factors = copy_numbers(plan, factors, nfactors),
				     .nfactors = nfactors};

	for (size_t i = 0; i < nitems; i++)
		assert(items[i] < plan->nitems);
	for (size_t i = 0; i < nfactors; i++)
		assert(factors[i] < plan->nfactors);
	collect_items(plan, &factor);
	factor.derived = append_item(plan, name, values, 2, 1u << 1);
	plan->nderived++;
	plan->items[factor.derived].of = factor.all_items;
	plan->items[factor.derived].nof = factor.nall_items;
	ARRAY_RESERVE(plan->factors, plan->nfactors, plan->factors_room);
	plan->factors[plan->nfactors] = factor;
	return (unsigned)plan->nfactors++;
}

static void require_feature(struct plan *plan, enum feature feature)
{
	plan->nfeatures += !plan->features[feature];
	plan->features[feature] = true;
}

static void require_item(struct plan *plan, unsigned item)
{
	if (plan->items[item].joint == PLAN_NOT_JOINT)
		plan->items[item].joint = (int)plan->njoint++;
}

static void require_items(struct plan *plan, const unsigned *items, size_t nitems,
			  enum statistic statistic)
{
	enum feature feature = statistic_feature(statistic);

	if (feature == FEATURE_COUNT)
		return;
	require_feature(plan, FEATURE_ANSWERED);
	require_feature(plan, feature);
	for (size_t i = 0; i < nitems; i++)
		require_item(plan, items[i]);
}

void plan_require(struct plan *plan, unsigned factor, enum statistic statistic)
{
	assert(factor < plan->nfactors);
	require_items(plan, plan->factors[factor].all_items,
		      plan->factors[factor].nall_items, statistic);
}

void plan_require_pair(struct plan *plan, unsigned item, unsigned other,
		       enum statistic statistic)
{
	assert(item < plan->nitems && other < plan->nitems);
	require_items(plan, (unsigned[]){item, other}, 2, statistic);
}

int8_t plan_derived_level(const struct plan *plan, const struct plan_item *derived,
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
