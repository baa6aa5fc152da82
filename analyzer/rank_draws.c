/* Draws from the estimates' joint distribution, and P(top), P(bottom); see rank.h. */
#include "rank_field.h"

#include "forms/alloc.h"

#include <math.h>
#include <string.h>

enum { DRAWS = 10000 };

/* Below this part of its variance a pivot is rounding: nothing new comes with it. */
#define PIVOT_ROUNDING 1e-10

/*
 * Cholesky's factor of a covariance that may be singular (more units than PSUs): a
 * unit that the ones before it determine gets an empty column.
 */
static double *cholesky(const double *covariance, size_t k)
{
	double *factor = xcalloc(k * k + 1, sizeof(*factor));

	for (size_t i = 0; i < k; i++)
		for (size_t j = 0; j <= i; j++) {
			const double *left = &factor[i * k], *right = &factor[j * k];
			double rest = covariance[i * k + j];
			for (size_t l = 0; l < j; l++)
				rest -= left[l] * right[l];
			if (i != j)
				factor[i * k + j] = right[j] > 0 ? rest / right[j] : 0;
			else if (rest > PIVOT_ROUNDING * covariance[i * k + i])
				factor[i * k + i] = sqrt(rest);
		}
	return factor;
}

void rank_draws_init(struct rank_draws *draws, const struct rank_field *field,
		     uint64_t seed)
{
	draws->field = field;
	draws->gauss = gauss_start(seed, 0);
	draws->factor =
		field->covariance ? cholesky(field->covariance, field->k) : NULL;
	draws->normal = xcalloc(field->k + 1, sizeof(*draws->normal));
}

void rank_draws_release(struct rank_draws *draws)
{
	free(draws->factor);
	free(draws->normal);
}

void rank_draws_next(struct rank_draws *draws, double *deviations)
{
	size_t k = draws->field->k;

	for (size_t a = 0; a < k; a++)
		draws->normal[a] = gauss_next(&draws->gauss);
	for (size_t a = 0; a < k; a++) {
		deviations[a] = 0;
		if (!draws->factor)
			deviations[a] = draws->field->se[a] * draws->normal[a];
		for (size_t l = 0; draws->factor && l <= a; l++)
			deviations[a] += draws->factor[a * k + l] * draws->normal[l];
	}
}

static int compare_numbers(const void *left, const void *right)
{
	double a = *(const double *)left, b = *(const double *)right;

	return (a < b) - (a > b);
}

static void count_draw(const double *values, double *sorted, size_t k, size_t top,
		       struct ranking *rows)
{
	memcpy(sorted, values, k * sizeof(*sorted));
	qsort(sorted, k, sizeof(*sorted), compare_numbers);
	for (size_t a = 0; a < k; a++) {
		rows[a].p_top += values[a] >= sorted[top - 1];
		rows[a].p_bottom += values[a] <= sorted[k - top];
	}
}

void rank_probabilities(const struct rank_field *field,
			const struct rank_options *options, struct ranking *rows)
{
	size_t k = field->k, top = options->top < k ? options->top : k;
	double *values = xcalloc(2 * k + 1, sizeof(*values));
	struct rank_draws draws;

	rank_draws_init(&draws, field, options->seed);
	for (size_t i = 0; top > 0 && i < DRAWS; i++) {
		rank_draws_next(&draws, values);
		for (size_t a = 0; a < k; a++)
			values[a] += field->x[a];
		count_draw(values, values + k, k, top, rows);
	}
	for (size_t a = 0; a < k; a++) {
		rows[a].p_top = top ? rows[a].p_top / DRAWS : (double)NAN;
		rows[a].p_bottom = top ? rows[a].p_bottom / DRAWS : (double)NAN;
	}
	rank_draws_release(&draws);
	free(values);
}
