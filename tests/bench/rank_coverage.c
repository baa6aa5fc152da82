/*
 * How often the sets of ranks hold the true ranks, at 63 and at 500 units: `joint` is
 * the share of surveys in which all sets do (KWW, stepdown promise the level), `each`
 * the share of sets that do (marginal promises the level), `width` the mean number of
 * ranks in a set. Also whether tiers keep their promise: `tiers` is the share of surveys
 * in which no unit stands in a better tier than one that is truly better or equal.
 *
 * The worlds: units far apart (sd 15 points), as provinces are (3.5 points), all tied,
 * which is the hardest; tied units of which three in a row share PSUs (correlation 0.5);
 * and standard errors (1.5 to 3 points) that are themselves estimated, with 17 degrees
 * of freedom.
 *
 * usage: rank_coverage [REPEATS AT 63] [REPEATS AT 500]
 */
#include "analyzer/gauss.h"
#include "analyzer/rank.h"
#include "forms/alloc.h"

#include <math.h>
#include <stdio.h>
#include <time.h>

enum { DRAWS = 999, BLOCK = 3, DF = 17 };

struct world {
	const char *name;
	double spread;	    /* sd of the true values */
	double correlation; /* within blocks */
	bool estimated;	    /* the standard errors are */
};

static const struct world worlds[] = {
	{"far apart", 0.15, 0, false}, {"as provinces", 0.035, 0, false},
	{"all tied", 0, 0, false},     {"shared PSUs, tied", 0, 0.5, false},
	{"17 df, tied", 0, 0, true},
};

struct trial {
	size_t k;
	double *truth, *sigma; /* of the world */
	double *x, *se, *df, *covariance;
	struct ranking *rankings;
};

struct score {
	size_t joint, each, tiers, repeats;
	double width;
};

static void trial_init(struct trial *trial, const struct world *world, size_t k,
		       struct gauss *gauss)
{
	*trial = (struct trial){.k = k};
	trial->truth = xcalloc(k, sizeof(double));
	trial->sigma = xcalloc(k, sizeof(double));
	trial->x = xcalloc(k, sizeof(double));
	trial->se = xcalloc(k, sizeof(double));
	trial->df = world->estimated ? xcalloc(k, sizeof(double)) : NULL;
	trial->covariance =
		world->correlation > 0 ? xcalloc(k * k, sizeof(double)) : NULL;
	trial->rankings = xcalloc(k, sizeof(*trial->rankings));
	for (size_t i = 0; i < k; i++) {
		trial->truth[i] = 0.83 + world->spread * gauss_next(gauss);
		trial->sigma[i] = 0.015 + 0.015 * prng_uniform(&gauss->prng);
	}
	for (size_t i = 0; trial->covariance && i < k; i++)
		for (size_t j = 0; j < k; j++)
			trial->covariance[i * k + j] =
				i / BLOCK != j / BLOCK
					? 0
					: trial->sigma[i] * trial->sigma[j] *
						  (i == j ? 1 : world->correlation);
}

static void trial_release(struct trial *trial)
{
	free(trial->truth);
	free(trial->sigma);
	free(trial->x);
	free(trial->se);
	free(trial->df);
	free(trial->covariance);
	free(trial->rankings);
}

/* One survey. */
static void observe(struct trial *trial, const struct world *world, struct gauss *gauss)
{
	double shared = 0;

	for (size_t i = 0; i < trial->k; i++) {
		double square = 0;
		if (i % BLOCK == 0)
			shared = gauss_next(gauss);
		trial->x[i] = trial->truth[i] +
			      trial->sigma[i] * (sqrt(world->correlation) * shared +
						 sqrt(1 - world->correlation) *
							 gauss_next(gauss));
		for (int d = 0; world->estimated && d < DF; d++) {
			double z = gauss_next(gauss);
			square += z * z;
		}
		trial->se[i] =
			trial->sigma[i] * (world->estimated ? sqrt(square / DF) : 1);
		if (trial->df)
			trial->df[i] = DF;
	}
}

/* Whether nobody is put into a better tier than somebody at least as good. */
static bool tiers_hold(const struct trial *trial)
{
	for (size_t i = 0; i < trial->k; i++)
		for (size_t j = 0; j < trial->k; j++)
			if (trial->rankings[i].tier < trial->rankings[j].tier &&
			    trial->truth[i] <= trial->truth[j])
				return false;
	return true;
}

static void judge(const struct trial *trial, struct score *score)
{
	size_t inside = 0, wide = 0;

	for (size_t i = 0; i < trial->k; i++) {
		const struct ranking *r = &trial->rankings[i];
		size_t above = 0, below = 0;
		for (size_t j = 0; j < trial->k; j++) {
			above += trial->truth[j] > trial->truth[i];
			below += trial->truth[j] < trial->truth[i];
		}
		/* every rank a unit can claim, were its ties parted */
		inside += r->low <= 1 + above && r->high >= trial->k - below;
		wide += r->high - r->low + 1;
	}
	score->joint += inside == trial->k;
	score->each += inside;
	score->width += (double)wide / (double)trial->k;
	score->tiers += tiers_hold(trial);
	score->repeats++;
}

static struct score measure(struct trial *trial, const struct world *world,
			    struct rank_options options, size_t repeats)
{
	struct gauss gauss = gauss_start(63, 1);
	struct rank_input input = {.n = trial->k,
				   .estimate = trial->x,
				   .se = trial->se,
				   .df = trial->df,
				   .covariance = trial->covariance};
	struct score score = {0};

	options.top = 0;
	options.draws = DRAWS;
	for (size_t i = 0; i < repeats; i++) {
		observe(trial, world, &gauss);
		options.seed = i + 1;
		rank_units(&input, &options, trial->rankings);
		judge(trial, &score);
	}
	return score;
}

static void print_world(const struct world *world, size_t k, size_t repeats)
{
	static const struct {
		const char *name;
		enum rank_sets sets;
		enum rank_joint joint;
	} methods[] = {
		{"kww independence", RANK_SETS_KWW, RANK_INDEPENDENCE},
		{"kww bonferroni", RANK_SETS_KWW, RANK_BONFERRONI},
		{"stepdown", RANK_SETS_STEPDOWN, RANK_INDEPENDENCE},
		{"marginal", RANK_SETS_MARGINAL, RANK_INDEPENDENCE},
	};
	struct gauss gauss = gauss_start(k, 1);
	struct trial trial;

	trial_init(&trial, world, k, &gauss);
	for (size_t m = 0; m < ARRAY_SIZE(methods); m++) {
		struct rank_options options = rank_defaults();
		options.sets = methods[m].sets;
		options.joint = methods[m].joint;
		struct score s = measure(&trial, world, options, repeats);
		double n = (double)s.repeats;
		printf("%5zu  %-17s %-17s %7zu  %6.3f %6.4f %7.1f  %6.3f\n", k,
		       world->name, methods[m].name, s.repeats, (double)s.joint / n,
		       (double)s.each / n / (double)k, s.width / n,
		       (double)s.tiers / n);
		fflush(stdout);
	}
	trial_release(&trial);
}

static void print_time(size_t k)
{
	struct gauss gauss = gauss_start(1, 1);
	struct rank_options options = rank_defaults();
	struct trial trial;

	trial_init(&trial, &worlds[3], k, &gauss);
	observe(&trial, &worlds[3], &gauss);
	struct rank_input input = {.n = k,
				   .estimate = trial.x,
				   .se = trial.se,
				   .covariance = trial.covariance};
	for (int sets = 0; sets < RANK_SETS_COUNT; sets++) {
		clock_t start = clock();
		options.sets = (enum rank_sets)sets;
		rank_units(&input, &options, trial.rankings);
		printf("%zu units with covariances, sets %d: %.2f s\n", k, sets,
		       (double)(clock() - start) / CLOCKS_PER_SEC);
	}
	trial_release(&trial);
}

int main(int argc, char **argv)
{
	size_t repeats[] = {argc > 1 ? strtoul(argv[1], NULL, 10) : 400,
			    argc > 2 ? strtoul(argv[2], NULL, 10) : 20};

	print_time(500);
	printf("level 0.95\nunits  world             sets              repeats   joint "
	       "  "
	       "each   width   tiers\n");
	for (size_t w = 0; w < ARRAY_SIZE(worlds); w++)
		print_world(&worlds[w], 63, repeats[0]);
	for (size_t w = 0; w < ARRAY_SIZE(worlds); w++)
		print_world(&worlds[w], 500, repeats[1]);
	return 0;
}
