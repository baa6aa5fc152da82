/* See source_store.h. A cursor keeps memory bounded whatever the round holds. */
#include "source_store.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

/* The columns of source_cursor.sql. */
enum {
	COLUMN_UNIT,
	COLUMN_SERVICE,
	COLUMN_CHANNEL,
	COLUMN_SELECTION,
	COLUMN_COLLECTED_BY,
	COLUMN_STRATUM,
	COLUMN_PSU,
	COLUMN_SSU,
	COLUMN_FPC,
	COLUMN_FPC2,
	COLUMN_WEIGHT,
	COLUMN_ANSWERS,
	COLUMN_FLAGS,
	/* and of source_cursor_detail.sql */
	COLUMN_ID,
	COLUMN_UPLOAD,
	COLUMN_STARTED_AT,
	COLUMN_SUBMITTED_AT,
	/* and of source_cursor_arrivals.sql */
	COLUMN_RECEIVED_AT
};

/* PostgreSQL counts from the year 2000. */
static const int64_t epoch_us = INT64_C(946684800000000);

struct reading {
	const char *round;
	const struct form *form; /* NULL: any answers will do */
	bool detail, arrivals;
	source_each_fn *each;
	source_more_fn *more;
	void *context;
};

/* Two bytes, never null. */
static int read_flags(const struct rows *rows, size_t row)
{
	size_t length;
	const unsigned char *bytes = rows_bytes(rows, row, COLUMN_FLAGS, &length);

	return bytes && length == 2 ? bytes[0] << 8 | bytes[1] : FLAGS_UNKNOWN;
}

/* Eight bytes, the highest first; false where the value is null. */
static bool read_eight(const struct rows *rows, size_t row, unsigned column,
		       uint64_t *bits)
{
	size_t length;
	const unsigned char *bytes = rows_bytes(rows, row, column, &length);

	if (!bytes || length != sizeof(*bits))
		return false;
	*bits = 0;
	for (size_t i = 0; i < sizeof(*bits); i++)
		*bits = *bits << 8 | bytes[i];
	return true;
}

static double read_double(const struct rows *rows, size_t row, unsigned column)
{
	uint64_t bits;
	double value;

	if (!read_eight(rows, row, column, &bits))
		return (double)NAN;
	memcpy(&value, &bits, sizeof(value));
	return value;
}

static int64_t read_whole(const struct rows *rows, size_t row, unsigned column)
{
	uint64_t bits;

	return read_eight(rows, row, column, &bits) ? (int64_t)bits : 0;
}

static int64_t read_time(const struct rows *rows, size_t row, unsigned column)
{
	uint64_t bits;

	return read_eight(rows, row, column, &bits) ? (int64_t)bits + epoch_us
						    : TIME_NONE;
}

static struct source_row read_row(const struct rows *rows, size_t row)
{
	size_t length;
	const unsigned char *answers = rows_bytes(rows, row, COLUMN_ANSWERS, &length);

	return (struct source_row){
		.unit = rows_text(rows, row, COLUMN_UNIT),
		.service = rows_text(rows, row, COLUMN_SERVICE),
		.channel = rows_text(rows, row, COLUMN_CHANNEL),
		.selection = rows_text(rows, row, COLUMN_SELECTION),
		.collected_by = rows_text(rows, row, COLUMN_COLLECTED_BY),
		.stratum = rows_text(rows, row, COLUMN_STRATUM),
		.psu = rows_text(rows, row, COLUMN_PSU),
		.ssu = rows_text(rows, row, COLUMN_SSU),
		.fpc = read_double(rows, row, COLUMN_FPC),
		.fpc2 = read_double(rows, row, COLUMN_FPC2),
		.weight = read_double(rows, row, COLUMN_WEIGHT),
		.answers = answers,
		.answers_length = length,
		.flags = read_flags(rows, row),
	};
}

static void read_detail(struct source_row *into, const struct rows *rows, size_t row)
{
	into->id = rows_text(rows, row, COLUMN_ID);
	into->upload = read_whole(rows, row, COLUMN_UPLOAD);
	if (into->upload)
		into->flags = FLAGS_UNKNOWN;
	into->started_at = read_time(rows, row, COLUMN_STARTED_AT);
	into->submitted_at = read_time(rows, row, COLUMN_SUBMITTED_AT);
}

/* Answers that the layout does not fit would be read past their end. */
static bool fits(const struct rows *rows, size_t row, const struct reading *reading,
		 struct error *err)
{
	const struct form *form = reading->form;
	size_t length;

	if (!form || (rows_bytes(rows, row, COLUMN_ANSWERS, &length) &&
		      length == form->answers_size))
		return true;
	return error_set(err, ERROR_SYSTEM,
			 "a response of round %s does not fit form %s version %d",
			 reading->round, form->code, form->version);
}

static enum query cursor_of(const struct reading *reading)
{
	if (reading->arrivals)
		return QUERY_source_cursor_arrivals;
	return reading->detail ? QUERY_source_cursor_detail : QUERY_source_cursor;
}

static bool read_once(struct db *db, const struct reading *reading, struct error *err)
{
	size_t count = 1;
	bool done = true;

	if (!db_run(db, cursor_of(reading), PARAMS(reading->round), NULL, err))
		return false;
	while (done && count > 0) {
		struct rows *rows =
			db_query_binary(db, QUERY_source_fetch, NULL, 0, err);
		count = rows ? rows_count(rows) : 0;
		done = rows;
		for (size_t i = 0; done && i < count; i++) {
			struct source_row row = read_row(rows, i);
			if (reading->detail || reading->arrivals)
				read_detail(&row, rows, i);
			if (reading->arrivals)
				row.received_at =
					read_time(rows, i, COLUMN_RECEIVED_AT);
			done = fits(rows, i, reading, err) &&
			       reading->each(reading->context, &row, err);
		}
		rows_free(rows);
	}
	return done && db_run(db, QUERY_source_close, NULL, 0, NULL, err);
}

static bool read_all(struct db *db, void *context, struct error *err)
{
	const struct reading *reading = context;
	bool more = true;

	while (more) {
		more = false;
		if (!read_once(db, reading, err) ||
		    (reading->more && !reading->more(reading->context, &more, err)))
			return false;
	}
	return true;
}

bool source_read(struct db *db, const char *round, const struct form *form, bool detail,
		 source_each_fn *each, source_more_fn *more, void *context,
		 struct error *err)
{
	struct reading reading = {.round = round,
				  .form = form,
				  .detail = detail,
				  .each = each,
				  .more = more,
				  .context = context};

	return db_snapshot(db, read_all, &reading, err);
}

bool source_read_arrivals(struct db *db, const char *round, const struct form *form,
			  source_each_fn *each, void *context, struct error *err)
{
	struct reading reading = {.round = round,
				  .form = form,
				  .arrivals = true,
				  .each = each,
				  .context = context};

	return db_snapshot(db, read_all, &reading, err);
}

bool source_read_raw(struct db *db, const char *round, source_each_fn *each,
		     void *context, struct error *err)
{
	struct reading reading = {
		.round = round, .detail = true, .each = each, .context = context};

	return read_once(db, &reading, err);
}
