/*
 * One random solution x of a sparse homogeneous system A x = 0 over the integers modulo
 * the prime 2^61 - 1: which unknowns do the equations determine?
 *
 * An unknown x_i is determined by A x = b (whatever b is) just when its unit vector lies
 * in the row space of A, that is, when x_i = 0 in every solution of A x = 0. So one
 * solution drawn at random shows them all: x_i is 0 where x_i is determined, and where
 * it isn't, 0 with a chance of 2^-61 only. Modulo a prime there is no rounding, so that
 * no tolerance decides; integers far below the prime have the rank they have in the
 * rationals unless the prime divides one of their minors, which nobody will live to see.
 *
 * Elimination is sparse. Unknowns that stand in one equation only take it away with
 * them (a tree falls apart without any arithmetic); of what is left short equations
 * are taken first, and in them the unknown that stands in the fewest others.
 */
#ifndef HAILONG_ANALYZER_NULLSPACE_H
#define HAILONG_ANALYZER_NULLSPACE_H

#include <stddef.h>
#include <stdint.h>

/* Stands for value · x[column] in an equation. */
struct nullspace_term {
	uint32_t row, column;
	int64_t value;
};

struct nullspace;

void nullspace_free(struct nullspace *nullspace); /* NULL is allowed */

/* Terms in any order; those of one row and column add up. */
struct nullspace *nullspace_new(const struct nullspace_term *terms, size_t nterms,
				size_t nrows, size_t ncolumns)
	__attribute__((malloc(nullspace_free, 1), returns_nonnull));

/* How many unknowns can be chosen at will. */
size_t nullspace_nfree(const struct nullspace *nullspace);

/* Fills x[ncolumns] with a solution. */
void nullspace_draw(const struct nullspace *nullspace, uint64_t seed, uint64_t *x);

/* Fills y[nrows] with a combination of equations that is the target, a combination of
 * determined unknowns' unit vectors; target[ncolumns] is left as zeros. */
void nullspace_derive(const struct nullspace *nullspace, uint64_t *target, uint64_t *y);

/* Fills y[nrows] with a random combination of equations that is nothing: what they say
 * of others than the unknowns they say without any. */
void nullspace_idle(const struct nullspace *nullspace, uint64_t seed, uint64_t *y);

/* sum + a value, modulo the prime. */
uint64_t nullspace_add(uint64_t sum, uint64_t a, int64_t value);

#endif
