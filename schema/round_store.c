/* See round_store.h. */
#include "round_store.h"

#include "forms/text.h"

#include <json-c/json.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static const char *const status_names[ROUND_STATUS_COUNT] = {
	[ROUND_PLANNED] = "planned",
	[ROUND_OPEN] = "open",
	[ROUND_CLOSED] = "closed",
	[ROUND_SEALED] = "sealed",
};

const char *round_status_name(enum round_status status)
{
	return status_names[status];
}

/* --- forms --- */

struct form_adding {
	const struct form *form;
	enum form_added outcome;
};

static const char *const type_names[ITEM_TYPE_COUNT] = {
	[ITEM_SELECT_ONE] = "select_one",
	[ITEM_SELECT_MULTIPLE] = "select_multiple",
	[ITEM_INTEGER] = "integer",
	[ITEM_DECIMAL] = "decimal",
	[ITEM_TEXT] = "text",
	[ITEM_NOTE] = NULL,
};

static struct json_object *choice_names(const struct item *item)
{
	struct json_object *names = json_object_new_array();

	for (unsigned i = 0; item->list && i < item->list->nchoices; i++)
		json_object_array_add(
			names, json_object_new_string(item->list->choices[i].name));
	return names;
}

/* Runs a statement whose parameters are the columns of form_item. */
static struct rows *with_item(struct db *db, enum query query, const struct form *form,
			      const struct item *item, struct error *err)
{
	struct json_object *names = choice_names(item);
	char version[16], slot[16], width[16];

	snprintf(version, sizeof(version), "%d", form->version);
	snprintf(slot, sizeof(slot), "%u", item->slot);
	snprintf(width, sizeof(width), "%u", item->width);
	struct rows *rows =
		db_query(db, query,
			 PARAMS(form->code, version, item->name, type_names[item->type],
				item->width ? slot : NULL, item->width ? width : NULL,
				json_object_to_json_string(names)),
			 err);
	json_object_put(names);
	return rows;
}

static bool insert_item(struct db *db, const struct form *form, const struct item *item,
			struct error *err)
{
	struct rows *rows = with_item(db, QUERY_form_item_insert, form, item, err);

	rows_free(rows);
	return rows;
}

/* Does the database hold this very definition already? */
static bool is_same(struct db *db, const struct form *form, const char *version,
		    bool *same, struct error *err)
{
	struct rows *rows =
		db_query(db, QUERY_form_find, PARAMS(form->code, version), err);

	if (!rows)
		return false;
	*same = rows_count(rows) > 0 &&
		strcmp(rows_text(rows, 0, 1), form->definition) == 0;
	rows_free(rows);
	return true;
}

static bool put_form(struct db *db, const char *version, struct form_adding *adding,
		     struct error *err)
{
	const struct form *form = adding->form;
	const char *title = label_text(&form->title, 0);
	size_t changed;

	if (!db_run(db, QUERY_form_insert,
		    PARAMS(form->code, version, title, form->definition), &changed,
		    err))
		return false;
	adding->outcome = FORM_ADDED;
	if (changed)
		return true;
	adding->outcome = FORM_REPLACED;
	if (!db_run(db, QUERY_form_replace,
		    PARAMS(form->code, version, title, form->definition), &changed,
		    err))
		return false;
	return changed || error_set(err, ERROR_CONFLICT,
				    "form %s version %s is used by a round and can't "
				    "change; give the new definition another version",
				    form->code, version);
}

static bool add_form(struct db *db, void *context, struct error *err)
{
	struct form_adding *adding = context;
	const struct form *form = adding->form;
	char version[16];
	bool same;

	snprintf(version, sizeof(version), "%d", form->version);
	adding->outcome = FORM_SAME;
	if (!is_same(db, form, version, &same, err))
		return false;
	if (same)
		return true;
	if (!db_run(db, QUERY_form_lock, PARAMS(form->code, version), NULL, err) ||
	    !put_form(db, version, adding, err) ||
	    !db_run(db, QUERY_form_items_delete, PARAMS(form->code, version), NULL,
		    err))
		return false;
	for (unsigned i = 0; i < form->nitems; i++)
		if (form->items[i].type != ITEM_NOTE &&
		    !insert_item(db, form, &form->items[i], err))
			return false;
	return true;
}

bool form_add(struct db *db, const struct form *form, enum form_added *outcome,
	      struct error *err)
{
	struct form_adding adding = {.form = form};
	bool done = db_transaction(db, add_form, &adding, err);

	*outcome = adding.outcome;
	return done;
}

static void count_wrong(struct form_items_state *state, const char *item)
{
	state->nwrong++;
	if (!state->first)
		state->first = item;
}

/* Items in the database that the definition does not have. */
static bool check_others(struct db *db, const struct form *form, struct arena *arena,
			 struct form_items_state *state, struct error *err)
{
	char version[16];

	snprintf(version, sizeof(version), "%d", form->version);
	struct rows *rows =
		db_query(db, QUERY_form_item_names, PARAMS(form->code, version), err);
	if (!rows)
		return false;
	for (size_t i = 0; i < rows_count(rows); i++)
		if (form_item(form, rows_text(rows, i, 0)) < 0)
			count_wrong(state, arena_strdup(arena, rows_text(rows, i, 0)));
	rows_free(rows);
	return true;
}

bool form_items_check(struct db *db, const struct form *form, struct arena *arena,
		      struct form_items_state *state, struct error *err)
{
	*state = (struct form_items_state){0};
	for (unsigned i = 0; i < form->nitems; i++) {
		const struct item *item = &form->items[i];
		if (item->type == ITEM_NOTE)
			continue;
		struct rows *rows =
			with_item(db, QUERY_form_item_same, form, item, err);
		if (!rows)
			return false;
		state->nitems++;
		if (strcmp(rows_text(rows, 0, 0), "t") != 0)
			count_wrong(state, item->name);
		rows_free(rows);
	}
	return check_others(db, form, arena, state, err);
}

struct form *form_find(struct db *db, const char *code, int version, struct error *err)
{
	struct form *form = NULL;
	char number[16];

	snprintf(number, sizeof(number), "%d", version);
	struct rows *rows = db_query(db, QUERY_form_find,
				     PARAMS(code, version ? number : NULL), err);
	if (!rows)
		return NULL;
	if (rows_count(rows) == 0) {
		error_set(err, ERROR_NOT_FOUND,
			  version ? "no form '%s' version %d" : "no form '%s'", code,
			  version);
	} else {
		const char *definition = rows_text(rows, 0, 1);
		form = form_parse(definition, strlen(definition), code, err);
	}
	rows_free(rows);
	return form;
}

bool form_list(struct db *db, struct arena *arena, struct form_row **forms,
	       size_t *count, struct error *err)
{
	struct rows *rows = db_query(db, QUERY_form_list, NULL, 0, err);

	if (!rows)
		return false;
	*count = rows_count(rows);
	*forms = arena_alloc(arena, *count, sizeof(**forms));
	for (size_t i = 0; i < *count; i++)
		(*forms)[i] =
			(struct form_row){arena_strdup(arena, rows_text(rows, i, 0)),
					  arena_strdup(arena, rows_text(rows, i, 1)),
					  arena_strdup(arena, rows_text(rows, i, 2)),
					  arena_strdup(arena, rows_text(rows, i, 3))};
	rows_free(rows);
	return true;
}

/* --- rounds --- */

static const char *copy(struct arena *arena, const struct rows *rows, size_t row,
			unsigned column)
{
	const char *text = rows_text(rows, row, column);
	return text ? arena_strdup(arena, text) : NULL;
}

static struct round read_round(struct arena *arena, const struct rows *rows, size_t row)
{
	struct round round = {
		.code = copy(arena, rows, row, 0),
		.form = copy(arena, rows, row, 1),
		.form_version = (int)strtol(rows_text(rows, row, 2), NULL, 10),
		.starts_on = copy(arena, rows, row, 3),
		.ends_on = copy(arena, rows, row, 4),
		.target = NAN,
		.method = copy(arena, rows, row, 6),
		.comparable_with = copy(arena, rows, row, 7),
		.tickets_only = strcmp(rows_text(rows, row, 9), "t") == 0,
	};
	const char *target = rows_text(rows, row, 5);
	const char *status = rows_text(rows, row, 8);

	if (target)
		round.target = strtod(target, NULL);
	for (int s = 0; s < ROUND_STATUS_COUNT; s++)
		if (strcmp(status, status_names[s]) == 0)
			round.status = (enum round_status)s;
	return round;
}

bool round_list(struct db *db, struct arena *arena, struct round **rounds,
		size_t *count, struct error *err)
{
	struct rows *rows = db_query(db, QUERY_round_list, NULL, 0, err);

	if (!rows)
		return false;
	*count = rows_count(rows);
	*rounds = arena_alloc(arena, *count, sizeof(**rounds));
	for (size_t i = 0; i < *count; i++)
		(*rounds)[i] = read_round(arena, rows, i);
	rows_free(rows);
	return true;
}

bool round_find(struct db *db, struct arena *arena, const char *code,
		struct round *round, struct error *err)
{
	struct rows *rows = db_query(db, QUERY_round_find, PARAMS(code), err);

	if (!rows)
		return false;
	bool found = rows_count(rows) > 0;
	if (found)
		*round = read_round(arena, rows, 0);
	else
		error_set(err, ERROR_NOT_FOUND, "no round '%.60s'", code);
	rows_free(rows);
	return found;
}

/* The version a round takes when it names none. */
static bool latest_version(struct db *db, const char *form, char version[static 16],
			   struct error *err)
{
	struct rows *rows = db_query(db, QUERY_form_find, PARAMS(form, NULL), err);

	if (!rows)
		return false;
	bool found = rows_count(rows) > 0;
	if (found)
		snprintf(version, 16, "%s", rows_text(rows, 0, 0));
	else
		error_set(err, ERROR_NOT_FOUND, "no form '%.60s'", form);
	rows_free(rows);
	return found;
}

static bool explain(const struct round *round, struct error *err)
{
	if (err->code == ERROR_CONFLICT)
		error_set(err, ERROR_CONFLICT, "there is a round '%.60s' already",
			  round->code);
	if (err->code == ERROR_NOT_FOUND)
		error_set(err, ERROR_NOT_FOUND,
			  "no form '%.60s' version %d, or no round '%.60s' to compare "
			  "with",
			  round->form, round->form_version,
			  round->comparable_with ? round->comparable_with : "");
	return false;
}

static bool add_round(struct db *db, void *context, struct error *err)
{
	const struct round *round = context;
	char version[16], target[32];

	snprintf(version, sizeof(version), "%d", round->form_version);
	snprintf(target, sizeof(target), "%.17g", round->target);
	if (!db_run(db, QUERY_round_sequential, NULL, 0, NULL, err))
		return false;
	if (!round->form_version && !latest_version(db, round->form, version, err))
		return false;
	if (!db_run(db, QUERY_round_insert,
		    PARAMS(round->code, round->form, version, round->starts_on,
			   round->ends_on, isnan(round->target) ? NULL : target,
			   round->method, round->comparable_with,
			   round->tickets_only ? "t" : "f"),
		    NULL, err))
		return explain(round, err);
	struct rows *rows =
		db_query(db, QUERY_round_partitions, PARAMS(round->code), err);
	bool done = rows;
	rows_free(rows);
	return done;
}

bool round_add(struct db *db, const struct round *round, struct error *err)
{
	struct round copy_of_round = *round;
	return db_transaction(db, add_round, &copy_of_round, err);
}

struct status_change {
	const char *code;
	enum round_status status;
};

static bool set_status(struct db *db, void *context, struct error *err)
{
	const struct status_change *change = context;
	const char *code = change->code;
	size_t changed;

	if (!db_run(db, QUERY_round_lock, PARAMS(code), NULL, err) ||
	    !db_run(db, QUERY_round_set_status,
		    PARAMS(code, status_names[change->status]), &changed, err))
		return false;
	if (changed)
		return true;
	struct rows *rows = db_query(db, QUERY_round_find, PARAMS(code), err);
	if (rows && rows_count(rows) == 0)
		error_set(err, ERROR_NOT_FOUND, "no round '%.60s'", code);
	else if (rows)
		error_set(err, ERROR_CONFLICT, "round '%.60s' is sealed for good",
			  code);
	rows_free(rows);
	return false;
}

bool round_set_status(struct db *db, const char *code, enum round_status status,
		      struct error *err)
{
	struct status_change change = {code, status};
	return db_transaction(db, set_status, &change, err);
}
