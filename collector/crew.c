/* See crew.h. */
#include "crew.h"

#include "forms/alloc.h"

#include <pthread.h>

struct crew {
	struct crew_options options;
	pthread_t *threads;
	pthread_mutex_t lock; /* of all below */
	pthread_cond_t filled;
	struct job *first, *last;
	size_t queued;
	bool closing;
};

/* Waits for jobs; none are left when the crew closes. */
static size_t take(struct crew *crew, struct job **jobs)
{
	size_t count = 0;

	pthread_mutex_lock(&crew->lock);
	while (!crew->first && !crew->closing)
		pthread_cond_wait(&crew->filled, &crew->lock);
	*jobs = crew->first;
	for (struct job *last = NULL; crew->first && count < crew->options.taken_max;) {
		last = crew->first;
		crew->first = last->next;
		if (++count == crew->options.taken_max)
			last->next = NULL;
	}
	crew->queued -= count;
	pthread_mutex_unlock(&crew->lock);
	return count;
}

static void *run(void *context)
{
	struct crew *crew = context;
	struct job *jobs;
	size_t count;

	while ((count = take(crew, &jobs)) > 0)
		crew->options.work(crew->options.context, jobs, count);
	return NULL;
}

struct crew *crew_new(const struct crew_options *options)
{
	struct crew *crew = xcalloc(1, sizeof(*crew));

	crew->options = *options;
	crew->threads = xcalloc(options->nthreads, sizeof(*crew->threads));
	pthread_mutex_init(&crew->lock, NULL);
	pthread_cond_init(&crew->filled, NULL);
	for (unsigned i = 0; i < options->nthreads; i++)
		if (pthread_create(&crew->threads[i], NULL, run, crew) != 0)
			abort(); /* at start: no thread, no service */
	return crew;
}

void crew_close(struct crew *crew)
{
	pthread_mutex_lock(&crew->lock);
	bool closed = crew->closing;
	crew->closing = true;
	pthread_cond_broadcast(&crew->filled);
	pthread_mutex_unlock(&crew->lock);
	for (unsigned i = 0; !closed && i < crew->options.nthreads; i++)
		pthread_join(crew->threads[i], NULL);
}

void crew_free(struct crew *crew)
{
	if (!crew)
		return;
	crew_close(crew);
	pthread_cond_destroy(&crew->filled);
	pthread_mutex_destroy(&crew->lock);
	free(crew->threads);
	free(crew);
}

bool crew_put(struct crew *crew, struct job *job)
{
	job->next = NULL;
	pthread_mutex_lock(&crew->lock);
	bool room = !crew->closing && crew->queued < crew->options.queued_max;
	if (room) {
		if (crew->first)
			crew->last->next = job;
		else
			crew->first = job;
		crew->last = job;
		crew->queued++;
	}
	pthread_mutex_unlock(&crew->lock);
	/* who wakes up finds the lock free */
	if (room)
		pthread_cond_signal(&crew->filled);
	return room;
}

size_t crew_queued(struct crew *crew)
{
	pthread_mutex_lock(&crew->lock);
	size_t queued = crew->queued;
	pthread_mutex_unlock(&crew->lock);
	return queued;
}
