/*
 * Inside rank*.c only: the units that are ranked, best first, and what their parts
 * say of them. `x` grows the better a unit is, whichever end is rank 1.
 */
#ifndef HAILONG_ANALYZER_RANK_FIELD_H
#define HAILONG_ANALYZER_RANK_FIELD_H

#include "gauss.h"
#include "rank.h"

#include <stddef.h>

struct rank_field {
	size_t k;
	size_t *unit;	    /* its place in the input */
	double *x, *se;	    /* best first */
	double *df;	    /* INFINITY: normal */
	double *low, *high; /* intervals of KWW */
	double *covariance; /* k × k with the variances, NULL: independent */
};

/* Two units, `a` before `b`: hypotheses "a is not above b" and "b is not above a". */
struct rank_pair {
	uint32_t a, b;
	double weight; /* 1/se of the difference; 0: nothing random in it */
	double z;      /* of the observed difference, on the normal scale, >= 0 */
	bool rejected; /* a is above b */
};

/* All pairs, or those of one unit (`only` < k); owned by the caller. */
struct rank_pair *rank_pairs(const struct rank_field *field, size_t only,
			     size_t *npairs);

/* Draws of the estimates' deviations from the truth, one after the other. */
struct rank_draws {
	const struct rank_field *field;
	struct gauss gauss;
	double *factor; /* lower triangle with factor factor' = covariance, or NULL */
	double *normal;
};

void rank_draws_init(struct rank_draws *draws, const struct rank_field *field,
		     uint64_t seed);
void rank_draws_next(struct rank_draws *draws, double *deviations);
void rank_draws_release(struct rank_draws *draws);

/* The parts: each fills its columns of `rows`, which stand best first. */
void rank_stepdown(const struct rank_field *field, const struct rank_options *options,
		   struct ranking *rows);
void rank_tiers(const struct rank_field *field, double level, struct ranking *rows);
void rank_probabilities(const struct rank_field *field,
			const struct rank_options *options, struct ranking *rows);

#endif
