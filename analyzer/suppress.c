/* See suppress.h. */
#include "suppress_inside.h"

#include "forms/alloc.h"

enum { SEED = 1 };
/* More is not looked through cell by cell when it is safe already. */
enum { LOOKED_THROUGH_MAX = 500000 };

void suppress_release(struct suppress *suppress)
{
	free(suppress->cells);
	free(suppress->terms);
	free(suppress->hints);
	*suppress = (struct suppress){0};
}

size_t suppress_add_cell(struct suppress *suppress, struct suppress_cell cell)
{
	ARRAY_RESERVE(suppress->cells, suppress->ncells, suppress->cells_room);
	suppress->cells[suppress->ncells] = cell;
	if (cell.layer >= suppress->nlayers)
		suppress->nlayers = cell.layer + 1;
	return suppress->ncells++;
}

size_t suppress_add_relations(struct suppress *suppress, size_t count)
{
	size_t first = suppress->nrelations;

	suppress->nrelations += count;
	return first;
}

void suppress_add_term(struct suppress *suppress, size_t relation, size_t cell,
		       int64_t value)
{
	if (!value)
		return;
	ARRAY_RESERVE(suppress->terms, suppress->nterms, suppress->terms_room);
	suppress->terms[suppress->nterms++] =
		(struct nullspace_term){(uint32_t)relation, (uint32_t)cell, value};
}

void suppress_add_hint(struct suppress *suppress, size_t relation, size_t cell,
		       int64_t value)
{
	if (!value)
		return;
	ARRAY_RESERVE(suppress->hints, suppress->nhints, suppress->hints_room);
	suppress->hints[suppress->nhints++] =
		(struct nullspace_term){(uint32_t)relation, (uint32_t)cell, value};
}

/* --- what its steps share --- */

bool suppress_is_unknown(const struct suppress_cell *cell)
{
	return !cell->told || cell->state != SUPPRESSION_NONE;
}

bool suppress_is_guarded(const struct suppress *suppress,
			 const struct suppress_cell *cell)
{
	return cell->n > 0 && cell->n < suppress->min_n;
}

/* Untold ones stay as they are: nobody asked for them. */
size_t suppress_mark_few(struct suppress *suppress)
{
	size_t nguarded = 0;

	for (size_t c = 0; c < suppress->ncells; c++) {
		struct suppress_cell *cell = &suppress->cells[c];
		cell->state = cell->told && cell->n < suppress->min_n
				      ? SUPPRESSION_FEW
				      : SUPPRESSION_NONE;
		nguarded += suppress_is_guarded(suppress, cell);
	}
	return nguarded;
}

static struct nullspace *solve(const struct suppress *suppress, uint32_t *columns)
{
	struct nullspace_term *terms = xcalloc(suppress->nterms + 1, sizeof(*terms));
	size_t nterms = 0;
	uint32_t ncolumns = 0;

	for (size_t c = 0; c < suppress->ncells; c++)
		if (suppress_is_unknown(&suppress->cells[c]))
			columns[c] = ncolumns++;
	for (size_t t = 0; t < suppress->nterms; t++)
		if (suppress_is_unknown(&suppress->cells[suppress->terms[t].column])) {
			terms[nterms] = suppress->terms[t];
			terms[nterms].column = columns[terms[nterms].column];
			nterms++;
		}
	struct nullspace *solved =
		nullspace_new(terms, nterms, suppress->nrelations, ncolumns);
	free(terms);
	return solved;
}

struct nullspace *suppress_solve(const struct suppress *suppress, uint32_t *columns,
				 uint64_t *x)
{
	uint64_t *drawn = xcalloc(suppress->ncells + 1, sizeof(*drawn));
	struct nullspace *solved = solve(suppress, columns);

	nullspace_draw(solved, SEED, drawn);
	for (size_t c = 0; c < suppress->ncells; c++)
		x[c] = suppress_is_unknown(&suppress->cells[c]) ? drawn[columns[c]] : 0;
	free(drawn);
	return solved;
}

/* --- small ones that are small together --- */

/* A relation, and its guarded cells on either side. */
struct sides {
	uint32_t layer;
	bool begun, crosses;
	size_t nfew[2];
	uint64_t n[2];
	size_t group[2]; /* their own relation; 0: none */
};

static void look_at(const struct suppress *suppress, const struct nullspace_term *term,
		    struct sides *sides)
{
	const struct suppress_cell *cell = &suppress->cells[term->column];
	bool side = term->value > 0;

	sides->crosses |= sides->begun && sides->layer != cell->layer;
	sides->begun = true;
	sides->layer = cell->layer;
	if (!suppress_is_guarded(suppress, cell))
		return;
	sides->nfew[side]++;
	sides->n[side] += cell->n;
}

/* Stands in the relation for its small ones, whose sum it is. */
static void add_group(struct suppress *suppress, size_t relation, struct sides *sides,
		      bool side)
{
	if (sides->crosses || sides->nfew[side] < 2 ||
	    sides->n[side] >= suppress->min_n)
		return;
	size_t group = suppress_add_cell(
		suppress, (struct suppress_cell){.n = sides->n[side],
						 .cost = (double)sides->n[side],
						 .layer = sides->layer,
						 .place = SUPPRESS_NOWHERE});
	sides->group[side] = suppress_add_relations(suppress, 1);
	suppress_add_term(suppress, relation, group, 1);
	suppress_add_term(suppress, sides->group[side], group, -1);
}

static void add_groups(struct suppress *suppress)
{
	size_t nrelations = suppress->nrelations, nterms = suppress->nterms;
	struct sides *sides = xcalloc(nrelations + 1, sizeof(*sides));

	for (size_t t = 0; t < nterms; t++)
		look_at(suppress, &suppress->terms[t], &sides[suppress->terms[t].row]);
	for (size_t r = 0; r < nrelations; r++) {
		add_group(suppress, r, &sides[r], false);
		add_group(suppress, r, &sides[r], true);
	}
	for (size_t t = 0; t < nterms; t++) {
		struct nullspace_term *term = &suppress->terms[t];
		size_t group = sides[term->row].group[term->value > 0];
		if (group &&
		    suppress_is_guarded(suppress, &suppress->cells[term->column]))
			term->row = (uint32_t)group;
	}
	free(sides);
}

/* --- all of it --- */

void suppress_choose(struct suppress *suppress)
{
	bool safe = false;

	if (!suppress_mark_few(suppress) || !suppress->nrelations)
		return;
	if (suppress->nlayers > 1)
		safe = suppress_by_layers(suppress);
	if (!safe || suppress->nterms <= LOOKED_THROUGH_MAX)
		suppress_greedily(suppress);
}

void suppress_run(struct suppress *suppress)
{
	add_groups(suppress);
	suppress_choose(suppress);
}
