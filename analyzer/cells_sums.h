/*
 * Inside of cells.h: the domains with their cells, and the relations between domains.
 */
#ifndef HAILONG_ANALYZER_CELLS_SUMS_H
#define HAILONG_ANALYZER_CELLS_SUMS_H

#include "cells.h"
#include "subjects.h"

#include "forms/program.h"

/* As many as --by can be given. */
enum { CELLS_GROUPINGS_MAX = OPTION_VALUES_MAX };

struct cells {
	struct figure *figures;
	size_t nfigures, ndomains;
	size_t *at; /* domain d: figures[at[d]] … before figures[at[d + 1]] */
	const struct grouping *groupings;
	unsigned ngroupings;
	size_t first[CELLS_GROUPINGS_MAX + 1]; /* domains of each grouping */
	bool repeats[CELLS_GROUPINGS_MAX];     /* an earlier one has its variables */
	struct subjects subjects;
	size_t *numbers; /* of the cells, per domain and subject */
	struct suppress suppress;
	struct arena *arena; /* of keys */
};

const struct domain *cells_domain(const struct cells *cells, size_t d);
size_t cells_cell(const struct cells *cells, size_t d, size_t s);

/* The domain of `coarse` that domain d of `fine` lies in: everybody in d is there. */
size_t cells_domain_around(const struct cells *cells, unsigned fine, size_t d,
			   unsigned coarse);

/* Totals, corners and crossings. */
void cells_add_sums(struct cells *cells);

#endif
