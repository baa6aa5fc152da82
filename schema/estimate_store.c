/* See estimate_store.h. */
#include "estimate_store.h"

#include <stdlib.h>

/* Rows of one statement. */
enum { ROWS_TOGETHER = 2000 };

struct replacing {
	const char *round, *method;
	const struct estimate_writer *writer;
};

/* Owned by the caller. */
static char *json_of(const struct estimate_writer *writer, size_t first, size_t end)
{
	char *text = NULL;
	size_t length;
	FILE *out = open_memstream(&text, &length);

	if (!out)
		abort();
	putc('[', out);
	for (size_t i = first; i < end; i++) {
		fputs(i > first ? "," : "", out);
		writer->write(writer->context, i, out);
	}
	putc(']', out);
	if (fclose(out) != 0)
		abort();
	return text;
}

static bool replace(struct db *db, void *context, struct error *err)
{
	const struct replacing *replacing = context;
	const struct estimate_writer *writer = replacing->writer;
	struct rows *lock =
		db_query(db, QUERY_estimate_lock, PARAMS(replacing->round), err);

	if (!lock)
		return false;
	rows_free(lock);
	if (!db_run(db, QUERY_estimate_delete, PARAMS(replacing->round), NULL, err))
		return false;
	bool done = true;
	for (size_t first = 0; done && first < writer->n; first += ROWS_TOGETHER) {
		size_t left = writer->n - first;
		char *rows =
			json_of(writer, first,
				first + (left < ROWS_TOGETHER ? left : ROWS_TOGETHER));
		done = db_run(db, QUERY_estimate_insert,
			      PARAMS(replacing->round, replacing->method, rows), NULL,
			      err);
		free(rows);
	}
	return done;
}

bool estimates_replace(struct db *db, const char *round, const char *method,
		       const struct estimate_writer *writer, struct error *err)
{
	struct replacing replacing = {round, method, writer};

	return db_transaction(db, replace, &replacing, err);
}
