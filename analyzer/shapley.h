/*
 * Shares of explained variance: each predictor's rise of R² averaged over all orders
 * in which predictors can enter a linear regression (LMG; Lindeman, Merenda & Gold
 * 1980; the Shapley value of R²),
 *
 *   share_j = sum over S without j of |S|! (p-|S|-1)! / p! (R²(S + j) - R²(S)).
 *
 * Shares are >= 0 and add up to R² of all. Exact, 2^p regressions: p at most
 * SHAPLEY_MOST.
 */
#ifndef HAILONG_ANALYZER_SHAPLEY_H
#define HAILONG_ANALYZER_SHAPLEY_H

#include <stdbool.h>
#include <stddef.h>

enum { SHAPLEY_MOST = 12 };

/*
 * From the predictors' correlations (p × p) and those with the outcome (p). False, and
 * nothing written, when the predictors are collinear.
 */
bool shapley_shares(const double *correlations, const double *with_outcome, size_t p,
		    double *shares);

#endif
