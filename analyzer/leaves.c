/* Open addressing with linear probing; see leaves.h. */
#include "leaves.h"

#include "forms/alloc.h"

enum { FIRST_SLOTS = 64 };

void leaves_release(struct leaves *leaves)
{
	for (size_t i = 0; i < leaves->nslots; i++) {
		if (leaves->slots[i])
			leaf_release(leaves->slots[i]);
	}
	free(leaves->slots);
	*leaves = (struct leaves){0};
}

static size_t slot_of(const struct leaves *leaves, uint32_t domain, uint32_t unit)
{
	uint64_t hash = ((uint64_t)domain << 32 | unit) * 0x9E3779B97F4A7C15u;
	size_t slot = (size_t)((hash ^ hash >> 29) >> 8) & (leaves->nslots - 1);

	for (; leaves->slots[slot]; slot = (slot + 1) & (leaves->nslots - 1)) {
		const struct tally_leaf *leaf = leaves->slots[slot];
		if (leaf->domain == domain && leaf->unit == unit)
			break;
	}
	return slot;
}

struct tally_leaf *leaves_find(const struct leaves *leaves, uint32_t domain,
			       uint32_t unit)
{
	return leaves->nslots ? leaves->slots[slot_of(leaves, domain, unit)] : NULL;
}

static void grow(struct leaves *leaves)
{
	struct leaves larger = {.nslots = leaves->nslots ? 2 * leaves->nslots
							 : FIRST_SLOTS,
				.used = leaves->used};

	larger.slots = xcalloc(larger.nslots, sizeof(struct tally_leaf *));
	for (size_t i = 0; i < leaves->nslots; i++) {
		struct tally_leaf *leaf = leaves->slots[i];
		if (leaf)
			larger.slots[slot_of(&larger, leaf->domain, leaf->unit)] = leaf;
	}
	free(leaves->slots);
	*leaves = larger;
}

void leaves_add(struct leaves *leaves, struct tally_leaf *leaf)
{
	if (2 * (leaves->used + 1) > leaves->nslots)
		grow(leaves);
	leaves->slots[slot_of(leaves, leaf->domain, leaf->unit)] = leaf;
	leaves->used++;
}
