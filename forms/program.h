/*
 * The command line both programs share: a table of commands, each with its options;
 * help, version and usage errors come from the table, so they can't disagree.
 *
 * Exit codes: 0 done, 1 failed, 2 usage, 3 done but some input was rejected.
 */
#ifndef HAILONG_FORMS_PROGRAM_H
#define HAILONG_FORMS_PROGRAM_H

#include "error.h"

#include <stddef.h>

#define HAILONG_VERSION "0.1.0"

enum exit_code { EXIT_DONE = 0, EXIT_FAILED = 1, EXIT_USAGE = 2, EXIT_REJECTED = 3 };

enum { COMMAND_OPTIONS_MAX = 32, OPTION_VALUES_MAX = 16, COMMAND_ARGUMENTS_MAX = 8 };

struct option {
	const char *name;  /* without the dashes */
	const char *value; /* what it takes, as help shows it; NULL: a flag */
	const char *help;
};

struct invocation;

struct command {
	const char *name;      /* one or two words: "form add" */
	const char *arguments; /* as help shows them, "" for none */
	size_t narguments_min, narguments_max;
	const char *help;
	struct option options[COMMAND_OPTIONS_MAX]; /* ends with a NULL name */
	/* Fills err (ERROR_INPUT …) and returns its code where it fails. */
	enum exit_code (*run)(const struct invocation *invocation, struct error *err);
};

struct invocation {
	const struct command *command;
	const char *values[COMMAND_OPTIONS_MAX][OPTION_VALUES_MAX];
	size_t nvalues[COMMAND_OPTIONS_MAX];
	const char *arguments[COMMAND_ARGUMENTS_MAX];
	size_t narguments;
};

struct program {
	const char *name, *purpose;
	const struct command *commands;
	size_t ncommands;
};

/* The last value of an option (a flag's is ""), NULL when it was not given. */
const char *option_value(const struct invocation *invocation, const char *name);
/* All values of an option that may be repeated. */
size_t option_values(const struct invocation *invocation, const char *name,
		     const char *const **values);

/* Runs what argv asks for, prints errors, returns main's value. */
int program_run(const struct program *program, int argc, char **argv);

/* For a command that finds its arguments wrong: sets the message; EXIT_USAGE. */
enum exit_code usage_error(struct error *err, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

#endif
