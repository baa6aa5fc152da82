/* See source.h. */
#include "source.h"

#include "forms/text.h"

#include <errno.h>
#include <math.h>
#include <string.h>

enum { CATALOGUES = CATALOGUE_SERVICES + 1 };

struct catalogue {
	struct catalogue_entry *entries;
	size_t count;
};

struct source {
	struct arena *arena;
	struct form *form;
	const char *name;
	bool detail;
	/* a round */
	struct db *db;
	struct round round;
	struct catalogue catalogues[CATALOGUES];
	struct catalogue units_then; /* as of another day; else empty */
	struct succession_lists lists;
	struct succession *succession; /* NULL: units as surveyed */
	/* a file */
	FILE *in;
	struct map *map;
	void (*reject)(void *context, const struct reject *reject);
	void *context;
	size_t rejected;
};

/* A round that is not over yet has ended for those who look at it today. */
static bool open_succession(struct source *source, const struct source_options *options,
			    struct error *err)
{
	const struct round *round = &source->round;
	struct succession_options how = {.as_of = options->as_of,
					 .whole = options->whole_units};

	if (strcmp(options->as_of, "current") == 0 &&
	    !today_find(source->db, source->arena, &how.as_of, err))
		return false;
	how.ends_on = round->ends_on && strcmp(round->ends_on, how.as_of) < 0
			      ? round->ends_on
			      : how.as_of;
	how.starts_on = round->starts_on ? round->starts_on : how.ends_on;
	if (strcmp(how.as_of, how.starts_on) < 0)
		return error_set(err, ERROR_INPUT,
				 "units can't be told as of %s: round %s began later",
				 how.as_of, round->code);
	if (!succession_load(source->db, source->arena, &source->lists, err) ||
	    !catalogue_list(source->db, CATALOGUE_UNITS, how.as_of, source->arena,
			    &source->units_then.entries, &source->units_then.count,
			    err))
		return false;
	source->succession = succession_new(&source->lists, &how);
	return true;
}

/* Names are those of the time when the round ended. */
static bool open_round(struct source *source, const struct source_options *options,
		       struct error *err)
{
	struct round *round = &source->round;

	if (!(source->db = db_open(options->db, DB_ANALYZER, err)) ||
	    !round_find(source->db, source->arena, options->round, round, err))
		return false;
	source->name = round->code;
	source->form = form_find(source->db, round->form, round->form_version, err);
	if (!source->form)
		return false;
	for (int k = 0; k < CATALOGUES; k++) {
		struct catalogue *c = &source->catalogues[k];
		if (!catalogue_list(source->db, (enum catalogue_kind)k, round->ends_on,
				    source->arena, &c->entries, &c->count, err))
			return false;
	}
	return !options->as_of || open_succession(source, options, err);
}

static bool open_file(struct source *source, const struct source_options *options,
		      struct error *err)
{
	bool is_stdin = strcmp(options->csv, "-") == 0;

	source->name = options->csv;
	source->form = form_load(options->form, err);
	if (!source->form)
		return false;
	if (options->map && !(source->map = map_load(options->map, err)))
		return false;
	source->in = is_stdin ? stdin : fopen(options->csv, "rb");
	return source->in ||
	       error_set(err, ERROR_INPUT, "%s: %s", options->csv, strerror(errno));
}

struct source *source_open(const struct source_options *options, struct error *err)
{
	struct source *source = xcalloc(1, sizeof(*source));

	source->arena = arena_new();
	source->detail = options->detail;
	source->reject = options->reject;
	source->context = options->context;
	if ((options->round ? open_round : open_file)(source, options, err))
		return source;
	source_close(source);
	return NULL;
}

void source_close(struct source *source)
{
	if (!source)
		return;
	if (source->in && source->in != stdin)
		fclose(source->in);
	map_free(source->map);
	succession_free(source->succession);
	db_close(source->db);
	form_free(source->form);
	arena_free(source->arena);
	free(source);
}

const struct form *source_form(const struct source *source)
{
	return source->form;
}

const struct round *source_round(const struct source *source)
{
	return source->db ? &source->round : NULL;
}

struct db *source_db(struct source *source)
{
	return source->db;
}

const char *source_name(const struct source *source)
{
	return source->name;
}

size_t source_rejected(const struct source *source)
{
	return source->rejected;
}

struct succession *source_succession(const struct source *source)
{
	return source->succession;
}

const struct catalogue_entry *source_entry(const struct source *source,
					   enum catalogue_kind kind, const char *code)
{
	const struct catalogue *catalogue = &source->catalogues[kind];
	const struct catalogue *then = &source->units_then;
	const struct catalogue_entry *entry = NULL;

	if (kind == CATALOGUE_UNITS)
		entry = catalogue_find(then->entries, then->count, code);
	return entry ? entry
		     : catalogue_find(catalogue->entries, catalogue->count, code);
}

const char *source_called(const struct source *source, enum catalogue_kind kind,
			  const char *code, const char *language)
{
	const struct catalogue_entry *entry = source_entry(source, kind, code);

	return entry && entry->name_vi ? catalogue_name(entry, language) : NULL;
}

bool source_follows(struct source *source, const char *round, bool *follows,
		    struct error *err)
{
	struct round at = source->round;

	/* A round can only name an older one, so this ends. */
	while (at.comparable_with && strcmp(at.comparable_with, round) != 0)
		if (!round_find(source->db, source->arena, at.comparable_with, &at,
				err))
			return false;
	*follows = at.comparable_with;
	return true;
}

/* --- a file's rows --- */

static double number(const struct response *response, enum field field)
{
	double value;

	if (!response->field[field] || !text_number(response->field[field], &value))
		return (double)NAN;
	return value;
}

static int64_t time_of(const struct response *response, enum field field)
{
	const char *text = response->field[field];

	return text ? text_microseconds(text) : TIME_NONE;
}

static void add_detail(struct source_row *row, const struct response *response,
		       char id[static UUID_TEXT_BYTES])
{
	uuid_text(response->id, id);
	row->id = response->field[FIELD_RESPONSE_ID]
			  ? response->field[FIELD_RESPONSE_ID]
			  : id;
	row->started_at = time_of(response, FIELD_STARTED_AT);
	row->submitted_at = time_of(response, FIELD_SUBMITTED_AT);
}

static struct source_row row_of(const struct response *response)
{
	const char *const *field = response->field;
	const char *unit = field[FIELD_UNIT];

	return (struct source_row){.unit = unit && strcmp(unit, UNIT_NONE) != 0 ? unit
										: NULL,
				   .service = field[FIELD_SERVICE],
				   .channel = field[FIELD_CHANNEL],
				   .selection = field[FIELD_SELECTION],
				   .collected_by = field[FIELD_COLLECTED_BY],
				   .stratum = field[FIELD_STRATUM],
				   .psu = field[FIELD_PSU],
				   .ssu = field[FIELD_SSU],
				   .fpc = number(response, FIELD_FPC),
				   .fpc2 = number(response, FIELD_FPC2),
				   .weight = number(response, FIELD_WEIGHT),
				   .answers = response->answers.bytes,
				   .flags = FLAGS_UNKNOWN};
}

static void tell(struct source *source, const struct rejects *rejects)
{
	source->rejected++;
	for (size_t i = 0; source->reject && i < rejects->count; i++)
		source->reject(source->context, &rejects->list[i]);
}

static bool read_rows(struct source *source, struct microdata *microdata,
		      source_each_fn *each, void *context, struct error *err)
{
	struct response response;
	struct rejects rejects;
	struct source_row row;
	char id[UUID_TEXT_BYTES];

	for (;;) {
		switch (microdata_next(microdata, &response, &rejects, err)) {
		case MICRODATA_REJECTED:
			tell(source, &rejects);
			break;
		case MICRODATA_RESPONSE:
			row = row_of(&response);
			if (source->detail)
				add_detail(&row, &response, id);
			if (!each(context, &row, err))
				return error_prefix(err, "%s, line %lu", source->name,
						    microdata_line(microdata));
			break;
		case MICRODATA_END:
			return true;
		case MICRODATA_FAILED:
			return false;
		}
	}
}

static bool each_of_file(struct source *source, source_each_fn *each, void *context,
			 struct error *err)
{
	struct microdata *microdata = microdata_open(
		source->in, source->name, source->form, source->map, NULL, err);
	bool done = microdata && read_rows(source, microdata, each, context, err);

	microdata_close(microdata);
	return done;
}

/* What was rejected is counted and told of once. */
static bool repeat_file(struct source *source, source_each_fn *each,
			source_more_fn *more, void *context, struct error *err)
{
	bool again = true;

	while (again) {
		size_t rejected = source->rejected;
		again = false;
		if (!each_of_file(source, each, context, err) ||
		    (more && !more(context, &again, err)))
			return false;
		source->rejected = rejected ? rejected : source->rejected;
		source->reject = NULL;
		if (again && fseek(source->in, 0, SEEK_SET) != 0)
			return error_set(err, ERROR_INPUT,
					 "%s is read several times, so it has to be a "
					 "file",
					 source->name);
	}
	return true;
}

bool source_repeat(struct source *source, source_each_fn *each, source_more_fn *more,
		   void *context, struct error *err)
{
	if (source->db)
		return source_read(source->db, source->name, source->form,
				   source->detail, each, more, context, err);
	return repeat_file(source, each, more, context, err);
}

bool source_each(struct source *source, source_each_fn *each, void *context,
		 struct error *err)
{
	return source_repeat(source, each, NULL, context, err);
}
