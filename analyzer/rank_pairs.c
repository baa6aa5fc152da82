/*
 * Differences of all pairs of units: the step-down sets of Mogstad, Romano, Shaikh &
 * Wilhelm, and the tiers; see rank.h.
 */
#include "order.h"
#include "rank_field.h"

#include "adjust.h"
#include "quantile.h"

#include "forms/alloc.h"

#include <math.h>

enum {
	DRAWS_MAX = 10000,
	DRAWS_MIN = 2000,
	DRAWN_NUMBERS_MAX = 1000000, /* draws × units, between the two limits above */
};

/* A variance of a difference this small beside its terms is rounding: 0. */
#define VARIANCE_ROUNDING 1e-12

static double difference_se(const struct rank_field *field, size_t a, size_t b)
{
	double va = field->se[a] * field->se[a], vb = field->se[b] * field->se[b];
	double cov = field->covariance ? field->covariance[a * field->k + b] : 0;
	double variance = va + vb - 2 * cov;

	return variance > VARIANCE_ROUNDING * (va + vb) ? sqrt(variance) : 0;
}

/* Satterthwaite 1946, Biometrics Bulletin 2:110-114. */
static double difference_df(const struct rank_field *field, size_t a, size_t b)
{
	double va = field->se[a] * field->se[a], vb = field->se[b] * field->se[b];
	double inverse = va * va / field->df[a] + vb * vb / field->df[b];

	return inverse > 0 ? (va + vb) * (va + vb) / inverse : (double)INFINITY;
}

/* The t statistic's upper tail on the normal scale; beyond any table it stays large. */
static double to_normal(double t, double df)
{
	if (isinf(df) || isinf(t))
		return t;
	return fmin(t, -normal_quantile(fmax(t_cdf(-t, df), 1e-300)));
}

static struct rank_pair make_pair(const struct rank_field *field, size_t a, size_t b)
{
	double se = difference_se(field, a, b), difference = field->x[a] - field->x[b];
	struct rank_pair pair = {.a = (uint32_t)a, .b = (uint32_t)b};

	if (se > 0) {
		pair.weight = 1 / se;
		pair.z = to_normal(difference / se, difference_df(field, a, b));
	} else {
		pair.z = difference > 0 ? (double)INFINITY : 0;
	}
	return pair;
}

struct rank_pair *rank_pairs(const struct rank_field *field, size_t only,
			     size_t *npairs)
{
	size_t k = field->k, room = only < k ? k : k * (k - (k > 0)) / 2;
	struct rank_pair *pairs = xcalloc(room + 1, sizeof(*pairs));

	*npairs = 0;
	for (size_t a = 0; a < k; a++)
		for (size_t b = a + 1; b < k; b++)
			if (only >= k || a == only || b == only)
				pairs[(*npairs)++] = make_pair(field, a, b);
	return pairs;
}

/* --- step-down -------------------------------------------------------------------- */

struct deviations {
	size_t n, k;
	double *list; /* n × k */
	double *largest;
};

static void deviations_init(struct deviations *deviations,
			    const struct rank_field *field,
			    const struct rank_options *options)
{
	size_t fit = DRAWN_NUMBERS_MAX / (field->k + 1);
	struct rank_draws draws;

	fit = fit < DRAWS_MIN ? DRAWS_MIN : fit > DRAWS_MAX ? DRAWS_MAX : fit;
	deviations->n = options->draws ? options->draws : fit;
	deviations->k = field->k;
	deviations->list = xcalloc(deviations->n * field->k + 1, sizeof(double));
	deviations->largest = xcalloc(deviations->n, sizeof(double));
	rank_draws_init(&draws, field, options->seed);
	for (size_t i = 0; i < deviations->n; i++)
		rank_draws_next(&draws, &deviations->list[i * field->k]);
	rank_draws_release(&draws);
}

static void deviations_release(struct deviations *deviations)
{
	free(deviations->list);
	free(deviations->largest);
}

/* Largest statistic of one draw among the hypotheses that stand: both directions of
 * a pair, or only "b is not above a" once a was found above b. */
static double largest_statistic(const double *draw, const struct rank_pair *pairs,
				size_t npairs)
{
	double largest = 0;

	for (size_t i = 0; i < npairs; i++) {
		double t = (draw[pairs[i].a] - draw[pairs[i].b]) * pairs[i].weight;
		if (-t > largest)
			largest = -t;
		else if (t > largest && !pairs[i].rejected)
			largest = t;
	}
	return largest;
}

/* The order statistic number ⌈level (n+1)⌉ of the n draws. */
static double critical_value(const struct deviations *deviations,
			     const struct rank_pair *pairs, size_t npairs, double level)
{
	size_t n = deviations->n;
	size_t number = (size_t)ceil(level * (double)(n + 1));

	for (size_t i = 0; i < n; i++)
		deviations->largest[i] = largest_statistic(
			&deviations->list[i * deviations->k], pairs, npairs);
	qsort(deviations->largest, n, sizeof(double), order_numbers);
	return deviations->largest[(number > n ? n : number) - 1];
}

static void step_down(const struct deviations *deviations, struct rank_pair *pairs,
		      size_t npairs, double level)
{
	size_t fallen;

	do {
		double critical = critical_value(deviations, pairs, npairs, level);
		fallen = 0;
		for (size_t i = 0; i < npairs; i++) {
			if (pairs[i].rejected || pairs[i].z <= critical)
				continue;
			pairs[i].rejected = true;
			fallen++;
		}
	} while (fallen > 0);
}

/* Counts the rejections for every unit, or only for one of each pair. */
static void count_rejections(const struct rank_pair *pairs, size_t npairs, size_t only,
			     size_t k, struct ranking *rows)
{
	for (size_t i = 0; i < npairs; i++) {
		size_t a = pairs[i].a, b = pairs[i].b;
		if (!pairs[i].rejected)
			continue;
		if (only >= k || only == a)
			rows[a].high--;
		if (only >= k || only == b)
			rows[b].low++;
	}
}

static void sets_of(const struct rank_field *field, const struct deviations *deviations,
		    size_t only, double level, struct ranking *rows)
{
	size_t npairs;
	struct rank_pair *pairs = rank_pairs(field, only, &npairs);

	step_down(deviations, pairs, npairs, level);
	count_rejections(pairs, npairs, only, field->k, rows);
	free(pairs);
}

void rank_stepdown(const struct rank_field *field, const struct rank_options *options,
		   struct ranking *rows)
{
	struct deviations deviations;
	size_t k = field->k;

	for (size_t a = 0; a < k; a++) {
		rows[a].low = 1;
		rows[a].high = k;
	}
	if (k < 2)
		return;
	deviations_init(&deviations, field, options);
	if (options->sets == RANK_SETS_STEPDOWN)
		sets_of(field, &deviations, k, options->level, rows);
	else
		for (size_t a = 0; a < k; a++)
			sets_of(field, &deviations, a, options->level, rows);
	deviations_release(&deviations);
}

/* --- tiers ------------------------------------------------------------------------ */

static void holm(struct rank_pair *pairs, size_t npairs, double level)
{
	double *p = xcalloc(npairs + 1, sizeof(*p));

	for (size_t i = 0; i < npairs; i++)
		p[i] = 2 * normal_cdf(-pairs[i].z);
	adjust_holm(p, npairs, p);
	for (size_t i = 0; i < npairs; i++)
		pairs[i].rejected = p[i] <= 1 - level;
	free(p);
}

void rank_tiers(const struct rank_field *field, double level, struct ranking *rows)
{
	size_t k = field->k, npairs;
	struct rank_pair *pairs = rank_pairs(field, k, &npairs);
	size_t *reach =
		xcalloc(k + 1, sizeof(*reach)); /* the first unit not above it */

	holm(pairs, npairs, level);
	for (size_t b = 0; b < k; b++)
		reach[b] = b;
	for (size_t i = 0; i < npairs; i++)
		if (!pairs[i].rejected && pairs[i].a < reach[pairs[i].b])
			reach[pairs[i].b] = pairs[i].a;
	reach[k] = k;
	for (size_t b = k; b-- > 0;)
		if (reach[b + 1] < reach[b])
			reach[b] = reach[b + 1];
	for (size_t b = 0; b < k; b++)
		rows[b].tier = b == 0 ? 1 : rows[b - 1].tier + (reach[b] == b);
	free(reach);
	free(pairs);
}
