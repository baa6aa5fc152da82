/* All subsets, one Cholesky decomposition each; see shapley.h. */
#include "shapley.h"

#include <assert.h>
#include <math.h>

#include <gsl/gsl_errno.h>
#include <gsl/gsl_linalg.h>

#include "forms/alloc.h"

/* R² of the predictors in the bit set; NaN when they are collinear. */
static double r_squared(const double *r, const double *y, size_t p, unsigned set)
{
	double matrix[SHAPLEY_MOST * SHAPLEY_MOST], right[SHAPLEY_MOST], sum = 0;
	size_t at[SHAPLEY_MOST], n = 0;

	for (size_t i = 0; i < p; i++) {
		if (set >> i & 1)
			at[n++] = i;
	}
	if (!n)
		return 0;
	for (size_t i = 0; i < n; i++) {
		right[i] = y[at[i]];
		for (size_t j = 0; j < n; j++)
			matrix[i * n + j] = r[at[i] * p + at[j]];
	}
	gsl_matrix_view m = gsl_matrix_view_array(matrix, n, n);
	gsl_vector_view b = gsl_vector_view_array(right, n);
	if (gsl_linalg_cholesky_decomp1(&m.matrix) != GSL_SUCCESS)
		return NAN;
	for (size_t i = 0; i < n; i++) {
		if (!(matrix[i * n + i] > 1e-6))
			return NAN;
	}
	gsl_linalg_cholesky_svx(&m.matrix, &b.vector);
	for (size_t i = 0; i < n; i++)
		sum += right[i] * y[at[i]];
	return sum;
}

static size_t count_bits(unsigned set)
{
	size_t n = 0;

	for (; set; set >>= 1)
		n += set & 1;
	return n;
}

/* |S|! (p-|S|-1)! / p! */
static double order_share(size_t size, size_t p)
{
	return exp(lgamma((double)size + 1) + lgamma((double)(p - size)) -
		   lgamma((double)p + 1));
}

bool shapley_shares(const double *correlations, const double *with_outcome, size_t p,
		    double *shares)
{
	unsigned all = (1u << p) - 1;

	assert(p >= 1 && p <= SHAPLEY_MOST);
	gsl_set_error_handler_off();
	if (isnan(r_squared(correlations, with_outcome, p, all)))
		return false;
	double *r2 = xcalloc((size_t)all + 1, sizeof(*r2));
	for (unsigned set = 1; set <= all; set++)
		r2[set] = r_squared(correlations, with_outcome, p, set);
	for (size_t j = 0; j < p; j++) {
		shares[j] = 0;
		for (unsigned set = 0; set <= all; set++) {
			if (!(set >> j & 1))
				shares[j] += order_share(count_bits(set), p) *
					     (r2[set | 1u << j] - r2[set]);
		}
	}
	free(r2);
	return true;
}
