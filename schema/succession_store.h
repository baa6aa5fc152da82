/*
 * How units succeeded each other, as the catalogue has it: succession rows and the
 * periods of unit codes. Days are texts YYYY-MM-DD, "-infinity" before and "infinity"
 * after all others, so that strcmp orders them.
 */
#ifndef HAILONG_SCHEMA_SUCCESSION_STORE_H
#define HAILONG_SCHEMA_SUCCESSION_STORE_H

#include "db.h"
#include "forms/alloc.h"

#define DAY_FIRST "-infinity"
#define DAY_LAST "infinity"

/* From that day on `share` of the old unit's people belong to the new one. */
struct succession_row {
	const char *old, *new;
	const char *valid_from; /* DAY_FIRST: unknown */
	double share;
};

/* From its first day to the day before `to` a code means one unit. */
struct unit_span {
	const char *code, *from, *to;
};

struct succession_lists {
	struct succession_row *rows;
	struct unit_span *spans;
	size_t nrows, nspans;
};

/* All of both, in no particular order; they live as long as the arena. */
bool succession_load(struct db *db, struct arena *arena, struct succession_lists *lists,
		     struct error *err) MUST_CHECK;

/* The day it is at the database; lives as long as the arena. */
bool today_find(struct db *db, struct arena *arena, const char **today,
		struct error *err) MUST_CHECK;

#endif
