/*
 * Group commit: answers that arrive together go into the database together. A writer
 * takes what waits, so a lone answer waits for nobody, and under load the batches grow
 * by themselves while the one before is being committed.
 *
 * Life cycle: writer_new → writer_put … → writer_close, which keeps what was put →
 * writer_free.
 */
#ifndef HAILONG_COLLECTOR_WRITER_H
#define HAILONG_COLLECTOR_WRITER_H

#include "crew.h"

#include "schema/response_store.h"

/* One answer on its way; lives until `done` was called, from another thread. */
struct writing {
	struct job job; /* first */
	const struct saving *saving;
	enum save_outcome outcome;
	struct error err; /* where the outcome is SAVE_FAILED */
	void (*done)(struct writing *writing);
};

struct server;
struct spool;
struct writer;

void writer_free(struct writer *writer); /* NULL is allowed */
/* With a spool (may be NULL) answers are kept there while the database is away. */
struct writer *writer_new(struct server *server, struct spool *spool)
	__attribute__((malloc(writer_free, 1), returns_nonnull));

void writer_close(struct writer *writer);

/* False when too many wait already, or it is closed. */
bool writer_put(struct writer *writer, struct writing *writing);

size_t writer_queued(struct writer *writer);

#endif
