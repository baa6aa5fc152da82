/* upload, export, withdraw, token: what goes in and out by hand. */
#include "commands.h"
#include "upload.h"

#include "forms/text.h"
#include "schema/access_store.h"
#include "schema/response_store.h"
#include "schema/round_store.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { REJECTS_SHOWN_MAX = 20 };

/* Where rejects go: all of them to a file, the first few to the terminal. */
struct rejects_out {
	FILE *file;
	size_t shown;
	bool terminal;
};

static void write_reject(FILE *out, const struct reject *reject)
{
	fprintf(out, "%lu,", reject->line);
	csv_cell(out, reject->column);
	putc(',', out);
	csv_free_text(out, reject->value);
	fprintf(out, ",%s,", rule_code(reject->rule));
	csv_cell(out, rule_text(reject->rule, "en"));
	putc('\n', out);
}

static void on_reject(void *context, const struct reject *reject)
{
	struct rejects_out *out = context;

	if (out->file)
		write_reject(out->file, reject);
	if (out->shown++ >= REJECTS_SHOWN_MAX)
		return;
	fprintf(stderr, "%sline %lu", out->terminal ? "\r" : "", reject->line);
	if (*reject->column)
		fprintf(stderr, ", %s '%s'", reject->column, reject->value);
	fprintf(stderr, ": %s\n", rule_text(reject->rule, "en"));
}

static void on_progress(void *context, unsigned long line, size_t bytes)
{
	(void)context;
	fprintf(stderr, "\r%lu lines, %.1f MB read … ", line, (double)bytes / 1e6);
}

static bool open_files(const struct invocation *call, struct intake *intake,
		       struct rejects_out *out, struct error *err)
{
	const char *path = call->arguments[0];
	const char *rejects = option_value(call, "rejects");

	intake->in = strcmp(path, "-") == 0 ? stdin : fopen(path, "rb");
	if (!intake->in)
		return error_set(err, ERROR_INPUT, "%s: %s", path, strerror(errno));
	if (!rejects)
		return true;
	out->file = fopen(rejects, "wb");
	if (!out->file)
		return error_set(err, ERROR_INPUT, "%s: %s", rejects, strerror(errno));
	fputs("line,column,value,rule,message\n", out->file);
	return true;
}

static bool load_map(const struct invocation *call, struct map **map, struct error *err)
{
	const char *path = option_value(call, "map");

	*map = path ? map_load(path, err) : NULL;
	return !path || *map;
}

static void print_counts(const struct intake *intake, const struct rejects_out *out)
{
	if (out->terminal)
		fputs("\r", stderr);
	if (out->shown > REJECTS_SHOWN_MAX)
		fprintf(stderr, "… and %zu more; --rejects FILE writes them all\n",
			out->shown - REJECTS_SHOWN_MAX);
	printf("%saccepted %zu, duplicate %zu, rejected %zu\n",
	       intake->dry_run ? "dry run, nothing kept: " : "", intake->accepted,
	       intake->duplicate, intake->rejected);
}

static bool close_file(FILE *file, const char *what, struct error *err)
{
	bool failed = file && ferror(file);

	if (file && file != stdin && fclose(file) != 0)
		failed = true;
	return !failed || error_set(err, ERROR_SYSTEM, "%s can't be written", what);
}

enum exit_code command_upload(const struct invocation *call, struct error *err)
{
	struct rejects_out out = {.terminal = isatty(STDERR_FILENO)};
	struct intake intake = {.round = option_value(call, "round"),
				.file = call->arguments[0],
				.by = command_actor(),
				.collected_by = option_value(call, "collected-by"),
				.dry_run = option_value(call, "dry-run"),
				.reject = on_reject,
				.progress = out.terminal ? on_progress : NULL,
				.context = &out};
	struct map *map = NULL;
	struct db *db = NULL;
	bool done = false;

	if (!intake.round)
		return usage_error(err, "upload needs --round CODE");
	if (!load_map(call, &map, err) || !open_files(call, &intake, &out, err) ||
	    !(db = command_db(call, DB_COLLECTOR, err)))
		goto out;
	intake.map = map;
	done = intake_run(db, &intake, err);
	if (done)
		print_counts(&intake, &out);
out:
	db_close(db);
	map_free(map);
	if (intake.in && intake.in != stdin)
		fclose(intake.in);
	done = close_file(out.file, "the rejects file", err) && done;
	if (!done)
		return EXIT_FAILED;
	return intake.rejected ? EXIT_REJECTED : EXIT_DONE;
}

/* --- export --- */

static void export_header(FILE *out, const struct form *form)
{
	for (int f = 0; f < FIELD_COUNT; f++)
		fprintf(out, "%s,", field_name((enum field)f));
	fputs("comment", out);
	for (unsigned i = 0; i < form->nitems; i++)
		if (i != form->comment && form->items[i].type != ITEM_NOTE)
			fprintf(out, ",%s", form->items[i].name);
	putc('\n', out);
}

static bool export_response(void *context, const struct response *response,
			    struct error *err)
{
	FILE *out = context;
	const struct form *form = response->answers.form;
	struct arena *arena = arena_new();

	for (int f = 0; f < FIELD_COUNT; f++) {
		csv_free_text(out, response->field[f] ? response->field[f] : "");
		putc(',', out);
	}
	csv_free_text(out, answers_get(&response->answers, arena, form->comment));
	for (unsigned i = 0; i < form->nitems; i++) {
		const struct item *item = &form->items[i];
		if (i == form->comment || item->type == ITEM_NOTE)
			continue;
		putc(',', out);
		const char *value = answers_get(&response->answers, arena, i);
		(item->type == ITEM_TEXT ? csv_free_text : csv_cell)(out, value);
	}
	putc('\n', out);
	arena_free(arena);
	return !ferror(out) || error_set(err, ERROR_SYSTEM, "can't write the output");
}

enum exit_code command_export(const struct invocation *call, struct error *err)
{
	const char *code = option_value(call, "round");
	const char *format = option_value(call, "format");
	struct arena *arena = NULL;
	struct form *form = NULL;
	struct round round;
	struct db *db;
	bool done = false;

	if (!code)
		return usage_error(err, "export needs --round CODE");
	if (format && strcmp(format, "csv") != 0)
		return usage_error(err, "--format takes csv");
	arena = arena_new();
	if (!(db = command_db(call, DB_COLLECTOR, err)) ||
	    !round_find(db, arena, code, &round, err) ||
	    !(form = form_find(db, round.form, round.form_version, err)))
		goto out;
	export_header(stdout, form);
	done = response_each(db, code, form, export_response, stdout, err);
out:
	form_free(form);
	db_close(db);
	arena_free(arena);
	return done ? EXIT_DONE : EXIT_FAILED;
}

/* --- withdraw --- */

static enum withdraw_outcome withdraw(struct db *db, const char *text,
				      struct error *err)
{
	struct receipt_key key;
	struct receipt receipt;

	if (!receipt_key_load(db, &key, err))
		return WITHDRAW_FAILED;
	if (receipt_read(text, &key, &receipt))
		return response_withdraw(db, &receipt, command_actor(), err);
	error_set(err, ERROR_INPUT, "'%.120s' is no receipt, or has a slip in it",
		  text);
	return WITHDRAW_FAILED;
}

enum exit_code command_withdraw(const struct invocation *call, struct error *err)
{
	enum withdraw_outcome outcome = WITHDRAW_FAILED;
	struct db *db = command_db(call, DB_COLLECTOR, err);

	if (db)
		outcome = withdraw(db, call->arguments[0], err);
	db_close(db);
	if (outcome == WITHDRAW_NOT_THERE)
		error_set(err, ERROR_NOT_FOUND, "no response has this receipt");
	if (outcome != WITHDRAW_DONE)
		return EXIT_FAILED;
	puts("withdrawn: the response and its comments are erased");
	return EXIT_DONE;
}

/* --- token --- */

enum exit_code command_token_add(const struct invocation *call, struct error *err)
{
	const char *name = option_value(call, "name");
	const char *role_name = option_value(call, "role");
	enum access_role role = role_name ? access_role_find(role_name) : ACCESS_NONE;
	char secret[SECRET_BYTES];

	if (!name || !*name || role == ACCESS_NONE)
		return usage_error(err, "token add needs --role surveyor|leader|admin "
					"and --name NAME");
	if (!text_is_utf8(name, strlen(name)) || strchr(name, ':'))
		return usage_error(err, "a name is text without a colon");
	struct db *db = command_db(call, DB_OWNER, err);
	bool done = db && token_add(db, name, role, secret, err) &&
		    audit_add(db, command_actor(), "token add", name, err);
	if (done)
		puts(secret);
	db_close(db);
	return done ? EXIT_DONE : EXIT_FAILED;
}

enum exit_code command_token_list(const struct invocation *call, struct error *err)
{
	struct db *db = command_db(call, DB_OWNER, err);
	bool done = db && token_list(db, stdout, err);

	db_close(db);
	return done ? EXIT_DONE : EXIT_FAILED;
}

enum exit_code command_token_revoke(const struct invocation *call, struct error *err)
{
	const char *name = call->arguments[0];
	struct db *db = command_db(call, DB_OWNER, err);
	bool done = db && token_revoke(db, name, err) &&
		    audit_add(db, command_actor(), "token revoke", name, err);

	db_close(db);
	return done ? EXIT_DONE : EXIT_FAILED;
}
