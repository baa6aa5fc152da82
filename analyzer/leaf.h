/*
 * One domain's share of one leaf of the design (design.h), the place where the
 * respondents' answers add up. Most leaves of unit × service × PSU hold one or two
 * respondents, few hold very many, so a leaf has two forms behind the same
 * functions:
 *
 *   few rows    the respondents as they are: weight and one byte per item
 *   histogram   from LEAF_ROWS on: per cell (level of item) the sum of w; without
 *               PSUs also of w², since then each respondent is a unit of the
 *               variance; under calibration also the number of answers. What
 *               products of items need then goes to the domain's joints (domain.h)
 *
 * so that memory stays below LEAF_ROWS rows or one histogram per leaf, whatever the
 * number of respondents. Sums of weights are compensated (sum.h) except in the
 * histogram of a PSU, which is too small to need it.
 */
#ifndef HAILONG_ANALYZER_LEAF_H
#define HAILONG_ANALYZER_LEAF_H

#include "design.h"
#include "plan.h"
#include "sum.h"

enum { LEAF_ROWS = 16 };

/* What of a row is added up: 1 (0 for a weight of 0), its weight, its square. */
enum leaf_power { LEAF_COUNT, LEAF_WEIGHT, LEAF_SQUARE, LEAF_POWERS };

struct leaf_histogram {
	struct sums of[LEAF_POWERS]; /* per cell; .total NULL: not kept; without
					weights LEAF_SQUARE is LEAF_WEIGHT itself */
};

struct tally_leaf {
	uint32_t leaf;	 /* of the design */
	uint32_t cell;	 /* of the calibration, else 0 */
	uint32_t unit;	 /* number of (leaf, cell): `leaf` without calibration */
	uint32_t domain; /* its number */
	struct design_place place;
	uint64_t nweighted;   /* respondents with a weight above 0 */
	struct sum weight;    /* of all respondents, answered or not */
	double square;	      /* sum of w², plainly: for Kish's design effect only */
	double scale;	      /* multiplies w, its square w²; after tally_finish */
	uint32_t nrows, room; /* of `rows` */
	uint32_t joint;	      /* a histogram's: of the domain's joints */
	void *rows;	      /* `room` weights, then `room` × items levels */
	struct leaf_histogram *histogram; /* NULL: few rows */
};

/* u(row) = sum of cells[level of item] over the items [first, end) it answered. */
struct leaf_form {
	const double *cells;
	size_t first, end;
};

void leaf_release(struct tally_leaf *leaf);

/* Levels as in plan.h, of all items, derived ones included. */
void leaf_add(struct tally_leaf *leaf, const struct plan *plan, double weight,
	      const int8_t *levels);

/* Whether the next row needs the histogram form. */
bool leaf_is_full(const struct tally_leaf *leaf);

/* Gives the leaf its (empty) histogram and moves the rows into it. */
void leaf_to_histogram(struct tally_leaf *leaf, const struct plan *plan,
		       struct leaf_histogram *histogram);

/* The rows of the first form; none in the second. */
double leaf_row_weight(const struct tally_leaf *leaf, uint32_t row);
const int8_t *leaf_row_levels(const struct tally_leaf *leaf, const struct plan *plan,
			      uint32_t row);

/* Sum of power(w) u, without scale. The histogram must keep that power. */
double leaf_total(const struct tally_leaf *leaf, const struct plan *plan,
		  const struct leaf_form *form, enum leaf_power power);

/* Sum of power(w) u_a u_b over the rows; of a histogram 0 (see leaf_item_product). */
double leaf_product(const struct tally_leaf *leaf, const struct plan *plan,
		    const struct leaf_form *a, const struct leaf_form *b,
		    enum leaf_power power);

/* The same of a histogram for two forms over one and the same single item. */
double leaf_item_product(const struct tally_leaf *leaf, const struct plan *plan,
			 const struct leaf_form *a, const struct leaf_form *b,
			 enum leaf_power power);

/* Whether anybody with a weight above 0 answered the item. */
bool leaf_answers(const struct tally_leaf *leaf, const struct plan *plan, size_t item);

/* Adds scale × the sum of w to one sum per cell. */
void leaf_add_cells(const struct tally_leaf *leaf, const struct plan *plan,
		    struct sum *cells);

/*
 * A respondent's features of the plan's joint items, njoint × nfeatures of them in
 * the order of the joints' matrices: 0 where the answer is missing.
 */
void leaf_features(const struct plan *plan, const int8_t *levels, double *features);

#endif
