/* forms/program: the command line, from one table. */
#include "forms/alloc.h"
#include "forms/program.h"
#include "words.h"

static char *seen; /* what the last command was called with */

static enum exit_code show(const struct invocation *call, struct error *err)
{
	const char *const *values;
	size_t count = option_values(call, "by", &values);
	const char *round = option_value(call, "round");
	struct capture capture = {0};
	FILE *out = capture_begin(&capture);

	(void)err;
	fprintf(out, "%s", call->command->name);
	if (round)
		fprintf(out, " round=%s", round);
	if (option_value(call, "dry-run"))
		fputs(" dry-run", out);
	for (size_t i = 0; i < count; i++)
		fprintf(out, " by=%s", values[i]);
	for (size_t i = 0; i < call->narguments; i++)
		fprintf(out, " %s", call->arguments[i]);
	capture_end(&capture);
	free(seen);
	seen = capture.text;
	return EXIT_DONE;
}

static enum exit_code fail(const struct invocation *call, struct error *err)
{
	(void)call;
	error_set(err, ERROR_SYSTEM, "broken");
	return EXIT_FAILED;
}

static enum exit_code reject(const struct invocation *call, struct error *err)
{
	(void)call;
	(void)err;
	return EXIT_REJECTED;
}

#define OPTIONS                                               \
	{                                                     \
		{"round", "CODE", ""}, {"dry-run", NULL, ""}, \
		{                                             \
			"by", "ITEM", ""                      \
		}                                             \
	}

static const struct command commands[] = {
	{"show", "FILE [MORE]", 1, 2, "", OPTIONS, show},
	{"form add", "FILE", 1, 1, "", OPTIONS, show},
	{"form list", "", 0, 0, "", OPTIONS, show},
	{"fail", "", 0, 0, "", OPTIONS, fail},
	{"reject", "", 0, 0, "", OPTIONS, reject},
};

/* Runs a command line and gives "code: what was seen"; owned by the caller. */
static char *run(const char *line)
{
	static const struct program program = {"p", "", commands, ARRAY_SIZE(commands)};
	char *argv[64] = {(char[]){"p"}};
	char *words = xstrdup(line), *rest = words;
	int argc = 1;

	while (*rest && argc < 63) {
		char *space = strchr(rest, ' ');
		argv[argc++] = rest;
		if (!space)
			break;
		*space = '\0';
		rest = space + 1;
	}
	free(seen);
	seen = NULL;
	int code = program_run(&program, argc, argv);
	char *text = xasprintf("%d: %s", code, seen ? seen : "-");
	free(words);
	return text;
}

int main(void)
{
	static const char *const cases[][2] = {
		{"show a", "0: show a"},
		{"show a b", "0: show a b"},
		{"show --round r1 a", "0: show round=r1 a"},
		{"show --round=r1 a", "0: show round=r1 a"},
		{"show --round= a", "0: show round= a"},
		{"show a --round r1", "0: show round=r1 a"},
		{"show --round r1 --round r2 a", "0: show round=r2 a"},
		{"show --by x --by y a", "0: show by=x by=y a"},
		{"show --by --round a", "0: show by=--round a"},
		{"show --dry-run a", "0: show dry-run a"},
		{"show -", "0: show -"},
		{"show -- --round", "0: show --round"},
		{"show -- -x --", "0: show -x --"},
		{"form add a", "0: form add a"},
		{"form list", "0: form list"},
		{"fail", "1: -"},
		{"reject", "3: -"},
		{"show", "2: -"},
		{"show a b c", "2: -"},
		{"form", "2: -"},
		{"form show a", "2: -"},
		{"form list a", "2: -"},
		{"shows a", "2: -"},
		{"sho a", "2: -"},
		{"show --frobnicate a", "2: -"},
		{"show --roun r1 a", "2: -"},
		{"show --rounds r1 a", "2: -"},
		{"show -r a", "2: -"},
		{"show a --round", "2: -"},
		{"show --dry-run=1 a", "2: -"},
		{"show --by 1 --by 2 --by 3 --by 4 --by 5 --by 6 --by 7 --by 8 --by 9 "
		 "--by "
		 "10 --by 11 --by 12 --by 13 --by 14 --by 15 --by 16 --by 17 a",
		 "2: -"},
		{"", "2: -"},
	};

	/* what is said to people is tested on the real programs, in cli.t */
	if (!freopen("/dev/null", "w", stderr))
		return 1;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		char *got = run(cases[i][0]);
		is_text(got, cases[i][1], "p %s", cases[i][0]);
		free(got);
	}
	free(seen);
	return done_testing();
}
