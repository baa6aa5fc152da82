/*
 * Is a target met? Told from an interval, never from the estimate alone: met where the
 * whole interval is at or above the target, not met where it is below, and otherwise it
 * cannot be said. Of people who came by themselves it can't be said either, since no
 * interval measures who stayed away; nor without an interval, nor from one that misses
 * its own estimate, as asin's may where it folds.
 *
 * Sides. a is how often "met" may be said of a share that is just below the target, and
 * "not met" of one that is just at it:
 *
 *   two  the interval of the figure's level,  a = (1 - level)/2
 *   one  each bound a one-sided bound of that level, which are those of the interval of
 *        level 2 level - 1;                   a = 1 - level;  level > 0.5
 *
 * p_met is the interval read backwards (a confidence curve: Birnbaum 1961, JASA
 * 56:246-249; Fraser 2019, The American Statistician 73 S1:135-147), so that it can't
 * contradict the verdict: the least a at which the lower bound still is at the target
 * or above, where the estimate is; 1 less the least a at which the upper bound still is
 * below, where the estimate is. So a target is met if and only if p_met <= a, and not
 * met if and only if p_met >= 1 - a. For Wilson's interval it is the p of the score
 * test, for t intervals that of the t test. The a nearest to the verdict's own is taken
 * where a method's bounds are not monotone (asin far out). Exact to 1e-12 and told as 0
 * (or 1) beyond; NaN where nothing is told from an interval.
 */
#ifndef HAILONG_ANALYZER_VERDICT_H
#define HAILONG_ANALYZER_VERDICT_H

#include "figures.h"

enum verdict {
	VERDICT_NONE,
	VERDICT_MET,
	VERDICT_MISSED,
	VERDICT_UNSURE,
	VERDICT_COUNT
};

/* Why it cannot be said. */
enum verdict_reason {
	VERDICT_TOLD, /* it can, or there is nothing to say */
	VERDICT_STRADDLES,
	VERDICT_OPEN,
	VERDICT_NO_INTERVAL,
	VERDICT_REASON_COUNT
};

enum verdict_sides { VERDICT_TWO_SIDED, VERDICT_ONE_SIDED, VERDICT_SIDES_COUNT };

struct verdict_rule {
	double target; /* NaN: none */
	bool used_open;
	enum verdict_sides sides;
};

struct judgement {
	enum verdict verdict; /* NONE where there is no target or no figure to tell */
	enum verdict_reason reason;
	struct interval interval; /* from which it was told */
	double tail;		  /* a above */
};

/* As CSV and JSON have them: "met", "not_met", "cannot_say" or ""; "interval", "open",
 * "no_interval" or "". */
const char *verdict_name(enum verdict verdict);
const char *verdict_reason_name(enum verdict_reason reason);

struct judgement verdict_judge(const struct figure *figure,
			       const struct verdict_rule *rule);

double verdict_p_met(const struct figure *figure, const struct verdict_rule *rule,
		     const struct judgement *judgement);

#endif
