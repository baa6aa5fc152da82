/* What stands beside the figures of a round: what others published, and what people
 * wrote. */
#ifndef HAILONG_SCHEMA_BESIDE_STORE_H
#define HAILONG_SCHEMA_BESIDE_STORE_H

#include "db.h"
#include "forms/alloc.h"

#include <stdbool.h>
#include <stdint.h>

/* A published figure; the database keeps rank <= out_of. */
struct published {
	const char *index; /* "SIPAS", "PAR INDEX", … */
	int year;
	const char *unit; /* NULL: the whole country */
	double value;
	const char *measure; /* "%", "điểm", …; NULL: unsaid */
	int rank, out_of;    /* 0: none was given */
	const char *source;  /* where it was published, always there */
};

/* By index, unit and, the newest first, year. */
bool published_list(struct db *db, struct arena *arena, struct published **list,
		    size_t *count, struct error *err) MUST_CHECK;

/* An open comment as it was written. */
struct remark {
	const char *unit, *service; /* NULL where nothing is said */
	const char *text;
	bool of_unit;	 /* one of the newest of its unit */
	bool of_service; /* one of the newest of its service */
};

/*
 * The answers to a text item: the newest `most` of each unit, and of each service from
 * those units of which at least min_n responses are about it. Responses with a sign of
 * misuse (forms/flag.h) are left out. The order tells nothing of when they came.
 */
struct remarks_wanted {
	const char *round, *item;
	uint64_t min_n, most;
};
bool remarks_list(struct db *db, const struct remarks_wanted *wanted,
		  struct arena *arena, struct remark **list, size_t *count,
		  struct error *err) MUST_CHECK;

#endif
