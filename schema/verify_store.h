/*
 * What must hold among the tables of a round, asked of the database: after a restore, and
 * whenever somebody asks whether anything was lost or changed. All of it is to run in one
 * transaction (db_snapshot).
 */
#ifndef HAILONG_SCHEMA_VERIFY_STORE_H
#define HAILONG_SCHEMA_VERIFY_STORE_H

#include "db.h"
#include "forms/alloc.h"

#include <stdint.h>

enum verify_rule {
	VERIFY_UPLOADS,	    /* as many responses as its upload says were accepted */
	VERIFY_WITHDRAWALS, /* what was withdrawn is not there */
	VERIFY_COMMENTS,    /* every comment has its response */
	VERIFY_IDS,	    /* an id stands for one response */
	VERIFY_RULE_COUNT
};

/* How many of what the rule speaks of, how many break it, and one of these (NULL:
 * none); the text lives as long as the arena. */
struct verify_finding {
	uint64_t examined, wrong;
	const char *first;
};

bool verify_rule(struct db *db, enum verify_rule rule, const char *round,
		 struct arena *arena, struct verify_finding *finding,
		 struct error *err) MUST_CHECK;

/* One count of a select_one item: how many responses of a unit are in that state
 * (answer.h); -1: their answers end before the item. Texts live until it returns. */
struct verify_count {
	const char *unit, *item;
	int state;
	uint64_t n;
};

/* Gives all of a round, counted by the database and by form_item, in no order. */
bool verify_counts(struct db *db, const char *round,
		   void (*each)(void *context, const struct verify_count *count),
		   void *context, struct error *err) MUST_CHECK;

#endif
