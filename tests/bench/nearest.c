/*
 * How long nearest_find() takes, and how many times as long all pairs would, compared one
 * by one and left as soon as they cannot reach the threshold: measured at 10⁴ rows,
 * beyond that extrapolated as the square. CPU seconds. `reached` is the share of rows
 * that have a partner at the threshold although nobody copied: what is natural.
 *
 * Answers follow one latent trait (loading 0.7) cut into five levels: "skewed" with
 * shares of 1, 1, 3, 21 and 74 %, "less" with 5, 10, 20, 35 and 30 %.
 *
 * usage: nearest [ROWS AT MOST [THRESHOLD]]   (100000, 0.85; try 1000000)
 */
#include "analyzer/gauss.h"
#include "analyzer/nearest.h"
#include "forms/alloc.h"

#include <math.h>
#include <stdio.h>
#include <time.h>

#define LOADING 0.7

enum { LEVELS = 5, FEW = 10000 };

struct world {
	const char *name;
	double cuts[LEVELS - 1]; /* normal quantiles of the cumulated shares */
};

static const struct world worlds[] = {
	{"skewed", {-2.3263, -2.0537, -1.6449, -0.6433}},
	{"less", {-1.6449, -1.0364, -0.3853, 0.5244}},
};

static uint8_t *draw(const struct world *world, size_t n, size_t width)
{
	struct gauss gauss = gauss_start(20240917, 1);
	uint8_t *rows = xcalloc(n, width);

	for (size_t i = 0; i < n; i++) {
		double trait = LOADING * gauss_next(&gauss);
		for (size_t k = 0; k < width; k++) {
			double x = trait +
				   sqrt(1 - LOADING * LOADING) * gauss_next(&gauss);
			uint8_t level = 1;
			while (level < LEVELS && x > world->cuts[level - 1])
				level++;
			rows[i * width + k] = level;
		}
	}
	return rows;
}

static double seconds_since(clock_t start)
{
	return (double)(clock() - start) / CLOCKS_PER_SEC;
}

/* All pairs of complete rows; the result is only kept from being optimised away. */
static double time_all_pairs(const uint8_t *rows, size_t n, size_t width,
			     double threshold)
{
	size_t most = (size_t)((1 - threshold) * (double)width + 1e-9);
	volatile size_t reached = 0;
	clock_t start = clock();

	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < n; j++) {
			const uint8_t *a = rows + i * width, *b = rows + j * width;
			size_t apart = 0;
			for (size_t k = 0; k < width && apart <= most; k++)
				apart += a[k] != b[k];
			reached += apart <= most;
		}
	return seconds_since(start);
}

static void measure(const struct world *world, size_t width, size_t most,
		    double threshold)
{
	uint8_t *rows = draw(world, most, width);
	struct nearest *out = xcalloc(most, sizeof(*out));
	double pairs = time_all_pairs(rows, FEW, width, threshold);

	for (size_t n = FEW; n <= most; n *= 10) {
		struct error err = {0};
		size_t reached = 0;
		clock_t start = clock();
		if (!nearest_find(rows, n, width, threshold, out, &err))
			fprintf(stderr, "%s\n", err.message);
		double seconds = seconds_since(start);
		double times = (double)n / FEW;
		for (size_t i = 0; i < n; i++)
			reached += out[i].partner != UINT32_MAX;
		printf("%-7s %5zu %9zu %8.2f %9.0f %10.1f %8.1f%%\n", world->name,
		       width, n, seconds, pairs * times * times,
		       pairs * times * times / seconds,
		       100 * (double)reached / (double)n);
		fflush(stdout);
	}
	free(out);
	free(rows);
}

int main(int argc, char **argv)
{
	size_t most = argc > 1 ? strtoul(argv[1], NULL, 10) : 100000;
	double threshold = argc > 2 ? strtod(argv[2], NULL) : 0.85;

	most = most < FEW ? FEW : most;
	printf("threshold %g\nanswers items      rows   time, s  pairs, s      ratio  "
	       "reached\n",
	       threshold);
	for (size_t w = 0; w < ARRAY_SIZE(worlds); w++) {
		measure(&worlds[w], 24, most, threshold);
		measure(&worlds[w], 33, most, threshold);
		measure(&worlds[w], 60, most, threshold);
	}
	return 0;
}
