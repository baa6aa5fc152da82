/*
 * Which groups stand out from the others more than groups of honest work differ anyway:
 * a funnel plot with over-dispersion (Spiegelhalter 2005, Statistics in Medicine
 * 24:1185-1202), one-sided, Bonferroni over the groups.
 *
 *   shares   k of n marked. The others' ratio r = (sum k + 1/2) / sum of n base over the
 *            other groups; expected r base (base: what chance alone gives a group of
 *            this make, 1 where all have the same chance). The tail is that of the
 *            beta-binomial with mean r base and intra-group correlation rho: high is out
 *   means    a mean with its standard error; expected is the median group's; low is out
 *
 * rho is what honest groups differ by, from the groups themselves: with z_i the
 * standardised distance, it solves
 *
 *   mean over groups of winsorised z_i² / (1 + e_i rho)  =  0.75 · 0.678717 (z_q / t_q,G-1)²
 *
 * e_i = n_i - 1 of shares, the relative variance of means. Winsorised at a tenth on
 * either side, so that a tenth of the groups may be fabricated; 0.678717 is the mean of
 * a winsorised squared normal deviate; the last factor makes up for rho being estimated
 * from few groups (Student's t for the normal at the level of one test), 0.75 for what
 * honest groups differ by not being normal either. Of marks rarer than one in ten the
 * groups cannot tell that much: rho is at least mean (1 - mean / 0.1) variation there, the
 * last the squared coefficient of variation that honest groups' rates are granted. Groups
 * that are out are taken from the others and from rho, and all are judged again, at most
 * three times.
 *
 * Edges: fewer than OUTLIER_GROUPS_MIN groups tell nothing of how groups differ; the
 * caller does not ask then.
 */
#ifndef HAILONG_ANALYZER_OUTLIERS_H
#define HAILONG_ANALYZER_OUTLIERS_H

#include <stdbool.h>
#include <stddef.h>

enum { OUTLIER_GROUPS_MIN = 8 };

struct outlier_group {
	/* given: of shares k, n, base; of means value, se, size */
	double k, n, base, variation;
	double value, se, size; /* size: variance of a unit over se², for rho */
	/* found */
	double expected, threshold; /* a share or a mean; beyond the threshold is out */
	double p;		    /* times the number of groups, at most 1 */
	bool out;
};

/* `alpha` is the chance that any of the groups is out although all are alike. */
void outliers_of_shares(struct outlier_group *groups, size_t count, double alpha);
void outliers_of_means(struct outlier_group *groups, size_t count, double alpha);

#endif
