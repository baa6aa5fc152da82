/* See microdata.h. */
#include "microdata.h"

#include "csv.h"
#include "text.h"

#include <string.h>

enum { VALUE_SHOWN_BYTES = 80 };

/* What a column of the file is to us. */
struct column {
	enum { COLUMN_IGNORED, COLUMN_FIELD, COLUMN_ITEM } kind;
	unsigned index; /* enum field, or item */
	const char *name;
};

/* How often the same content was seen, for rows without an id. */
struct seen {
	unsigned char id[16];
	uint64_t count; /* 0: the place is free */
};

struct microdata {
	struct csv *csv;
	const struct form *form;
	const struct map *map;
	const char *round, *collected_by;
	struct column *columns;
	size_t ncolumns;
	struct arena *header, *row;
	unsigned long line;
	struct seen *seen;
	size_t nseen, seen_room;
};

static bool find_column(const struct form *form, const char *name,
			struct column *column)
{
	int field = field_find(name);
	int item = field < 0 ? form_item(form, name) : -1;

	if (item >= 0 && form->items[item].type == ITEM_NOTE)
		item = -1;
	column->kind = field >= 0 ? COLUMN_FIELD : COLUMN_ITEM;
	column->index = (unsigned)(field >= 0 ? field : item);
	return field >= 0 || item >= 0;
}

/* For map_each_name: remembers the first name that is wrong. */
struct map_check {
	const struct form *form;
	const char *unknown;
};

static void check_name(void *context, const char *our)
{
	struct map_check *check = context;
	struct column column;

	if (!check->unknown && !find_column(check->form, our, &column))
		check->unknown = our;
}

static bool check_map(struct microdata *m, struct error *err)
{
	struct map_check check = {m->form, NULL};

	map_each_name(m->map, check_name, &check);
	if (check.unknown)
		return error_set(err, ERROR_INPUT,
				 "the map names '%s', which is neither a column of "
				 "responses nor an item of form %s",
				 check.unknown, m->form->code);
	return true;
}

static bool is_repeated(const struct microdata *m, const struct column *column)
{
	for (size_t i = 0; i < m->ncolumns; i++)
		if (m->columns[i].kind == column->kind &&
		    m->columns[i].index == column->index)
			return true;
	return false;
}

static bool read_column(struct microdata *m, const char *their, size_t number,
			struct error *err)
{
	struct column column = {.kind = COLUMN_IGNORED};
	const char *our = map_column(m->map, their);

	if (our) {
		if (!find_column(m->form, our, &column))
			return error_set(
				err, ERROR_INPUT,
				"line 1, column %zu: unknown column '%.80s' "
				"(form %s has no such item; a map can rename or "
				"ignore it)",
				number, our, m->form->code);
		if (is_repeated(m, &column))
			return error_set(
				err, ERROR_INPUT,
				"line 1, column %zu: '%.80s' stands there twice",
				number, our);
		column.name = arena_strdup(m->header, our);
	}
	m->columns[m->ncolumns++] = column;
	return true;
}

static bool read_header(struct microdata *m, struct error *err)
{
	struct csv_row row;
	enum csv_outcome outcome = csv_next(m->csv, &row, err);
	bool any_item = false;

	if (outcome == CSV_FAILED)
		return false;
	if (outcome == CSV_END)
		return error_set(err, ERROR_INPUT, "the file is empty");
	if (outcome == CSV_BAD)
		return error_set(err, ERROR_INPUT, "line %lu: %s", row.line,
				 rule_text(row.rule, "en"));
	m->columns = arena_alloc(m->header, row.ncells, sizeof(*m->columns));
	for (size_t i = 0; i < row.ncells; i++) {
		if (!text_is_utf8(row.cells[i], strlen(row.cells[i])))
			return error_set(err, ERROR_INPUT,
					 "line 1, column %zu: not UTF-8", i + 1);
		if (!read_column(m, row.cells[i], i + 1, err))
			return false;
		any_item = any_item || m->columns[i].kind == COLUMN_ITEM;
	}
	return any_item ||
	       error_set(err, ERROR_INPUT, "line 1: no column is an item of form %s",
			 m->form->code);
}

struct microdata *microdata_open(FILE *in, const char *name, const struct form *form,
				 const struct map *map, const char *round,
				 struct error *err)
{
	struct microdata *m = xcalloc(1, sizeof(*m));

	m->csv = csv_open(in, name);
	m->form = form;
	m->map = map;
	m->round = round;
	m->header = arena_new();
	m->row = arena_new();
	if (check_map(m, err) && read_header(m, err))
		return m;
	error_prefix(err, "%s", name);
	microdata_close(m);
	return NULL;
}

void microdata_close(struct microdata *m)
{
	if (!m)
		return;
	csv_close(m->csv);
	arena_free(m->header);
	arena_free(m->row);
	free(m->seen);
	free(m);
}

/* A value as it may be shown: short, and valid text whatever it was. */
static const char *shown(struct arena *arena, const char *value)
{
	size_t length = strlen(value);

	if (length > VALUE_SHOWN_BYTES) {
		length = VALUE_SHOWN_BYTES;
		while (length > 0 && ((unsigned char)value[length] & 0xC0) == 0x80)
			length--;
	}
	char *copy = arena_strndup(arena, value, length);
	if (!text_is_utf8(copy, length))
		for (char *c = copy; *c; c++)
			if ((unsigned char)*c >= 0x80)
				*c = '?';
	return copy;
}

static void reject(struct microdata *m, struct rejects *rejects, const char *column,
		   const char *value, enum rule rule)
{
	if (rejects->count < REJECTS_PER_ROW_MAX)
		rejects->list[rejects->count++] =
			(struct reject){m->line, column, shown(m->row, value), rule};
}

static enum rule set_field(struct microdata *m, struct response *response,
			   enum field field, const char *value)
{
	if (field == FIELD_ROUND && m->round && *value && strcmp(value, m->round) != 0)
		return RULE_ROUND;
	return response_set(response, m->row, field, value);
}

static enum rule set_value(struct microdata *m, struct response *response,
			   const struct column *column, const char *value)
{
	if (column->kind == COLUMN_FIELD)
		return set_field(m, response, (enum field)column->index,
				 csv_unguard(value));
	if (m->form->items[column->index].type == ITEM_TEXT)
		value = csv_unguard(value);
	return answers_set(&response->answers, m->row, column->index, value);
}

static void read_cells(struct microdata *m, const struct csv_row *row,
		       struct response *response, struct rejects *rejects)
{
	for (size_t i = 0; i < row->ncells; i++) {
		const struct column *column = &m->columns[i];
		const char *cell = row->cells[i];
		enum rule rule = RULE_UTF8;

		if (column->kind == COLUMN_IGNORED)
			continue;
		if (text_is_utf8(cell, strlen(cell)))
			rule = set_value(m, response, column,
					 map_recode(m->map, column->name,
						    column->kind == COLUMN_ITEM, cell));
		if (rule != RULE_KEPT)
			reject(m, rejects, column->name, cell, rule);
	}
}

/* The map's constants come last: they stand for all rows. */
struct constants {
	struct microdata *m;
	struct response *response;
	struct rejects *rejects;
};

static void set_constant(void *context, const char *our, const char *value)
{
	struct constants *c = context;
	struct column column;

	if (!find_column(c->m->form, our, &column))
		return; /* refused by check_map before any row was read */
	enum rule rule = set_value(c->m, c->response, &column, value);
	if (rule != RULE_KEPT)
		reject(c->m, c->rejects, our, value, rule);
}

static void check_answers(struct microdata *m, struct response *response,
			  struct rejects *rejects)
{
	struct problem problems[REJECTS_PER_ROW_MAX];
	size_t count = answers_check(&response->answers, m->row, ANSWERS_OF_TEAM,
				     problems, REJECTS_PER_ROW_MAX);

	for (size_t i = 0; i < count && i < REJECTS_PER_ROW_MAX; i++)
		reject(m, rejects, m->form->items[problems[i].item].name,
		       answers_get(&response->answers, m->row, problems[i].item),
		       problems[i].rule);
}

/* Kiosks, boxes and hotlines take whoever comes; an upload is a drawn sample. */
static void fill_selection(struct microdata *m, struct response *response)
{
	const char *channel = response->field[FIELD_CHANNEL];
	bool open = channel &&
		    (strcmp(channel, "kiosk") == 0 || strcmp(channel, "box") == 0 ||
		     strcmp(channel, "hotline") == 0);

	if (!response->field[FIELD_SELECTION])
		response_set(response, m->row, FIELD_SELECTION,
			     open ? "open" : "sample");
}

static struct seen *find_seen(struct seen *seen, size_t room, const unsigned char *id)
{
	size_t place;

	memcpy(&place, id, sizeof(place));
	for (place &= room - 1; seen[place].count; place = (place + 1) & (room - 1))
		if (memcmp(seen[place].id, id, 16) == 0)
			break;
	return &seen[place];
}

/* How many rows with this id-by-content came before this one. */
static uint64_t count_seen(struct microdata *m, const unsigned char *id)
{
	if (2 * m->nseen >= m->seen_room) {
		size_t room = m->seen_room ? 2 * m->seen_room : 1024;
		struct seen *bigger = xcalloc(room, sizeof(*bigger));
		for (size_t i = 0; i < m->seen_room; i++)
			if (m->seen[i].count)
				*find_seen(bigger, room, m->seen[i].id) = m->seen[i];
		free(m->seen);
		m->seen = bigger;
		m->seen_room = room;
	}
	struct seen *seen = find_seen(m->seen, m->seen_room, id);
	if (!seen->count) {
		memcpy(seen->id, id, 16);
		m->nseen++;
	}
	return seen->count++;
}

static void identify(struct microdata *m, struct response *response)
{
	response_identify(response, 0);
	if (response->field[FIELD_RESPONSE_ID])
		return;
	uint64_t occurrence = count_seen(m, response->id);
	if (occurrence > 0)
		response_identify(response, occurrence);
}

static bool is_blank(const struct csv_row *row)
{
	for (size_t i = 0; i < row->ncells; i++)
		if (*row->cells[i])
			return false;
	return true;
}

static enum microdata_outcome read_row(struct microdata *m, const struct csv_row *row,
				       struct response *response,
				       struct rejects *rejects)
{
	struct constants constants = {m, response, rejects};

	*response = response_new(m->form, m->row);
	if (row->ncells != m->ncolumns) {
		reject(m, rejects, "", arena_printf(m->row, "%zu", row->ncells),
		       RULE_COLUMNS);
		return MICRODATA_REJECTED;
	}
	read_cells(m, row, response, rejects);
	map_each_constant(m->map, set_constant, &constants);
	if (rejects->count == 0)
		check_answers(m, response, rejects);
	if (rejects->count > 0)
		return MICRODATA_REJECTED;
	fill_selection(m, response);
	if (!response->field[FIELD_COLLECTED_BY])
		response->field[FIELD_COLLECTED_BY] = m->collected_by;
	identify(m, response);
	return MICRODATA_RESPONSE;
}

enum microdata_outcome microdata_next(struct microdata *m, struct response *response,
				      struct rejects *rejects, struct error *err)
{
	struct csv_row row;

	rejects->count = 0;
	arena_reset(m->row);
	for (;;) {
		enum csv_outcome outcome = csv_next(m->csv, &row, err);
		if (outcome == CSV_FAILED)
			return MICRODATA_FAILED;
		if (outcome == CSV_END)
			return MICRODATA_END;
		m->line = row.line;
		if (outcome == CSV_BAD) {
			reject(m, rejects, "", "", row.rule);
			return MICRODATA_REJECTED;
		}
		if (!is_blank(&row))
			return read_row(m, &row, response, rejects);
	}
}

void microdata_collected_by(struct microdata *m, const char *name)
{
	m->collected_by = name;
}

unsigned long microdata_line(const struct microdata *m)
{
	return m->line;
}

size_t microdata_bytes_read(const struct microdata *m)
{
	return csv_bytes_read(m->csv);
}
