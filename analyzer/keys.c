/* A hash table with open addressing over an array of keys; see keys.h. */
#include "keys.h"

#include <assert.h>
#include <string.h>

#include "forms/alloc.h"

struct key {
	uint64_t hash, parent;
	const char *label;
};

struct keys {
	struct arena *arena;
	struct key *list;
	size_t used, room;
	uint32_t *slots; /* number + 1, 0 = free; at most half full */
	size_t nslots;	 /* a power of two */
};

enum { FIRST_SLOTS = 64 };

struct keys *keys_new(void)
{
	struct keys *keys = xcalloc(1, sizeof(*keys));

	keys->arena = arena_new();
	keys->nslots = FIRST_SLOTS;
	keys->slots = xcalloc(keys->nslots, sizeof(*keys->slots));
	return keys;
}

void keys_free(struct keys *keys)
{
	if (!keys)
		return;
	arena_free(keys->arena);
	free(keys->list);
	free(keys->slots);
	free(keys);
}

/* FNV-1a over the label, started from the parent and mixed at the end. */
static uint64_t hash_of(uint64_t parent, const char *label)
{
	uint64_t hash = 14695981039346656037u ^ (parent * 0x9E3779B97F4A7C15u);

	for (; *label; label++)
		hash = (hash ^ (unsigned char)*label) * 1099511628211u;
	hash ^= hash >> 32;
	return hash * 0x9E3779B97F4A7C15u;
}

/* The slot that holds the key, or the free one where it belongs. */
static size_t slot_of(const struct keys *keys, uint64_t hash, uint64_t parent,
		      const char *label)
{
	size_t slot = (hash >> 20) & (keys->nslots - 1);

	for (; keys->slots[slot]; slot = (slot + 1) & (keys->nslots - 1)) {
		const struct key *key = &keys->list[keys->slots[slot] - 1];
		if (key->hash == hash && key->parent == parent &&
		    strcmp(key->label, label) == 0)
			break;
	}
	return slot;
}

static void grow(struct keys *keys)
{
	free(keys->slots);
	keys->nslots *= 2;
	keys->slots = xcalloc(keys->nslots, sizeof(*keys->slots));
	for (size_t i = 0; i < keys->used; i++) {
		const struct key *key = &keys->list[i];
		size_t slot = slot_of(keys, key->hash, key->parent, key->label);
		keys->slots[slot] = (uint32_t)i + 1;
	}
}

uint32_t keys_add(struct keys *keys, uint64_t parent, const char *label, bool *added)
{
	uint64_t hash = hash_of(parent, label);
	size_t slot = slot_of(keys, hash, parent, label);

	*added = !keys->slots[slot];
	if (!*added)
		return keys->slots[slot] - 1;
	assert(keys->used < KEYS_NONE - 1);
	ARRAY_RESERVE(keys->list, keys->used, keys->room);
	keys->list[keys->used] =
		(struct key){hash, parent, arena_strdup(keys->arena, label)};
	keys->slots[slot] = (uint32_t)++keys->used;
	if (2 * keys->used > keys->nslots)
		grow(keys);
	return (uint32_t)keys->used - 1;
}

uint32_t keys_find(const struct keys *keys, uint64_t parent, const char *label)
{
	size_t slot = slot_of(keys, hash_of(parent, label), parent, label);

	return keys->slots[slot] ? keys->slots[slot] - 1 : KEYS_NONE;
}

const char *keys_label(const struct keys *keys, uint32_t key)
{
	assert(key < keys->used);
	return keys->list[key].label;
}

uint32_t keys_count(const struct keys *keys)
{
	return (uint32_t)keys->used;
}
