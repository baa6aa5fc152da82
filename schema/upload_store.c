/*
 * Rows stream by COPY into a temporary table; what contradicts what is kept is taken
 * out there and told; the rest goes in with one INSERT … SELECT … ON CONFLICT DO
 * NOTHING. COPY straight into the table would lose the SQLSTATE on Citus, and could
 * not pass over duplicates.
 */
#include "upload_store.h"

#include "forms/text.h"

#include <stdio.h>
#include <string.h>

/* In the order of stage_create.sql; id, line and answers are written by hand. */
static const enum field staged[] = {
	FIELD_SERVICE,	    FIELD_CHANNEL, FIELD_SELECTION, FIELD_RESPONSE_ID,
	FIELD_COLLECTED_BY, FIELD_STRATUM, FIELD_PSU,	    FIELD_SSU,
	FIELD_FPC,	    FIELD_FPC2,	   FIELD_WEIGHT,    FIELD_STARTED_AT,
	FIELD_SUBMITTED_AT,
};

/* A value in COPY's text format. */
static void copy_text(FILE *out, const char *text)
{
	if (!text) {
		fputs("\\N", out);
		return;
	}
	for (; *text; text++) {
		switch (*text) {
		case '\\':
			fputs("\\\\", out);
			break;
		case '\n':
			fputs("\\n", out);
			break;
		case '\r':
			fputs("\\r", out);
			break;
		case '\t':
			fputs("\\t", out);
			break;
		default:
			putc(*text, out);
		}
	}
}

static void write_comments(FILE *out, const struct answers *answers)
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
	if (count)
		putc('}', text);
	fclose(text);
	copy_text(out, count ? json : NULL);
	free(json);
}

static void write_row(FILE *out, const struct response *response, unsigned long line)
{
	const struct answers *answers = &response->answers;
	const char *unit = response->field[FIELD_UNIT];
	char id[37];

	uuid_text(response->id, id);
	fprintf(out, "%lu\t", line);
	copy_text(out, unit ? unit : UNIT_NONE);
	fprintf(out, "\t%s", id);
	for (size_t i = 0; i < ARRAY_SIZE(staged); i++) {
		putc('\t', out);
		copy_text(out, response->field[staged[i]]);
	}
	fputs("\t\\\\x", out);
	for (unsigned i = 0; i < answers->form->answers_size; i++)
		fprintf(out, "%02x", answers->bytes[i]);
	putc('\t', out);
	write_comments(out, answers);
	putc('\n', out);
}

enum { SEND_BYTES = 256 * 1024 };

static bool send_rows(struct db *db, struct upload *upload, FILE *out, char **bytes,
		      size_t *length, struct error *err)
{
	const struct response *response;
	unsigned long line;

	for (;;) {
		enum upload_next next =
			upload->next(upload->context, &response, &line, err);
		if (next == UPLOAD_FAILED)
			return false;
		if (next == UPLOAD_RESPONSE)
			write_row(out, response, line);
		if (fflush(out) != 0)
			return error_set(err, ERROR_SYSTEM, "out of memory");
		if (*length >= SEND_BYTES || next == UPLOAD_END) {
			if (!db_copy_write(db, *bytes, *length, err))
				return false;
			rewind(out);
		}
		if (next == UPLOAD_END)
			return true;
	}
}

static bool fill_stage(struct db *db, struct upload *upload, struct error *err)
{
	struct error ignored;
	char *bytes = NULL;
	size_t length = 0;

	if (!db_run(db, QUERY_stage_create, NULL, 0, NULL, err) ||
	    !db_copy_begin(db, QUERY_stage_copy, err))
		return false;
	FILE *out = open_memstream(&bytes, &length);
	bool sent = send_rows(db, upload, out, &bytes, &length, err);
	fclose(out);
	free(bytes);
	/* the stream must be ended either way; the first error is the one to tell */
	bool ended = db_copy_end(db, sent ? err : &ignored);
	return sent && ended && db_run(db, QUERY_stage_index, NULL, 0, NULL, err) &&
	       db_run(db, QUERY_stage_analyze, NULL, 0, NULL, err);
}

static const struct check {
	enum query query;
	bool with_round;
	const char *column;
	enum rule rule;
} checks[] = {
	{QUERY_stage_refuse_unknown_units, false, "unit", RULE_UNIT},
	{QUERY_stage_refuse_unknown_services, false, "service", RULE_SERVICE},
	{QUERY_stage_refuse_units, true, "response_id", RULE_ID_UNIT},
	{QUERY_stage_refuse_contents, true, "response_id", RULE_ID_CONTENT},
};

static bool refuse_rows(struct db *db, struct upload *upload, const struct check *check,
			struct error *err)
{
	struct rows *rows =
		db_query(db, check->query, &upload->round, check->with_round, err);

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

static bool begin_upload(struct db *db, const struct upload *upload, char id[static 24],
			 struct error *err)
{
	struct rows *rows =
		db_query(db, QUERY_upload_insert,
			 PARAMS(upload->round, upload->file, upload->by), err);
	if (!rows)
		return false;
	snprintf(id, 24, "%s", rows_text(rows, 0, 0));
	rows_free(rows);
	return true;
}

static bool finish_upload(struct db *db, struct upload *upload, const char *id,
			  size_t staged_rows, struct error *err)
{
	char accepted[24], duplicate[24], rejected[24];

	upload->duplicate = staged_rows - upload->refused - upload->accepted;
	snprintf(accepted, sizeof(accepted), "%zu", upload->accepted);
	snprintf(duplicate, sizeof(duplicate), "%zu", upload->duplicate);
	snprintf(rejected, sizeof(rejected), "%zu", upload->rejected + upload->refused);
	return db_run(db, QUERY_upload_finish,
		      PARAMS(id, accepted, duplicate, rejected), NULL, err);
}

static bool count_staged(struct db *db, size_t *count, struct error *err)
{
	struct rows *rows = db_query(db, QUERY_stage_count, NULL, 0, err);

	if (!rows)
		return false;
	*count = strtoul(rows_text(rows, 0, 0), NULL, 10);
	rows_free(rows);
	return true;
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

static bool run(struct db *db, void *context, struct error *err)
{
	struct upload *upload = context;
	size_t staged_rows;
	char id[24];

	if (!begin_upload(db, upload, id, err) || !fill_stage(db, upload, err) ||
	    !count_staged(db, &staged_rows, err) ||
	    !take_round(db, upload->round, err) ||
	    !db_run(db, QUERY_stage_register_units, NULL, 0, NULL, err) ||
	    !db_run(db, QUERY_stage_register_services, NULL, 0, NULL, err))
		return false;
	for (size_t i = 0; i < ARRAY_SIZE(checks); i++)
		if (!refuse_rows(db, upload, &checks[i], err))
			return false;
	return db_run(db, QUERY_stage_insert, PARAMS(upload->round, id),
		      &upload->accepted, err) &&
	       db_run(db, QUERY_stage_comments, PARAMS(upload->round, id), NULL, err) &&
	       finish_upload(db, upload, id, staged_rows, err);
}

bool upload_run(struct db *db, struct upload *upload, struct error *err)
{
	return db_transaction_once(db, upload->dry_run, run, upload, err);
}
