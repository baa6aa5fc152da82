/*
 * analyzer/sampling: draws can be repeated, probabilities add up to the sample, and over
 * many draws every row comes as often as its probability says.
 */
#include "analyzer/sampling.h"
#include "forms/alloc.h"
#include "tap.h"

#include <string.h>

enum { ROWS = 60, STRATA = 3, PSUS = 12, DRAWS = 20000 };

/* 60 rows in strata of 30, 20, 10 and PSUs of 2 to 8; sizes 1 … 60 or one giant. */
struct world {
	size_t stratum[ROWS], psu[ROWS];
	double size[ROWS];
};

static struct world make_world(void)
{
	static const size_t of_psu[PSUS] = {8, 7, 6, 5, 4, 6, 5, 5, 4, 4, 3, 3};
	static const size_t of_stratum[PSUS] = {0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2};
	struct world world;
	size_t row = 0;

	for (size_t p = 0; p < PSUS; p++)
		for (size_t i = 0; i < of_psu[p]; i++, row++) {
			world.psu[row] = p;
			world.stratum[row] = of_stratum[p];
			world.size[row] = (double)(row + 1);
		}
	return world;
}

static struct frame frame_of(const struct world *world, bool strata, bool two)
{
	static const size_t one[ROWS];

	return (struct frame){.nrows = ROWS,
			      .nstrata = strata ? STRATA : 1,
			      .npsus = two ? PSUS : 0,
			      .stratum = strata ? world->stratum : one,
			      .psu = two ? world->psu : NULL};
}

static struct drawn *draw(const struct frame *frame, struct sampling_options options,
			  size_t *n)
{
	struct error err = {0};
	struct drawn *list = sampling_draw(frame, &options, n, &err);

	if (!list)
		printf("# %s\n", err.message);
	return list;
}

static bool same_draw(const struct frame *frame, const struct sampling_options *a,
		      const struct sampling_options *b)
{
	size_t n, m;
	struct drawn *first = draw(frame, *a, &n), *second = draw(frame, *b, &m);
	bool same = n == m;

	for (size_t i = 0; same && i < n; i++)
		same = first[i].row == second[i].row;
	free(first);
	free(second);
	return same;
}

static void test_repeatable(void)
{
	struct world world = make_world();

	for (int method = 0; method < SAMPLING_METHOD_COUNT; method++) {
		struct frame frame = frame_of(&world, true, false);
		struct sampling_options a = {.method = (enum sampling_method)method,
					     .size = 12,
					     .nreplacements = 2,
					     .seed = 2026},
					b = a;
		frame.size = method == SAMPLING_PPS ? world.size : NULL;
		ok(same_draw(&frame, &a, &b), "%s: the same seed draws the same",
		   sampling_names[method]);
		b.seed = 2027;
		ok(!same_draw(&frame, &a, &b), "… another seed another sample");
	}
}

/*
 * How often each row came, against its probability: the largest |z|. `sum` is that of
 * the probabilities where every row has been drawn once at least.
 */
static double worst_z(const struct frame *frame, struct sampling_options options,
		      double *sum)
{
	double probability[ROWS] = {0}, worst = 0;
	size_t times[ROWS] = {0}, n;

	for (options.seed = 1; options.seed <= DRAWS; options.seed++) {
		struct drawn *list = draw(frame, options, &n);
		for (size_t i = 0; list && i < n; i++) {
			probability[list[i].row] = list[i].probability;
			times[list[i].row] += !list[i].replacement;
		}
		free(list);
	}
	*sum = 0;
	for (size_t i = 0; i < ROWS; i++) {
		double p = probability[i], sd = sqrt(DRAWS * p * (1 - p));
		double off = fabs((double)times[i] - DRAWS * p);
		*sum += p;
		worst = fmax(worst, sd > 1e-3 ? off / sd : off);
	}
	return worst;
}

/* 4.5 standard errors: exceeded by chance in one of 2000 such tests of 60 rows. */
static void test_frequencies(void)
{
	static const struct {
		const char *what;
		enum sampling_method method;
		bool strata, two, sizes;
	} cases[] = {
		{"srs", SAMPLING_SRS, false, false, false},
		{"stratified srs", SAMPLING_SRS, true, false, false},
		{"systematic", SAMPLING_SYSTEMATIC, false, false, false},
		{"stratified systematic", SAMPLING_SYSTEMATIC, true, false, false},
		{"pps", SAMPLING_PPS, false, false, true},
		{"stratified pps", SAMPLING_PPS, true, false, true},
	};
	struct world world = make_world();

	for (size_t c = 0; c < ARRAY_SIZE(cases); c++) {
		struct frame frame = frame_of(&world, cases[c].strata, false);
		struct sampling_options options = {.method = cases[c].method,
						   .size = 11};
		double sum;
		frame.size = cases[c].sizes ? world.size : NULL;
		double worst = worst_z(&frame, options, &sum);
		ok(worst < 4.5, "%s: rows come as often as they should (z %.1f)",
		   cases[c].what, worst);
		is_near(sum, 11, 1e-9, "… probabilities add up to the size");
	}
}

/* In two stages pi of a row depends on how many its PSU gives, which the draw order
 * decides: so what is tested is that weighted counts are unbiased. */
static void test_two_stages(void)
{
	struct world world = make_world();
	struct frame frame = frame_of(&world, true, true);

	for (int method = 0; method < SAMPLING_METHOD_COUNT; method++) {
		struct sampling_options options = {
			.method = (enum sampling_method)method, .size = 14, .npsus = 7};
		double sum = 0, square = 0, of_first = 0;
		for (options.seed = 1; options.seed <= 4000; options.seed++) {
			size_t n;
			double total = 0;
			struct drawn *list = draw(&frame, options, &n);
			for (size_t i = 0; i < n; i++) {
				total += 1 / list[i].probability;
				of_first +=
					list[i].row < 8 ? 1 / list[i].probability : 0;
			}
			sum += total;
			square += total * total;
			free(list);
		}
		double mean = sum / 4000, sd = sqrt(square / 4000 - mean * mean);
		ok(fabs(mean - ROWS) <= 4.5 * sd / sqrt(4000) + 1e-9,
		   "%s in two stages: weights add up to %.2f of 60 rows",
		   sampling_names[method], mean);
		ok(fabs(of_first / 4000 - 8) < 0.5, "… to %.2f of the first PSU's 8",
		   of_first / 4000);
	}
}

static void test_certain(void)
{
	struct world world = make_world();
	struct frame frame = frame_of(&world, false, false);
	struct sampling_options options = {
		.method = SAMPLING_PPS, .size = 5, .seed = 7};
	double sum = 0, of_giant = 0;
	size_t n, sure = 0;

	world.size[3] = 100000;
	world.size[17] = 2000; /* sure once the giant is set aside */
	frame.size = world.size;
	struct drawn *list = draw(&frame, options, &n);
	for (size_t i = 0; i < n; i++) {
		sure += list[i].certain && list[i].probability == 1 && list[i].fpc == 1;
		of_giant += list[i].row == 3;
		sum += list[i].certain ? 0 : list[i].fpc;
	}
	ok(n == 5 && of_giant == 1 && sure == 2, "giants are taken surely, once");
	ok(sum > 0 && sum < 3, "the others keep a sampling fraction");
	free(list);
	double total;
	ok(worst_z(&frame, options, &total) < 4.5,
	   "… and come as often as they should");
	is_near(total, 5, 1e-9, "… probabilities add up to 5");
	options.size = ROWS;
	list = draw(&frame, options, &n);
	sure = 0;
	for (size_t i = 0; i < n; i++)
		sure += list[i].certain;
	ok(n == ROWS && sure == ROWS, "all of the frame: everybody surely");
	free(list);
}

static void test_replacements(void)
{
	struct world world = make_world();
	bool seen[ROWS] = {false}, twice = false, ordered = true;
	struct frame frame = frame_of(&world, true, true);
	struct sampling_options options = {
		.size = 12, .npsus = 6, .nreplacements = 2, .seed = 3};
	size_t n, reserves = 0, per_psu[PSUS] = {0};
	struct drawn *list = draw(&frame, options, &n);

	for (size_t i = 0; i < n; i++) {
		twice = twice || seen[list[i].row];
		seen[list[i].row] = true;
		reserves += list[i].replacement;
		per_psu[list[i].psu] += list[i].replacement;
		ordered = ordered && world.psu[list[i].row] == list[i].psu;
	}
	ok(!twice, "nobody is drawn twice, not as a replacement either");
	ok(n - reserves == 12, "12 in the sample");
	bool enough = true;
	for (size_t p = 0; p < PSUS; p++)
		enough = enough && per_psu[p] <= 2;
	ok(reserves > 6 && enough && ordered, "up to two reserves in each PSU: %zu",
	   reserves);
	free(list);
}

static void test_impossible(void)
{
	static const struct {
		const char *what;
		struct sampling_options options;
		bool two;
	} cases[] = {
		{"more rows than there are", {.size = 61}, false},
		{"fewer rows than strata", {.size = 2}, false},
		{"more PSUs than there are", {.size = 20, .npsus = 13}, true},
		{"fewer rows than PSUs", {.size = 5, .npsus = 6}, true},
	};
	struct world world = make_world();

	for (size_t c = 0; c < ARRAY_SIZE(cases); c++) {
		struct frame frame = frame_of(&world, true, cases[c].two);
		struct error err = {0};
		size_t n;
		struct drawn *list = sampling_draw(&frame, &cases[c].options, &n, &err);
		ok(!list && *err.message, "%s: %s", cases[c].what, err.message);
		free(list);
	}
}

int main(void)
{
	test_repeatable();
	test_frequencies();
	test_two_stages();
	test_certain();
	test_replacements();
	test_impossible();
	return done_testing();
}
