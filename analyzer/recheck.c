/* See recheck.h. */
#include "recheck.h"

#include "keys.h"

#include "forms/alloc.h"
#include "forms/microdata.h"
#include "forms/text.h"

#include <errno.h>
#include <string.h>

enum { TOLD_MAX = 20 };

struct member {
	unsigned grouping;
	size_t nresponses;
	uint32_t *people; /* numbers of their ids */
	size_t npeople, room;
};

struct recheck {
	const struct agenda *agenda;
	const struct grouping *groupings;
	size_t ngroupings, nitems;
	struct arena *arena; /* levels */
	struct arena *row;
	/* by the number of the id */
	struct keys *ids;
	struct twice *answers; /* first NULL: not met yet */
	size_t room;
	/* by the number of the domain */
	struct keys *keys;
	struct member *members;
	size_t members_room;
	size_t nmet, told;
	struct recheck_left left;
};

struct recheck *recheck_new(const struct agenda *agenda,
			    const struct grouping *groupings, size_t ngroupings)
{
	struct recheck *recheck = xcalloc(1, sizeof(*recheck));

	recheck->agenda = agenda;
	recheck->groupings = groupings;
	recheck->ngroupings = ngroupings;
	recheck->nitems = agenda_plan(agenda)->nitems;
	recheck->arena = arena_new();
	recheck->row = arena_new();
	recheck->ids = keys_new();
	recheck->keys = keys_new();
	return recheck;
}

void recheck_free(struct recheck *recheck)
{
	if (!recheck)
		return;
	for (uint32_t d = 0; d < keys_count(recheck->keys); d++)
		free(recheck->members[d].people);
	free(recheck->members);
	free(recheck->answers);
	keys_free(recheck->keys);
	keys_free(recheck->ids);
	arena_free(recheck->row);
	arena_free(recheck->arena);
	free(recheck);
}

static const int8_t *levels_of(struct recheck *recheck, const unsigned char *answers)
{
	int8_t *levels = arena_alloc(recheck->arena, recheck->nitems + 1, 1);

	agenda_levels(recheck->agenda, answers, levels);
	return levels;
}

/* A UUID may be written in several ways. */
static const char *plain_id(const char *id, char plain[static UUID_TEXT_BYTES])
{
	unsigned char uuid[16];

	if (!text_uuid(id, uuid))
		return id;
	uuid_text(uuid, plain);
	return plain;
}

/* --- the file --- */

static void tell(struct recheck *recheck, const char *path, const struct reject *reject,
		 const char *what)
{
	if (recheck->told++ < TOLD_MAX)
		fprintf(stderr, "%s, line %lu, %s%s'%s': %s\n", path, reject->line,
			reject->column, *reject->column ? " " : "", reject->value,
			what);
}

static void tell_rejects(struct recheck *recheck, const char *path,
			 const struct rejects *rejects)
{
	recheck->left.rejected++;
	for (size_t i = 0; i < rejects->count; i++)
		tell(recheck, path, &rejects->list[i],
		     rule_text(rejects->list[i].rule, "en"));
}

static void take(struct recheck *recheck, const char *path, unsigned long line,
		 const struct response *response)
{
	const char *id = response->field[FIELD_RESPONSE_ID];
	struct reject reject = {line, field_name(FIELD_RESPONSE_ID), id ? id : "",
				RULE_KEPT};
	char plain[UUID_TEXT_BYTES];
	bool added;

	if (!id) {
		recheck->left.nameless++;
		tell(recheck, path, &reject, "says of no response that it re-checks");
		return;
	}
	uint32_t number = keys_add(recheck->ids, 0, plain_id(id, plain), &added);
	if (!added) {
		recheck->left.repeated++;
		tell(recheck, path, &reject, "was there before; the first counts");
		return;
	}
	size_t used = number;
	ARRAY_RESERVE(recheck->answers, used, recheck->room);
	recheck->answers[number] =
		(struct twice){.second = levels_of(recheck, response->answers.bytes)};
}

static bool read_rows(struct recheck *recheck, struct microdata *microdata,
		      const char *path, struct error *err)
{
	struct response response;
	struct rejects rejects;

	for (;;) {
		switch (microdata_next(microdata, &response, &rejects, err)) {
		case MICRODATA_REJECTED:
			tell_rejects(recheck, path, &rejects);
			break;
		case MICRODATA_RESPONSE:
			take(recheck, path, microdata_line(microdata), &response);
			break;
		case MICRODATA_END:
			return true;
		case MICRODATA_FAILED:
			return false;
		}
	}
}

bool recheck_read(struct recheck *recheck, const struct recheck_file *file,
		  struct error *err)
{
	struct microdata *microdata = NULL;
	struct map *map = NULL;
	FILE *in = fopen(file->path, "rb");
	bool done = false;

	if (!in)
		return error_set(err, ERROR_INPUT, "%s: %s", file->path,
				 strerror(errno));
	if (file->map && !(map = map_load(file->map, err)))
		goto out;
	microdata = microdata_open(in, file->path, file->form, map, file->round, err);
	done = microdata && read_rows(recheck, microdata, file->path, err);
	if (recheck->told > TOLD_MAX)
		fprintf(stderr, "… and %zu more\n", recheck->told - TOLD_MAX);
out:
	microdata_close(microdata);
	map_free(map);
	fclose(in);
	return done;
}

/* --- the round --- */

/* The number of its id where it was re-checked, or KEYS_NONE. */
static uint32_t meet(struct recheck *recheck, const struct source_row *row)
{
	char plain[UUID_TEXT_BYTES];
	uint32_t number = keys_find(recheck->ids, 0, plain_id(row->id, plain));

	if (number == KEYS_NONE)
		return KEYS_NONE;
	struct twice *answers = &recheck->answers[number];
	if (answers->first) {
		recheck->left.originals++;
		return KEYS_NONE;
	}
	answers->first = levels_of(recheck, row->answers);
	recheck->nmet++;
	return number;
}

static struct member *member_of(struct recheck *recheck, unsigned grouping,
				const char *key)
{
	bool added;
	size_t number = keys_add(recheck->keys, grouping, key, &added);

	if (added) {
		ARRAY_RESERVE(recheck->members, number, recheck->members_room);
		recheck->members[number] = (struct member){.grouping = grouping};
	}
	return &recheck->members[number];
}

bool recheck_add(void *context, const struct source_row *row, struct error *err)
{
	struct recheck *recheck = context;
	uint32_t person = meet(recheck, row);

	(void)err; /* nothing can fail */
	arena_reset(recheck->row);
	for (unsigned g = 0; g < recheck->ngroupings; g++) {
		const char *key =
			grouping_key(&recheck->groupings[g], row, recheck->row);
		if (!key)
			continue;
		struct member *member = member_of(recheck, g, key);
		member->nresponses++;
		if (person == KEYS_NONE)
			continue;
		ARRAY_RESERVE(member->people, member->npeople, member->room);
		member->people[member->npeople++] = person;
	}
	return true;
}

struct recheck_left recheck_left(const struct recheck *recheck)
{
	struct recheck_left left = recheck->left;

	left.unknown = keys_count(recheck->ids) - recheck->nmet;
	for (uint32_t i = 0; left.unknown && !left.unknown_id; i++)
		if (!recheck->answers[i].first)
			left.unknown_id = keys_label(recheck->ids, i);
	return left;
}

static int compare_numbers(const void *left, const void *right)
{
	const uint32_t *a = left, *b = right;

	return (*a > *b) - (*a < *b);
}

/* In the order of the file: a database gives its rows in any, and sums of the same
 * numbers in another order are not the same to the last digit. */
static const struct twice *people_of(struct recheck *recheck,
				     const struct member *member)
{
	struct twice *people =
		arena_alloc(recheck->arena, member->npeople + 1, sizeof(*people));

	if (member->npeople > 0)
		qsort(member->people, member->npeople, sizeof(*member->people),
		      compare_numbers);
	for (size_t p = 0; p < member->npeople; p++)
		people[p] = recheck->answers[member->people[p]];
	return people;
}

static int compare_keys(const void *left, const void *right)
{
	const struct recheck_domain *a = left, *b = right;

	return strcmp(a->key, b->key);
}

struct recheck_domain *recheck_domains(struct recheck *recheck, size_t grouping,
				       size_t *ndomains)
{
	uint32_t count = keys_count(recheck->keys);
	struct recheck_domain *domains = xcalloc((size_t)count + 1, sizeof(*domains));

	*ndomains = 0;
	for (uint32_t d = 0; d < count; d++) {
		const struct member *member = &recheck->members[d];
		if (member->grouping == grouping)
			domains[(*ndomains)++] = (struct recheck_domain){
				keys_label(recheck->keys, d), member->nresponses,
				people_of(recheck, member), member->npeople};
	}
	qsort(domains, *ndomains, sizeof(*domains), compare_keys);
	return domains;
}
