/*
 * What is to be estimated: the items with their scales, the factors made of them,
 * and which statistics of factors will be asked for. The tally keeps just what the
 * plan needs, so the plan is complete before the first respondent.
 *
 * Statistics. x is the value of a level, S the satisfied levels; a mean is over the
 * item's own respondents ("na" and missing answers are outside):
 *
 *   t2b      share of answers in S ("top two boxes")
 *   mean5    mean x / max x: share of the highest mark (82.66 % of SIPAS 2023)
 *   mean100  (mean x - min x) / (max x - min x)
 *   mean     mean x
 *   level    share of answers at one level
 *   all      of a factor: share of respondents, among those who answered at least
 *            one of its items, whose every answered item is in S
 *   pooled   of a factor: answers in S over answers, items together
 *
 * t2b, mean5, mean100 and mean of a factor are the mean of its members' (items' or
 * sub-factors') estimates. A member nobody in the domain answered has no estimate
 * and is left out of that mean.
 *
 * A respondent gives one level per item: 0 missing, -1 "na", else the 1-based
 * position of the answer on the item's scale.
 *
 * Internally a *cell* is one level of one item, numbered through all items; behind
 * the items proper stands one derived item per factor, with the two levels "not
 * all" and "all satisfied".
 */
#ifndef HAILONG_ANALYZER_PLAN_H
#define HAILONG_ANALYZER_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum statistic {
	STATISTIC_T2B,
	STATISTIC_MEAN5,
	STATISTIC_MEAN100,
	STATISTIC_MEAN,
	STATISTIC_LEVEL,
	STATISTIC_ALL,
	STATISTIC_POOLED,
	STATISTIC_COUNT
};

/* What the joint distribution of answers is kept of, see tally.h. */
enum feature { FEATURE_ANSWERED, FEATURE_SATISFIED, FEATURE_VALUE, FEATURE_COUNT };

enum { PLAN_LEVELS = 32, PLAN_NOT_JOINT = -1 };

struct plan_item {
	const char *name;
	unsigned nlevels;
	const double *values; /* ascending */
	uint32_t satisfied;   /* bit l-1: level l is satisfied */
	size_t first_cell;
	int joint;	    /* position among the joint items or PLAN_NOT_JOINT */
	const unsigned *of; /* a derived item: the items of its factor; else NULL */
	size_t nof;
};

struct plan_factor {
	const char *name;
	const unsigned *items; /* its own items … */
	size_t nitems;
	const unsigned *factors; /* … and its sub-factors, defined earlier */
	size_t nfactors;
	const unsigned *all_items; /* the union, each once */
	size_t nall_items;
	unsigned derived; /* its derived item, numbered among plan->items */
};

struct plan {
	struct arena *arena;
	struct plan_item *items; /* nitems proper ones, then one per factor */
	size_t nitems, nderived;
	struct plan_factor *factors;
	size_t nfactors;
	size_t ncells;
	bool features[FEATURE_COUNT];
	size_t njoint, nfeatures; /* joint items; features kept of each */
	size_t items_room, factors_room;
};

void plan_free(struct plan *plan); /* NULL is allowed */
struct plan *plan_new(void) __attribute__((malloc(plan_free, 1), returns_nonnull));

/*
 * Adds an item and returns its number. 1 <= nlevels <= PLAN_LEVELS; `values`
 * ascending; `satisfied` as in struct plan_item. Everything is copied. All items
 * come before the first factor.
 */
unsigned plan_add_item(struct plan *plan, const char *name, const double *values,
		       unsigned nlevels, uint32_t satisfied);

/* Adds a factor of items and of factors added before; returns its number. */
unsigned plan_add_factor(struct plan *plan, const char *name, const unsigned *items,
			 size_t nitems, const unsigned *factors, size_t nfactors);

/*
 * Says that this statistic of this factor will be estimated, or (plan_require_pair)
 * that statistics of two items will be compared on the same respondents: their
 * joint distribution is then kept, which costs memory quadratic in the number of
 * items. Single items, `all` and level shares need no requirement. After the last
 * factor, before the tally.
 */
void plan_require(struct plan *plan, unsigned factor, enum statistic statistic);
void plan_require_pair(struct plan *plan, unsigned item, unsigned other,
		       enum statistic statistic);

/* "t2b", "mean5", …; and back, false when there is none. */
const char *statistic_name(enum statistic statistic);
bool statistic_from_name(const char *name, enum statistic *statistic);

/* Whether it is a share of people or answers, for which interval methods for
 * shares are meant; the others are means and have t intervals. */
bool statistic_is_share(enum statistic statistic);

/* The feature beside "answered" it is a linear function of; FEATURE_COUNT if none. */
enum feature statistic_feature(enum statistic statistic);

/* The value of a feature for an answer at this level (1-based). */
double plan_feature(const struct plan_item *item, enum feature feature, unsigned level);

/*
 * A respondent's level of a derived item: 2 when every answered item of its factor is
 * satisfied, 1 when one is not; nobody answered: 0, or -1 when all are "na".
 */
int8_t plan_derived_level(const struct plan *plan, const struct plan_item *derived,
			  const int8_t *levels);

#endif
