/*
 * Rows of answers as nearest.c compares them: equal rows collapsed into one, values as
 * bit planes. Of item i, bit i % 64 of word (i / 64) * planes + p is bit p of its value's
 * code; code 0 is missing.
 */
#ifndef HAILONG_ANALYZER_NEAREST_ROWS_H
#define HAILONG_ANALYZER_NEAREST_ROWS_H

#include <stddef.h>
#include <stdint.h>

#define NEAREST_NONE UINT32_MAX

struct nearest_rows {
	size_t n;	/* different rows, in the order of their first */
	uint64_t *bits; /* n × stride */
	size_t stride;	/* planes × nwords */
	size_t planes, nwords, width;
	uint32_t *first; /* n: the lowest row number … */
	uint32_t *twin;	 /* n: … and the next lowest, or NEAREST_NONE */
	uint32_t *kind;	 /* of each row given: which of the n; NEAREST_NONE: left out */
};

/* Rows with fewer than half of the items answered are left out. n < UINT32_MAX. */
void nearest_rows_init(struct nearest_rows *rows, const uint8_t *values, size_t n,
		       size_t width);
void nearest_rows_release(struct nearest_rows *rows);

/* What is equal under the mask (nwords) has the same hash; its upper bits are best. */
uint64_t nearest_rows_hash(const struct nearest_rows *rows, const uint64_t *bits,
			   const uint64_t *mask);

/* Bits that are 1, without asking for a processor that counts them itself. */
static inline unsigned nearest_ones(uint64_t x)
{
	x -= (x >> 1) & 0x5555555555555555u;
	x = (x & 0x3333333333333333u) + ((x >> 2) & 0x3333333333333333u);
	x = (x + (x >> 4)) & 0x0F0F0F0F0F0F0F0Fu;
	return (unsigned)((x * 0x0101010101010101u) >> 56);
}

/* Items in which two rows differ. */
static inline unsigned nearest_apart(const uint64_t *a, const uint64_t *b,
				     size_t nwords, size_t planes)
{
	unsigned apart = 0;

	for (size_t w = 0; w < nwords; w++) {
		uint64_t differs = 0;
		for (size_t p = 0; p < planes; p++)
			differs |= a[w * planes + p] ^ b[w * planes + p];
		apart += nearest_ones(differs);
	}
	return apart;
}

/* Items answered in at least one of two rows; of a row and itself: its answers. */
unsigned nearest_rows_union(const struct nearest_rows *rows, const uint64_t *a,
			    const uint64_t *b);

#endif
