/* Two-pass weighted regression with design-based errors; see drivers.h. */
#include "drivers.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include <gsl/gsl_errno.h>
#include <gsl/gsl_linalg.h>

#include "forms/alloc.h"
#include "quantile.h"
#include "sum.h"

enum { MOST = SHAPLEY_MOST + 1 }; /* predictors, then the outcome */

/* One predictor's scores in one leaf. */
struct score {
	struct sum total, square;
};

struct drivers {
	const struct plan *plan;
	const struct design *design;
	struct driver_variable variables[MOST];
	size_t p;
	uint64_t n;
	/* first pass: weight, sums, cross products, as they are (values are 0 … 1) */
	struct sum weight, sums[MOST], products[MOST][MOST];
	double means[MOST], inverse[SHAPLEY_MOST * SHAPLEY_MOST]; /* C^-1 */
	double intercept, r_squared, df;
	struct driver list[SHAPLEY_MOST];
	/* second pass */
	struct score *scores; /* leaves × p */
	uint64_t *nweighted;  /* per leaf */
};

static double mean100(const struct plan_item *item, int8_t level)
{
	double min = item->values[0], max = item->values[item->nlevels - 1];

	return level > 0 ? (item->values[level - 1] - min) / (max - min) : (double)NAN;
}

static double factor_value(const struct plan *plan, const struct plan_factor *factor,
			   const int8_t *levels)
{
	double sum = 0, n = 0;

	for (size_t i = 0; i < factor->nitems; i++) {
		unsigned item = factor->items[i];
		double x = mean100(&plan->items[item], levels[item]);
		sum += isnan(x) ? 0 : x;
		n += !isnan(x);
	}
	for (size_t i = 0; i < factor->nfactors; i++) {
		double x =
			factor_value(plan, &plan->factors[factor->factors[i]], levels);
		sum += isnan(x) ? 0 : x;
		n += !isnan(x);
	}
	return n > 0 ? sum / n : (double)NAN;
}

double drivers_value(const struct plan *plan, const struct driver_variable *variable,
		     const int8_t *levels)
{
	if (variable->is_factor)
		return factor_value(plan, &plan->factors[variable->number], levels);
	return mean100(&plan->items[variable->number], levels[variable->number]);
}

struct drivers *drivers_new(const struct plan *plan, const struct design *design,
			    const struct driver_variable *outcome,
			    const struct driver_variable *predictors, size_t n)
{
	struct drivers *drivers = xcalloc(1, sizeof(*drivers));

	drivers->plan = plan;
	drivers->design = design;
	drivers->p = n;
	drivers->intercept = drivers->r_squared = drivers->df = (double)NAN;
	for (size_t i = 0; i < n && i < SHAPLEY_MOST; i++) {
		drivers->variables[i] = predictors[i];
		drivers->list[i].variable = predictors[i];
	}
	if (n <= SHAPLEY_MOST)
		drivers->variables[n] = *outcome;
	return drivers;
}

void drivers_free(struct drivers *drivers)
{
	if (!drivers)
		return;
	free(drivers->scores);
	free(drivers->nweighted);
	free(drivers);
}

/* The respondent's values; false when one is missing or the weight is 0. */
static bool complete(const struct drivers *drivers, double weight, const int8_t *levels,
		     double x[MOST])
{
	for (size_t i = 0; i <= drivers->p; i++) {
		x[i] = drivers_value(drivers->plan, &drivers->variables[i], levels);
		if (isnan(x[i]))
			return false;
	}
	return weight > 0;
}

static bool check_number(const struct drivers *drivers, struct error *err)
{
	if (drivers->p >= 1 && drivers->p <= SHAPLEY_MOST)
		return true;
	return error_set(err, ERROR_INPUT,
			 "%zu predictors: between 1 and %d can be used", drivers->p,
			 SHAPLEY_MOST);
}

bool drivers_add(struct drivers *drivers, const struct design_row *row, double factor,
		 const int8_t *levels, struct error *err)
{
	double x[MOST], weight;
	uint32_t leaf;

	if (!check_number(drivers, err) ||
	    !design_find(drivers->design, row, &leaf, &weight, err))
		return false;
	weight *= factor;
	if (!complete(drivers, weight, levels, x))
		return true;
	drivers->n++;
	sum_add(&drivers->weight, weight);
	for (size_t i = 0; i <= drivers->p; i++) {
		sum_add(&drivers->sums[i], weight * x[i]);
		for (size_t j = i; j <= drivers->p; j++)
			sum_add(&drivers->products[i][j], weight * x[i] * x[j]);
	}
	return true;
}

/* Sum w (x_i - mean)(x_j - mean). */
static double centred(const struct drivers *drivers, size_t i, size_t j)
{
	const struct sum *product = &drivers->products[i < j ? i : j][i < j ? j : i];

	return sum_value(product) -
	       sum_value(&drivers->weight) * drivers->means[i] * drivers->means[j];
}

static const char *name_of(const struct drivers *drivers, size_t i)
{
	const struct driver_variable *variable = &drivers->variables[i];

	return variable->is_factor ? drivers->plan->factors[variable->number].name
				   : drivers->plan->items[variable->number].name;
}

static bool check_spread(struct drivers *drivers, struct error *err)
{
	double weight = sum_value(&drivers->weight);

	if (drivers->n < drivers->p + 2)
		return error_set(err, ERROR_INPUT,
				 "%llu complete cases are too few for %zu predictors",
				 (unsigned long long)drivers->n, drivers->p);
	for (size_t i = 0; i <= drivers->p; i++) {
		drivers->means[i] = sum_value(&drivers->sums[i]) / weight;
		if (!(centred(drivers, i, i) > 1e-12 * weight))
			return error_set(err, ERROR_INPUT, "%s is constant",
					 name_of(drivers, i));
	}
	return true;
}

/* Correlations of the predictors, and of each with the outcome. */
static void correlate(const struct drivers *drivers, double *r, double *y)
{
	size_t p = drivers->p;

	for (size_t i = 0; i < p; i++) {
		double own = centred(drivers, i, i);
		for (size_t j = 0; j < p; j++)
			r[i * p + j] = centred(drivers, i, j) /
				       sqrt(own * centred(drivers, j, j));
		y[i] = centred(drivers, i, p) / sqrt(own * centred(drivers, p, p));
	}
}

/* C^-1 from the inverse of the correlations; they are positive definite. */
static void invert(struct drivers *drivers, const double *r)
{
	size_t p = drivers->p;
	gsl_matrix_view m = gsl_matrix_view_array(drivers->inverse, p, p);

	memcpy(drivers->inverse, r, p * p * sizeof(*r));
	gsl_linalg_cholesky_decomp1(&m.matrix);
	gsl_linalg_cholesky_invert(&m.matrix);
	for (size_t i = 0; i < p; i++) {
		for (size_t j = 0; j < p; j++)
			drivers->inverse[i * p + j] /=
				sqrt(centred(drivers, i, i) * centred(drivers, j, j));
	}
}

static void put_coefficients(struct drivers *drivers)
{
	size_t p = drivers->p;

	drivers->intercept = drivers->means[p];
	drivers->r_squared = 0;
	for (size_t i = 0; i < p; i++) {
		double b = 0;
		for (size_t j = 0; j < p; j++)
			b += drivers->inverse[i * p + j] * centred(drivers, j, p);
		drivers->list[i].coefficient = b;
		drivers->intercept -= b * drivers->means[i];
		drivers->r_squared +=
			b * centred(drivers, i, p) / centred(drivers, p, p);
	}
}

bool drivers_solve(struct drivers *drivers, struct error *err)
{
	double r[SHAPLEY_MOST * SHAPLEY_MOST], y[SHAPLEY_MOST], shares[SHAPLEY_MOST];

	gsl_set_error_handler_off();
	if (!check_number(drivers, err) || !check_spread(drivers, err))
		return false;
	correlate(drivers, r, y);
	if (!shapley_shares(r, y, drivers->p, shares))
		return error_set(err, ERROR_INPUT,
				 "a predictor is a combination of the others");
	invert(drivers, r);
	put_coefficients(drivers);
	for (size_t i = 0; i < drivers->p; i++)
		drivers->list[i].share = shares[i];
	return true;
}

static double residual(const struct drivers *drivers, const double *x)
{
	double e = x[drivers->p] - drivers->intercept;

	for (size_t i = 0; i < drivers->p; i++)
		e -= drivers->list[i].coefficient * x[i];
	return e;
}

static void begin_scores(struct drivers *drivers)
{
	size_t nleaves = design_nleaves(drivers->design);

	drivers->scores = xcalloc(nleaves + 1, (drivers->p + 1) * sizeof(struct score));
	drivers->nweighted = xcalloc(nleaves + 1, sizeof(uint64_t));
}

bool drivers_again(struct drivers *drivers, const struct design_row *row, double factor,
		   const int8_t *levels, struct error *err)
{
	size_t p = drivers->p;
	double x[MOST], weight;
	uint32_t leaf;

	if (!design_find(drivers->design, row, &leaf, &weight, err))
		return false;
	weight *= factor;
	if (!complete(drivers, weight, levels, x))
		return true;
	if (!drivers->scores)
		begin_scores(drivers);
	double e = residual(drivers, x);
	drivers->nweighted[leaf]++;
	for (size_t i = 0; i < p; i++) {
		double z = 0;
		for (size_t j = 0; j < p; j++)
			z += drivers->inverse[i * p + j] * (x[j] - drivers->means[j]);
		z *= weight * e;
		sum_add(&drivers->scores[leaf * p + i].total, z);
		sum_add(&drivers->scores[leaf * p + i].square, z * z);
	}
	return true;
}

struct placed {
	struct design_place place;
	uint32_t leaf;
};

static int compare_placed(const void *left, const void *right)
{
	const struct placed *a = left, *b = right;

	if (a->place.stratum != b->place.stratum)
		return a->place.stratum < b->place.stratum ? -1 : 1;
	if (a->place.psu != b->place.psu)
		return a->place.psu < b->place.psu ? -1 : 1;
	return (a->leaf > b->leaf) - (a->leaf < b->leaf);
}

/* The leaves with complete cases, in the order of strata, PSUs, leaves. */
static struct placed *sorted_leaves(const struct drivers *drivers, size_t *n)
{
	uint32_t nleaves = design_nleaves(drivers->design);
	struct placed *list = xcalloc((size_t)nleaves + 1, sizeof(*list));

	*n = 0;
	for (uint32_t leaf = 0; leaf < nleaves; leaf++) {
		if (drivers->nweighted[leaf])
			list[(*n)++] = (struct placed){
				design_leaf(drivers->design, leaf), leaf};
	}
	qsort(list, *n, sizeof(*list), compare_placed);
	return list;
}

static double count_df(const struct drivers *drivers, const struct placed *leaves,
		       size_t n)
{
	double units = 0, strata = 0;

	for (size_t i = 0; i < n; i++) {
		const struct design_place *last = i ? &leaves[i - 1].place : NULL;
		strata += !last || last->stratum != leaves[i].place.stratum;
		if (!design_is_clustered(drivers->design))
			units += (double)drivers->nweighted[leaves[i].leaf];
		else
			units += !last || last->psu != leaves[i].place.psu;
	}
	return units - strata - (double)drivers->p;
}

static void finish_driver(struct drivers *drivers, size_t number,
			  const struct placed *leaves, size_t n,
			  enum lonely_policy policy)
{
	struct driver *driver = &drivers->list[number];
	struct unit_totals totals = {0};

	for (size_t i = 0; i < n; i++) {
		const struct score *score =
			&drivers->scores[leaves[i].leaf * drivers->p + number];
		double z = sum_value(&score->total);
		unit_totals_add(&totals,
				(struct unit_total){leaves[i].leaf, leaves[i].place, z,
						    z, sum_value(&score->square)});
	}
	struct variance variance =
		unit_totals_variance(&totals, drivers->design, policy);
	unit_totals_release(&totals);
	driver->why = variance.why;
	driver->stratum = variance.stratum;
	driver->se =
		isnan(variance.value) ? variance.value : sqrt(fmax(variance.value, 0));
	driver->t = driver->coefficient / driver->se;
	driver->p = drivers->df > 0 ? 2 * t_cdf(-fabs(driver->t), drivers->df)
				    : (double)NAN;
	if (driver->why == UNDEFINED_NOT && isnan(driver->p))
		driver->why = UNDEFINED_NO_DF;
}

void drivers_finish(struct drivers *drivers, enum lonely_policy policy)
{
	size_t n;

	if (!drivers->scores)
		begin_scores(drivers);
	struct placed *leaves = sorted_leaves(drivers, &n);
	drivers->df = count_df(drivers, leaves, n);
	for (size_t i = 0; i < drivers->p; i++)
		finish_driver(drivers, i, leaves, n, policy);
	free(leaves);
}

const struct driver *drivers_list(const struct drivers *drivers, size_t *n)
{
	*n = drivers->p;
	return drivers->list;
}

double drivers_intercept(const struct drivers *drivers)
{
	return drivers->intercept;
}

double drivers_r_squared(const struct drivers *drivers)
{
	return drivers->r_squared;
}

double drivers_df(const struct drivers *drivers)
{
	return drivers->df;
}

uint64_t drivers_n(const struct drivers *drivers)
{
	return drivers->n;
}
