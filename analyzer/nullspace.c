/* See nullspace.h. */
#include "nullspace.h"

#include "prng.h"

#include "forms/alloc.h"

#include <stdbool.h>
#include <string.h>

#define PRIME ((UINT64_C(1) << 61) - 1)

struct entry {
	uint64_t value;
	uint32_t column;
};

/* Entries by column; kept for the way back when it is done. */
struct row {
	struct entry *list;
	size_t count;
	bool done;
};

/* Rows it ever stood in; `degree` counts those it still stands in. */
struct column {
	uint32_t *rows;
	size_t count, room, degree;
};

struct pivot {
	uint32_t row, column;
};

/* to += factor × from, where from was done. */
struct step {
	uint32_t to, from;
	uint64_t factor;
};

struct nullspace {
	struct row *rows;
	struct column *columns;
	size_t nrows, ncolumns;
	struct pivot *pivots;
	size_t npivots;
	struct step *steps;
	size_t nsteps, steps_room;
	uint32_t *single; /* columns that have come to stand in one row */
	size_t nsingle, single_room;
};

/* --- modulo the prime --- */

static uint64_t reduced(int64_t value)
{
	int64_t rest = value % (int64_t)PRIME;

	return (uint64_t)(rest < 0 ? rest + (int64_t)PRIME : rest);
}

static uint64_t plus(uint64_t a, uint64_t b)
{
	uint64_t sum = a + b;

	return sum >= PRIME ? sum - PRIME : sum;
}

static uint64_t minus(uint64_t a)
{
	return a ? PRIME - a : 0;
}

static uint64_t times(uint64_t a, uint64_t b)
{
	unsigned __int128 product = (unsigned __int128)a * b;

	return plus((uint64_t)(product & PRIME), (uint64_t)(product >> 61));
}

/* Fermat: a^(p-2). */
static uint64_t inverse(uint64_t a)
{
	uint64_t power = 1;

	for (uint64_t e = PRIME - 2; e; e >>= 1, a = times(a, a))
		if (e & 1)
			power = times(power, a);
	return power;
}

/* --- the system --- */

static void enter(struct nullspace *e, uint32_t column, uint32_t row)
{
	struct column *to = &e->columns[column];

	ARRAY_RESERVE(to->rows, to->count, to->room);
	to->rows[to->count++] = row;
	to->degree++;
}

static void leave(struct nullspace *e, uint32_t column)
{
	if (--e->columns[column].degree != 1)
		return;
	ARRAY_RESERVE(e->single, e->nsingle, e->single_room);
	e->single[e->nsingle++] = column;
}

static int compare_entries(const void *left, const void *right)
{
	uint32_t a = ((const struct entry *)left)->column;
	uint32_t b = ((const struct entry *)right)->column;

	return (a > b) - (a < b);
}

static void sort_row(struct row *row)
{
	size_t kept = 0;

	if (row->count)
		qsort(row->list, row->count, sizeof(*row->list), compare_entries);
	for (size_t i = 0; i < row->count; i++) {
		struct entry entry = row->list[i];
		while (i + 1 < row->count && row->list[i + 1].column == entry.column)
			entry.value = plus(entry.value, row->list[++i].value);
		if (entry.value)
			row->list[kept++] = entry;
	}
	row->count = kept;
}

static void fill(struct nullspace *e, const struct nullspace_term *terms, size_t nterms)
{
	for (size_t t = 0; t < nterms; t++)
		e->rows[terms[t].row].count++;
	for (size_t r = 0; r < e->nrows; r++) {
		if (e->rows[r].count)
			e->rows[r].list =
				xcalloc(e->rows[r].count, sizeof(struct entry));
		e->rows[r].count = 0;
	}
	for (size_t t = 0; t < nterms; t++) {
		struct row *row = &e->rows[terms[t].row];
		row->list[row->count++] =
			(struct entry){reduced(terms[t].value), terms[t].column};
	}
	for (size_t r = 0; r < e->nrows; r++) {
		sort_row(&e->rows[r]);
		for (size_t i = 0; i < e->rows[r].count; i++)
			enter(e, e->rows[r].list[i].column, (uint32_t)r);
	}
	for (uint32_t c = 0; c < e->ncolumns; c++)
		if (e->columns[c].degree == 1) {
			e->columns[c].degree++;
			leave(e, c);
		}
}

static const struct entry *find(const struct row *row, uint32_t column)
{
	struct entry key = {.column = column};

	return row->count ? bsearch(&key, row->list, row->count, sizeof(key),
				    compare_entries)
			  : NULL;
}

/* --- elimination --- */

/* The row now tells this column from the others in it, which are solved for later. */
static void solve_for(struct nullspace *e, uint32_t row, uint32_t column)
{
	struct row *done = &e->rows[row];

	e->pivots[e->npivots++] = (struct pivot){row, column};
	done->done = true;
	for (size_t i = 0; i < done->count; i++)
		leave(e, done->list[i].column);
}

static void peel(struct nullspace *e)
{
	while (e->nsingle) {
		uint32_t c = e->single[--e->nsingle];
		const struct column *column = &e->columns[c];
		size_t i = 0;
		if (column->degree != 1)
			continue;
		while (e->rows[column->rows[i]].done ||
		       !find(&e->rows[column->rows[i]], c))
			i++;
		solve_for(e, column->rows[i], c);
	}
}

/* to += factor × from, column by column. */
static void add_row(struct nullspace *e, uint32_t to, const struct row *from,
		    uint64_t factor)
{
	struct row *row = &e->rows[to];
	struct entry *list = xcalloc(row->count + from->count + 1, sizeof(*list));
	size_t i = 0, j = 0, count = 0;

	while (i < row->count || j < from->count) {
		bool has =
			i < row->count && (j == from->count ||
					   row->list[i].column <= from->list[j].column);
		bool takes = j < from->count &&
			     (i == row->count ||
			      from->list[j].column <= row->list[i].column);
		struct entry entry =
			has ? row->list[i++] : (struct entry){0, from->list[j].column};
		if (takes)
			entry.value =
				plus(entry.value, times(factor, from->list[j++].value));
		if (entry.value)
			list[count++] = entry;
		if (!has)
			enter(e, entry.column, to);
		else if (!entry.value)
			leave(e, entry.column);
	}
	free(row->list);
	row->list = list;
	row->count = count;
}

static uint32_t rarest(const struct nullspace *e, const struct row *row)
{
	uint32_t best = row->list[0].column;

	for (size_t i = 1; i < row->count; i++)
		if (e->columns[row->list[i].column].degree < e->columns[best].degree)
			best = row->list[i].column;
	return best;
}

static void eliminate(struct nullspace *e, uint32_t number)
{
	const struct row *row = &e->rows[number];
	uint32_t c = rarest(e, row);
	uint64_t over = minus(inverse(find(row, c)->value));
	size_t nrows = e->columns[c].count;

	for (size_t i = 0; i < nrows; i++) {
		uint32_t other = e->columns[c].rows[i];
		const struct entry *entry = other == number || e->rows[other].done
						    ? NULL
						    : find(&e->rows[other], c);
		if (!entry)
			continue;
		uint64_t factor = times(entry->value, over);
		ARRAY_RESERVE(e->steps, e->nsteps, e->steps_room);
		e->steps[e->nsteps++] = (struct step){other, number, factor};
		add_row(e, other, row, factor);
	}
	solve_for(e, number, c);
}

struct length {
	size_t count;
	uint32_t row;
};

static int compare_lengths(const void *left, const void *right)
{
	const struct length *a = left, *b = right;

	if (a->count != b->count)
		return a->count < b->count ? -1 : 1;
	return (a->row > b->row) - (a->row < b->row);
}

static void eliminate_all(struct nullspace *e)
{
	struct length *order = xcalloc(e->nrows + 1, sizeof(*order));
	size_t count = 0;

	peel(e);
	for (uint32_t r = 0; r < e->nrows; r++)
		if (!e->rows[r].done && e->rows[r].count)
			order[count++] = (struct length){e->rows[r].count, r};
	if (count)
		qsort(order, count, sizeof(*order), compare_lengths);
	for (size_t i = 0; i < count; i++) {
		const struct row *row = &e->rows[order[i].row];
		if (row->done || !row->count)
			continue;
		eliminate(e, order[i].row);
		peel(e);
	}
	free(order);
}

struct nullspace *nullspace_new(const struct nullspace_term *terms, size_t nterms,
				size_t nrows, size_t ncolumns)
{
	struct nullspace *e = xcalloc(1, sizeof(*e));

	e->nrows = nrows;
	e->ncolumns = ncolumns;
	e->rows = xcalloc(nrows + 1, sizeof(*e->rows));
	e->columns = xcalloc(ncolumns + 1, sizeof(*e->columns));
	e->pivots = xcalloc(nrows + 1, sizeof(*e->pivots));
	fill(e, terms, nterms);
	eliminate_all(e);
	return e;
}

void nullspace_free(struct nullspace *e)
{
	if (!e)
		return;
	for (size_t r = 0; r < e->nrows; r++)
		free(e->rows[r].list);
	for (size_t c = 0; c < e->ncolumns; c++)
		free(e->columns[c].rows);
	free(e->rows);
	free(e->columns);
	free(e->pivots);
	free(e->steps);
	free(e->single);
	free(e);
}

/* --- what it tells --- */

size_t nullspace_nfree(const struct nullspace *e)
{
	return e->ncolumns - e->npivots;
}

/* What no equation tells is drawn; the pivots follow, the last one first. */
void nullspace_draw(const struct nullspace *e, uint64_t seed, uint64_t *x)
{
	struct prng prng = prng_start(seed, 0);

	for (size_t c = 0; c < e->ncolumns; c++)
		x[c] = 1 + prng_below(&prng, PRIME - 1);
	for (size_t p = e->npivots; p-- > 0;) {
		const struct row *row = &e->rows[e->pivots[p].row];
		uint64_t sum = 0, own = 0;
		for (size_t i = 0; i < row->count; i++) {
			if (row->list[i].column == e->pivots[p].column)
				own = row->list[i].value;
			else
				sum = plus(sum, times(row->list[i].value,
						      x[row->list[i].column]));
		}
		x[e->pivots[p].column] = times(minus(sum), inverse(own));
	}
}

/* Rows are told by those they were made of, the last step first. */
static void trace_back(const struct nullspace *e, uint64_t *y)
{
	for (size_t s = e->nsteps; s-- > 0;) {
		const struct step *step = &e->steps[s];
		y[step->from] = plus(y[step->from], times(step->factor, y[step->to]));
	}
}

/* Rows that are no pivot's have become empty. */
void nullspace_idle(const struct nullspace *e, uint64_t seed, uint64_t *y)
{
	struct prng prng = prng_start(seed, 0);

	for (size_t r = 0; r < e->nrows; r++)
		y[r] = e->rows[r].done ? 0 : 1 + prng_below(&prng, PRIME - 1);
	trace_back(e, y);
}

/* A pivot's column is in no later row, so the target gives its coefficient. */
void nullspace_derive(const struct nullspace *e, uint64_t *target, uint64_t *y)
{
	memset(y, 0, e->nrows * sizeof(*y));
	for (size_t p = 0; p < e->npivots; p++) {
		const struct pivot *pivot = &e->pivots[p];
		const struct row *row = &e->rows[pivot->row];
		if (!target[pivot->column])
			continue;
		y[pivot->row] = times(target[pivot->column],
				      inverse(find(row, pivot->column)->value));
		for (size_t i = 0; i < row->count; i++) {
			uint64_t *rest = &target[row->list[i].column];
			*rest = plus(*rest,
				     minus(times(y[pivot->row], row->list[i].value)));
		}
	}
	trace_back(e, y);
}

uint64_t nullspace_add(uint64_t sum, uint64_t a, int64_t value)
{
	return plus(sum, times(a, reduced(value)));
}
