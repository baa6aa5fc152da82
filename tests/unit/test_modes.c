/*
 * A part against the whole it belongs to: against R's survey 4.1 (tests/golden/r/part.R),
 * the closed form of a simple random sample, and how often its interval holds the truth.
 */
#include "analyzer/compare.h"
#include "analyzer/prng.h"
#include "sample.h"
#include "tap.h"

static struct sample sample;

static struct comparison gap_of(const struct survey *survey, const char *key,
				struct estimand estimand)
{
	struct estimate_options options = estimate_defaults(survey->design);
	struct result whole =
		estimate(survey->tally, survey_domain(survey, ""), &estimand, &options);
	struct result part = estimate(survey->tally, survey_domain(survey, key),
				      &estimand, &options);

	return compare_part(survey->tally, &whole, &part, options.lonely);
}

static void compare_row(const struct golden *golden, const struct survey *survey)
{
	struct estimand estimand =
		sample_estimand(survey->plan, golden_text(golden, "item"),
				golden_text(golden, "statistic"));
	struct comparison got = gap_of(survey, golden_text(golden, "domain"), estimand);
	char name[200];

	snprintf(name, sizeof(name), "%s %s %s %s", golden_text(golden, "design"),
		 golden_text(golden, "domain"), golden_text(golden, "item"),
		 golden_text(golden, "statistic"));
	is_near(got.difference, golden_number(golden, "gap"), 1e-10, "%s: gap", name);
	is_near(got.se, golden_number(golden, "se"), 1e-9, "%s: se", name);
	is_near(got.df, golden_number(golden, "df"), 0, "%s: df", name);
	is_near(got.p, golden_number(golden, "p"), 1e-7, "%s: p", name);
	is_near(got.low, golden_number(golden, "low"), 1e-8, "%s: low", name);
	is_near(got.high, golden_number(golden, "high"), 1e-8, "%s: high", name);
}

static void test_golden(void)
{
	struct golden golden;
	struct survey survey;
	char current[32] = "";

	if (!ok(golden_open(&golden, "part.csv"), "part.csv is there"))
		return;
	while (golden_next(&golden)) {
		struct error err = {0};
		if (strcmp(current, golden_text(&golden, "design")) != 0) {
			if (*current)
				survey_release(&survey);
			snprintf(current, sizeof(current), "%s",
				 golden_text(&golden, "design"));
			if (!survey_load(&survey, &sample, current, &err))
				abort();
		}
		compare_row(&golden, &survey);
	}
	survey_release(&survey);
}

/* --- simple random samples ------------------------------------------------------- */

/* q3 alone, answered by everybody: k of n satisfied in the parts "A" and "B". */
static void load_counts(struct survey *survey, const int k[2], const int n[2])
{
	struct error err = {0};

	survey_init(survey);
	for (int part = 0; part < 2; part++)
		for (int i = 0; i < n[part]; i++) {
			struct sample_row row = {.levels = {0, 0, i < k[part] ? 5 : 1}};
			row.domain[0] = part ? 'B' : 'A';
			if (!survey_add(survey, &row, sample_design("srs"), &err))
				abort();
		}
	if (!tally_finish(survey->tally, &err))
		abort();
}

static struct comparison gap_of_counts(const int k[2], const int n[2])
{
	struct survey survey;

	load_counts(&survey, k, n);
	struct comparison gap =
		gap_of(&survey, "A", sample_estimand(survey.plan, "q3", "t2b"));
	survey_release(&survey);
	return gap;
}

/* d = (1 - f)(a - b); n/(n-1) ((1-f)² (aa'/na + bb'/nb) + f(1-f)(a - b)²/n). */
static void test_closed_form(void)
{
	static const int rows[][2][2] = {{{30, 50}, {60, 120}},
					 {{5, 99}, {30, 100}},
					 {{400, 3}, {500, 10}},
					 {{10, 20}, {10, 40}}};

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		const int *k = rows[i][0], *n = rows[i][1];
		double total = n[0] + n[1], f = n[0] / total;
		double a = (double)k[0] / n[0], b = (double)k[1] / n[1];
		double v =
			(1 - f) * (1 - f) * (a * (1 - a) / n[0] + b * (1 - b) / n[1]) +
			f * (1 - f) * (a - b) * (a - b) / total;
		struct comparison got = gap_of_counts(k, n);
		is_near(got.difference, (1 - f) * (a - b), 1e-12, "%d of %d: the gap",
			n[0], (int)total);
		is_near(got.se, sqrt(total / (total - 1) * v), 1e-12, "… and its se");
		is_near(got.df, total - 1, 0, "… with the df of the whole");
	}
}

/* Parts of random size; 4000 samples of 300, seeded. */
static void test_coverage(void)
{
	enum { SAMPLES = 4000, PEOPLE = 300 };
	const double share = 0.3, p[2] = {0.9, 0.75};
	const double truth = (1 - share) * (p[0] - p[1]);
	struct prng prng = prng_start(20251122, 1);
	int held = 0;

	for (int s = 0; s < SAMPLES; s++) {
		int k[2] = {0, 0}, n[2] = {0, 0};
		for (int i = 0; i < PEOPLE; i++) {
			int part = prng_uniform(&prng) >= share;
			n[part]++;
			k[part] += prng_uniform(&prng) < p[part];
		}
		struct comparison gap = gap_of_counts(k, n);
		held += gap.low <= truth && truth <= gap.high;
	}
	ok(held > 0.935 * SAMPLES && held < 0.965 * SAMPLES,
	   "95 %% intervals hold the gap in %.2f %% of samples",
	   100.0 * held / SAMPLES);
}

/* 62 of 62 in the part; what its se of 0 conceals is allowed for. */
static struct comparison gap_of_all_alike(int k, int n)
{
	struct survey survey;

	load_counts(&survey, (int[]){62, k}, (int[]){62, n});
	struct estimand estimand = sample_estimand(survey.plan, "q3", "t2b");
	struct comparison gap = gap_of(&survey, "A", estimand);
	struct estimate_options options = estimate_defaults(survey.design);
	struct result part = estimate(survey.tally, survey_domain(&survey, "A"),
				      &estimand, &options);
	comparison_allow_for(&part, &gap);
	survey_release(&survey);
	return gap;
}

static void test_all_alike(void)
{
	struct comparison gap = gap_of_all_alike(2922, 2938);

	ok(gap.difference > 0.005 && gap.p > 0.5,
	   "62 of 62 in 2 984 of 3 000: no more");
	gap = gap_of_all_alike(1600, 2938);
	ok(gap.difference > 0.4 && gap.p < 1e-9, "… in 1 662 of 3 000: more");
}

/* Nothing to compare: everybody is in the part. */
static void test_edges(void)
{
	struct comparison all = gap_of_counts((int[]){7, 0}, (int[]){10, 0});

	ok(all.difference == 0 && all.se == 0 && all.p == 1, "the whole and itself");
	all = gap_of_counts((int[]){10, 10}, (int[]){10, 10});
	ok(all.difference == 0 && all.se == 0 && all.p == 1, "all alike");
	test_all_alike();
}

int main(void)
{
	if (!ok(sample_load(&sample), "sample.csv is there"))
		return done_testing();
	test_golden();
	test_closed_form();
	test_coverage();
	test_edges();
	return done_testing();
}
