/* Follows units from day to day; see succession.h. */
#include "succession.h"

#include "keys.h"

#include <math.h>
#include <string.h>

static const double tolerance = 1e-9;

static const char *const texts[] = {
	[SUCCESSION_KNOWN] = "",
	[SUCCESSION_ENDED] = "it ended, and no succession row says who took over",
	[SUCCESSION_CHANGED] = "its code means another unit now, and no succession row "
			       "says where its people went",
	[SUCCESSION_SHARES] = "the shares of its succession rows do not add up to 1",
	[SUCCESSION_DIVIDED] = "it was divided, and --rake needs whole units",
	[SUCCESSION_JOINED] = "it went to a unit that also took over from one that "
			      "can't be re-based",
};
_Static_assert(ARRAY_SIZE(texts) == SUCCESSION_STATE_COUNT, "a text for each state");

struct succession {
	struct arena *arena;
	struct succession_lists *lists;
	struct succession_options options;
	struct keys *codes; /* code → fate */
	struct succession_fate **fates;
	size_t room;
	struct keys *broken; /* codes that took over from what can't be re-based */
};

const char *succession_text(enum succession_state state)
{
	return texts[state];
}

/* --- the lists in order --- */

static int compare_rows(const void *left, const void *right)
{
	const struct succession_row *a = left, *b = right;
	int order = strcmp(a->old, b->old);

	if (order == 0)
		order = strcmp(a->valid_from, b->valid_from);
	return order ? order : strcmp(a->new, b->new);
}

static int compare_spans(const void *left, const void *right)
{
	const struct unit_span *a = left, *b = right;
	int order = strcmp(a->code, b->code);

	return order ? order : strcmp(a->from, b->from);
}

/* Where the elements of a code begin in a sorted array; `size` apart, each beginning
 * with its code. */
static size_t lower_bound(const void *array, size_t count, size_t size,
			  const char *code)
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const char *at;
		memcpy(&at, (const char *)array + middle * size, sizeof(at));
		if (strcmp(at, code) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The rows and the spans of a code, as a walk over them: for (x = first; x; x = next) */
static const struct succession_row *first_row(const struct succession *s,
					      const char *code)
{
	const struct succession_lists *lists = s->lists;
	size_t at = lower_bound(lists->rows, lists->nrows, sizeof(*lists->rows), code);

	return at < lists->nrows && strcmp(lists->rows[at].old, code) == 0
		       ? &lists->rows[at]
		       : NULL;
}

static const struct succession_row *next_row(const struct succession *s,
					     const struct succession_row *row)
{
	bool last = row + 1 == s->lists->rows + s->lists->nrows;

	return last || strcmp(row[1].old, row->old) != 0 ? NULL : row + 1;
}

static const struct unit_span *first_span(const struct succession *s, const char *code)
{
	const struct succession_lists *lists = s->lists;
	size_t at =
		lower_bound(lists->spans, lists->nspans, sizeof(*lists->spans), code);

	return at < lists->nspans && strcmp(lists->spans[at].code, code) == 0
		       ? &lists->spans[at]
		       : NULL;
}

static const struct unit_span *next_span(const struct succession *s,
					 const struct unit_span *span)
{
	bool last = span + 1 == s->lists->spans + s->lists->nspans;

	return last || strcmp(span[1].code, span->code) != 0 ? NULL : span + 1;
}

/* Rows without a day get that of the end of their old unit. */
static void date_rows(struct succession *s)
{
	struct succession_lists *lists = s->lists;

	for (size_t i = 0; i < lists->nrows; i++) {
		struct succession_row *row = &lists->rows[i];
		const struct unit_span *span = first_span(s, row->old);
		if (strcmp(row->valid_from, DAY_FIRST) != 0)
			continue;
		for (; span; span = next_span(s, span))
			if (strcmp(span->to, DAY_LAST) != 0 &&
			    strcmp(span->to, row->valid_from) > 0)
				row->valid_from = span->to;
	}
}

/* --- days of change --- */

static void sooner(const char **best, const char *day, const char *after)
{
	if (strcmp(day, after) > 0 && (!*best || strcmp(day, *best) < 0))
		*best = day;
}

/* The first day after that one on which something changes for the code; or NULL. */
static const char *next_change(const struct succession *s, const char *code,
			       const char *after)
{
	const char *best = NULL;

	for (const struct succession_row *row = first_row(s, code); row;
	     row = next_row(s, row))
		sooner(&best, row->valid_from, after);
	for (const struct unit_span *span = first_span(s, code); span;
	     span = next_span(s, span)) {
		sooner(&best, span->from, after);
		sooner(&best, span->to, after);
	}
	return best;
}

/* The day from which a code of the round is followed: the round's last, or, when it was
 * not valid any more then, the last day of change before its end. */
static const char *start_of(const struct succession *s, const char *code)
{
	const char *round_end = s->options.ends_on, *end = NULL, *day = DAY_FIRST;

	for (const struct unit_span *span = first_span(s, code); span;
	     span = next_span(s, span)) {
		if (strcmp(span->from, round_end) > 0)
			continue;
		if (!end || strcmp(span->to, end) > 0)
			end = span->to;
	}
	if (!end || strcmp(end, round_end) > 0)
		return round_end;
	for (const char *next;
	     (next = next_change(s, code, day)) && strcmp(next, end) < 0;)
		day = next;
	return day;
}

/* --- one unit's way --- */

/* Where its people are on a day; `stuck` is what can't be followed further. */
struct place {
	const char *code;
	double share;
	bool stuck;
};

struct way {
	struct place *places;
	size_t n, room;
	enum succession_state state;
};

static void put(struct way *way, const char *code, double share, bool stuck)
{
	for (size_t i = 0; i < way->n; i++) {
		struct place *place = &way->places[i];
		if (strcmp(place->code, code) != 0)
			continue;
		place->share += share;
		place->stuck = place->stuck || stuck;
		return;
	}
	ARRAY_RESERVE(way->places, way->n, way->room);
	way->places[way->n++] = (struct place){code, share, stuck};
}

/* What a day without succession rows means for a code. */
static enum succession_state state_without_rows(const struct succession *s,
						const char *code, const char *day)
{
	bool ends = false, lasts = false;

	for (const struct unit_span *span = first_span(s, code); span;
	     span = next_span(s, span)) {
		if (strcmp(span->from, day) == 0)
			return SUCCESSION_CHANGED;
		ends = ends || strcmp(span->to, day) == 0;
		lasts = lasts ||
			(strcmp(span->from, day) < 0 && strcmp(span->to, day) > 0);
	}
	return ends && !lasts ? SUCCESSION_ENDED : SUCCESSION_KNOWN;
}

static void move(const struct succession *s, const struct place *place, const char *day,
		 struct way *to)
{
	double sum = 0;
	bool told = false;
	enum succession_state state = SUCCESSION_KNOWN;

	for (const struct succession_row *row = first_row(s, place->code);
	     row && !place->stuck; row = next_row(s, row)) {
		if (strcmp(row->valid_from, day) != 0)
			continue;
		put(to, row->new, place->share * row->share, false);
		sum += row->share;
		told = true;
	}
	if (told && !(fabs(sum - 1) <= tolerance))
		state = SUCCESSION_SHARES;
	if (!told && !place->stuck)
		state = state_without_rows(s, place->code, day);
	if (!told)
		put(to, place->code, place->share,
		    place->stuck || state != SUCCESSION_KNOWN);
	if (state != SUCCESSION_KNOWN)
		to->state = state;
}

static const char *next_day(const struct succession *s, const struct way *way,
			    const char *after)
{
	const char *best = NULL;

	for (size_t i = 0; i < way->n; i++) {
		const struct place *place = &way->places[i];
		const char *day =
			place->stuck ? NULL : next_change(s, place->code, after);
		if (day)
			sooner(&best, day, after);
	}
	return best && strcmp(best, s->options.as_of) <= 0 ? best : NULL;
}

static struct way follow(const struct succession *s, const char *code)
{
	struct way way = {.state = SUCCESSION_KNOWN};
	const char *day = start_of(s, code);

	put(&way, code, 1, false);
	while ((day = next_day(s, &way, day))) {
		struct way next = {.state = way.state};
		for (size_t i = 0; i < way.n; i++)
			move(s, &way.places[i], day, &next);
		free(way.places);
		way = next;
	}
	if (way.state == SUCCESSION_KNOWN && way.n > 1 && s->options.whole)
		way.state = SUCCESSION_DIVIDED;
	return way;
}

/* --- all of them --- */

/* One of the places may round to less than the whole that it is. */
static double share_of(const struct way *way, const struct place *place)
{
	return way->n == 1 && fabs(place->share - 1) <= tolerance ? 1 : place->share;
}

static struct succession_fate *find_or_add(struct succession *s, const char *code)
{
	bool added;
	uint32_t number = keys_add(s->codes, 0, code, &added);

	if (!added)
		return s->fates[number];
	struct way way = follow(s, code);
	struct succession_fate *fate = arena_alloc(s->arena, 1, sizeof(*fate));
	fate->code = keys_label(s->codes, number);
	fate->state = way.state;
	fate->nparts = way.n;
	fate->parts = arena_alloc(s->arena, way.n, sizeof(*fate->parts));
	for (size_t i = 0; i < way.n; i++)
		fate->parts[i] = (struct succession_part){
			arena_strdup(s->arena, way.places[i].code),
			way.state ? 0 : share_of(&way, &way.places[i])};
	free(way.places);
	size_t count = number;
	ARRAY_RESERVE(s->fates, count, s->room);
	return s->fates[number] = fate;
}

static void mark_broken(struct succession *s, const struct succession_fate *fate)
{
	bool added;

	for (size_t i = 0; fate->state && i < fate->nparts; i++)
		keys_add(s->broken, 0, fate->parts[i].code, &added);
}

/* A code that was valid at some time of the round. */
static bool is_of_round(const struct succession *s, const struct unit_span *span)
{
	return strcmp(span->from, s->options.ends_on) <= 0 &&
	       strcmp(span->to, s->options.starts_on) > 0;
}

/* Codes of which only the rows know may have been valid at any time. */
static void mark_all(struct succession *s)
{
	const struct succession_lists *lists = s->lists;

	for (size_t i = 0; i < lists->nspans; i++)
		if (is_of_round(s, &lists->spans[i]))
			mark_broken(s, find_or_add(s, lists->spans[i].code));
	for (size_t i = 0; i < lists->nrows; i++)
		if (!first_span(s, lists->rows[i].old))
			mark_broken(s, find_or_add(s, lists->rows[i].old));
}

struct succession *succession_new(struct succession_lists *lists,
				  const struct succession_options *options)
{
	struct succession *s = xcalloc(1, sizeof(*s));

	s->arena = arena_new();
	s->lists = lists;
	s->options = *options;
	s->codes = keys_new();
	s->broken = keys_new();
	if (lists->nspans)
		qsort(lists->spans, lists->nspans, sizeof(*lists->spans),
		      compare_spans);
	/* sorted by code to be dated, then by day within the code */
	if (lists->nrows)
		qsort(lists->rows, lists->nrows, sizeof(*lists->rows), compare_rows);
	date_rows(s);
	mark_all(s);
	return s;
}

void succession_free(struct succession *succession)
{
	if (!succession)
		return;
	keys_free(succession->codes);
	keys_free(succession->broken);
	free(succession->fates);
	arena_free(succession->arena);
	free(succession);
}

const struct succession_fate *succession_of(struct succession *succession,
					    const char *code)
{
	struct succession_fate *fate = find_or_add(succession, code);

	if (fate->met)
		return fate;
	fate->met = true;
	for (size_t i = 0; i < fate->nparts; i++) {
		struct succession_part *part = &fate->parts[i];
		if (keys_find(succession->broken, 0, part->code) == KEYS_NONE)
			continue;
		if (fate->state == SUCCESSION_KNOWN)
			fate->state = SUCCESSION_JOINED;
		part->share = 0;
	}
	return fate;
}

const char *succession_as_of(const struct succession *succession)
{
	return succession->options.as_of;
}

size_t succession_count(const struct succession *succession)
{
	return keys_count(succession->codes);
}

const struct succession_fate *succession_at(const struct succession *succession,
					    size_t number)
{
	return succession->fates[number];
}
