/* Few rows or a histogram; see leaf.h. */
#include "leaf.h"

#include <assert.h>
#include <string.h>

#include "forms/alloc.h"

static size_t nitems(const struct plan *plan)
{
	return plan->nitems + plan->nderived;
}

void leaf_release(struct tally_leaf *leaf)
{
	free(leaf->rows);
	leaf->rows = NULL;
	leaf->nrows = leaf->room = 0;
}

double leaf_row_weight(const struct tally_leaf *leaf, uint32_t row)
{
	const double *weights = leaf->rows;

	return weights[row];
}

static int8_t *levels_at(const struct tally_leaf *leaf, const struct plan *plan,
			 uint32_t row)
{
	double *weights = leaf->rows;
	int8_t *levels = (int8_t *)(weights + leaf->room);

	return levels + row * nitems(plan);
}

const int8_t *leaf_row_levels(const struct tally_leaf *leaf, const struct plan *plan,
			      uint32_t row)
{
	return levels_at(leaf, plan, row);
}

static double power_of(double weight, enum leaf_power power)
{
	if (power == LEAF_COUNT)
		return weight > 0;
	return power == LEAF_SQUARE ? weight * weight : weight;
}

/* Doubles the room for rows; the levels move behind the longer list of weights. */
static void grow(struct tally_leaf *leaf, const struct plan *plan)
{
	struct tally_leaf larger = *leaf;

	larger.room = leaf->room ? 2 * leaf->room : 1;
	larger.rows = xcalloc(larger.room, sizeof(double) + nitems(plan));
	if (leaf->nrows) {
		memcpy(larger.rows, leaf->rows, leaf->nrows * sizeof(double));
		memcpy(levels_at(&larger, plan, 0), levels_at(leaf, plan, 0),
		       leaf->nrows * nitems(plan));
	}
	free(leaf->rows);
	*leaf = larger;
}

static void add_row(struct tally_leaf *leaf, const struct plan *plan, double weight,
		    const int8_t *levels)
{
	if (leaf->nrows == leaf->room)
		grow(leaf, plan);
	double *weights = leaf->rows;
	weights[leaf->nrows] = weight;
	memcpy(levels_at(leaf, plan, leaf->nrows), levels, nitems(plan));
	leaf->nrows++;
}

static void add_answer(struct leaf_histogram *histogram, size_t cell, double weight)
{
	struct sums *of = histogram->of;

	sums_add(&of[LEAF_WEIGHT], cell, weight);
	if (of[LEAF_SQUARE].total && of[LEAF_SQUARE].total != of[LEAF_WEIGHT].total)
		sums_add(&of[LEAF_SQUARE], cell, weight * weight);
	if (of[LEAF_COUNT].total)
		sums_add(&of[LEAF_COUNT], cell, weight > 0);
}

static void add_to_histogram(struct leaf_histogram *histogram, const struct plan *plan,
			     double weight, const int8_t *levels)
{
	for (size_t i = 0; i < nitems(plan); i++) {
		if (levels[i] > 0)
			add_answer(histogram,
				   plan->items[i].first_cell + (size_t)levels[i] - 1,
				   weight);
	}
}

bool leaf_is_full(const struct tally_leaf *leaf)
{
	return !leaf->histogram && leaf->nrows == LEAF_ROWS;
}

void leaf_to_histogram(struct tally_leaf *leaf, const struct plan *plan,
		       struct leaf_histogram *histogram)
{
	for (uint32_t row = 0; row < leaf->nrows; row++)
		add_to_histogram(histogram, plan, leaf_row_weight(leaf, row),
				 leaf_row_levels(leaf, plan, row));
	leaf_release(leaf);
	leaf->histogram = histogram;
}

void leaf_add(struct tally_leaf *leaf, const struct plan *plan, double weight,
	      const int8_t *levels)
{
	assert(!leaf_is_full(leaf));
	leaf->nweighted += weight > 0;
	sum_add(&leaf->weight, weight);
	leaf->square += weight * weight;
	if (leaf->histogram)
		add_to_histogram(leaf->histogram, plan, weight, levels);
	else
		add_row(leaf, plan, weight, levels);
}

static double form_value(const struct leaf_form *form, const struct plan *plan,
			 const int8_t *levels)
{
	double value = 0;

	for (size_t i = form->first; i < form->end; i++) {
		if (levels[i] > 0)
			value += form->cells[plan->items[i].first_cell +
					     (size_t)levels[i] - 1];
	}
	return value;
}

static size_t first_cell(const struct plan *plan, size_t item)
{
	return item < nitems(plan) ? plan->items[item].first_cell : plan->ncells;
}

static double histogram_total(const struct tally_leaf *leaf, const struct plan *plan,
			      const struct leaf_form *form, enum leaf_power power)
{
	const struct sums *of = &leaf->histogram->of[power];
	struct sum total = {0, 0};

	assert(of->total);
	for (size_t c = first_cell(plan, form->first); c < first_cell(plan, form->end);
	     c++) {
		if (form->cells[c] != 0)
			sum_add(&total, form->cells[c] * sums_at(of, c));
	}
	return sum_value(&total);
}

double leaf_total(const struct tally_leaf *leaf, const struct plan *plan,
		  const struct leaf_form *form, enum leaf_power power)
{
	struct sum total = {0, 0};

	if (leaf->histogram)
		return histogram_total(leaf, plan, form, power);
	for (uint32_t row = 0; row < leaf->nrows; row++)
		sum_add(&total, power_of(leaf_row_weight(leaf, row), power) *
					form_value(form, plan,
						   leaf_row_levels(leaf, plan, row)));
	return sum_value(&total);
}

double leaf_product(const struct tally_leaf *leaf, const struct plan *plan,
		    const struct leaf_form *a, const struct leaf_form *b,
		    enum leaf_power power)
{
	struct sum total = {0, 0};

	for (uint32_t row = 0; row < leaf->nrows; row++) {
		const int8_t *levels = leaf_row_levels(leaf, plan, row);
		sum_add(&total, power_of(leaf_row_weight(leaf, row), power) *
					form_value(a, plan, levels) *
					form_value(b, plan, levels));
	}
	return sum_value(&total);
}

double leaf_item_product(const struct tally_leaf *leaf, const struct plan *plan,
			 const struct leaf_form *a, const struct leaf_form *b,
			 enum leaf_power power)
{
	const struct sums *of = &leaf->histogram->of[power];
	struct sum total = {0, 0};

	assert(of->total && a->first == b->first && a->end == a->first + 1);
	for (size_t c = first_cell(plan, a->first); c < first_cell(plan, a->end); c++)
		sum_add(&total, a->cells[c] * b->cells[c] * sums_at(of, c));
	return sum_value(&total);
}

bool leaf_answers(const struct tally_leaf *leaf, const struct plan *plan, size_t item)
{
	for (uint32_t row = 0; row < leaf->nrows; row++) {
		if (leaf_row_levels(leaf, plan, row)[item] > 0 &&
		    leaf_row_weight(leaf, row) > 0)
			return true;
	}
	if (!leaf->histogram)
		return false;
	for (size_t c = first_cell(plan, item); c < first_cell(plan, item + 1); c++) {
		if (sums_at(&leaf->histogram->of[LEAF_WEIGHT], c) > 0)
			return true;
	}
	return false;
}

void leaf_add_cells(const struct tally_leaf *leaf, const struct plan *plan,
		    struct sum *cells)
{
	for (uint32_t row = 0; row < leaf->nrows; row++) {
		const int8_t *levels = leaf_row_levels(leaf, plan, row);
		double weight = leaf->scale * leaf_row_weight(leaf, row);
		for (size_t i = 0; i < nitems(plan); i++) {
			if (levels[i] > 0)
				sum_add(&cells[first_cell(plan, i) + (size_t)levels[i] -
					       1],
					weight);
		}
	}
	for (size_t c = 0; leaf->histogram && c < plan->ncells; c++)
		sum_add(&cells[c],
			leaf->scale * sums_at(&leaf->histogram->of[LEAF_WEIGHT], c));
}

static void item_features(const struct plan *plan, const struct plan_item *item,
			  int8_t level, double *features)
{
	double *x = features + (size_t)item->joint * plan->nfeatures;

	for (int f = 0; f < FEATURE_COUNT; f++) {
		if (plan->features[f])
			*x++ = level > 0 ? plan_feature(item, (enum feature)f,
							(unsigned)level)
					 : 0;
	}
}

void leaf_features(const struct plan *plan, const int8_t *levels, double *features)
{
	for (size_t i = 0; i < plan->nitems; i++) {
		if (plan->items[i].joint != PLAN_NOT_JOINT)
			item_features(plan, &plan->items[i], levels[i], features);
	}
}
