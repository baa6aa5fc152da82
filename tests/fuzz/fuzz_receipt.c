/*
 * A receipt as somebody typed it, and the pages that take it. Bytes: a text. The same
 * bytes as round, unit and id make a receipt that must be read, and not when one of its
 * characters is another.
 */
#include "collector/body.h"
#include "collector/route.h"
#include "desk.h"
#include "fuzz.h"

#include <ctype.h>
#include <string.h>

static const struct receipt_key key;

static bool is_same_receipt(const struct receipt *a, const struct receipt *b)
{
	return strcmp(a->round, b->round) == 0 && strcmp(a->unit, b->unit) == 0 &&
	       memcmp(a->id, b->id, sizeof(a->id)) == 0;
}

static void must_write_and_read(const struct receipt *receipt)
{
	char text[RECEIPT_BYTES], again[RECEIPT_BYTES];
	struct receipt read;

	receipt_text(receipt, &key, text);
	must(receipt_read(text, &key, &read) && is_same_receipt(&read, receipt));
	receipt_text(&read, &key, again);
	must(strcmp(text, again) == 0);
}

/* Which character means which digit is the reader's; another digit is a slip. */
static void must_notice(const struct receipt *receipt, size_t place, char other)
{
	char text[RECEIPT_BYTES];
	struct receipt read;

	receipt_text(receipt, &key, text);
	place = strlen(text) - 1 - place % 44;
	if (text[place] == '-' || !isdigit((unsigned char)other) ||
	    text[place] == other)
		return;
	text[place] = other;
	must(!receipt_read(text, &key, &read));
}

static void make(struct input input, struct arena *arena)
{
	const char *round = input_text(&input, arena);
	const char *unit = input_text(&input, arena);
	struct receipt receipt = {.id = {0}};

	if (!round || !unit || !text_is_code(round) || !text_is_code(unit))
		return;
	snprintf(receipt.round, sizeof(receipt.round), "%s", round);
	snprintf(receipt.unit, sizeof(receipt.unit), "%s", unit);
	for (size_t i = 0; i < sizeof(receipt.id); i++)
		receipt.id[i] = input_byte(&input);
	must_write_and_read(&receipt);
	size_t place = input_byte(&input);
	must_notice(&receipt, place, (char)input_byte(&input));
}

static void show(void (*page)(struct request *, struct reply *), const char *text,
		 struct arena *arena)
{
	struct desk desk;

	desk_begin(&desk, fuzz_form(0), arena);
	desk.request.argument = text;
	must(body_field(arena, &desk.request.query, "receipt", text) &&
	     body_field(arena, &desk.request.query, "kiosk", "1") &&
	     body_field(arena, &desk.request.query, "service", text));
	page(&desk.request, &desk.reply);
	desk_end(&desk, 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input input = {data, size}, copy = input;
	struct arena *arena = arena_new();
	const char *text = input_text(&copy, arena);
	struct receipt receipt;

	make(input, arena);
	if (text) {
		if (receipt_read(text, &key, &receipt))
			must_write_and_read(&receipt);
		if (is_utf8(text)) {
			show(page_done, text, arena);
			show(page_withdraw, text, arena);
		}
	}
	arena_free(arena);
	return 0;
}
