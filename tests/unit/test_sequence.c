/*
 * analyzer/sequence: against the definition, written out in long double and searched by
 * small steps; edges; a million observations; and whether intervals that are looked at
 * after every observation hold the mean, moving or not, where Wilson's do not.
 */
#include "analyzer/interval.h"
#include "analyzer/prng.h"
#include "analyzer/sequence.h"
#include "forms/alloc.h"
#include "tap.h"

enum { SMALL = 40, LOOKS = 150, RUNS = 200, MANY = 1000000 };

static const double level = 0.95;

/* --- the definition ----------------------------------------------------------------- */

/* The mean of the constant bets' wealths, factor by factor; of 1 - x when mirrored. */
static long double wealth(const double *x, size_t n, long double m, bool mirrored)
{
	long double sum = 0;

	for (int k = 0; k < SEQUENCE_BETS; k++) {
		long double bet = 32 * powl(2, -0.75L * k), product = 1;
		for (size_t i = 0; i < n; i++) {
			long double value = mirrored ? 1 - (long double)x[i] : x[i];
			product *= (1 + bet * value) / (1 + bet * m);
		}
		sum += product / SEQUENCE_BETS;
	}
	return sum;
}

/* Whether a lower bound (of 1 - x when mirrored) is where the win ends. */
static bool is_edge(const double *x, size_t n, double bound, bool mirrored)
{
	const long double win = 2 / (1 - (long double)level), step = 1e-9L;

	if (bound == 0)
		return wealth(x, n, 0, mirrored) < win;
	return wealth(x, n, bound - step, mirrored) >= win &&
	       wealth(x, n, bound + step, mirrored) < win;
}

static double binary(struct prng *prng)
{
	return prng_uniform(prng) < 0.85;
}

/* Of eight items: most people are content with all of them. */
static double of_items(struct prng *prng)
{
	return prng_uniform(prng) < 0.6 ? 1 : (double)prng_below(prng, 9) / 8;
}

static void test_definition(void)
{
	struct prng prng = prng_start(1, 1);
	double x[SMALL];
	size_t wrong = 0, outside = 0;

	for (int run = 0; run < 20; run++) {
		struct sequence sequence = {0};
		double sum = 0;
		for (size_t n = 1; n <= SMALL; n++) {
			x[n - 1] = run % 2 ? binary(&prng) : of_items(&prng);
			sum += x[n - 1];
			sequence_take(&sequence, x[n - 1]);
			struct band band = sequence_band(&sequence, level);
			wrong += !is_edge(x, n, band.low, false);
			wrong += !is_edge(x, n, 1 - band.high, true);
			outside += sum / (double)n < band.low ||
				   sum / (double)n > band.high;
		}
	}
	ok(wrong == 0, "every bound is where the definition has it (%zu are not)",
	   wrong);
	ok(outside == 0, "the mean of the observations is always within");
}

/* --- edges -------------------------------------------------------------------------- */

static struct band band_of(const double *x, size_t n)
{
	struct sequence sequence = {0};

	for (size_t i = 0; i < n; i++)
		sequence_take(&sequence, x[i]);
	return sequence_band(&sequence, level);
}

static void test_edges(void)
{
	double same[SMALL], mirrored[SMALL];
	struct band band = band_of(NULL, 0), other;

	ok(band.low == 0 && band.high == 1, "without observations: 0 to 1");
	same[0] = 0.5;
	band = band_of(same, 1);
	ok(band.low == 0 && band.high == 1, "of one: 0 to 1");
	for (size_t i = 0; i < SMALL; i++) {
		same[i] = 1;
		mirrored[i] = 0;
	}
	band = band_of(same, SMALL);
	other = band_of(mirrored, SMALL);
	ok(band.high == 1 && band.low > 0.8 && band.low < 1, "all 1: %.3f to 1",
	   band.low);
	ok(other.low == 0 && near(other.high, 1 - band.low, 1e-9), "all 0: 0 to %.3f",
	   other.high);
	for (size_t i = 0; i < SMALL; i++)
		same[i] = 0.3;
	band = band_of(same, SMALL);
	ok(band.low < 0.3 && band.high > 0.3, "all 0.3: %.3f to %.3f", band.low,
	   band.high);
	for (size_t i = 0; i < SMALL; i++) {
		same[i] = (double)(i % 5) / 4;
		mirrored[i] = 1 - same[i];
	}
	band = band_of(same, SMALL);
	other = band_of(mirrored, SMALL);
	ok(near(band.low, 1 - other.high, 1e-9) && near(band.high, 1 - other.low, 1e-9),
	   "1 - x has the mirrored interval");
}

/* Nothing overflows on the way to a narrow interval. */
static void test_many(void)
{
	struct prng prng = prng_start(2, 1);
	struct sequence sequence = {0};

	for (size_t i = 0; i < MANY; i++)
		sequence_take(&sequence, binary(&prng));
	struct band band = sequence_band(&sequence, level);
	ok(band.low < 0.85 && band.high > 0.85 && band.high - band.low < 0.003,
	   "a million observations: %.4f to %.4f", band.low, band.high);
}

/* --- looking -------------------------------------------------------------------------- */

static bool wilson_holds(double k, size_t n, double p)
{
	struct interval interval =
		interval_of_counts(INTERVAL_WILSON, k, (double)n, level);

	return interval.low <= p && p <= interval.high;
}

/* How often the mean so far is held at every look, by the sequence and by Wilson's; the
 * chance of a 1 moves from `first` to `last`. */
static void look(double first, double last, int *held, int *wilson)
{
	for (uint64_t run = 0; run < RUNS; run++) {
		struct prng prng = prng_start(3, run);
		struct sequence sequence = {0};
		bool always = true, always_wilson = true;
		double k = 0, sum = 0;
		for (size_t n = 1; n <= LOOKS; n++) {
			double p = first + (last - first) * (double)n / LOOKS;
			bool x = prng_uniform(&prng) < p;
			k += x;
			sum += p;
			sequence_take(&sequence, x);
			struct band band = sequence_band(&sequence, level);
			p = sum / (double)n;
			always = always && band.low <= p && p <= band.high;
			always_wilson = always_wilson && wilson_holds(k, n, p);
		}
		*held += always;
		*wilson += always_wilson;
	}
}

static void test_looking(void)
{
	int held = 0, wilson = 0;

	look(0.85, 0.85, &held, &wilson);
	ok(held >= 0.95 * RUNS, "held at every look: %d of %d", held, RUNS);
	ok(wilson < 0.85 * RUNS, "… which Wilson's did %d times", wilson);
	held = 0;
	look(0.95, 0.5, &held, &wilson);
	ok(held >= 0.95 * RUNS, "held while the mean falls: %d", held);
}

int main(void)
{
	test_definition();
	test_edges();
	test_many();
	test_looking();
	return done_testing();
}
