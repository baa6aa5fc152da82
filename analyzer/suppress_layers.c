/* See suppress.h, steps 1 to 3. */
#include "suppress_inside.h"

#include "forms/alloc.h"

#include <string.h>

/* What it costs to hold back a cell where another layer's cell is held back already. */
static const double cost_again = 1.0 / 64;
/* More siblings are dearer than the wholes. */
enum { SIBLINGS_MAX = 3 };

struct layer {
	uint32_t *cells; /* their numbers */
	size_t ncells, nterms;
	bool is_whole; /* of a crossing relation */
	bool betrayed;
	double cost;
	size_t nunknown, nfree; /* cells unknown, and of these how many at will */
	bool done;		/* by itself */
};

/* A relation over several layers, its terms. */
struct crossing {
	const struct nullspace_term *terms;
	size_t count;
};

struct layering {
	struct suppress *suppress;
	struct layer *layers;
	uint32_t *cells;     /* of all layers */
	uint32_t *within;    /* per cell, its number in its layer */
	uint32_t *relations; /* per relation its layer; nlayers: crossing; else none */
	struct crossing *crossings;
	size_t ncrossings;
	uint32_t *by_cost;  /* layers, the cheapest first */
	bool *hidden_place; /* some layer holds back a cell there */
	size_t nplaces;
	bool *freed; /* per cell: goes with its wholes */
};

static struct suppress_cell *cell_of(const struct layering *g,
				     const struct nullspace_term *term)
{
	return &g->suppress->cells[term->column];
}

static bool is_hidden(const struct suppress_cell *cell)
{
	return cell->told && cell->state != SUPPRESSION_NONE;
}

/* --- layers --- */

static void find_cells(struct layering *g)
{
	const struct suppress *s = g->suppress;
	uint32_t *at = g->cells;

	for (size_t c = 0; c < s->ncells; c++) {
		struct layer *layer = &g->layers[s->cells[c].layer];
		g->within[c] = (uint32_t)layer->ncells++;
		layer->cost += s->cells[c].cost;
		if (s->cells[c].place != SUPPRESS_NOWHERE &&
		    s->cells[c].place >= g->nplaces)
			g->nplaces = s->cells[c].place + 1;
	}
	for (size_t l = 0; l < s->nlayers; at += g->layers[l++].ncells)
		g->layers[l].cells = at;
	for (size_t c = 0; c < s->ncells; c++)
		g->layers[s->cells[c].layer].cells[g->within[c]] = (uint32_t)c;
}

static void find_relations(struct layering *g)
{
	const struct suppress *s = g->suppress;
	uint32_t none = (uint32_t)s->nlayers + 1, crossing = (uint32_t)s->nlayers;

	for (size_t r = 0; r < s->nrelations; r++)
		g->relations[r] = none;
	for (size_t t = 0; t < s->nterms; t++) {
		uint32_t *of = &g->relations[s->terms[t].row];
		uint32_t layer = s->cells[s->terms[t].column].layer;
		*of = *of == none || *of == layer ? layer : crossing;
	}
	for (size_t t = 0; t < s->nterms; t++) {
		uint32_t layer = g->relations[s->terms[t].row];
		if (layer < crossing) {
			g->layers[layer].nterms++;
			continue;
		}
		if (!t || s->terms[t - 1].row != s->terms[t].row) {
			g->crossings[g->ncrossings++].terms = &s->terms[t];
			g->layers[cell_of(g, &s->terms[t])->layer].is_whole = true;
		}
		g->crossings[g->ncrossings - 1].count++;
	}
	for (size_t t = 0; t < s->nhints; t++)
		g->layers[s->cells[s->hints[t].column].layer].nterms++;
}

/* There are not many. */
static void sort_by_cost(struct layering *g)
{
	for (uint32_t l = 0; l < g->suppress->nlayers; l++) {
		size_t at = l;
		for (; at && g->layers[g->by_cost[at - 1]].cost > g->layers[l].cost;
		     at--)
			g->by_cost[at] = g->by_cost[at - 1];
		g->by_cost[at] = l;
	}
}

static struct layering begin(struct suppress *suppress)
{
	struct layering g = {.suppress = suppress};

	g.layers = xcalloc(suppress->nlayers + 1, sizeof(*g.layers));
	g.cells = xcalloc(suppress->ncells + 1, sizeof(*g.cells));
	g.within = xcalloc(suppress->ncells + 1, sizeof(*g.within));
	g.relations = xcalloc(suppress->nrelations + 1, sizeof(*g.relations));
	g.crossings = xcalloc(suppress->nrelations + 1, sizeof(*g.crossings));
	g.by_cost = xcalloc(suppress->nlayers + 1, sizeof(*g.by_cost));
	g.freed = xcalloc(suppress->ncells + 1, sizeof(*g.freed));
	find_cells(&g);
	g.hidden_place = xcalloc(g.nplaces + 1, sizeof(*g.hidden_place));
	find_relations(&g);
	sort_by_cost(&g);
	return g;
}

static void end(struct layering *g)
{
	free(g->layers);
	free(g->cells);
	free(g->within);
	free(g->relations);
	free(g->crossings);
	free(g->by_cost);
	free(g->hidden_place);
	free(g->freed);
}

/* --- 1: each by itself --- */

static struct suppress part_of(const struct layering *g, uint32_t l)
{
	const struct suppress *s = g->suppress;
	const struct layer *layer = &g->layers[l];
	struct suppress part = {.min_n = s->min_n, .nrelations = s->nrelations};

	for (size_t i = 0; i < layer->ncells; i++) {
		struct suppress_cell cell = s->cells[layer->cells[i]];
		if (cell.place != SUPPRESS_NOWHERE && g->hidden_place[cell.place])
			cell.cost *= cost_again;
		cell.layer = 0;
		suppress_add_cell(&part, cell);
	}
	for (size_t t = 0; t < s->nterms; t++)
		if (g->relations[s->terms[t].row] == l)
			suppress_add_term(&part, s->terms[t].row,
					  g->within[s->terms[t].column],
					  s->terms[t].value);
	for (size_t t = 0; t < s->nhints; t++)
		if (s->cells[s->hints[t].column].layer == l)
			suppress_add_term(&part, s->hints[t].row,
					  g->within[s->hints[t].column],
					  s->hints[t].value);
	return part;
}

static void count_free(struct layer *layer, const struct suppress *part)
{
	uint32_t *columns = xcalloc(part->ncells + 1, sizeof(*columns));
	uint64_t *x = xcalloc(part->ncells + 1, sizeof(*x));
	struct nullspace *solved = suppress_solve(part, columns, x);

	for (size_t c = 0; c < part->ncells; c++)
		layer->nunknown += suppress_is_unknown(&part->cells[c]);
	layer->nfree = nullspace_nfree(solved);
	nullspace_free(solved);
	free(columns);
	free(x);
}

static void put_states(struct layering *g, const struct layer *layer,
		       const struct suppress_cell *states)
{
	for (size_t i = 0; i < layer->ncells; i++) {
		struct suppress_cell *cell = &g->suppress->cells[layer->cells[i]];
		cell->state = states[i].state;
		if (is_hidden(cell))
			g->hidden_place[cell->place] = true;
	}
}

/* Whether the same cells are small, held back or there at all: small or not. */
static bool is_alike(const struct layering *g, const struct layer *a,
		     const struct layer *b)
{
	const struct suppress *s = g->suppress;

	if (a->ncells != b->ncells || a->nterms != b->nterms)
		return false;
	for (size_t i = 0; i < a->ncells; i++) {
		const struct suppress_cell *x = &s->cells[a->cells[i]];
		const struct suppress_cell *y = &s->cells[b->cells[i]];
		if (!x->n != !y->n || x->place != y->place || x->told != y->told ||
		    (x->n < s->min_n) != (y->n < s->min_n))
			return false;
	}
	return true;
}

static const struct layer *find_alike(const struct layering *g, uint32_t l)
{
	for (uint32_t k = 0; k < l; k++)
		if (g->layers[k].done && is_alike(g, &g->layers[k], &g->layers[l]))
			return &g->layers[k];
	return NULL;
}

static void copy_states(struct layering *g, const struct layer *from, struct layer *to)
{
	struct suppress_cell *cells = g->suppress->cells;

	for (size_t i = 0; i < to->ncells; i++)
		cells[to->cells[i]].state = cells[from->cells[i]].state;
	to->nunknown = from->nunknown;
	to->nfree = from->nfree;
}

static void choose_by_layer(struct layering *g)
{
	for (uint32_t l = 0; l < g->suppress->nlayers; l++) {
		struct layer *layer = &g->layers[l];
		if (!layer->nterms) {
			layer->nunknown = layer->nfree = 1;
			continue;
		}
		const struct layer *alike = find_alike(g, l);
		layer->done = true;
		if (alike) {
			copy_states(g, alike, layer);
			continue;
		}
		struct suppress part = part_of(g, l);
		suppress_choose(&part);
		count_free(layer, &part);
		put_states(g, layer, part.cells);
		suppress_release(&part);
	}
}

/* --- 2: wholes go with all their members --- */

static bool hides_members(const struct layering *g, const struct crossing *crossing)
{
	bool complement = false;

	for (size_t i = 1; i < crossing->count; i++) {
		const struct suppress_cell *cell = cell_of(g, &crossing->terms[i]);
		if (!is_hidden(cell))
			return false;
		complement |= cell->state == SUPPRESSION_COMPLEMENT;
	}
	return complement;
}

static void hide_wholes(struct layering *g)
{
	bool changed;

	do {
		changed = false;
		for (size_t i = 0; i < g->ncrossings; i++) {
			const struct crossing *crossing = &g->crossings[i];
			struct suppress_cell *whole = cell_of(g, crossing->terms);
			if (suppress_is_unknown(whole) || !hides_members(g, crossing))
				continue;
			whole->state = SUPPRESSION_COMPLEMENT;
			changed = true;
		}
	} while (changed);
}

/* --- 3: what is told all the same --- */

static bool find_betrayed(struct layering *g)
{
	const struct suppress *s = g->suppress;
	uint32_t *columns = xcalloc(s->ncells + 1, sizeof(*columns));
	uint64_t *x = xcalloc(s->ncells + 1, sizeof(*x));
	bool any = false;

	nullspace_free(suppress_solve(s, columns, x));
	for (size_t l = 0; l < s->nlayers; l++)
		g->layers[l].betrayed = false;
	for (size_t c = 0; c < s->ncells; c++)
		if (suppress_is_guarded(s, &s->cells[c]) && !x[c] &&
		    suppress_is_unknown(&s->cells[c]))
			any = g->layers[s->cells[c].layer].betrayed = true;
	free(columns);
	free(x);
	return any;
}

/* The hidden member of a betrayed layer that asks for most siblings: how many; 0: none. */
static size_t siblings_asked(const struct layering *g, const struct crossing *crossing)
{
	size_t most = 0;

	for (size_t i = 1; i < crossing->count; i++) {
		const struct suppress_cell *cell = cell_of(g, &crossing->terms[i]);
		const struct layer *layer = &g->layers[cell->layer];
		if (!layer->betrayed || !is_hidden(cell))
			continue;
		size_t asked = layer->nfree ? layer->nunknown / layer->nfree
					    : SIBLINGS_MAX + 1;
		most = asked > most ? asked : most;
	}
	return most;
}

static struct suppress_cell *member_in(const struct layering *g,
				       const struct crossing *crossing, uint32_t layer)
{
	for (size_t i = 1; i < crossing->count; i++)
		if (cell_of(g, &crossing->terms[i])->layer == layer)
			return cell_of(g, &crossing->terms[i]);
	return NULL;
}

/* Those that are hidden count, beside the one that asks. */
static bool hide_siblings(struct layering *g, const struct crossing *crossing,
			  size_t asked)
{
	size_t unknown = 0;

	if (asked > SIBLINGS_MAX)
		return false;
	for (size_t i = 1; i < crossing->count; i++)
		unknown += suppress_is_unknown(cell_of(g, &crossing->terms[i]));
	for (size_t l = 0; l < g->suppress->nlayers && unknown <= asked; l++) {
		struct suppress_cell *member = member_in(g, crossing, g->by_cost[l]);
		if (!member || suppress_is_unknown(member) ||
		    g->layers[member->layer].is_whole)
			continue;
		member->state = SUPPRESSION_COMPLEMENT;
		unknown++;
	}
	return unknown > asked;
}

static void free_whole(struct layering *g, const struct crossing *crossing)
{
	struct suppress_cell *whole = cell_of(g, crossing->terms);

	g->freed[crossing->terms->column] = true;
	if (!suppress_is_unknown(whole))
		whole->state = SUPPRESSION_COMPLEMENT;
}

/* A whole that goes for a member's sake is not to be worked out from its own whole. */
static void free_wholes_of_freed(struct layering *g)
{
	bool changed;

	do {
		changed = false;
		for (size_t i = 0; i < g->ncrossings; i++) {
			const struct crossing *crossing = &g->crossings[i];
			bool freed = g->freed[crossing->terms->column];
			for (size_t m = 1; !freed && m < crossing->count; m++)
				if (g->freed[crossing->terms[m].column]) {
					free_whole(g, crossing);
					changed = freed = true;
				}
		}
	} while (changed);
}

static void repair(struct layering *g, bool by_siblings)
{
	for (size_t i = 0; i < g->ncrossings; i++) {
		const struct crossing *crossing = &g->crossings[i];
		size_t asked = siblings_asked(g, crossing);
		if (!asked ||
		    (by_siblings && suppress_is_unknown(cell_of(g, crossing->terms))))
			continue;
		if (!by_siblings || !hide_siblings(g, crossing, asked))
			free_whole(g, crossing);
	}
	free_wholes_of_freed(g);
}

bool suppress_by_layers(struct suppress *suppress)
{
	struct layering g = begin(suppress);

	choose_by_layer(&g);
	hide_wholes(&g);
	bool safe = !find_betrayed(&g);
	for (int step = 0; !safe && step < 2; step++) {
		repair(&g, step == 0);
		safe = !find_betrayed(&g);
	}
	end(&g);
	return safe;
}
