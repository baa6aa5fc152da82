/*
 * What `watch` promises, measured; docs/methods.md shows the tables. Seeded: the same
 * numbers on every machine.
 *
 *   sequence_coverage [RUNS]   per line, 500 unless told
 *
 * First: how often does a 95 % interval that is looked at after each of 400 answers hold
 * the mean at every look: the confidence sequence and Wilson's; and its half widths. The
 * answers: one item (0 or 1) or the share of eight items; in clusters of ten of whom one
 * copies the cluster's answer with probability sqrt(rho); falling from 0.9 to 0.8, where
 * the mean is that of the answers so far.
 *
 * Then alarms: answers until a false one, and after a fall that comes after 200 answers;
 * with the past known, with that of 400 answers by its lower bound, and in clusters.
 */
#include "analyzer/alarm.h"
#include "analyzer/interval.h"
#include "analyzer/prng.h"
#include "analyzer/sequence.h"
#include "forms/alloc.h"

#include <math.h>
#include <stdio.h>

enum { LOOKS = 400, CLUSTER = 10, BASE = 400, BEFORE = 200, RUN_MAX = 30000 };

struct world {
	const char *name;
	double mean, last; /* of one item; `last` other than 0: where it moves to */
	double rho;
	bool items;
};

static const struct world worlds[] = {
	{"one item, 0.50", 0.5, 0, 0, false},
	{"one item, 0.85", 0.85, 0, 0, false},
	{"one item, 0.98", 0.98, 0, 0, false},
	{"eight items, 0.85", 0.85, 0, 0, true},
	{"0.85, clusters, rho 0.05", 0.85, 0, 0.05, false},
	{"0.85, clusters, rho 0.20", 0.85, 0, 0.2, false},
	{"0.90 falling to 0.80", 0.9, 0.8, 0, false},
};

/* Answers one after the other. */
struct stream {
	struct prng prng;
	const struct world *world;
	size_t n;
	bool says; /* the cluster */
};

static double mean_at(const struct world *world, size_t n)
{
	double way = world->last > 0 ? (double)n / LOOKS : 0;

	return world->mean + way * (world->last - world->mean);
}

/* With one chance in two, all or none of the eight items; else each by itself. */
static double of_items(struct prng *prng, double p)
{
	double k = 0;

	if (prng_uniform(prng) < 0.5)
		return prng_uniform(prng) < p;
	for (int i = 0; i < 8; i++)
		k += prng_uniform(prng) < p;
	return k / 8;
}

static double stream_next(struct stream *stream, double p)
{
	const struct world *world = stream->world;

	if (stream->n++ % CLUSTER == 0)
		stream->says = prng_uniform(&stream->prng) < p;
	if (world->items)
		return of_items(&stream->prng, p);
	if (world->rho > 0 && prng_uniform(&stream->prng) < sqrt(world->rho))
		return stream->says;
	return prng_uniform(&stream->prng) < p;
}

static struct stream stream_start(const struct world *world, uint64_t run)
{
	return (struct stream){.prng = prng_start(2024, run), .world = world};
}

/* --- looking -------------------------------------------------------------------------- */

struct looked {
	size_t held, wilson, held_last, wilson_last;
	double half[3]; /* at the looks of `shown` */
};

static const size_t shown[] = {50, 100, 400};

static void look(struct looked *looked, const struct world *world, uint64_t run)
{
	struct stream stream = stream_start(world, run);
	struct sequence sequence = {0};
	double sum = 0, mean = 0;
	bool held = true, wilson = true, in = true, in_wilson = true;

	for (size_t n = 1; n <= LOOKS; n++) {
		double x = stream_next(&stream, mean_at(world, n - 1));
		sequence_take(&sequence, x);
		struct band band = sequence_band(&sequence, 0.95);
		sum += x;
		mean += mean_at(world, n - 1);
		double truth = mean / (double)n;
		struct interval other =
			interval_of_counts(INTERVAL_WILSON, sum, (double)n, 0.95);
		in = band.low <= truth + 1e-9 && truth - 1e-9 <= band.high;
		in_wilson = other.low <= truth && truth <= other.high;
		held = held && in;
		wilson = wilson && in_wilson;
		for (size_t s = 0; s < ARRAY_SIZE(shown); s++)
			if (n == shown[s])
				looked->half[s] += (band.high - band.low) / 2;
	}
	looked->held += held;
	looked->wilson += wilson;
	looked->held_last += in;
	looked->wilson_last += in_wilson;
}

static void print_looking(size_t runs)
{
	double percent = 100 / (double)runs;

	printf("%zu runs, %d looks      sequence  Wilson   at the last: both    "
	       "half width at 50, 100, 400\n",
	       runs, LOOKS);
	for (size_t w = 0; w < ARRAY_SIZE(worlds); w++) {
		struct looked looked = {0};
		for (uint64_t run = 0; run < runs; run++)
			look(&looked, &worlds[w], run);
		printf("%-27s %6.1f %8.1f %9.1f %6.1f %12.3f %6.3f %6.3f\n",
		       worlds[w].name, percent * (double)looked.held,
		       percent * (double)looked.wilson,
		       percent * (double)looked.held_last,
		       percent * (double)looked.wilson_last,
		       looked.half[0] / (double)runs, looked.half[1] / (double)runs,
		       looked.half[2] / (double)runs);
		fflush(stdout);
	}
}

/* --- the past ------------------------------------------------------------------------- */

/* How often the lower bound of the past is below it, in per cent, and how far. */
static void print_past(size_t runs)
{
	static const size_t sizes[] = {40, 100, 400};
	double x[BASE], depth;

	printf("\nlower bound of the past, of 40, 100, 400 answers: %% below it, and "
	       "depth\n");
	for (size_t w = 0; w + 1 < ARRAY_SIZE(worlds); w++) {
		printf("%-27s", worlds[w].name);
		for (size_t s = 0; s < ARRAY_SIZE(sizes); s++) {
			size_t below = 0;
			depth = 0;
			for (uint64_t run = 0; run < 4 * runs; run++) {
				struct stream stream = stream_start(&worlds[w], run);
				for (size_t i = 0; i < sizes[s]; i++)
					x[i] = stream_next(&stream, worlds[w].mean);
				double past = alarm_past(x, sizes[s], 0.95);
				below += past <= worlds[w].mean;
				depth += (worlds[w].mean - past) / (double)(4 * runs);
			}
			printf(" %8.1f %.3f", 100 * (double)below / (double)(4 * runs),
			       depth);
		}
		putchar('\n');
	}
}

/* --- alarms --------------------------------------------------------------------------- */

static double past_of(struct stream *stream, bool known)
{
	double x[BASE], mean = stream->world->mean;

	for (size_t i = 0; i < BASE; i++)
		x[i] = stream_next(stream, mean);
	return known ? mean : alarm_past(x, BASE, 0.95);
}

struct lengths {
	double until; /* answers until an alarm, after the fall if there is one */
	size_t early; /* alarms among the first thousand answers */
	size_t counted;
};

static void run_alarm(struct lengths *lengths, const struct world *world, uint64_t run,
		      bool known, double limit, double fall)
{
	struct stream stream = stream_start(world, run);
	struct alarm alarm = alarm_start(past_of(&stream, known), limit);
	size_t before = fall > 0 ? BEFORE : 0;

	while (!alarm.first && alarm.n < RUN_MAX)
		alarm_take(&alarm,
			   stream_next(&stream,
				       world->mean - (alarm.n < before ? 0 : fall)));
	lengths->early += alarm.first && alarm.first <= 1000;
	if (alarm.n <= before)
		return;
	lengths->until += (double)(alarm.n - before);
	lengths->counted++;
}

static void print_alarm(const struct world *world, bool known, double limit,
			size_t runs)
{
	static const double falls[] = {0, 0.05, 0.1, 0.2};

	printf("%-27s %-9s %6.0f", world->name, known ? "known" : "estimated", limit);
	for (size_t f = 0; f < ARRAY_SIZE(falls); f++) {
		struct lengths lengths = {0};
		for (uint64_t run = 0; run < runs; run++)
			run_alarm(&lengths, world, run, known, limit, falls[f]);
		if (falls[f] == 0)
			printf(" %8.2f", 100 * (double)lengths.early / (double)runs);
		printf(" %8.0f",
		       lengths.until / (double)(lengths.counted ? lengths.counted : 1));
	}
	putchar('\n');
	fflush(stdout);
}

int main(int argc, char **argv)
{
	static const size_t judged[] = {1, 3, 4, 5};
	static const double limits[] = {1000, 10000};
	size_t runs = argc > 1 ? strtoul(argv[1], NULL, 10) : 0;

	runs = runs ? runs : 500;
	print_looking(runs);
	print_past(runs);
	printf("\nalarms                      past           N  false in  until false "
	       "(at most %d), after a fall of 5, 10, 20 points\n"
	       "                                                1000 (%%)\n",
	       RUN_MAX);
	for (size_t i = 0; i < ARRAY_SIZE(judged); i++)
		for (int known = 1; known >= 0; known--)
			for (size_t l = 0; l < ARRAY_SIZE(limits); l++)
				print_alarm(&worlds[judged[i]], known, limits[l], runs);
	return 0;
}
