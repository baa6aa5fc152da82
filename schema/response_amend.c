/* See response_amend.h. */
#include "response_amend.h"

#include "array.h"
#include "response_inside.h"

#include "forms/text.h"

#include <string.h>

enum { TRIES_MAX = 5, UUID_BYTES = 16 };

/* The columns of response_state. */
enum {
	STATE_STATUS,
	STATE_UNIT,
	STATE_SERVICE,
	STATE_ANSWERS,
	STATE_COMMENTS,
	STATE_WITHDRAWN,
	STATE_STARTED,
	STATE_COMPLETED
};

static struct db_value text_value(const char *text)
{
	return (struct db_value){text, (int)strlen(text)};
}

static struct db_value answers_value(const struct saving *s, const unsigned char *bytes)
{
	return (struct db_value){(const char *)bytes, (int)s->answers_size};
}

/* Under the lock of its id, so that of two only one finds the tap alone. The transaction
 * goes on where there are words to come. */
static bool send_answers(struct db *db, const struct saving *s, bool commits,
			 bool *amended, struct error *err)
{
	struct array ids = {.type = ARRAY_UUID};
	const char late[1] = {s->late};
	struct db_call calls[] = {
		{.query = QUERY_batch_lock, .nvalues = 2},
		{.query = QUERY_response_amend, .nvalues = 6},
	};
	struct db_call *lock = &calls[0], *update = &calls[1];

	array_add(&ids, s->id, UUID_BYTES);
	lock->values[0] = update->values[0] = text_value(s->round);
	lock->values[1] = array_value(&ids);
	update->values[1] = text_value(s->unit);
	update->values[2] = (struct db_value){(const char *)s->id, UUID_BYTES};
	update->values[3] = answers_value(s, s->first);
	update->values[4] = answers_value(s, s->answers);
	update->values[5] = (struct db_value){late, sizeof(late)};
	bool done = db_together(db, calls, ARRAY_SIZE(calls),
				DB_BEGINS | (commits ? DB_COMMITS : 0), err);
	array_release(&ids);
	*amended = done && rows_count(update->rows) == 1;
	rows_free(lock->rows);
	rows_free(update->rows);
	return done;
}

static bool amend(struct db *db, const struct saving *s, bool *amended,
		  struct error *err)
{
	bool words = s->nsayings > 0;

	return send_answers(db, s, !words, amended, err) &&
	       (!words || response_send_comments(db, s->round, &s, *amended, err));
}

static bool amend_again(struct db *db, const struct saving *s, bool *amended,
			struct error *err)
{
	for (int tries = 1;; tries++) {
		*err = (struct error){0};
		if (amend(db, s, amended, err))
			return true;
		if (!db_may_retry(db) || tries == TRIES_MAX)
			return false;
	}
}

static bool is_true(const struct rows *rows, unsigned column)
{
	return strcmp(rows_text(rows, 0, column), "t") == 0;
}

static struct rows *read_state(struct db *db, const char *round, const char *unit,
			       const unsigned char *id, struct error *err)
{
	char text[UUID_TEXT_BYTES];

	uuid_text(id, text);
	return db_query(db, QUERY_response_state, PARAMS(round, unit, text, NULL), err);
}

/* Is a response of that key there? */
static bool is_there(const struct rows *rows, const char *unit)
{
	const char *kept = rows_text(rows, 0, STATE_UNIT);

	return kept && strcmp(kept, unit) == 0;
}

static bool are_kept(const struct rows *rows, const unsigned char *answers, size_t size)
{
	char *text = bytea_text(answers, size);
	bool same = strcmp(text, rows_text(rows, 0, STATE_ANSWERS)) == 0;

	free(text);
	return same;
}

/* Nothing was added: why? */
static enum save_outcome explain(const struct rows *rows, const struct saving *s)
{
	if (rows_count(rows) == 0)
		return SAVE_UNKNOWN_ROUND;
	if (is_true(rows, STATE_WITHDRAWN))
		return SAVE_WITHDRAWN;
	const char *words = rows_text(rows, 0, STATE_COMMENTS);
	const char *status = rows_text(rows, 0, STATE_STATUS);
	bool open = strcmp(status, "open") == 0 ||
		    (s->late && strcmp(status, "closed") == 0);
	if (!is_there(rows, s->unit))
		return open ? SAVE_NOT_THERE : SAVE_CLOSED;
	bool completed = is_true(rows, STATE_COMPLETED);
	if (completed && are_kept(rows, s->answers, s->answers_size) &&
	    response_same_sayings(s, words))
		return SAVE_SAME;
	if (completed || words || !are_kept(rows, s->first, s->answers_size))
		return SAVE_OTHER_CONTENT;
	return open ? SAVE_TOO_LATE : SAVE_CLOSED;
}

enum save_outcome response_amend(struct db *db, const struct saving *details,
				 struct error *err)
{
	bool amended = false;

	if (!amend_again(db, details, &amended, err))
		return SAVE_FAILED;
	if (amended)
		return SAVE_NEW;
	struct rows *rows =
		read_state(db, details->round, details->unit, details->id, err);
	if (!rows)
		return SAVE_FAILED;
	enum save_outcome outcome = explain(rows, details);
	rows_free(rows);
	return outcome;
}

/* Answers beyond the first, or words. */
static bool is_complete(const struct rows *rows, const struct answers *answers)
{
	const struct form *form = answers->form;
	const struct item *first = &form->items[form->first];
	bool more =
		is_true(rows, STATE_COMPLETED) || rows_text(rows, 0, STATE_COMMENTS);

	for (unsigned i = 0; i < form->answers_size; i++)
		if (i < first->slot || i >= first->slot + first->width)
			more |= answers->bytes[i] != 0;
	return more;
}

enum response_state response_look(struct db *db, const struct receipt *receipt,
				  struct answers *answers, struct error *err)
{
	enum response_state state = RESPONSE_NOT_THERE;
	struct rows *rows =
		read_state(db, receipt->round, receipt->unit, receipt->id, err);

	if (!rows)
		return RESPONSE_UNKNOWN;
	if (rows_count(rows) > 0 && is_true(rows, STATE_WITHDRAWN))
		state = RESPONSE_WITHDRAWN;
	else if (rows_count(rows) > 0 && is_there(rows, receipt->unit) &&
		 response_read_answers(answers, rows_text(rows, 0, STATE_ANSWERS)))
		state = is_complete(rows, answers) ? RESPONSE_COMPLETE : RESPONSE_FIRST;
	rows_free(rows);
	return state;
}
