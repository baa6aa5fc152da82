/*
 * How often an address, or what else a hash stands for, was met within a time. Addresses
 * are known only as hashes with a salt that is forgotten every day; nothing is stored.
 * The table has a fixed size: when it is full, the places that were used least lately are
 * taken over, so that a flood of addresses costs no memory.
 */
#ifndef HAILONG_COLLECTOR_LIMIT_H
#define HAILONG_COLLECTOR_LIMIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct limit;

void limit_free(struct limit *limit); /* NULL is allowed */
/* `most` within so many seconds of the first; 0 lets everything pass. Safe to use from
 * several threads. */
struct limit *limit_new(unsigned most, unsigned seconds)
	__attribute__((malloc(limit_free, 1), warn_unused_result));

uint64_t limit_peer(struct limit *limit, const void *address, size_t length);
/* A peer at a place: the same for the same text (NULL: none). */
uint64_t limit_peer_at(uint64_t peer, const char *place);

bool limit_admit(struct limit *limit, uint64_t peer);
/* Would limit_admit say no? Counts nothing. */
bool limit_is_reached(struct limit *limit, uint64_t peer);
/* Was it met within the time before this? Each meeting begins the time anew. */
bool limit_repeats(struct limit *limit, uint64_t peer);

#endif
