/* Alpha from the cross products of the tally; see reliability.h. */
#include "reliability.h"

#include <math.h>

#include "forms/alloc.h"

/* The joint features' cross products of a domain, as a full matrix. */
struct products {
	const struct plan *plan;
	size_t n;
	double *matrix;
};

static double *at(const struct products *products, size_t i, size_t j)
{
	return &products->matrix[i * products->n + j];
}

static void add_joint(struct products *products, const struct tally_joint *joint)
{
	const double *packed = joint->w;

	for (size_t i = 0; i < products->n; i++) {
		for (size_t j = i; j < products->n; j++, packed++)
			*at(products, i, j) += joint->scale * *packed;
	}
}

static void add_rows(struct products *products, const struct tally_leaf *leaf,
		     double *features)
{
	for (uint32_t row = 0; row < leaf->nrows; row++) {
		double weight = leaf->scale * leaf_row_weight(leaf, row);
		leaf_features(products->plan,
			      leaf_row_levels(leaf, products->plan, row), features);
		for (size_t i = 0; i < products->n; i++) {
			for (size_t j = i; features[i] != 0 && j < products->n; j++)
				*at(products, i, j) +=
					weight * features[i] * features[j];
		}
	}
}

static struct products products_of(const struct plan *plan, const struct domain *domain)
{
	struct products products = {plan, plan->njoint * plan->nfeatures, NULL};
	double *features = xcalloc(products.n + 1, sizeof(*features));

	products.matrix = xcalloc(products.n * products.n + 1, sizeof(double));
	for (size_t i = 0; i < domain->njoints; i++)
		add_joint(&products, &domain->joints[i]);
	for (size_t i = 0; i < domain->nleaves; i++)
		add_rows(&products, domain->leaves[i], features);
	free(features);
	for (size_t i = 0; i < products.n; i++) {
		for (size_t j = 0; j < i; j++)
			*at(&products, i, j) = *at(&products, j, i);
	}
	return products;
}

/* Covariance over those who answered both items; NaN when there are none. */
static double covariance(const struct products *products, unsigned a, unsigned b)
{
	const struct plan *plan = products->plan;
	size_t value = (size_t)1 + plan->features[FEATURE_SATISFIED];
	size_t i = (size_t)plan->items[a].joint * plan->nfeatures;
	size_t j = (size_t)plan->items[b].joint * plan->nfeatures;
	double weight = *at(products, i, j);
	double x = *at(products, i + value, j), y = *at(products, i, j + value);

	return (*at(products, i + value, j + value) - x * y / weight) / weight;
}

static bool has_values(const struct plan *plan, const unsigned *items, size_t n)
{
	bool kept = plan->features[FEATURE_ANSWERED] && plan->features[FEATURE_VALUE];

	for (size_t i = 0; i < n; i++)
		kept = kept && plan->items[items[i]].joint != PLAN_NOT_JOINT;
	return kept;
}

/* Alpha of the items that are in, from their k × k covariances. */
static double alpha_of(const double *c, const bool *in, size_t n)
{
	double own = 0, all = 0, k = 0;

	for (size_t i = 0; i < n; i++) {
		for (size_t j = 0; in[i] && j < n; j++)
			all += in[j] ? c[i * n + j] : 0;
		own += in[i] ? c[i * n + i] : 0;
		k += in[i];
	}
	return k >= 2 && all > 0 ? k / (k - 1) * (1 - own / all) : (double)NAN;
}

static void fill(struct reliability *reliability, const struct products *products,
		 const struct domain *domain, const struct plan_factor *factor)
{
	size_t n = factor->nall_items;
	double *c = xcalloc(n * n + 1, sizeof(*c));
	bool *in = xcalloc(n + 1, sizeof(*in));

	for (size_t i = 0; i < n; i++) {
		const struct plan_item *item =
			&products->plan->items[factor->all_items[i]];
		in[i] = domain_answered_weight(domain, item) > 0;
		reliability->nitems += in[i];
		for (size_t j = 0; j < n; j++)
			c[i * n + j] = covariance(products, factor->all_items[i],
						  factor->all_items[j]);
	}
	reliability->alpha = alpha_of(c, in, n);
	for (size_t i = 0; i < n; i++) {
		bool was = in[i];
		in[i] = false;
		reliability->without[i] = alpha_of(c, in, n);
		in[i] = was;
	}
	free(in);
	free(c);
}

void reliability_init(struct reliability *reliability, const struct plan *plan,
		      const struct domain *domain, unsigned factor)
{
	const struct plan_factor *row = &plan->factors[factor];
	size_t n = row->nall_items;

	*reliability = (struct reliability){.alpha = (double)NAN};
	reliability->without = xcalloc(n + 1, sizeof(double));
	for (size_t i = 0; i < n; i++)
		reliability->without[i] = (double)NAN;
	if (!has_values(plan, row->all_items, n))
		return;
	struct products products = products_of(plan, domain);
	fill(reliability, &products, domain, row);
	free(products.matrix);
}

void reliability_release(struct reliability *reliability)
{
	free(reliability->without);
}
