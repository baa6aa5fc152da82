/*
 * The spool's way back: what was promised while the database was away goes into it,
 * the oldest first, as soon as it is there. Until then the responses stay in the spool.
 */
#ifndef HAILONG_COLLECTOR_REPLAY_H
#define HAILONG_COLLECTOR_REPLAY_H

#include "server.h"
#include "spool.h"

struct replayed {
	size_t kept;	/* now or before */
	size_t refused; /* can't be kept; in refused.hls, and told on stderr */
	size_t dropped; /* withdrawn meanwhile */
};

/* Replays until the spool is empty; false, with err, where it has to stop before. One that
 * is patient stops (ERROR_CONFLICT) at details whose first tap is not there, since another
 * collector may be about to replay it; else they are refused. */
bool replay_all(struct db *db, struct spool *spool, bool patient,
		struct replayed *replayed, struct error *err) MUST_CHECK;

struct replayer;

/* Ends after the batch it is at. */
void replayer_free(struct replayer *replayer); /* NULL is allowed */

/* A thread that replays whenever something waits and the database is there. All are
 * borrowed. */
struct replayer *replayer_new(struct server *server, struct spool *spool,
			      const struct keeper *keeper)
	__attribute__((malloc(replayer_free, 1), returns_nonnull));

#endif
