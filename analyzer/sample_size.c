/* See sample_size.h. */
#include "sample_size.h"

#include "quantile.h"

#include "forms/alloc.h"

#include <math.h>

enum { STRATUM_LEAST = 2 }; /* below two answers a stratum has no variance */

struct size_options size_defaults(void)
{
	return (struct size_options){.error = 0.05,
				     .level = 0.95,
				     .deff = 1,
				     .valid_rate = 1,
				     .change = (double)NAN,
				     .power = 0.8,
				     .size = (double)NAN};
}

/* Up to the next whole number, but not for a last binary digit. */
static double whole(double x)
{
	return ceil(x - 1e-9 * fmax(1, x));
}

static double z_of(const struct size_options *options)
{
	return normal_quantile(0.5 + options->level / 2);
}

double size_slovin(double population, double error)
{
	return whole(1 / (error * error + 1 / population));
}

double size_needed(double population, double sd, const struct size_options *options)
{
	double z = z_of(options), n0;

	n0 = options->deff * z * z * sd * sd / (options->error * options->error);
	return n0 / (1 + n0 / population);
}

/* deff (1/n - 1/N); nothing can be said of n = 0. */
static double factor(double population, double n, const struct size_options *options)
{
	return n > 0 ? options->deff * fmax(0, 1 / n - 1 / population) : (double)NAN;
}

/* Valid answers that can be hoped for when everybody is asked. */
static double reachable(const struct size_row *row, const struct size_options *options)
{
	return fmin(row->valid, floor(row->population * options->valid_rate + 1e-9));
}

/* s² + s'² of the rounds before and after the change. */
static double both_variances(const struct size_row *row,
			     const struct size_options *options)
{
	double after = row->p + options->change;

	if (isnan(row->p))
		return 2 * row->sd * row->sd;
	if (after > 1)
		after = row->p - options->change;
	return row->p * (1 - row->p) + after * (1 - after);
}

static void fill_change(struct size_row *row, double n,
			const struct size_options *options)
{
	double z = z_of(options), both = both_variances(row, options);
	double sum = z + normal_quantile(options->power);
	double n0 =
		options->deff * both * sum * sum / (options->change * options->change);
	double ratio =
		options->change / sqrt(factor(row->population, n, options) * both);

	row->change_valid = whole(n0 / (1 + n0 / row->population));
	row->change_power = normal_cdf(ratio - z) + normal_cdf(-ratio - z);
}

/* What follows from the number of valid answers. */
static void fill_row(struct size_row *row, const struct size_options *options)
{
	double z = z_of(options), n = reachable(row, options);
	double se = row->sd * sqrt(factor(row->population, n, options));

	row->slovin = size_slovin(row->population, options->error);
	row->issued = fmin(whole(row->valid / options->valid_rate), row->population);
	row->error = z * se;
	row->detects = (z + normal_quantile(options->power)) * sqrt(2) * se;
	row->change_valid = row->change_power = (double)NAN;
	if (!isnan(options->change))
		fill_change(row, n, options);
	row->total_cost = row->issued * row->cost;
}

/* The size of a group whose rows take shares a_h of it, see the header. */
static double group_size(const struct size_row *rows, const double *measures, size_t n,
			 const struct size_options *options)
{
	double z = z_of(options), population = 0, measure = 0, above = 0, within = 0;

	for (size_t i = 0; i < n; i++) {
		population += rows[i].population;
		measure += measures[i];
	}
	for (size_t i = 0; i < n; i++) {
		double share = rows[i].population / population;
		double square = rows[i].sd * rows[i].sd;
		above += share * share * square * measure / measures[i];
		within += share * square;
	}
	double scale = options->deff * z * z;
	return scale * above /
	       (options->error * options->error + scale * within / population);
}

static void plan_group(struct size_row *rows, size_t n,
		       const struct size_options *options)
{
	double *numbers = xcalloc(3 * n + 1, sizeof(*numbers));
	double *measures = numbers, *caps = numbers + n, *shares = numbers + 2 * n;

	for (size_t i = 0; i < n; i++) {
		caps[i] = rows[i].population;
		measures[i] =
			allocation_measure(options->allocation, rows[i].population,
					   rows[i].sd, rows[i].cost);
	}
	double size = n == 1 ? size_needed(rows->population, rows->sd, options)
			     : group_size(rows, measures, n, options);
	if (!isnan(options->size))
		size = options->size;
	if (n == 1) /* its share is all, and an infinite measure divides badly */
		shares[0] = fmin(whole(size), caps[0]);
	else
		allocate(measures, caps, n, whole(size), STRATUM_LEAST, shares);
	for (size_t i = 0; i < n; i++) {
		rows[i].valid = shares[i];
		fill_row(&rows[i], options);
	}
	free(numbers);
}

void size_plan(struct size_row *rows, size_t n, const struct size_options *options)
{
	for (size_t first = 0, end; first < n; first = end) {
		end = first + 1;
		while (end < n && rows[end].group == rows[first].group)
			end++;
		plan_group(&rows[first], end - first, options);
	}
}

struct size_row size_total(const struct size_row *rows, size_t n,
			   const struct size_options *options)
{
	struct size_row total = {.p = (double)NAN,
				 .sd = (double)NAN,
				 .cost = (double)NAN,
				 .change_valid = (double)NAN,
				 .change_power = (double)NAN};
	double variance = 0;

	for (size_t i = 0; i < n; i++) {
		total.population += rows[i].population;
		total.slovin += rows[i].slovin;
		total.valid += rows[i].valid;
		total.issued += rows[i].issued;
		total.total_cost += rows[i].total_cost;
	}
	for (size_t i = 0; i < n; i++) {
		double share = rows[i].population / total.population;
		variance += share * share * rows[i].sd * rows[i].sd *
			    factor(rows[i].population, reachable(&rows[i], options),
				   options);
	}
	total.error = z_of(options) * sqrt(variance);
	total.detects =
		(z_of(options) + normal_quantile(options->power)) * sqrt(2 * variance);
	return total;
}
