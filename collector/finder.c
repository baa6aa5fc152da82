/* See finder.h. */
#include "finder.h"

#include "forms/fold.h"

#include <stdlib.h>
#include <string.h>

enum { WORDS_MAX = 12, NOWHERE = -1 };

/* How well an entry is met. */
enum rank { RANK_BEGINS, RANK_PHRASE, RANK_WORDS, RANK_ANYWHERE, RANK_COUNT, NO_MATCH };

struct node {
	const char *folded; /* "code name_vi name_en" */
	int above;	    /* NOWHERE: at the top, or no tree */
	uint32_t below;
};

/* For sorting, and for finding what was sorted. */
struct key {
	const char *text, *group, *name; /* text: the code, or the folded group */
	int number;
};

struct finder {
	const struct catalogue_entry *entries;
	size_t count;
	struct node *nodes;
	struct key *codes; /* in order */
	struct finder_group *groups;
	size_t ngroups;
};

static int compare_keys(const void *left, const void *right)
{
	const struct key *a = left, *b = right;
	int order = strcmp(a->text, b->text);

	if (!order && a->group)
		order = strcmp(a->group, b->group);
	if (!order && a->name)
		order = strcmp(a->name, b->name);
	return order ? order : (a->number > b->number) - (a->number < b->number);
}

static int compare_codes(const void *left, const void *right)
{
	const struct key *a = left, *b = right;

	return strcmp(a->text, b->text);
}

static int number_of(const struct finder *finder, const char *code)
{
	struct key wanted = {.text = code};
	const struct key *key = bsearch(&wanted, finder->codes, finder->count,
					sizeof(*finder->codes), compare_codes);

	return key ? key->number : NOWHERE;
}

/* --- the index --- */

static void fold_entries(struct finder *finder, struct arena *arena)
{
	struct arena *scratch = arena_new();

	for (size_t i = 0; i < finder->count; i++) {
		const struct catalogue_entry *entry = &finder->entries[i];
		const char *text = arena_printf(scratch, "%s %s %s", entry->code,
						entry->name_vi ? entry->name_vi : "",
						entry->name_en ? entry->name_en : "");
		finder->nodes[i].folded = fold_text(arena, text);
		finder->nodes[i].above = NOWHERE;
		finder->codes[i] = (struct key){.text = entry->code, .number = (int)i};
		arena_reset(scratch);
	}
	qsort(finder->codes, finder->count, sizeof(*finder->codes), compare_codes);
	arena_free(scratch);
}

/* Does the way up from here come to an end? */
static bool is_rooted(const struct finder *finder, int number)
{
	int depth = 0;

	while (number != NOWHERE && depth++ <= DEPTH_MAX)
		number = finder->nodes[number].above;
	return number == NOWHERE;
}

static void grow_tree(struct finder *finder)
{
	for (size_t i = 0; i < finder->count; i++)
		if (finder->entries[i].group)
			finder->nodes[i].above =
				number_of(finder, finder->entries[i].group);
	for (size_t i = 0; i < finder->count; i++)
		if (!is_rooted(finder, (int)i))
			finder->nodes[i].above = NOWHERE;
	for (size_t i = 0; i < finder->count; i++)
		for (int at = finder->nodes[i].above; at != NOWHERE;
		     at = finder->nodes[at].above)
			finder->nodes[at].below++;
}

static struct key *sort_members(const struct finder *finder, bool is_tree,
				struct arena *scratch)
{
	struct key *keys = arena_alloc(scratch, finder->count, sizeof(*keys));

	for (size_t i = 0; i < finder->count; i++) {
		const struct catalogue_entry *entry = &finder->entries[i];
		const char *group = entry->group;
		if (is_tree && finder->nodes[i].above == NOWHERE)
			group = NULL;
		keys[i] = (struct key){
			.text = group ? fold_text(scratch, group) : "",
			.group = group ? group : "",
			.name = fold_text(scratch,
					  entry->name_vi ? entry->name_vi : ""),
			.number = (int)i};
	}
	qsort(keys, finder->count, sizeof(*keys), compare_keys);
	return keys;
}

static void gather_groups(struct finder *finder, bool is_tree, struct arena *arena)
{
	const struct catalogue_entry **members =
		arena_alloc(arena, finder->count, sizeof(const void *));
	struct arena *scratch = arena_new();
	const struct key *keys = sort_members(finder, is_tree, scratch);

	finder->groups = arena_alloc(arena, finder->count, sizeof(*finder->groups));
	for (size_t i = 0; i < finder->count; i++) {
		struct finder_group *group = &finder->groups[finder->ngroups];
		members[i] = &finder->entries[keys[i].number];
		if (i > 0 && strcmp(keys[i].group, keys[i - 1].group) == 0) {
			group[-1].count++;
			continue;
		}
		*group = (struct finder_group){arena_strdup(arena, keys[i].group),
					       &members[i], 1};
		finder->ngroups++;
	}
	arena_free(scratch);
}

struct finder *finder_new(struct arena *arena, const struct catalogue_entry *entries,
			  size_t count, bool is_tree)
{
	struct finder *finder = arena_alloc(arena, 1, sizeof(*finder));

	finder->entries = entries;
	finder->count = count;
	finder->nodes = arena_alloc(arena, count, sizeof(*finder->nodes));
	finder->codes = arena_alloc(arena, count, sizeof(*finder->codes));
	fold_entries(finder, arena);
	if (is_tree)
		grow_tree(finder);
	gather_groups(finder, is_tree, arena);
	return finder;
}

const struct catalogue_entry *finder_entry(const struct finder *finder,
					   const char *code)
{
	int number = number_of(finder, code);

	return number == NOWHERE ? NULL : &finder->entries[number];
}

/* --- the search --- */

struct search {
	const char *all;
	const char *words[WORDS_MAX];
	size_t nwords;
	char *room; /* the words, each with its end */
};

static bool begins_word(const char *text, const char *at)
{
	unsigned char before = at > text ? (unsigned char)at[-1] : ' ';

	/* letters beyond ASCII are letters */
	return !(before >= 0x80 || (before >= '0' && before <= '9') ||
		 (before >= 'a' && before <= 'z'));
}

/* Is it there, and does it begin a word somewhere? */
static bool is_there(const char *text, const char *word, bool *begins)
{
	const char *at = strstr(text, word);
	bool there = at;

	while (at && !begins_word(text, at))
		at = strstr(at + 1, word);
	*begins = at;
	return there;
}

static enum rank rank_of(const struct search *search, const char *text)
{
	enum rank rank = RANK_WORDS;
	bool begins;

	for (size_t w = 0; w < search->nwords; w++) {
		if (!is_there(text, search->words[w], &begins))
			return NO_MATCH;
		if (!begins)
			rank = RANK_ANYWHERE;
	}
	if (rank == RANK_WORDS && is_there(text, search->all, &begins) && begins)
		rank = strncmp(text, search->all, strlen(search->all)) == 0
			       ? RANK_BEGINS
			       : RANK_PHRASE;
	return rank;
}

static void split(struct search *search, const char *words)
{
	search->all = words;
	search->room = xcalloc(strlen(words) + 1, 1);
	memcpy(search->room, words, strlen(words));
	for (char *at = search->room; *at && search->nwords < WORDS_MAX;) {
		size_t length = strcspn(at, " ");
		search->words[search->nwords++] = at;
		at += length;
		if (*at)
			*at++ = '\0';
	}
}

void finder_search(const struct finder *finder, const char *words, struct found *found)
{
	const struct catalogue_entry *best[RANK_COUNT][FOUND_MAX];
	size_t counts[RANK_COUNT] = {0};
	struct search search = {.nwords = 0};

	*found = (struct found){.count = 0};
	split(&search, words);
	for (size_t i = 0; search.nwords && i < finder->count; i++) {
		enum rank rank = rank_of(&search, finder->nodes[i].folded);
		if (rank == NO_MATCH)
			continue;
		found->total++;
		if (counts[rank] < FOUND_MAX)
			best[rank][counts[rank]++] = &finder->entries[i];
	}
	for (int r = 0; r < RANK_COUNT; r++)
		for (size_t i = 0; i < counts[r] && found->count < FOUND_MAX; i++)
			found->entries[found->count++] = best[r][i];
	free(search.room);
}

/* --- groups --- */

const struct finder_group *finder_groups(const struct finder *finder, size_t *count)
{
	*count = finder->ngroups;
	return finder->groups;
}

const struct finder_group *finder_group(const struct finder *finder, const char *name)
{
	for (size_t i = 0; i < finder->ngroups; i++)
		if (strcmp(finder->groups[i].name, name) == 0)
			return &finder->groups[i];
	return NULL;
}

const struct catalogue_entry *finder_above(const struct finder *finder,
					   const struct catalogue_entry *entry)
{
	int above = finder->nodes[entry - finder->entries].above;

	return above == NOWHERE ? NULL : &finder->entries[above];
}

size_t finder_below(const struct finder *finder, const struct catalogue_entry *entry)
{
	return finder->nodes[entry - finder->entries].below;
}
