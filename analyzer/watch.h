/*
 * A running round at a glance: of each unit the mean so far, an interval that stays valid
 * however often one looks (sequence.h), and whether the unit has fallen below its own
 * past (alarm.h). Made from the answers in the order of their arrival (arrivals.h).
 *
 * Told in steps. Of fewer than min_n answers nothing is told but how many there are; and
 * since two pictures of which one has a single answer more would tell that answer, figures
 * are those of a multiple of min_n answers: the newer ones wait (`newer`). Between two
 * looks there are never fewer than min_n, and an alarm is told with the step in which it
 * was set off. A confidence sequence allows it: any looks will do.
 *
 * The past of a unit is a lower bound of its mean in the base round (alarm_past), of the
 * level asked for; NaN where there is no base, where it has fewer than min_n answers
 * of the unit, where the answers of one round are of a sample and those of the other not,
 * or where the bound is 0.
 */
#ifndef HAILONG_ANALYZER_WATCH_H
#define HAILONG_ANALYZER_WATCH_H

#include "alarm.h"
#include "arrivals.h"
#include "sequence.h"

#include "forms/alloc.h"
#include "words.h"

enum { WATCH_LOOKS = 20 };

struct watch_options {
	double level;
	double limit; /* at most one false alarm in so many answers of a unit */
	uint64_t min_n;
	const char *unit; /* this one only; NULL: all */
};

struct watch_look {
	size_t n;
	double mean;
	struct band band;
	int64_t at; /* when the n-th was kept */
};

struct watch_unit {
	const char *code;
	size_t n;	    /* answers that are told of; 0: too few */
	size_t newer;	    /* that are not yet */
	double past;	    /* NaN: none */
	int64_t last;	    /* when the n-th was kept */
	size_t alarmed;	    /* the step in which it was set off; 0: no alarm */
	int64_t alarmed_at; /* when its last answer was kept */
	struct alarm alarm;
	struct watch_look looks[WATCH_LOOKS]; /* the last one is of n */
	size_t nlooks;
};

struct watch {
	struct watch_options options;
	struct arena *arena;
	struct watch_unit *units; /* by their codes */
	size_t count;
	size_t answers;	     /* of all units … */
	size_t told, alarms; /* … those told of; units with an alarm */
	bool open;	     /* people came by themselves */
	bool past_differs;   /* they did in one of the two rounds only: no past */
	bool has_past;	     /* a base was given */
	size_t aside;	     /* open answers beside a sample */
	bool has_design;     /* weights and the like are there, and not used */
};

/* `past` NULL: no base round. */
void watch_init(struct watch *watch, const struct arrivals *now,
		const struct arrivals *past, const struct watch_options *options);
void watch_release(struct watch *watch);

/* The last look; NULL where too few answered. */
const struct watch_look *watch_now(const struct watch_unit *unit);

#endif
