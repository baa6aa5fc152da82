/*
 * analyzer/cells: no small figure of an output can be worked out from the others.
 *
 * Random surveys are estimated; then a reader tries who knows everything but the answers:
 * how many people are in each cell of unit × service (with and without a value), how many
 * of them answered each item, and all figures told. What the reader does not know is how
 * many of those are satisfied. Each figure is a linear function of these numbers; one
 * can be worked out if its function lies in the span of those told.
 */
#include "analyzer/cells.h"
#include "analyzer/prng.h"
#include "analyzer/reading.h"
#include "forms/alloc.h"
#include "projection.h"
#include "tap.h"

#include <string.h>
#include <unistd.h>

/* Values of unit and of service, the last one none; items of estimate.json, of which
 * q1, q2, q4 make F1 and q3, q5 F2; "all satisfied" of both factors and of the index. */
enum { VALUES = 4, ATOMS = VALUES * VALUES, ITEMS = 5, GROUPS = 3, TRIALS = 40 };
enum { SUBJECTS = ITEMS + GROUPS, UNKNOWN = ATOMS * SUBJECTS };

static const char *const item_names[SUBJECTS] = {"q1", "q2", "q3", "q4",
						 "q5", "F1", "F2", "both"};
static const unsigned items_of[SUBJECTS] = {1, 2, 4, 8, 16, 11, 20, 31};
static const char value_names[VALUES][2] = {"A", "B", "C", ""};

struct world {
	struct prng prng;
	unsigned levels[ATOMS][60][ITEMS]; /* 0: no answer */
	size_t npeople[ATOMS];
	uint64_t n[ATOMS][SUBJECTS]; /* who answered (any of) it */
};

static void draw_world(struct world *world, uint64_t seed)
{
	*world = (struct world){.prng = prng_start(seed, 0)};
	uint64_t most = 4 + prng_below(&world->prng, 40);
	uint64_t complete = prng_below(&world->prng, 2),
		 lacking = prng_below(&world->prng, 3);

	for (unsigned a = 0; a < ATOMS; a++) {
		bool has_none = a / VALUES == VALUES - 1 || a % VALUES == VALUES - 1;
		if (has_none && lacking == 0)
			continue;
		world->npeople[a] = prng_below(&world->prng, has_none ? 6 : most);
		for (size_t k = 0; k < world->npeople[a]; k++) {
			unsigned answered = 0;
			for (unsigned i = 0; i < ITEMS; i++) {
				bool silent = !complete &&
					      prng_below(&world->prng, 10) < 1 + i;
				world->levels[a][k][i] =
					silent ? 0
					       : 1 + (unsigned)prng_below(&world->prng,
									  3);
				answered |= (unsigned)!silent << i;
			}
			for (unsigned s = 0; s < SUBJECTS; s++)
				world->n[a][s] += (answered & items_of[s]) != 0;
		}
	}
}

static void write_world(const struct world *world, const char *path)
{
	FILE *out = fopen(path, "w");

	if (!out)
		abort();
	fputs("unit,service,q1,q2,q3,q4,q5\n", out);
	for (unsigned a = 0; a < ATOMS; a++)
		for (size_t k = 0; k < world->npeople[a]; k++) {
			fprintf(out, "%s,%s", value_names[a / VALUES],
				value_names[a % VALUES]);
			for (unsigned i = 0; i < ITEMS; i++)
				if (world->levels[a][k][i])
					fprintf(out, ",%u", world->levels[a][k][i]);
				else
					putc(',', out);
			putc('\n', out);
		}
	if (fclose(out) != 0)
		abort();
}

/* --- figures as functions of what is not known -------------------------------------- */

static bool is_value(const char *key, size_t length, unsigned value)
{
	return value < VALUES - 1 && length == 1 && *key == *value_names[value];
}

static bool is_within(const struct figure *figure, unsigned atom)
{
	const char *by = figure->grouping->name, *key = figure->domain;
	unsigned unit = atom / VALUES, service = atom % VALUES;

	if (strcmp(by, "overall") == 0)
		return true;
	if (strcmp(by, "unit") == 0)
		return is_value(key, strlen(key), unit);
	if (strcmp(by, "service") == 0)
		return is_value(key, strlen(key), service);
	bool turned = strcmp(by, "service,unit") == 0;
	return is_value(key, 1, turned ? service : unit) &&
	       is_value(key + 2, 1, turned ? unit : service);
}

static unsigned subject_of(const struct figure *figure)
{
	unsigned s = 0;

	while (strcmp(item_names[s], figure->entry->name) != 0)
		s++;
	return s;
}

static uint64_t people_of(const struct world *world, const struct figure *figure,
			  unsigned subject)
{
	uint64_t n = 0;

	for (unsigned a = 0; a < ATOMS; a++)
		n += is_within(figure, a) ? world->n[a][subject] : 0;
	return n;
}

/* Adds share × the mean of item or factor s. */
static void add_mean(const struct world *world, const struct figure *figure, unsigned s,
		     double share, double *row)
{
	static const unsigned members[GROUPS][3] = {{0, 1, 3}, {2, 4, 4}, {5, 6, 6}};
	static const unsigned counts[GROUPS] = {3, 2, 2};
	unsigned answered = 0;

	if (s < ITEMS) {
		double n = (double)people_of(world, figure, s);
		for (unsigned a = 0; a < ATOMS; a++)
			if (is_within(figure, a) && world->n[a][s])
				row[a * SUBJECTS + s] += share / n;
		return;
	}
	for (unsigned m = 0; m < counts[s - ITEMS]; m++)
		answered += people_of(world, figure, members[s - ITEMS][m]) > 0;
	for (unsigned m = 0; m < counts[s - ITEMS]; m++)
		if (people_of(world, figure, members[s - ITEMS][m]))
			add_mean(world, figure, members[s - ITEMS][m], share / answered,
				 row);
}

static void fill_row(const struct world *world, const struct figure *figure,
		     double *row)
{
	unsigned s = subject_of(figure);
	enum statistic statistic = figure->entry->estimand.statistic;

	memset(row, 0, UNKNOWN * sizeof(*row));
	for (unsigned a = 0; a < ATOMS && s >= ITEMS; a++) {
		if (!is_within(figure, a))
			continue;
		if (statistic == STATISTIC_ALL && world->n[a][s])
			row[a * SUBJECTS + s] = 1;
		for (unsigned i = 0; statistic == STATISTIC_POOLED && i < ITEMS; i++)
			if (items_of[s] >> i & 1 && world->n[a][i])
				row[a * SUBJECTS + i] = 1;
	}
	if (s < ITEMS || (statistic != STATISTIC_ALL && statistic != STATISTIC_POOLED))
		add_mean(world, figure, s, 1, row);
}

/* Small figures that can be worked out when what is told is suppressed no more than
 * `held`. */
static size_t ntold(const struct world *world, const struct figures *figures,
		    enum suppression held)
{
	struct projection reader = projection_new(UNKNOWN);
	double row[UNKNOWN];
	size_t n = 0;

	for (size_t i = 0; i < figures_count(figures); i++) {
		const struct figure *figure = figures_at(figures, i);
		fill_row(world, figure, row);
		if (figure->suppressed != SUPPRESSION_FEW && figure->suppressed <= held)
			projection_add(&reader, row);
	}
	for (size_t i = 0; i < figures_count(figures); i++) {
		const struct figure *figure = figures_at(figures, i);
		fill_row(world, figure, row);
		n += figure->suppressed == SUPPRESSION_FEW && figure->result.n &&
		     projection_holds(&reader, row);
	}
	projection_release(&reader);
	return n;
}

/* --- trials ------------------------------------------------------------------------- */

struct question {
	const char *groupings[5];
	const char *items, *statistics;
};

static const struct question questions[] = {
	{{"overall", "unit"}, "q1,q2", "t2b"},
	{{"unit,service", "unit", "service", "overall"}, "q1", "t2b,level"},
	{{"unit,service", "unit", "service", "overall"}, "all", "t2b"},
	{{"unit,service", "service,unit", "unit"}, "q1,q5,F2", "mean5"},
	{{"unit,service", "overall"}, "all", "t2b,all,pooled"},
	{{"overall", "unit", "service"}, "index,F1,F2", "t2b,all"},
	{{"unit", "service"}, "all", "t2b"},
	{{"unit", "overall"}, "index,q1,q3", "mean5,pooled"},
};

struct trials {
	size_t before, after, few, complements, figures;
};

static bool take(struct reading *reading, const char *path,
		 const struct question *question, struct error *err)
{
	static const struct command command = {.name = "estimate"};
	struct invocation call = {.command = &command};
	struct source_options options = {.csv = path,
					 .form = "tests/golden/r/estimate.json"};
	struct methods methods;

	if (!methods_read(&methods, &call, err) ||
	    !reading_open(reading, &options, err))
		return false;
	for (; question->groupings[reading->ngroupings]; reading->ngroupings++)
		if (!grouping_parse(&reading->groupings[reading->ngroupings],
				    source_form(reading->source),
				    question->groupings[reading->ngroupings], err))
			return false;
	reading->agenda = agenda_new(source_form(reading->source), &question->items, 1,
				     &question->statistics, 1, err);
	return reading->agenda && reading_take(reading, &methods, err);
}

static bool try_world(struct trials *trials, const struct world *world,
		      const struct question *question)
{
	char path[] = "/tmp/hailong-cells-XXXXXX";
	struct reading reading = {0};
	struct error err = {0};
	int file = mkstemp(path);

	if (file < 0 || close(file) != 0)
		abort();
	write_world(world, path);
	bool done = take(&reading, path, question, &err);
	unlink(path);
	if (done) {
		trials->before += ntold(world, reading.figures, SUPPRESSION_COMPLEMENT);
		trials->after += ntold(world, reading.figures, SUPPRESSION_NONE);
		trials->figures += figures_count(reading.figures);
	}
	for (size_t i = 0; done && i < figures_count(reading.figures); i++) {
		enum suppression state = figures_at(reading.figures, i)->suppressed;
		trials->few += state == SUPPRESSION_FEW;
		trials->complements += state == SUPPRESSION_COMPLEMENT;
	}
	reading_release(&reading);
	return done || ok(false, "estimated: %s", err.message);
}

static void test_question(const struct question *question)
{
	struct trials trials = {0};
	struct world *world = xcalloc(1, sizeof(*world));

	for (uint64_t seed = 1; seed <= TRIALS; seed++) {
		draw_world(world, seed);
		if (!try_world(&trials, world, question))
			break;
	}
	printf("# %zu figures, %zu small, %zu complements; %zu told without them\n",
	       trials.figures, trials.few, trials.complements, trials.before);
	ok(trials.after == 0, "%s of %s by %s …: %zu small ones can be worked out",
	   question->statistics, question->items, question->groupings[0], trials.after);
	free(world);
}

int main(void)
{
	for (size_t q = 0; q < ARRAY_SIZE(questions); q++)
		test_question(&questions[q]);
	return done_testing();
}
