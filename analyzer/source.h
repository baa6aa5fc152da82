/*
 * The one source of rows: a round in the database or a microdata file, read alike.
 * Whoever estimates asks the form what there is and takes the rows one by one.
 *
 * Life cycle: source_open → source_each or source_repeat, once → source_close.
 */
#ifndef HAILONG_ANALYZER_SOURCE_H
#define HAILONG_ANALYZER_SOURCE_H

#include "forms/microdata.h"
#include "schema/catalogue_store.h"
#include "schema/round_store.h"
#include "schema/source_store.h"
#include "succession.h"

struct source;

/* Either a round, or a file with its form. Texts are borrowed. */
struct source_options {
	const char *db, *round;	      /* db NULL: libpq's environment */
	const char *csv, *form, *map; /* csv "-": standard input; map may be NULL */
	bool detail;		      /* rows in full: id, upload, times */
	const char *as_of; /* "current" or a day: of a round; NULL: as surveyed */
	bool whole_units;  /* and parts of units are of no use */
	void (*reject)(void *context, const struct reject *reject); /* may be NULL */
	void *context;
};

void source_close(struct source *source); /* NULL is allowed */
struct source *source_open(const struct source_options *options, struct error *err)
	__attribute__((malloc(source_close, 1), warn_unused_result));

/* Both live as long as the source; the round is NULL for a file. */
const struct form *source_form(const struct source *source);
const struct round *source_round(const struct source *source);

/* For what else the database knows of the round; NULL for a file. */
struct db *source_db(struct source *source);

/* Of the round, or of the file. */
const char *source_name(const struct source *source);

/* Whether the round was declared comparable with that other one, directly or through
 * rounds between them. */
bool source_follows(struct source *source, const char *round, bool *follows,
		    struct error *err) MUST_CHECK;

bool source_each(struct source *source, source_each_fn *each, void *context,
		 struct error *err) MUST_CHECK;

/* The same rows again and again while `more` says so; standard input can't. */
bool source_repeat(struct source *source, source_each_fn *each, source_more_fn *more,
		   void *context, struct error *err) MUST_CHECK;

/* Rows of the file that were passed over, after source_each. */
size_t source_rejected(const struct source *source);

/* Units as of another day; NULL: as they were surveyed. Lives as long as the source. */
struct succession *source_succession(const struct source *source);

/* What a catalogue says of a unit or a service, or only calls it, on the day the units are of or, where it
 * had ended by then, when the round ended; NULL when it doesn't know the code or the
 * source is a file. */
const struct catalogue_entry *source_entry(const struct source *source,
					   enum catalogue_kind kind, const char *code);
const char *source_called(const struct source *source, enum catalogue_kind kind,
			  const char *code, const char *language);

#endif
