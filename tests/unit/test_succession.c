/*
 * analyzer/succession: provinces and communes as they were merged and divided in 2025,
 * codes used again for another territory, chains, and lists that are wrong or absurd.
 */
#include "analyzer/succession.h"
#include "tap.h"

#include <stdio.h>
#include <string.h>

#define REFORM "2025-07-01"

/* --- a catalogue like that of 2025 --- */

static const struct succession_row some_rows[] = {
	/* three provinces become one that keeps the code of one of them */
	{"H40", "H40", REFORM, 1},
	{"H35", "H40", REFORM, 1},
	{"H42", "H40", REFORM, 1},
	/* communes: a merge, a division, and one half of it renamed a year later */
	{"13600", "13601", REFORM, 1},
	{"13603", "13601", REFORM, 0.4},
	{"13603", "13605", REFORM, 0.6},
	{"13605", "13607", "2026-01-01", 1},
	/* divided and brought together again */
	{"20000", "20001", "2025-01-01", 0.3},
	{"20000", "20002", "2025-01-01", 0.7},
	{"20001", "20009", REFORM, 1},
	{"20002", "20009", REFORM, 1},
	/* a part is missing; another unit goes to the same one */
	{"30000", "30001", REFORM, 0.8},
	{"30002", "30001", REFORM, 1},
	{"30003", "30001", REFORM, 0.5},
	{"30003", "30004", REFORM, 0.5},
	/* no day is given: that on which the old one ended */
	{"40000", "40001", DAY_FIRST, 1},
	{"40002", "40001", DAY_FIRST, 1},
	/* before the round */
	{"50000", "50001", "2020-01-01", 1},
	{"50001", "50002", "2021-01-01", 1},
};

static const struct unit_span some_spans[] = {
	{"H40", DAY_FIRST, REFORM},
	{"H40", REFORM, DAY_LAST},
	{"H35", DAY_FIRST, REFORM},
	{"H42", DAY_FIRST, REFORM},
	{"H37", DAY_FIRST, DAY_LAST},
	{"13600", DAY_FIRST, REFORM},
	{"13601", REFORM, DAY_LAST},
	{"13603", DAY_FIRST, REFORM},
	{"13605", REFORM, "2026-01-01"},
	{"13607", "2026-01-01", DAY_LAST},
	/* a district: abolished, nobody took over */
	{"D01", DAY_FIRST, REFORM},
	/* a code used again, and no row says so; one that began after the round */
	{"H99", DAY_FIRST, REFORM},
	{"H99", REFORM, DAY_LAST},
	{"H98", REFORM, DAY_LAST},
	{"H97", DAY_FIRST, DAY_LAST},
	{"30000", DAY_FIRST, REFORM},
	{"40000", DAY_FIRST, "2025-03-01"},
	{"50000", DAY_FIRST, "2020-01-01"},
};

struct fixture {
	struct succession_row rows[32];
	struct unit_span spans[32];
	struct succession_lists lists;
	struct succession_options options;
	struct succession *succession;
};

static void set_up(struct fixture *f)
{
	*f = (struct fixture){
		.lists = {.nrows = ARRAY_SIZE(some_rows),
			  .nspans = ARRAY_SIZE(some_spans)},
		.options = {"2024-09-01", "2024-12-31", "2026-11-22", false}};
	memcpy(f->rows, some_rows, sizeof(some_rows));
	memcpy(f->spans, some_spans, sizeof(some_spans));
	f->lists.rows = f->rows;
	f->lists.spans = f->spans;
}

static void start(struct fixture *f)
{
	f->succession = succession_new(&f->lists, &f->options);
}

static void is_text(const char *got, const char *want, const char *name)
{
	if (!ok(strcmp(got, want) == 0, "%s", name))
		printf("# got %s, not %s\n", got, want);
}

static int compare_parts(const void *left, const void *right)
{
	const struct succession_part *a = left, *b = right;

	return strcmp(a->code, b->code);
}

/* "13601 0.4, 13605 0.6", in the order of codes */
static const char *fate_text(struct fixture *f, const char *code)
{
	static char text[1000];
	const struct succession_fate *fate = succession_of(f->succession, code);
	size_t length = 0;

	qsort(fate->parts, fate->nparts, sizeof(*fate->parts), compare_parts);
	for (size_t i = 0; i < fate->nparts && length < sizeof(text); i++)
		length += (size_t)snprintf(text + length, sizeof(text) - length,
					   "%s%s %.12g", i ? ", " : "",
					   fate->parts[i].code, fate->parts[i].share);
	return text;
}

static const struct {
	const char *code, *fate;
	enum succession_state state;
	const char *name;
} cases[] = {
	{"H40", "H40 1", SUCCESSION_KNOWN, "a province that keeps its code"},
	{"H35", "H40 1", SUCCESSION_KNOWN, "a province merged into it"},
	{"H37", "H37 1", SUCCESSION_KNOWN, "a province nothing happened to"},
	{"13600", "13601 1", SUCCESSION_KNOWN, "a commune merged"},
	{"13603", "13601 0.4, 13607 0.6", SUCCESSION_KNOWN,
	 "a commune divided, half of it renamed later"},
	{"20000", "20009 1", SUCCESSION_KNOWN, "divided and brought together again"},
	{"D01", "D01 0", SUCCESSION_ENDED, "a district abolished"},
	{"H99", "H99 0", SUCCESSION_CHANGED, "a code used again without a row"},
	{"H98", "H98 0", SUCCESSION_CHANGED, "a code that meant nothing then"},
	{"30000", "30001 0", SUCCESSION_SHARES, "shares that do not add up"},
	{"30002", "30001 0", SUCCESSION_JOINED, "one that went to the same unit"},
	{"30003", "30001 0, 30004 0.5", SUCCESSION_JOINED,
	 "one that went there in part"},
	{"40000", "40001 1", SUCCESSION_KNOWN, "a row without a day"},
	{"40002", "40002 1", SUCCESSION_KNOWN, "such a row of a unit that did not end"},
	{"50000", "50002 1", SUCCESSION_KNOWN, "a code long gone, used all the same"},
	{"50001", "50001 1", SUCCESSION_KNOWN, "a row of before the round"},
	{"X1", "X1 1", SUCCESSION_KNOWN, "a code nobody knows"},
};

static void test_cases(void)
{
	struct fixture f;

	set_up(&f);
	start(&f);
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		is_text(fate_text(&f, cases[i].code), cases[i].fate, cases[i].name);
		ok(succession_of(f.succession, cases[i].code)->state == cases[i].state,
		   "… and its state");
	}
	succession_free(f.succession);
}

/* Whether the round has responses of the broken unit or not. */
static void test_unasked(void)
{
	struct fixture f;

	set_up(&f);
	start(&f);
	is_text(fate_text(&f, "30002"), "30001 0",
		"a unit misses a part though nobody asked for that one");
	succession_free(f.succession);
}

static void test_days(void)
{
	struct fixture f;

	set_up(&f);
	f.options.as_of = "2025-12-31";
	start(&f);
	is_text(fate_text(&f, "13603"), "13601 0.4, 13605 0.6",
		"before a later change");
	succession_free(f.succession);
	set_up(&f);
	f.options.as_of = "2025-06-30";
	start(&f);
	is_text(fate_text(&f, "H35"), "H35 1", "the day before the change");
	succession_free(f.succession);
	set_up(&f);
	f.options.as_of = REFORM;
	start(&f);
	is_text(fate_text(&f, "H35"), "H40 1", "its first day");
	succession_free(f.succession);
	set_up(&f);
	f.options.starts_on = "2025-09-01";
	f.options.ends_on = "2025-12-31";
	start(&f);
	is_text(fate_text(&f, "H99"), "H99 1", "a round after the change");
	is_text(fate_text(&f, "H35"), "H40 1", "… and an old code used in it");
	succession_free(f.succession);
}

static void test_whole(void)
{
	struct fixture f;

	set_up(&f);
	f.options.whole = true;
	start(&f);
	is_text(fate_text(&f, "13603"), "13601 0, 13607 0",
		"only whole units: divided");
	is_text(fate_text(&f, "13600"), "13601 0", "… and who went to the same");
	is_text(fate_text(&f, "H35"), "H40 1", "… others as ever");
	succession_free(f.succession);
}

/* Every day for two years each of two codes is halved between both; and a row that
 * names itself, and a ring. */
static void test_absurd(void)
{
	enum { DAYS = 300 };
	static char days[DAYS][16];
	static struct succession_row rows[4 * DAYS];
	struct succession_lists lists = {.rows = rows, .nrows = 4 * (size_t)DAYS};
	struct succession_options options = {"2000-01-01", "2000-12-31", "2400-01-01",
					     false};

	for (int i = 0; i < DAYS; i++) {
		snprintf(days[i], sizeof(days[i]), "%04d-01-01", 2001 + i);
		for (int k = 0; k < 4; k++)
			rows[4 * i + k] = (struct succession_row){
				k & 1 ? "A" : "B", k & 2 ? "A" : "B", days[i], 0.5};
	}
	struct fixture f = {.succession = succession_new(&lists, &options)};
	is_text(fate_text(&f, "A"), "A 0.5, B 0.5", "endless halving ends");
	succession_free(f.succession);

	struct succession_row ring[] = {{"A", "B", "2001-01-01", 1},
					{"B", "C", "2001-01-01", 1},
					{"C", "A", "2001-01-01", 1},
					{"D", "D", "2001-01-01", 1}};
	lists = (struct succession_lists){.rows = ring, .nrows = ARRAY_SIZE(ring)};
	f.succession = succession_new(&lists, &options);
	is_text(fate_text(&f, "A"), "B 1", "a ring on one day is one step");
	is_text(fate_text(&f, "D"), "D 1", "a unit that succeeds itself");
	succession_free(f.succession);
	lists = (struct succession_lists){.nrows = 0};
	f.succession = succession_new(&lists, &options);
	is_text(fate_text(&f, "A"), "A 1", "no lists at all");
	succession_free(f.succession);
}

static void test_found(void)
{
	struct fixture f;
	size_t met = 0;

	set_up(&f);
	start(&f);
	succession_of(f.succession, "H40");
	succession_of(f.succession, "X1");
	succession_of(f.succession, "H40");
	for (size_t i = 0; i < succession_count(f.succession); i++)
		met += succession_at(f.succession, i)->met;
	ok(met == 2, "who was asked for is known");
	succession_free(f.succession);
}

int main(void)
{
	test_cases();
	test_unasked();
	test_days();
	test_whole();
	test_absurd();
	test_found();
	return done_testing();
}
