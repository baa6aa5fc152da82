/*
 * The one way to fail. A function that can fail returns false (or NULL) and
 * leaves one message behind for whoever prints or replies: the main function of
 * a command, or the request dispatcher. Nothing in between prints.
 *
 * Life cycle: the caller declares `struct error err = {0};` and passes &err down.
 * The first failure fills it; it owns nothing and needs no release.
 */
#ifndef HAILONG_FORMS_ERROR_H
#define HAILONG_FORMS_ERROR_H

#include <stdbool.h>

#define MUST_CHECK __attribute__((warn_unused_result))

enum error_code {
	ERROR_NONE,
	ERROR_INPUT,	 /* what came from outside is wrong; the message says what */
	ERROR_NOT_FOUND, /* a code names nothing */
	ERROR_CONFLICT,	 /* it contradicts what is kept already */
	ERROR_DENIED,	 /* the role may not do this */
	ERROR_AWAY,	 /* the database cannot be reached just now */
	ERROR_SYSTEM,	 /* files, memory, sockets, our own faults */
	ERROR_CODE_COUNT
};

struct error {
	enum error_code code;
	char message[600];
};

/*
 * Sets code and message (printf style) and returns false, so that a function can
 * end with `return error_set(err, …);`. A message that is too long is cut at a
 * character boundary.
 */
bool error_set(struct error *err, enum error_code code, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Puts "context: " before the message, for a caller that knows where it was. */
bool error_prefix(struct error *err, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

#endif
