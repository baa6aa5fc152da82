/*
 * What operators read: one line an event on stderr, as key=value ("logfmt"). Where stderr
 * is the journal, its priority stands in front and the journal knows the time; elsewhere
 * the line begins with it.
 *
 * Nothing of a person is ever written: no ids, receipts, addresses, answers, words or
 * secrets. The codes of rounds and of rules are fine; so is what a database says, as long
 * as it does not repeat what came from outside (see log_failure).
 */
#ifndef HAILONG_COLLECTOR_LOG_H
#define HAILONG_COLLECTOR_LOG_H

#include "forms/error.h"

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum log_level { LOG_ERROR, LOG_WARNING, LOG_INFO, LOG_LEVEL_COUNT };

struct log_field {
	const char *key;
	const char *text; /* NULL: the number */
	uint64_t number;
};

/* LOG_FIELDS({"round", .text = code}, {"answers", .number = 7}) */
#define LOG_FIELDS(...)                                           \
	(const struct log_field[]){__VA_ARGS__},                  \
		sizeof((const struct log_field[]){__VA_ARGS__}) / \
			sizeof(struct log_field)

/* From any thread; lines of several are never mixed. */
void log_event(enum log_level level, const char *event, const struct log_field *fields,
	       size_t nfields);

/* The same onto a stream, without what stands before the level. */
void log_write(FILE *out, enum log_level level, const char *event,
	       const struct log_field *fields, size_t nfields);

/*
 * Failures come in thousands when a database is away: the same one is written once in ten
 * seconds, with how often it was left out (again=N). Of an error that may quote what came
 * from outside (ERROR_INPUT) only the place is told.
 */
struct log_failures;

void log_failures_free(struct log_failures *failures); /* NULL is allowed */
struct log_failures *log_failures_new(void)
	__attribute__((malloc(log_failures_free, 1), returns_nonnull));

/* With no `failures` (NULL) each is written. */
void log_failure(struct log_failures *failures, const char *event,
		 const struct error *err);

/* For the above and its test: is it to be written now (then `again` says how often it
 * was not), at that second of a clock that only goes forward? */
bool log_failures_pass(struct log_failures *failures, const char *event,
		       const char *message, int64_t second, uint64_t *again);

#endif
