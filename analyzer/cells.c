/* See cells.h. */
#include "cells.h"

#include "cells_sums.h"

#include "forms/alloc.h"

#include <assert.h>
#include <string.h>

/* --- domains --- */

const struct domain *cells_domain(const struct cells *cells, size_t d)
{
	return cells->figures[cells->at[d]].result.domain;
}

size_t cells_cell(const struct cells *cells, size_t d, size_t s)
{
	return cells->numbers[d * cells->subjects.count + s];
}

static void find_figures(struct cells *cells)
{
	const struct domain *last = NULL;

	cells->at = xcalloc(cells->nfigures + 1, sizeof(*cells->at));
	for (size_t i = 0; i < cells->nfigures; i++) {
		if (cells->figures[i].result.domain != last)
			cells->at[cells->ndomains++] = i;
		last = cells->figures[i].result.domain;
	}
	cells->at[cells->ndomains] = cells->nfigures;
}

static void find_domains(struct cells *cells)
{
	size_t d = 0;

	for (unsigned g = 0; g < CELLS_GROUPINGS_MAX; g++) {
		cells->first[g] = d;
		while (d < cells->ndomains && cells_domain(cells, d)->grouping == g)
			d++;
		if (d > cells->first[g])
			cells->ngroupings = g + 1;
	}
	cells->first[CELLS_GROUPINGS_MAX] = d;
	assert(d == cells->ndomains);
}

static bool equal(const struct cells *cells, unsigned a, unsigned b)
{
	return grouping_holds(&cells->groupings[a], &cells->groupings[b]) &&
	       grouping_holds(&cells->groupings[b], &cells->groupings[a]);
}

size_t cells_domain_around(const struct cells *cells, unsigned fine, size_t d,
			   unsigned coarse)
{
	const char *key =
		grouping_coarser(&cells->groupings[fine], cells_domain(cells, d)->key,
				 &cells->groupings[coarse], cells->arena);
	size_t low = cells->first[coarse], high = cells->first[coarse + 1];

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (strcmp(cells_domain(cells, middle)->key, key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	assert(low < cells->first[coarse + 1]);
	arena_reset(cells->arena);
	return low;
}

/* --- cells --- */

static void add_domain(struct cells *cells, size_t d)
{
	const struct subjects *subjects = &cells->subjects;

	for (size_t s = 0; s < subjects->count; s++) {
		const struct subject *subject = &subjects->list[s];
		const struct domain *domain = cells_domain(cells, d);
		cells->numbers[d * subjects->count + s] = suppress_add_cell(
			&cells->suppress,
			(struct suppress_cell){
				.n = subject_people(subjects, subject, domain),
				.cost = (double)subject_behind(subjects, subject,
							       domain),
				.told = subject->told && !domain->unmeasured,
				.layer = (uint32_t)s,
				.place = (uint32_t)d,
			});
	}
}

static void share_domain(struct cells *cells, size_t d, size_t earlier)
{
	size_t n = cells->subjects.count;

	for (size_t s = 0; s < n; s++)
		cells->numbers[d * n + s] = cells->numbers[earlier * n + s];
}

static void add_cells(struct cells *cells)
{
	for (unsigned g = 0; g < cells->ngroupings; g++) {
		unsigned like = 0;
		while (!equal(cells, g, like))
			like++;
		cells->repeats[g] = like < g;
		for (size_t d = cells->first[g]; d < cells->first[g + 1]; d++)
			if (like < g)
				share_domain(cells, d,
					     cells_domain_around(cells, g, d, like));
			else
				add_domain(cells, d);
	}
}

/* --- members --- */

static void add_members(struct cells *cells, size_t d, size_t s,
			struct subject_member *members)
{
	int64_t own;
	size_t count = subject_members(&cells->subjects, &cells->subjects.list[s],
				       cells_domain(cells, d), members, &own);
	size_t relation = suppress_add_relations(&cells->suppress, 1);

	suppress_add_term(&cells->suppress, relation, cells_cell(cells, d, s), own);
	for (size_t i = 0; i < count; i++)
		suppress_add_term(&cells->suppress, relation,
				  cells_cell(cells, d, members[i].subject),
				  -members[i].value);
}

static void add_all_members(struct cells *cells)
{
	const struct subjects *subjects = &cells->subjects;
	struct subject_member *members = xcalloc(
		subjects->plan->nitems + subjects->plan->nfactors, sizeof(*members));

	for (unsigned g = 0; g < cells->ngroupings; g++)
		for (size_t d = cells->first[g];
		     !cells->repeats[g] && d < cells->first[g + 1]; d++)
			for (size_t s = 0; s < subjects->count; s++)
				if (subjects->list[s].of_members)
					add_members(cells, d, s, members);
	free(members);
}

/* --- all of it --- */

static void mark(struct cells *cells, uint64_t min_n)
{
	for (size_t d = 0; d < cells->ndomains; d++)
		for (size_t i = cells->at[d]; i < cells->at[d + 1]; i++) {
			struct figure *figure = &cells->figures[i];
			size_t s = subjects_find(&cells->subjects, figure->entry);
			if (figure->suppressed == SUPPRESSION_INCOMPARABLE)
				continue;
			figure->suppressed =
				figure->result.n < min_n
					? SUPPRESSION_FEW
					: cells->suppress.cells[cells_cell(cells, d, s)]
						  .state;
		}
}

void cells_suppress(struct figure *figures, size_t nfigures,
		    const struct agenda *agenda, const struct grouping *groupings,
		    uint64_t min_n)
{
	struct cells cells = {.figures = figures,
			      .nfigures = nfigures,
			      .groupings = groupings,
			      .suppress = {.min_n = min_n},
			      .arena = arena_new()};

	find_figures(&cells);
	find_domains(&cells);
	subjects_init(&cells.subjects, agenda);
	cells.numbers = xcalloc(cells.ndomains * cells.subjects.count + 1,
				sizeof(*cells.numbers));
	add_cells(&cells);
	add_all_members(&cells);
	cells_add_sums(&cells);
	suppress_run(&cells.suppress);
	mark(&cells, min_n);
	suppress_release(&cells.suppress);
	subjects_release(&cells.subjects);
	free(cells.numbers);
	free(cells.at);
	arena_free(cells.arena);
}
