/* See writer.h. */
#include "writer.h"

#include "server.h"
#include "spool.h"

#include <pthread.h>

/* One: while it waits for the disk the next batch gathers, the larger the longer. */
enum { WRITERS = 1, BATCH_MAX = 500, QUEUED_MAX = 8192, PATIENCE_MS = 5000 };

struct writer {
	struct crew *crew;
	struct server *server;
	struct spool *spool; /* NULL: none */
	const char *conninfo;
	pthread_mutex_t lock; /* of the two below */
	struct db *idle[WRITERS];
	size_t nidle;
};

/* What one thread works on. */
struct batch {
	const struct saving *savings[BATCH_MAX];
	struct writing *writings[BATCH_MAX];
	enum save_outcome outcomes[BATCH_MAX];
	size_t count;
	struct error err;
};

static void deliver(struct writing *writing, enum save_outcome outcome,
		    const struct error *err)
{
	writing->outcome = outcome;
	writing->err = *err;
	writing->done(writing);
}

/* What is said of an answer when it, or another of its id, is in the spool. */
static const enum save_outcome spooled[] = {[SPOOL_NONE] = SAVE_SPOOLED,
					    [SPOOL_SAME] = SAVE_SPOOLED,
					    [SPOOL_OTHER] = SAVE_OTHER_CONTENT};

/* An answer that waits in the spool already is not put elsewhere. */
static bool is_spooled(struct writer *writer, struct writing *writing)
{
	const struct error none = {0};
	enum spool_match match =
		writer->spool ? spool_find(writer->spool, writing->saving) : SPOOL_NONE;

	if (match == SPOOL_NONE)
		return false;
	deliver(writing, spooled[match], &none);
	return true;
}

/* Details of an answer that waits in the spool wait behind it. */
static bool waits_behind(struct writer *writer, struct writing *writing)
{
	enum spool_match match;
	struct error err = {0};

	if (!writer->spool || !writing->saving->first ||
	    !spool_has_first(writer->spool, writing->saving))
		return false;
	bool done = spool_append(writer->spool, &writing->saving, 1, &match, &err);
	deliver(writing, done ? spooled[match] : SAVE_FAILED, &err);
	return true;
}

/* Connections are as many as the writers need at once. */
static struct db *take_db(struct writer *writer, struct error *err)
{
	struct db *db = NULL;

	pthread_mutex_lock(&writer->lock);
	if (writer->nidle > 0)
		db = writer->idle[--writer->nidle];
	pthread_mutex_unlock(&writer->lock);
	if (!db) {
		db = db_open(writer->conninfo, DB_WRITER, err);
		if (db)
			db_patience(db, PATIENCE_MS);
		return db;
	}
	if (db_revive(db, err))
		return db;
	db_close(db);
	return NULL;
}

static void save_batch(struct writer *writer, struct batch *batch)
{
	struct metrics *metrics = server_metrics(writer->server);
	uint64_t began = metrics_now();
	struct db *db = take_db(writer, &batch->err);

	if (!db)
		return;
	response_save_all(db, batch->savings, batch->count, batch->outcomes,
			  &batch->err);
	metrics_observe(metrics, METRIC_BATCH, 0, batch->count);
	metrics_observe(metrics, METRIC_SAVE_TIME, 0, metrics_now() - began);
	pthread_mutex_lock(&writer->lock);
	writer->idle[writer->nidle++] = db;
	pthread_mutex_unlock(&writer->lock);
}

/* The database is away: what it was not seen to keep goes into the spool. Only codes
 * that are known for certain: nobody could be told later that one is wrong. */
static void spool_batch(struct writer *writer, struct batch *batch)
{
	const struct saving *savings[BATCH_MAX];
	enum spool_match matches[BATCH_MAX];
	size_t numbers[BATCH_MAX], count = 0;
	struct error err = {0};

	for (size_t i = 0; i < batch->count; i++) {
		if (batch->outcomes[i] != SAVE_FAILED ||
		    !batch->savings[i]->codes_known)
			continue;
		savings[count] = batch->savings[i];
		numbers[count++] = i;
	}
	if (count == 0)
		return;
	bool done = spool_append(writer->spool, savings, count, matches, &err);
	for (size_t i = 0; done && i < count; i++)
		batch->outcomes[numbers[i]] = spooled[matches[i]];
	if (!done)
		log_failure(server_failures(writer->server), "spool_failed", &err);
}

static void work(void *context, struct job *jobs, size_t count)
{
	struct writer *writer = context;
	struct batch batch = {.count = 0};

	for (size_t i = 0; i < count; i++) {
		struct writing *writing = (struct writing *)jobs;
		jobs = jobs->next;
		if (is_spooled(writer, writing) || waits_behind(writer, writing))
			continue;
		batch.writings[batch.count] = writing;
		batch.savings[batch.count] = writing->saving;
		batch.outcomes[batch.count++] = SAVE_FAILED;
	}
	if (!writer->spool || server_is_there(writer->server))
		save_batch(writer, &batch);
	else
		error_set(&batch.err, ERROR_AWAY, "the database is away");
	if (batch.err.code == ERROR_AWAY)
		server_doubt(writer->server);
	if (writer->spool && batch.err.code == ERROR_AWAY)
		spool_batch(writer, &batch);
	for (size_t i = 0; i < batch.count; i++)
		deliver(batch.writings[i], batch.outcomes[i], &batch.err);
}

struct writer *writer_new(struct server *server, struct spool *spool)
{
	struct writer *writer = xcalloc(1, sizeof(*writer));

	writer->server = server;
	writer->spool = spool;
	writer->conninfo = server_options(server)->conninfo;
	pthread_mutex_init(&writer->lock, NULL);
	writer->crew = crew_new(&(struct crew_options){.nthreads = WRITERS,
						       .queued_max = QUEUED_MAX,
						       .taken_max = BATCH_MAX,
						       .work = work,
						       .context = writer});
	return writer;
}

void writer_close(struct writer *writer)
{
	crew_close(writer->crew);
}

void writer_free(struct writer *writer)
{
	if (!writer)
		return;
	crew_free(writer->crew);
	while (writer->nidle > 0)
		db_close(writer->idle[--writer->nidle]);
	pthread_mutex_destroy(&writer->lock);
	free(writer);
}

bool writer_put(struct writer *writer, struct writing *writing)
{
	return crew_put(writer->crew, &writing->job);
}

size_t writer_queued(struct writer *writer)
{
	return crew_queued(writer->crew);
}
