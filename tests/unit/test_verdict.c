/*
 * analyzer/verdict and analyzer/settle: what is told of a target, p values that can't
 * contradict it, how often it is wrong at the border, and whether the answers said to
 * settle it do.
 */
#include "analyzer/prng.h"
#include "analyzer/quantile.h"
#include "analyzer/settle.h"
#include "analyzer/verdict.h"
#include "forms/alloc.h"
#include "tap.h"

#include <string.h>

static struct figure figure_of(const struct interval_basis *basis, double level)
{
	struct figure figure = {.result = {.estimate = basis->share.estimate,
					   .level = level,
					   .basis = *basis}};
	struct interval interval = interval_of(basis, level);

	figure.result.low = interval.low;
	figure.result.high = interval.high;
	figure.result.method = interval.method;
	return figure;
}

static struct interval_basis counts(double k, double n)
{
	return (struct interval_basis){.kind = BASIS_COUNTS,
				       .method = INTERVAL_WILSON,
				       .k = k,
				       .share = {.estimate = k / n, .n = n}};
}

static struct interval_basis designed(double p, double se, double df, double n)
{
	return (struct interval_basis){.kind = BASIS_SHARE,
				       .method = INTERVAL_LOGIT,
				       .share = {.estimate = p,
						 .se = se,
						 .df = df,
						 .n = n,
						 .rows = n,
						 .mass = n,
						 .dispersion = n / (n - 1)}};
}

static struct interval_basis mean(double m, double se, double df, double n)
{
	return (struct interval_basis){
		.kind = BASIS_MEAN,
		.share = {.estimate = m, .se = se, .df = df, .n = n}};
}

static enum verdict told(double k, double n, double target, enum verdict_sides sides)
{
	struct interval_basis basis = counts(k, n);
	struct figure figure = figure_of(&basis, 0.95);
	struct verdict_rule rule = {.target = target, .sides = sides};

	return verdict_judge(&figure, &rule).verdict;
}

/* Wilson's bounds of 170 of 200: 79.40-89.28 at 95 %, 80.41-88.67 at 90 %. */
static void test_sides(void)
{
	static const struct {
		double k, n, target;
		enum verdict two, one;
	} cases[] = {
		{170, 200, 0.8, VERDICT_UNSURE, VERDICT_MET},
		{170, 200, 0.89, VERDICT_UNSURE, VERDICT_MISSED},
		{170, 200, 0.79, VERDICT_MET, VERDICT_MET},
		{170, 200, 0.9, VERDICT_MISSED, VERDICT_MISSED},
		{170, 200, 0.85, VERDICT_UNSURE, VERDICT_UNSURE},
		{30, 30, 0.88, VERDICT_MET, VERDICT_MET},
		{30, 30, 0.9, VERDICT_UNSURE, VERDICT_MET},
		{30, 30, 0.95, VERDICT_UNSURE, VERDICT_UNSURE},
		{29, 30, 1, VERDICT_MISSED, VERDICT_MISSED},
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		enum verdict two = told(cases[i].k, cases[i].n, cases[i].target,
					VERDICT_TWO_SIDED);
		enum verdict one = told(cases[i].k, cases[i].n, cases[i].target,
					VERDICT_ONE_SIDED);
		ok(two == cases[i].two && one == cases[i].one,
		   "%g of %g against %g: %s, one-sided %s", cases[i].k, cases[i].n,
		   cases[i].target, verdict_name(two), verdict_name(one));
	}
}

static bool is_untold(const struct figure *figure, const struct verdict_rule *rule,
		      enum verdict verdict, const char *reason)
{
	struct judgement judgement = verdict_judge(figure, rule);

	return judgement.verdict == verdict &&
	       strcmp(verdict_reason_name(judgement.reason), reason) == 0 &&
	       isnan(verdict_p_met(figure, rule, &judgement));
}

static void test_untold(void)
{
	struct interval_basis basis = counts(190, 200), nothing = {.kind = BASIS_NONE};
	struct figure figure = figure_of(&basis, 0.95);
	struct verdict_rule rule = {.target = 0.8, .used_open = true};

	ok(is_untold(&figure, &rule, VERDICT_UNSURE, "open"),
	   "of people who came by themselves it can't be said, nor a p");
	rule.used_open = false;
	figure.suppressed = SUPPRESSION_FEW;
	ok(is_untold(&figure, &rule, VERDICT_NONE, ""), "what is held back: nothing");
	figure.suppressed = SUPPRESSION_NONE;
	rule.target = (double)NAN;
	ok(is_untold(&figure, &rule, VERDICT_NONE, ""), "no target: nothing");
	rule.target = 0.8;
	figure = figure_of(&nothing, 0.95);
	figure.result.estimate = 0.9;
	ok(is_untold(&figure, &rule, VERDICT_UNSURE, "no_interval"),
	   "without an interval it can't be said");
	figure.result.estimate = (double)NAN;
	ok(is_untold(&figure, &rule, VERDICT_NONE, ""), "no estimate: nothing");
}

/* --- p ------------------------------------------------------------------------------ */

static double p_of(const struct interval_basis *basis, double target, double level,
		   enum verdict_sides sides, struct judgement *judgement)
{
	struct figure figure = figure_of(basis, level);
	struct verdict_rule rule = {.target = target, .sides = sides};

	*judgement = verdict_judge(&figure, &rule);
	return verdict_p_met(&figure, &rule, judgement);
}

static bool agree(const struct interval_basis *basis, double target, double level,
		  enum verdict_sides sides)
{
	struct judgement judgement;
	double p = p_of(basis, target, level, sides, &judgement);

	return (judgement.verdict == VERDICT_MET) == (p <= judgement.tail) &&
	       (judgement.verdict == VERDICT_MISSED) == (p >= 1 - judgement.tail);
}

/* Every method, side, level and many targets. */
static int count_contradictions(const struct interval_basis *kind, int *told_of)
{
	static const double levels[] = {0.6, 0.9, 0.95, 0.999};
	struct interval_basis basis = *kind;
	int wrong = 0;

	for (int m = 0; m < INTERVAL_T; m++)
		for (size_t l = 0; l < ARRAY_SIZE(levels); l++)
			for (int t = 1; t <= 40; t++) {
				basis.method = (enum interval_method)m;
				wrong += !agree(&basis, t / 40.0, levels[l],
						VERDICT_TWO_SIDED) +
					 !agree(&basis, t / 40.0, levels[l],
						VERDICT_ONE_SIDED);
				*told_of += 2;
			}
	return wrong;
}

static void test_p_agrees(void)
{
	const struct interval_basis kinds[] = {
		counts(170, 200),
		counts(30, 30),
		counts(0, 12),
		designed(0.9, 0.03, 5, 120),
		designed(0.98, 0.05, 1, 40),
		designed(0.05, 0.06, 2, 40),
		designed(0.85, 0, 9, 50),
		designed(1, 0, 9, 50),
		mean(0.78, 0.02, 40, 200),
	};

	for (size_t i = 0; i < ARRAY_SIZE(kinds); i++) {
		int told_of = 0, wrong = 0;
		/* Methods that are not of counts take shares of a design. */
		if (kinds[i].kind != BASIS_COUNTS)
			wrong = count_contradictions(&kinds[i], &told_of);
		else
			for (int t = 1; t <= 200; t++, told_of += 2)
				wrong += !agree(&kinds[i], t / 200.0, 0.95,
						VERDICT_TWO_SIDED) +
					 !agree(&kinds[i], t / 200.0, 0.95,
						VERDICT_ONE_SIDED);
		ok(wrong == 0, "p agrees with the verdict, %d of %d do not", wrong,
		   told_of);
	}
}

static void test_p_value(void)
{
	struct interval_basis basis = counts(170, 200);
	struct judgement judgement;
	double z = (0.85 - 0.8) / sqrt(0.8 * 0.2 / 200);

	is_near(p_of(&basis, 0.8, 0.95, VERDICT_TWO_SIDED, &judgement), normal_cdf(-z),
		1e-9, "Wilson's is the p of the score test");
	is_near(p_of(&basis, 0.8, 0.9, VERDICT_ONE_SIDED, &judgement), normal_cdf(-z),
		1e-9, "… whatever the level and the sides");
	z = (0.9 - 0.85) / sqrt(0.9 * 0.1 / 200);
	is_near(p_of(&basis, 0.9, 0.95, VERDICT_TWO_SIDED, &judgement), normal_cdf(z),
		1e-9, "… and near 1 where the estimate is below");
	basis = mean(0.78, 0.02, 17, 200);
	is_near(p_of(&basis, 0.75, 0.95, VERDICT_TWO_SIDED, &judgement),
		t_cdf(-0.03 / 0.02, 17), 1e-9, "of a mean that of the t test");
	basis = counts(10000, 10000);
	ok(p_of(&basis, 0.5, 0.95, VERDICT_TWO_SIDED, &judgement) == 0,
	   "beyond 1e-12 it is told as 0");
}

/* --- simulations ---------------------------------------------------------------------- */

enum { SURVEYS = 4000, SETTLED = 1500 };

static double people(struct prng *prng, int n, double p)
{
	double k = 0;

	for (int i = 0; i < n; i++)
		k += prng_uniform(prng) < p;
	return k;
}

/* How often so many people at p are said to meet the target. */
static double share_of(enum verdict wanted, int surveys, int n, double p, double target,
		       enum verdict_sides sides)
{
	struct prng prng = prng_start(20260301, (uint64_t)n);
	int hits = 0;

	for (int i = 0; i < surveys; i++)
		hits += told(people(&prng, n, p), n, target, sides) == wanted;
	return (double)hits / surveys;
}

/* Counts are whole, so that the exact rate scatters around the nominal one by up to a
 * sixth at these sizes; three standard errors of the simulation above that fail. */
static void test_border(void)
{
	static const double targets[] = {0.5, 0.8, 0.9};
	static const int sizes[] = {200, 580};
	static const double nominal[] = {
		[VERDICT_TWO_SIDED] = 0.025, [VERDICT_ONE_SIDED] = 0.05};

	for (size_t t = 0; t < ARRAY_SIZE(targets); t++)
		for (size_t n = 0; n < ARRAY_SIZE(sizes); n++)
			for (int s = 0; s < VERDICT_SIDES_COUNT; s++) {
				double a = nominal[s],
				       got = share_of(VERDICT_MET, SURVEYS, sizes[n],
						      targets[t], targets[t],
						      (enum verdict_sides)s);
				ok(got <= a * 7 / 6 + 3 * sqrt(a * (1 - a) / SURVEYS) &&
					   got > a / 3,
				   "%d at the target of %g: %.4f wrongly met, not "
				   "above %g",
				   sizes[n], targets[t], got, a);
			}
}

static void test_settle_counts(void)
{
	static const struct {
		double k, n, target, power;
		enum verdict_sides sides;
	} cases[] = {
		{170, 200, 0.8, 0.8, VERDICT_TWO_SIDED},
		{170, 200, 0.8, 0.9, VERDICT_ONE_SIDED},
		{156, 200, 0.8, 0.8, VERDICT_TWO_SIDED},
		{58, 100, 0.5, 0.9, VERDICT_TWO_SIDED},
		{92, 100, 0.9, 0.8, VERDICT_ONE_SIDED},
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		double p = cases[i].k / cases[i].n, target = cases[i].target;
		double tail = cases[i].sides == VERDICT_ONE_SIDED ? 0.05 : 0.025;
		struct interval_basis basis = counts(cases[i].k, cases[i].n);
		double n = settle_size(&basis, target, tail, cases[i].power);
		double got = share_of(p > target ? VERDICT_MET : VERDICT_MISSED,
				      SETTLED, (int)n, p, target, cases[i].sides);
		ok(fabs(got - cases[i].power) < 0.03,
		   "%g of %g against %g: %g answers tell with %.3f (asked: %g)",
		   cases[i].k, cases[i].n, target, n, got, cases[i].power);
	}
}

enum { CLUSTER = 20 };

/* Clusters with the design effect 2: a person says what his cluster says with
 * probability sqrt(1/19), else he speaks for himself. */
static struct interval_basis clusters(struct prng *prng, int nclusters, double p)
{
	double copy = sqrt(1.0 / (CLUSTER - 1)), sum = 0, squares = 0;

	for (int c = 0; c < nclusters; c++) {
		double k = 0;
		bool says = prng_uniform(prng) < p;
		for (int i = 0; i < CLUSTER; i++)
			k += prng_uniform(prng) < copy ? says : prng_uniform(prng) < p;
		sum += k;
		squares += k * k;
	}
	double m = nclusters, n = m * CLUSTER;
	double between = fmax(squares - sum * sum / m, 0);
	return designed(sum / n, sqrt(m / (m - 1) * between) / n, m - 1, n);
}

static void test_settle_clusters(void)
{
	static const struct {
		double p, target;
		int nclusters;
	} cases[] = {{0.7, 0.6, 6}, {0.85, 0.8, 29}, {0.55, 0.6, 29}};
	struct verdict_rule rule = {.sides = VERDICT_TWO_SIDED};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		double p = cases[i].p, n0 = cases[i].nclusters * CLUSTER;
		struct interval_basis now = designed(p, sqrt(2 * p * (1 - p) / n0),
						     cases[i].nclusters - 1, n0);
		double n = settle_size(&now, cases[i].target, 0.025, 0.8);
		int nclusters = (int)ceil(n / CLUSTER), hits = 0;
		struct prng prng = prng_start(20260302, i);

		rule.target = cases[i].target;
		for (int s = 0; s < SETTLED; s++) {
			struct interval_basis next = clusters(&prng, nclusters, p);
			struct figure figure = figure_of(&next, 0.95);
			hits += verdict_judge(&figure, &rule).verdict ==
				(p > rule.target ? VERDICT_MET : VERDICT_MISSED);
		}
		double got = (double)hits / SETTLED;
		ok(got > 0.75 && got < 0.87,
		   "%g against %g in %d clusters: %d clusters tell with %.3f", p,
		   rule.target, cases[i].nclusters, nclusters, got);
	}
}

static void test_settle_edges(void)
{
	struct interval_basis basis = counts(170, 200), none = {.kind = BASIS_NONE};
	double z = 1.959963984540054, z_power = 0.8416212335729143;
	double root = (z * 0.4 + z_power * sqrt(0.1275)) / 0.05;

	ok(settle_size(&basis, 0.8, 0.025, 0.8) == ceil(root * root),
	   "the formula by hand: %g", ceil(root * root));
	ok(isnan(settle_size(&basis, 0.85, 0.025, 0.8)),
	   "an estimate at the target is never settled");
	ok(settle_size(&basis, 0.8500001, 0.025, 0.8) == SETTLE_MAX,
	   "very near it takes more than a million");
	ok(settle_size(&basis, 0.2, 0.025, 0.8) == 201, "never fewer than there are");
	basis = counts(10, 10);
	ok(settle_size(&basis, 0.9, 0.025, 0.8) == 35,
	   "10 of 10 against 90 %%: 35 of 35 would tell");
	ok(told(35, 35, 0.9, VERDICT_TWO_SIDED) == VERDICT_MET &&
		   told(34, 34, 0.9, VERDICT_TWO_SIDED) == VERDICT_UNSURE,
	   "… and 34 would not");
	basis = designed(1, 0, 9, 200);
	ok(isnan(settle_size(&basis, 0.99, 0.025, 0.8)),
	   "a design effect that can't be measured: none");
	ok(isnan(settle_size(&none, 0.8, 0.025, 0.8)), "no interval: none");
	basis = mean(0.78, 0.02, (double)INFINITY, 100);
	ok(settle_size(&basis, 0.75, 0.025, 0.8) ==
		   ceil(100 * pow(0.02 * (z + z_power) / 0.03, 2)),
	   "a mean: n se² (z + z_power)² / d²");
	basis.share.df = 3;
	ok(settle_size(&basis, 0.75, 0.025, 0.8) > 400,
	   "few degrees of freedom need more");
}

int main(void)
{
	test_sides();
	test_untold();
	test_p_agrees();
	test_p_value();
	test_border();
	test_settle_counts();
	test_settle_clusters();
	test_settle_edges();
	return done_testing();
}
