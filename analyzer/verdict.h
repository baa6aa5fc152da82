/*
 * Is a target met? Told from the interval, never from the estimate alone: met where
 * the whole interval is at or above the target, not met where it is below, and
 * otherwise it cannot be said. Of people who came by themselves it can't be said
 * either, since no interval measures who stayed away.
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

/* NONE where there is no target (NaN) or nothing to be told of the figure. */
enum verdict verdict_of(const struct figure *figure, double target, bool used_open);

#endif
