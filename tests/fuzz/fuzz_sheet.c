/*
 * The lists the analyzer reads: figures to rank, a population to plan for, a frame to
 * draw from, margins to rake to. Bytes: which, options, the file.
 */
#include "analyzer/commands_rank.h"
#include "analyzer/league.h"
#include "analyzer/raking.h"
#include "analyzer/sheet.h"
#include "fuzz.h"

#include <string.h>
#include <unistd.h>

static void must_be_text(const struct sheet *sheet)
{
	for (size_t c = 0; c < sheet->ncolumns; c++) {
		must(is_utf8(sheet->columns[c]));
		must(sheet_column(sheet, sheet->columns[c]) == (int)c);
		for (size_t r = 0; r < sheet->nrows; r++)
			must(is_utf8(sheet_text(sheet, r, (int)c)));
	}
}

static bool read_leagues(const struct sheet *sheet, struct error *err)
{
	struct leagues leagues = {0};
	bool done = leagues_read(&leagues, sheet, err);
	size_t rows = 0;

	for (size_t i = 0; done && i < leagues.n; i++) {
		must(leagues.list[i].nrows > 0);
		for (size_t r = 0; r < leagues.list[i].nrows; r++, rows++)
			must(!(leagues.list[i].rows[r].error < 0));
	}
	must(!done || rows == sheet->nrows);
	leagues_release(&leagues);
	return done;
}

/* The file that commands are given, which are told paths. */
static const char *path_of(const struct input *input)
{
	static FILE *file;
	static char path[40];

	if (!file) {
		file = tmpfile();
		must(file);
		snprintf(path, sizeof(path), "/proc/self/fd/%d", fileno(file));
	}
	must(ftruncate(fileno(file), 0) == 0);
	must(pwrite(fileno(file), input->at, input->left, 0) == (ssize_t)input->left);
	return path;
}

static bool read_margins(const char *path, struct error *err)
{
	struct rake_options options = rake_defaults();
	struct raking *raking = raking_open(path, fuzz_form(0), &options, err);

	raking_free(raking);
	return raking;
}

/* An option as the command line would give it; NULL leaves it out. */
struct given {
	const char *name, *value;
};

enum { GIVEN_MAX = 12 };

/* Runs a command; the table has every option it asks for. */
static bool run(enum exit_code (*command_run)(const struct invocation *,
					      struct error *),
		const struct given given[static GIVEN_MAX], struct error *err)
{
	struct command command = {.run = command_run};
	struct invocation call = {.command = &command};

	for (size_t i = 0; i < GIVEN_MAX && given[i].name; i++) {
		command.options[i].name = given[i].name;
		if (given[i].value)
			call.values[i][call.nvalues[i]++] = given[i].value;
	}
	enum exit_code code = command.run(&call, err);
	must(code != EXIT_USAGE);
	return code == EXIT_DONE;
}

static bool plan(const char *path, unsigned options, struct error *err)
{
	static const char *const formats[] = {"csv", "json", "table"};
	static const char *const allocations[] = {"proportional", "equal", "neyman",
						  "power"};
	const struct given given[GIVEN_MAX] = {
		{"population", path},
		{"error", NULL},
		{"level", NULL},
		{"p", NULL},
		{"deff", NULL},
		{"valid-rate", "0.9"},
		{"size", options & 8 ? "100" : NULL},
		{"change", options & 128 ? "5" : NULL},
		{"power", NULL},
		{"format", formats[options % 3]},
		{"lang", NULL},
		{"allocation", options & 16 ? allocations[options / 32 % 4] : NULL}};

	return run(command_plan, given, err);
}

static bool draw(const char *path, unsigned options, struct error *err)
{
	static const char *const methods[] = {"srs", "systematic", "pps"};
	bool by_psu = options & 8, by_size = options % 3 == 2 && !by_psu;
	const struct given given[GIVEN_MAX] = {
		{"frame", path},
		{"seed", "1"},
		{"size", "3"},
		{"strata", options & 4 ? "stratum" : NULL},
		{"psu", by_psu ? "psu" : NULL},
		{"psus", by_psu ? "2" : NULL},
		{"method", methods[options % 3]},
		{"size-column", by_size ? "size" : NULL},
		{"replacements", options & 16 ? "2" : NULL},
		{"allocation", options & 32 ? "equal" : NULL},
		{"protocol", NULL}};

	return run(command_sample, given, err);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input input = {data, size};
	unsigned which = input_byte(&input) % 4, options = input_byte(&input);
	struct error err = {0};
	struct sheet *sheet =
		sheet_parse((const char *)input.at, input.left, "sheet", &err);
	bool done = sheet;

	if (sheet) {
		must_be_text(sheet);
		done = which == 0   ? read_leagues(sheet, &err)
		       : which == 1 ? read_margins(path_of(&input), &err)
		       : which == 2 ? plan(path_of(&input), options, &err)
				    : draw(path_of(&input), options, &err);
	}
	must(done || (err.code != ERROR_NONE && is_utf8(err.message)));
	sheet_free(sheet);
	return 0;
}
