/* See upload.h. */
#include "upload.h"

#include "schema/round_store.h"
#include "schema/upload_store.h"

#include <string.h>

enum { PROGRESS_ROWS = 5000 };

/* The reader's side of an upload: pulls rows, tells of bad ones, counts. */
struct reader {
	struct intake *intake;
	struct microdata *microdata;
	struct upload *upload;
	struct response response;
	size_t rows;
};

static void tell(struct reader *reader, const struct rejects *rejects)
{
	for (size_t i = 0; i < rejects->count; i++)
		reader->intake->reject(reader->intake->context, &rejects->list[i]);
	reader->upload->rejected++;
}

static void show_progress(struct reader *reader)
{
	struct intake *intake = reader->intake;

	if (intake->progress && ++reader->rows % PROGRESS_ROWS == 0)
		intake->progress(intake->context, microdata_line(reader->microdata),
				 microdata_bytes_read(reader->microdata));
}

static enum upload_next next_response(void *context, const struct response **response,
				      unsigned long *line, struct error *err)
{
	struct reader *reader = context;
	struct rejects rejects;

	for (;;) {
		show_progress(reader);
		switch (microdata_next(reader->microdata, &reader->response, &rejects,
				       err)) {
		case MICRODATA_REJECTED:
			tell(reader, &rejects);
			break;
		case MICRODATA_RESPONSE:
			*response = &reader->response;
			*line = microdata_line(reader->microdata);
			return UPLOAD_RESPONSE;
		case MICRODATA_END:
			return UPLOAD_END;
		case MICRODATA_FAILED:
			return UPLOAD_FAILED;
		}
	}
}

static void refuse(void *context, unsigned long line, const char *column,
		   const char *value, enum rule rule)
{
	struct reader *reader = context;
	const struct reject reject = {line, column, value, rule};

	reader->intake->reject(reader->intake->context, &reject);
}

static bool takes_uploads(const struct round *round, struct error *err)
{
	if (round->status == ROUND_OPEN || round->status == ROUND_CLOSED)
		return true;
	return error_set(err, ERROR_CONFLICT,
			 round->status == ROUND_SEALED
				 ? "round %s is sealed: it takes no more uploads"
				 : "round %s is planned: open it first",
			 round->code);
}

static bool run(struct db *db, struct intake *intake, const struct form *form,
		struct error *err)
{
	struct upload upload = {.round = intake->round,
				.file = intake->file,
				.by = intake->by,
				.dry_run = intake->dry_run,
				.next = next_response,
				.refuse = refuse};
	struct reader reader = {.intake = intake, .upload = &upload};

	reader.microdata = microdata_open(intake->in, intake->file, form, intake->map,
					  intake->round, err);
	if (!reader.microdata)
		return false;
	microdata_collected_by(reader.microdata, intake->collected_by);
	upload.context = &reader;
	bool done = upload_run(db, &upload, err);
	microdata_close(reader.microdata);
	intake->accepted = upload.accepted;
	intake->duplicate = upload.duplicate;
	intake->rejected = upload.rejected + upload.refused;
	return done;
}

bool intake_run(struct db *db, struct intake *intake, struct error *err)
{
	struct arena *arena = arena_new();
	struct form *form = NULL;
	struct round round;
	bool done = false;

	if (!round_find(db, arena, intake->round, &round, err) ||
	    !takes_uploads(&round, err))
		goto out;
	form = form_find(db, round.form, round.form_version, err);
	if (form)
		done = run(db, intake, form, err);
out:
	form_free(form);
	arena_free(arena);
	return done;
}
