/* Packing and collapsing of rows; see nearest_rows.h. */
#include "nearest_rows.h"

#include <stdbool.h>
#include <string.h>

#include "forms/alloc.h"

enum { VALUES = 256, WORD = 64 };

/* Values of each item to codes 1, 2 … as they appear; returns the planes they need. */
static size_t number_values(uint8_t *codes, const uint8_t *values, size_t n,
			    size_t width)
{
	uint8_t *used = xcalloc(width, 1);
	size_t planes = 1;

	for (size_t i = 0; i < n * width; i++) {
		size_t item = i % width;
		uint8_t *code = &codes[item * VALUES + values[i]];
		if (!values[i] || *code)
			continue;
		*code = ++used[item];
		while (used[item] >> planes)
			planes++;
	}
	free(used);
	return planes;
}

/* Writes the bits of one row; returns how many items are answered. */
static size_t pack(const struct nearest_rows *rows, const uint8_t *codes,
		   const uint8_t *values, uint64_t *bits)
{
	size_t answered = 0;

	memset(bits, 0, rows->stride * sizeof(*bits));
	for (size_t i = 0; i < rows->width; i++) {
		uint64_t code = codes[i * VALUES + values[i]];
		uint64_t *word = &bits[i / WORD * rows->planes];
		answered += code != 0;
		for (size_t p = 0; code; p++, code >>= 1)
			word[p] |= (code & 1) << i % WORD;
	}
	return answered;
}

static uint64_t mix(uint64_t x)
{
	x = (x ^ (x >> 32)) * 0x9E3779B97F4A7C15u;
	return x ^ (x >> 29);
}

uint64_t nearest_rows_hash(const struct nearest_rows *rows, const uint64_t *bits,
			   const uint64_t *mask)
{
	uint64_t hash = 0;

	for (size_t w = 0; w < rows->nwords; w++)
		for (size_t p = 0; p < rows->planes; p++)
			hash = mix(hash + (*bits++ & mask[w])) * 0xBF58476D1CE4E5B9u;
	return hash;
}

unsigned nearest_rows_union(const struct nearest_rows *rows, const uint64_t *a,
			    const uint64_t *b)
{
	unsigned answered = 0;

	for (size_t w = 0; w < rows->nwords; w++) {
		uint64_t either = 0;
		for (size_t p = 0; p < rows->planes; p++)
			either |= a[w * rows->planes + p] | b[w * rows->planes + p];
		answered += nearest_ones(either);
	}
	return answered;
}

/* Slots hold number + 1, 0 = free; returns the slot of the row packed last or its like. */
static uint32_t *slot_of(const struct nearest_rows *rows, uint32_t *slots, int shift,
			 const uint64_t *mask)
{
	const uint64_t *bits = rows->bits + rows->n * rows->stride;
	size_t slot = nearest_rows_hash(rows, bits, mask) >> shift;
	size_t last = ((size_t)1 << (64 - shift)) - 1;

	for (; slots[slot]; slot = (slot + 1) & last) {
		const uint64_t *other = rows->bits + (slots[slot] - 1) * rows->stride;
		if (!memcmp(other, bits, rows->stride * sizeof(*bits)))
			break;
	}
	return &slots[slot];
}

static void collapse(struct nearest_rows *rows, const uint8_t *codes,
		     const uint8_t *values, size_t n)
{
	uint64_t *mask = xcalloc(rows->nwords, sizeof(*mask));
	int shift = 63;

	memset(mask, 0xFF, rows->nwords * sizeof(*mask));
	while ((uint64_t)1 << (64 - shift) < 2 * (uint64_t)n)
		shift--;
	uint32_t *slots = xcalloc((size_t)1 << (64 - shift), sizeof(*slots));
	for (size_t i = 0; i < n; i++) {
		uint64_t *bits = rows->bits + rows->n * rows->stride;
		rows->kind[i] = NEAREST_NONE;
		if (2 * pack(rows, codes, values + i * rows->width, bits) < rows->width)
			continue;
		uint32_t *slot = slot_of(rows, slots, shift, mask);
		if (!*slot) {
			rows->first[rows->n] = (uint32_t)i;
			rows->twin[rows->n] = NEAREST_NONE;
			*slot = (uint32_t)++rows->n;
		} else if (rows->twin[*slot - 1] == NEAREST_NONE) {
			rows->twin[*slot - 1] = (uint32_t)i;
		}
		rows->kind[i] = *slot - 1;
	}
	free(slots);
	free(mask);
}

void nearest_rows_init(struct nearest_rows *rows, const uint8_t *values, size_t n,
		       size_t width)
{
	uint8_t *codes = xcalloc(width * VALUES, 1);
	size_t planes = number_values(codes, values, n, width);
	size_t nwords = (width + WORD - 1) / WORD;

	*rows = (struct nearest_rows){.width = width,
				      .planes = planes,
				      .nwords = nwords,
				      .stride = planes * nwords};
	rows->bits = xcalloc((n + 1) * rows->stride, sizeof(*rows->bits));
	rows->first = xcalloc(n + 1, sizeof(*rows->first));
	rows->twin = xcalloc(n + 1, sizeof(*rows->twin));
	rows->kind = xcalloc(n + 1, sizeof(*rows->kind));
	collapse(rows, codes, values, n);
	free(codes);
}

void nearest_rows_release(struct nearest_rows *rows)
{
	free(rows->bits);
	free(rows->first);
	free(rows->twin);
	free(rows->kind);
	*rows = (struct nearest_rows){.n = 0};
}
