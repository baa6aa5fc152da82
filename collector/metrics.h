/*
 * What the collector counts, for /metrics: one table describes every family, and the
 * names, the labels and the text come from it. Counting takes no lock; a scrape sees each
 * number as it is at that moment. No label ever has a value that came from a client.
 *
 * A family has a series for each value of its dimension. Counters and gauges take plain
 * numbers; a histogram takes microseconds (written as seconds) or a plain count.
 *
 * Life cycle: metrics_new → metrics_count, … → metrics_set (gauges, at a scrape) →
 * metrics_write → metrics_free.
 */
#ifndef HAILONG_COLLECTOR_METRICS_H
#define HAILONG_COLLECTOR_METRICS_H

#include "forms/rule.h"

#include <stdint.h>
#include <stdio.h>

enum metric {
	/* what is asked: by route and class of status; by route */
	METRIC_REQUESTS,
	METRIC_REQUEST_TIME,
	/* what became of responses */
	METRIC_SAVED,
	METRIC_REPEATED,
	METRIC_DETAILS,
	METRIC_SPOOLED,
	METRIC_REFUSED,
	METRIC_LIMITED,
	METRIC_FAILED,
	METRIC_REJECTS,	    /* by rule */
	METRIC_UPLOAD_ROWS, /* by what became of them */
	/* how they are kept */
	METRIC_BATCH,
	METRIC_SAVE_TIME,
	METRIC_SPOOL_REPLAYED,
	METRIC_SPOOL_REFUSED,
	/* gauges */
	METRIC_WRITER_QUEUE,
	METRIC_DESK_QUEUE, /* by desk */
	METRIC_CONNECTIONS,
	METRIC_EXCHANGES,
	METRIC_SPOOL_DEPTH,
	METRIC_DATABASE_UP,
	METRIC_BUILD,
	METRIC_COUNT
};

/* The series of METRIC_UPLOAD_ROWS and of METRIC_DESK_QUEUE. */
enum { ROWS_ACCEPTED, ROWS_DUPLICATE, ROWS_REJECTED, ROWS_COUNT };
enum { DESK_QUICK, DESK_SLOW, DESK_COUNT };

struct metrics;
struct route;

void metrics_free(struct metrics *metrics); /* NULL is allowed */
struct metrics *metrics_new(void)
	__attribute__((malloc(metrics_free, 1), returns_nonnull));

/* One more, or some, of a counter; `series` is 0 where the family has just one. */
void metrics_count(struct metrics *metrics, enum metric metric, size_t series);
void metrics_add(struct metrics *metrics, enum metric metric, size_t series,
		 uint64_t count);
/* A gauge is that much now. */
void metrics_set(struct metrics *metrics, enum metric metric, size_t series,
		 uint64_t value);
/* A histogram has seen that. */
void metrics_observe(struct metrics *metrics, enum metric metric, size_t series,
		     uint64_t value);

/* Microseconds of a clock that only goes forward. */
uint64_t metrics_now(void);

/* A request was answered with that status; it was whole at `began`. NULL: no route. */
void metrics_request(struct metrics *metrics, const struct route *route,
		     unsigned status, uint64_t began);

/* A value broke that rule. */
void metrics_reject(struct metrics *metrics, enum rule rule);

/* A file was taken in: so many rows of each kind. */
void metrics_upload(struct metrics *metrics, size_t accepted, size_t duplicate,
		    size_t rejected);

/* Prometheus' text format 0.0.4. */
void metrics_write(struct metrics *metrics, FILE *out);

/* name="value" with what must be escaped in a value escaped. */
void metrics_label(FILE *out, const char *name, const char *value);

#endif
