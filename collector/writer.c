/* See writer.h. */
#include "writer.h"

#include "server.h"

/* Two, so that one gathers while the other waits for the disk. */
enum { WRITERS = 2, BATCH_MAX = 500, QUEUED_MAX = 8192 };

struct writer {
	struct crew *crew;
	struct server *server;
};

static void work(void *context, struct job *jobs, size_t count)
{
	struct writer *writer = context;
	const struct saving *savings[BATCH_MAX];
	struct writing *writings[BATCH_MAX];
	enum save_outcome outcomes[BATCH_MAX];
	struct error err = {0};

	for (size_t i = 0; i < count; i++, jobs = jobs->next) {
		writings[i] = (struct writing *)jobs;
		savings[i] = writings[i]->saving;
		outcomes[i] = SAVE_FAILED;
	}
	struct db *db = server_take_db(writer->server, &err);
	if (db)
		response_save_all(db, savings, count, outcomes, &err);
	server_give_db(writer->server, db);
	for (size_t i = 0; i < count; i++) {
		writings[i]->outcome = outcomes[i];
		writings[i]->err = err;
		writings[i]->done(writings[i]);
	}
}

struct writer *writer_new(struct server *server)
{
	struct writer *writer = xcalloc(1, sizeof(*writer));

	writer->server = server;
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
