/*
 * From a finished tally to figures: estimate, standard error, interval, and what
 * they rest on. Nothing here prints; a figure that does not exist is NaN, with the
 * reason in `why`.
 *
 *   estimate  see scores.h
 *   se        square root of variance.h, or of replicate.h when asked for
 *   df        domain_df: R's degf of the domain; missing answers do not lower it
 *   interval  shares: of a simple random sample and by a method of counts, from k
 *             of n; else from estimate, se and df (interval_of_share). A factor's
 *             share has no k of n and always goes the second way, a simple random
 *             sample being a design like others with n-1 df. Means: t interval,
 *             whatever method was asked for
 *   deff      variance over that of a simple random sample of as many answers. As
 *             survey::svymean(deff = TRUE): reference S² (W-n)/(W n), with S² =
 *             n/(n-1) sum w (x-m)²/W, W the weight of the answers and n those with a
 *             weight above 0; where weights do not expand to a population
 *             (design_expands; or W <= n, where R gives NA) the reference is with
 *             replacement, S²/n (R's deff = "replace"). For factors the same with
 *             the linearised scores of those who answered any of its items
 *   n_eff     shares: p(1-p)/se²; means: sum w (x-m)²/W / se²
 *
 * Counting. Items: n answers, missing and na as given. Factors: n respondents who
 * answered at least one of its items; of the others na those for whom all items are
 * "na", missing the rest.
 *
 * Edges. n = 0 (or only zero weights): everything NaN, UNDEFINED_NO_ANSWERS. A
 * lonely PSU under `fail`: the estimate stands, se and interval are NaN,
 * UNDEFINED_LONELY_PSU and its stratum; the caller decides whether to stop as R
 * does. df <= 0: bounds NaN, UNDEFINED_NO_DF. k of n needs neither se nor df, so
 * there the interval stands. All alike (p = 0 or 1): se = 0, deff and n_eff NaN.
 */
#ifndef HAILONG_ANALYZER_ESTIMATE_H
#define HAILONG_ANALYZER_ESTIMATE_H

#include "interval.h"
#include "tally.h"
#include "variance.h"

enum variance_method {
	VARIANCE_TAYLOR,    /* variance.h */
	VARIANCE_JACKKNIFE, /* replicate.h, as a check of the first */
	VARIANCE_BOOTSTRAP,
	VARIANCE_METHOD_COUNT
};

/* "taylor", "jackknife", "bootstrap"; and back, false when there is none. */
const char *variance_method_name(enum variance_method method);
bool variance_method_from_name(const char *name, enum variance_method *method);

struct bootstrap;

struct estimate_options {
	enum interval_method method;
	double level; /* 0.95 */
	enum lonely_policy lonely;
	enum variance_method variance;
	const struct bootstrap *bootstrap; /* for VARIANCE_BOOTSTRAP; borrowed */
};

struct result {
	const struct domain *domain; /* lives as long as the tally */
	struct estimand estimand;
	uint64_t n, missing, na;
	double estimate, se, low, high;
	enum interval_method method; /* the one used */
	double level;
	struct interval_basis basis; /* of the interval */
	double deff, df, n_eff;
	const uint64_t *counts; /* of an item: answers per level; NULL for factors */
	unsigned nlevels;
	size_t items_used; /* of a factor: items with answers */
	enum undefined why;
	uint32_t stratum; /* of UNDEFINED_LONELY_PSU */
};

/* wilson for a simple random sample, else logit; 95 %; fail; Taylor. */
struct estimate_options estimate_defaults(const struct design *design);

struct result estimate(const struct tally *tally, const struct domain *domain,
		       const struct estimand *estimand,
		       const struct estimate_options *options);

#endif
