/* See report_trend.h. */
#include "report_trend.h"

#include "forms/alloc.h"

#include <math.h>
#include <string.h>

struct rounds {
	struct round *list;
	size_t n;
	const struct round *now;
};

static const struct round *find(const struct rounds *rounds, const char *code)
{
	for (size_t i = 0; i < rounds->n; i++)
		if (strcmp(rounds->list[i].code, code) == 0)
			return &rounds->list[i];
	return NULL;
}

/* Steps from one round back to another, over what they are comparable with; 0: none. */
static size_t steps_to(const struct rounds *rounds, const struct round *from,
		       const struct round *to)
{
	const struct round *at = from;

	/* A round can only name an older one; the count ends what should not be. */
	for (size_t steps = 1; at->comparable_with && steps <= rounds->n; steps++) {
		at = find(rounds, at->comparable_with);
		if (!at)
			return 0;
		if (strcmp(at->code, to->code) == 0)
			return steps;
	}
	return 0;
}

static const char *day_of(const struct round *round)
{
	return round->ends_on ? round->ends_on : round->starts_on;
}

static bool is_earlier(const struct rounds *rounds, const struct round *round)
{
	const struct round *now = rounds->now;

	if (steps_to(rounds, now, round))
		return true;
	return strcmp(round->form, now->form) == 0 && day_of(round) && day_of(now) &&
	       strcmp(day_of(round), day_of(now)) < 0;
}

/* Below 0: a lies before b. */
static int compare_rounds_in_time(const struct rounds *rounds, const struct round *a,
				  const struct round *b)
{
	if (steps_to(rounds, b, a))
		return -1;
	if (steps_to(rounds, a, b))
		return 1;
	if (day_of(a) && day_of(b) && strcmp(day_of(a), day_of(b)) != 0)
		return strcmp(day_of(a), day_of(b));
	return strcmp(a->code, b->code);
}

/* Earlier rounds to the front, in order; returns how many. Few, so by insertion. */
static size_t order(struct rounds *rounds, const struct round **list)
{
	size_t n = 0;

	for (size_t i = 0; i < rounds->n; i++) {
		const struct round *round = &rounds->list[i];
		size_t at = n;
		if (round->status == ROUND_PLANNED || !is_earlier(rounds, round))
			continue;
		for (;
		     at > 0 && compare_rounds_in_time(rounds, round, list[at - 1]) < 0;
		     at--)
			list[at] = list[at - 1];
		list[at] = round;
		n++;
	}
	return n;
}

static void add_point(struct trend *trend, const struct rounds *rounds,
		      const struct round *round, const struct figure *figure)
{
	const struct result *result = &figure->result;
	struct trend_point *point = &trend->points[trend->n];

	if (figure->suppressed || isnan(result->estimate))
		return;
	*point = (struct trend_point){.round = *round,
				      .estimate = result->estimate,
				      .low = result->low,
				      .high = result->high,
				      .n = result->n};
	if (trend->n) {
		const struct round *before = &trend->points[trend->n - 1].round;
		point->is_break = !steps_to(rounds, round, before) ||
				  strcmp(round->method, before->method) != 0;
	}
	trend->n++;
}

/* Nobody, or what can't be measured, is no point; that is no failure. */
static bool read_point(struct trend *trend, const struct rounds *rounds,
		       const struct round *round, const struct source_options *options,
		       const struct methods *methods, struct error *err)
{
	static const char *const names[] = {"index"};
	struct source_options earlier = *options;
	struct methods plain = *methods;
	struct reading reading = {.ngroupings = 1};

	earlier.round = round->code;
	plain.rake = NULL; /* margins are those of this round */
	bool done = reading_open(&reading, &earlier, err);
	if (done && source_form(reading.source)->index >= 0 &&
	    grouping_parse(&reading.groupings[0], source_form(reading.source),
			   "overall", err) &&
	    (reading.agenda =
		     agenda_new(source_form(reading.source), names, 1, NULL, 0, err)) &&
	    reading_take(&reading, &plain, err) && figures_count(reading.figures))
		add_point(trend, rounds, round, figures_at(reading.figures, 0));
	reading_release(&reading);
	done = done && (err->code == ERROR_NONE || err->code == ERROR_INPUT);
	if (done)
		*err = (struct error){0};
	return done;
}

bool trend_read(struct trend *trend, const struct reading *now,
		const struct figure *index, const struct methods *methods,
		const struct source_options *options, struct arena *arena,
		struct error *err)
{
	struct rounds rounds = {.now = source_round(now->source)};

	if (!round_list(source_db(now->source), arena, &rounds.list, &rounds.n, err))
		return false;
	const struct round **list =
		arena_alloc(arena, rounds.n + 1, sizeof(const struct round *));
	size_t n = order(&rounds, list);
	size_t first = n > TREND_MOST - 1 ? n - (TREND_MOST - 1) : 0;
	for (size_t i = first; i < n; i++)
		if (!read_point(trend, &rounds, list[i], options, methods, err))
			return false;
	if (index)
		add_point(trend, &rounds, rounds.now, index);
	return true;
}
