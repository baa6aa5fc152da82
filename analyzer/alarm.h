/*
 * Has a unit fallen below its own past, since a day nobody named? An e-detector, made of
 * bets that it has, with a false-alarm rate that holds without a model of the answers.
 *
 * Source: Shin, Ramdas & Rinaldo 2024, E-detectors: a nonparametric framework for
 * sequential change detection, New England Journal of Statistics in Data Science
 * 2(2):229-260 (arXiv:2203.03532): the e-CUSUM, mixed over bets. With p the past and the
 * observations x_1, x_2, … in [0, 1], for bets b_k = 2^-k / max(1 - p, 1/1000), k = 1 … 6:
 *
 *   M_0(k) = 0,  M_n(k) = (1 + b_k (p - x_n)) max(M_{n-1}(k), 1)
 *   M_n    = mean over k of M_n(k);  alarm at the first n with M_n >= N
 *
 * M_n(k) is what was gained since the day on which it would have been best to begin.
 * As long as the unit is as good as p or better no bet gains but by luck (each factor has
 * a mean <= 1, given what came before), so that it takes N answers or more, on average,
 * until an alarm that is false: at most one in N answers of a unit. After a fall the
 * evidence grows by a factor with every answer; how soon it alarms is in docs/methods.md.
 *
 * The past is not known but estimated: p is to be a lower bound of it, alarm_past, so that
 * the rate holds unless the bound is wrong, which is as rare as its level says. It is the
 * one-sided bound of Korn & Graubard (`beta` of interval.h) from the mean of the past
 * observations and its standard error, s/sqrt(n), with n - 1 degrees of freedom: that of
 * Clopper & Pearson for as many answers as would give this standard error. Where all are
 * alike it is Clopper & Pearson's, with their sum as the count. A fall that stays above
 * the bound is not seen.
 *
 * Assumptions: 0 <= x <= 1, and as long as nothing has changed each x is to be expected
 * to be >= p, given those before. Answers that come in clusters break this now and then:
 * false alarms are then more frequent, and the bound is less safe.
 *
 * Edges. n = 0: no evidence, 0; p = 0: nothing is below, never an alarm. Evidence is kept
 * below 1e300.
 */
#ifndef HAILONG_ANALYZER_ALARM_H
#define HAILONG_ANALYZER_ALARM_H

#include <stddef.h>

enum { ALARM_BETS = 6 };

struct alarm {
	double past, limit; /* p, N */
	double gains[ALARM_BETS];
	double evidence; /* M_n */
	size_t n;
	size_t first; /* the n of the alarm, 0: none */
};

/* 0 <= past <= 1, limit >= 1. */
struct alarm alarm_start(double past, double limit);
void alarm_take(struct alarm *alarm, double x);

/* The lower bound from n > 0 past observations; 0.5 < level < 1. */
double alarm_past(const double *x, size_t n, double level);

#endif
