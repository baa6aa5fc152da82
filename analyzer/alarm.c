/* See alarm.h. */
#include "alarm.h"

#include "interval.h"

#include <assert.h>
#include <math.h>

static const double highest = 1e300;
static const double least_room = 1e-3;	   /* for a past near 1 */
static const double least_squares = 1e-12; /* all alike, but for rounding */

struct alarm alarm_start(double past, double limit)
{
	assert(past >= 0 && past <= 1 && limit >= 1);
	return (struct alarm){.past = past, .limit = limit};
}

void alarm_take(struct alarm *alarm, double x)
{
	double bet = 1 / fmax(1 - alarm->past, least_room), sum = 0;

	assert(x >= 0 && x <= 1);
	for (int k = 0; k < ALARM_BETS; k++) {
		bet /= 2;
		alarm->gains[k] = fmin(highest, (1 + bet * (alarm->past - x)) *
							fmax(alarm->gains[k], 1));
		sum += alarm->gains[k] / ALARM_BETS;
	}
	alarm->evidence = sum;
	alarm->n++;
	if (!alarm->first && alarm->evidence >= alarm->limit)
		alarm->first = alarm->n;
}

double alarm_past(const double *x, size_t n, double level)
{
	double sum = 0, squares = 0, rows = (double)n;

	for (size_t i = 0; i < n; i++)
		sum += x[i];
	for (size_t i = 0; i < n; i++)
		squares += (x[i] - sum / rows) * (x[i] - sum / rows);
	/* one-sided: one tail of an interval of two */
	level = 2 * level - 1;
	if (n < 2 || squares <= least_squares * rows)
		return interval_of_counts(INTERVAL_CLOPPER_PEARSON, sum, rows, level)
			.low;
	const struct share share = {.estimate = sum / rows,
				    .se = sqrt(squares / (rows - 1) / rows),
				    .df = rows - 1,
				    .n = rows,
				    .rows = rows,
				    .mass = rows,
				    .dispersion = 1};
	return interval_of_share(INTERVAL_BETA, &share, level).low;
}
