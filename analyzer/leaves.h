/*
 * Finds the leaf of a domain: a hash table of (domain, unit) → leaf that costs two
 * pointers per leaf, because there may be millions of them.
 */
#ifndef HAILONG_ANALYZER_LEAVES_H
#define HAILONG_ANALYZER_LEAVES_H

#include "leaf.h"

struct leaves {
	struct tally_leaf **slots; /* NULL = free; at most half full */
	size_t nslots, used;	   /* nslots: a power of two, or 0 */
};

/* Starts as {0}. Frees the table and the rows of the leaves, not the leaves. */
void leaves_release(struct leaves *leaves);

/* NULL when it is not there. */
struct tally_leaf *leaves_find(const struct leaves *leaves, uint32_t domain,
			       uint32_t unit);

/* The leaf (its `domain` and `unit` set) is borrowed and not there yet. */
void leaves_add(struct leaves *leaves, struct tally_leaf *leaf);

#endif
