/* Between-unit sums of squares, stage by stage; formulas in variance.h. */
#include "variance.h"

#include <assert.h>
#include <math.h>

#include "forms/alloc.h"

static const char *const undefined_texts[] = {
	[UNDEFINED_NOT] = "",
	[UNDEFINED_NO_ANSWERS] = "nobody answered",
	[UNDEFINED_STATISTIC] = "the statistic does not exist for this item",
	[UNDEFINED_LONELY_PSU] = "only one PSU in a stratum",
	[UNDEFINED_NO_DF] = "no degrees of freedom",
	[UNDEFINED_NOT_KEPT] = "joint answers were not tallied",
};
_Static_assert(ARRAY_SIZE(undefined_texts) == UNDEFINED_COUNT,
	       "a text for each reason");

const char *undefined_text(enum undefined why)
{
	assert(why < UNDEFINED_COUNT);
	return undefined_texts[why];
}

/* The scores of one unit: a leaf, or a PSU whose leaves were added up. */
struct point {
	struct design_place place;
	double a, b;
	double product; /* without PSUs: sum of z_a z_b of the respondents */
};

struct points {
	struct point *list;
	size_t n, room;
};

/* The policy and what became of the strata under it. */
struct lonely {
	enum lonely_policy policy;
	bool found;
	uint32_t stratum;
};

static void append(struct points *points, struct point point)
{
	ARRAY_RESERVE(points->list, points->n, points->room);
	points->list[points->n++] = point;
}

static const struct tally_leaf *next_leaf(const struct scores *scores, size_t *at)
{
	const struct domain *domain = scores->domain;

	while (*at < domain->nleaves &&
	       !scores_leaf_counts(scores, domain->leaves[*at]))
		++*at;
	return *at < domain->nleaves ? domain->leaves[*at] : NULL;
}

/* <0: the left leaf comes first; 0: the same; >0: the right one. NULL is last. */
static int compare_or_last(const struct tally_leaf *left,
			   const struct tally_leaf *right)
{
	if (!left || !right)
		return !left - !right;
	return tally_leaf_compare(left, right);
}

/* The leaves of both, merged: a leaf only one of them has scores 0 in the other. */
static void collect(const struct scores *a, const struct scores *b, bool moments,
		    struct points *points)
{
	const struct tally_leaf *left, *right;
	size_t i = 0, j = 0;

	while (left = next_leaf(a, &i), right = next_leaf(b, &j), left || right) {
		int order = compare_or_last(left, right);
		struct point point = {0};
		if (left && order <= 0) {
			point.place = left->place;
			point.a = scores_leaf_total(a, left);
		}
		if (right && order >= 0) {
			point.place = right->place;
			point.b = scores_leaf_total(b, right);
		}
		if (left && moments && a->domain == b->domain)
			point.product = scores_leaf_product(a, b, left);
		append(points, point);
		i += order <= 0;
		j += order >= 0;
	}
}

static double fraction_left(const struct design_unit *unit)
{
	return isinf(unit->population)
		       ? 1
		       : (unit->population - (double)unit->nunits) / unit->population;
}

/* Sum over the n units of (a - mean a)(b - mean b); those not listed are zeros. */
static double centred(const struct point *points, size_t listed, double n)
{
	struct sum a = {0, 0}, b = {0, 0}, total = {0, 0};

	for (size_t i = 0; i < listed; i++) {
		sum_add(&a, points[i].a);
		sum_add(&b, points[i].b);
	}
	double mean_a = sum_value(&a) / n, mean_b = sum_value(&b) / n;
	for (size_t i = 0; i < listed; i++)
		sum_add(&total, (points[i].a - mean_a) * (points[i].b - mean_b));
	return sum_value(&total) + (n - (double)listed) * mean_a * mean_b;
}

/*
 * What one stratum (or, at the second stage, PSU) adds. NaN where a single unit
 * leaves it undefined under `fail` and `average`.
 */
static double unit_variance(const struct design_unit *unit, const struct point *points,
			    size_t listed, bool moments, struct lonely *lonely)
{
	double n = (double)unit->nunits, left = fraction_left(unit);

	if (left < 1e-7)
		return 0;
	if (unit->nunits > 1 && moments)
		return left * n / (n - 1) *
		       (points->product - points->a * points->b / n);
	if (unit->nunits > 1)
		return left * n / (n - 1) * centred(points, listed, n);
	if (lonely->policy == LONELY_ADJUST)
		return left * points->a * points->b;
	if (lonely->policy == LONELY_REMOVE || lonely->policy == LONELY_CERTAINTY)
		return 0;
	lonely->found = true;
	lonely->stratum = points->place.stratum;
	return NAN;
}

/* Strata of a stage, added up as the policy wants undefined ones treated. */
struct stage_sum {
	struct sum total;
	double all, defined;
};

static void stage_add(struct stage_sum *stage, double variance)
{
	stage->all++;
	if (isnan(variance))
		return;
	stage->defined++;
	sum_add(&stage->total, variance);
}

static double stage_value(const struct stage_sum *stage)
{
	return sum_value(&stage->total) * (stage->all / stage->defined);
}

/* How many points from the first on are in the same stratum (or PSU). */
static size_t run_length(const struct points *points, size_t first, bool by_psu)
{
	const struct design_place *place = &points->list[first].place;
	size_t i = first + 1;

	while (i < points->n && points->list[i].place.stratum == place->stratum &&
	       (!by_psu || points->list[i].place.psu == place->psu))
		i++;
	return i - first;
}

/* PSU totals from leaf totals. */
static void add_up_psus(const struct points *leaves, struct points *psus)
{
	for (size_t i = 0, run; i < leaves->n; i += run) {
		struct point psu = leaves->list[i];
		run = run_length(leaves, i, true);
		for (size_t j = 1; j < run; j++) {
			psu.a += leaves->list[i + j].a;
			psu.b += leaves->list[i + j].b;
		}
		append(psus, psu);
	}
}

static double first_stage(const struct design *design, const struct points *points,
			  struct lonely *lonely)
{
	bool moments = !design_is_clustered(design);
	struct stage_sum stage = {0};

	for (size_t i = 0, run; i < points->n; i += run) {
		const struct point *point = &points->list[i];
		run = run_length(points, i, false);
		stage_add(&stage,
			  unit_variance(design_stratum(design, point->place.stratum),
					point, run, moments, lonely));
	}
	return points->n ? stage_value(&stage) : 0;
}

/* As R: each PSU is a stage of one stratum, so `average` finds nothing to average. */
static double second_stage(const struct design *design, const struct points *leaves,
			   struct lonely *lonely)
{
	struct sum total = {0, 0};

	for (size_t i = 0, run; i < leaves->n; i += run) {
		const struct point *point = &leaves->list[i];
		const struct design_unit *stratum, *psu;
		run = run_length(leaves, i, true);
		stratum = design_stratum(design, point->place.stratum);
		psu = design_psu(design, point->place.psu);
		double share = (double)stratum->nunits / stratum->population;
		sum_add(&total, share * unit_variance(psu, point, run, false, lonely));
	}
	return sum_value(&total);
}

static double two_stages(const struct design *design, const struct points *leaves,
			 struct lonely *lonely)
{
	struct points psus = {0};

	add_up_psus(leaves, &psus);
	double variance = first_stage(design, &psus, lonely);
	free(psus.list);
	return variance + second_stage(design, leaves, lonely);
}

/* Without PSUs, scores meet within respondents: is what that needs in the tally? */
static bool is_kept(const struct scores *a, const struct scores *b)
{
	if (a->domain == b->domain)
		return scores_have_products(a, b);
	return a->domain->grouping == b->domain->grouping;
}

static struct variance without(enum undefined why, uint32_t stratum)
{
	return (struct variance){(double)NAN, why, stratum};
}

struct variance variance_between(const struct design *design, const struct scores *a,
				 const struct scores *b, enum lonely_policy policy)
{
	bool moments = !design_is_clustered(design);
	struct lonely lonely = {.policy = policy};
	struct points points = {0};

	if (isnan(a->estimate) || isnan(b->estimate))
		return without(UNDEFINED_NO_ANSWERS, 0);
	if (moments && !is_kept(a, b))
		return without(UNDEFINED_NOT_KEPT, 0);
	collect(a, b, moments, &points);
	double value = design_is_two_stage(design)
			       ? two_stages(design, &points, &lonely)
			       : first_stage(design, &points, &lonely);
	free(points.list);
	if (lonely.found && (policy == LONELY_FAIL || isnan(value)))
		return without(UNDEFINED_LONELY_PSU, lonely.stratum);
	return (struct variance){value, UNDEFINED_NOT, 0};
}
