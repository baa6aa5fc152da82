/* From scores to totals of units to variance; formulas in variance.h. */
#include "variance.h"

#include <math.h>

#include "calibrate.h"
#include "forms/alloc.h"

static bool counts(const struct scores *scores, size_t at)
{
	return scores->kept ? scores->kept[at].counts
			    : scores_leaf_counts(scores, scores->domain->leaves[at]);
}

static double total_at(const struct scores *scores, size_t at)
{
	return scores->kept ? scores->kept[at].total
			    : scores_leaf_total(scores, scores->domain->leaves[at]);
}

static const struct tally_leaf *next_leaf(const struct scores *scores, size_t *at)
{
	const struct domain *domain = scores->domain;

	while (*at < domain->nleaves && !counts(scores, *at))
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

/* Moves on to the first leaf in a stratum of `last` or `next`, either of which may be
 * NULL: the strata between those two hold no leaf of theirs. */
static void skip_strata(const struct domain *domain, size_t *at,
			const struct tally_leaf *last, const struct tally_leaf *next)
{
	for (; *at < domain->nleaves; ++*at) {
		uint32_t stratum = domain->leaves[*at]->place.stratum;
		if ((last && stratum == last->place.stratum) ||
		    (next && stratum >= next->place.stratum))
			return;
	}
}

/* The leaves of both, merged: a leaf only one of them has scores 0 in the other.
 * `shared` are the scores b gives to a's respondents; NULL where none are b's too, and
 * where nobody asks. `within`: only in strata where a has leaves. */
static void collect(const struct scores *a, const struct scores *b,
		    const struct scores *shared, bool within,
		    struct unit_totals *totals)
{
	size_t i = 0, j = 0;
	const struct tally_leaf *left = next_leaf(a, &i), *last = NULL, *right = NULL;

	for (;;) {
		if (within && !right)
			skip_strata(b->domain, &j, last, left);
		if (!right)
			right = next_leaf(b, &j);
		if (!left && !right)
			return;
		int order = compare_or_last(left, right);
		struct unit_total point = {0};
		if (left && order <= 0) {
			point.place = left->place;
			point.leaf = left->leaf;
			point.a = total_at(a, i);
		}
		if (right && order >= 0) {
			point.place = right->place;
			point.leaf = right->leaf;
			point.b = total_at(b, j);
		}
		if (left && right && order == 0 && shared)
			point.product = scores_leaf_product(a, shared, left);
		unit_totals_add(totals, point);
		if (order >= 0) {
			right = NULL;
			j++;
		}
		if (order <= 0) {
			last = left;
			i++;
			left = next_leaf(a, &i);
		}
	}
}

/* Sum of u over the domain by calibration cell, as the sweep wants it added up. */
static double *residual_fit(const struct design *design, const struct scores *scores)
{
	const struct calibration *calibration = scores->domain->calibration;
	enum leaf_power power = calibration_sweep_power(calibration);
	double *sums = xcalloc(calibration_ncells(calibration), sizeof(*sums));

	for (size_t i = 0; i < scores->domain->nleaves; i++) {
		const struct tally_leaf *leaf = scores->domain->leaves[i];
		double sum = scores_leaf_sum(scores, leaf, power);
		if (power == LEAF_WEIGHT)
			sum *= design_leaf_scale(design, leaf->leaf);
		sums[leaf->cell] += sum;
	}
	calibration_sweep(calibration, sums);
	return sums;
}

/* One side of a product of residuals within a unit. */
struct side {
	const struct scores *scores;
	const struct tally_leaf *leaf; /* NULL: nobody of the domain */
	double *fit;		       /* r by cell */
	size_t at;
};

static void side_move(struct side *side, const struct calibration_unit *unit)
{
	const struct domain *domain = side->scores->domain;

	side->leaf = NULL;
	if (side->at < domain->nleaves && domain->leaves[side->at]->unit == unit->unit)
		side->leaf = domain->leaves[side->at++];
}

static double side_sum(const struct side *side, enum leaf_power power)
{
	return side->leaf ? scores_leaf_sum(side->scores, side->leaf, power) : 0;
}

/* Sum of w² (u_a - r_a)(u_b - r_b) over everybody in the unit. */
static double residual_product(const struct side *a, const struct side *b,
			       const struct scores *shared,
			       const struct calibration_unit *unit)
{
	double ra = a->fit[unit->cell], rb = b->fit[unit->cell], both = 0;

	if (a->leaf && b->leaf && shared)
		both = scores_leaf_product(a->scores, shared, a->leaf) /
		       (a->leaf->scale * a->leaf->scale);
	return both - rb * side_sum(a, LEAF_SQUARE) - ra * side_sum(b, LEAF_SQUARE) +
	       ra * rb * unit->square;
}

static void collect_residuals(const struct design *design, struct side *a,
			      struct side *b, const struct scores *shared,
			      struct unit_totals *totals)
{
	const struct calibration *calibration = a->scores->domain->calibration;
	bool moments = !design_is_clustered(design);

	for (size_t i = 0; i < calibration_nunits(calibration); i++) {
		const struct calibration_unit *unit = calibration_unit(calibration, i);
		double scale = design_leaf_scale(design, unit->leaf) *
			       calibration_factor(calibration, unit->cell);
		double weight = sum_value(&unit->weight);
		struct unit_total point = {.leaf = unit->leaf, .place = unit->place};
		side_move(a, unit);
		side_move(b, unit);
		point.a = scale *
			  (side_sum(a, LEAF_WEIGHT) - a->fit[unit->cell] * weight);
		point.b = scale *
			  (side_sum(b, LEAF_WEIGHT) - b->fit[unit->cell] * weight);
		if (moments)
			point.product =
				scale * scale * residual_product(a, b, shared, unit);
		unit_totals_add(totals, point);
	}
}

static void collect_calibrated(const struct design *design, const struct scores *a,
			       const struct scores *b, const struct scores *shared,
			       struct unit_totals *totals)
{
	struct side left = {.scores = a, .fit = residual_fit(design, a)};
	struct side right = {.scores = b, .fit = residual_fit(design, b)};

	collect_residuals(design, &left, &right, shared, totals);
	free(left.fit);
	free(right.fit);
}

/* Without PSUs, scores meet within respondents: is what that needs in the tally? */
static bool is_kept(const struct scores *a, const struct scores *b,
		    const struct scores *shared)
{
	if (shared)
		return scores_have_products(a, shared);
	return a->domain->grouping == b->domain->grouping &&
	       !(a->domain->divided && b->domain->divided);
}

static struct variance between(const struct design *design, const struct scores *a,
			       const struct scores *b, const struct scores *shared,
			       bool within, enum lonely_policy policy)
{
	bool moments = !design_is_clustered(design);
	struct unit_totals totals = {0};

	if (isnan(a->estimate) || isnan(b->estimate))
		return variance_undefined(UNDEFINED_NO_ANSWERS, 0);
	if (!moments)
		shared = NULL;
	else if (!is_kept(a, b, shared))
		return variance_undefined(UNDEFINED_NOT_KEPT, 0);
	if (a->domain->calibration)
		collect_calibrated(design, a, b, shared, &totals);
	else
		collect(a, b, shared, within, &totals);
	struct variance variance = unit_totals_variance(&totals, design, policy);
	unit_totals_release(&totals);
	return variance;
}

struct variance variance_between(const struct design *design, const struct scores *a,
				 const struct scores *b, enum lonely_policy policy)
{
	return between(design, a, b, a->domain == b->domain ? b : NULL, false, policy);
}

struct variance variance_of_part(const struct design *design, const struct scores *part,
				 const struct scores *whole, enum lonely_policy policy)
{
	struct scores seen = *whole;

	seen.domain = part->domain;
	seen.kept = NULL;
	/* where the part has nobody its scores are 0, and so is what is added; only an
	 * average counts those strata all the same */
	return between(design, part, whole, &seen, policy != LONELY_AVERAGE, policy);
}
