/* See funnel.h. */
#include "funnel.h"

#include "keys.h"

#include "forms/alloc.h"

#include <math.h>
#include <string.h>

/* What dealings are known of: units, and units with a service; of which it is told how
 * many were invited, and of which of these not where units are counted as a whole. */
enum { UNITS, PAIRS, INVITED_UNITS, INVITED_PAIRS, INVITED_COVERED };

struct funnel {
	const struct grouping *groupings;
	size_t ngroupings;
	struct keys *keys;  /* (grouping, key) → row */
	struct keys *dealt; /* by the enum above */
	struct arena *row;  /* of the key in hand */
	struct funnel_row *rows;
	size_t nrows, room;
	double left_out;
	double comments[CHANNEL_COUNT + 1];
};

struct funnel *funnel_new(const struct grouping *groupings, size_t ngroupings)
{
	struct funnel *funnel = xcalloc(1, sizeof(*funnel));

	funnel->groupings = groupings;
	funnel->ngroupings = ngroupings;
	funnel->keys = keys_new();
	funnel->dealt = keys_new();
	funnel->row = arena_new();
	return funnel;
}

void funnel_free(struct funnel *funnel)
{
	if (!funnel)
		return;
	keys_free(funnel->keys);
	keys_free(funnel->dealt);
	arena_free(funnel->row);
	free(funnel->rows);
	free(funnel);
}

static bool is_service(const struct variable *variable)
{
	return !variable->item &&
	       variable->column == offsetof(struct source_row, service);
}

static bool is_unit(const struct variable *variable)
{
	return !variable->item && variable->column == offsetof(struct source_row, unit);
}

bool funnel_takes(const struct grouping *grouping)
{
	for (unsigned i = 0; i < grouping->nvariables; i++)
		if (!is_service(&grouping->variables[i]) &&
		    !is_unit(&grouping->variables[i]))
			return false;
	return true;
}

static bool divides_services(const struct grouping *grouping)
{
	for (unsigned i = 0; i < grouping->nvariables; i++)
		if (is_service(&grouping->variables[i]))
			return true;
	return false;
}

static struct funnel_row *row_of(struct funnel *funnel, size_t grouping,
				 const char *key)
{
	bool added;
	uint32_t number = keys_add(funnel->keys, grouping, key, &added);

	if (!added)
		return &funnel->rows[number];
	ARRAY_RESERVE(funnel->rows, funnel->nrows, funnel->room);
	struct funnel_row *row = &funnel->rows[funnel->nrows++];
	*row = (struct funnel_row){.grouping = &funnel->groupings[grouping],
				   .domain = keys_label(funnel->keys, number)};
	return row;
}

/* The row of a unit and a service; NULL where they are in none of the grouping. */
static struct funnel_row *row_of_codes(struct funnel *funnel, size_t grouping,
				       const char *unit, const char *service)
{
	const struct source_row row = {.unit = unit, .service = service};

	arena_reset(funnel->row);
	const char *key = grouping_key(&funnel->groupings[grouping], &row, funnel->row);
	return key ? row_of(funnel, grouping, key) : NULL;
}

static void add_known(double *sum, double value)
{
	if (!isnan(value))
		*sum += value;
}

static void add_dealings(struct funnel_row *row, const struct dealings *dealings)
{
	row->periods += dealings->periods;
	row->invited_periods += dealings->invited_periods;
	row->overlapping |= dealings->overlapping;
	add_known(&row->received, dealings->received);
	add_known(&row->on_time, dealings->on_time);
	add_known(&row->on_time_of, dealings->on_time_of);
	add_known(&row->invited, dealings->invited);
}

/* A unit, and a service of it: codes hold no line feed. */
static const char *pair_of(struct funnel *funnel, const char *unit, const char *service)
{
	return arena_printf(funnel->row, "%s\n%s", unit ? unit : "", service);
}

static void note_dealt(struct funnel *funnel, const struct dealings *dealings)
{
	const char *key = dealings->unit ? dealings->unit : "";
	bool added;

	if (dealings->service)
		key = pair_of(funnel, key, dealings->service);
	keys_add(funnel->dealt, dealings->service ? PAIRS : UNITS, key, &added);
	if (dealings->invited_periods > 0)
		keys_add(funnel->dealt,
			 !dealings->service  ? INVITED_UNITS
			 : dealings->covered ? INVITED_COVERED
					     : INVITED_PAIRS,
			 key, &added);
}

/* Whether dealings are known that people of the unit and service can have rated. */
static bool is_dealt(struct funnel *funnel, const char *unit, const char *service,
		     bool by_service)
{
	if (service && keys_find(funnel->dealt, PAIRS,
				 pair_of(funnel, unit, service)) != KEYS_NONE)
		return true;
	return !by_service &&
	       keys_find(funnel->dealt, UNITS, unit ? unit : "") != KEYS_NONE;
}

void funnel_add_dealings(void *context, const struct dealings *dealings)
{
	struct funnel *funnel = context;

	if (!dealings->inside)
		funnel->left_out += dealings->periods;
	else
		note_dealt(funnel, dealings);
	for (size_t g = 0; dealings->inside && g < funnel->ngroupings; g++) {
		if (dealings->covered && !divides_services(&funnel->groupings[g]))
			continue;
		struct funnel_row *row =
			row_of_codes(funnel, g, dealings->unit, dealings->service);
		if (row)
			add_dealings(row, dealings);
	}
}

void funnel_add_comments(void *context, const struct comments *comments)
{
	struct funnel *funnel = context;
	unsigned channel = channel_find(comments->channel ? comments->channel : "");

	funnel->comments[channel] += comments->count;
	for (size_t g = 0; g < funnel->ngroupings; g++) {
		struct funnel_row *row =
			row_of_codes(funnel, g, comments->unit, comments->service);
		if (!row)
			continue;
		row->comments[channel] += comments->count;
		row->received_partly |=
			!is_dealt(funnel, comments->unit, comments->service,
				  divides_services(&funnel->groupings[g]));
	}
}

/* Whether dealings that are counted in the grouping tell how many were invited, and so
 * count those who were given a ticket. */
static bool is_invited(struct funnel *funnel, const struct tickets *tickets,
		       bool by_service)
{
	const char *unit = tickets->unit ? tickets->unit : "";

	if (!by_service && keys_find(funnel->dealt, INVITED_UNITS, unit) != KEYS_NONE)
		return true;
	if (!tickets->service)
		return false;
	const char *pair = pair_of(funnel, unit, tickets->service);
	return keys_find(funnel->dealt, INVITED_PAIRS, pair) != KEYS_NONE ||
	       (by_service &&
		keys_find(funnel->dealt, INVITED_COVERED, pair) != KEYS_NONE);
}

void funnel_add_tickets(void *context, const struct tickets *tickets)
{
	struct funnel *funnel = context;

	for (size_t g = 0; g < funnel->ngroupings; g++) {
		bool by_service = divides_services(&funnel->groupings[g]);
		if (is_invited(funnel, tickets, by_service))
			continue;
		struct funnel_row *row =
			row_of_codes(funnel, g, tickets->unit, tickets->service);
		if (!row)
			continue;
		row->invited += tickets->count;
		row->tickets += tickets->count;
	}
}

void funnel_add_figure(struct funnel *funnel, enum side side,
		       const struct figure *figure)
{
	size_t grouping = (size_t)(figure->grouping - funnel->groupings);

	row_of(funnel, grouping, figure->domain)->figures[side] = figure;
}

void funnel_add_figures(struct funnel *funnel, const struct apart *apart)
{
	for (int side = 0; side < SIDE_COUNT; side++)
		for (size_t i = 0; i < figures_count(apart->figures[side]); i++)
			funnel_add_figure(funnel, (enum side)side,
					  figures_at(apart->figures[side], i));
}

static int compare_rows(const void *left, const void *right)
{
	const struct funnel_row *a = left, *b = right;

	if (a->grouping != b->grouping)
		return a->grouping < b->grouping ? -1 : 1;
	return strcmp(a->domain, b->domain);
}

void funnel_finish(struct funnel *funnel)
{
	if (funnel->nrows)
		qsort(funnel->rows, funnel->nrows, sizeof(*funnel->rows), compare_rows);
}

size_t funnel_count(const struct funnel *funnel)
{
	return funnel->nrows;
}

const struct funnel_row *funnel_at(const struct funnel *funnel, size_t number)
{
	return &funnel->rows[number];
}

double funnel_left_out(const struct funnel *funnel)
{
	return funnel->left_out;
}

double funnel_comments(const struct funnel *funnel, unsigned channel)
{
	return funnel->comments[channel];
}

/* --- what a row says --- */

static double share_of(double part, double whole)
{
	return whole > 0 ? part / whole : (double)NAN;
}

static void count_rated(const struct funnel_row *row, struct funnel_figures *say)
{
	for (int side = 0; side < SIDE_COUNT; side++) {
		const struct figure *figure = row->figures[side];
		say->rated_by[side] = figure ? (double)figure->result.n : 0;
		say->rated += say->rated_by[side];
	}
	say->rated_of_received = row->received_partly
					 ? (double)NAN
					 : share_of(say->rated, row->received);
}

/* NaN where neither side may be told of. */
static double heard_satisfied(const struct funnel_row *row)
{
	double heard = (double)NAN;

	for (int side = 0; side < SIDE_COUNT; side++) {
		const struct figure *figure = row->figures[side];
		if (!figure || figure->suppressed || isnan(figure->result.estimate))
			continue;
		heard = (isnan(heard) ? 0 : heard) +
			(double)figure->result.n * figure->result.estimate;
	}
	return heard;
}

static void put_satisfied(const struct figure *figure, struct funnel_figures *say)
{
	if (!figure || !figure->result.n)
		return;
	say->suppressed = figure->suppressed;
	if (figure->suppressed)
		return;
	say->satisfied = figure->result.estimate;
	say->low = figure->result.low;
	say->high = figure->result.high;
}

static unsigned notes_of(const struct funnel_row *row, const struct funnel_figures *say,
			 enum side headline)
{
	bool dealt = row->periods > 0;
	bool on_time_partly = row->on_time_of > 0 && row->on_time_of < row->received;
	bool invited_partly =
		row->invited_periods > 0 && row->invited_periods < row->periods;
	const bool is_so[FUNNEL_NOTE_COUNT] = {
		[FUNNEL_NO_DEALINGS] = !dealt,
		[FUNNEL_NOBODY_RATED] = say->rated == 0,
		[FUNNEL_NO_SAMPLE] = say->rated > 0 && say->rated_by[headline] == 0,
		[FUNNEL_RATED_OVER] = dealt && say->rated > row->received,
		[FUNNEL_INVITED_OVER] = dealt && row->invited > row->received,
		[FUNNEL_OVERLAPPING] = row->overlapping,
		[FUNNEL_ON_TIME_PARTLY] = on_time_partly,
		[FUNNEL_INVITED_PARTLY] = invited_partly,
		[FUNNEL_INVITED_TICKETS] = row->tickets > 0,
		[FUNNEL_RECEIVED_PARTLY] = dealt && row->received_partly,
	};
	unsigned notes = 0;

	for (unsigned note = 0; note < FUNNEL_NOTE_COUNT; note++)
		notes |= (unsigned)is_so[note] << note;
	return notes;
}

struct funnel_figures funnel_say(const struct funnel_row *row, enum side headline)
{
	struct funnel_figures say = {.satisfied = (double)NAN,
				     .low = (double)NAN,
				     .high = (double)NAN,
				     .satisfied_of_received = (double)NAN};

	say.on_time_share = share_of(row->on_time, row->on_time_of);
	count_rated(row, &say);
	put_satisfied(row->figures[headline], &say);
	for (unsigned channel = 0; channel <= CHANNEL_COUNT; channel++)
		say.comments += row->comments[channel];
	say.notes = notes_of(row, &say, headline);
	if (say.rated <= row->received && !row->received_partly)
		say.satisfied_of_received =
			share_of(heard_satisfied(row), row->received);
	return say;
}
