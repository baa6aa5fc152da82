/* See sequence.h. */
#include "sequence.h"

#include <assert.h>
#include <math.h>

static const double fine = 1e-12; /* where bisection ends */

static const double first_bet = 32;
static const double next_bet = 0.59460355750136051; /* 2^(-3/4) times the one before */

void sequence_take(struct sequence *sequence, double x)
{
	double bet = first_bet;

	assert(x >= 0 && x <= 1);
	for (int k = 0; k < SEQUENCE_BETS; k++, bet *= next_bet) {
		sequence->more[k] += log1p(bet * x);
		sequence->less[k] += log1p(bet * (1 - x));
	}
	sequence->sum += x;
	sequence->n++;
}

/* log W at m, of the largest term and the others beside it. */
static double log_wealth(const double *numerators, size_t n, double m)
{
	double terms[SEQUENCE_BETS], largest = -(double)INFINITY, sum = 0;
	double bet = first_bet;

	for (int k = 0; k < SEQUENCE_BETS; k++, bet *= next_bet) {
		terms[k] = numerators[k] - (double)n * log1p(bet * m);
		largest = fmax(largest, terms[k]);
	}
	for (int k = 0; k < SEQUENCE_BETS; k++)
		sum += exp(terms[k] - largest) / SEQUENCE_BETS;
	return largest + log(sum);
}

/* The largest m that was found to be too low; the mean is never. */
static double lowest(const double *numerators, size_t n, double mean, double log_win)
{
	double low = 0, high = mean;

	if (log_wealth(numerators, n, 0) < log_win)
		return 0;
	while (high - low > fine) {
		double m = (low + high) / 2;
		if (log_wealth(numerators, n, m) < log_win)
			high = m;
		else
			low = m;
	}
	return low;
}

struct band sequence_band(const struct sequence *sequence, double level)
{
	double log_win = log(2 / (1 - level));
	double mean = sequence->n ? sequence->sum / (double)sequence->n : 0;

	return (struct band){
		lowest(sequence->more, sequence->n, mean, log_win),
		1 - lowest(sequence->less, sequence->n, 1 - mean, log_win)};
}
