/*
 * Labels to dense numbers: the first key added is 0, the next 1, … A key is a
 * label under a parent number, so that the same PSU label in two strata, or the
 * same domain name in two groupings, are different keys.
 */
#ifndef HAILONG_ANALYZER_KEYS_H
#define HAILONG_ANALYZER_KEYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define KEYS_NONE UINT32_MAX

struct keys;

void keys_free(struct keys *keys); /* NULL is allowed */
struct keys *keys_new(void) __attribute__((malloc(keys_free, 1), returns_nonnull));

/* The key's number; *added says whether it is new. The label is copied. */
uint32_t keys_add(struct keys *keys, uint64_t parent, const char *label, bool *added);

/* The key's number, or KEYS_NONE. */
uint32_t keys_find(const struct keys *keys, uint64_t parent, const char *label);

/* Lives as long as `keys`. */
const char *keys_label(const struct keys *keys, uint32_t key);
uint32_t keys_count(const struct keys *keys);

#endif
