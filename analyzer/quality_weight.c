/* Last digits of weights, and the interviewer effect: see quality.h. */
#include "quality_store.h"

#include "order.h"
#include "quantile.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

/* --- last digits ------------------------------------------------------------------ */

enum { DIGITS = 10, DECIMALS_MAX = 6, DISTINCT_MIN = 50, RANGE_MIN = 100 };

static bool is_whole(double x)
{
	return fabs(x - round(x)) < 1e-6;
}

/* How many decimals the weights of the round were written with; -1: computed ones. */
static int decimals_of(const struct quality *q)
{
	double unit = 1;

	for (int decimals = 0; decimals <= DECIMALS_MAX; decimals++, unit *= 10) {
		size_t i = 0;
		while (i < q->n &&
		       (isnan(q->weights[i]) || (fabs(q->weights[i]) * unit < 1e9 &&
						 is_whole(q->weights[i] * unit))))
			i++;
		if (i == q->n)
			return decimals;
	}
	return -1;
}

/* Different weights of a group, in units of the last digit, ascending; how many
 * responses have one. */
static size_t read_weights(const struct quality *q, const struct groups *groups,
			   size_t group, double unit, double *weights, size_t *distinct)
{
	size_t n = 0;

	for (size_t i = groups->start[group]; i < groups->start[group + 1]; i++)
		if (!isnan(q->weights[groups->order[i]]))
			weights[n++] = round(q->weights[groups->order[i]] * unit);
	qsort(weights, n, sizeof(*weights), order_numbers);
	*distinct = 0;
	for (size_t i = 0; i < n; i++)
		if (i == 0 || weights[i] != weights[*distinct - 1])
			weights[(*distinct)++] = weights[i];
	return n;
}

static double chi_square(const double *weights, size_t n)
{
	double counts[DIGITS] = {0}, expected = (double)n / DIGITS, sum = 0;

	for (size_t i = 0; i < n; i++)
		counts[(int)fmod(fabs(weights[i]), DIGITS)]++;
	for (int d = 0; d < DIGITS; d++)
		sum += (counts[d] - expected) * (counts[d] - expected) / expected;
	return sum;
}

static bool is_testable(const double *weights, size_t distinct)
{
	return distinct >= DISTINCT_MIN &&
	       weights[distinct - 1] - weights[0] >= RANGE_MIN;
}

void quality_digits(struct quality *q, enum quality_by by, const struct groups *groups)
{
	int decimals = decimals_of(q);
	double *weights = xcalloc(q->n + 1, sizeof(*weights)), unit = pow(10, decimals);
	size_t first = q->nfindings, distinct, ntested = 0;

	for (size_t g = 0; decimals >= 0 && g < groups->count; g++) {
		size_t n = read_weights(q, groups, g, unit, weights, &distinct);
		if (!n)
			continue;
		struct quality_finding *finding =
			quality_found(q, by, (uint32_t)g, QUALITY_DIGIT);
		finding->n = n;
		finding->verdict = QUALITY_FEW;
		if (!is_testable(weights, distinct))
			continue;
		finding->value = chi_square(weights, distinct);
		finding->verdict = QUALITY_OK;
		ntested++;
	}
	for (size_t i = first; i < q->nfindings; i++) {
		struct quality_finding *finding = &q->findings[i];
		if (isnan(finding->value))
			continue;
		double p = gsl_cdf_chisq_Q(finding->value, DIGITS - 1);
		finding->p = fmin(1, p * (double)ntested);
		finding->expected = DIGITS - 1;
		finding->threshold =
			gsl_cdf_chisq_Qinv(QUALITY_ALPHA / (double)ntested, DIGITS - 1);
		if (finding->p <= QUALITY_ALPHA)
			finding->verdict = QUALITY_FLAG;
	}
	free(weights);
}

/* --- the interviewer effect ------------------------------------------------------- */

/* Where on its scales a respondent's answers are, 0 to 1; NaN without answers. */
static double score(const struct quality *q, size_t response)
{
	const uint8_t *levels = levels_of(q, response);
	double sum = 0, items = 0;

	for (size_t j = 0; j < q->nitems; j++) {
		if (levels[j] == 0 || levels[j] == QUALITY_NA ||
		    q->items[j].nlevels < 2)
			continue;
		sum += (levels[j] - 1.0) / (q->items[j].nlevels - 1.0);
		items++;
	}
	return items > 0 ? sum / items : (double)NAN;
}

/* A score in a group in a block; between blocks nothing is compared. */
struct scored {
	uint32_t block, group;
	double score;
};

static int compare_scored(const void *left, const void *right)
{
	const struct scored *a = left, *b = right;

	if (a->block != b->block)
		return a->block < b->block ? -1 : 1;
	return (a->group > b->group) - (a->group < b->group);
}

/* Who lives where an interviewer works is no effect of the interviewer's: blocks are
 * units then. */
static size_t read_scores(const struct quality *q, enum quality_by by, bool in_units,
			  struct scored *list)
{
	size_t n = 0;

	for (size_t i = 0; i < q->n; i++) {
		double x = score(q, i);
		if (isnan(x) || q->group[by][i] == KEYS_NONE)
			continue;
		list[n++] = (struct scored){in_units ? q->group[BY_UNIT][i] : 0,
					    q->group[by][i], x};
	}
	qsort(list, n, sizeof(*list), compare_scored);
	return n;
}

/* size: the n0 of groups of unequal size, times df1. */
struct anova {
	double n, cells, df1, size, between, within;
};

/* The group that begins the list; returns how many scores it holds. */
static size_t add_cell(struct anova *anova, const struct scored *list, size_t n,
		       double *mean)
{
	size_t i = 0;

	*mean = 0;
	for (; i < n && compare_scored(&list[i], &list[0]) == 0; i++) {
		double off = list[i].score - *mean;
		*mean += off / (double)(i + 1);
		anova->within += off * (list[i].score - *mean);
	}
	anova->cells++;
	anova->n += (double)i;
	return i;
}

static size_t add_block(struct anova *anova, const struct scored *list, size_t n)
{
	double total = 0, mean = 0, squares = 0, of_cell;
	size_t i = 0;

	for (; i < n && list[i].block == list[0].block; anova->df1++) {
		size_t cell = add_cell(anova, list + i, n - i, &of_cell);
		double size = (double)cell, off = of_cell - mean;
		anova->between += off * off * size * total / (size + total);
		total += size;
		mean += off * size / total;
		squares += size * size;
		i += cell;
	}
	anova->df1--;
	anova->size += total - squares / total;
	return i;
}

static struct anova anova_of(const struct quality *q, enum quality_by by, bool in_units)
{
	struct scored *list = xcalloc(q->n + 1, sizeof(*list));
	size_t n = read_scores(q, by, in_units, list);
	struct anova anova = {.n = 0};

	for (size_t i = 0; i < n;)
		i += add_block(&anova, list + i, n - i);
	free(list);
	return anova;
}

static double f_quantile(double p, double df1, double df2)
{
	double x = beta_quantile(p, df1 / 2, df2 / 2);

	return df2 * x / (df1 * (1 - x));
}

/* Exact where groups are of one size; n0 stands for it where they are not. */
static void measure_effect(const struct anova *anova, double level,
			   struct quality_finding *icc)
{
	double df1 = anova->df1, df2 = anova->n - anova->cells;
	double n0 = anova->size / df1;
	double f = anova->between / df1 / (anova->within / df2);
	double tail = (1 - level) / 2;
	double low = f / f_quantile(1 - tail, df1, df2);
	double high = f / f_quantile(tail, df1, df2);

	icc->value = (f - 1) / (f + n0 - 1);
	icc->low = (low - 1) / (low + n0 - 1);
	icc->high = (high - 1) / (high + n0 - 1);
}

static bool is_measurable(const struct quality *q, const struct anova *anova)
{
	return anova->df1 >= 1 && anova->within > 0 &&
	       anova->n >= anova->cells + (double)q->options.n_min;
}

static void find_deff(struct quality *q, enum quality_by by, size_t ngroups)
{
	struct quality_finding icc = q->findings[q->nfindings - 1];
	struct quality_finding *deff = quality_found(q, by, UINT32_MAX, QUALITY_DEFF);
	double size = (double)icc.n / (double)ngroups - 1;

	deff->n = icc.n;
	deff->value = 1 + size * icc.value;
	deff->low = 1 + size * icc.low;
	deff->high = 1 + size * icc.high;
	deff->expected = 1;
}

void quality_effect(struct quality *q, enum quality_by by, const struct groups *groups)
{
	/* units and channels differ because services do; interviewers should not */
	bool judged = by == BY_COLLECTED_BY || by == BY_UPLOAD;
	struct anova anova = anova_of(q, by, judged);
	struct quality_finding *icc = quality_found(q, by, UINT32_MAX, QUALITY_ICC);

	/* one in each unit: its effect can't be told from the unit's */
	if (judged && !is_measurable(q, &anova)) {
		judged = false;
		anova = anova_of(q, by, false);
	}
	icc->n = (size_t)anova.n;
	icc->verdict = QUALITY_FEW;
	if (!is_measurable(q, &anova))
		return;
	measure_effect(&anova, q->options.level, icc);
	icc->expected = 0;
	icc->verdict = QUALITY_NONE;
	if (judged) {
		icc->threshold = QUALITY_ICC_MOST;
		icc->verdict = icc->low > QUALITY_ICC_MOST ? QUALITY_FLAG : QUALITY_OK;
	}
	find_deff(q, by, groups->count);
}
