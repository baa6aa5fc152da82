/* analyzer/sample_size and analyzer/allocate: the table everybody knows, closed forms
 * worked by hand, and identities. */
#include "analyzer/sample_size.h"
#include "forms/alloc.h"
#include "tap.h"

static struct size_row row_of(double population, double p)
{
	return (struct size_row){.population = population,
				 .p = p,
				 .sd = sqrt(p * (1 - p)),
				 .cost = (double)NAN};
}

static void test_slovin(void)
{
	static const struct {
		double population, error, want;
	} cases[] = {
		{500, 0.05, 223},
		{1000, 0.05, 286},
		{5000, 0.05, 371},
		{(double)INFINITY, 0.05, 400},
		{10000, 0.05, 385},
		{1, 0.05, 1},
		{(double)INFINITY, 0.1, 100},
		{100, 0.1, 50},
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		is_near(size_slovin(cases[i].population, cases[i].error), cases[i].want,
			1e-12, "Slovin of %g at %g: %g", cases[i].population,
			cases[i].error, cases[i].want);
}

static void test_single(void)
{
	struct size_options options = size_defaults();
	struct size_row row = row_of((double)INFINITY, 0.5);

	size_plan(&row, 1, &options);
	ok(row.valid == 385 && row.issued == 385, "1.96² / 4 e² = 384.1, so 385");
	ok(row.error <= 0.05 && row.error > 0.0499, "… which reaches 5 points");
	options.deff = 2;
	options.valid_rate = 0.8;
	row = row_of((double)INFINITY, 0.5);
	size_plan(&row, 1, &options);
	ok(row.valid == 769 && row.issued == 962,
	   "deff 2, 80 %% valid: 769 of 962 issued (%g, %g)", row.valid, row.issued);
	row = row_of(1000, 0.5);
	size_plan(&row, 1, &options);
	is_near(row.valid, ceil(768.2917 / (1 + 0.7682917)), 1e-12,
		"of 1000 people: n0 / (1 + n0/N)");
	row = row_of(300, 0.5);
	size_plan(&row, 1, &options);
	ok(row.issued <= 300 && row.error > options.error * 0.99,
	   "a small unit: all are asked, and the error says what that gives");
	options = size_defaults();
	options.level = 0.954499736103642; /* z = 2 */
	is_near(size_needed(5000, 0.5, &options), 1 / (0.0025 + 1.0 / 5000), 1e-9,
		"with z = 2 and p = 1/2 it is Slovin's");
}

/* Fleiss, Levin & Paik 2003, section 4.2, without continuity correction: 0.5 against
 * 0.6 at 5 %, power 80 %: (1.96 + 0.8416)² (0.25 + 0.24) / 0.01 = 384.6. */
static void test_change(void)
{
	struct size_options options = size_defaults();
	struct size_row row = row_of((double)INFINITY, 0.5), again;

	options.change = 0.1;
	size_plan(&row, 1, &options);
	ok(row.change_valid == 385, "385 a round to find 50 %% against 60 %%");
	options.size = row.change_valid;
	again = row_of((double)INFINITY, 0.5);
	size_plan(&again, 1, &options);
	is_near(again.change_power, 0.8, 2e-3, "… which have a power of 80 %%");
	is_near(again.detects, 0.1, 0.02, "… and detect about 10 points");
	again = row_of((double)INFINITY, 0.95);
	size_plan(&again, 1, &options);
	ok(isfinite(again.change_valid), "95 %% and 10 points more: taken downwards");
}

static void test_allocation(void)
{
	double measures[] = {600, 300, 100}, caps[] = {600, 300, 100}, shares[3];
	double small_caps[] = {10, 300, 100};

	allocate(measures, caps, 3, 100, 2, shares);
	ok(shares[0] == 60 && shares[1] == 30 && shares[2] == 10, "proportional");
	allocate(measures, small_caps, 3, 100, 2, shares);
	ok(shares[0] == 10 && shares[1] + shares[2] == 90 && shares[1] == 68,
	   "what a cap holds back goes to the others");
	allocate(measures, caps, 3, 10, 3, shares);
	ok(shares[2] == 3 && shares[0] + shares[1] == 7, "a floor is kept");
	allocate(measures, caps, 3, 5000, 2, shares);
	ok(shares[0] == 600 && shares[1] == 300 && shares[2] == 100,
	   "more than there is: everybody");
	double ones[] = {1, 1, 1},
	       none[] = {(double)INFINITY, (double)INFINITY, (double)INFINITY};
	allocate(ones, none, 3, 100, 2, shares);
	ok(shares[0] == 34 && shares[1] == 33 && shares[2] == 33,
	   "equal; the first gets the odd one");
}

static double total_of(struct size_row *rows, size_t n, enum allocation allocation,
		       double *error)
{
	struct size_options options = size_defaults();
	struct size_row total;

	options.allocation = allocation;
	size_plan(rows, n, &options);
	total = size_total(rows, n, &options);
	*error = total.error;
	return total.valid;
}

/* One sample for three units: the size is what 5 points for everybody need. */
static void test_shared(void)
{
	struct size_row rows[3] = {row_of(60000, 0.5), row_of(30000, 0.9),
				   row_of(10000, 0.7)};
	double error, neyman = total_of(rows, 3, ALLOCATION_NEYMAN, &error);

	is_near(error, 0.05, 0.01, "Neyman reaches the error");
	is_near(rows[0].valid / rows[1].valid, 60000 * 0.5 / (30000 * 0.3), 0.02,
		"… in proportion to N s");
	double proportional = total_of(rows, 3, ALLOCATION_PROPORTIONAL, &error);
	is_near(error, 0.05, 0.01, "proportional reaches it");
	double equal = total_of(rows, 3, ALLOCATION_EQUAL, &error);
	is_near(error, 0.05, 0.01, "equal reaches it");
	double power = total_of(rows, 3, ALLOCATION_POWER, &error);
	is_near(error, 0.05, 0.01, "power reaches it");
	ok(neyman <= proportional && proportional < equal && neyman <= power &&
		   power < equal,
	   "Neyman needs fewest: %g, %g, power %g, equal %g", neyman, proportional,
	   power, equal);
	rows[0].cost = 4;
	rows[1].cost = rows[2].cost = 1;
	total_of(rows, 3, ALLOCATION_NEYMAN, &error);
	is_near(rows[0].valid / rows[1].valid, 60000 * 0.5 / 2 / (30000 * 0.3), 0.02,
		"dear interviews are made less often");
	is_near(rows[0].total_cost, 4 * rows[0].issued, 1e-12, "… and cost so much");
}

int main(void)
{
	test_slovin();
	test_single();
	test_change();
	test_allocation();
	test_shared();
	return done_testing();
}
