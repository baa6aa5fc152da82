/* See suppress_inside.h. */
#include "suppress_inside.h"

#include "prng.h"

#include "forms/alloc.h"

#include <math.h>

enum { SEED = 2 };
/* Rounds in which few cells go at a time, so that none goes in vain; then ever more. */
enum { ROUNDS_PATIENT = 30 };
/* Giving a complement back costs a solution: as long as they come to no more cells. */
enum { GIVE_BACK_MAX = 20000000 };

/* The cells of each relation, or the relations of each cell: those of i are
 * at[first[i]] … at[first[i + 1] - 1]. */
struct lists {
	size_t *first;
	uint32_t *at;
};

struct work {
	struct suppress *suppress;
	struct lists cells, relations;
	size_t *nunknown; /* per relation */
	uint32_t *lone;	  /* relations that have come to hold one unknown */
	size_t nlone, lone_room;
	uint64_t *x; /* per cell: 0 when it is determined, or told */
	/* per told cell, after a solution that is not safe, not 0 when */
	uint64_t *used;	    /* guarded ones are worked out from it */
	uint64_t *repeated; /* it can be worked out from other told ones */
	size_t drawn;	    /* cells and terms of all solutions */
};

/* --- lists --- */

static void list_release(struct lists *lists)
{
	free(lists->first);
	free(lists->at);
}

static struct lists list(const struct suppress *suppress, bool by_cell)
{
	size_t count = by_cell ? suppress->ncells : suppress->nrelations;
	struct lists lists = {xcalloc(count + 2, sizeof(size_t)),
			      xcalloc(suppress->nterms + 1, sizeof(uint32_t))};
	size_t *next = lists.first + 1;

	for (size_t t = 0; t < suppress->nterms; t++) {
		const struct nullspace_term *term = &suppress->terms[t];
		lists.first[(by_cell ? term->column : term->row) + 2]++;
	}
	for (size_t i = 0; i < count; i++)
		lists.first[i + 2] += lists.first[i + 1];
	for (size_t t = 0; t < suppress->nterms; t++) {
		const struct nullspace_term *term = &suppress->terms[t];
		if (by_cell)
			lists.at[next[term->column]++] = term->row;
		else
			lists.at[next[term->row]++] = term->column;
	}
	return lists;
}

/* --- the unknowns of relations --- */

static void note_lone(struct work *work, uint32_t relation)
{
	ARRAY_RESERVE(work->lone, work->nlone, work->lone_room);
	work->lone[work->nlone++] = relation;
}

/* The cell has become unknown (+1) or told again (-1). */
static void count_cell(struct work *work, size_t cell, int change)
{
	for (size_t i = work->relations.first[cell];
	     i < work->relations.first[cell + 1]; i++) {
		uint32_t relation = work->relations.at[i];
		if (change > 0)
			work->nunknown[relation]++;
		else
			work->nunknown[relation]--;
		if (work->nunknown[relation] == 1)
			note_lone(work, relation);
	}
}

static void hold_back(struct work *work, size_t cell)
{
	work->suppress->cells[cell].state = SUPPRESSION_COMPLEMENT;
	count_cell(work, cell, 1);
}

static double price(const struct work *work, size_t cell, uint32_t relation)
{
	unsigned alone = 1;

	for (size_t i = work->relations.first[cell];
	     i < work->relations.first[cell + 1]; i++) {
		uint32_t other = work->relations.at[i];
		alone += other != relation && work->nunknown[other] == 0;
	}
	return work->suppress->cells[cell].cost * alone;
}

/* Which told cells may go: any; those that betray; of them those that make an end of it,
 * which nobody works out again. */
enum choice { CHOICE_ANY, CHOICE_USED, CHOICE_DECISIVE };

static bool may_go(const struct work *work, size_t cell, enum choice choice)
{
	if (suppress_is_unknown(&work->suppress->cells[cell]) ||
	    !work->suppress->cells[cell].n)
		return false;
	return choice == CHOICE_ANY ||
	       (work->used[cell] && (choice == CHOICE_USED || !work->repeated[cell]));
}

/* The cheapest of them in the relation below `limit`; ncells when there is none. */
static size_t cheapest(const struct work *work, uint32_t relation, enum choice choice,
		       double *limit)
{
	const struct lists *cells = &work->cells;
	size_t best = work->suppress->ncells;

	for (size_t i = cells->first[relation]; i < cells->first[relation + 1]; i++) {
		if (!may_go(work, cells->at[i], choice))
			continue;
		double asked = price(work, cells->at[i], relation);
		if (asked < *limit) {
			*limit = asked;
			best = cells->at[i];
		}
	}
	return best;
}

/* Whether the relation tells its only unknown, which is not to be told. */
static bool betrays(const struct work *work, uint32_t relation)
{
	const struct lists *cells = &work->cells;

	if (work->nunknown[relation] != 1)
		return false;
	for (size_t i = cells->first[relation]; i < cells->first[relation + 1]; i++) {
		const struct suppress_cell *cell = &work->suppress->cells[cells->at[i]];
		if (suppress_is_unknown(cell))
			return suppress_is_guarded(work->suppress, cell) ||
			       cell->state == SUPPRESSION_COMPLEMENT;
	}
	return false;
}

static void part_lone(struct work *work)
{
	for (size_t i = 0; i < work->nlone; i++) {
		uint32_t relation = work->lone[i];
		double limit = (double)INFINITY;
		if (!betrays(work, relation))
			continue;
		size_t cell = cheapest(work, relation, CHOICE_ANY, &limit);
		if (cell < work->suppress->ncells)
			hold_back(work, cell);
	}
	work->nlone = 0;
}

/* --- the system --- */

static bool is_determined(const struct work *work, size_t cell)
{
	return suppress_is_unknown(&work->suppress->cells[cell]) && !work->x[cell];
}

static bool is_betrayed(const struct work *work, size_t cell)
{
	return suppress_is_guarded(work->suppress, &work->suppress->cells[cell]) &&
	       is_determined(work, cell);
}

/* What a combination of relations says of each cell. */
static void combine(const struct suppress *suppress, const uint64_t *y, uint64_t *cells)
{
	for (size_t c = 0; c < suppress->ncells; c++)
		cells[c] = 0;
	for (size_t t = 0; t < suppress->nterms; t++) {
		const struct nullspace_term *term = &suppress->terms[t];
		cells[term->column] =
			nullspace_add(cells[term->column], y[term->row], term->value);
	}
}

/* From which told cells the betrayed ones are worked out, all at once; and which told
 * cells could be worked out from other told ones. */
static void find_uses(struct work *work, const struct nullspace *solved,
		      const uint32_t *columns)
{
	const struct suppress *suppress = work->suppress;
	uint64_t *target = xcalloc(suppress->ncells + 1, sizeof(*target));
	uint64_t *y = xcalloc(suppress->nrelations + 1, sizeof(*y));
	struct prng prng = prng_start(SEED, 1);

	for (size_t c = 0; c < suppress->ncells; c++)
		if (is_betrayed(work, c))
			target[columns[c]] = 1 + prng_below(&prng, UINT32_MAX);
	nullspace_derive(solved, target, y);
	combine(suppress, y, work->used);
	nullspace_idle(solved, SEED, y);
	combine(suppress, y, work->repeated);
	free(target);
	free(y);
}

/* Solves the system; true when no guarded cell is determined. */
static bool is_safe(struct work *work)
{
	const struct suppress *suppress = work->suppress;
	uint32_t *columns = xcalloc(suppress->ncells + 1, sizeof(*columns));
	struct nullspace *solved = suppress_solve(suppress, columns, work->x);
	bool safe = true;

	for (size_t c = 0; safe && c < suppress->ncells; c++)
		safe = !is_betrayed(work, c);
	if (!safe)
		find_uses(work, solved, columns);
	work->drawn += suppress->ncells + suppress->nterms;
	nullspace_free(solved);
	free(columns);
	return safe;
}

/* A walk from a betrayed cell over unknown ones, as far as the first relations with a
 * told cell that may go. */
struct walk {
	struct work *work;
	enum choice choice;
	uint32_t *cells;
	size_t count, room;
	size_t *cell_seen, *relation_seen; /* number of the walk that saw it */
	size_t number;
	bool *turns; /* cells a successful walk of this round came by */
};

static void step_to(struct walk *walk, uint32_t cell)
{
	if (walk->cell_seen[cell] == walk->number)
		return;
	walk->cell_seen[cell] = walk->number;
	ARRAY_RESERVE(walk->cells, walk->count, walk->room);
	walk->cells[walk->count++] = cell;
}

static size_t visit(struct walk *walk, uint32_t relation, double *limit)
{
	const struct work *work = walk->work;
	const struct lists *cells = &work->cells;

	if (walk->relation_seen[relation] == walk->number)
		return work->suppress->ncells;
	walk->relation_seen[relation] = walk->number;
	for (size_t i = cells->first[relation]; i < cells->first[relation + 1]; i++)
		if (suppress_is_unknown(&work->suppress->cells[cells->at[i]]))
			step_to(walk, cells->at[i]);
	return cheapest(work, relation, walk->choice, limit);
}

static bool walk_from(struct walk *walk, uint32_t cell)
{
	struct work *work = walk->work;
	const struct lists *relations = &work->relations;
	size_t none = work->suppress->ncells, best = none;

	walk->number++;
	walk->count = 0;
	step_to(walk, cell);
	for (size_t at = 0; best == none && at < walk->count; at++) {
		uint32_t here = walk->cells[at];
		double limit = (double)INFINITY;
		size_t first = relations->first[here], end = relations->first[here + 1];
		for (size_t i = first; i < end; i++) {
			size_t found = visit(walk, relations->at[i], &limit);
			best = found == none ? best : found;
		}
	}
	if (best == none)
		return false;
	hold_back(work, best);
	for (size_t i = 0; i < walk->count; i++)
		walk->turns[walk->cells[i]] = true;
	return true;
}

/* Each betrayed cell gets a complement, unless one nearby got one in this round; or in
 * haste so many. */
static bool help(struct work *work, unsigned times)
{
	const struct suppress *suppress = work->suppress;
	struct walk walk = {.work = work, .choice = CHOICE_USED};
	bool helped = false;

	for (size_t c = 0; c < suppress->ncells; c++)
		if (may_go(work, c, CHOICE_DECISIVE))
			walk.choice = CHOICE_DECISIVE;

	walk.cell_seen = xcalloc(suppress->ncells + 1, sizeof(size_t));
	walk.relation_seen = xcalloc(suppress->nrelations + 1, sizeof(size_t));
	walk.turns = xcalloc(suppress->ncells + 1, sizeof(bool));
	for (uint32_t c = 0; c < suppress->ncells; c++)
		for (unsigned i = 0;
		     i < times && is_betrayed(work, c) && (times > 1 || !walk.turns[c]);
		     i++)
			helped = walk_from(&walk, c) || helped;
	free(walk.cells);
	free(walk.cell_seen);
	free(walk.relation_seen);
	free(walk.turns);
	return helped;
}

static void protect(struct work *work)
{
	unsigned rounds = 0;

	do
		part_lone(work);
	while (!is_safe(work) &&
	       help(work,
		    ++rounds <= ROUNDS_PATIENT ? 1 : 2 * (rounds - ROUNDS_PATIENT)));
}

/* --- giving back --- */

struct offer {
	double cost;
	size_t cell;
};

static int compare_offers(const void *left, const void *right)
{
	const struct offer *a = left, *b = right;

	if (a->cost != b->cost)
		return a->cost > b->cost ? -1 : 1;
	return (a->cell > b->cell) - (a->cell < b->cell);
}

static bool any_betrays(const struct work *work, size_t cell)
{
	const struct lists *relations = &work->relations;

	for (size_t i = relations->first[cell]; i < relations->first[cell + 1]; i++)
		if (betrays(work, relations->at[i]))
			return true;
	return false;
}

static void try_back(struct work *work, size_t cell)
{
	work->suppress->cells[cell].state = SUPPRESSION_NONE;
	count_cell(work, cell, -1);
	if (any_betrays(work, cell) || !is_safe(work))
		hold_back(work, cell);
}

static void give_back(struct work *work)
{
	const struct suppress *suppress = work->suppress;
	struct offer *offers = xcalloc(suppress->ncells + 1, sizeof(*offers));
	size_t count = 0;

	for (size_t c = 0; c < suppress->ncells; c++)
		if (suppress->cells[c].state == SUPPRESSION_COMPLEMENT)
			offers[count++] = (struct offer){suppress->cells[c].cost, c};
	if (count)
		qsort(offers, count, sizeof(*offers), compare_offers);
	work->drawn = 0;
	for (size_t i = 0; i < count && work->drawn < GIVE_BACK_MAX; i++)
		try_back(work, offers[i].cell);
	free(offers);
}

void suppress_greedily(struct suppress *suppress)
{
	struct work work = {.suppress = suppress};

	work.cells = list(suppress, false);
	work.relations = list(suppress, true);
	work.nunknown = xcalloc(suppress->nrelations + 1, sizeof(*work.nunknown));
	work.x = xcalloc(suppress->ncells + 1, sizeof(*work.x));
	work.used = xcalloc(suppress->ncells + 1, sizeof(*work.used));
	work.repeated = xcalloc(suppress->ncells + 1, sizeof(*work.repeated));
	for (size_t c = 0; c < suppress->ncells; c++)
		if (suppress_is_unknown(&suppress->cells[c]))
			count_cell(&work, c, 1);
	protect(&work);
	give_back(&work);
	list_release(&work.cells);
	list_release(&work.relations);
	free(work.nunknown);
	free(work.lone);
	free(work.x);
	free(work.used);
	free(work.repeated);
}
