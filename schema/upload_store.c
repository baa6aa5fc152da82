/*
 * Rows stream by COPY into a temporary table, the stage. What contradicts what is kept is
 * taken out there and told, what is kept already is taken out too, and all that is left
 * goes in with one INSERT … SELECT. COPY straight into the table would lose the SQLSTATE
 * on Citus, and could not pass over duplicates.
 */
#include "upload_store.h"

#include "wire.h"

#include "forms/text.h"

#include <stdio.h>
#include <string.h>

/* The columns of stage_create.sql behind line, unit and id, before answers and comments. */
static const struct staged {
	enum field field;
	void (*write)(struct wire *out, const char *text);
} staged[] = {
	{FIELD_SERVICE, wire_text},	 {FIELD_CHANNEL, wire_text},
	{FIELD_SELECTION, wire_text},	 {FIELD_RESPONSE_ID, wire_text},
	{FIELD_COLLECTED_BY, wire_text}, {FIELD_STRATUM, wire_text},
	{FIELD_PSU, wire_text},		 {FIELD_SSU, wire_text},
	{FIELD_FPC, wire_double},	 {FIELD_FPC2, wire_double},
	{FIELD_WEIGHT, wire_double},	 {FIELD_STARTED_AT, wire_time},
	{FIELD_SUBMITTED_AT, wire_time},
};

enum { STAGE_COLUMNS = 3 + ARRAY_SIZE(staged) + 2, UUID_BYTES = 16 };

/* An upload under way. */
struct run {
	struct db *db;
	struct upload *upload;
	struct wire out;
	size_t staged, commented; /* rows on the stage, those with words among them */
	char id[24];
};

static bool has_comments(const struct answers *answers)
{
	for (unsigned i = 0; i < answers->form->ntexts; i++)
		if (answers->text[i])
			return true;
	return false;
}

static void write_comments(struct wire *out, const struct answers *answers)
{
	char *json = NULL;
	size_t length = 0, count = 0;
	FILE *text = open_memstream(&json, &length);

	for (unsigned i = 0; i < answers->form->nitems; i++) {
		const struct item *item = &answers->form->items[i];
		if (item->text < 0 || !answers->text[item->text])
			continue;
		putc(count++ ? ',' : '{', text);
		json_text(text, item->name);
		putc(':', text);
		json_text(text, answers->text[item->text]);
	}
	putc('}', text);
	fclose(text);
	wire_value(out, json, length);
	free(json);
}

static void write_row(struct run *run, const struct response *response,
		      unsigned long line)
{
	const struct answers *answers = &response->answers;
	const char *unit = response->field[FIELD_UNIT];
	struct wire *out = &run->out;

	wire_add_number(out, STAGE_COLUMNS, 2);
	wire_add_number(out, 8, 4);
	wire_add_number(out, line, 8);
	wire_text(out, unit ? unit : UNIT_NONE);
	wire_value(out, response->id, UUID_BYTES);
	for (size_t i = 0; i < ARRAY_SIZE(staged); i++)
		staged[i].write(out, response->field[staged[i].field]);
	wire_value(out, answers->bytes, answers->form->answers_size);
	run->staged++;
	if (has_comments(answers)) {
		write_comments(out, answers);
		run->commented++;
	} else {
		wire_value(out, NULL, 0);
	}
}

/* So much at a time: PostgreSQL takes in one part while we read the next. */
enum { SEND_BYTES = 64 * 1024 };

static bool send_rows(struct run *run, struct error *err)
{
	static const char begin[] = "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0";
	struct upload *upload = run->upload;
	const struct response *response;
	enum upload_next next;
	unsigned long line;

	wire_add(&run->out, begin, sizeof(begin));
	do {
		next = upload->next(upload->context, &response, &line, err);
		if (next == UPLOAD_FAILED)
			return false;
		if (next == UPLOAD_RESPONSE)
			write_row(run, response, line);
		else
			wire_add_number(&run->out, UINT16_MAX, 2);
		if (run->out.used < SEND_BYTES && next != UPLOAD_END)
			continue;
		if (!db_copy_write(run->db, (const char *)run->out.bytes, run->out.used,
				   err))
			return false;
		run->out.used = 0;
	} while (next != UPLOAD_END);
	return true;
}

static bool run_each(struct db *db, const enum query *queries, size_t count,
		     struct error *err)
{
	for (size_t i = 0; i < count; i++)
		if (!db_run(db, queries[i], NULL, 0, NULL, err))
			return false;
	return true;
}

static bool fill_stage(struct run *run, struct error *err)
{
	static const enum query begin[] = {QUERY_stage_settings, QUERY_stage_create,
					   QUERY_stage_create_names,
					   QUERY_stage_create_again};
	struct error ignored;

	if (!run_each(run->db, begin, ARRAY_SIZE(begin), err) ||
	    !db_copy_begin(run->db, QUERY_stage_copy, err))
		return false;
	bool sent = send_rows(run, err);
	wire_release(&run->out);
	/* the stream must be ended either way; the first error is the one to tell */
	bool ended = db_copy_end(run->db, sent ? err : &ignored);
	return sent && ended &&
	       db_run(run->db, QUERY_stage_find_names, NULL, 0, NULL, err);
}

static const struct check {
	enum query query;
	bool with_round;
	const char *column;
	enum rule rule;
} unknown_units = {QUERY_stage_refuse_unknown_units, false, "unit", RULE_UNIT},
  unknown_services = {QUERY_stage_refuse_unknown_services, false, "service",
		      RULE_SERVICE},
  other_units = {QUERY_stage_refuse_units, false, "response_id", RULE_ID_UNIT},
  other_contents = {QUERY_stage_refuse_contents, true, "response_id", RULE_ID_CONTENT};

static bool refuse_rows(struct run *run, const struct check *check, struct error *err)
{
	struct upload *upload = run->upload;
	struct rows *rows =
		db_query(run->db, check->query, &upload->round, check->with_round, err);

	if (!rows)
		return false;
	for (size_t i = 0; i < rows_count(rows); i++) {
		const char *value = rows_text(rows, i, 1);
		upload->refuse(upload->context,
			       strtoul(rows_text(rows, i, 0), NULL, 10), check->column,
			       value ? value : "", check->rule);
	}
	upload->refused += rows_count(rows);
	rows_free(rows);
	return true;
}

static bool begin_upload(struct run *run, struct error *err)
{
	const struct upload *upload = run->upload;
	struct rows *rows =
		db_query(run->db, QUERY_upload_insert,
			 PARAMS(upload->round, upload->file, upload->by), err);
	if (!rows)
		return false;
	snprintf(run->id, sizeof(run->id), "%s", rows_text(rows, 0, 0));
	rows_free(rows);
	return true;
}

static bool finish_upload(struct run *run, struct error *err)
{
	struct upload *upload = run->upload;
	char accepted[24], duplicate[24], rejected[24];

	upload->duplicate = run->staged - upload->refused - upload->accepted;
	snprintf(accepted, sizeof(accepted), "%zu", upload->accepted);
	snprintf(duplicate, sizeof(duplicate), "%zu", upload->duplicate);
	snprintf(rejected, sizeof(rejected), "%zu", upload->rejected + upload->refused);
	return db_run(run->db, QUERY_upload_finish,
		      PARAMS(run->id, accepted, duplicate, rejected), NULL, err);
}

/* From here on nobody else adds to the round, and it can't be sealed. */
static bool take_round(struct db *db, const char *code, struct error *err)
{
	if (!db_run(db, QUERY_round_lock, PARAMS(code), NULL, err))
		return false;
	struct rows *rows = db_query(db, QUERY_round_find, PARAMS(code), err);
	if (!rows)
		return false;
	const char *status = rows_count(rows) ? rows_text(rows, 0, 8) : "gone";
	bool takes = strcmp(status, "open") == 0 || strcmp(status, "closed") == 0;
	if (!takes)
		error_set(err, ERROR_CONFLICT, "round %s is %s: it takes no uploads",
			  code, status);
	rows_free(rows);
	return takes;
}

static bool check_names(struct run *run, struct error *err)
{
	static const enum query registers[] = {QUERY_stage_register_units,
					       QUERY_stage_register_services};

	return run_each(run->db, registers, ARRAY_SIZE(registers), err) &&
	       refuse_rows(run, &unknown_units, err) &&
	       refuse_rows(run, &unknown_services, err);
}

/* What is kept already, or stands in the file twice. Mostly there is nothing. */
static bool check_again(struct run *run, struct error *err)
{
	const char *round = run->upload->round;
	size_t count;

	if (!db_run(run->db, QUERY_stage_find_again, PARAMS(round), &count, err))
		return false;
	return count == 0 ||
	       (db_run(run->db, QUERY_stage_analyze_again, NULL, 0, NULL, err) &&
		refuse_rows(run, &other_units, err) &&
		refuse_rows(run, &other_contents, err) &&
		db_run(run->db, QUERY_stage_drop_kept, NULL, 0, NULL, err));
}

static bool keep_comments(struct run *run, struct error *err)
{
	return run->commented == 0 ||
	       (db_run(run->db, QUERY_stage_settings_comments, NULL, 0, NULL, err) &&
		db_run(run->db, QUERY_stage_comments, PARAMS(run->upload->round), NULL,
		       err));
}

static bool keep_rows(struct run *run, struct error *err)
{
	struct upload *upload = run->upload;
	const char *round = upload->round;

	return db_run(run->db, QUERY_stage_drop_withdrawn, PARAMS(round), NULL, err) &&
	       db_run(run->db, QUERY_stage_insert, PARAMS(round, run->id),
		      &upload->accepted, err) &&
	       keep_comments(run, err);
}

static bool run_upload(struct db *db, void *context, struct error *err)
{
	struct run run = {.db = db, .upload = context};

	return begin_upload(&run, err) && fill_stage(&run, err) &&
	       take_round(db, run.upload->round, err) && check_names(&run, err) &&
	       check_again(&run, err) && keep_rows(&run, err) &&
	       finish_upload(&run, err);
}

bool upload_run(struct db *db, struct upload *upload, struct error *err)
{
	return db_transaction_once(db, upload->dry_run, run_upload, upload, err);
}
