/* See replay.h. */
#include "replay.h"

#include "forms/alloc.h"

#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <unistd.h>

enum {
	BATCH_MAX = 500,
	LOOK_MS = 200,
	REST_MS = 5000,
	PATIENCE_MS = 10000,
	PATIENT_TIMES = 60 /* rests, for what another collector has */
};

/* What becomes of a record whose outcome is known. */
static bool settle(struct spool *spool, const struct saving *saving,
		   enum save_outcome outcome, const struct error *why,
		   struct replayed *replayed, struct error *err)
{
	static const char *const reasons[] = {
		[SAVE_OTHER_CONTENT] = "its id stands for another response",
		[SAVE_OTHER_UNIT] = "its id stands for another unit",
		[SAVE_CLOSED] = "the round is sealed",
		[SAVE_UNKNOWN_ROUND] = "there is no such round",
		[SAVE_UNKNOWN_UNIT] = "the unit is not in the catalogue",
		[SAVE_UNKNOWN_SERVICE] = "the service is not in the catalogue",
		[SAVE_NOT_THERE] = "the first tap it belongs to is not there",
		[SAVE_TOO_LATE] = "it comes long after the first tap",
		[SAVE_FAILED] = "the database refuses it",
	};

	if (outcome == SAVE_NEW || outcome == SAVE_SAME) {
		replayed->kept++;
		return true;
	}
	if (outcome == SAVE_WITHDRAWN) {
		replayed->dropped++;
		return true;
	}
	log_event(LOG_WARNING, "spool_refused",
		  LOG_FIELDS({"round", .text = saving->round},
			     {"reason", .text = reasons[outcome]}));
	if (outcome == SAVE_FAILED)
		log_failure(NULL, "spool_refused", why);
	replayed->refused++;
	return spool_refuse(spool, saving, err);
}

/* Is it the database's fault, or ours, and may pass? A table that is missing while a
 * backup is being restored must not cost anybody an answer. */
static bool may_pass(enum error_code code)
{
	return code == ERROR_AWAY || code == ERROR_SYSTEM || code == ERROR_DENIED;
}

/* May it be that one of the batch is settled by trying again later? */
static bool is_for_later(enum save_outcome outcome, bool patient,
			 const struct error *why, struct error *err)
{
	if (outcome == SAVE_FAILED && may_pass(why->code)) {
		*err = *why;
		return true;
	}
	if (outcome == SAVE_NOT_THERE && patient) {
		error_set(err, ERROR_CONFLICT,
			  "details wait for their first tap, which another collector "
			  "may have in its spool");
		return true;
	}
	return false;
}

static bool replay_some(struct db *db, struct spool *spool, bool patient,
			struct arena *arena, struct replayed *replayed, bool *more,
			struct error *err)
{
	struct saving savings[BATCH_MAX];
	const struct saving *list[BATCH_MAX];
	enum save_outcome outcomes[BATCH_MAX];
	struct error why = {0};
	size_t count;

	if (!spool_oldest(spool, arena, savings, BATCH_MAX, &count, err))
		return false;
	*more = count > 0;
	for (size_t i = 0; i < count; i++)
		list[i] = &savings[i];
	response_save_all(db, list, count, outcomes, &why);
	/* whoever was not settled by then may be there or not: all are read again */
	for (size_t i = 0; i < count; i++)
		if (is_for_later(outcomes[i], patient, &why, err))
			return false;
	for (size_t i = 0; i < count; i++)
		if (!settle(spool, list[i], outcomes[i], &why, replayed, err))
			return false;
	spool_forget(spool);
	return true;
}

bool replay_all(struct db *db, struct spool *spool, bool patient,
		struct replayed *replayed, struct error *err)
{
	struct arena *arena = arena_new();
	bool done = true, more = true;

	*replayed = (struct replayed){0};
	while (done && more) {
		arena_reset(arena);
		done = replay_some(db, spool, patient, arena, replayed, &more, err);
	}
	arena_free(arena);
	return done;
}

/* --- the thread --- */

struct replayer {
	struct server *server;
	struct spool *spool;
	const struct keeper *keeper;
	pthread_t thread;
	int wake[2];
	unsigned rests; /* one after the other, for a tap that is not there */
};

/* How long to wait before the next time. */
static int replay_now(struct replayer *replayer)
{
	struct metrics *metrics = server_metrics(replayer->server);
	struct replayed replayed = {0};
	struct error err = {0};
	struct db *db =
		db_open(server_options(replayer->server)->conninfo, DB_WRITER, &err);
	if (db)
		db_patience(db, PATIENCE_MS);
	bool done = db && replay_all(db, replayer->spool,
				     replayer->rests < PATIENT_TIMES, &replayed, &err);

	replayer->rests = err.code == ERROR_CONFLICT ? replayer->rests + 1 : 0;
	db_close(db);
	metrics_add(metrics, METRIC_SPOOL_REPLAYED, 0, replayed.kept);
	metrics_add(metrics, METRIC_SPOOL_REFUSED, 0, replayed.refused);
	if (done)
		log_event(LOG_INFO, "spool_replayed",
			  LOG_FIELDS({"answers", .number = replayed.kept}));
	else if (err.code != ERROR_AWAY)
		log_failure(server_failures(replayer->server), "replay_failed", &err);
	return done || err.code == ERROR_AWAY ? LOOK_MS : REST_MS;
}

static void *run(void *context)
{
	struct replayer *replayer = context;
	struct pollfd wake = {.fd = replayer->wake[0], .events = POLLIN};
	int pause = LOOK_MS;

	while (poll(&wake, 1, pause) == 0) {
		pause = LOOK_MS;
		if (spool_depth(replayer->spool) > 0 &&
		    keeper_is_there(replayer->keeper))
			pause = replay_now(replayer);
	}
	return NULL;
}

struct replayer *replayer_new(struct server *server, struct spool *spool,
			      const struct keeper *keeper)
{
	struct replayer *replayer = xcalloc(1, sizeof(*replayer));

	replayer->server = server;
	replayer->spool = spool;
	replayer->keeper = keeper;
	if (pipe(replayer->wake) != 0 ||
	    pthread_create(&replayer->thread, NULL, run, replayer) != 0)
		abort(); /* at start: no thread, no service */
	return replayer;
}

void replayer_free(struct replayer *replayer)
{
	if (!replayer)
		return;
	close(replayer->wake[1]);
	pthread_join(replayer->thread, NULL);
	close(replayer->wake[0]);
	free(replayer);
}
