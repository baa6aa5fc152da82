/* The search in buckets; see nearest.h. */
#include "nearest.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "forms/alloc.h"
#include "nearest_rows.h"

enum { WORD = 64 };

struct search {
	struct nearest_rows rows;
	double threshold;
	struct nearest *best; /* of each different row; partners are numbers of such */
	uint16_t *reach;      /* up to how many differences a partner may matter */
	size_t done;	      /* partners with so many differences are all known */

	/* buckets: bucket b holds order[start[b]] … order[start[b + 1] - 1] */
	uint32_t *key, *order, *start;
	size_t nbuckets;
	int shift;	  /* of a hash, to get the bucket's number */
	uint64_t *bucket; /* the bits of the rows in one */
	size_t room;
};

/*
 * The most differences with which a partner of a row with so many answers can still match
 * at `least`: a partner with k differences has at most k answers more than the row.
 */
static uint16_t reach_of(size_t answered, size_t width, double least)
{
	size_t k = 0;

	for (;;) {
		size_t most = answered + k + 1 < width ? answered + k + 1 : width;
		if (k >= most || (double)(most - k - 1) / (double)most < least)
			return (uint16_t)k;
		k++;
	}
}

static const uint64_t *bits_of(const struct search *s, size_t row)
{
	return s->rows.bits + row * s->rows.stride;
}

static size_t answers_of(const struct search *s, size_t row)
{
	return nearest_rows_union(&s->rows, bits_of(s, row), bits_of(s, row));
}

static void search_init(struct search *s, const uint8_t *rows, size_t n, size_t width,
			double threshold)
{
	*s = (struct search){.threshold = threshold, .shift = 63};
	nearest_rows_init(&s->rows, rows, n, width);
	n = s->rows.n;
	while ((uint64_t)1 << (64 - s->shift) < n)
		s->shift--;
	s->nbuckets = (size_t)1 << (64 - s->shift);
	s->key = xcalloc(n + 1, sizeof(*s->key));
	s->order = xcalloc(n + 1, sizeof(*s->order));
	s->start = xcalloc(s->nbuckets + 1, sizeof(*s->start));
	s->best = xcalloc(n + 1, sizeof(*s->best));
	s->reach = xcalloc(n + 1, sizeof(*s->reach));
	for (size_t i = 0; i < n; i++) {
		s->best[i] = (struct nearest){(float)NAN, NEAREST_NONE};
		if (s->rows.twin[i] == NEAREST_NONE)
			s->reach[i] = reach_of(answers_of(s, i), width, threshold);
	}
}

static void search_release(struct search *s)
{
	nearest_rows_release(&s->rows);
	free(s->key);
	free(s->order);
	free(s->start);
	free(s->best);
	free(s->reach);
	free(s->bucket);
}

/* Rows into buckets by their bits under the mask; in a bucket they keep their order. */
static void fill_buckets(struct search *s, const uint64_t *mask)
{
	size_t n = s->rows.n;

	memset(s->start, 0, (s->nbuckets + 1) * sizeof(*s->start));
	for (size_t i = 0; i < n; i++) {
		uint64_t hash = nearest_rows_hash(&s->rows, bits_of(s, i), mask);
		s->key[i] = (uint32_t)(hash >> s->shift);
		s->start[s->key[i]]++;
	}
	for (size_t b = 0; b < s->nbuckets; b++)
		s->start[b + 1] += s->start[b];
	for (size_t i = n; i-- > 0;)
		s->order[--s->start[s->key[i]]] = (uint32_t)i;
}

/* Takes the other for the row's partner if it is better, or as good and lower. */
static void offer(struct search *s, uint32_t row, uint32_t other, size_t apart)
{
	struct nearest *best = &s->best[row];
	const uint64_t *bits = bits_of(s, row);
	size_t of = nearest_rows_union(&s->rows, bits, bits_of(s, other));
	double match = (double)(of - apart) / (double)of;

	if (match < s->threshold || (float)match < best->match ||
	    ((float)match <= best->match && other > best->partner))
		return;
	*best = (struct nearest){(float)match, other};
	s->reach[row] = reach_of(answers_of(s, row), s->rows.width, match);
}

/* The first row of the bucket, from the j-th on, that is within reach; n: none. */
static size_t next_near(const struct nearest_rows *rows, const uint64_t *mine,
			const uint64_t *bucket, size_t j, size_t n, unsigned reach)
{
	const uint64_t *other = bucket + j * rows->stride;

	for (; j < n; j++, other += rows->stride)
		if (nearest_apart(mine, other, rows->nwords, rows->planes) <= reach)
			break;
	return j;
}

/* The same of one word in three planes, which is the usual: nearly all time is here. */
static size_t next_near_usual(const uint64_t *mine, const uint64_t *bucket, size_t j,
			      size_t n, unsigned reach)
{
	const uint64_t x = mine[0], y = mine[1], z = mine[2], *other = bucket + 3 * j;

	for (; j < n; j++, other += 3)
		if (nearest_ones((x ^ other[0]) | (y ^ other[1]) | (z ^ other[2])) <=
		    reach)
			break;
	return j;
}

/* One row, the i-th of a bucket, against all others in it. */
static void compare(struct search *s, const uint32_t *list, size_t n, size_t i)
{
	const struct nearest_rows *rows = &s->rows;
	const uint64_t *bucket = s->bucket, *mine = bucket + i * rows->stride;
	bool usual = rows->nwords == 1 && rows->planes == 3;

	for (size_t j = 0; j < n; j++) {
		unsigned reach = s->reach[list[i]];
		j = usual ? next_near_usual(mine, bucket, j, n, reach)
			  : next_near(rows, mine, bucket, j, n, reach);
		if (j < n && j != i)
			offer(s, list[i], list[j],
			      nearest_apart(mine, bucket + j * rows->stride,
					    rows->nwords, rows->planes));
	}
}

static bool any_asks(const struct search *s, const uint32_t *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (s->reach[list ? list[i] : i] > s->done)
			return true;
	return false;
}

/* All rows of a bucket that still ask; their bits side by side first. */
static void search_bucket(struct search *s, const uint32_t *list, size_t n)
{
	size_t stride = s->rows.stride;

	if (n < 2 || !any_asks(s, list, n))
		return;
	if (n > s->room) {
		s->room = n + n / 2;
		s->bucket = xrealloc(s->bucket, s->room * stride, sizeof(*s->bucket));
	}
	for (size_t i = 0; i < n; i++)
		memcpy(s->bucket + i * stride, bits_of(s, list[i]),
		       stride * sizeof(*s->bucket));
	for (size_t i = 0; i < n; i++)
		if (s->reach[list[i]] > s->done)
			compare(s, list, n, i);
}

static void search_key(struct search *s, const uint64_t *mask)
{
	fill_buckets(s, mask);
	for (size_t b = 0; b < s->nbuckets; b++)
		search_bucket(s, s->order + s->start[b], s->start[b + 1] - s->start[b]);
}

/* The chance, times n², that two of the rows have the same value in an item. */
static double concentration(const struct nearest_rows *rows, size_t item)
{
	size_t counts[256] = {0};
	double sum = 0;

	for (size_t i = 0; i < rows->n; i++) {
		const uint64_t *bits = rows->bits + i * rows->stride;
		size_t code = 0;
		for (size_t p = 0; p < rows->planes; p++)
			code |= (bits[item / WORD * rows->planes + p] >> item % WORD &
				 1)
				<< p;
		counts[code]++;
	}
	for (size_t v = 0; v < 256; v++)
		sum += (double)counts[v] * (double)counts[v];
	return sum;
}

struct item {
	double concentration;
	size_t number;
};

static int by_concentration(const void *a, const void *b)
{
	const struct item *x = a, *y = b;

	if (x->concentration != y->concentration)
		return x->concentration < y->concentration ? -1 : 1;
	return x->number < y->number ? -1 : x->number > y->number;
}

static struct item *sort_items(const struct nearest_rows *rows)
{
	struct item *items = xcalloc(rows->width, sizeof(*items));

	for (size_t i = 0; i < rows->width; i++)
		items[i] = (struct item){concentration(rows, i), i};
	qsort(items, rows->width, sizeof(*items), by_concentration);
	return items;
}

/* The block of the i-th item: dealt to and fro, so that blocks are alike. */
static size_t block_of(size_t i, size_t nblocks)
{
	size_t at = i % nblocks;

	return i / nblocks % 2 ? nblocks - 1 - at : at;
}

/* A block without each of its items in turn: all pairs with one difference in it. */
static void search_block(struct search *s, const struct item *items, size_t block,
			 size_t nblocks)
{
	uint64_t *mask = xcalloc(s->rows.nwords, sizeof(*mask));

	for (int pass = 0; pass < 2; pass++)
		for (size_t i = 0; i < s->rows.width; i++) {
			size_t item = items[i].number;
			if (block_of(i, nblocks) != block)
				continue;
			mask[item / WORD] ^= (uint64_t)1 << item % WORD;
			if (pass == 0)
				continue;
			search_key(s, mask);
			mask[item / WORD] ^= (uint64_t)1 << item % WORD;
		}
	free(mask);
}

/* Ever more blocks, up to `last`, with which all pairs that may matter are compared. */
static void search_all(struct search *s)
{
	size_t farthest = reach_of(s->rows.width, s->rows.width, s->threshold);
	size_t last = farthest / 2 + 1;
	struct item *items = sort_items(&s->rows);

	for (size_t k = 1; s->done < farthest && any_asks(s, NULL, s->rows.n);
	     k = 2 * k < last ? 2 * k : last) {
		for (size_t block = 0; block < k; block++)
			search_block(s, items, block, k);
		s->done = 2 * k - 1;
	}
	free(items);
}

static struct nearest result_of(const struct search *s, size_t row)
{
	static const struct nearest none = {(float)NAN, NEAREST_NONE};
	uint32_t kind = s->rows.kind[row];

	if (kind == NEAREST_NONE)
		return none;
	if (s->rows.twin[kind] != NEAREST_NONE)
		return (struct nearest){1, s->rows.first[kind] == row
						   ? s->rows.twin[kind]
						   : s->rows.first[kind]};
	if (s->best[kind].partner == NEAREST_NONE)
		return none;
	return (struct nearest){s->best[kind].match,
				s->rows.first[s->best[kind].partner]};
}

bool nearest_find(const uint8_t *rows, size_t n, size_t width, double threshold,
		  struct nearest *out, struct error *err)
{
	struct search search;

	if (!(threshold >= 0.5 && threshold <= 1))
		return error_set(err, ERROR_INPUT,
				 "the threshold of a match is from 0.5 to 1, not %g",
				 threshold);
	if (n >= NEAREST_NONE || width == 0 || width > NEAREST_WIDTH_MOST)
		return error_set(err, ERROR_INPUT,
				 "%zu rows of %zu items are too many or too few to be "
				 "compared",
				 n, width);
	search_init(&search, rows, n, width, threshold);
	search_all(&search);
	for (size_t i = 0; i < n; i++)
		out[i] = result_of(&search, i);
	search_release(&search);
	return true;
}

/* `size` of the n rows, copied; Fisher & Yates, as far as needed. */
static uint8_t *draw_rows(const uint8_t *rows, size_t n, size_t width, size_t size,
			  struct prng *prng)
{
	uint32_t *list = xcalloc(n, sizeof(*list));
	uint8_t *drawn = xcalloc(size, width);

	for (size_t i = 0; i < n; i++)
		list[i] = (uint32_t)i;
	for (size_t i = 0; i < size; i++) {
		size_t j = i + (size_t)prng_below(prng, n - i);
		uint32_t row = list[j];
		list[j] = list[i];
		memcpy(drawn + i * width, rows + row * width, width);
	}
	free(list);
	return drawn;
}

bool nearest_drawn(const uint8_t *rows, size_t n, size_t width, double threshold,
		   size_t size, struct prng *prng, double *share, struct error *err)
{
	assert(0 < size && size <= n && n < NEAREST_NONE);
	uint8_t *drawn = draw_rows(rows, n, width, size, prng);
	struct nearest *nearest = xcalloc(size, sizeof(*nearest));
	bool done = nearest_find(drawn, size, width, threshold, nearest, err);
	size_t found = 0;

	for (size_t i = 0; done && i < size; i++)
		found += nearest[i].partner != NEAREST_NONE;
	if (done)
		*share = (double)found / (double)size;
	free(nearest);
	free(drawn);
	return done;
}
