/*
 * Published figures through the years: the change of each since the year before.
 *
 *   change     value - value of the same index and unit one year before. Where the
 *              measure is another, there is none: a series whose method changed is
 *              imported with another measure from then on ("%" → "% (QĐ 1001)"), and
 *              no difference crosses that year
 *   places     rank before - rank now, so that above 0 is upwards; only of fields of the
 *              same size. 9 of 63 and 5 of 34 can't be set against each other; they are
 *              told with both sizes
 *
 * A year that is missing is no year before: nothing is told over a gap.
 */
#ifndef HAILONG_ANALYZER_PUBLISHED_H
#define HAILONG_ANALYZER_PUBLISHED_H

#include "schema/beside_store.h"

enum published_note {
	PUBLISHED_NO_BASE, /* nothing of the year before */
	PUBLISHED_OTHER,   /* another measure; of places: another number ranked */
	PUBLISHED_TOLD,
};

struct published_change {
	enum published_note value_note, places_note;
	double value; /* NaN unless told */
	int places;
	int out_of_before; /* where the number ranked is another */
};

/* Of one in a list as published_list gives it. */
struct published_change published_change(const struct published *list, size_t count,
					 size_t number);

#endif
