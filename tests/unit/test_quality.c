/*
 * analyzer/quality and funnel: marks of single responses, one by one; the arithmetic of
 * groups against closed forms; and surveys made up, honest ones and with a fabricator
 * (tests/bench/quality_rates.c measures more of them).
 */
#include "analyzer/outliers.h"
#include "analyzer/quantile.h"
#include "forms/alloc.h"
#include "quality_world.h"
#include "tap.h"

#include <string.h>

enum { ITEMS = 12, NA = QUALITY_NA };

#define SECOND 1000000LL
#define MINUTE (60 * SECOND)
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)
#define NOON (WORLD_START + 12 * HOUR)

static const char *const one_scale = "";

static struct quality *begin(size_t nitems)
{
	struct quality_item items[ITEMS];

	for (size_t i = 0; i < ITEMS; i++)
		items[i] = (struct quality_item){5, one_scale};
	return quality_new(items, nitems);
}

static struct quality_row blank(const uint8_t *levels)
{
	return (struct quality_row){.levels = levels,
				    .nasked = ITEMS,
				    .started = INT64_MIN,
				    .submitted = INT64_MIN,
				    .weight = (double)NAN,
				    .flags = -1};
}

static void run(struct quality *quality, size_t n_min)
{
	struct quality_options options = {.n_min = n_min, .level = 0.95};

	for (int by = 0; by < BY_COUNT; by++)
		options.by[by] = true;
	if (!quality_run(quality, &options, &(struct error){0}))
		abort();
}

static struct quality_finding find(const struct quality *quality, enum quality_by by,
				   const char *label, enum quality_kind kind)
{
	struct quality_finding none = {.by = BY_COUNT, .verdict = QUALITY_NONE};

	for (size_t i = 0; i < quality_nfindings(quality); i++) {
		const struct quality_finding *f = quality_finding(quality, i);
		if (f->by == by && f->kind == kind &&
		    strcmp(quality_label(quality, by, f->group), label) == 0)
			return *f;
	}
	return none;
}

/* --- single responses ------------------------------------------------------------- */

static void test_runs(void)
{
	static const struct {
		const char *name;
		uint8_t levels[ITEMS];
		double run, missing;
	} cases[] = {
		{"all the same", {5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5}, 1, 0},
		{"half and half", {5, 5, 5, 5, 5, 5, 4, 4, 4, 4, 4, 4}, 0.5, 0},
		{"left out or na do not break a run",
		 {5, 5, 0, 5, NA, 5, 5, 5, 5, 5, 5, 4},
		 0.9,
		 1 / 12.0},
		{"na is an answer, not a level",
		 {NA, NA, NA, NA, NA, NA, NA, 1, 2, 3, 4, 5},
		 (double)NAN,
		 0},
		{"few answers tell nothing of runs",
		 {5, 5, 5, 5, 5, 0, 0, 0, 0, 0, 0, 0},
		 (double)NAN,
		 7 / 12.0},
	};
	struct quality *quality = begin(ITEMS);

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct quality_row row = blank(cases[i].levels);
		quality_add(quality, &row);
	}
	run(quality, 1);
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct quality_response r = quality_response(quality, i);
		is_near(r.run, cases[i].run, 1e-6, "%s: the longest run",
			cases[i].name);
		is_near(r.missing, cases[i].missing, 1e-6, "… what is left out");
		ok(r.reasons == (cases[i].missing > 0.5 ? 1U << QUALITY_MISSING : 0),
		   "… more than half left out is a reason, a run alone is not");
	}
	quality_free(quality);
}

static void test_scales(void)
{
	const struct quality_item items[] = {{5, "a"}, {5, "a"}, {5, "a"},
					     {5, "b"}, {5, "b"}, {5, "b"}};
	static const uint8_t levels[] = {5, 5, 5, 5, 5, 5};
	struct quality *quality = quality_new(items, ARRAY_SIZE(items));
	struct quality_row row = blank(levels);

	quality_add(quality, &row);
	run(quality, 1);
	is_near(quality_response(quality, 0).run, 0.5, 1e-9,
		"another scale begins another run");
	quality_free(quality);
}

static void test_times(void)
{
	static const uint8_t levels[ITEMS] = {1, 2, 3, 4, 5, 1, 2, 3, 4, 5, 1, 2};
	static const struct {
		const char *name, *channel;
		int64_t started, seconds;
		unsigned reasons;
	} cases[] = {
		{"an interview by day", "interview", NOON, 120, 0},
		{"at half past ten in the evening", "interview", NOON + 21 * HOUR / 2,
		 120, 1U << QUALITY_NIGHT},
		{"at five to five", "phone", NOON + 16 * HOUR + 55 * MINUTE, 120,
		 1U << QUALITY_NIGHT},
		{"at five past five", "phone", NOON + 17 * HOUR + 5 * MINUTE, 120, 0},
		{"by web at night", "web", NOON + 11 * HOUR, 120, 0},
		{"a date without a time", "interview", NOON + 12 * HOUR, 0, 0},
		{"ten times as fast", "interview", NOON, 12, 1U << QUALITY_SPEED},
	};
	struct quality *quality = begin(ITEMS);

	for (size_t i = 0; i < ARRAY_SIZE(cases) + 60; i++) {
		struct quality_row row = blank(levels);
		size_t c = i < ARRAY_SIZE(cases) ? i : 0;
		row.labels[BY_CHANNEL] = cases[c].channel;
		/* the others are days apart, 110 to 130 s each */
		row.started = cases[c].started +
			      (i < ARRAY_SIZE(cases) ? 0 : (int64_t)i * DAY);
		row.submitted = row.started + (cases[c].seconds +
					       (c == i ? 0 : (int64_t)(i % 21) - 10)) *
						      SECOND;
		quality_add(quality, &row);
	}
	run(quality, QUALITY_N_MIN);
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		ok(quality_response(quality, i).reasons == cases[i].reasons, "%s",
		   cases[i].name);
	is_near(quality_response(quality, 6).pace, 1, 1e-6, "seconds per item");
	quality_free(quality);
}

/* --- groups ----------------------------------------------------------------------- */

static void test_shares(void)
{
	struct outlier_group groups[10];

	for (size_t i = 0; i < ARRAY_SIZE(groups); i++)
		groups[i] = (struct outlier_group){.k = 20, .n = 100, .base = 1};
	groups[3].k = 36;
	outliers_of_shares(groups, ARRAY_SIZE(groups), 0.01);
	is_near(groups[3].expected, 180.5 / 900, 1e-12,
		"expected is what the others are");
	is_near(groups[3].p, 10 * beta_cdf(180.5 / 900, 36, 65), 1e-4,
		"groups that are alike leave the binomial tail");
	ok(groups[3].out && !groups[0].out && groups[3].threshold <= 0.36 &&
		   groups[3].threshold > 0.3,
	   "the one beyond the threshold is out");
	is_near(groups[0].expected, 160.5 / 800, 1e-12,
		"what is out is not among the others any more");
	for (size_t i = 0; i < ARRAY_SIZE(groups); i++)
		groups[i].k = 4 * (double)i;
	outliers_of_shares(groups, ARRAY_SIZE(groups), 0.01);
	ok(!groups[9].out, "groups that differ anyway allow for more");
}

static void test_effect(void)
{
	static const uint8_t scores[] = {1, 2, 3, 3, 5, 4};
	static const char *const names[] = {"a", "b", "c"};
	struct quality *quality = begin(1);

	for (size_t i = 0; i < ARRAY_SIZE(scores); i++) {
		struct quality_row row = blank(&scores[i]);
		row.labels[BY_COLLECTED_BY] = names[i / 2];
		quality_add(quality, &row);
	}
	run(quality, 1);
	struct quality_finding icc = find(quality, BY_COLLECTED_BY, "", QUALITY_ICC);
	/* by hand: F = 13.5; qf(.975, 2, 3) = 16.04411, qf(.025, 2, 3) = 1 / 39.16549 */
	is_near(icc.value, 12.5 / 14.5, 1e-12, "ICC of three groups of two");
	is_near(icc.low, (13.5 / 16.04411 - 1) / (13.5 / 16.04411 + 1), 1e-5, "… low");
	is_near(icc.high, (13.5 * 39.16549 - 1) / (13.5 * 39.16549 + 1), 1e-6,
		"… high");
	is_near(find(quality, BY_COLLECTED_BY, "", QUALITY_DEFF).value, 1 + 12.5 / 14.5,
		1e-12, "its design effect");
	quality_free(quality);
}

/* Interviewers answer alike in each unit; units differ. */
static void test_nested_effect(void)
{
	static const char *const units[] = {"u", "v"};
	struct quality *quality = begin(1);
	char name[24];

	for (size_t i = 0; i < 160; i++) {
		uint8_t level = (uint8_t)(1 + 3 * (i / 80) + i % 2);
		struct quality_row row = blank(&level);
		snprintf(name, sizeof(name), "%zu", i / 20);
		row.labels[BY_UNIT] = units[i / 80];
		row.labels[BY_COLLECTED_BY] = name;
		quality_add(quality, &row);
	}
	run(quality, 20);
	ok(find(quality, BY_COLLECTED_BY, "", QUALITY_ICC).verdict == QUALITY_OK,
	   "what units differ by is no interviewer effect");
	ok(find(quality, BY_UNIT, "", QUALITY_ICC).low > 0.05 &&
		   find(quality, BY_UNIT, "", QUALITY_ICC).verdict == QUALITY_NONE,
	   "units may differ");
	quality_free(quality);
}

/* 60 responses, one an hour from 8 on, ten a day; `burst` of them at once. */
static enum quality_verdict burst_of(size_t burst, size_t n, size_t *flagged)
{
	static const uint8_t levels[ITEMS] = {1, 2, 3, 4, 5};
	struct quality *quality = begin(ITEMS);

	for (size_t i = 0; i < n; i++) {
		struct quality_row row = blank(levels);
		row.labels[BY_UNIT] = "u";
		row.submitted = i < burst ? NOON + (int64_t)i * 10 * SECOND
					  : WORLD_START + (int64_t)(i / 10) * DAY +
						    (int64_t)(8 + i % 10) * HOUR;
		quality_add(quality, &row);
	}
	run(quality, QUALITY_N_MIN);
	struct quality_finding finding = find(quality, BY_UNIT, "u", QUALITY_BURST);
	*flagged = finding.flagged;
	quality_free(quality);
	return finding.verdict;
}

static void test_bursts(void)
{
	size_t flagged;

	ok(burst_of(0, 60, &flagged) == QUALITY_OK && flagged == 0,
	   "one an hour is no burst");
	ok(burst_of(15, 60, &flagged) == QUALITY_FLAG && flagged >= 15,
	   "15 in three minutes are: %zu flagged", flagged);
	ok(burst_of(4, 60, &flagged) == QUALITY_OK, "4 are not");
	ok(burst_of(15, 19, &flagged) == QUALITY_FEW && flagged == 0,
	   "of few responses nothing is said");
}

static enum quality_verdict digits_of(size_t n, unsigned step, double unit)
{
	static const uint8_t levels[ITEMS] = {1, 2, 3, 4, 5};
	struct quality *quality = begin(ITEMS);

	for (size_t i = 0; i < n; i++) {
		struct quality_row row = blank(levels);
		row.labels[BY_UNIT] = "u";
		/* 7 is no divisor of 10, so that all digits come */
		row.weight = unit * (double)(100 + 7 * i - 7 * i % step);
		quality_add(quality, &row);
	}
	/* so that the round's weights have the last decimal */
	struct quality_row row = blank(levels);
	row.labels[BY_UNIT] = "v";
	row.weight = unit;
	quality_add(quality, &row);
	run(quality, QUALITY_N_MIN);
	enum quality_verdict verdict =
		find(quality, BY_UNIT, "u", QUALITY_DIGIT).verdict;
	quality_free(quality);
	return verdict;
}

static void test_digits(void)
{
	ok(digits_of(200, 1, 0.01) == QUALITY_OK, "even last digits are usual");
	ok(digits_of(200, 5, 0.01) == QUALITY_FLAG, "rounded to fives they are not");
	ok(digits_of(40, 5, 1) == QUALITY_FEW, "few different weights tell nothing");
	ok(digits_of(200, 1, 0.0314159265358979) == QUALITY_NONE,
	   "computed weights have no last digit");
}

static void test_small(void)
{
	static const uint8_t levels[ITEMS] = {5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5};
	struct quality *quality = begin(ITEMS);
	size_t flags = 0;

	run(quality, QUALITY_N_MIN);
	ok(quality_nfindings(quality) > 0 && quality_finding(quality, 0)->n == 0,
	   "a round without responses");
	quality_free(quality);
	quality = begin(ITEMS);
	for (size_t i = 0; i < 19; i++) {
		struct quality_row row = blank(levels);
		row.labels[BY_COLLECTED_BY] = "a";
		quality_add(quality, &row);
	}
	run(quality, QUALITY_N_MIN);
	for (size_t i = 0; i < quality_nfindings(quality); i++)
		flags += quality_finding(quality, i)->verdict == QUALITY_FLAG;
	ok(flags == 0 &&
		   find(quality, BY_COLLECTED_BY, "a", QUALITY_STRAIGHT).verdict ==
			   QUALITY_FEW,
	   "19 straight forms of one interviewer are too few to be judged");
	quality_free(quality);
}

/* --- surveys ---------------------------------------------------------------------- */

enum { HONEST_SURVEYS = 60, FABRICATED_SURVEYS = 10 };

static void test_honest(void)
{
	static const struct world world = {30, 60, 10, HONEST, 0, 1};
	size_t alarms = 0, flagged = 0, responses = 0;

	for (size_t s = 0; s < HONEST_SURVEYS; s++) {
		struct quality *quality = world_quality(&world, 100 + s);
		for (size_t f = 0; f < quality_nfindings(quality); f++) {
			const struct quality_finding *finding =
				quality_finding(quality, f);
			alarms += finding->by != BY_COUNT &&
				  finding->verdict == QUALITY_FLAG;
		}
		responses += quality_nresponses(quality);
		for (size_t i = 0; i < quality_nresponses(quality); i++)
			flagged += quality_response(quality, i).reasons != 0;
		quality_free(quality);
	}
	ok(alarms <= 13,
	   "%zu false alarms of 60 surveys, 9 kinds, 2 groupings: 11 are "
	   "promised at most",
	   alarms);
	ok((double)flagged < 0.01 * (double)responses,
	   "%zu of %zu honest responses flagged, less than one in a hundred", flagged,
	   responses);
}

static void test_fabricated(void)
{
	static const struct {
		enum fabrication how;
		double share;
		enum quality_kind kind;
		size_t least;
	} cases[] = {
		{COPIES, 1, QUALITY_EXACT, 6},	    {COPIES, 0.5, QUALITY_NEAR, 5},
		{STRAIGHT, 1, QUALITY_STRAIGHT, 5}, {SPEEDS, 0.5, QUALITY_SPEED, 8},
		{AT_NIGHT, 0.5, QUALITY_NIGHT, 8},  {AT_NIGHT, 1, QUALITY_BURST, 9},
		{DIGITS, 0.5, QUALITY_DIGIT, 7}};

	for (size_t c = 0; c < ARRAY_SIZE(cases); c++) {
		struct world world = {30, 60, 10, cases[c].how, cases[c].share, 1};
		size_t found = 0;
		for (size_t s = 0; s < FABRICATED_SURVEYS; s++) {
			struct quality *quality = world_quality(&world, 500 + s);
			found += find(quality, BY_COLLECTED_BY, "I0", cases[c].kind)
					 .verdict == QUALITY_FLAG;
			quality_free(quality);
		}
		ok(found >= cases[c].least, "who fabricates is found by %s: %zu of %d",
		   quality_kind_name(cases[c].kind), found, FABRICATED_SURVEYS);
	}
}

/* Two kiosk answers with signs, one without, and one of a file. */
static void test_flags(void)
{
	static const uint8_t levels[ITEMS] = {1, 2, 3, 4, 5, 1, 2, 3, 4, 5, 1, 2};
	static const int flags[] = {1U << FLAG_AGAIN,
				    1U << FLAG_HONEYPOT | 1U << FLAG_AGAIN, 0, -1};
	struct quality *quality = begin(ITEMS);

	for (size_t i = 0; i < ARRAY_SIZE(flags); i++) {
		struct quality_row row = blank(levels);
		row.labels[BY_CHANNEL] = "kiosk";
		row.flags = flags[i];
		quality_add(quality, &row);
	}
	run(quality, QUALITY_N_MIN);
	for (size_t i = 0; i < ARRAY_SIZE(flags); i++)
		ok(quality_response(quality, i).reasons ==
			   (flags[i] > 0 ? (unsigned)flags[i] << QUALITY_FLAGS : 0),
		   "what the collector saw of answer %zu is a reason", i);
	for (int f = 0; f < FLAG_COUNT; f++) {
		enum quality_kind kind = (enum quality_kind)(QUALITY_FLAGS + f);
		size_t want = f == FLAG_AGAIN ? 2 : f == FLAG_HONEYPOT ? 1 : 0;
		struct quality_finding all = find(quality, BY_COUNT, "", kind);
		ok(all.n == 3 && all.flagged == want &&
			   all.verdict == (want ? QUALITY_FLAG : QUALITY_OK),
		   "%s: %zu of 3 that were seen", quality_kind_name(kind), want);
	}
	quality_free(quality);
}

int main(void)
{
	test_runs();
	test_flags();
	test_scales();
	test_times();
	test_shares();
	test_effect();
	test_nested_effect();
	test_bursts();
	test_digits();
	test_small();
	test_honest();
	test_fabricated();
	return done_testing();
}
