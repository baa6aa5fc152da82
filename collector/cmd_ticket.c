/* ticket issue: one-time links, as a list and as slips to print. */
#include "dossiers.h"
#include "links.h"
#include "poster.h"

#include "forms/response.h"
#include "forms/text.h"
#include "schema/response_store.h"
#include "schema/ticket.h"
#include "schema/ticket_store.h"

#include <errno.h>
#include <string.h>

enum { COUNT_MAX = 1000000 };

struct issuing {
	struct arena *arena;
	struct link_options to;
	size_t count;
	const char *const *dossiers; /* NULL: none */
	const char *expires;	     /* NULL: never */
	unsigned last_day;
	const char *folder; /* NULL: no slips */
	FILE *list;	    /* in the folder */
	struct receipt_key secret;
};

static bool read_count(struct issuing *is, const struct invocation *call,
		       struct error *err)
{
	const char *text = option_value(call, "count");
	int64_t count = 0;

	if (text && (!text_integer(text, &count) || count < 1 || count > COUNT_MAX)) {
		usage_error(err, "--count needs a number from 1 to %d", COUNT_MAX);
		return false;
	}
	is->count = (size_t)count;
	if (!text && !option_value(call, "dossiers")) {
		usage_error(err, "how many? --count N or --dossiers FILE.csv");
		return false;
	}
	return true;
}

static bool read_options(struct issuing *is, const struct invocation *call,
			 struct error *err)
{
	const char *format = option_value(call, "format");

	if (!link_options(&is->to, call, is->arena, err) || !read_count(is, call, err))
		return false;
	is->folder = option_value(call, "qr");
	is->expires = option_value(call, "expires");
	if (is->expires && !ticket_day_of(is->expires, &is->last_day)) {
		usage_error(err, "--expires needs a date like 2026-12-31");
		return false;
	}
	if (format && strcmp(format, "csv") != 0) {
		usage_error(err, "--format is csv");
		return false;
	}
	return true;
}

static bool read_dossiers(struct issuing *is, const struct invocation *call,
			  struct error *err)
{
	const char *path = option_value(call, "dossiers");
	size_t count;

	if (!path)
		return true;
	if (!dossiers_read(path, is->arena, &is->dossiers, &count, err))
		return false;
	if (is->count && is->count != count)
		return error_set(err, ERROR_INPUT,
				 "--count says %zu, but %.200s has %zu dossiers",
				 is->count, path, count);
	is->count = count;
	return true;
}

/* Without a date of its own a ticket is good until the round's last day. */
static bool find_last_day(struct issuing *is, const struct round *round,
			  struct error *err)
{
	if (round->status == ROUND_SEALED)
		return error_set(err, ERROR_CONFLICT, "round '%.60s' is sealed",
				 round->code);
	if (!is->expires)
		is->expires = round->ends_on;
	if (!is->expires)
		is->last_day = TICKET_NEVER;
	else if (!ticket_day_of(is->expires, &is->last_day))
		return error_set(err, ERROR_INPUT, "no ticket lasts until %s",
				 is->expires);
	if (is->last_day < ticket_day(time(NULL)))
		return error_set(err, ERROR_INPUT,
				 "their last day, %s, is over: see --expires",
				 is->expires);
	return true;
}

/* A list that is there already stands for tickets that were handed out. */
static bool open_list(struct issuing *is, struct error *err)
{
	if (!is->folder)
		return true;
	if (!make_folder(is->folder, false, err))
		return false;
	const char *path = arena_printf(is->arena, "%s/tickets.csv", is->folder);
	is->list = fopen(path, "wx");
	return is->list || error_set(err, ERROR_SYSTEM, "can't make %.200s: %s", path,
				     strerror(errno));
}

static bool note(struct issuing *is, struct db *db, struct error *err)
{
	const struct ticket_issue issue = {.round = is->to.round,
					   .unit = is->to.unit ? is->to.unit
							       : UNIT_NONE,
					   .service = is->to.service,
					   .expires_on = is->expires,
					   .count = is->count};

	return ticket_issue_add(db, &issue, command_actor(), err);
}

static bool write_slip(const struct issuing *is, size_t number, const char *url,
		       const char *typed, struct arena *arena, struct error *err)
{
	const struct slip slip = {is->to.language, url, typed, is->expires, number};
	const char *path =
		arena_printf(arena, "%s/ticket-%04zu.svg", is->folder, number);
	FILE *out = fopen(path, "w");
	bool done = out && slip_write(out, &slip, err);

	if ((!out || fclose(out) != 0) && !err->code)
		done = error_set(err, ERROR_SYSTEM, "can't write %.200s: %s", path,
				 strerror(errno));
	return done;
}

static void write_line(FILE *out, const struct issuing *is, size_t number,
		       const char *ticket, const char *url)
{
	fprintf(out, "%zu,", number);
	csv_free_text(out, is->dossiers ? is->dossiers[number - 1] : "");
	fprintf(out, ",%s,%s,%s,", is->to.unit ? is->to.unit : "",
		is->to.service ? is->to.service : "", ticket);
	csv_cell(out, url);
	fprintf(out, ",%s\n", is->expires ? is->expires : "");
}

static bool issue_one(const struct issuing *is, size_t number, struct arena *arena,
		      struct error *err)
{
	const struct ticket_place place = {
		is->to.round, is->to.unit ? is->to.unit : UNIT_NONE, is->to.service};
	const struct ticket ticket = ticket_new(is->last_day);
	char text[TICKET_BYTES], plain[TICKET_BYTES], *end = plain;

	ticket_text(&ticket, &place, &is->secret, text);
	/* the dashes are for people; a QR code is smaller without */
	for (const char *c = text; *c; c++)
		if (*c != '-')
			*end++ = *c;
	*end = '\0';
	const char *url = link_to(&is->to, is->to.unit, plain, arena);
	write_line(stdout, is, number, text, url);
	if (!is->folder)
		return true;
	write_line(is->list, is, number, text, url);
	return write_slip(is, number, url, link_to(&is->to, is->to.unit, text, arena),
			  arena, err);
}

static bool issue_all(const struct issuing *is, struct error *err)
{
	static const char header[] = "number,dossier,unit,service,ticket,url,expires\n";
	struct arena *arena = arena_new();
	bool done = true;

	fputs(header, stdout);
	if (is->list)
		fputs(header, is->list);
	for (size_t i = 1; done && i <= is->count; i++) {
		arena_reset(arena);
		done = issue_one(is, i, arena, err);
	}
	arena_free(arena);
	if (done && (fflush(stdout) != 0 || (is->list && fflush(is->list) != 0)))
		done = error_set(err, ERROR_SYSTEM, "can't write the list: %s",
				 strerror(errno));
	return done;
}

static bool issue(struct issuing *is, const struct invocation *call, struct error *err)
{
	struct db *db = command_db(call, DB_OWNER, err);
	struct round round;
	bool done = db && round_find(db, is->arena, is->to.round, &round, err) &&
		    find_last_day(is, &round, err) &&
		    receipt_key_load(db, &is->secret, err) && open_list(is, err) &&
		    note(is, db, err);

	db_close(db);
	done = done && issue_all(is, err);
	if (is->list && fclose(is->list) != 0 && done)
		done = error_set(err, ERROR_SYSTEM, "can't write the list: %s",
				 strerror(errno));
	return done;
}

enum exit_code command_ticket_issue(const struct invocation *call, struct error *err)
{
	struct issuing is = {.arena = arena_new()};
	enum exit_code code = EXIT_USAGE;

	if (read_options(&is, call, err))
		code = read_dossiers(&is, call, err) && issue(&is, call, err)
			       ? EXIT_DONE
			       : EXIT_FAILED;
	arena_free(is.arena);
	return code;
}
