/*
 * Whether two rounds may be compared: rounds of different methods or forms differ by
 * these too, and a round that says with which it is comparable means: with no other.
 * Where neither says anything nobody has promised it.
 */
#ifndef HAILONG_ANALYZER_COMPARABLE_H
#define HAILONG_ANALYZER_COMPARABLE_H

#include "reading.h"

enum comparable {
	COMPARABLE_DECLARED,
	COMPARABLE_UNSAID,
	COMPARABLE_NOT_METHOD, /* methods differ */
	COMPARABLE_NOT_FORM,
	COMPARABLE_NOT_OTHER, /* another round is named */
	COMPARABLE_COUNT
};

bool comparable_find(const struct reading *now, const struct reading *base,
		     enum comparable *found, struct error *err) MUST_CHECK;

/* Fills `reason` where they are not comparable, nothing where they are or may be. */
void comparable_reason(enum comparable found, const struct reading *now,
		       const struct reading *base, struct error *reason);

#endif
