/*
 * Random numbers that are the same on every machine: xoshiro256** 1.0 (Blackman &
 * Vigna 2021, ACM Transactions on Mathematical Software 47(4)), its state filled by
 * splitmix64 from a seed and a stream number, as its authors advise. For simulation
 * and for draws that must be repeatable from a recorded seed; not for secrets.
 */
#ifndef HAILONG_ANALYZER_PRNG_H
#define HAILONG_ANALYZER_PRNG_H

#include <stdint.h>

struct prng {
	uint64_t state[4];
};

/* Streams of one seed are independent for all that matters. */
struct prng prng_start(uint64_t seed, uint64_t stream);
uint64_t prng_next(struct prng *prng);

/* Uniform on 0 … n-1, without the bias of a remainder; n > 0. */
uint64_t prng_below(struct prng *prng, uint64_t n);

/* Uniform on [0, 1) in steps of 2^-53. */
double prng_uniform(struct prng *prng);

#endif
