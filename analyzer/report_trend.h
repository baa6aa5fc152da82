/*
 * The index of earlier rounds, for a line through time that breaks where the method does:
 * rounds of the same form that lie before this one, and those it is comparable with,
 * oldest first, the last of them this one itself. Between two neighbours there is a break
 * unless the later one was declared comparable with the earlier, directly or through
 * others, and the method is the same.
 *
 * Rounds are in order of their dates; those without dates come before the one that names
 * them as comparable. Of an earlier round only the index of everybody is read; where it
 * can't be measured or is of fewer than min_n it is left out.
 */
#ifndef HAILONG_ANALYZER_REPORT_TREND_H
#define HAILONG_ANALYZER_REPORT_TREND_H

#include "reading.h"

enum { TREND_MOST = 8 };

struct trend_point {
	struct round round;
	double estimate, low, high;
	uint64_t n;
	bool is_break; /* between the one before and this */
};

struct trend {
	struct trend_point points[TREND_MOST];
	size_t n;
};

/* `index` is the figure of the round of `now`; texts live as long as the arena. */
bool trend_read(struct trend *trend, const struct reading *now,
		const struct figure *index, const struct methods *methods,
		const struct source_options *options, struct arena *arena,
		struct error *err) MUST_CHECK;

#endif
