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
	COLUMN_ANSWERS
};

struct reading {
	const char *round;
	const struct form *form;
	source_each_fn *each;
	source_more_fn *more;
	void *context;
};

/* A float8: eight bytes, the highest first. */
static double read_double(const struct rows *rows, size_t row, unsigned column)
{
	size_t length;
	const unsigned char *bytes = rows_bytes(rows, row, column, &length);
	uint64_t bits = 0;
	double value;

	if (!bytes || length != sizeof(bits))
		return (double)NAN;
	for (size_t i = 0; i < sizeof(bits); i++)
		bits = bits << 8 | bytes[i];
	memcpy(&value, &bits, sizeof(value));
	return value;
}

static struct source_row read_row(const struct rows *rows, size_t row)
{
	size_t length;

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
		.answers = rows_bytes(rows, row, COLUMN_ANSWERS, &length),
	};
}

/* Answers that the layout does not fit would be read past their end. */
static bool fits(const struct rows *rows, size_t row, const struct reading *reading,
		 struct error *err)
{
	const struct form *form = reading->form;
	size_t length;

	if (rows_bytes(rows, row, COLUMN_ANSWERS, &length) &&
	    length == form->answers_size)
		return true;
	return error_set(err, ERROR_SYSTEM,
			 "a response of round %s does not fit form %s version %d",
			 reading->round, form->code, form->version);
}

static bool read_once(struct db *db, const struct reading *reading, struct error *err)
{
	size_t count = 1;
	bool done = true;

	if (!db_run(db, QUERY_source_cursor, PARAMS(reading->round), NULL, err))
		return false;
	while (done && count > 0) {
		struct rows *rows =
			db_query_binary(db, QUERY_source_fetch, NULL, 0, err);
		count = rows ? rows_count(rows) : 0;
		done = rows;
		for (size_t i = 0; done && i < count; i++) {
			struct source_row row = read_row(rows, i);
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

bool source_read(struct db *db, const char *round, const struct form *form,
		 source_each_fn *each, source_more_fn *more, void *context,
		 struct error *err)
{
	struct reading reading = {round, form, each, more, context};

	return db_snapshot(db, read_all, &reading, err);
}
