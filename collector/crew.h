/*
 * A few threads that take jobs from one bounded queue, several at a time if they like:
 * what may wait is done here, so that the threads that serve connections never do.
 * Who comes when the queue is full is turned away at once.
 *
 * Life cycle: crew_new → crew_put … → crew_close, which finishes what is queued and takes
 * no more → crew_free, which closes if need be.
 */
#ifndef HAILONG_COLLECTOR_CREW_H
#define HAILONG_COLLECTOR_CREW_H

#include <stdbool.h>
#include <stddef.h>

/* Stands first in what is queued. */
struct job {
	struct job *next;
};

struct crew_options {
	unsigned nthreads;
	size_t queued_max; /* that wait */
	size_t taken_max;  /* by one thread at once */
	/* Works on `count` jobs, linked in the order they came; they are its own. */
	void (*work)(void *context, struct job *jobs, size_t count);
	void *context;
};

struct crew;

void crew_free(struct crew *crew); /* NULL is allowed */
struct crew *crew_new(const struct crew_options *options)
	__attribute__((malloc(crew_free, 1), returns_nonnull));

void crew_close(struct crew *crew);

/* False when the queue is full or closed: the job stays the caller's. From any thread. */
bool crew_put(struct crew *crew, struct job *job);

/* How many wait. */
size_t crew_queued(struct crew *crew);

#endif
