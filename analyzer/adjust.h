/*
 * p values of a family of tests, adjusted so that the whole family can be read at one
 * level. As R's p.adjust; a NaN is not a member of the family and stays NaN.
 *
 *   holm  strong control of the chance of any false finding: with p sorted
 *         ascending, max over j <= i of (n - j + 1) p_j, at most 1
 *         (Holm 1979, Scandinavian Journal of Statistics 6:65-70)
 *   bh    control of the expected share of false ones among the findings, tests
 *         independent or positively dependent: min over j >= i of n p_j / j
 *         (Benjamini & Hochberg 1995, JRSS B 57:289-300)
 */
#ifndef HAILONG_ANALYZER_ADJUST_H
#define HAILONG_ANALYZER_ADJUST_H

#include <stddef.h>

/* `adjusted` may be `p` itself. */
void adjust_holm(const double *p, size_t n, double *adjusted);
void adjust_bh(const double *p, size_t n, double *adjusted);

#endif
