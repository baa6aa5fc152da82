/*
 * analyzer/nullspace and suppress: which cells a system tells, and which more have to be
 * held back. Whether the outcome is safe is checked by other means than the code's: the
 * rank over the reals, by orthogonal projection, of what a reader knows.
 */
#include "analyzer/prng.h"
#include "analyzer/suppress_inside.h"
#include "forms/alloc.h"
#include "projection.h"
#include "tap.h"

enum { MIN_N = 10 };

/* --- a reader ----------------------------------------------------------------------- */

static bool is_known(const struct suppress_cell *cell)
{
	return cell->told && cell->state == SUPPRESSION_NONE;
}

/* Relations and told cells, as rows over all cells. */
static struct projection reader_of(const struct suppress *s)
{
	struct projection reader = projection_new(s->ncells);
	double *rows = xcalloc(s->nrelations * s->ncells + 1, sizeof(*rows));

	for (size_t t = 0; t < s->nterms; t++)
		rows[s->terms[t].row * s->ncells + s->terms[t].column] +=
			(double)s->terms[t].value;
	for (size_t c = 0; c < s->ncells; c++)
		if (is_known(&s->cells[c]))
			projection_add_unit(&reader, c);
	for (size_t r = 0; r < s->nrelations; r++)
		projection_add(&reader, &rows[r * s->ncells]);
	free(rows);
	return reader;
}

/* Small cells the reader can work out. */
static size_t ntold(const struct suppress *s)
{
	struct projection reader = reader_of(s);
	double *unit = xcalloc(s->ncells, sizeof(*unit));
	size_t n = 0;

	for (size_t c = 0; c < s->ncells; c++) {
		if (s->cells[c].n == 0 || s->cells[c].n >= s->min_n)
			continue;
		unit[c] = 1;
		n += projection_holds(&reader, unit);
		unit[c] = 0;
	}
	free(unit);
	projection_release(&reader);
	return n;
}

static size_t ncomplements(const struct suppress *s)
{
	size_t n = 0;

	for (size_t c = 0; c < s->ncells; c++)
		n += s->cells[c].state == SUPPRESSION_COMPLEMENT;
	return n;
}

static void forget_complements(struct suppress *s)
{
	for (size_t c = 0; c < s->ncells; c++)
		if (s->cells[c].state == SUPPRESSION_COMPLEMENT)
			s->cells[c].state = SUPPRESSION_NONE;
}

/* --- tables ------------------------------------------------------------------------- */

static void add_sum(struct suppress *s, size_t total, const size_t *parts, size_t n)
{
	size_t relation = suppress_add_relations(s, 1);

	suppress_add_term(s, relation, total, (int64_t)s->cells[total].n);
	for (size_t i = 0; i < n; i++)
		suppress_add_term(s, relation, parts[i],
				  -(int64_t)s->cells[parts[i]].n);
}

static size_t add_cell(struct suppress *s, uint64_t n)
{
	return suppress_add_cell(
		s, (struct suppress_cell){.n = n, .cost = (double)n, .told = true});
}

/* A total of cells that are there already. */
static size_t add_total(struct suppress *s, const size_t *parts, size_t n)
{
	uint64_t people = 0;

	for (size_t i = 0; i < n; i++)
		people += s->cells[parts[i]].n;
	size_t total = add_cell(s, people);
	add_sum(s, total, parts, n);
	return total;
}

enum { SIDE_MAX = 8 };

/* Rows × columns with both margins and the total; cell (i, j) is number i × columns + j
 * of those added. */
static void add_table(struct suppress *s, const uint64_t *n, size_t rows,
		      size_t columns)
{
	size_t parts[SIDE_MAX], margins[SIDE_MAX], base = s->ncells;

	for (size_t c = 0; c < rows * columns; c++)
		add_cell(s, n[c]);
	for (size_t j = 0; j < columns; j++) {
		for (size_t i = 0; i < rows; i++)
			parts[i] = base + i * columns + j;
		margins[j] = add_total(s, parts, rows);
	}
	size_t total = add_total(s, margins, columns);
	for (size_t i = 0; i < rows; i++) {
		for (size_t j = 0; j < columns; j++)
			parts[j] = base + i * columns + j;
		margins[i] = add_total(s, parts, columns);
	}
	add_sum(s, total, margins, rows);
}

static void test_rectangle(void)
{
	static const uint64_t n[] = {50, 60, 70, 40, 5, 30, 45, 20, 80};
	struct suppress s = {.min_n = MIN_N};

	add_table(&s, n, 3, 3);
	suppress_run(&s);
	ok(s.cells[4].state == SUPPRESSION_FEW, "the small cell is held back");
	ok(ncomplements(&s) == 3, "three complements: %zu", ncomplements(&s));
	ok(s.cells[5].state == SUPPRESSION_COMPLEMENT &&
		   s.cells[7].state == SUPPRESSION_COMPLEMENT &&
		   s.cells[8].state == SUPPRESSION_COMPLEMENT,
	   "… which make a rectangle of cheap ones");
	ok(ntold(&s) == 0, "nobody can work it out");
	s.cells[8].state = SUPPRESSION_NONE;
	ok(ntold(&s) == 1, "… which they could without one of them");
	suppress_release(&s);
}

static void test_nothing_small(void)
{
	static const uint64_t n[] = {10, 0, 12, 30};
	struct suppress s = {.min_n = MIN_N};

	add_table(&s, n, 2, 2);
	suppress_run(&s);
	ok(ncomplements(&s) == 0, "a cell of nobody has nothing to hide");
	ok(s.cells[1].state == SUPPRESSION_FEW, "… but is held back itself");
	s.min_n = 0;
	suppress_run(&s);
	ok(ncomplements(&s) == 0 && s.cells[1].state == SUPPRESSION_NONE,
	   "min_n of 0 holds nothing back");
	suppress_release(&s);
}

static void test_parts(void)
{
	struct suppress s = {.min_n = MIN_N};
	size_t parts[] = {add_cell(&s, 4), add_cell(&s, 70), add_cell(&s, 30)};
	size_t total = add_total(&s, parts, 3);

	suppress_run(&s);
	ok(s.cells[parts[2]].state == SUPPRESSION_COMPLEMENT && ncomplements(&s) == 1,
	   "of one sum the smallest other part goes");
	ok(s.cells[total].state == SUPPRESSION_NONE, "… not the total");
	suppress_release(&s);

	s = (struct suppress){.min_n = MIN_N};
	size_t two[] = {add_cell(&s, 4), add_cell(&s, 6), add_cell(&s, 30)};
	add_total(&s, two, 3);
	suppress_run(&s);
	ok(ncomplements(&s) == 0, "two small parts hide each other");
	suppress_release(&s);

	s = (struct suppress){.min_n = MIN_N};
	size_t few[] = {add_cell(&s, 1), add_cell(&s, 2), add_cell(&s, 30),
			add_cell(&s, 40)};
	add_total(&s, few, 4);
	suppress_run(&s);
	ok(s.cells[few[2]].state == SUPPRESSION_COMPLEMENT && ncomplements(&s) == 1,
	   "… not if they are small together");
	ok(ntold(&s) == 0, "… as their sum is then told");
	suppress_release(&s);
}

/* Each relation holds two unknowns and all the same they tell each other. */
static void test_chain(void)
{
	struct suppress s = {.min_n = MIN_N};
	size_t a = add_cell(&s, 5), b = add_cell(&s, 8), c = add_cell(&s, 100);
	size_t d = add_cell(&s, 200);
	size_t first = suppress_add_relations(&s, 2);

	suppress_add_term(&s, first, a, 1);
	suppress_add_term(&s, first, b, 1);
	suppress_add_term(&s, first, c, -1);
	suppress_add_term(&s, first + 1, a, 1);
	suppress_add_term(&s, first + 1, b, 2);
	suppress_add_term(&s, first + 1, d, -1);
	ok(s.cells[a].told, "two equations with two unknowns");
	suppress_run(&s);
	ok(ncomplements(&s) == 1 && ntold(&s) == 0, "… are seen, and one more goes");
	forget_complements(&s);
	ok(ntold(&s) == 2, "… as else both were told");
	suppress_release(&s);
}

static void test_rest(void)
{
	struct suppress s = {.min_n = MIN_N};
	size_t total = add_cell(&s, 100), a = add_cell(&s, 57), b = add_cell(&s, 40);
	size_t rest = suppress_add_cell(&s, (struct suppress_cell){.n = 3});

	add_sum(&s, total, (size_t[]){a, b, rest}, 3);
	suppress_run(&s);
	ok(s.cells[b].state == SUPPRESSION_COMPLEMENT && ntold(&s) == 0,
	   "three people in no part are not told by those who are");
	ok(s.cells[rest].state == SUPPRESSION_NONE,
	   "what nobody asked for has no reason");
	suppress_release(&s);

	s = (struct suppress){.min_n = MIN_N};
	total = add_cell(&s, 100);
	a = add_cell(&s, 5);
	b = add_cell(&s, 40);
	rest = suppress_add_cell(&s, (struct suppress_cell){.n = 55});
	add_sum(&s, total, (size_t[]){a, b, rest}, 3);
	suppress_run(&s);
	ok(ncomplements(&s) == 0, "many people in no part hide a small part");
	suppress_release(&s);
}

/* --- random tables ------------------------------------------------------------------ */

struct trials {
	size_t told_before, told_after, ntables, ncomplements;
};

static void try_table(struct trials *trials, uint64_t seed)
{
	struct prng prng = prng_start(seed, 0);
	size_t rows = 2 + prng_below(&prng, SIDE_MAX - 1);
	size_t columns = 2 + prng_below(&prng, SIDE_MAX - 1);
	uint64_t n[SIDE_MAX * SIDE_MAX], most = 15 + prng_below(&prng, 60);
	struct suppress s = {.min_n = MIN_N};

	for (size_t c = 0; c < rows * columns; c++)
		n[c] = prng_below(&prng, most);
	add_table(&s, n, rows, columns);
	/* one more sum that cuts across, as other groupings do */
	size_t diagonal[SIDE_MAX], length = rows < columns ? rows : columns;
	for (size_t i = 0; i < length; i++)
		diagonal[i] = i * columns + i;
	add_total(&s, diagonal, length);
	suppress_run(&s);
	trials->ntables++;
	trials->ncomplements += ncomplements(&s);
	trials->told_after += ntold(&s);
	forget_complements(&s);
	trials->told_before += ntold(&s);
	suppress_release(&s);
}

static void test_random(void)
{
	struct trials trials = {0};

	for (uint64_t seed = 1; seed <= 300; seed++)
		try_table(&trials, seed);
	printf("# %zu tables, %zu complements\n", trials.ntables, trials.ncomplements);
	ok(trials.told_before > 100,
	   "in random tables %zu small cells can be worked out", trials.told_before);
	ok(trials.told_after == 0, "… and none with the complements: %zu",
	   trials.told_after);
}

/* --- layers ------------------------------------------------------------------------- */

enum { ITEMS = 3 };

static size_t add_item(struct suppress *s, const uint64_t *n, size_t rows,
		       size_t columns, uint32_t layer)
{
	size_t first = s->ncells;

	add_table(s, n, rows, columns);
	for (size_t c = first; c < s->ncells; c++) {
		s->cells[c].layer = layer;
		s->cells[c].place = (uint32_t)(c - first);
	}
	return s->ncells - first;
}

/* The mean of the items, place by place. */
static void add_whole(struct suppress *s, size_t nplaces)
{
	for (uint32_t place = 0; place < nplaces; place++) {
		struct suppress_cell cell = {
			.told = true, .layer = ITEMS, .place = place};
		size_t relation = suppress_add_relations(s, 1);
		for (size_t i = 0; i < ITEMS; i++) {
			uint64_t n = s->cells[i * nplaces + place].n;
			cell.n = n > cell.n ? n : cell.n;
			cell.cost += (double)n;
		}
		suppress_add_term(s, relation, suppress_add_cell(s, cell), ITEMS);
		for (size_t i = 0; i < ITEMS; i++)
			suppress_add_term(s, relation, i * nplaces + place, -1);
	}
}

/* Items of a table, all answered by everybody or not. */
static void draw_layers(struct suppress *s, uint64_t seed)
{
	struct prng prng = prng_start(seed, 1);
	size_t rows = 2 + prng_below(&prng, 3), columns = 2 + prng_below(&prng, 3);
	uint64_t people[SIDE_MAX * SIDE_MAX], n[SIDE_MAX * SIDE_MAX];
	size_t nplaces = 0;

	for (size_t c = 0; c < rows * columns; c++)
		people[c] = 4 + prng_below(&prng, 60);
	for (uint32_t i = 0; i < ITEMS; i++) {
		for (size_t c = 0; c < rows * columns; c++)
			n[c] = seed % 2 ? people[c]
					: people[c] - prng_below(&prng, people[c] / 3);
		nplaces = add_item(s, n, rows, columns, i);
	}
	add_whole(s, nplaces);
}

/* What is chosen without looking through it cell by cell. */
static void test_layers(void)
{
	size_t nsafe = 0, told = 0, alike = 0;

	for (uint64_t seed = 1; seed <= 200; seed++) {
		struct suppress s = {.min_n = MIN_N};
		draw_layers(&s, seed);
		suppress_mark_few(&s);
		if (suppress_by_layers(&s)) {
			nsafe++;
			alike += seed % 2;
			told += ntold(&s);
		}
		suppress_run(&s);
		told += ntold(&s);
		suppress_release(&s);
	}
	printf("# of 200, %zu safe before step 4\n", nsafe);
	ok(alike == 100, "items that are small alike need no more");
	ok(nsafe > 150, "… others hardly ever");
	ok(told == 0, "nobody can work out an item or a factor: %zu", told);
}

int main(void)
{
	test_rectangle();
	test_nothing_small();
	test_parts();
	test_chain();
	test_rest();
	test_random();
	test_layers();
	return done_testing();
}
