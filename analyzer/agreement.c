/* See agreement.h. */
#include "agreement.h"

#include "interval.h"
#include "quantile.h"

#include "forms/alloc.h"

#include <math.h>
#include <stdlib.h>

/* What is measured together. */
struct subject {
	const struct plan *plan;
	const unsigned *items;
	size_t nitems;
	const struct twice *people;
	size_t npeople;
	double level;
};

static bool is_pair(const struct twice *person, unsigned item)
{
	return person->first[item] != 0 && person->second[item] != 0;
}

static bool is_scale_pair(const struct twice *person, unsigned item)
{
	return person->first[item] > 0 && person->second[item] > 0;
}

/* --- shares and their differences --------------------------------------------------- */

/* Sums over pairs, of a person or of all. */
struct account {
	double pairs, agree, near, scale_pairs, shift, moved;
};

static double is_satisfied(const struct plan_item *item, int8_t level)
{
	return item->satisfied >> (level - 1) & 1;
}

static void account_add(struct account *account, const struct plan_item *item,
			int8_t first, int8_t second)
{
	bool on_scale = first > 0 && second > 0;
	double shift =
		on_scale ? is_satisfied(item, second) - is_satisfied(item, first) : 0;

	account->pairs++;
	account->agree += first == second;
	account->near += first == second || (on_scale && abs(first - second) == 1);
	account->scale_pairs += on_scale;
	account->shift += shift;
	account->moved += fabs(shift);
}

static struct account account_of(const struct subject *subject,
				 const struct twice *people, size_t npeople)
{
	struct account account = {0};

	for (size_t p = 0; p < npeople; p++)
		for (size_t i = 0; i < subject->nitems; i++) {
			unsigned item = subject->items[i];
			if (is_pair(&people[p], item))
				account_add(&account, &subject->plan->items[item],
					    people[p].first[item],
					    people[p].second[item]);
		}
	return account;
}

/* People with a pair, and the squares of their residuals. */
struct spread {
	size_t people, scale_people;
	double agree, shift;
};

static struct spread spread_of(const struct subject *subject, const struct account *all)
{
	struct spread spread = {0};
	double agree = all->agree / all->pairs, shift = all->shift / all->scale_pairs;

	for (size_t p = 0; p < subject->npeople; p++) {
		struct account one = account_of(subject, &subject->people[p], 1);
		double u = one.agree - agree * one.pairs;
		double v = one.shift - shift * one.scale_pairs;
		spread.people += one.pairs > 0;
		spread.scale_people += one.scale_pairs > 0;
		spread.agree += one.pairs > 0 ? u * u : 0;
		spread.shift += one.scale_pairs > 0 ? v * v : 0;
	}
	return spread;
}

/* As many independent answers as are worth n of m people; `variance` is that of one. */
static double effective_n(const struct subject *subject, double variance,
			  double squares, double n, size_t people)
{
	double m = (double)people, upper = 0.5 + subject->level / 2;

	if (subject->nitems == 1)
		return n;
	if (people < 2 || !(variance > 0))
		return m;
	double clustered = m / (m - 1) * squares / (n * n);
	double ratio = normal_quantile(upper) / t_quantile(upper, m - 1);
	return ratio * ratio * (clustered > 0 ? fmin(variance / clustered, n) : n);
}

static void measure_agree(struct agreement *agreement, const struct subject *subject,
			  const struct account *all, const struct spread *spread)
{
	double p = all->agree / all->pairs;
	double n = effective_n(subject, p * (1 - p), spread->agree, all->pairs,
			       spread->people);
	struct interval interval =
		interval_of_counts(INTERVAL_WILSON, p * n, n, subject->level);

	agreement->agree = p;
	agreement->agree_low = interval.low;
	agreement->agree_high = interval.high;
	agreement->near = all->near / all->pairs;
}

static void measure_shift(struct agreement *agreement, const struct subject *subject,
			  const struct account *all, const struct spread *spread)
{
	double d = all->shift / all->scale_pairs, q = all->moved / all->scale_pairs;
	double n = effective_n(subject, q - d * d, spread->shift, all->scale_pairs,
			       spread->scale_people);
	double middle = n * d / (n + 2), moved = (n * q + 2) / (n + 2);
	double half = normal_quantile(0.5 + subject->level / 2) *
		      sqrt((moved - middle * middle) / (n + 2));

	agreement->shift = d;
	agreement->shift_low = fmax(middle - half, -1);
	agreement->shift_high = fmin(middle + half, 1);
}

/* --- kappas ------------------------------------------------------------------------- */

static bool counts(enum kappa_weights weights, const struct twice *person,
		   unsigned item)
{
	return weights == KAPPA_NOMINAL ? is_pair(person, item)
					: is_scale_pair(person, item);
}

/* Nominal tables begin with "na". */
static unsigned category(enum kappa_weights weights, int8_t level)
{
	if (weights == KAPPA_NOMINAL)
		return level < 0 ? 0 : (unsigned)level;
	return (unsigned)level - 1;
}

static struct kappa_table *tables_new(const struct subject *subject,
				      enum kappa_weights weights)
{
	struct kappa_table *tables = xcalloc(subject->nitems, sizeof(*tables));

	for (size_t i = 0; i < subject->nitems; i++) {
		unsigned item = subject->items[i];
		unsigned nlevels = subject->plan->items[item].nlevels;
		kappa_table_init(&tables[i], weights,
				 nlevels + (weights == KAPPA_NOMINAL));
		for (size_t p = 0; p < subject->npeople; p++) {
			const struct twice *person = &subject->people[p];
			if (counts(weights, person, item))
				kappa_table_add(
					&tables[i],
					category(weights, person->first[item]),
					category(weights, person->second[item]));
		}
		kappa_table_close(&tables[i]);
	}
	return tables;
}

static void tables_free(struct kappa_table *tables, size_t ntables)
{
	for (size_t i = 0; i < ntables; i++)
		kappa_table_release(&tables[i]);
	free(tables);
}

static void add_sums(struct kappa_sums *sums, const struct kappa_sums *more,
		     double times)
{
	sums->n += times * more->n;
	sums->observed += times * more->observed;
	sums->expected += times * more->expected;
}

/* Takes a person out of the sums; false where there is nothing of theirs in it. */
static bool leave_out(const struct subject *subject, const struct kappa_table *tables,
		      const struct twice *person, struct kappa_sums *sums)
{
	bool found = false;

	for (size_t i = 0; i < subject->nitems; i++) {
		enum kappa_weights weights = tables[i].weights;
		unsigned item = subject->items[i];
		if (!counts(weights, person, item))
			continue;
		struct kappa_sums with = kappa_table_sums(&tables[i]);
		struct kappa_sums without = kappa_table_without(
			&tables[i], category(weights, person->first[item]),
			category(weights, person->second[item]));
		add_sums(sums, &with, -1);
		add_sums(sums, &without, 1);
		found = true;
	}
	return found;
}

static void finish_pooled(struct kappa *kappa, const struct subject *subject,
			  const struct kappa_table *tables,
			  const struct kappa_sums *all)
{
	double squares = 0, people = 0;

	for (size_t p = 0; p < subject->npeople; p++) {
		struct kappa_sums sums = *all;
		if (!leave_out(subject, tables, &subject->people[p], &sums))
			continue;
		double change = kappa_of_sums(&sums).kappa - kappa->kappa;
		squares += change * change;
		people++;
	}
	kappa_finish(kappa, sqrt(squares * (people - 1) / people), people - 1, people,
		     subject->level);
}

static struct kappa measure_kappa(const struct subject *subject,
				  enum kappa_weights weights)
{
	struct kappa_table *tables = tables_new(subject, weights);
	struct kappa_sums all = {0};

	for (size_t i = 0; i < subject->nitems; i++) {
		struct kappa_sums sums = kappa_table_sums(&tables[i]);
		add_sums(&all, &sums, 1);
	}
	struct kappa kappa = kappa_of_sums(&all);
	if (subject->nitems == 1)
		kappa_finish(&kappa, kappa_table_se(tables, &kappa), (double)INFINITY,
			     all.n, subject->level);
	else
		finish_pooled(&kappa, subject, tables, &all);
	tables_free(tables, subject->nitems);
	return kappa;
}

struct agreement agreement_measure(const struct plan *plan, const unsigned *items,
				   size_t nitems, const struct twice *people,
				   size_t npeople, double level)
{
	const struct subject subject = {plan, items, nitems, people, npeople, level};
	const struct account all = account_of(&subject, people, npeople);
	const struct spread spread = spread_of(&subject, &all);
	const double none = (double)NAN;
	struct agreement agreement = {
		.people = spread.people,
		.scale_people = spread.scale_people,
		.pairs = (size_t)all.pairs,
		.scale_pairs = (size_t)all.scale_pairs,
		.agree = none,
		.agree_low = none,
		.agree_high = none,
		.near = none,
		.kappa = measure_kappa(&subject, KAPPA_NOMINAL),
		.weighted = measure_kappa(&subject, KAPPA_LINEAR),
		.shift = none,
		.shift_low = none,
		.shift_high = none,
	};

	if (all.pairs > 0)
		measure_agree(&agreement, &subject, &all, &spread);
	if (all.scale_pairs > 0)
		measure_shift(&agreement, &subject, &all, &spread);
	return agreement;
}
