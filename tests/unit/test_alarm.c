/*
 * analyzer/alarm: against the definition (the best day to begin, by trying all), edges,
 * and by simulation: how long until a false alarm, how soon after a fall.
 */
#include "analyzer/alarm.h"
#include "analyzer/prng.h"
#include "tap.h"

#include <stdint.h>

enum { SHORT = 60, RUNS = 200, LIMIT = 100, RUN_MAX = 100000 };

/* The mean over bets of the most that could be gained since some day. */
static double by_trying(const double *x, size_t n, double past)
{
	double sum = 0;

	for (int k = 1; k <= ALARM_BETS; k++) {
		double bet = pow(2, -k) / (1 - past), best = 0;
		for (size_t from = 0; from < n; from++) {
			double gain = 1;
			for (size_t i = from; i < n; i++)
				gain *= 1 + bet * (past - x[i]);
			best = fmax(best, gain);
		}
		sum += best / ALARM_BETS;
	}
	return sum;
}

static void test_definition(void)
{
	struct prng prng = prng_start(1, 1);
	struct alarm alarm = alarm_start(0.8, 5);
	double x[SHORT];
	size_t wrong = 0, first = 0;

	for (size_t i = 0; i < SHORT; i++) {
		x[i] = (double)prng_below(&prng, 9) / 8;
		alarm_take(&alarm, x[i]);
		double want = by_trying(x, i + 1, 0.8);
		wrong += !near(alarm.evidence, want, 1e-9);
		if (!first && want >= 5)
			first = i + 1;
	}
	ok(wrong == 0, "the evidence is what the definition says");
	ok(first > 0 && alarm.first == first, "… and so is the alarm, at %zu", first);
}

static void test_edges(void)
{
	struct alarm alarm = alarm_start(0, 2), sure = alarm_start(1, 2);
	struct alarm falling = alarm_start(0.9, 1000);

	ok(alarm.evidence == 0 && alarm.first == 0, "no evidence before the first");
	for (int i = 0; i < 1000; i++) {
		alarm_take(&alarm, 0);
		alarm_take(&sure, 1);
	}
	ok(alarm.first == 0, "nothing is below 0");
	ok(sure.first == 0, "all satisfied is not below a past of 1");
	for (int i = 0; i < 5000; i++)
		alarm_take(&falling, 0);
	ok(falling.evidence >= 1000 && falling.evidence <= 1e300,
	   "evidence stays a number");
	size_t first = falling.first;
	for (int i = 0; i < 50000; i++)
		alarm_take(&falling, 1);
	ok(falling.evidence < 1000 && falling.first == first,
	   "it ends when the unit recovers, the alarm stays told");
}

/* The n of the alarm when answers are satisfied with that chance. */
static size_t run_length(struct prng *prng, double past, double chance)
{
	struct alarm alarm = alarm_start(past, LIMIT);

	while (!alarm.first && alarm.n < RUN_MAX)
		alarm_take(&alarm, prng_uniform(prng) < chance);
	return alarm.n;
}

static void test_rates(void)
{
	double mean_false = 0, mean_delay = 0;

	for (uint64_t run = 0; run < RUNS; run++) {
		struct prng prng = prng_start(2, run);
		mean_false += (double)run_length(&prng, 0.85, 0.85) / RUNS;
		mean_delay += (double)run_length(&prng, 0.85, 0.65) / RUNS;
	}
	ok(mean_false >= LIMIT, "false alarms after %.0f answers, %d or more",
	   mean_false, LIMIT);
	ok(mean_delay < 60, "a fall by 20 points is seen after %.0f", mean_delay);
}

static double past_of(double first, double other, size_t nfirst, size_t n, double level)
{
	double x[300];

	for (size_t i = 0; i < n; i++)
		x[i] = i < nfirst ? first : other;
	return alarm_past(x, n, level);
}

static void test_past(void)
{
	double items = past_of(1, 0.75, 30, 50, 0.95);

	/* Newcombe 1998: 0.2527 for 81 of 263, n and n - 1 apart */
	is_near(past_of(1, 0, 81, 263, 0.975), 0.2527, 1e-3, "the bound of 81 of 263");
	ok(past_of(1, 0, 0, 10, 0.95) == 0, "nobody satisfied: 0");
	is_near(past_of(1, 0, 20, 20, 0.95), pow(0.05, 1.0 / 20), 1e-9, "all of 20");
	ok(past_of(0.5, 0.5, 1, 1, 0.95) < 0.1, "of one there is hardly a bound");
	/* 0.9 and a standard deviation of 0.124: t's bound is 0.871 */
	ok(items > 0.86 && items < 0.875, "answers that vary little: %.4f", items);
}

int main(void)
{
	test_definition();
	test_edges();
	test_past();
	test_rates();
	return done_testing();
}
