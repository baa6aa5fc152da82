/* Ranks and the joint region of Klein, Wright & Wieczorek; see rank.h. */
#include "rank.h"

#include "quantile.h"
#include "rank_field.h"

#include "forms/alloc.h"

#include <math.h>

struct rank_options rank_defaults(void)
{
	return (struct rank_options){.level = 0.95,
				     .sets = RANK_SETS_KWW,
				     .joint = RANK_INDEPENDENCE,
				     .top = 3,
				     .seed = 1};
}

static enum rank_why why_not(const struct rank_input *input, size_t unit)
{
	if (isnan(input->estimate[unit]))
		return RANK_NO_ESTIMATE;
	return isnan(input->se[unit]) ? RANK_NO_SE : RANK_RANKED;
}

size_t rank_count(const struct rank_input *input)
{
	size_t count = 0;

	for (size_t i = 0; i < input->n; i++)
		count += why_not(input, i) == RANK_RANKED;
	return count;
}

double rank_interval_level(double level, enum rank_joint joint, size_t k)
{
	double n = (double)(k ? k : 1);

	return joint == RANK_BONFERRONI ? 1 - (1 - level) / n : pow(level, 1 / n);
}

/* What sorting needs of a unit. */
struct candidate {
	double x;
	size_t unit;
};

static int compare_candidates(const void *left, const void *right)
{
	const struct candidate *a = left, *b = right;

	if (a->x != b->x)
		return a->x > b->x ? -1 : 1;
	return (a->unit > b->unit) - (a->unit < b->unit);
}

static void order_units(struct rank_field *field, const struct rank_input *input,
			double sign)
{
	struct candidate *list = xcalloc(input->n + 1, sizeof(*list));

	for (size_t i = 0; i < input->n; i++)
		if (why_not(input, i) == RANK_RANKED)
			list[field->k++] =
				(struct candidate){sign * input->estimate[i], i};
	qsort(list, field->k, sizeof(*list), compare_candidates);
	field->unit = xcalloc(field->k + 1, sizeof(*field->unit));
	for (size_t a = 0; a < field->k; a++)
		field->unit[a] = list[a].unit;
	free(list);
}

/* A column of the input in the order of the field; NULL stays `otherwise`. */
static double *column(const struct rank_field *field, const double *values, double sign,
		      double otherwise)
{
	double *list = xcalloc(field->k + 1, sizeof(*list));

	for (size_t a = 0; a < field->k; a++)
		list[a] = values ? sign * values[field->unit[a]] : otherwise;
	return list;
}

static double *covariance(const struct rank_field *field,
			  const struct rank_input *input)
{
	size_t k = field->k;
	double *matrix = input->covariance ? xcalloc(k * k + 1, sizeof(*matrix)) : NULL;

	for (size_t a = 0; matrix && a < k; a++) {
		const double *row = &input->covariance[field->unit[a] * input->n];
		for (size_t b = 0; b < k; b++)
			matrix[a * k + b] = a == b ? field->se[a] * field->se[a]
						   : row[field->unit[b]];
	}
	return matrix;
}

static void field_init(struct rank_field *field, const struct rank_input *input,
		       const struct rank_options *options)
{
	double sign = options->lowest_first ? -1 : 1;
	const double *low = sign > 0 ? input->low : input->high;
	const double *high = sign > 0 ? input->high : input->low;

	*field = (struct rank_field){.k = 0};
	order_units(field, input, sign);
	field->x = column(field, input->estimate, sign, 0);
	field->se = column(field, input->se, 1, 0);
	field->df = column(field, input->df, 1, (double)INFINITY);
	field->low = column(field, low, sign, (double)NAN);
	field->high = column(field, high, sign, (double)NAN);
	field->covariance = covariance(field, input);
}

static void field_release(struct rank_field *field)
{
	free(field->unit);
	free(field->x);
	free(field->se);
	free(field->df);
	free(field->low);
	free(field->high);
	free(field->covariance);
}

/* Ranks proper; equals share the best of their places. */
static void rank_estimates(const struct rank_field *field, struct ranking *rows)
{
	for (size_t a = 0; a < field->k; a++)
		rows[a].rank = a > 0 && field->x[a] == field->x[a - 1]
				       ? rows[a - 1].rank
				       : a + 1;
}

/* The intervals that were not given. */
static void make_intervals(const struct rank_field *field, double level)
{
	for (size_t a = 0; a < field->k; a++) {
		double t = t_quantile(0.5 + level / 2, field->df[a]);
		double half = field->se[a] > 0 ? t * field->se[a] : 0;
		if (isnan(field->low[a]))
			field->low[a] = field->x[a] - half;
		if (isnan(field->high[a]))
			field->high[a] = field->x[a] + half;
	}
}

static void rank_kww(const struct rank_field *field, const struct rank_options *options,
		     struct ranking *rows)
{
	make_intervals(field,
		       rank_interval_level(options->level, options->joint, field->k));
	for (size_t a = 0; a < field->k; a++) {
		rows[a].low = 1;
		rows[a].high = field->k;
		for (size_t b = 0; b < field->k; b++) {
			rows[a].low += field->low[b] > field->high[a];
			rows[a].high -= field->high[b] < field->low[a];
		}
	}
}

static void (*const set_makers[])(const struct rank_field *,
				  const struct rank_options *, struct ranking *) = {
	[RANK_SETS_KWW] = rank_kww,
	[RANK_SETS_STEPDOWN] = rank_stepdown,
	[RANK_SETS_MARGINAL] = rank_stepdown,
};
_Static_assert(ARRAY_SIZE(set_makers) == RANK_SETS_COUNT, "a maker of each kind");

void rank_units(const struct rank_input *input, const struct rank_options *options,
		struct ranking *rankings)
{
	struct rank_field field;

	field_init(&field, input, options);
	struct ranking *rows = xcalloc(field.k + 1, sizeof(*rows));
	rank_estimates(&field, rows);
	set_makers[options->sets](&field, options, rows);
	rank_tiers(&field, options->level, rows);
	rank_probabilities(&field, options, rows);
	for (size_t i = 0; i < input->n; i++)
		rankings[i] = (struct ranking){.why = why_not(input, i),
					       .p_top = (double)NAN,
					       .p_bottom = (double)NAN};
	for (size_t a = 0; a < field.k; a++)
		rankings[field.unit[a]] = rows[a];
	free(rows);
	field_release(&field);
}
