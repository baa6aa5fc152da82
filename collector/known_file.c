/* See known_file.h. */
#include "known_file.h"

#include "disk.h"

#include "forms/text.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum {
	CONTENT_BYTES_MAX = 64 << 20,
	TEXT_BYTES_MIN = 4,
	ROUND_BYTES_MIN = 7 * TEXT_BYTES_MIN,
	ENTRY_TEXTS = 5,
	ENTRY_BYTES_MIN = ENTRY_TEXTS * TEXT_BYTES_MIN
};

static const char mark[] = "HLK1";
static const char file_name[] = "known.hlk";

/* --- writing --- */

/* Those that rounds ask, each once. */
struct asked {
	const struct form **forms;
	size_t count, room;
};

static size_t form_number(struct asked *asked, const struct form *form)
{
	for (size_t i = 0; i < asked->count; i++)
		if (asked->forms[i] == form)
			return i;
	ARRAY_RESERVE(asked->forms, asked->count, asked->room);
	asked->forms[asked->count] = form;
	return asked->count++;
}

static void put_round(FILE *out, const struct round *round, size_t form)
{
	char target[32];

	snprintf(target, sizeof(target), "%.17g", round->target);
	put_text(out, round->code);
	put_text(out, round->starts_on);
	put_text(out, round->ends_on);
	put_text(out, isnan(round->target) ? NULL : target);
	put_text(out, round->method);
	put_text(out, round->comparable_with);
	put_number(out, (uint32_t)form);
}

static void put_rounds(FILE *out, const struct known *known)
{
	struct asked asked = {0};

	for (size_t i = 0; i < known->nrounds; i++)
		form_number(&asked, known->rounds[i].form);
	put_number(out, (uint32_t)asked.count);
	for (size_t i = 0; i < asked.count; i++)
		put_text(out, asked.forms[i]->definition);
	put_number(out, (uint32_t)known->nrounds);
	for (size_t i = 0; i < known->nrounds; i++)
		put_round(out, &known->rounds[i].round,
			  form_number(&asked, known->rounds[i].form));
	free(asked.forms);
}

static void put_list(FILE *out, const struct known_list *list)
{
	put_number(out, (uint32_t)list->count);
	for (size_t i = 0; i < list->count; i++) {
		const struct catalogue_entry *entry = &list->entries[i];
		put_text(out, entry->code);
		put_text(out, entry->name_vi);
		put_text(out, entry->name_en);
		put_text(out, entry->level);
		put_text(out, entry->group);
	}
}

void known_encode(FILE *out, const struct known *known)
{
	char *content = NULL;
	size_t length = 0;
	FILE *stream = open_memstream(&content, &length);

	if (!stream)
		abort(); /* out of memory, as everywhere */
	fwrite(known->receipt_key.bytes, 1, RECEIPT_KEY_BYTES, stream);
	put_rounds(stream, known);
	for (size_t k = 0; k < ARRAY_SIZE(known->lists); k++)
		put_list(stream, &known->lists[k]);
	fclose(stream);
	record_write(out, mark, content, length);
	free(content);
}

bool known_save(int folder, const struct known *known,
		unsigned char there[static RECORD_HEADER_BYTES], struct error *err)
{
	char *bytes = NULL;
	size_t length = 0;
	FILE *out = open_memstream(&bytes, &length);
	bool done = true;

	if (!out)
		abort(); /* out of memory, as everywhere */
	known_encode(out, known);
	fclose(out);
	if (length > CONTENT_BYTES_MAX)
		done = error_set(err, ERROR_SYSTEM, "%s: too large", file_name);
	else if (memcmp(bytes, there, RECORD_HEADER_BYTES) != 0)
		done = disk_replace(folder, file_name, bytes, length) ||
		       error_set(err, ERROR_SYSTEM, "%s: %s", file_name,
				 strerror(errno));
	if (done)
		memcpy(there, bytes, RECORD_HEADER_BYTES);
	free(bytes);
	return done;
}

/* --- reading --- */

/* Pages show it. */
static const char *get_utf8(struct cursor *c)
{
	const char *text = get_text(c);

	c->bad |= text && !text_is_utf8(text, strlen(text));
	return text;
}

static const char *get_code(struct cursor *c)
{
	const char *text = get_text(c);

	c->bad |= !text || !text_is_code(text);
	return text;
}

static void get_forms(struct cursor *c, struct recalled *recalled)
{
	uint32_t count = get_count(c, TEXT_BYTES_MIN);
	struct error err = {0};

	recalled->forms = xcalloc(count, sizeof(struct form *));
	for (uint32_t i = 0; i < count && !c->bad; i++) {
		const char *text = get_text(c);
		struct form *form =
			text ? form_parse(text, strlen(text), file_name, &err) : NULL;
		if (form)
			recalled->forms[recalled->nforms++] = form;
		c->bad |= !form;
	}
}

static void get_round(struct cursor *c, const struct recalled *recalled,
		      struct known_round *known)
{
	struct round *round = &known->round;

	round->status = ROUND_OPEN;
	round->code = get_code(c);
	round->starts_on = get_utf8(c);
	round->ends_on = get_utf8(c);
	const char *target = get_text(c);
	round->target = NAN;
	c->bad |= target && !text_number(target, &round->target);
	round->method = get_utf8(c);
	round->comparable_with = get_utf8(c);
	uint32_t form = get_number(c);
	c->bad |= form >= recalled->nforms;
	if (c->bad)
		return;
	known->form = recalled->forms[form];
	round->form = known->form->code;
	round->form_version = known->form->version;
}

static void get_rounds(struct cursor *c, struct recalled *recalled)
{
	struct known *known = &recalled->known;

	known->nrounds = get_count(c, ROUND_BYTES_MIN);
	known->rounds = arena_alloc(c->arena, known->nrounds, sizeof(*known->rounds));
	for (size_t i = 0; i < known->nrounds && !c->bad; i++)
		get_round(c, recalled, &known->rounds[i]);
}

static void get_list(struct cursor *c, struct known_list *list)
{
	list->count = get_count(c, ENTRY_BYTES_MIN);
	list->entries = arena_alloc(c->arena, list->count, sizeof(*list->entries));
	for (size_t i = 0; i < list->count && !c->bad; i++) {
		struct catalogue_entry *entry = &list->entries[i];
		entry->code = get_code(c);
		entry->name_vi = get_utf8(c);
		entry->name_en = get_utf8(c);
		entry->level = get_utf8(c);
		entry->group = get_utf8(c);
		c->bad |= !entry->name_vi;
	}
}

static bool get_known(struct cursor *c, struct recalled *recalled)
{
	struct known *known = &recalled->known;
	const unsigned char *key = get_raw(c, RECEIPT_KEY_BYTES);

	if (key)
		memcpy(known->receipt_key.bytes, key, RECEIPT_KEY_BYTES);
	get_forms(c, recalled);
	get_rounds(c, recalled);
	for (size_t k = 0; k < ARRAY_SIZE(known->lists); k++)
		get_list(c, &known->lists[k]);
	known->read = !c->bad && c->at == c->end;
	return known->read;
}

bool known_decode(const unsigned char *bytes, size_t length, struct arena *arena,
		  struct recalled *recalled, struct error *err)
{
	struct cursor c;

	*recalled = (struct recalled){0};
	if (length < RECORD_MARK_BYTES || memcmp(bytes, mark, RECORD_MARK_BYTES) != 0)
		return error_set(err, ERROR_SYSTEM, "%s: of another format", file_name);
	if (!record_read(&c, bytes, length, mark, CONTENT_BYTES_MAX, arena) ||
	    c.end != bytes + length)
		return error_set(err, ERROR_SYSTEM, "%s: torn or damaged", file_name);
	if (get_known(&c, recalled))
		return true;
	recalled_free(recalled);
	return error_set(err, ERROR_SYSTEM, "%s: not what a collector writes",
			 file_name);
}

bool known_load(int folder, struct arena *arena, struct recalled *recalled,
		struct error *err)
{
	size_t length;
	unsigned char *bytes =
		disk_read_all(folder, file_name, CONTENT_BYTES_MAX, &length, err);
	bool done = bytes && known_decode(bytes, length, arena, recalled, err);

	free(bytes);
	return done;
}

void recalled_free(struct recalled *recalled)
{
	for (size_t i = 0; i < recalled->nforms; i++)
		form_free(recalled->forms[i]);
	free(recalled->forms);
	*recalled = (struct recalled){0};
}
