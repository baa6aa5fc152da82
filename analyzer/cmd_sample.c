/*
 * sample: draws from a frame and writes the drawn rows with the design columns of the
 * microdata, and one protocol line from which an auditor can repeat the draw.
 */
#include "commands_rank.h"
#include "grid.h"
#include "keys.h"
#include "sampling.h"
#include "sheet.h"

#include "forms/alloc.h"
#include "forms/file.h"
#include "forms/text.h"

#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <sodium.h>
#include <string.h>

enum { HASH_BYTES = 32, HASH_TEXT = 2 * HASH_BYTES + 1 };

/* The columns that stand before the frame's own. */
enum column {
	COLUMN_ROLE,
	COLUMN_ORDER,
	COLUMN_LINE,
	COLUMN_PROBABILITY,
	COLUMN_WEIGHT,
	COLUMN_STRATUM,
	COLUMN_PSU,
	COLUMN_FPC,
	COLUMN_SSU,
	COLUMN_FPC2,
	COLUMN_COUNT
};

static const struct grid_column columns[COLUMN_COUNT] = {
	[COLUMN_ROLE] = {.name = "role", .kind = GRID_TEXT},
	[COLUMN_ORDER] = {.name = "draw_order", .kind = GRID_COUNT},
	[COLUMN_LINE] = {.name = "frame_line", .kind = GRID_COUNT},
	[COLUMN_PROBABILITY] = {.name = "probability", .kind = GRID_NUMBER},
	[COLUMN_WEIGHT] = {.name = "weight", .kind = GRID_NUMBER},
	[COLUMN_STRATUM] = {.name = "stratum", .kind = GRID_TEXT},
	[COLUMN_PSU] = {.name = "psu", .kind = GRID_TEXT},
	[COLUMN_FPC] = {.name = "fpc", .kind = GRID_NUMBER},
	[COLUMN_SSU] = {.name = "ssu", .kind = GRID_TEXT},
	[COLUMN_FPC2] = {.name = "fpc2", .kind = GRID_NUMBER},
};

struct sampler {
	struct sampling_options options;
	const char *path, *strata, *psu, *size; /* column names, or NULL */
	char frame_hash[HASH_TEXT];
	struct sheet *sheet;
	struct keys *stratum_keys, *psu_keys;
	struct frame frame;
	size_t *stratum_of, *psu_of;
	double *size_of;
	struct drawn *drawn;
	size_t ndrawn;
	struct arena *arena;
};

static bool read_options(struct sampler *s, const struct invocation *call,
			 struct error *err)
{
	int method = SAMPLING_SRS, allocation = ALLOCATION_PROPORTIONAL;
	uint64_t size = 0, npsus = 0, nreplacements = 0;

	s->path = option_value(call, "frame");
	s->strata = option_value(call, "strata");
	s->psu = option_value(call, "psu");
	s->size = option_value(call, "size-column");
	if (!s->path || !option_value(call, "seed") || !option_value(call, "size"))
		return error_set(
			err, ERROR_INPUT,
			"sample needs --frame FILE.csv, --seed N and --size N");
	if (!s->psu != !option_value(call, "psus"))
		return error_set(err, ERROR_INPUT,
				 "--psu COLUMN and --psus N go "
				 "together");
	if (!option_whole(call, "seed", 0, &s->options.seed, err) ||
	    !option_whole(call, "size", 1, &size, err) ||
	    !option_whole(call, "psus", 1, &npsus, err) ||
	    !option_whole(call, "replacements", 0, &nreplacements, err) ||
	    !option_choice(call, "method", sampling_names, SAMPLING_METHOD_COUNT,
			   &method, err) ||
	    !option_choice(call, "allocation", allocation_names, ALLOCATION_EQUAL + 1,
			   &allocation, err))
		return false;
	if (method == SAMPLING_PPS && !s->psu && !s->size)
		return error_set(err, ERROR_INPUT,
				 "--method pps of rows needs --size-column COLUMN");
	if (method != SAMPLING_PPS && s->size)
		return error_set(err, ERROR_INPUT,
				 "--size-column belongs to --method pps");
	s->options.method = (enum sampling_method)method;
	s->options.allocation = (enum allocation)allocation;
	s->options.size = (size_t)size;
	s->options.npsus = (size_t)npsus;
	s->options.nreplacements = (size_t)nreplacements;
	return true;
}

/* --- the frame -------------------------------------------------------------------- */

/* BLAKE2b with 256 bits: what "b2sum -l 256" prints. */
static void hash(const char *bytes, size_t length, char text[static HASH_TEXT])
{
	unsigned char digest[HASH_BYTES];

	crypto_generichash(digest, sizeof(digest), (const unsigned char *)bytes, length,
			   NULL, 0);
	sodium_bin2hex(text, HASH_TEXT, digest, sizeof(digest));
}

static bool read_sheet(struct sampler *s, struct error *err)
{
	size_t length;
	char *bytes = file_read(s->path, SHEET_BYTES_MAX, &length, err);

	if (!bytes)
		return false;
	hash(bytes, length, s->frame_hash);
	s->sheet = sheet_parse(bytes, length, s->path, err);
	free(bytes);
	return s->sheet && (s->sheet->nrows > 0 ||
			    error_set(err, ERROR_INPUT, "%s: no rows", s->path));
}

static bool find_column(const struct sampler *s, const char *name, int *column,
			struct error *err)
{
	*column = SHEET_NO_COLUMN;
	return !name || sheet_need(s->sheet, name, column, err);
}

static bool read_label(const struct sampler *s, size_t row, int column,
		       struct keys *keys, uint64_t parent, size_t *number,
		       struct error *err)
{
	const char *label = sheet_text(s->sheet, row, column);
	bool added;

	if (column != SHEET_NO_COLUMN && !*label)
		return sheet_fail(s->sheet, row, column, "is empty", err);
	*number = keys_add(keys, parent, label, &added);
	return true;
}

static bool read_row(struct sampler *s, size_t row, const int place[static 3],
		     struct error *err)
{
	if (!read_label(s, row, place[0], s->stratum_keys, 0, &s->stratum_of[row],
			err) ||
	    !read_label(s, row, place[1], s->psu_keys, s->stratum_of[row],
			&s->psu_of[row], err) ||
	    !sheet_number(s->sheet, row, place[2], &s->size_of[row], err))
		return false;
	return !s->size || s->size_of[row] > 0 ||
	       sheet_fail(s->sheet, row, place[2], "must be above 0", err);
}

static bool read_frame(struct sampler *s, struct error *err)
{
	int place[3];
	size_t n;

	if (!read_sheet(s, err) || !find_column(s, s->strata, &place[0], err) ||
	    !find_column(s, s->psu, &place[1], err) ||
	    !find_column(s, s->size, &place[2], err))
		return false;
	n = s->sheet->nrows;
	s->stratum_of = xcalloc(n, sizeof(size_t));
	s->psu_of = xcalloc(n, sizeof(size_t));
	s->size_of = xcalloc(n, sizeof(double));
	for (size_t i = 0; i < n; i++)
		if (!read_row(s, i, place, err))
			return false;
	s->frame = (struct frame){.nrows = n,
				  .nstrata = keys_count(s->stratum_keys),
				  .npsus = s->psu ? keys_count(s->psu_keys) : 0,
				  .stratum = s->stratum_of,
				  .psu = s->psu ? s->psu_of : NULL,
				  .size = s->size ? s->size_of : NULL};
	return true;
}

/* --- the drawn rows --------------------------------------------------------------- */

/* A frame's column that bears one of our names becomes frame_…. */
static const char *frame_column(struct sampler *s, const char *name)
{
	for (size_t c = 0; c < COLUMN_COUNT; c++)
		if (strcmp(columns[c].name, name) == 0)
			return arena_printf(s->arena, "frame_%s", name);
	return name;
}

static struct grid_column *all_columns(struct sampler *s)
{
	size_t n = s->sheet->ncolumns;
	struct grid_column *list =
		arena_alloc(s->arena, COLUMN_COUNT + n, sizeof(*list));

	memcpy(list, columns, sizeof(columns));
	for (size_t c = 0; c < n; c++)
		list[COLUMN_COUNT + c] = (struct grid_column){
			.name = frame_column(s, s->sheet->columns[c]),
			.kind = GRID_TEXT};
	return list;
}

/* The labels of the design; see sampling.h. pps always has a stratum, so that what is
 * certain can have one of its own. */
static void put_labels(struct sampler *s, struct grid *grid, const struct drawn *drawn)
{
	bool pps = s->options.method == SAMPLING_PPS, two = drawn->psu != SIZE_MAX;
	const char *stratum = keys_label(s->stratum_keys, (uint32_t)drawn->stratum);
	const char *psu = two ? keys_label(s->psu_keys, (uint32_t)drawn->psu) : "";
	const char *line =
		arena_printf(s->arena, "%lu", s->sheet->rows[drawn->row].line);

	if (pps && !s->strata)
		stratum = "all";
	if (drawn->certain)
		stratum =
			arena_printf(s->arena, "%s/%s", stratum, two ? psu : "certain");
	grid_text(grid, COLUMN_STRATUM, stratum);
	grid_text(grid, COLUMN_PSU, two && drawn->certain ? line : psu);
	grid_text(grid, COLUMN_SSU, two ? line : "");
}

static void put_drawn(struct sampler *s, struct grid *grid, const struct drawn *drawn,
		      size_t order)
{
	const struct sheet_row *row = &s->sheet->rows[drawn->row];

	grid_row(grid);
	grid_text(grid, COLUMN_ROLE, drawn->replacement ? "replacement" : "sample");
	grid_number(grid, COLUMN_ORDER, (double)order);
	grid_number(grid, COLUMN_LINE, (double)row->line);
	grid_number(grid, COLUMN_PROBABILITY, drawn->probability);
	grid_number(grid, COLUMN_WEIGHT, 1 / drawn->probability);
	put_labels(s, grid, drawn);
	grid_number(grid, COLUMN_FPC, drawn->fpc);
	grid_number(grid, COLUMN_FPC2, drawn->fpc2);
	for (size_t c = 0; c < s->sheet->ncolumns; c++)
		grid_text(grid, COLUMN_COUNT + c, row->cells[c]);
}

/* The result as it will be written, so that its hash can stand in the protocol. */
static char *result_text(struct sampler *s, size_t *length, struct error *err)
{
	char *text = NULL;
	FILE *out = open_memstream(&text, length);
	struct grid *grid = grid_new(all_columns(s), COLUMN_COUNT + s->sheet->ncolumns);
	size_t order = 0;

	for (size_t i = 0; i < s->ndrawn; i++) {
		bool follows = i > 0 &&
			       s->drawn[i].stratum == s->drawn[i - 1].stratum &&
			       s->drawn[i].psu == s->drawn[i - 1].psu &&
			       s->drawn[i].replacement == s->drawn[i - 1].replacement;
		order = follows ? order + 1 : 1;
		put_drawn(s, grid, &s->drawn[i], order);
	}
	if (out)
		grid_write(grid, out, OUTPUT_CSV, LANGUAGE_EN);
	grid_free(grid);
	if (out && fclose(out) == 0)
		return text;
	error_set(err, ERROR_SYSTEM, "%s", strerror(errno));
	free(text);
	return NULL;
}

/* --- the protocol ----------------------------------------------------------------- */

static void put_option(FILE *out, const char *name, const char *value)
{
	if (!value)
		return;
	fprintf(out, " %s=", name);
	json_text(out, value);
}

static size_t count_replacements(const struct sampler *s)
{
	size_t count = 0;

	for (size_t i = 0; i < s->ndrawn; i++)
		count += s->drawn[i].replacement;
	return count;
}

static void write_protocol(const struct sampler *s, FILE *out, const char *result_hash)
{
	size_t reserves = count_replacements(s);

	fprintf(out, "hailong-analyzer %s sample", HAILONG_VERSION);
	put_option(out, "frame", s->path);
	fprintf(out, " frame-blake2b-256=%s rows=%zu seed=%" PRIu64 " size=%zu",
		s->frame_hash, s->frame.nrows, s->options.seed, s->options.size);
	fprintf(out, " method=%s allocation=%s", sampling_names[s->options.method],
		allocation_names[s->options.allocation]);
	put_option(out, "strata", s->strata);
	put_option(out, "psu", s->psu);
	if (s->psu)
		fprintf(out, " psus=%zu", s->options.npsus);
	put_option(out, "size-column", s->size);
	fprintf(out, " replacements=%zu drawn=%zu reserves=%zu result-blake2b-256=%s\n",
		s->options.nreplacements, s->ndrawn - reserves, reserves, result_hash);
}

/* Added to what the file holds: a protocol is never lost. */
static bool keep_protocol(const struct sampler *s, const char *path,
			  const char *result_hash, struct error *err)
{
	FILE *out = path ? fopen(path, "ab") : NULL;

	if (!path)
		return true;
	if (out)
		write_protocol(s, out, result_hash);
	bool failed = !out || ferror(out);
	failed = (out && fclose(out) != 0) || failed;
	return !failed || error_set(err, ERROR_SYSTEM, "%s: %s", path, strerror(errno));
}

static bool write_result(struct sampler *s, const char *protocol, struct error *err)
{
	char result_hash[HASH_TEXT];
	size_t length, got = s->ndrawn - count_replacements(s);
	char *text = result_text(s, &length, err);
	bool done = false;

	if (text) {
		hash(text, length, result_hash);
		done = keep_protocol(s, protocol, result_hash, err);
	}
	if (done) {
		write_protocol(s, stderr, result_hash);
		fwrite(text, 1, length, stdout);
	}
	if (done && got < s->options.size)
		fprintf(stderr, "%zu rows instead of %zu: some PSUs hold no more\n",
			got, s->options.size);
	free(text);
	return done;
}

static void release(struct sampler *s)
{
	free(s->drawn);
	free(s->stratum_of);
	free(s->psu_of);
	free(s->size_of);
	keys_free(s->stratum_keys);
	keys_free(s->psu_keys);
	sheet_free(s->sheet);
	arena_free(s->arena);
}

enum exit_code command_sample(const struct invocation *call, struct error *err)
{
	struct sampler s = {.path = NULL};
	bool done = false;

	if (!read_options(&s, call, err))
		return EXIT_USAGE;
	s.arena = arena_new();
	s.stratum_keys = keys_new();
	s.psu_keys = keys_new();
	if (read_frame(&s, err)) {
		s.drawn = sampling_draw(&s.frame, &s.options, &s.ndrawn, err);
		done = s.drawn && write_result(&s, option_value(call, "protocol"), err);
	}
	release(&s);
	return done ? EXIT_DONE : EXIT_FAILED;
}
