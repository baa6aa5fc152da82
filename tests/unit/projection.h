/*
 * The row space of a matrix by modified Gram-Schmidt, twice over: whether a row lies in
 * it, to six digits.
 */
#ifndef HAILONG_TESTS_PROJECTION_H
#define HAILONG_TESTS_PROJECTION_H

#include "forms/alloc.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

struct projection {
	size_t ncolumns, rank;
	double *basis; /* orthonormal rows */
	double *rest;  /* of the row looked at last */
};

static inline struct projection projection_new(size_t ncolumns)
{
	return (struct projection){
		.ncolumns = ncolumns,
		.basis = xcalloc(ncolumns * ncolumns + 1, sizeof(double)),
		.rest = xcalloc(ncolumns + 1, sizeof(double))};
}

static inline void projection_release(struct projection *p)
{
	free(p->basis);
	free(p->rest);
}

static inline double projection_length(const double *row, size_t n)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += row[i] * row[i];
	return sqrt(sum);
}

/* What the basis leaves of the row, relative to its length, stays in `rest`. */
static inline double projection_rest(struct projection *p, const double *row)
{
	double length = projection_length(row, p->ncolumns);

	memcpy(p->rest, row, p->ncolumns * sizeof(*row));
	for (size_t b = 0; b < 2 * p->rank; b++) {
		const double *base = p->basis + b % p->rank * p->ncolumns;
		double along = 0;
		for (size_t i = 0; i < p->ncolumns; i++)
			along += base[i] * p->rest[i];
		for (size_t i = 0; i < p->ncolumns; i++)
			p->rest[i] -= along * base[i];
	}
	return length > 0 ? projection_length(p->rest, p->ncolumns) / length : 0;
}

static inline bool projection_holds(struct projection *p, const double *row)
{
	return projection_rest(p, row) < 1e-6;
}

static inline void projection_add(struct projection *p, const double *row)
{
	if (projection_holds(p, row))
		return;
	double length = projection_length(p->rest, p->ncolumns);
	for (size_t i = 0; i < p->ncolumns; i++)
		p->basis[p->rank * p->ncolumns + i] = p->rest[i] / length;
	p->rank++;
}

static inline void projection_add_unit(struct projection *p, size_t column)
{
	double *row = xcalloc(p->ncolumns, sizeof(*row));

	row[column] = 1;
	projection_add(p, row);
	free(row);
}

#endif
