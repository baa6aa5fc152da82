/*
 * What stands beside a round in a report: figures that others published, the counts of
 * files handled on time, and what people wrote.
 *
 * On time. The share of files handled on time (of those where it is known, in periods
 * wholly within the round) beside the share that is satisfied with the promised date, the
 * item a form names with "on_time". The two are not the same thing, so that they are only
 * flagged where they are far apart:
 *
 *   files say more    the item's whole interval lies more than ON_TIME_SLACK below the
 *                     share on time
 *   people say more   … above it
 *
 * Comments. At most REMARKS_MOST of each unit and of each service, the newest, in an order
 * that tells nothing of when they came; of a service only those from units with at least
 * min_n responses about it, so that who reads both pages learns of no smaller group.
 */
#ifndef HAILONG_ANALYZER_BESIDE_H
#define HAILONG_ANALYZER_BESIDE_H

#include "funnel.h"
#include "published.h"
#include "reading.h"

enum { REMARKS_MOST = 20 };

#define ON_TIME_SLACK 0.10

enum on_time { ON_TIME_UNKNOWN, ON_TIME_NEAR, ON_TIME_FILES_MORE, ON_TIME_PEOPLE_MORE };

enum on_time on_time_judge(double share, double low, double high);

enum beside_by { BESIDE_OVERALL, BESIDE_UNIT, BESIDE_SERVICE, BESIDE_BY_COUNT };

struct beside {
	struct published *published;
	size_t npublished;
	struct remark *remarks;
	size_t nremarks;
	struct grouping groupings[BESIDE_BY_COUNT];
	struct funnel *funnel; /* without figures */
};

/* Of the round of `now`; texts live as long as the arena. */
bool beside_read(struct beside *beside, const struct reading *now, uint64_t min_n,
		 struct arena *arena, struct error *err) MUST_CHECK;
void beside_release(struct beside *beside);

/* What is counted of a unit or a service, or overall (code ""); NULL: nothing. */
const struct funnel_row *beside_row(const struct beside *beside, enum beside_by by,
				    const char *code);

#endif
