/*
 * A request as the collector's handlers see it, without server and database: one open
 * round "r1" of a form, one unit "U1" and one service "S1" with names that need escaping.
 *
 * Life cycle: desk_begin → a handler → desk_end, which checks the reply → arena_free.
 */
#ifndef HAILONG_TESTS_FUZZ_DESK_H
#define HAILONG_TESTS_FUZZ_DESK_H

#include "collector/http.h"
#include "collector/keeper.h"

struct desk {
	struct request request;
	struct reply reply;
	struct known known;
	struct known_round round;
	struct catalogue_entry unit, service;
	char *page;
	size_t length;
};

void desk_begin(struct desk *desk, const struct form *form, struct arena *arena);

/* What was to be kept can be kept, and is replied to as if it became `outcome`; the
 * reply is whole: text, JSON or HTML without a hole in it. */
void desk_end(struct desk *desk, unsigned outcome);

#endif
