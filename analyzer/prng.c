/* xoshiro256** and splitmix64; see prng.h. */
#include "prng.h"

static uint64_t splitmix(uint64_t *x)
{
	uint64_t z = (*x += 0x9E3779B97F4A7C15u);

	z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
	z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
	return z ^ (z >> 31);
}

struct prng prng_start(uint64_t seed, uint64_t stream)
{
	uint64_t mixed = stream, x = seed ^ splitmix(&mixed);
	struct prng prng;

	for (int i = 0; i < 4; i++)
		prng.state[i] = splitmix(&x);
	return prng;
}

static uint64_t rotate(uint64_t x, int by)
{
	return x << by | x >> (64 - by);
}

uint64_t prng_next(struct prng *prng)
{
	uint64_t *s = prng->state, result = rotate(s[1] * 5, 7) * 9, t = s[1] << 17;

	s[2] ^= s[0];
	s[3] ^= s[1];
	s[1] ^= s[2];
	s[0] ^= s[3];
	s[2] ^= t;
	s[3] = rotate(s[3], 45);
	return result;
}

uint64_t prng_below(struct prng *prng, uint64_t n)
{
	uint64_t least = -n % n, x; /* 2^64 mod n values are too many */

	do
		x = prng_next(prng);
	while (x < least);
	return x % n;
}

double prng_uniform(struct prng *prng)
{
	return (double)(prng_next(prng) >> 11) * 0x1p-53;
}
