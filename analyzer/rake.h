/*
 * Raking: factors g of cells (combinations of the levels of some variables) such
 * that weighted totals meet known margins, sum of w_c g_c over the cells of a level =
 * its total. Pure arithmetic; what it is for stands in calibrate.h.
 *
 * Method: iterative proportional fitting. Margin by margin, each level's cells are
 * multiplied by a common t_l so that the level meets its total; then again until
 * nothing moves. Without bounds g is the product of the t's, the classical raking
 * ratio (Deming & Stephan 1940, Annals of Mathematical Statistics 11:427-444). With
 * bounds g = min(max(product, low), high), each t_l solving
 *     sum of w_c g_c(t_l) = total,
 * which is coordinate ascent on the dual of raking with bounds (Deville & Särndal 1992,
 * JASA 87:376-382; R's calibrate(calfun = "raking", bounds)).
 *
 * Edges. One margin is post-stratification, met in one step. A total that bounds
 * put out of reach leaves `converged` false and the nearest factors. Margins whose
 * grand totals differ converge to a cycle that meets the last one; `worst` tells.
 */
#ifndef HAILONG_ANALYZER_RAKE_H
#define HAILONG_ANALYZER_RAKE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct rake_margin {
	size_t nlevels;
	const double *totals;	/* per level, > 0 */
	const uint32_t *levels; /* per cell: its level in this margin */
};

struct rake_options {
	unsigned max_iterations; /* rounds over all margins */
	double epsilon;		 /* as R's rake: the largest change of a cell's total in
				    a round; below 1 relative to the sum of weights */
	double low, high;	 /* bounds of g; 0 and INFINITY: none */
};

struct rake_report {
	unsigned iterations;
	bool converged;
	double worst;	  /* largest relative distance from a total */
	double low, high; /* range of the factors */
	size_t bounded;	  /* cells at a bound */
};

/* 1000 rounds, 1e-13, no bounds. */
struct rake_options rake_defaults(void);

/* `weights` >= 0 of the ncells cells in, `factors` out. */
struct rake_report rake(const struct rake_margin *margins, size_t nmargins,
			const double *weights, size_t ncells,
			const struct rake_options *options, double *factors);

#endif
