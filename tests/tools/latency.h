/*
 * Latencies in buckets that grow with what they hold, as in HdrHistogram: a percentile
 * is known to one part in 64, from a nanosecond to a century.
 */
#ifndef HAILONG_TESTS_LATENCY_H
#define HAILONG_TESTS_LATENCY_H

#include <math.h>
#include <stddef.h>
#include <stdint.h>

enum {
	LATENCY_BITS = 6,
	LATENCY_STEPS = 1 << LATENCY_BITS, /* buckets for each power of two */
	LATENCY_BUCKETS = (64 - LATENCY_BITS) * LATENCY_STEPS
};

/* All in nanoseconds; starts zeroed. */
struct latency {
	uint64_t count, bucket[LATENCY_BUCKETS];
	int64_t longest;
	double total;
};

static inline void latency_add(struct latency *latency, int64_t value)
{
	uint64_t v = value > 0 ? (uint64_t)value : 0;
	unsigned shift = v < LATENCY_STEPS
				 ? 0
				 : 63u - (unsigned)__builtin_clzll(v) - LATENCY_BITS;

	latency->bucket[(size_t)shift * LATENCY_STEPS + (size_t)(v >> shift)]++;
	latency->count++;
	latency->total += (double)v;
	if (value > latency->longest)
		latency->longest = value;
}

static inline double latency_mean(const struct latency *latency)
{
	return latency->count ? latency->total / (double)latency->count : 0;
}

/* What a share (0-1) of the latencies did not exceed: the top of their last bucket. */
static inline double latency_percentile(const struct latency *latency, double share)
{
	uint64_t need = (uint64_t)ceil(share * (double)latency->count), seen = 0;
	size_t i = 0;

	while (i < LATENCY_BUCKETS - 1 && (seen += latency->bucket[i]) < need)
		i++;
	size_t shift = i < LATENCY_STEPS ? 0 : i / LATENCY_STEPS - 1;
	double top = ldexp((double)(i - shift * LATENCY_STEPS + 1), (int)shift) - 1;
	return fmin(top, (double)latency->longest);
}

#endif
