/* What is told of single responses: see quality.h. */
#include "quality_store.h"

#include "order.h"

#include <math.h>

enum {
	RUN_ITEMS = 6,
	VARIED_ITEMS = 8,
	PACE_RESPONSES = 30, /* for a median of its own */
	NIGHT_BEGINS = 22 * 3600,
	NIGHT_ENDS = 5 * 3600
};

#define RUN_SHARE 0.75
#define MISSING_MOST 0.5
#define PACE_DIVISOR 3
#define PACE_DEVIATIONS 3
#define MAD_TO_SD 1.482602218505602

int64_t quality_second_of_day(int64_t moment)
{
	int64_t second = moment / MICROSECONDS + VIETNAM_SECONDS;

	return (second % DAY_SECONDS + DAY_SECONDS) % DAY_SECONDS;
}

bool quality_has_time(int64_t moment)
{
	return moment != INT64_MIN &&
	       (quality_second_of_day(moment) != 0 || moment % MICROSECONDS != 0);
}

int64_t quality_moment(const struct quality *q, size_t i)
{
	if (quality_has_time(q->started[i]))
		return q->started[i];
	return quality_has_time(q->submitted[i]) ? q->submitted[i] : INT64_MIN;
}

static bool is_level(uint8_t level)
{
	return level != 0 && level != QUALITY_NA;
}

struct counts {
	unsigned given, levels; /* answered; answered with a level */
	unsigned run;		/* the longest */
};

/* Items left out, or na, do not break a run; another scale does. */
static struct counts count_answers(const struct quality *q, const uint8_t *levels)
{
	struct counts counts = {0, 0, 0};
	unsigned run = 0;
	size_t last = q->nitems;

	for (size_t i = 0; i < q->nitems; i++) {
		counts.given += levels[i] != 0;
		if (!is_level(levels[i]))
			continue;
		bool goes_on = last < q->nitems && levels[i] == levels[last] &&
			       q->items[i].scale == q->items[last].scale;
		counts.levels++;
		run = goes_on ? run + 1 : 1;
		last = i;
		if (run > counts.run)
			counts.run = run;
	}
	return counts;
}

static uint64_t hash_of(const uint8_t *levels, size_t n)
{
	uint64_t hash = 14695981039346656037u;

	for (size_t i = 0; i < n; i++) {
		hash = (hash ^ levels[i]) * 1099511628211u;
		hash ^= hash >> 29;
	}
	return hash ? hash : 1;
}

static void tell(struct quality *q, size_t i, enum quality_kind kind, bool is_so)
{
	q->can[i] = (uint16_t)(q->can[i] | bit(kind));
	if (is_so)
		q->marks[i] = (uint16_t)(q->marks[i] | bit(kind));
}

static void measure_answers(struct quality *q, size_t i)
{
	const uint8_t *levels = levels_of(q, i);
	struct counts counts = count_answers(q, levels);

	q->run[i] = q->pace[i] = q->missing[i] = NAN;
	if (counts.levels >= RUN_ITEMS) {
		q->run[i] = (float)counts.run / (float)counts.levels;
		tell(q, i, QUALITY_STRAIGHT, (double)q->run[i] >= RUN_SHARE);
	}
	if (counts.given >= VARIED_ITEMS && !(q->marks[i] & bit(QUALITY_STRAIGHT))) {
		q->hash[i] = hash_of(levels, q->nitems);
		tell(q, i, QUALITY_EXACT, false);
	}
	if (q->nasked[i]) {
		q->missing[i] = 1 - (float)counts.given / (float)q->nasked[i];
		tell(q, i, QUALITY_MISSING, (double)q->missing[i] > MISSING_MOST);
	}
	if (quality_has_time(q->started[i]) && quality_has_time(q->submitted[i]) &&
	    counts.given && q->submitted[i] > q->started[i])
		q->pace[i] = (float)((double)(q->submitted[i] - q->started[i]) /
				     (double)MICROSECONDS / counts.given);
}

/* --- speed ------------------------------------------------------------------------ */

static double median(double *values, size_t n)
{
	qsort(values, n, sizeof(*values), order_numbers);
	return (values[(n - 1) / 2] + values[n / 2]) / 2;
}

/* Of the responses of a channel; KEYS_NONE: of all. */
static double pace_cut(const struct quality *q, uint32_t channel)
{
	double *logs = xcalloc(q->n + 1, sizeof(*logs)), cut = (double)NAN;
	size_t n = 0;

	for (size_t i = 0; i < q->n; i++)
		if (!isnan(q->pace[i]) &&
		    (channel == KEYS_NONE || q->group[BY_CHANNEL][i] == channel))
			logs[n++] = log((double)q->pace[i]);
	if (n >= PACE_RESPONSES) {
		double middle = median(logs, n);
		for (size_t i = 0; i < n; i++)
			logs[i] = fabs(logs[i] - middle);
		double sd = MAD_TO_SD * median(logs, n);
		cut = exp(middle - fmax(log(PACE_DIVISOR), PACE_DEVIATIONS * sd));
	}
	free(logs);
	return cut;
}

static void measure_speed(struct quality *q)
{
	uint32_t nchannels = keys_count(q->keys[BY_CHANNEL]);
	double *cuts = xcalloc(nchannels + 1, sizeof(*cuts));

	q->cuts[QUALITY_SPEED] = pace_cut(q, KEYS_NONE);
	for (uint32_t c = 0; c < nchannels; c++)
		cuts[c] = pace_cut(q, c);
	for (size_t i = 0; i < q->n; i++) {
		uint32_t channel = q->group[BY_CHANNEL][i];
		double cut = channel == KEYS_NONE ? (double)NAN : cuts[channel];
		if (isnan(cut))
			cut = q->cuts[QUALITY_SPEED];
		if (!isnan(q->pace[i]) && !isnan(cut))
			tell(q, i, QUALITY_SPEED, (double)q->pace[i] < cut);
	}
	free(cuts);
}

/* --- night ------------------------------------------------------------------------ */

static void measure_night(struct quality *q)
{
	const uint32_t *channel = q->group[BY_CHANNEL];
	uint32_t interview = keys_find(q->keys[BY_CHANNEL], 0, "interview");
	uint32_t phone = keys_find(q->keys[BY_CHANNEL], 0, "phone");

	for (size_t i = 0; i < q->n; i++) {
		int64_t moment = quality_moment(q, i);
		if (channel[i] == KEYS_NONE || moment == INT64_MIN ||
		    (channel[i] != interview && channel[i] != phone))
			continue;
		int64_t second = quality_second_of_day(moment);
		tell(q, i, QUALITY_NIGHT,
		     second >= NIGHT_BEGINS || second < NIGHT_ENDS);
	}
}

static void take_flags(struct quality *q, size_t i)
{
	for (int f = 0; q->flags[i] >= 0 && f < FLAG_COUNT; f++)
		tell(q, i, (enum quality_kind)(QUALITY_FLAGS + f),
		     (unsigned)q->flags[i] & flag_bit((enum flag)f));
}

/* These speak for themselves. */
static const unsigned alone = 1U << QUALITY_SPEED | 1U << QUALITY_NIGHT |
			      1U << QUALITY_MISSING |
			      ((1U << FLAG_COUNT) - 1) << QUALITY_FLAGS;

void quality_measure(struct quality *q)
{
	q->run = xcalloc(q->n + 1, sizeof(*q->run));
	q->pace = xcalloc(q->n + 1, sizeof(*q->pace));
	q->missing = xcalloc(q->n + 1, sizeof(*q->missing));
	q->hash = xcalloc(q->n + 1, sizeof(*q->hash));
	q->can = xcalloc(q->n + 1, sizeof(*q->can));
	q->marks = xcalloc(q->n + 1, sizeof(*q->marks));
	q->reasons = xcalloc(q->n + 1, sizeof(*q->reasons));
	for (int kind = 0; kind < QUALITY_COUNT; kind++)
		q->cuts[kind] = (double)NAN;
	q->cuts[QUALITY_STRAIGHT] = RUN_SHARE;
	q->cuts[QUALITY_MISSING] = MISSING_MOST;
	for (size_t i = 0; i < q->n; i++)
		measure_answers(q, i);
	for (size_t i = 0; i < q->n; i++)
		take_flags(q, i);
	measure_speed(q);
	measure_night(q);
	for (size_t i = 0; i < q->n; i++)
		q->reasons[i] = (uint16_t)(q->marks[i] & alone);
}
