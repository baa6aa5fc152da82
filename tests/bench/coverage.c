/*
 * How often do 95 % intervals hold the truth? Samples are drawn from a known
 * population and every method is asked; docs/methods.md shows the table. Seeded: the
 * same numbers on every machine.
 *
 *   coverage [SAMPLES]   samples per line, 4000 unless told
 *
 * The population: clusters of 20 with a share p of satisfied people. With probability
 * sqrt(rho) a person says what his cluster says (satisfied with probability p), else
 * he speaks for himself (the same p): the correlation within clusters is rho, the
 * design effect 1 + 19 rho. Design effect 1: independent people, counts; there
 * n - 1 degrees of freedom, else clusters - 1.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "analyzer/interval.h"
#include "analyzer/prng.h"
#include "forms/alloc.h"

enum { CLUSTER = 20, SHARES = 4, DEFFS = 3 };

static const double shares[SHARES] = {0.5, 0.8, 0.95, 0.99};
static const double deffs[DEFFS] = {1, 2, 3};
static const int sizes[] = {200, 580};

/* What a sample says: p and its standard error from the clusters. */
static struct share draw(struct prng *prng, int n, double p, double deff)
{
	double copy = sqrt((deff - 1) / (CLUSTER - 1)), sum = 0, squares = 0;
	double nclusters = (double)n / CLUSTER;

	for (int c = 0; c < n / CLUSTER; c++) {
		bool says = prng_uniform(prng) < p;
		double k = 0;
		for (int i = 0; i < CLUSTER; i++)
			k += prng_uniform(prng) < copy ? says : prng_uniform(prng) < p;
		sum += k;
		squares += k * k;
	}
	double between = fmax(squares - sum * sum / nclusters, 0);
	struct share share = {.estimate = sum / n, .n = n, .rows = n, .mass = n};
	share.dispersion = (double)n / (n - 1);
	share.df = nclusters - 1;
	share.se = sqrt(nclusters / (nclusters - 1) * between) / n;
	return share;
}

static struct interval ask(enum interval_method method, struct share share, double deff)
{
	if (deff == 1)
		return interval_of_counts(method, round(share.estimate * share.n),
					  share.n, 0.95);
	return interval_of_share(method, &share, 0.95);
}

struct tally {
	int held[INTERVAL_METHOD_COUNT];
	double width[INTERVAL_METHOD_COUNT];
};

static struct tally simulate(int n, double p, double deff, int nsamples)
{
	struct tally tally = {{0}, {0}};
	struct prng prng = prng_start(20240917, (uint64_t)(n * 1000 + p * 100 + deff));

	for (int i = 0; i < nsamples; i++) {
		struct share share = draw(&prng, n, p, deff);
		for (int m = 0; m < INTERVAL_T; m++) {
			struct interval got = ask((enum interval_method)m, share, deff);
			tally.held[m] += got.low <= p && p <= got.high;
			tally.width[m] += (fmin(got.high, 1) - fmax(got.low, 0));
		}
	}
	return tally;
}

static void print_head(const char *what, int n)
{
	printf("\n%s, n = %d\n\n%-16s", what, n, "design effect");
	for (int d = 0; d < DEFFS; d++)
		printf("| %-23.0f", deffs[d]);
	printf("\n%-16s", "p");
	for (int d = 0; d < DEFFS; d++) {
		printf("|");
		for (int s = 0; s < SHARES; s++)
			printf(" %5.2f", shares[s]);
	}
	printf("\n");
}

static void print_rows(struct tally of[DEFFS][SHARES], int nsamples, bool widths)
{
	for (int m = 0; m < INTERVAL_T; m++) {
		printf("%-16s", interval_name((enum interval_method)m));
		for (int d = 0; d < DEFFS; d++) {
			printf("|");
			for (int s = 0; s < SHARES; s++)
				printf(" %5.1f", 100 *
							 (widths ? of[d][s].width[m]
								 : of[d][s].held[m]) /
							 nsamples);
		}
		printf("\n");
	}
}

int main(int argc, char **argv)
{
	int nsamples = argc > 1 ? (int)strtol(argv[1], NULL, 10) : 4000;

	for (size_t i = 0; i < ARRAY_SIZE(sizes); i++) {
		struct tally of[DEFFS][SHARES];
		for (int d = 0; d < DEFFS; d++) {
			for (int s = 0; s < SHARES; s++)
				of[d][s] = simulate(sizes[i], shares[s], deffs[d],
						    nsamples);
		}
		print_head("coverage of the 95 % interval, %", sizes[i]);
		print_rows(of, nsamples, false);
		print_head("mean width, points", sizes[i]);
		print_rows(of, nsamples, true);
	}
	return 0;
}
