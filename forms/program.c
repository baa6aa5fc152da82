/* See program.h. */
#include "program.h"

#include "alloc.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static size_t option_index(const struct command *command, const char *name,
			   size_t length)
{
	size_t i = 0;

	while (command->options[i].name &&
	       (strlen(command->options[i].name) != length ||
		strncmp(command->options[i].name, name, length) != 0))
		i++;
	return i;
}

size_t option_values(const struct invocation *invocation, const char *name,
		     const char *const **values)
{
	size_t i = option_index(invocation->command, name, strlen(name));

	assert(invocation->command->options[i].name);
	*values = invocation->values[i];
	return invocation->nvalues[i];
}

const char *option_value(const struct invocation *invocation, const char *name)
{
	const char *const *values;
	size_t count = option_values(invocation, name, &values);

	return count ? values[count - 1] : NULL;
}

enum exit_code usage_error(struct error *err, const char *format, ...)
{
	va_list args;

	err->code = ERROR_INPUT;
	va_start(args, format);
	vsnprintf(err->message, sizeof(err->message), format, args);
	va_end(args);
	return EXIT_USAGE;
}

static enum exit_code take_option(struct invocation *call, char **argv, int *at,
				  struct error *err)
{
	const char *name = argv[*at] + 2;
	size_t length = strcspn(name, "=");
	const char *value = name[length] ? name + length + 1 : NULL;
	size_t i = option_index(call->command, name, length);
	const struct option *option = &call->command->options[i];

	if (!option->name)
		return usage_error(err, "unknown option --%.*s", (int)length, name);
	if (!option->value && value)
		return usage_error(err, "--%s takes no value", option->name);
	if (option->value && !value && !(value = argv[++*at]))
		return usage_error(err, "--%s needs %s", option->name, option->value);
	if (call->nvalues[i] == OPTION_VALUES_MAX)
		return usage_error(err, "--%s is given too often", option->name);
	call->values[i][call->nvalues[i]++] = value ? value : "";
	return EXIT_DONE;
}

static enum exit_code take_arguments(struct invocation *call, char **argv, int at,
				     struct error *err)
{
	bool options_end = false;

	for (; argv[at]; at++) {
		if (!options_end && strcmp(argv[at], "--") == 0) {
			options_end = true;
		} else if (!options_end && strncmp(argv[at], "--", 2) == 0) {
			enum exit_code code = take_option(call, argv, &at, err);
			if (code != EXIT_DONE)
				return code;
		} else if (!options_end && argv[at][0] == '-' && argv[at][1]) {
			return usage_error(err, "unknown option %s", argv[at]);
		} else if (call->narguments == call->command->narguments_max) {
			return usage_error(err, "one argument too many: %s", argv[at]);
		} else {
			call->arguments[call->narguments++] = argv[at];
		}
	}
	if (call->narguments < call->command->narguments_min)
		return usage_error(err, "%s needs %s", call->command->name,
				   call->command->arguments);
	return EXIT_DONE;
}

static void print_command(const struct command *command)
{
	printf("  %s%s%s\n      %s\n", command->name, *command->arguments ? " " : "",
	       command->arguments, command->help);
	for (const struct option *o = command->options; o->name; o++) {
		int used = printf("      --%s%s%s", o->name, o->value ? " " : "",
				  o->value ? o->value : "");
		printf("%*s%s\n", used < 34 ? 34 - used : 2, "", o->help);
	}
}

static void print_help(const struct program *program, const struct command *only)
{
	printf("%s: %s\n\nusage: %s COMMAND [OPTION]… [ARGUMENT]…\n\n", program->name,
	       program->purpose, program->name);
	for (size_t i = 0; i < program->ncommands; i++)
		if (!only || only == &program->commands[i])
			print_command(&program->commands[i]);
	if (!only)
		puts("\n  --help, --version");
}

/* The command argv[1] (and argv[2], where the name has two words) names. */
static const struct command *find_command(const struct program *program, char **argv,
					  int *words)
{
	for (size_t i = 0; i < program->ncommands; i++) {
		const char *name = program->commands[i].name;
		size_t first = strcspn(name, " ");
		*words = name[first] ? 2 : 1;
		if (strlen(argv[1]) == first && strncmp(name, argv[1], first) == 0 &&
		    (!name[first] ||
		     (argv[2] && strcmp(name + first + 1, argv[2]) == 0)))
			return &program->commands[i];
	}
	return NULL;
}

static bool asks_for_help(char **argv)
{
	for (; *argv; argv++)
		if (strcmp(*argv, "--help") == 0)
			return true;
	return false;
}

static int complain(const struct program *program, const struct error *err,
		    enum exit_code code)
{
	if (code == EXIT_FAILED || code == EXIT_USAGE)
		fprintf(stderr, "%s: %s\n", program->name, err->message);
	if (code == EXIT_USAGE)
		fprintf(stderr, "Try '%s --help'.\n", program->name);
	return code;
}

int program_run(const struct program *program, int argc, char **argv)
{
	struct invocation call = {0};
	struct error err = {0};
	int words = 0;

	if (argc >= 2 && strcmp(argv[1], "--version") == 0) {
		printf("%s %s\n", program->name, HAILONG_VERSION);
		return EXIT_DONE;
	}
	call.command = argc >= 2 ? find_command(program, argv, &words) : NULL;
	if (argc >= 2 && asks_for_help(argv + 1)) {
		print_help(program, call.command);
		return EXIT_DONE;
	}
	if (!call.command)
		return complain(program, &err,
				argc < 2 ? usage_error(&err, "a command is missing")
					 : usage_error(&err, "unknown command '%s%s%s'",
						       argv[1], argv[2] ? " " : "",
						       argv[2] ? argv[2] : ""));
	enum exit_code code = take_arguments(&call, argv, 1 + words, &err);
	if (code == EXIT_DONE)
		code = call.command->run(&call, &err);
	if ((code == EXIT_DONE || code == EXIT_REJECTED) && fflush(stdout) != 0) {
		error_set(&err, ERROR_SYSTEM, "can't write the output");
		code = EXIT_FAILED;
	}
	return complain(program, &err, code);
}
