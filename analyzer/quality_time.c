/*
 * Bursts: a scan of every window of WINDOW_MINUTES that begins with a response. How busy
 * such a window honestly is: the group's responses a day (the mean over its days, or
 * that very day's if they are more) times the share of all responses that fall into this
 * hour of the day (an even hour's at least), and twice that. The chance that any of the
 * n windows of the group holds k is at most n P(Poisson >= k - 1), the responses beside
 * the first; Bonferroni over the groups.
 */
#include "quality_store.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

enum { WINDOW_MINUTES = 10, HOURS = 24, HOUR_SECONDS = 3600, BURST_LEAST = 5 };

#define WINDOW (WINDOW_MINUTES * 60 * MICROSECONDS)
#define ALLOWANCE 2.0

struct event {
	int64_t moment;
	uint32_t response;
};

static int compare_events(const void *left, const void *right)
{
	const struct event *a = left, *b = right;

	if (a->moment != b->moment)
		return a->moment < b->moment ? -1 : 1;
	return (a->response > b->response) - (a->response < b->response);
}

static int hour_of(int64_t moment)
{
	return (int)(quality_second_of_day(moment) / HOUR_SECONDS);
}

static int64_t day_of(int64_t moment)
{
	return (moment / MICROSECONDS + VIETNAM_SECONDS -
		quality_second_of_day(moment)) /
	       DAY_SECONDS;
}

/* When it came: a burst is of what was sent. */
static int64_t came(const struct quality *q, size_t response)
{
	int64_t sent = q->submitted[response];

	return quality_has_time(sent) ? sent : quality_moment(q, response);
}

static void hour_shares(const struct quality *q, double shares[static HOURS])
{
	double n = 0, counts[HOURS] = {0};

	for (size_t i = 0; i < q->n; i++) {
		int64_t moment = came(q, i);
		if (moment == INT64_MIN)
			continue;
		counts[hour_of(moment)]++;
		n++;
	}
	for (int h = 0; h < HOURS; h++)
		shares[h] = fmax(n > 0 ? counts[h] / n : 0, 1.0 / HOURS);
}

/* One group, its events in order. */
struct scan {
	struct event *events;
	size_t n, ndays;
	const double *shares;
	double most_p; /* of one window, beyond which it is no burst */
};

static size_t events_of_day(const struct scan *scan, size_t first)
{
	int64_t day = day_of(scan->events[first].moment);
	size_t end = first;

	while (end < scan->n && day_of(scan->events[end].moment) == day)
		end++;
	return end - first;
}

static void read_events(struct scan *scan, const struct quality *q,
			const struct groups *groups, size_t group)
{
	scan->n = scan->ndays = 0;
	for (size_t i = groups->start[group]; i < groups->start[group + 1]; i++) {
		int64_t moment = came(q, groups->order[i]);
		if (moment != INT64_MIN)
			scan->events[scan->n++] =
				(struct event){moment, groups->order[i]};
	}
	qsort(scan->events, scan->n, sizeof(*scan->events), compare_events);
	for (size_t i = 0; i < scan->n; i += events_of_day(scan, i))
		scan->ndays++;
}

static double tail(double k, double mean)
{
	return k < 2 ? 1 : gsl_cdf_poisson_Q((unsigned)k - 2, mean);
}

static double threshold(double mean, double most_p)
{
	double k = BURST_LEAST;

	while (tail(k, mean) > most_p)
		k++;
	return k;
}

static void mark(struct quality *q, const struct scan *scan, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		uint16_t *reasons = &q->reasons[scan->events[i].response];
		*reasons = (uint16_t)(*reasons | bit(QUALITY_BURST));
	}
}

/* The window that is least likely is told of; all that are bursts are marked. */
static void scan_group(struct quality *q, const struct scan *scan,
		       struct quality_finding *finding)
{
	double least = INFINITY, day_rate = 0;
	size_t to = 0, day_end = 0;

	for (size_t i = 0; i < scan->n; i++) {
		int64_t end = scan->events[i].moment + WINDOW;
		if (i == day_end) {
			day_rate = (double)events_of_day(scan, i);
			day_end = i + (size_t)day_rate;
		}
		while (to < scan->n && scan->events[to].moment < end)
			to++;
		double rate = fmax(day_rate, (double)scan->n / (double)scan->ndays);
		double hour = fmax(scan->shares[hour_of(scan->events[i].moment)],
				   scan->shares[hour_of(end)]);
		double mean = ALLOWANCE * rate * hour * WINDOW_MINUTES / 60;
		double k = (double)(to - i), p = tail(k, mean);
		if (p <= scan->most_p && k >= BURST_LEAST) {
			mark(q, scan, i, to);
			finding->verdict = QUALITY_FLAG;
		}
		if (p >= least)
			continue;
		least = p;
		finding->value = k;
		finding->expected = mean;
	}
	finding->p = fmin(1, least / scan->most_p * QUALITY_ALPHA);
	finding->threshold = threshold(finding->expected, scan->most_p);
}

static size_t count_tested(const struct quality *q, struct scan *scan,
			   const struct groups *groups)
{
	size_t tested = 0;

	for (size_t g = 0; g < groups->count; g++) {
		read_events(scan, q, groups, g);
		tested += scan->n >= q->options.n_min;
	}
	return tested;
}

static void find_group(struct quality *q, enum quality_by by, struct scan *scan,
		       const struct groups *groups, size_t group, size_t ntested)
{
	read_events(scan, q, groups, group);
	if (!scan->n)
		return;
	struct quality_finding *finding =
		quality_found(q, by, (uint32_t)group, QUALITY_BURST);
	finding->n = scan->n;
	finding->verdict = scan->n < q->options.n_min ? QUALITY_FEW : QUALITY_OK;
	if (finding->verdict == QUALITY_OK) {
		scan->most_p = QUALITY_ALPHA / (double)ntested / (double)scan->n;
		scan_group(q, scan, finding);
	}
}

/* Of those times are known of it can be told; what is marked is so. */
static void tell_marks(struct quality *q)
{
	for (size_t i = 0; i < q->n; i++) {
		if (came(q, i) != INT64_MIN)
			q->can[i] = (uint16_t)(q->can[i] | bit(QUALITY_BURST));
		q->marks[i] =
			(uint16_t)(q->marks[i] | (q->reasons[i] & bit(QUALITY_BURST)));
	}
}

void quality_bursts(struct quality *q, enum quality_by by, const struct groups *groups)
{
	double shares[HOURS];
	struct scan scan = {.events = xcalloc(q->n + 1, sizeof(*scan.events)),
			    .shares = shares};

	hour_shares(q, shares);
	size_t ntested = count_tested(q, &scan, groups);
	for (size_t g = 0; g < groups->count; g++)
		find_group(q, by, &scan, groups, g, ntested);
	tell_marks(q);
	free(scan.events);
}
