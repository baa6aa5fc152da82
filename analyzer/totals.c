/* Between-unit sums of squares, stage by stage; formulas in variance.h. */
#include "totals.h"

#include <assert.h>
#include <math.h>

#include "forms/alloc.h"
#include "sum.h"

static const char *const undefined_texts[] = {
	[UNDEFINED_NOT] = "",
	[UNDEFINED_NO_ANSWERS] = "nobody answered",
	[UNDEFINED_STATISTIC] = "the statistic does not exist for this item",
	[UNDEFINED_LONELY_PSU] = "only one PSU in a stratum",
	[UNDEFINED_NO_DF] = "no degrees of freedom",
	[UNDEFINED_NOT_KEPT] = "joint answers were not tallied",
	[UNDEFINED_NO_SPREAD] = "no spread to judge the difference by",
};
_Static_assert(ARRAY_SIZE(undefined_texts) == UNDEFINED_COUNT,
	       "a text for each reason");

const char *undefined_text(enum undefined why)
{
	assert(why < UNDEFINED_COUNT);
	return undefined_texts[why];
}

/* The policy and what became of the strata under it. */
struct lonely {
	enum lonely_policy policy;
	bool found;
	uint32_t stratum;
};

void unit_totals_add(struct unit_totals *totals, struct unit_total unit)
{
	struct unit_total *last = totals->list + totals->n - (totals->n > 0);

	if (totals->n && last->leaf == unit.leaf) {
		last->a += unit.a;
		last->b += unit.b;
		last->product += unit.product;
		return;
	}
	ARRAY_RESERVE(totals->list, totals->n, totals->room);
	totals->list[totals->n++] = unit;
}

void unit_totals_release(struct unit_totals *totals)
{
	free(totals->list);
	*totals = (struct unit_totals){0};
}

/* Sum over the n units of (a - mean a)(b - mean b); those not listed are zeros. */
static double centred(const struct unit_total *points, size_t listed, double n)
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

/* The same from sums of products; what rounding leaves of equal scores is nothing. */
static double centred_product(const struct unit_total *sums, double n)
{
	double squares = sums->a * sums->b / n, rest = sums->product - squares;

	return fabs(rest) > 1e-14 * (fabs(sums->product) + fabs(squares)) ? rest : 0;
}

/*
 * What one stratum (or, at the second stage, PSU) adds. NaN where a single unit
 * leaves it undefined under `fail` and `average`.
 */
static double unit_variance(const struct design_unit *unit,
			    const struct unit_total *points, size_t listed,
			    bool moments, struct lonely *lonely)
{
	double n = (double)unit->nunits, left = design_fraction_left(unit);

	if (left < 1e-7)
		return 0;
	if (unit->nunits > 1 && moments)
		return left * n / (n - 1) * centred_product(points, n);
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
static size_t run_length(const struct unit_totals *points, size_t first, bool by_psu)
{
	const struct design_place *place = &points->list[first].place;
	size_t i = first + 1;

	while (i < points->n && points->list[i].place.stratum == place->stratum &&
	       (!by_psu || points->list[i].place.psu == place->psu))
		i++;
	return i - first;
}

/* PSU totals from leaf totals. */
static void add_up_psus(const struct unit_totals *leaves, struct unit_totals *psus)
{
	for (size_t i = 0, run; i < leaves->n; i += run) {
		struct unit_total psu = leaves->list[i];
		run = run_length(leaves, i, true);
		for (size_t j = 1; j < run; j++) {
			psu.a += leaves->list[i + j].a;
			psu.b += leaves->list[i + j].b;
		}
		unit_totals_add(psus, psu);
	}
}

static double first_stage(const struct design *design, const struct unit_totals *points,
			  struct lonely *lonely)
{
	bool moments = !design_is_clustered(design);
	struct stage_sum stage = {0};

	for (size_t i = 0, run; i < points->n; i += run) {
		const struct unit_total *point = &points->list[i];
		run = run_length(points, i, false);
		stage_add(&stage,
			  unit_variance(design_stratum(design, point->place.stratum),
					point, run, moments, lonely));
	}
	return points->n ? stage_value(&stage) : 0;
}

/* As R: each PSU is a stage of one stratum, so `average` finds nothing to average. */
static double second_stage(const struct design *design,
			   const struct unit_totals *leaves, struct lonely *lonely)
{
	struct sum total = {0, 0};

	for (size_t i = 0, run; i < leaves->n; i += run) {
		const struct unit_total *point = &leaves->list[i];
		const struct design_unit *stratum, *psu;
		run = run_length(leaves, i, true);
		stratum = design_stratum(design, point->place.stratum);
		psu = design_psu(design, point->place.psu);
		double share = (double)stratum->nunits / stratum->population;
		sum_add(&total, share * unit_variance(psu, point, run, false, lonely));
	}
	return sum_value(&total);
}

static double two_stages(const struct design *design, const struct unit_totals *leaves,
			 struct lonely *lonely)
{
	struct unit_totals psus = {0};

	add_up_psus(leaves, &psus);
	double variance = first_stage(design, &psus, lonely);
	unit_totals_release(&psus);
	return variance + second_stage(design, leaves, lonely);
}

struct variance variance_undefined(enum undefined why, uint32_t stratum)
{
	return (struct variance){(double)NAN, why, stratum};
}

struct variance unit_totals_variance(const struct unit_totals *totals,
				     const struct design *design,
				     enum lonely_policy policy)
{
	struct lonely lonely = {.policy = policy};
	double value = design_is_two_stage(design)
			       ? two_stages(design, totals, &lonely)
			       : first_stage(design, totals, &lonely);

	if (lonely.found && (policy == LONELY_FAIL || isnan(value)))
		return variance_undefined(UNDEFINED_LONELY_PSU, lonely.stratum);
	return (struct variance){value, UNDEFINED_NOT, 0};
}
