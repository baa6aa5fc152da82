/*
 * What drives overall satisfaction: a linear regression of one item (or factor) on
 * others, with design-based standard errors and each predictor's share of R².
 *
 *   y_k = b_0 + sum of b_j x_kj + e_k      weighted least squares over complete cases
 *   u_k = C^-1 (x_k - mean x) e_k,         C = sum w (x - mean x)(x - mean x)'
 *   Var b = the variance of the total of w u (variance.h)
 *
 * Binder 1983, International Statistical Review 51:279-292; as svyglm of R's survey
 * (gaussian), df = PSUs - strata of the complete cases + 1 - (p + 1). Shares of R²:
 * shapley.h. All values are on the scale mean100, (x - min)/(max - min), so that a
 * coefficient is points per point; a respondent's value of a factor is the mean of
 * its members he has a value for (drivers_value). Complete cases: outcome and every
 * predictor have a value.
 *
 * Two passes over the rows of the domain, after tally_finish: bounded memory is p²
 * numbers plus, from the second on, 2p per leaf of the design. The first pass (drivers_add) gives the
 * coefficients (drivers_solve), the second (drivers_again, the same rows) the
 * scores. `factor` multiplies the weight: a calibration factor, else 1; that
 * calibration lowers the variance is not taken into account.
 *
 * Refused: no predictor or more than SHAPLEY_MOST, fewer complete cases than
 * coefficients + 1, a constant outcome or predictor, collinear predictors.
 */
#ifndef HAILONG_ANALYZER_DRIVERS_H
#define HAILONG_ANALYZER_DRIVERS_H

#include "plan.h"
#include "shapley.h"
#include "totals.h"

struct driver_variable {
	bool is_factor;
	unsigned number; /* in the plan */
};

/* A respondent's value, 0 … 1; NaN when he has none. */
double drivers_value(const struct plan *plan, const struct driver_variable *variable,
		     const int8_t *levels);

struct driver {
	struct driver_variable variable;
	double coefficient, se, t, p;
	double share; /* of the variance of the outcome: adds up to r_squared */
	enum undefined why;
	uint32_t stratum; /* of UNDEFINED_LONELY_PSU */
};

struct drivers;

void drivers_free(struct drivers *drivers); /* NULL is allowed */

/* Borrows plan and design, both finished. */
struct drivers *drivers_new(const struct plan *plan, const struct design *design,
			    const struct driver_variable *outcome,
			    const struct driver_variable *predictors, size_t n)
	__attribute__((malloc(drivers_free, 1), returns_nonnull));

MUST_CHECK bool drivers_add(struct drivers *drivers, const struct design_row *row,
			    double factor, const int8_t *levels, struct error *err);
MUST_CHECK bool drivers_solve(struct drivers *drivers, struct error *err);
MUST_CHECK bool drivers_again(struct drivers *drivers, const struct design_row *row,
			      double factor, const int8_t *levels, struct error *err);

/* Fills in se, t, p. */
void drivers_finish(struct drivers *drivers, enum lonely_policy policy);

/* After drivers_finish; all live as long as `drivers`. */
const struct driver *drivers_list(const struct drivers *drivers, size_t *n);
double drivers_intercept(const struct drivers *drivers);
double drivers_r_squared(const struct drivers *drivers);
double drivers_df(const struct drivers *drivers);
uint64_t drivers_n(const struct drivers *drivers); /* complete cases */

#endif
