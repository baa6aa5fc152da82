/* A text under way, kept in an arena when it is done. */
#ifndef HAILONG_ANALYZER_DRAFT_H
#define HAILONG_ANALYZER_DRAFT_H

#include "forms/alloc.h"

#include <stdio.h>

struct draft {
	FILE *out;
	char *text;
	size_t length;
};

FILE *draft_begin(struct draft *draft); /* gives its `out` */
/* Lives as long as the arena. */
const char *draft_end(struct draft *draft, struct arena *arena);

#endif
