/* See kappa.h. */
#include "kappa.h"

#include "interval.h"
#include "quantile.h"

#include "forms/alloc.h"

#include <math.h>
#include <stdlib.h>

/* Below this an error is what rounding leaves of 0. */
static const double se_noise = 1e-7;
/* And so an expected agreement is 1. */
static const double one_noise = 1e-9;

static double weight(const struct kappa_table *table, unsigned a, unsigned b)
{
	unsigned apart = a > b ? a - b : b - a;

	if (table->weights == KAPPA_NOMINAL || apart == 0)
		return apart == 0;
	return 1 - (double)apart / (table->k - 1);
}

void kappa_table_init(struct kappa_table *table, enum kappa_weights weights, unsigned k)
{
	*table = (struct kappa_table){.weights = weights, .k = k};
	table->cells = xcalloc((size_t)k * k, sizeof(double));
	table->first = xcalloc(4 * (size_t)k, sizeof(double));
	table->second = table->first + k;
	table->by_first = table->second + k;
	table->by_second = table->by_first + k;
}

void kappa_table_release(struct kappa_table *table)
{
	free(table->cells);
	free(table->first);
}

void kappa_table_add(struct kappa_table *table, unsigned first, unsigned second)
{
	table->cells[(size_t)first * table->k + second]++;
	table->first[first]++;
	table->second[second]++;
	table->n++;
}

void kappa_table_close(struct kappa_table *table)
{
	for (unsigned a = 0; a < table->k; a++)
		for (unsigned b = 0; b < table->k; b++) {
			double w = weight(table, a, b);
			table->by_first[a] += w * table->second[b];
			table->by_second[b] += w * table->first[a];
			table->agreed += w * table->cells[(size_t)a * table->k + b];
			table->crossed += w * table->first[a] * table->second[b];
		}
}

static struct kappa_sums sums_of(double n, double agreed, double crossed)
{
	return (struct kappa_sums){n, agreed, n > 0 ? crossed / n : 0};
}

struct kappa_sums kappa_table_sums(const struct kappa_table *table)
{
	return sums_of(table->n, table->agreed, table->crossed);
}

struct kappa_sums kappa_table_without(const struct kappa_table *table, unsigned first,
				      unsigned second)
{
	double w = weight(table, first, second);

	return sums_of(table->n - 1, table->agreed - w,
		       table->crossed - table->by_first[first] -
			       table->by_second[second] + w);
}

struct kappa kappa_of_sums(const struct kappa_sums *sums)
{
	const double none = (double)NAN;
	struct kappa kappa = {none, none, none, none, none, none, KAPPA_NO_PAIRS};

	if (!(sums->n > 0))
		return kappa;
	kappa.observed = sums->observed / sums->n;
	kappa.expected = sums->expected / sums->n;
	kappa.why = KAPPA_ONE_CATEGORY;
	if (!(1 - kappa.expected > one_noise))
		return kappa;
	kappa.kappa = (sums->observed - sums->expected) / (sums->n - sums->expected);
	kappa.why = KAPPA_MEASURED;
	return kappa;
}

double kappa_table_se(const struct kappa_table *table, const struct kappa *kappa)
{
	double n = table->n, rest = 1 - kappa->kappa, squares = 0;
	double mean = kappa->kappa - kappa->expected * rest;

	if (isnan(kappa->kappa))
		return (double)NAN;
	for (unsigned a = 0; a < table->k; a++)
		for (unsigned b = 0; b < table->k; b++) {
			double by = (table->by_first[a] + table->by_second[b]) / n;
			double u = weight(table, a, b) - by * rest;
			squares += table->cells[(size_t)a * table->k + b] / n * u * u;
		}
	return sqrt(fmax(squares - mean * mean, 0) / n) / (1 - kappa->expected);
}

/* All agree: as far from certain as a share of n in n is. */
static void finish_perfect(struct kappa *kappa, double people, double level)
{
	struct interval all =
		interval_of_counts(INTERVAL_WILSON, people, people, level);

	kappa->low = (all.low - kappa->expected) / (1 - kappa->expected);
	kappa->high = 1;
}

void kappa_finish(struct kappa *kappa, double se, double df, double people,
		  double level)
{
	double apart = 1 - kappa->kappa;

	if (kappa->why != KAPPA_MEASURED)
		return;
	if (kappa->observed >= 1) {
		kappa->se = 0;
		finish_perfect(kappa, people, level);
		return;
	}
	if (!(se > se_noise)) {
		kappa->why = KAPPA_NO_VARIATION;
		return;
	}
	double far = exp(t_quantile(0.5 + level / 2, df) * se / apart);
	kappa->se = se;
	kappa->low = fmax(1 - apart * far, -1);
	kappa->high = 1 - apart / far;
}
