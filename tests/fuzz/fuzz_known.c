/*
 * What is known, from the folder of the spool. Bytes: kind and the rest; kind 0 reads the
 * rest as a file, any other as the content of a record whose header and sum are right. In
 * such a content '@' stands for the definition of a form of ours, which no fuzzer guesses.
 */
#include "collector/known_file.h"
#include "fuzz.h"

#include <string.h>

enum { DEFINITIONS_MAX = 4 };

static void put_definition(FILE *out, unsigned *count)
{
	if (++*count <= DEFINITIONS_MAX)
		put_text(out, fuzz_form(0)->definition);
}

/* The content as a whole record. */
static char *frame(const struct input *content, size_t *length)
{
	char *inner = NULL, *bytes = NULL;
	size_t size = 0;
	FILE *out = open_memstream(&inner, &size);
	unsigned count = 0;

	must(out);
	for (size_t i = 0; i < content->left; i++)
		if (content->at[i] == '@')
			put_definition(out, &count);
		else
			putc(content->at[i], out);
	fclose(out);
	out = open_memstream(&bytes, length);
	must(out);
	record_write(out, "HLK1", inner, size);
	fclose(out);
	free(inner);
	return bytes;
}

static char *encode(const struct known *known, size_t *length)
{
	char *bytes = NULL;
	FILE *out = open_memstream(&bytes, length);

	must(out);
	known_encode(out, known);
	fclose(out);
	return bytes;
}

static void must_be_whole(const struct known *known)
{
	must(known->read);
	for (size_t i = 0; i < known->nrounds; i++) {
		const struct known_round *round = &known->rounds[i];
		must(text_is_code(round->round.code) && round->form);
		must(round->round.status == ROUND_OPEN);
		must(is_same(round->round.form, round->form->code));
		must(known_open(known, round->round.code));
	}
	for (size_t k = 0; k < ARRAY_SIZE(known->lists); k++)
		for (size_t i = 0; i < known->lists[k].count; i++) {
			const struct catalogue_entry *e = &known->lists[k].entries[i];
			must(text_is_code(e->code) && is_utf8(e->name_vi));
			must(!e->name_en || is_utf8(e->name_en));
		}
}

/* What was read is written, and read as the same; cut off it is nothing. */
static void must_round_trip(const struct known *known, struct arena *arena)
{
	size_t length = 0, same = 0;
	char *bytes = encode(known, &length);
	struct recalled again;
	struct error err = {0};

	must(known_decode((unsigned char *)bytes, length, arena, &again, &err));
	must_be_whole(&again.known);
	char *once_more = encode(&again.known, &same);
	must(same == length && memcmp(bytes, once_more, length) == 0);
	recalled_free(&again);
	must(!known_decode((unsigned char *)bytes, length - 1, arena, &again, &err));
	must(err.code == ERROR_SYSTEM);
	free(once_more);
	free(bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input input = {data, size};
	struct arena *arena = arena_new();
	bool framed = input_byte(&input) != 0;
	size_t length = input.left;
	char *bytes = framed ? frame(&input, &length) : NULL;
	struct recalled recalled;
	struct error err = {0};

	if (known_decode(framed ? (const unsigned char *)bytes : input.at, length,
			 arena, &recalled, &err)) {
		must_be_whole(&recalled.known);
		must_round_trip(&recalled.known, arena);
		recalled_free(&recalled);
	} else {
		must(err.code == ERROR_SYSTEM && err.message[0]);
	}
	free(bytes);
	arena_free(arena);
	return 0;
}
