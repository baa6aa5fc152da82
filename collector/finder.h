/*
 * An index over a list of the catalogue, made once when the list is read: names folded
 * (fold.h), so that "ho tich" finds "Hộ tịch" by a mere scan, codes in order, and members
 * of groups: of units the units below a parent, of services those of a field.
 *
 * A search wants all words, each anywhere in code or name. The best come first:
 *
 *   1  code and name begin with what was typed
 *   2  what was typed begins a word and stands there as it is
 *   3  every word begins a word
 *   4  the others
 *
 * and among equals those whose code comes first. Nothing is sorted for it: 3 500 units take
 * about a tenth of a millisecond.
 *
 * In a tree, a unit whose parent is not in the list, or that stands more than DEPTH_MAX deep,
 * is at the top; so is the first of units that go round in a circle.
 */
#ifndef HAILONG_COLLECTOR_FINDER_H
#define HAILONG_COLLECTOR_FINDER_H

#include "schema/catalogue_store.h"

#include <stdint.h>

struct finder;

/* Lives as long as the arena; borrows the entries, which are in order of code. */
struct finder *finder_new(struct arena *arena, const struct catalogue_entry *entries,
			  size_t count, bool is_tree) __attribute__((returns_nonnull));

/* NULL when the code is not there. */
const struct catalogue_entry *finder_entry(const struct finder *finder,
					   const char *code);

enum { FOUND_MAX = 30, DEPTH_MAX = 8 };

struct found {
	const struct catalogue_entry *entries[FOUND_MAX];
	size_t count; /* of them */
	size_t total; /* that there are */
};

/* What was typed, folded; nothing finds nothing. */
void finder_search(const struct finder *finder, const char *words, struct found *found);

/* Entries of one parent or field (""  of none), by name. */
struct finder_group {
	const char *name;
	const struct catalogue_entry *const *members;
	size_t count;
};

/* All groups by name, "" first. */
const struct finder_group *finder_groups(const struct finder *finder, size_t *count);
/* NULL when there is none of that name. */
const struct finder_group *finder_group(const struct finder *finder, const char *name);

/* In a tree: the unit above, NULL at the top; and how many units stand below. */
const struct catalogue_entry *finder_above(const struct finder *finder,
					   const struct catalogue_entry *entry);
size_t finder_below(const struct finder *finder, const struct catalogue_entry *entry);

#endif
