/*
 * Inside of suppress.h: what its steps share.
 */
#ifndef HAILONG_ANALYZER_SUPPRESS_INSIDE_H
#define HAILONG_ANALYZER_SUPPRESS_INSIDE_H

#include "suppress.h"

/* Not told, or held back. */
bool suppress_is_unknown(const struct suppress_cell *cell);
/* Not to be told nor worked out. */
bool suppress_is_guarded(const struct suppress *suppress,
			 const struct suppress_cell *cell);

/* Puts the states of cells that are small by themselves, and of no others; returns how
 * many are guarded. */
size_t suppress_mark_few(struct suppress *suppress);

/* The system of the unknowns; columns[ncells] gets their numbers, x[ncells] is 0 for
 * cells that are told or determined. nullspace_free is the caller's. */
struct nullspace *suppress_solve(const struct suppress *suppress, uint32_t *columns,
				 uint64_t *x);

/* suppress_run, without another look for small ones that are small together. */
void suppress_choose(struct suppress *suppress);

/* Cell by cell, until all is safe; then gives back what it can do without. */
void suppress_greedily(struct suppress *suppress);

/* Layer by layer, then together: true when all is safe. */
bool suppress_by_layers(struct suppress *suppress);

#endif
