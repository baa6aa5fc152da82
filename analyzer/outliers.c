/* See outliers.h. */
#include "outliers.h"

#include "order.h"
#include "quantile.h"

#include "forms/alloc.h"

#include <gsl/gsl_sf_gamma.h>
#include <math.h>

#define WINSORISED_SQUARE 0.678717
#define RHO_LEAST 1e-9
#define RHO_MOST 0.9
#define RARE 0.1
#define CAUTION 0.75

enum { ROUNDS_MAX = 3, BISECTIONS = 50, TAIL_PARTS = 10 };

/* --- how honest groups differ ----------------------------------------------------- */

/* Squared distances, signed, with what rho adds to their variance. */
struct spread {
	double *z, *extra, *sorted;
	size_t n;
};

static double winsorised_square(const struct spread *spread, double rho)
{
	size_t n = spread->n, cut = n / TAIL_PARTS > 0 ? n / TAIL_PARTS : n >= 5;
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		spread->sorted[i] =
			spread->z[i] / sqrt(1 + fmax(spread->extra[i], 0) * rho);
	qsort(spread->sorted, n, sizeof(double), order_numbers);
	for (size_t i = 0; i < n; i++) {
		size_t at = i < cut ? cut : i >= n - cut ? n - cut - 1 : i;
		sum += spread->sorted[at] * spread->sorted[at];
	}
	return sum / (double)n;
}

static double rho_of(const struct spread *spread, double alpha)
{
	double q = alpha / (double)spread->n, low = 0, high = RHO_MOST;
	double t = t_quantile(q, (double)spread->n - 1), z = normal_quantile(q);
	double goal = CAUTION * WINSORISED_SQUARE * (z / t) * (z / t);

	if (spread->n < 2 || winsorised_square(spread, 0) <= goal)
		return 0;
	for (int i = 0; i < BISECTIONS; i++) {
		double middle = (low + high) / 2;
		if (winsorised_square(spread, middle) > goal)
			low = middle;
		else
			high = middle;
	}
	return high;
}

static struct spread spread_new(size_t count)
{
	return (struct spread){xcalloc(count + 1, sizeof(double)),
			       xcalloc(count + 1, sizeof(double)),
			       xcalloc(count + 1, sizeof(double)), 0};
}

static void spread_release(struct spread *spread)
{
	free(spread->z);
	free(spread->extra);
	free(spread->sorted);
}

static void spread_add(struct spread *spread, double z, double extra)
{
	spread->z[spread->n] = z;
	spread->extra[spread->n++] = extra;
}

/* --- rounds ----------------------------------------------------------------------- */

/* Judges all groups once, those that were out not among the others. */
typedef void judge_fn(struct outlier_group *groups, size_t count, double alpha);

static size_t count_out(const struct outlier_group *groups, size_t count)
{
	size_t out = 0;

	for (size_t i = 0; i < count; i++)
		out += groups[i].out;
	return out;
}

static void judge_in_rounds(judge_fn *judge, struct outlier_group *groups, size_t count,
			    double alpha)
{
	for (size_t i = 0; i < count; i++)
		groups[i].out = false;
	for (int round = 0; round < ROUNDS_MAX; round++) {
		size_t before = count_out(groups, count);
		judge(groups, count, alpha);
		if (count_out(groups, count) == before)
			break;
	}
}

/* --- shares ----------------------------------------------------------------------- */

/* P(K >= j) of a beta-binomial, from j = n downward in logarithms, since the first
 * terms are too small for a double: the tail at k, and the smallest j beyond which
 * no more than q lies. */
static void tail(struct outlier_group *group, double mean, double rho, double q)
{
	double strength = 1 / fmax(rho, RHO_LEAST) - 1;
	double a = mean * strength, b = (1 - mean) * strength;
	double n = group->n, sum = 0, least = n + 1;
	double log_p = gsl_sf_lnbeta(n + a, b) - gsl_sf_lnbeta(a, b);

	for (double j = n; j >= 0 && (j >= group->k || sum <= q); j--) {
		sum += exp(log_p);
		if (sum <= q)
			least = j;
		if (j >= group->k)
			group->p = fmin(sum, 1);
		log_p += log(j / (n - j + 1)) + log((n - j + b) / (j - 1 + a));
	}
	group->threshold = least > n ? (double)NAN : least / n;
}

struct share_total {
	double k, n;
};

static double ratio(struct share_total total)
{
	return (total.k + 0.5) / fmax(total.n, 1e-12);
}

/* Marks that are rare tell little of how their rates differ. */
static double rare_rho(double mean, double variation)
{
	return mean < RARE ? fmin(variation * mean * (1 - mean / RARE), RHO_MOST) : 0;
}

static double bounded(double share)
{
	return fmin(fmax(share, 1e-12), 0.999);
}

static double share_rho(const struct outlier_group *groups, size_t count, double all,
			double alpha)
{
	struct spread spread = spread_new(count);

	for (size_t i = 0; i < count; i++) {
		const struct outlier_group *g = &groups[i];
		double mean = bounded(all * g->base);
		if (!g->out)
			spread_add(&spread,
				   (g->k - g->n * mean) /
					   sqrt(g->n * mean * (1 - mean)),
				   g->n - 1);
	}
	double rho = rho_of(&spread, alpha);
	spread_release(&spread);
	return rho;
}

static void judge_shares(struct outlier_group *groups, size_t count, double alpha)
{
	struct share_total total = {0, 0};
	double q = alpha / (double)count;

	for (size_t i = 0; i < count; i++)
		if (!groups[i].out) {
			total.k += groups[i].k;
			total.n += groups[i].n * groups[i].base;
		}
	double rho = share_rho(groups, count, ratio(total), alpha);
	for (size_t i = 0; i < count; i++) {
		struct outlier_group *g = &groups[i];
		struct share_total others = total;
		if (!g->out) {
			others.k -= g->k;
			others.n -= g->n * g->base;
		}
		g->expected = bounded(ratio(others) * g->base);
		tail(g, g->expected, fmax(rho, rare_rho(g->expected, g->variation)), q);
		g->out = g->p <= q;
		g->p = fmin(1, g->p * (double)count);
	}
}

void outliers_of_shares(struct outlier_group *groups, size_t count, double alpha)
{
	judge_in_rounds(judge_shares, groups, count, alpha);
}

/* --- means ------------------------------------------------------------------------ */

static double median_of(const struct outlier_group *groups, size_t count)
{
	double *values = xcalloc(count + 1, sizeof(*values));
	size_t n = 0;

	for (size_t i = 0; i < count; i++)
		if (!groups[i].out)
			values[n++] = groups[i].value;
	qsort(values, n, sizeof(*values), order_numbers);
	double median = n ? (values[(n - 1) / 2] + values[n / 2]) / 2 : (double)NAN;
	free(values);
	return median;
}

static void judge_means(struct outlier_group *groups, size_t count, double alpha)
{
	double q = alpha / (double)count, middle = median_of(groups, count);
	struct spread spread = spread_new(count);

	for (size_t i = 0; i < count; i++)
		if (!groups[i].out)
			spread_add(&spread, (groups[i].value - middle) / groups[i].se,
				   groups[i].size);
	double rho = rho_of(&spread, alpha);
	spread_release(&spread);
	for (size_t i = 0; i < count; i++) {
		struct outlier_group *g = &groups[i];
		double se = g->se * sqrt(1 + g->size * rho);
		double p = normal_cdf((g->value - middle) / se);
		g->expected = middle;
		g->threshold = middle + normal_quantile(q) * se;
		g->out = p <= q;
		g->p = fmin(1, p * (double)count);
	}
}

void outliers_of_means(struct outlier_group *groups, size_t count, double alpha)
{
	judge_in_rounds(judge_means, groups, count, alpha);
}
