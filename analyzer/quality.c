/* See quality.h. */
#include "quality.h"

#include "quality_store.h"

#include <math.h>
#include <string.h>

int quality_kind_flag(enum quality_kind kind)
{
	return kind >= QUALITY_FLAGS && kind < QUALITY_FLAGS + FLAG_COUNT
		       ? (int)kind - QUALITY_FLAGS
		       : -1;
}

const char *quality_kind_name(enum quality_kind kind)
{
	static const char *const names[QUALITY_COUNT] = {
		[QUALITY_STRAIGHT] = "straight", [QUALITY_EXACT] = "exact",
		[QUALITY_NEAR] = "near",	 [QUALITY_SPEED] = "speed",
		[QUALITY_NIGHT] = "night",	 [QUALITY_MISSING] = "missing",
		[QUALITY_BURST] = "burst",	 [QUALITY_ENTROPY] = "entropy",
		[QUALITY_DIGIT] = "digit",	 [QUALITY_ICC] = "icc",
		[QUALITY_DEFF] = "deff"};

	int flag = quality_kind_flag(kind);

	return flag < 0 ? names[kind] : flag_name((enum flag)flag);
}

const char *quality_by_name(enum quality_by by)
{
	static const char *const names[BY_COUNT + 1] = {"collected_by", "unit",
							"channel", "upload", "overall"};

	return names[by];
}

struct quality *quality_new(const struct quality_item *items, size_t nitems)
{
	struct quality *q = xcalloc(1, sizeof(*q));

	q->arena = arena_new();
	q->items = xcalloc(nitems + 1, sizeof(*items));
	if (nitems)
		memcpy(q->items, items, nitems * sizeof(*items));
	q->nitems = nitems;
	for (int by = 0; by < BY_COUNT; by++)
		q->keys[by] = keys_new();
	return q;
}

void quality_free(struct quality *q)
{
	if (!q)
		return;
	for (int by = 0; by < BY_COUNT; by++) {
		keys_free(q->keys[by]);
		free(q->group[by]);
	}
	free(q->ids);
	free(q->levels);
	free(q->nasked);
	free(q->started);
	free(q->submitted);
	free(q->weights);
	free(q->flags);
	free(q->run);
	free(q->pace);
	free(q->missing);
	free(q->hash);
	free(q->match);
	free(q->partner);
	free(q->can);
	free(q->marks);
	free(q->reasons);
	free(q->findings);
	free(q->items);
	arena_free(q->arena);
	free(q);
}

static void grow(struct quality *q)
{
	size_t room = q->room = q->room ? 2 * q->room : 64;

	q->ids = xrealloc(q->ids, room, sizeof(*q->ids));
	q->levels = xrealloc(q->levels, room, q->nitems + 1);
	q->nasked = xrealloc(q->nasked, room, sizeof(*q->nasked));
	q->started = xrealloc(q->started, room, sizeof(*q->started));
	q->submitted = xrealloc(q->submitted, room, sizeof(*q->submitted));
	q->weights = xrealloc(q->weights, room, sizeof(*q->weights));
	q->flags = xrealloc(q->flags, room, sizeof(*q->flags));
	for (int by = 0; by < BY_COUNT; by++)
		q->group[by] = xrealloc(q->group[by], room, sizeof(*q->group[by]));
}

void quality_add(struct quality *q, const struct quality_row *row)
{
	bool added;

	if (q->n == q->room)
		grow(q);
	size_t at = q->n++;
	q->ids[at] = row->id ? arena_strdup(q->arena, row->id) : NULL;
	if (q->nitems)
		memcpy(q->levels + at * q->nitems, row->levels, q->nitems);
	q->nasked[at] = (uint16_t)row->nasked;
	q->started[at] = row->started;
	q->submitted[at] = row->submitted;
	q->weights[at] = row->weight;
	q->flags[at] = (int16_t)row->flags;
	for (int by = 0; by < BY_COUNT; by++)
		q->group[by][at] = row->labels[by] ? keys_add(q->keys[by], 0,
							      row->labels[by], &added)
						   : KEYS_NONE;
}

/* --- groups ----------------------------------------------------------------------- */

static struct groups groups_new(const struct quality *q, enum quality_by by)
{
	const uint32_t *group = q->group[by];
	struct groups groups = {.count = keys_count(q->keys[by])};

	groups.order = xcalloc(q->n + 1, sizeof(*groups.order));
	groups.start = xcalloc(groups.count + 2, sizeof(*groups.start));
	for (size_t i = 0; i < q->n; i++)
		if (group[i] != KEYS_NONE)
			groups.start[group[i] + 2]++;
	for (size_t g = 2; g <= groups.count; g++)
		groups.start[g] += groups.start[g - 1];
	for (size_t i = 0; i < q->n; i++)
		if (group[i] != KEYS_NONE)
			groups.order[groups.start[group[i] + 1]++] = (uint32_t)i;
	return groups;
}

static void groups_release(struct groups *groups)
{
	free(groups->order);
	free(groups->start);
}

/* --- findings --------------------------------------------------------------------- */

struct quality_finding *quality_found(struct quality *q, enum quality_by by,
				      uint32_t group, enum quality_kind kind)
{
	const double none = (double)NAN;

	ARRAY_RESERVE(q->findings, q->nfindings, q->findings_room);
	struct quality_finding *finding = &q->findings[q->nfindings++];
	*finding = (struct quality_finding){.by = by,
					    .group = group,
					    .kind = kind,
					    .value = none,
					    .low = none,
					    .high = none,
					    .expected = none,
					    .threshold = none,
					    .p = none};
	return finding;
}

/* What the others say is of groups; these lines say how many responses it concerns. */
static void sum_up(struct quality *q, enum quality_kind kind)
{
	struct quality_finding *finding = quality_found(q, BY_COUNT, UINT32_MAX, kind);
	size_t marked = 0;

	for (size_t i = 0; i < q->n; i++) {
		finding->n += (q->can[i] & bit(kind)) != 0;
		marked += (q->marks[i] & bit(kind)) != 0;
		finding->flagged += (q->reasons[i] & bit(kind)) != 0;
	}
	/* whom one is compared with depends on the grouping */
	if (finding->n && kind != QUALITY_EXACT && kind != QUALITY_NEAR)
		finding->value = (double)marked / (double)finding->n;
	finding->threshold = q->cuts[kind];
	finding->verdict = !finding->n	      ? QUALITY_NONE
			   : finding->flagged ? QUALITY_FLAG
					      : QUALITY_OK;
}

static void run_grouping(struct quality *q, enum quality_by by)
{
	static const enum quality_kind marks[] = {QUALITY_STRAIGHT, QUALITY_SPEED,
						  QUALITY_NIGHT, QUALITY_MISSING};
	struct groups groups = groups_new(q, by);

	for (size_t i = 0; i < ARRAY_SIZE(marks); i++)
		quality_shares(q, by, &groups, marks[i]);
	for (int f = 0; f < FLAG_COUNT; f++)
		quality_shares(q, by, &groups, (enum quality_kind)(QUALITY_FLAGS + f));
	quality_exact(q, by, &groups);
	quality_near(q, by, &groups);
	quality_bursts(q, by, &groups);
	quality_entropy(q, by, &groups);
	quality_digits(q, by, &groups);
	quality_effect(q, by, &groups);
	groups_release(&groups);
}

/* A response may have its reason from another grouping, so this comes last. */
static void count_flagged(struct quality *q, enum quality_by by)
{
	size_t ngroups = keys_count(q->keys[by]);
	size_t *counts = xcalloc(ngroups * QUALITY_COUNT + 1, sizeof(*counts));

	for (size_t i = 0; i < q->n; i++)
		for (int kind = 0; q->group[by][i] != KEYS_NONE && kind < QUALITY_COUNT;
		     kind++)
			counts[q->group[by][i] * QUALITY_COUNT + (size_t)kind] +=
				(q->reasons[i] & bit((enum quality_kind)kind)) != 0;
	for (size_t f = 0; f < q->nfindings; f++) {
		struct quality_finding *finding = &q->findings[f];
		if (finding->by == by && finding->group != KEYS_NONE)
			finding->flagged =
				counts[finding->group * QUALITY_COUNT + finding->kind];
	}
	free(counts);
}

/* The round before its groups, these by kind. */
static int compare_findings(const void *left, const void *right)
{
	const struct quality_finding *a = left, *b = right;
	int x = a->by == BY_COUNT ? -1 : (int)a->by,
	    y = b->by == BY_COUNT ? -1 : (int)b->by;

	if (x != y)
		return x - y;
	if (a->kind != b->kind)
		return (int)a->kind - (int)b->kind;
	return (a->group > b->group) - (a->group < b->group);
}

bool quality_run(struct quality *q, const struct quality_options *options,
		 struct error *err)
{
	q->options = *options;
	quality_measure(q);
	if (!quality_find_partners(q, err))
		return false;
	for (int by = 0; by < BY_COUNT; by++)
		if (options->by[by] && keys_count(q->keys[by]))
			run_grouping(q, (enum quality_by)by);
	for (int by = 0; by < BY_COUNT; by++)
		count_flagged(q, (enum quality_by)by);
	for (int kind = 0; kind <= QUALITY_BURST; kind++)
		sum_up(q, (enum quality_kind)kind);
	qsort(q->findings, q->nfindings, sizeof(*q->findings), compare_findings);
	return true;
}

/* --- reading ---------------------------------------------------------------------- */

size_t quality_nfindings(const struct quality *q)
{
	return q->nfindings;
}

const struct quality_finding *quality_finding(const struct quality *q, size_t number)
{
	return &q->findings[number];
}

const char *quality_label(const struct quality *q, enum quality_by by, uint32_t group)
{
	return by == BY_COUNT || group == KEYS_NONE ? ""
						    : keys_label(q->keys[by], group);
}

size_t quality_nresponses(const struct quality *q)
{
	return q->n;
}

struct quality_response quality_response(const struct quality *q, size_t i)
{
	struct quality_response response = {.id = q->ids[i],
					    .reasons = q->reasons[i],
					    .run = (double)q->run[i],
					    .match = (double)q->match[i],
					    .pace = (double)q->pace[i],
					    .missing = (double)q->missing[i],
					    .time = quality_moment(q, i)};

	for (int by = 0; by < BY_COUNT; by++)
		response.labels[by] =
			q->group[by][i] == KEYS_NONE
				? NULL
				: keys_label(q->keys[by], q->group[by][i]);
	return response;
}
