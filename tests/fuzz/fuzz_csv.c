/*
 * A survey team's file, with or without a map. Bytes: form, flags (1: a map comes first,
 * 2: the round is r1), the map as a text, the file. What is accepted is written as the
 * collector exports it and must be read back as the same.
 */
#include "forms/microdata.h"
#include "fuzz.h"

#include <string.h>

static void write_row(FILE *out, const struct response *response, struct arena *arena)
{
	const struct form *form = response->answers.form;
	const char *comma = "";

	for (int f = 0; f < FIELD_COUNT; f++, comma = ",")
		fprintf(out, "%s%s", comma, field_name((enum field)f));
	for (unsigned i = 0; i < form->nitems; i++)
		if (form->items[i].type != ITEM_NOTE)
			fprintf(out, ",%s", form->items[i].name);
	putc('\n', out);
	for (int f = 0; f < FIELD_COUNT; f++) {
		csv_free_text(out, response->field[f] ? response->field[f] : "");
		putc(',', out);
	}
	comma = "";
	for (unsigned i = 0; i < form->nitems; i++) {
		const struct item *item = &form->items[i];
		if (item->type == ITEM_NOTE)
			continue;
		fputs(comma, out);
		(item->type == ITEM_TEXT ? csv_free_text : csv_cell)(
			out, answers_get(&response->answers, arena, i));
		comma = ",";
	}
	putc('\n', out);
}

static void must_be_same(const struct response *a, const struct response *b)
{
	const struct form *form = a->answers.form;

	for (int f = 0; f < FIELD_COUNT; f++)
		must(is_same(a->field[f], b->field[f]));
	for (unsigned i = 0; i < form->ntexts; i++)
		must(is_same(a->answers.text[i], b->answers.text[i]));
	must(memcmp(a->answers.bytes, b->answers.bytes, form->answers_size) == 0);
	if (a->field[FIELD_RESPONSE_ID])
		must(memcmp(a->id, b->id, sizeof(a->id)) == 0);
}

static void must_read_back(const struct response *response, struct arena *arena)
{
	char *text = NULL;
	size_t length = 0;
	FILE *out = open_memstream(&text, &length);
	struct response again;
	struct rejects rejects;
	struct error err = {0};

	write_row(out, response, arena);
	fclose(out);
	FILE *in = fmemopen(text, length, "rb");
	struct microdata *m =
		microdata_open(in, "written", response->answers.form, NULL, NULL, &err);
	must(m);
	must(microdata_next(m, &again, &rejects, &err) == MICRODATA_RESPONSE);
	must_be_same(response, &again);
	must(microdata_next(m, &again, &rejects, &err) == MICRODATA_END);
	microdata_close(m);
	fclose(in);
	free(text);
}

static void must_name_columns(const struct rejects *rejects, const struct form *form)
{
	must(rejects->count > 0 && rejects->count <= REJECTS_PER_ROW_MAX);
	for (size_t i = 0; i < rejects->count; i++) {
		const struct reject *reject = &rejects->list[i];
		must(reject->line > 0 && reject->rule != RULE_KEPT);
		must(!*reject->column || field_find(reject->column) >= 0 ||
		     form_item(form, reject->column) >= 0);
		must(is_utf8(reject->value));
	}
}

static void read_all(struct microdata *m, const struct form *form, struct arena *arena)
{
	struct response response;
	struct rejects rejects;
	struct error err = {0};
	enum microdata_outcome outcome;
	unsigned long line = 0;

	while ((outcome = microdata_next(m, &response, &rejects, &err)) !=
	       MICRODATA_END) {
		must(outcome != MICRODATA_FAILED); /* memory can be read */
		must(microdata_line(m) > line);
		line = microdata_line(m);
		if (outcome == MICRODATA_REJECTED) {
			must_name_columns(&rejects, form);
			continue;
		}
		must_keep(&response, arena);
		must_read_back(&response, arena);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input input = {data, size};
	struct error err = {0};
	struct arena *arena = arena_new();
	const struct form *form = fuzz_form(input_byte(&input));
	unsigned flags = input_byte(&input);
	char *json = flags & 1 ? input_text(&input, arena) : NULL;
	struct map *map = json ? map_parse(json, strlen(json), "map", &err) : NULL;
	size_t length = input.left;
	char *text = xcalloc(length + 1, 1);
	FILE *in;

	if (length > 0 && (!json || map)) {
		memcpy(text, input.at, length);
		in = fmemopen(text, length, "rb");
		struct microdata *m = microdata_open(in, "file", form, map,
						     flags & 2 ? "r1" : NULL, &err);
		must(m || (err.code == ERROR_INPUT && is_utf8(err.message)));
		if (m)
			read_all(m, form, arena);
		microdata_close(m);
		fclose(in);
	}
	map_free(map);
	free(text);
	arena_free(arena);
	return 0;
}
