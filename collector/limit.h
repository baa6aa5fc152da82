/*
 * How many answers an address sent within the current minute. Addresses are known
 * only as hashes with a salt that is forgotten every day; nothing is stored.
 */
#ifndef HAILONG_COLLECTOR_LIMIT_H
#define HAILONG_COLLECTOR_LIMIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct limit;

void limit_free(struct limit *limit); /* NULL is allowed */
/* `most` a minute; 0 lets everything pass. Safe to use from several threads. */
struct limit *limit_new(unsigned most)
	__attribute__((malloc(limit_free, 1), warn_unused_result));

uint64_t limit_peer(struct limit *limit, const void *address, size_t length);
bool limit_admit(struct limit *limit, uint64_t peer);
/* Would limit_admit say no? Counts nothing. */
bool limit_is_reached(struct limit *limit, uint64_t peer);

#endif
