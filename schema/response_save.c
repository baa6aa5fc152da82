/* See response_store.h: how responses are kept. Those of one round go in together, in
 * one transaction and, unless somebody wrote words, one round trip; what did not go in is
 * looked at one by one. */
#include "array.h"
#include "response_amend.h"
#include "response_inside.h"

#include "forms/alloc.h"
#include "forms/text.h"

#include <json-c/json.h>
#include <stdio.h>
#include <string.h>

enum { TRIES_MAX = 5, UUID_BYTES = 16 };

struct saving saving_of(const char *round, const struct response *response,
			struct arena *arena)
{
	const char *const *field = response->field;
	const struct answers *answers = &response->answers;
	const struct form *form = answers->form;
	struct saying *sayings = arena_alloc(arena, form->ntexts, sizeof(*sayings));
	struct saving saving = {
		.round = round,
		.unit = field[FIELD_UNIT] ? field[FIELD_UNIT] : UNIT_NONE,
		.service = field[FIELD_SERVICE],
		.channel = field[FIELD_CHANNEL],
		.selection = field[FIELD_SELECTION],
		.started_at = field[FIELD_STARTED_AT],
		.answers = answers->bytes,
		.answers_size = form->answers_size,
		.sayings = sayings,
	};

	memcpy(saving.id, response->id, UUID_BYTES);
	for (unsigned i = 0; i < form->nitems; i++) {
		const struct item *item = &form->items[i];
		if (item->text >= 0 && answers->text[item->text])
			sayings[saving.nsayings++] =
				(struct saying){item->name, answers->text[item->text]};
	}
	return saving;
}

bool saving_is_by_ticket(const struct saving *saving)
{
	return strcmp(saving->selection, "sample") == 0;
}

/* --- many at once --- */

/* How far a saving has come. */
enum stage {
	STAGE_NEW,	/* nothing tried, or what was tried failed */
	STAGE_LEFT_OUT, /* the database didn't take it: something is there already */
	STAGE_SETTLED	/* its outcome is known */
};

struct keeping {
	struct db *db;
	const struct saving *const *savings;
	enum save_outcome *outcomes;
	enum stage *stages;
	size_t count;
};

static void settle_as(struct keeping *k, size_t number, enum save_outcome outcome)
{
	k->outcomes[number] = outcome;
	if (outcome != SAVE_FAILED)
		k->stages[number] = STAGE_SETTLED;
}

/* Columns of batch_insert, from its third parameter. */
enum {
	IDS,
	UNITS,
	SERVICES,
	CHANNELS,
	SELECTIONS,
	LANGUAGES,
	STARTED,
	SUBMITTED,
	CONSENTS,
	ANSWERS,
	FLAGS,
	COLUMN_COUNT
};

static const enum array_type column_types[COLUMN_COUNT] = {
	[IDS] = ARRAY_UUID,	 [UNITS] = ARRAY_TEXT,	    [SERVICES] = ARRAY_TEXT,
	[CHANNELS] = ARRAY_TEXT, [SELECTIONS] = ARRAY_TEXT, [LANGUAGES] = ARRAY_TEXT,
	[STARTED] = ARRAY_TEXT,	 [SUBMITTED] = ARRAY_TEXT,  [CONSENTS] = ARRAY_INT2,
	[ANSWERS] = ARRAY_BYTEA, [FLAGS] = ARRAY_INT2,
};

static void add_row(struct array *columns, const struct saving *s)
{
	array_add(&columns[IDS], s->id, UUID_BYTES);
	array_add_text(&columns[UNITS], s->unit);
	array_add_text(&columns[SERVICES], s->service);
	array_add_text(&columns[CHANNELS], s->channel);
	array_add_text(&columns[SELECTIONS], s->selection);
	array_add_text(&columns[LANGUAGES], s->language);
	array_add_text(&columns[STARTED], s->started_at);
	array_add_text(&columns[SUBMITTED], s->submitted_at);
	if (s->consent_version)
		array_add_int2(&columns[CONSENTS], (int16_t)s->consent_version);
	else
		array_add(&columns[CONSENTS], NULL, 0);
	array_add(&columns[ANSWERS], s->answers, s->answers_size);
	array_add_int2(&columns[FLAGS], (int16_t)s->flags);
}

static struct db_value text_value(const char *text)
{
	return (struct db_value){text, (int)strlen(text)};
}

/* Sends the rows; the ids that went in come back. */
static struct rows *send_rows(struct db *db, const struct saving *first,
			      struct array *columns, bool commits, struct error *err)
{
	const char late[1] = {first->late};
	struct db_call calls[] = {
		{.query = QUERY_batch_lock, .nvalues = 2},
		{.query = QUERY_batch_insert, .nvalues = 2 + COLUMN_COUNT},
	};
	struct db_call *lock = &calls[0], *insert = &calls[1];

	lock->values[0] = insert->values[0] = text_value(first->round);
	lock->values[1] = array_value(&columns[IDS]);
	insert->values[1] = (struct db_value){late, sizeof(late)};
	for (int c = 0; c < COLUMN_COUNT; c++)
		insert->values[2 + c] = array_value(&columns[c]);
	if (!db_together(db, calls, ARRAY_SIZE(calls),
			 DB_BEGINS | (commits ? DB_COMMITS : 0), err))
		return NULL;
	rows_free(lock->rows);
	return insert->rows;
}

bool response_send_comments(struct db *db, const char *round,
			    const struct saving *const *savings, size_t count,
			    struct error *err)
{
	struct array columns[] = {{.type = ARRAY_TEXT},
				  {.type = ARRAY_UUID},
				  {.type = ARRAY_TEXT},
				  {.type = ARRAY_TEXT}};
	struct db_call call = {.query = QUERY_batch_comments, .nvalues = 5};

	for (size_t i = 0; i < count; i++)
		for (size_t t = 0; t < savings[i]->nsayings; t++) {
			array_add_text(&columns[0], savings[i]->unit);
			array_add(&columns[1], savings[i]->id, UUID_BYTES);
			array_add_text(&columns[2], savings[i]->sayings[t].item);
			array_add_text(&columns[3], savings[i]->sayings[t].text);
		}
	call.values[0] = text_value(round);
	for (size_t c = 0; c < ARRAY_SIZE(columns); c++)
		call.values[1 + c] = array_value(&columns[c]);
	bool done = db_together(db, &call, 1, DB_COMMITS, err);
	for (size_t c = 0; c < ARRAY_SIZE(columns); c++)
		array_release(&columns[c]);
	rows_free(call.rows);
	return done;
}

static bool has_id(const struct rows *rows, const unsigned char *id)
{
	size_t length;

	for (size_t i = 0; i < rows_count(rows); i++)
		if (memcmp(rows_bytes(rows, i, 0, &length), id, UUID_BYTES) == 0)
			return true;
	return false;
}

/* The savings that went in move to the front of the list; their number. Rows come back
 * in the order they were sent, so each is looked for where the last one stood. */
static size_t pick_kept(const struct rows *rows, const struct saving **list,
			size_t *numbers, size_t count)
{
	size_t kept = 0, row = 0, nrows = rows_count(rows), length;

	for (size_t i = 0; i < count; i++) {
		bool next = row < nrows && memcmp(rows_bytes(rows, row, 0, &length),
						  list[i]->id, UUID_BYTES) == 0;
		row += next;
		if (!next && (row == nrows || !has_id(rows, list[i]->id)))
			continue;
		const struct saving *saving = list[i];
		size_t number = numbers[i];
		list[i] = list[kept];
		numbers[i] = numbers[kept];
		list[kept] = saving;
		numbers[kept++] = number;
	}
	return kept;
}

/* One transaction for savings of one round, no id twice; `numbers` are theirs. */
static bool insert_list(struct keeping *k, const struct saving **list, size_t *numbers,
			size_t count, struct error *err)
{
	struct array columns[COLUMN_COUNT];
	size_t nsayings = 0, kept = 0;
	bool done;

	for (int c = 0; c < COLUMN_COUNT; c++)
		columns[c] = (struct array){.type = column_types[c]};
	for (size_t i = 0; i < count; i++) {
		add_row(columns, list[i]);
		nsayings += list[i]->nsayings;
	}
	struct rows *rows = send_rows(k->db, list[0], columns, nsayings == 0, err);
	done = rows;
	if (done)
		kept = pick_kept(rows, list, numbers, count);
	rows_free(rows);
	if (done && nsayings > 0)
		done = response_send_comments(k->db, list[0]->round, list, kept, err);
	for (int c = 0; c < COLUMN_COUNT; c++)
		array_release(&columns[c]);
	for (size_t i = 0; done && i < count; i++) {
		k->stages[numbers[i]] = STAGE_LEFT_OUT;
		if (i < kept)
			settle_as(k, numbers[i], SAVE_NEW);
	}
	return done;
}

static bool insert_again(struct keeping *k, const struct saving **list, size_t *numbers,
			 size_t count, struct error *err)
{
	for (int tries = 1;; tries++) {
		*err = (struct error){0};
		if (insert_list(k, list, numbers, count, err))
			return true;
		if (!db_may_retry(k->db) || tries == TRIES_MAX)
			return false;
	}
}

static bool go_together(const struct saving *a, const struct saving *b)
{
	return a->late == b->late && strcmp(a->round, b->round) == 0;
}

static bool is_in(const struct saving *const *list, size_t count,
		  const unsigned char *id)
{
	for (size_t i = 0; i < count; i++)
		if (memcmp(list[i]->id, id, UUID_BYTES) == 0)
			return true;
	return false;
}

/* Takes the first unsettled saving and all that can go with it. */
static size_t gather(const struct keeping *k, const bool *tried,
		     const struct saving **list, size_t *numbers)
{
	size_t count = 0;

	for (size_t i = 0; i < k->count; i++) {
		const struct saving *s = k->savings[i];
		if (tried[i] || s->first || k->stages[i] != STAGE_NEW ||
		    (count > 0 && !go_together(list[0], s)) ||
		    is_in(list, count, s->id))
			continue;
		list[count] = s;
		numbers[count++] = i;
	}
	return count;
}

/* All that can go in together does; one that the database minds keeps the others of
 * its list out, which then go one by one. False where the database is away. */
static bool insert_all(struct keeping *k, struct error *err)
{
	const struct saving **list = xcalloc(k->count + 1, sizeof(const void *));
	size_t *numbers = xcalloc(k->count + 1, sizeof(*numbers));
	bool *tried = xcalloc(k->count + 1, sizeof(*tried));
	size_t count;
	bool there = true;

	while (there && (count = gather(k, tried, list, numbers)) > 0) {
		for (size_t i = 0; i < count; i++)
			tried[numbers[i]] = true;
		if (!insert_again(k, list, numbers, count, err))
			there = err->code != ERROR_AWAY;
	}
	free(list);
	free(numbers);
	free(tried);
	return there;
}

/* --- one by one --- */

bool response_same_sayings(const struct saving *s, const char *kept)
{
	struct json_object *texts = kept ? json_tokener_parse(kept) : NULL;
	size_t total = texts ? (size_t)json_object_object_length(texts) : 0;
	struct json_object *value;
	bool same = total == s->nsayings;

	for (size_t i = 0; same && i < s->nsayings; i++)
		same = json_object_object_get_ex(texts, s->sayings[i].item, &value) &&
		       strcmp(json_object_get_string(value), s->sayings[i].text) == 0;
	json_object_put(texts);
	return same;
}

/* A first tap that was completed since is still the same: what it says is there. */
static bool same_tap(const struct saving *s, const char *answers, const char *kept)
{
	bool same = s->nsayings == 0 && strlen(answers) == strlen(kept);

	for (size_t i = 2; same && answers[i]; i += 2)
		same = strncmp(&answers[i], "00", 2) == 0 ||
		       strncmp(&answers[i], &kept[i], 2) == 0;
	return same;
}

static bool same_content(const struct saving *s, const struct rows *rows)
{
	const char *service = rows_text(rows, 0, 2), *kept = rows_text(rows, 0, 3);
	char *answers = bytea_text(s->answers, s->answers_size);
	bool completed = strcmp(rows_text(rows, 0, 7), "t") == 0;
	bool same = completed ? same_tap(s, answers, kept)
			      : strcmp(answers, kept) == 0 &&
					response_same_sayings(s, rows_text(rows, 0, 4));

	free(answers);
	/* one that is late was told apart when it was promised */
	if (saving_is_by_ticket(s) && !s->late)
		same = same && strcmp(rows_text(rows, 0, 6), "t") == 0;
	return same &&
	       strcmp(service ? service : "", s->service ? s->service : "") == 0;
}

/* It did not go in: why? */
static enum save_outcome explain(struct db *db, const struct saving *s,
				 struct error *err)
{
	char id[UUID_TEXT_BYTES];
	enum save_outcome outcome = SAVE_CLOSED;

	uuid_text(s->id, id);
	struct rows *rows = db_query(db, QUERY_response_state,
				     PARAMS(s->round, s->unit, id, s->started_at), err);
	if (!rows)
		return SAVE_FAILED;
	if (rows_count(rows) == 0)
		outcome = SAVE_UNKNOWN_ROUND;
	else if (strcmp(rows_text(rows, 0, 5), "t") == 0)
		outcome = SAVE_WITHDRAWN;
	else if (rows_text(rows, 0, 1) && strcmp(rows_text(rows, 0, 1), s->unit) != 0)
		outcome = SAVE_OTHER_UNIT;
	else if (rows_text(rows, 0, 1))
		outcome = same_content(s, rows) ? SAVE_SAME : SAVE_OTHER_CONTENT;
	rows_free(rows);
	return outcome;
}

/* Are the codes in their catalogues? */
static enum save_outcome check_codes(struct db *db, const struct saving *s,
				     struct error *err)
{
	struct rows *rows =
		db_query(db, QUERY_codes_known, PARAMS(s->unit, s->service), err);
	enum save_outcome outcome = SAVE_NEW;

	if (!rows)
		return SAVE_FAILED;
	if (strcmp(rows_text(rows, 0, 0), "t") != 0)
		outcome = SAVE_UNKNOWN_UNIT;
	else if (strcmp(rows_text(rows, 0, 1), "t") != 0)
		outcome = SAVE_UNKNOWN_SERVICE;
	rows_free(rows);
	return outcome;
}

/* Where there is no catalogue, a code that comes for the first time is noted. */
static bool register_codes(struct db *db, const struct saving *s, struct error *err)
{
	*err = (struct error){0};
	return db_run(db, QUERY_unit_register, PARAMS(s->unit), NULL, err) &&
	       (!s->service ||
		db_run(db, QUERY_service_register, PARAMS(s->service), NULL, err));
}

/* By itself, so that what the database minds is its own fault. */
static void settle(struct keeping *k, size_t number, struct error *err)
{
	const struct saving *list[] = {k->savings[number]};
	size_t numbers[] = {number};

	if (k->savings[number]->first)
		settle_as(k, number, response_amend(k->db, k->savings[number], err));
	else if (k->stages[number] == STAGE_NEW &&
		 !insert_again(k, list, numbers, 1, err) &&
		 err->code == ERROR_NOT_FOUND &&
		 register_codes(k->db, k->savings[number], err))
		(void)insert_again(k, list, numbers, 1, err);
	if (k->stages[number] == STAGE_LEFT_OUT)
		settle_as(k, number, explain(k->db, k->savings[number], err));
}

/* Savings whose codes nobody vouches for are asked about; false: the database is away. */
static bool check_all(struct keeping *k, struct error *err)
{
	for (size_t i = 0; i < k->count; i++) {
		if (k->savings[i]->codes_known)
			continue;
		enum save_outcome outcome = check_codes(k->db, k->savings[i], err);
		if (outcome == SAVE_FAILED && err->code == ERROR_AWAY)
			return false;
		if (outcome != SAVE_NEW)
			settle_as(k, i, outcome);
	}
	return true;
}

/* What is there already counts when it would outlive this server. */
static void confirm_same(struct keeping *k, struct error *err)
{
	struct db_call wait = {.query = QUERY_standby_wait};
	bool any = false;

	for (size_t i = 0; i < k->count; i++)
		any |= k->outcomes[i] == SAVE_SAME;
	if (!any)
		return;
	if (db_together(k->db, &wait, 1, DB_BEGINS | DB_COMMITS, err)) {
		rows_free(wait.rows);
		return;
	}
	for (size_t i = 0; i < k->count; i++)
		if (k->outcomes[i] == SAVE_SAME)
			k->outcomes[i] = SAVE_FAILED;
}

void response_save_all(struct db *db, const struct saving *const *savings, size_t count,
		       enum save_outcome *outcomes, struct error *err)
{
	struct keeping k = {db, savings, outcomes,
			    xcalloc(count + 1, sizeof(enum stage)), count};

	for (size_t i = 0; i < count; i++)
		outcomes[i] = SAVE_FAILED;
	bool there = check_all(&k, err) && insert_all(&k, err);
	for (size_t i = 0; there && i < count; i++) {
		if (k.stages[i] == STAGE_SETTLED)
			continue;
		settle(&k, i, err);
		there = k.stages[i] == STAGE_SETTLED || err->code != ERROR_AWAY;
	}
	confirm_same(&k, err);
	free(k.stages);
}

enum save_outcome response_save(struct db *db, const struct saving *saving,
				struct error *err)
{
	enum save_outcome outcome;

	response_save_all(db, &saving, 1, &outcome, err);
	return outcome;
}
