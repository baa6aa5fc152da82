/* The table of interval methods; formulas and sources stand in interval.h. */
#include "interval.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "interval_profile.h"
#include "quantile.h"

struct bounds {
	double low, high;
};

static struct bounds cut(double low, double high)
{
	return (struct bounds){fmax(low, 0), fmin(high, 1)};
}

static struct bounds wilson(double k, double n, double alpha)
{
	double z = -normal_quantile(alpha / 2);
	double half = z * sqrt(z * z + 4 * k * (1 - k / n));
	double middle = 2 * k + z * z, width = 2 * (n + z * z);

	/* At the ends the root equals the rest: say so rather than leave 1e-17. */
	return (struct bounds){k > 0 ? (middle - half) / width : 0,
			       k < n ? (middle + half) / width : 1};
}

static struct bounds wilson_cc(double k, double n, double alpha)
{
	double z = -normal_quantile(alpha / 2), p = k / n, width = 2 * (n + z * z);
	double below = z * z - 2 - 1 / n + 4 * p * (n * (1 - p) + 1);
	double above = z * z + 2 - 1 / n + 4 * p * (n * (1 - p) - 1);
	double low = (2 * k + z * z - 1 - z * sqrt(fmax(below, 0))) / width;
	double high = (2 * k + z * z + 1 + z * sqrt(fmax(above, 0))) / width;

	return cut(k > 0 ? low : 0, k < n ? high : 1);
}

static struct bounds agresti_coull(double k, double n, double alpha)
{
	double z = -normal_quantile(alpha / 2), more = n + z * z;
	double p = (k + z * z / 2) / more, half = z * sqrt(p * (1 - p) / more);

	return cut(p - half, p + half);
}

static struct bounds clopper_pearson(double k, double n, double alpha)
{
	return (struct bounds){beta_quantile(alpha / 2, k, n - k + 1),
			       beta_quantile(1 - alpha / 2, k + 1, n - k)};
}

static struct bounds jeffreys(double k, double n, double alpha)
{
	double a = k + 0.5, b = n - k + 0.5;

	return (struct bounds){k > 0 ? beta_quantile(alpha / 2, a, b) : 0,
			       k < n ? beta_quantile(1 - alpha / 2, a, b) : 1};
}

static struct bounds wald(double k, double n, double alpha)
{
	double p = k / n, half = -normal_quantile(alpha / 2) * sqrt(p * (1 - p) / n);

	return cut(p - half, p + half);
}

static double expit(double x)
{
	return 1 / (1 + exp(-x));
}

static struct bounds design_logit(const struct share *share, double alpha)
{
	double p = share->estimate, x = log(p / (1 - p));
	double half = -t_quantile(alpha / 2, share->df) * share->se / (p * (1 - p));

	return (struct bounds){expit(x - half), expit(x + half)};
}

/* Korn & Graubard's effective sample size, reduced for few degrees of freedom. */
static double effective_n(const struct share *share, double alpha)
{
	double p = share->estimate, n = share->n, rows = share->rows;

	if (p > 0 && p < 1)
		n = p * (1 - p) / (share->se * share->se);
	else
		rows = n;
	double ratio =
		t_quantile(alpha / 2, rows - 1) / t_quantile(alpha / 2, share->df);
	return n * ratio * ratio;
}

static struct bounds design_beta(const struct share *share, double alpha)
{
	double n = effective_n(share, alpha);

	return clopper_pearson(n * share->estimate, n, alpha);
}

static struct bounds design_asin(const struct share *share, double alpha)
{
	double p = share->estimate, x = asin(sqrt(p)),
	       t = -t_quantile(alpha / 2, share->df);
	double half = t * share->se / (2 * sqrt(p * (1 - p)));
	double low = sin(x - half), high = sin(x + half);

	return (struct bounds){low * low, high * high};
}

static struct bounds design_wald(const struct share *share, double alpha)
{
	double half = -t_quantile(alpha / 2, share->df) * share->se;

	return (struct bounds){share->estimate - half, share->estimate + half};
}

static struct bounds design_likelihood(const struct share *share, double alpha)
{
	struct bounds bounds;

	interval_profile(share, alpha, &bounds.low, &bounds.high);
	return bounds;
}

struct method {
	const char *name;
	struct bounds (*counts)(double k, double n, double alpha);
	struct bounds (*design)(const struct share *share, double alpha);
	bool at_ends; /* the design form is defined for shares of 0 and 1 */
};

static const struct method methods[] = {
	[INTERVAL_WILSON] = {"wilson", wilson, NULL, true},
	[INTERVAL_WILSON_CC] = {"wilson-cc", wilson_cc, NULL, true},
	[INTERVAL_AGRESTI_COULL] = {"agresti-coull", agresti_coull, NULL, true},
	[INTERVAL_CLOPPER_PEARSON] = {"clopper-pearson", clopper_pearson, NULL, true},
	[INTERVAL_JEFFREYS] = {"jeffreys", jeffreys, NULL, true},
	[INTERVAL_WALD] = {"wald", wald, design_wald, true},
	[INTERVAL_LOGIT] = {"logit", NULL, design_logit, false},
	[INTERVAL_BETA] = {"beta", NULL, design_beta, true},
	[INTERVAL_XLOGIT] = {"xlogit", NULL, design_logit, false},
	[INTERVAL_LIKELIHOOD] = {"likelihood", NULL, design_likelihood, false},
	[INTERVAL_ASIN] = {"asin", NULL, design_asin, false},
	[INTERVAL_T] = {"t", NULL, NULL, false},
};
_Static_assert(sizeof(methods) / sizeof(methods[0]) == INTERVAL_METHOD_COUNT,
	       "a row for each interval method");

const char *interval_name(enum interval_method method)
{
	assert(method < INTERVAL_METHOD_COUNT);
	return methods[method].name;
}

bool interval_from_name(const char *name, enum interval_method *method)
{
	for (int i = 0; i < INTERVAL_METHOD_COUNT; i++) {
		if (i == INTERVAL_T || strcmp(methods[i].name, name) != 0)
			continue;
		*method = (enum interval_method)i;
		return true;
	}
	return false;
}

bool interval_is_of_counts(enum interval_method method)
{
	assert(method < INTERVAL_METHOD_COUNT);
	return methods[method].counts != NULL;
}

static struct interval make(enum interval_method method, struct bounds bounds)
{
	return (struct interval){bounds.low, bounds.high, method};
}

static const struct bounds undefined = {(double)NAN, (double)NAN};

struct interval interval_of_counts(enum interval_method method, double k, double n,
				   double level)
{
	assert(method < INTERVAL_METHOD_COUNT && method != INTERVAL_T);
	if (!(n > 0))
		return make(method, undefined);
	assert(k >= 0 && k <= n && level > 0 && level < 1);
	if (methods[method].counts)
		return make(method, methods[method].counts(k, n, 1 - level));
	double p = k / n;
	struct share share = {.estimate = p,
			      .se = sqrt(p * (1 - p) / (n - 1)),
			      .df = n - 1,
			      .n = n,
			      .rows = n,
			      .mass = n,
			      .dispersion = n / (n - 1)};
	return interval_of_share(method, &share, level);
}

struct interval interval_of_share(enum interval_method method,
				  const struct share *share, double level)
{
	double p = share->estimate, alpha = 1 - level;
	bool inside = p > 0 && p < 1;

	assert(method < INTERVAL_METHOD_COUNT && method != INTERVAL_T);
	if (isnan(p) || isnan(share->se) || !(share->df > 0))
		return make(method, undefined);
	if (inside && share->se <= 0)
		return make(method, (struct bounds){p, p});
	if (!inside && !methods[method].at_ends)
		method = INTERVAL_BETA;
	if (methods[method].design)
		return make(method, methods[method].design(share, alpha));
	double n = effective_n(share, alpha);
	return make(method, methods[method].counts(n * p, n, alpha));
}

struct interval interval_of_mean(double mean, double se, double df, double level)
{
	double half = df > 0 ? -t_quantile((1 - level) / 2, df) * se : (double)NAN;

	return make(INTERVAL_T, (struct bounds){mean - half, mean + half});
}

struct interval interval_of(const struct interval_basis *basis, double level)
{
	const struct share *share = &basis->share;

	switch (basis->kind) {
	case BASIS_COUNTS:
		return interval_of_counts(basis->method, basis->k, share->n, level);
	case BASIS_SHARE:
		return interval_of_share(basis->method, share, level);
	case BASIS_MEAN:
		return interval_of_mean(share->estimate, share->se, share->df, level);
	case BASIS_NONE:
		break;
	}
	return make(basis->method, undefined);
}

double interval_error(double estimate, double se, double low, double high, double level)
{
	double arm = fmax(estimate - low, high - estimate);

	if (se != 0 || !(arm > 0))
		return se;
	return arm / normal_quantile(0.5 + level / 2);
}
