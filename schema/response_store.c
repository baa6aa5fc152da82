/* See response_store.h. */
#include "response_store.h"

#include "response_inside.h"

#include "forms/text.h"

#include <json-c/json.h>
#include <stdio.h>
#include <string.h>

/* --- withdrawal --- */

bool receipt_key_load(struct db *db, struct receipt_key *key, struct error *err)
{
	struct rows *rows =
		db_query_binary(db, QUERY_secret_find, PARAMS("receipt"), err);
	size_t length = 0;

	if (!rows)
		return false;
	const unsigned char *bytes =
		rows_count(rows) ? rows_bytes(rows, 0, 0, &length) : NULL;
	bool found = bytes && length == sizeof(key->bytes);
	if (found)
		memcpy(key->bytes, bytes, length);
	else
		error_set(err, ERROR_SYSTEM,
			  "the database has no receipt key; run migrate");
	rows_free(rows);
	return found;
}

struct withdrawing {
	const struct receipt *receipt;
	const char *actor;
	size_t erased;
};

static bool withdraw(struct db *db, void *context, struct error *err)
{
	struct withdrawing *w = context;
	const struct receipt *r = w->receipt;
	char id[37];

	uuid_text(r->id, id);
	if (!db_run(db, QUERY_response_lock, PARAMS(r->round, id), NULL, err) ||
	    !db_run(db, QUERY_withdrawal_insert, PARAMS(r->round, r->unit, id),
		    &w->erased, err))
		return false;
	if (!w->erased)
		return true;
	return db_run(db, QUERY_withdrawal_comments, PARAMS(r->round, r->unit, id),
		      NULL, err) &&
	       db_run(db, QUERY_withdrawal_response, PARAMS(r->round, r->unit, id),
		      NULL, err) &&
	       db_run(db, QUERY_audit_insert, PARAMS(w->actor, "withdraw", r->round),
		      NULL, err);
}

enum withdraw_outcome response_withdraw(struct db *db, const struct receipt *receipt,
					const char *actor, struct error *err)
{
	struct withdrawing withdrawing = {receipt, actor, 0};

	if (!db_transaction(db, withdraw, &withdrawing, err))
		return WITHDRAW_FAILED;
	return withdrawing.erased ? WITHDRAW_DONE : WITHDRAW_NOT_THERE;
}

/* --- reading out --- */

struct reading {
	const char *round;
	const struct form *form;
	struct arena *arena;
	bool (*each)(void *context, const struct response *response, struct error *err);
	void *context;
};

bool response_read_answers(struct answers *answers, const char *hex)
{
	static const char digits[] = "0123456789abcdef";
	size_t size = answers->form->answers_size;

	if (strlen(hex) != 2 + 2 * size)
		return false;
	hex += 2;
	for (size_t i = 0; i < size; i++) {
		long high = strchr(digits, hex[2 * i]) - digits;
		long low = strchr(digits, hex[2 * i + 1]) - digits;
		answers->bytes[i] = (unsigned char)(high << 4 | low);
	}
	return true;
}

static void read_comments(struct answers *answers, struct arena *arena,
			  const char *json)
{
	struct json_object *texts = json ? json_tokener_parse(json) : NULL;

	if (!texts)
		return;
	json_object_object_foreach(texts, name, value)
	{
		int item = form_item(answers->form, name);
		if (item >= 0 && answers->form->items[item].text >= 0)
			answers->text[answers->form->items[item].text] =
				arena_strdup(arena, json_object_get_string(value));
	}
	json_object_put(texts);
}

static bool read_row(struct reading *reading, const struct rows *rows, size_t row,
		     struct error *err)
{
	arena_reset(reading->arena);
	struct response response = response_new(reading->form, reading->arena);

	for (unsigned f = 0; f < FIELD_COUNT; f++)
		response.field[f] = rows_text(rows, row, f);
	if (!response_read_answers(&response.answers,
				   rows_text(rows, row, FIELD_COUNT)))
		return error_set(
			err, ERROR_SYSTEM,
			"a response of round %s does not fit form %s version %d",
			reading->round, reading->form->code, reading->form->version);
	read_comments(&response.answers, reading->arena,
		      rows_text(rows, row, FIELD_COUNT + 1));
	return reading->each(reading->context, &response, err);
}

static bool read_all(struct db *db, void *context, struct error *err)
{
	struct reading *reading = context;
	size_t count = 1;
	bool done = true;

	if (!db_run(db, QUERY_export_cursor, PARAMS(reading->round), NULL, err))
		return false;
	while (done && count > 0) {
		struct rows *rows = db_query(db, QUERY_export_fetch, NULL, 0, err);
		count = rows ? rows_count(rows) : 0;
		done = rows;
		for (size_t i = 0; done && i < count; i++)
			done = read_row(reading, rows, i, err);
		rows_free(rows);
	}
	return done;
}

bool response_each(struct db *db, const char *round, const struct form *form,
		   bool (*each)(void *context, const struct response *response,
				struct error *err),
		   void *context, struct error *err)
{
	struct reading reading = {round, form, arena_new(), each, context};
	bool done = db_snapshot(db, read_all, &reading, err);

	arena_free(reading.arena);
	return done;
}
