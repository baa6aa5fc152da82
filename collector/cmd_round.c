/* form and round: what is asked, and when. */
#include "commands.h"

#include "forms/text.h"
#include "schema/access_store.h"
#include "schema/round_store.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum exit_code command_form_add(const struct invocation *call, struct error *err)
{
	static const char *const words[] = {[FORM_ADDED] = "added",
					    [FORM_SAME] = "there already",
					    [FORM_REPLACED] = "replaced"};
	struct form *form = form_load(call->arguments[0], err);
	struct db *db = form ? command_db(call, DB_OWNER, err) : NULL;
	enum form_added outcome;
	bool done = db && form_add(db, form, &outcome, err) &&
		    audit_add(db, command_actor(), "form add", form->code, err);

	if (done)
		printf("form %s version %d %s: %u items\n", form->code, form->version,
		       words[outcome], form->nitems);
	db_close(db);
	form_free(form);
	return done ? EXIT_DONE : EXIT_FAILED;
}

enum exit_code command_form_list(const struct invocation *call, struct error *err)
{
	struct db *db = command_db(call, DB_OWNER, err);
	struct arena *arena = arena_new();
	struct form_row *forms;
	size_t count;
	bool done = db && form_list(db, arena, &forms, &count, err);

	for (size_t i = 0; done && i < count; i++)
		printf("%s@%s\t%s rounds\t%s\n", forms[i].code, forms[i].version,
		       forms[i].rounds, forms[i].title);
	arena_free(arena);
	db_close(db);
	return done ? EXIT_DONE : EXIT_FAILED;
}

/* "code" or "code@3"; version 0 where none is said. */
static bool read_form_name(const char *text, char code[static CODE_BYTES_MAX + 1],
			   int *version)
{
	size_t length = strcspn(text, "@");
	int64_t number = 0;

	if (length > CODE_BYTES_MAX)
		return false;
	memcpy(code, text, length);
	code[length] = '\0';
	if (text[length] &&
	    (!text_integer(text + length + 1, &number) || number < 1 || number > 30000))
		return false;
	*version = (int)number;
	return text_is_code(code);
}

enum exit_code command_form_show(const struct invocation *call, struct error *err)
{
	char code[CODE_BYTES_MAX + 1];
	int version;

	if (!read_form_name(call->arguments[0], code, &version))
		return usage_error(err, "'%s' is no CODE[@VERSION]",
				   call->arguments[0]);
	struct db *db = command_db(call, DB_OWNER, err);
	struct form *form = db ? form_find(db, code, version, err) : NULL;
	if (form)
		puts(form->definition);
	db_close(db);
	enum exit_code exit_code = form ? EXIT_DONE : EXIT_FAILED;
	form_free(form);
	return exit_code;
}

static bool read_date(const struct invocation *call, const char *option,
		      const char **date, struct error *err)
{
	*date = option_value(call, option);
	if (*date && !text_is_date(*date)) {
		usage_error(err, "--%s needs a date like 2026-03-01", option);
		return false;
	}
	return true;
}

static bool read_round(const struct invocation *call, struct round *round,
		       char form[static CODE_BYTES_MAX + 1], struct error *err)
{
	const char *form_name = option_value(call, "form");
	const char *target = option_value(call, "target");

	*round =
		(struct round){.code = call->arguments[0],
			       .form = form,
			       .target = NAN,
			       .method = option_value(call, "method"),
			       .comparable_with = option_value(call, "comparable-with"),
			       .tickets_only = option_value(call, "tickets-only")};
	if (!text_is_code(round->code)) {
		usage_error(err, "a round's code is 1 to 40 of A-Z a-z 0-9 . _ -");
		return false;
	}
	if (!form_name || !read_form_name(form_name, form, &round->form_version)) {
		usage_error(err, "--form needs FORM[@VERSION]");
		return false;
	}
	if (target && (!text_number(target, &round->target) || round->target <= 0 ||
		       round->target > 100)) {
		usage_error(err, "--target needs a per cent between 0 and 100");
		return false;
	}
	round->target /= 100;
	return read_date(call, "from", &round->starts_on, err) &&
	       read_date(call, "to", &round->ends_on, err);
}

enum exit_code command_round_add(const struct invocation *call, struct error *err)
{
	char form[CODE_BYTES_MAX + 1];
	struct round round;

	if (!read_round(call, &round, form, err))
		return EXIT_USAGE;
	struct db *db = command_db(call, DB_OWNER, err);
	bool done = db && round_add(db, &round, err) &&
		    audit_add(db, command_actor(), "round add", round.code, err);
	if (done)
		printf("round %s planned\n", round.code);
	db_close(db);
	return done ? EXIT_DONE : EXIT_FAILED;
}

static enum exit_code set_status(const struct invocation *call,
				 enum round_status status, struct error *err)
{
	const char *code = call->arguments[0];
	struct db *db = command_db(call, DB_OWNER, err);
	bool done = db && round_set_status(db, code, status, err) &&
		    audit_add(db, command_actor(), call->command->name, code, err);

	if (done)
		printf("round %s is %s\n", code, round_status_name(status));
	db_close(db);
	return done ? EXIT_DONE : EXIT_FAILED;
}

enum exit_code command_round_open(const struct invocation *call, struct error *err)
{
	return set_status(call, ROUND_OPEN, err);
}

enum exit_code command_round_close(const struct invocation *call, struct error *err)
{
	return set_status(call, ROUND_CLOSED, err);
}

enum exit_code command_round_seal(const struct invocation *call, struct error *err)
{
	return set_status(call, ROUND_SEALED, err);
}

static void print_round(const struct round *r)
{
	printf("%s\t%s\t%s@%d\t%s\t%s\tmethod %s", r->code,
	       round_status_name(r->status), r->form, r->form_version,
	       r->starts_on ? r->starts_on : "-", r->ends_on ? r->ends_on : "-",
	       r->method);
	if (!isnan(r->target))
		printf("\ttarget %g %%", 100 * r->target);
	if (r->comparable_with)
		printf("\tcomparable with %s", r->comparable_with);
	if (r->tickets_only)
		printf("\ttickets only");
	putchar('\n');
}

enum exit_code command_round_list(const struct invocation *call, struct error *err)
{
	struct db *db = command_db(call, DB_OWNER, err);
	struct arena *arena = arena_new();
	struct round *rounds;
	size_t count;
	bool done = db && round_list(db, arena, &rounds, &count, err);

	for (size_t i = 0; done && i < count; i++)
		print_round(&rounds[i]);
	arena_free(arena);
	db_close(db);
	return done ? EXIT_DONE : EXIT_FAILED;
}
