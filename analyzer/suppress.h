/*
 * Which cells of an output are held back, so that nobody can work out a small one.
 *
 * A cell is what some people answered: a domain's answers to one item, or a factor's
 * value there. Cells hang together by linear relations that every reader knows, sum of
 * value · cell = 0: a total is the sum of its parts, a factor the mean of its items. An
 * untold cell takes part in relations without being printed: the people of a total who
 * are in none of its parts.
 *
 * Primary: cells of n < min_n are FEW. Of them those with n > 0 are guarded, and so are
 * untold cells of 0 < n < min_n, since what can be worked out is as good as told.
 *
 * Small cells on one side of a relation that are of fewer than min_n people together are
 * one more untold cell, their sum: of two people who answer alike their sum tells both.
 *
 * Complementary: told cells become COMPLEMENT until no guarded cell is determined by
 * the relations and the cells that are told. The judge of that is the linear system
 * (nullspace.h: the exact rank, whatever the numbers of the answers are) and nothing
 * else; the steps before it only choose.
 *
 * Cells have a layer (an item, a factor) and a place (a domain). A relation lies in one
 * layer, or it crosses: then its first term is a whole, the others are its members, of
 * one place, and its terms are added one after another.
 *
 *   1. Each layer by itself, by its own relations. Cells where an earlier layer holds
 *      one back come much cheaper, and layers in which the same cells are small get the
 *      same complements: almost always a place is small in all its layers alike.
 *   2. A whole goes where all its members went and one of them as a complement. When
 *      all layers go alike, nothing is left to do.
 *   3. A layer in which guarded cells are determined all the same is tied by wholes that
 *      are told. With u unknown cells of which f can be chosen at will u / f more
 *      members loosen it, the same ones everywhere; if these are many, or don't do, its
 *      wholes go, with theirs: then no relation ties it to another layer, and what was
 *      safe by itself is safe.
 *   4. Greedily, cell by cell, if anything is left: a relation in which one cell alone is
 *      unknown tells it, so its cheapest told cell goes, as long as there is one whose
 *      unknown is guarded or a complement. The system is solved. Of the guarded cells
 *      that are determined all the same each (one per relation and round) gets the
 *      cheapest told cell of its relations. This is what 1 does within a layer, too.
 *
 * Cheapest: the least cost (answers behind the cell), counted again for each relation
 * in which it would be the only unknown and so draw others after it. At the end
 * complements are given back, dearest first, if all stays safe without them; of what is
 * large only within layers. Which cells are best is a hard problem (NP-hard even for
 * two-way tables); this is safe but not the smallest. The same input gives the same
 * output.
 *
 * References: Willenborg & de Waal 2001, Elements of Statistical Disclosure Control,
 * Springer, chapters 5 and 6; Hundepool et al. 2012, Statistical Disclosure Control,
 * Wiley, chapter 4; Cox 1980, JASA 75:377-385.
 *
 * Bounds are not looked at: that an unknown count is between 0 and what is left may
 * leave few values for it.
 */
#ifndef HAILONG_ANALYZER_SUPPRESS_H
#define HAILONG_ANALYZER_SUPPRESS_H

#include "nullspace.h"

#include <stdbool.h>

enum suppression {
	SUPPRESSION_NONE,
	SUPPRESSION_FEW,
	SUPPRESSION_COMPLEMENT,
	SUPPRESSION_INCOMPARABLE /* of figures: units that can't be re-based */
};

/* `place` of a cell that has none. */
#define SUPPRESS_NOWHERE UINT32_MAX

struct suppress_cell {
	uint64_t n;  /* people */
	double cost; /* of holding it back */
	bool told;
	enum suppression state;
	uint32_t layer, place;
};

/* Starts as {.min_n = …}. Rows of `terms` are the relations, columns the cells. */
struct suppress {
	uint64_t min_n;
	struct suppress_cell *cells;
	size_t ncells, cells_room;
	struct nullspace_term *terms;
	size_t nterms, terms_room;
	struct nullspace_term *hints;
	size_t nhints, hints_room;
	size_t nrelations, nlayers;
};

void suppress_release(struct suppress *suppress);

/* Returns the number of the cell. */
size_t suppress_add_cell(struct suppress *suppress, struct suppress_cell cell);
/* Adds `count` relations without terms; returns the number of the first. */
size_t suppress_add_relations(struct suppress *suppress, size_t count);
void suppress_add_term(struct suppress *suppress, size_t relation, size_t cell,
		       int64_t value);
/* Of a relation that holds about, as a hint where to look for complements. */
void suppress_add_hint(struct suppress *suppress, size_t relation, size_t cell,
		       int64_t value);

/* Sets the state of every cell. */
void suppress_run(struct suppress *suppress);

#endif
