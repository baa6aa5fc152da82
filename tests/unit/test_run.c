/*
 * analyzer/run and analyzer/report_ink: another program run to its end or stopped, and
 * drawings whose classes become attributes.
 */
#include "analyzer/report_ink.h"
#include "analyzer/run.h"
#include "forms/alloc.h"
#include "tap.h"

#include <stdlib.h>
#include <string.h>

/* What `argv` makes of "Chào\n", as text; NULL where it fails. */
static char *run_shell(const char *script, unsigned seconds, struct error *err)
{
	static char got[100];
	const char *const argv[] = {"sh", "-c", script, NULL};
	struct run run = {argv, tmpfile(), tmpfile(), seconds};
	bool done;

	fputs("Chào\n", run.in);
	fflush(run.in);
	rewind(run.in);
	done = run_program(&run, err);
	rewind(run.out);
	got[fread(got, 1, sizeof(got) - 1, run.out)] = '\0';
	fclose(run.in);
	fclose(run.out);
	return done ? got : NULL;
}

static void test_a_program_runs(void)
{
	struct error err = {0};
	const char *got = run_shell("sed 's/$/!/'; echo noise >&2", 60, &err);

	ok(got && strcmp(got, "Chào!\n") == 0, "reads and writes files");
	ok(err.code == ERROR_NONE, "what it says beside is not told");
}

static void test_a_program_fails(void)
{
	struct error err = {0};

	ok(!run_shell("echo first >&2; echo last >&2; echo >&2; exit 7", 60, &err),
	   "an exit code is a failure");
	ok(strcmp(err.message, "sh: exit code 7: last") == 0,
	   "with what it said last: %s", err.message);
	err = (struct error){0};
	ok(!run_shell("kill -9 $$", 60, &err) && strstr(err.message, "signal 9"),
	   "a signal as well: %s", err.message);
	err = (struct error){0};
	ok(!run_shell("exec sleep 600", 0, &err) && strstr(err.message, "not done"),
	   "what takes too long is stopped: %s", err.message);
}

static void test_no_such_program(void)
{
	const char *const argv[] = {"no-such-program-of-ours", NULL};
	struct run run = {argv, tmpfile(), tmpfile(), 60};
	struct error err = {0};

	ok(!run_program(&run, &err) && err.code == ERROR_NOT_FOUND,
	   "a program that is not there: %s", err.message);
	fclose(run.in);
	fclose(run.out);
}

/* A page, and what must stand in the copy. */
static const struct {
	const char *html, *want, *name;
} inks[] = {
	{"<p class=\"met\">a</p>", "<p class=\"met\">a</p>", "outside nothing changes"},
	{"<svg class=\"met\"></svg><i class=\"met\">",
	 "<svg class=\"met\" color=\"#14521f\"></svg><i class=\"met\">",
	 "a class becomes an attribute, in a drawing alone"},
	{"<svg class=\"x mark\"><g class=\"\"/></svg>",
	 "<svg class=\"x mark\" color=\"#0b4f8a\"><g class=\"\"/></svg>",
	 "one of several, and none"},
};

static void test_ink(void)
{
	for (size_t i = 0; i < ARRAY_SIZE(inks); i++) {
		char *text = NULL;
		size_t length;
		FILE *out = open_memstream(&text, &length);
		ink_copy(out, inks[i].html);
		fclose(out);
		ok(strcmp(text, inks[i].want) == 0, "%s: %s", inks[i].name, text);
		free(text);
	}
}

int main(void)
{
	test_a_program_runs();
	test_a_program_fails();
	test_no_such_program();
	test_ink();
	return done_testing();
}
