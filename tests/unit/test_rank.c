/*
 * analyzer/rank: the published rank sets of Klein, Wright & Wieczorek (2020), what must
 * hold for any input, and how often the sets hold the true ranks in a small simulation
 * (tests/bench/rank_coverage.c is the large one).
 */
#include "analyzer/gauss.h"
#include "analyzer/rank.h"
#include "analyzer/sheet.h"
#include "forms/alloc.h"
#include "tap.h"

#include <string.h>

enum { UNITS_MAX = 64 };

/* --- the published example -------------------------------------------------------- */

static double number_at(const struct sheet *sheet, size_t row, const char *column)
{
	struct error err;
	double value = (double)NAN;

	if (!sheet_number(sheet, row, sheet_column(sheet, column), &value, &err))
		abort();
	return value;
}

static size_t wrong_sets(const struct sheet *sheet, const struct rank_input *input,
			 enum rank_joint joint, double level)
{
	static const char *const joints[] = {"independence", "bonferroni"};
	struct rank_options options = rank_defaults();
	struct ranking rankings[UNITS_MAX];
	char low[60], high[60];
	size_t wrong = 0;

	options.joint = joint;
	options.level = level;
	options.lowest_first = true;
	options.top = 0;
	rank_units(input, &options, rankings);
	snprintf(low, sizeof(low), "rank_lo_%s_%g", joints[joint], level);
	snprintf(high, sizeof(high), "rank_hi_%s_%g", joints[joint], level);
	for (size_t i = 0; i < input->n; i++)
		wrong += (double)rankings[i].low != number_at(sheet, i, low) ||
			 (double)rankings[i].high != number_at(sheet, i, high) ||
			 (double)rankings[i].rank != number_at(sheet, i, "Rank");
	return wrong;
}

static void test_published(void)
{
	const char *folder = getenv("HAILONG_DATA");
	double estimates[UNITS_MAX], ses[UNITS_MAX];
	struct error err = {0};
	char path[1000];

	snprintf(path, sizeof(path), "%s/ranks/rank_traveltime2011_2dec.csv",
		 folder ? folder : "../shared/data");
	struct sheet *sheet = sheet_read(path, &err);
	if (!sheet) {
		ok(true, "published rank sets # SKIP %s", err.message);
		return;
	}
	struct rank_input input = {.n = sheet->nrows, .estimate = estimates, .se = ses};
	ok(input.n == 51, "travel times of 51 states");
	for (size_t i = 0; i < input.n; i++) {
		estimates[i] = number_at(sheet, i, "Estimate.2dec");
		ses[i] = number_at(sheet, i, "SE.2dec");
	}
	for (int joint = 0; joint < RANK_JOINT_COUNT; joint++)
		for (int l = 0; l < 2; l++)
			ok(wrong_sets(sheet, &input, (enum rank_joint)joint,
				      l ? 0.95 : 0.90) == 0,
			   "all 51 published sets, %s, %s",
			   joint ? "Bonferroni" : "independence", l ? "95 %" : "90 %");
	sheet_free(sheet);
}

/* --- what must hold --------------------------------------------------------------- */

/* 12 units, two of them tied, with unequal errors. */
static const double values[] = {0.91, 0.86, 0.86, 0.85, 0.84, 0.80,
				0.79, 0.78, 0.70, 0.69, 0.55, 0.52};
static const double errors[] = {0.01, 0.02, 0.01, 0.03, 0.01, 0.01,
				0.02, 0.01, 0.01, 0.02, 0.02, 0.03};
enum { N = ARRAY_SIZE(values) };

static void rank_values(const double *estimates, const double *ses, size_t n,
			enum rank_sets sets, struct ranking *rankings)
{
	struct rank_input input = {.n = n, .estimate = estimates, .se = ses};
	struct rank_options options = rank_defaults();

	options.sets = sets;
	rank_units(&input, &options, rankings);
}

static void test_ranks(void)
{
	struct ranking r[N];
	bool inside = true, ordered = true;
	double top = 0, bottom = 0;

	rank_values(values, errors, N, RANK_SETS_KWW, r);
	ok(r[0].rank == 1 && r[1].rank == 2 && r[2].rank == 2 && r[3].rank == 4,
	   "units that tie share the best of their places");
	for (size_t i = 0; i < N; i++) {
		inside = inside && r[i].low <= r[i].rank && r[i].rank <= r[i].high;
		ordered = ordered && (i == 0 || r[i].tier >= r[i - 1].tier);
		top += r[i].p_top;
		bottom += r[i].p_bottom;
	}
	ok(inside, "every rank lies in its set");
	ok(ordered && r[0].tier == 1, "tiers follow the order, from 1");
	is_near(top, 3, 1e-9, "P(top 3) adds up to 3");
	is_near(bottom, 3, 1e-9, "P(bottom 3) adds up to 3");
	ok(r[0].p_top > 0.9 && r[11].p_top == 0 && r[11].p_bottom > 0.99,
	   "the best is at the top, the last at the bottom");
}

static void test_sharper(void)
{
	struct ranking kww[N], step[N], marginal[N];
	size_t wide = 0, narrower = 0, alone = 0;

	rank_values(values, errors, N, RANK_SETS_KWW, kww);
	rank_values(values, errors, N, RANK_SETS_STEPDOWN, step);
	rank_values(values, errors, N, RANK_SETS_MARGINAL, marginal);
	for (size_t i = 0; i < N; i++) {
		wide += step[i].low < kww[i].low || step[i].high > kww[i].high;
		narrower += step[i].low > kww[i].low || step[i].high < kww[i].high;
		alone += marginal[i].low < step[i].low ||
			 marginal[i].high > step[i].high;
	}
	ok(wide == 0 && narrower > 0,
	   "step-down sets are inside those of KWW, %zu of "
	   "them narrower",
	   narrower);
	ok(alone == 0, "marginal sets are inside the simultaneous ones");
}

static bool same(const struct ranking *a, const struct ranking *b)
{
	return a->rank == b->rank && a->low == b->low && a->high == b->high &&
	       a->tier == b->tier;
}

static void test_symmetries(void)
{
	struct ranking forward[N], other[N];
	double turned[N], mirrored[N], turned_se[N];
	size_t wrong[3] = {0};

	for (int sets = 0; sets < RANK_SETS_COUNT; sets++) {
		struct rank_input input = {.n = N, .estimate = mirrored, .se = errors};
		struct rank_options options = rank_defaults();
		rank_values(values, errors, N, (enum rank_sets)sets, forward);
		for (size_t i = 0; i < N; i++) {
			turned[i] = values[N - 1 - i];
			turned_se[i] = errors[N - 1 - i];
			mirrored[i] = 1 - values[i];
		}
		rank_values(turned, turned_se, N, (enum rank_sets)sets, other);
		for (size_t i = 0; i < N; i++)
			wrong[0] += sets == RANK_SETS_KWW &&
				    !same(&forward[i], &other[N - 1 - i]);
		rank_values(values, errors, N, (enum rank_sets)sets, other);
		wrong[1] += memcmp(forward, other, sizeof(other)) != 0;
		options.sets = (enum rank_sets)sets;
		options.lowest_first = true;
		rank_units(&input, &options, other);
		for (size_t i = 0; i < N; i++)
			wrong[2] += !same(&forward[i], &other[i]);
	}
	ok(wrong[0] == 0, "the order of the rows does not matter");
	ok(wrong[1] == 0, "the same seed gives the same");
	ok(wrong[2] == 0, "lowest first of 1 - x is highest first of x");
}

static void test_edges(void)
{
	static const double blank = (double)NAN;
	double some[] = {0.5, blank, 0.7, 0.6}, ses[] = {0.01, 0.01, blank, 0.01};
	double sure[] = {0.9, 0.9, 0.8}, zero[] = {0, 0, 0};
	struct ranking r[4];

	rank_values(some, ses, 4, RANK_SETS_KWW, r);
	ok(r[1].why == RANK_NO_ESTIMATE && r[2].why == RANK_NO_SE && r[1].rank == 0 &&
		   isnan(r[2].p_top),
	   "without estimate or error there is no rank, and a reason");
	ok(r[3].rank == 1 && r[0].rank == 2 && r[0].high == 2,
	   "… and the others are ranked among themselves");
	for (int sets = 0; sets < RANK_SETS_COUNT; sets++) {
		rank_values(some, ses, 1, (enum rank_sets)sets, r);
		ok(r[0].rank == 1 && r[0].low == 1 && r[0].high == 1 &&
			   r[0].tier == 1 && r[0].p_top == 1 && r[0].p_bottom == 1,
		   "one unit is first and last (%d)", sets);
		rank_values(sure, zero, 3, (enum rank_sets)sets, r);
		ok(r[0].rank == 1 && r[1].rank == 1 && r[2].rank == 3 &&
			   r[0].low == 1 && r[0].high == 2 && r[1].low == 1 &&
			   r[1].high == 2 && r[2].low == 3 && r[2].high == 3,
		   "without error ties stay ties, the rest is certain (%d)", sets);
	}
	ok(r[0].tier == 1 && r[1].tier == 1 && r[2].tier == 2, "… and part into tiers");
	rank_values(some, ses, 0, RANK_SETS_STEPDOWN, r);
	ok(true, "no unit at all is no fault");
}

/* Two groups far apart; within each nothing differs. */
static void test_tiers(void)
{
	double two[] = {0.90, 0.89, 0.88, 0.50, 0.49},
	       ses[] = {0.01, 0.01, 0.01, 0.01, 0.01};
	double bridge[] = {0.90, 0.80, 0.50}, wide[] = {0.01, 0.20, 0.01};
	struct ranking r[5];

	rank_values(two, ses, 5, RANK_SETS_KWW, r);
	ok(r[0].tier == 1 && r[2].tier == 1 && r[3].tier == 2 && r[4].tier == 2,
	   "a tier ends where every pair across differs");
	rank_values(bridge, wide, 3, RANK_SETS_KWW, r);
	ok(r[2].tier == 1, "a unit that nothing parts from either side joins both");
}

static void test_covariance(void)
{
	double x[] = {0.80, 0.78}, se[] = {0.02, 0.02};
	double moving_together[] = {0.0004, 0.00039, 0.00039, 0.0004};
	struct rank_input input = {.n = 2, .estimate = x, .se = se};
	struct rank_options options = rank_defaults();
	struct ranking r[2];

	options.top = 1;
	options.sets = RANK_SETS_STEPDOWN;
	rank_units(&input, &options, r);
	ok(r[0].high == 2 && r[0].tier == r[1].tier,
	   "independent units: no difference");
	is_near(r[0].p_top, 0.76025, 0.02, "P(top 1) = Phi(0.02 / 0.0283)");
	input.covariance = moving_together;
	rank_units(&input, &options, r);
	ok(r[0].high == 1 && r[1].low == 2 && r[1].tier == 2 && r[0].p_top > 0.99,
	   "units that share PSUs: their difference is surer than they are");
	moving_together[1] = moving_together[2] = 0.0004;
	rank_units(&input, &options, r);
	ok(r[0].high == 1 && r[0].p_top == 1, "a singular covariance is taken");
}

static void test_df(void)
{
	double x[] = {0.80, 0.70}, se[] = {0.03, 0.03}, df[] = {3, 3};
	struct rank_input input = {.n = 2, .estimate = x, .se = se};
	struct rank_options options = rank_defaults();
	struct ranking r[2];

	options.sets = RANK_SETS_STEPDOWN;
	rank_units(&input, &options, r);
	ok(r[0].high == 1 && r[1].tier == 2, "z = 2.36 is significant");
	input.df = df;
	rank_units(&input, &options, r);
	ok(r[0].high == 2 && r[1].tier == 1, "t = 2.36 of 6 df is not");
}

static void test_intervals(void)
{
	double x[] = {1.0, 0.9}, se[] = {0, 0.01}, low[] = {0.88, 0.87};
	double high[] = {1.0, 0.92};
	struct rank_input input = {
		.n = 2, .estimate = x, .se = se, .low = low, .high = high};
	struct rank_options options = rank_defaults();
	struct ranking r[2];

	rank_units(&input, &options, r);
	ok(r[0].high == 2 && r[1].low == 1, "intervals that are given are used");
}

/* --- coverage --------------------------------------------------------------------- */

enum { TRUTHS = 20, REPEATS = 400, DRAWS = 999 };

/* True ranks as sets see them: 1 + how many are strictly above. */
static size_t true_rank(const double *truth, size_t unit)
{
	size_t rank = 1;

	for (size_t i = 0; i < TRUTHS; i++)
		rank += truth[i] > truth[unit];
	return rank;
}

static double coverage(enum rank_sets sets, const double *truth)
{
	struct gauss gauss = gauss_start(20, 1);
	double x[TRUTHS], se[TRUTHS];
	struct ranking r[TRUTHS];
	struct rank_input input = {.n = TRUTHS, .estimate = x, .se = se};
	struct rank_options options = rank_defaults();
	size_t held = 0;

	options.sets = sets;
	options.top = 0;
	options.level = 0.9;
	options.draws = DRAWS;
	for (int repeat = 0; repeat < REPEATS; repeat++) {
		size_t inside = 0;
		for (size_t i = 0; i < TRUTHS; i++) {
			se[i] = 0.01 + 0.002 * (double)(i % 5);
			x[i] = truth[i] + se[i] * gauss_next(&gauss);
		}
		rank_units(&input, &options, r);
		for (size_t i = 0; i < TRUTHS; i++) {
			size_t rank = true_rank(truth, i);
			inside += r[i].low <= rank && rank <= r[i].high;
		}
		held += sets == RANK_SETS_MARGINAL ? inside
						   : TRUTHS * (inside == TRUTHS);
	}
	return (double)held / (REPEATS * TRUTHS);
}

/* 90 % less three standard errors of the simulation. */
static void test_coverage(void)
{
	static const char *const names[] = {"kww", "stepdown", "marginal"};
	double spread[TRUTHS], tied[TRUTHS];

	for (size_t i = 0; i < TRUTHS; i++) {
		spread[i] = 0.7 + 0.01 * (double)i;
		tied[i] = 0.8;
	}
	for (int sets = 0; sets < RANK_SETS_COUNT; sets++) {
		double apart = coverage((enum rank_sets)sets, spread);
		double all_tied = coverage((enum rank_sets)sets, tied);
		ok(apart > 0.855 && all_tied > 0.855,
		   "%s holds the true ranks: %.3f spread, %.3f all tied, of 0.90",
		   names[sets], apart, all_tied);
	}
}

static void test_random(void)
{
	struct gauss gauss = gauss_start(42, 0);
	double sum = 0, square = 0;

	for (int i = 0; i < 100000; i++) {
		double z = gauss_next(&gauss);
		sum += z;
		square += z * z;
	}
	ok(fabs(sum / 1e5) < 0.01 && fabs(square / 1e5 - 1) < 0.015,
	   "normal numbers: mean %.4f, variance %.4f", sum / 1e5, square / 1e5);
}

int main(void)
{
	test_published();
	test_ranks();
	test_sharper();
	test_symmetries();
	test_edges();
	test_tiers();
	test_covariance();
	test_df();
	test_intervals();
	test_coverage();
	test_random();
	return done_testing();
}
