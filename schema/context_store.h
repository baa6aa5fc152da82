/* What stands around the responses of a round: the dealings they are a part of, and the
 * comments that came with them. Counts only, no words. */
#ifndef HAILONG_SCHEMA_CONTEXT_STORE_H
#define HAILONG_SCHEMA_CONTEXT_STORE_H

#include "db.h"

#include <stdbool.h>

/*
 * Dealings of a unit with a service (NULL: all of them together) in periods that touch
 * the dates of the round, added up; a round without dates is touched by all. `inside`:
 * the periods lie wholly within it. `covered`: the unit has all services together for
 * such a period, so that these would count twice. NaN where nothing is known.
 */
struct dealings {
	const char *unit, *service;
	bool inside, covered, overlapping; /* periods that share days */
	double periods;			   /* how many were added up */
	double received;
	double on_time, on_time_of; /* handled on time, of those received where known */
	double invited;		    /* in the periods where it is known: */
	double invited_periods;
};

/* Of the responses of a unit about a service by a channel; there are some, even when
 * none has a comment. */
struct comments {
	const char *unit, *service, *channel; /* NULL where nothing is said */
	double count;
};

/* Tickets issued for a unit and a service. */
struct tickets {
	const char *unit, *service; /* NULL: for none */
	double count;
};

/* Give each in turn; texts live until the function called returns. */
bool dealings_read(struct db *db, const char *round,
		   void (*each)(void *context, const struct dealings *dealings),
		   void *context, struct error *err) MUST_CHECK;
bool comments_read(struct db *db, const char *round,
		   void (*each)(void *context, const struct comments *comments),
		   void *context, struct error *err) MUST_CHECK;
bool tickets_read(struct db *db, const char *round,
		  void (*each)(void *context, const struct tickets *tickets),
		  void *context, struct error *err) MUST_CHECK;

#endif
