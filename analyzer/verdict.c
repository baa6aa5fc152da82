/* See verdict.h. */
#include "verdict.h"

#include "forms/alloc.h"

#include <math.h>

static const char *const names[] = {
	[VERDICT_NONE] = "",
	[VERDICT_MET] = "met",
	[VERDICT_MISSED] = "not_met",
	[VERDICT_UNSURE] = "cannot_say",
};
_Static_assert(ARRAY_SIZE(names) == VERDICT_COUNT, "a name for each verdict");

static const char *const reasons[] = {
	[VERDICT_TOLD] = "",
	[VERDICT_STRADDLES] = "interval",
	[VERDICT_OPEN] = "open",
	[VERDICT_NO_INTERVAL] = "no_interval",
};
_Static_assert(ARRAY_SIZE(reasons) == VERDICT_REASON_COUNT, "a name for each reason");

const char *verdict_name(enum verdict verdict)
{
	return names[verdict];
}

const char *verdict_reason_name(enum verdict_reason reason)
{
	return reasons[reason];
}

/* An interval may miss its own estimate (asin, where it folds): then it can't be said. */
static void decide(struct judgement *judgement, double estimate,
		   const struct verdict_rule *rule)
{
	const struct interval *interval = &judgement->interval;
	bool above = estimate >= rule->target;

	judgement->verdict = VERDICT_UNSURE;
	if (rule->used_open)
		judgement->reason = VERDICT_OPEN;
	else if (isnan(interval->low) || isnan(interval->high))
		judgement->reason = VERDICT_NO_INTERVAL;
	else if (above && interval->low >= rule->target)
		judgement->verdict = VERDICT_MET;
	else if (!above && interval->high < rule->target)
		judgement->verdict = VERDICT_MISSED;
	else
		judgement->reason = VERDICT_STRADDLES;
}

struct judgement verdict_judge(const struct figure *figure,
			       const struct verdict_rule *rule)
{
	const struct result *result = &figure->result;
	bool one = rule->sides == VERDICT_ONE_SIDED;
	struct judgement judgement = {
		.interval = {result->low, result->high, result->method},
		.tail = one ? 1 - result->level : (1 - result->level) / 2};

	if (figure->suppressed || isnan(result->estimate))
		return judgement;
	if (one)
		judgement.interval = interval_of(&result->basis, 2 * result->level - 1);
	if (!isnan(rule->target))
		decide(&judgement, result->estimate, rule);
	return judgement;
}

/* --- p -------------------------------------------------------------------------- */

/* Halving 40 times leaves 1e-12, and keeps levels above 0. */
static const double least_tail = 1e-12;
enum { HALVINGS = 40 };

static bool clears(const struct interval_basis *basis, double target, double tail)
{
	struct interval interval = interval_of(basis, 1 - 2 * tail);

	return basis->share.estimate >= target ? interval.low >= target
					       : interval.high < target;
}

/* The least tail that clears; 0.5 where none does. */
static double tail_of(const struct interval_basis *basis, double target, double tail,
		      bool told)
{
	double low = told ? tail / 2 : tail, high = told ? tail : 0.5;

	for (; told && clears(basis, target, low); low /= 2) {
		if (low < least_tail)
			return 0;
		high = low;
	}
	for (int i = 0; i < HALVINGS; i++) {
		double middle = (low + high) / 2;
		if (clears(basis, target, middle))
			high = middle;
		else
			low = middle;
	}
	return high;
}

double verdict_p_met(const struct figure *figure, const struct verdict_rule *rule,
		     const struct judgement *judgement)
{
	const struct interval_basis *basis = &figure->result.basis;
	bool told = judgement->reason == VERDICT_TOLD;

	if (judgement->verdict == VERDICT_NONE ||
	    (!told && judgement->reason != VERDICT_STRADDLES))
		return (double)NAN;
	double tail = tail_of(basis, rule->target, judgement->tail, told);
	return basis->share.estimate >= rule->target ? tail : 1 - tail;
}
