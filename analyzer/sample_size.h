/*
 * How many answers are needed: the formula everybody expects beside what precision
 * really takes. Shares are in 0–1; s² = p(1-p), or sd² where a standard deviation is
 * known (of a mean, in its own scale, the error then too).
 *
 *   slovin   ⌈N / (1 + N e²)⌉ = ⌈1 / (e² + 1/N)⌉; 1/e² for N unknown. It is the next
 *            one with z = 2, p = 1/2, no design effect and everybody answering
 *   valid    one unit: n = n0 / (1 + n0/N), n0 = deff z² s² / e²; for several rows
 *            that share a sample with shares a_h of it (Cochran 1977, Sampling
 *            Techniques, sections 5.9 and 5.25)
 *              n = deff z² sum(W_h² s_h²/a_h) / (e² + deff z² sum(W_h s_h²) / N),
 *            W_h = N_h/N, divided by allocate.h
 *   issued   ⌈valid / expected valid rate⌉, at most N
 *   error    z sqrt(deff s² (1/n - 1/N)), n the valid answers that can be expected
 *   detects  smallest change between two such rounds that is found with the power
 *            asked for: (z_{alpha/2} + z_power) sqrt(2 deff s² (1/n - 1/N))
 *   change_valid, change_power   answers a round for a change of d to be found, and
 *            the power of the planned ones: se² = deff (s² + s'²)(1/n - 1/N), s'²
 *            that of p + d (p - d where p + d > 1); Cohen 1988, chapter 6, without
 *            the arcsine
 *
 * deff multiplies before the finite population correction, so that n never passes N.
 */
#ifndef HAILONG_ANALYZER_SAMPLE_SIZE_H
#define HAILONG_ANALYZER_SAMPLE_SIZE_H

#include "allocate.h"

struct size_options {
	double error, level;
	double deff, valid_rate;
	double change; /* NaN: not asked */
	double power;
	double size; /* valid answers of each group; NaN: as many as `error` needs */
	enum allocation allocation; /* within a group */
};

/* A unit, or a stratum of it. */
struct size_row {
	double population; /* INFINITY: unknown */
	double p;	   /* NaN: only sd is known */
	double sd;
	double cost;  /* of one issued form; NaN: unknown */
	size_t group; /* rows of one group share a sample; ascending */

	double slovin, valid, issued, error, detects, change_valid, change_power;
	double total_cost;
};

/* 5 points at 95 %, deff 1, everybody valid, power 0.8, proportional. */
struct size_options size_defaults(void);

double size_slovin(double population, double error);

/* Of one population; not rounded. */
double size_needed(double population, double sd, const struct size_options *options);

/* Fills the rows. Groups of several rows have finite populations. */
void size_plan(struct size_row *rows, size_t n, const struct size_options *options);

/* Sums over all rows; error and detects are of the mean of everybody, NaN where a
 * population is unknown. */
struct size_row size_total(const struct size_row *rows, size_t n,
			   const struct size_options *options);

#endif
