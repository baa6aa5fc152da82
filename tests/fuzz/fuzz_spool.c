/*
 * A file of the spool. Bytes: kind and the rest; kind 0 reads the rest as it is, any
 * other as the content of a record whose header and sum are right, since no fuzzer
 * guesses a sum: of details where the kind is 2, else of an answer.
 */
#include "collector/spool.h"
#include "fuzz.h"

#include <sodium.h>
#include <string.h>

enum { HEADER = 16 };

static unsigned char *encode(const struct saving *saving, size_t *length)
{
	char *bytes = NULL;
	FILE *out = open_memstream(&bytes, length);

	must(out);
	spool_encode(out, saving);
	fclose(out);
	return (unsigned char *)bytes;
}

/* Header and sum as spool.h says, taken from the encoder's work as far as can be. */
static unsigned char *frame(const struct input *content, bool is_details,
			    size_t *length)
{
	static const unsigned char sum_key[crypto_shorthash_KEYBYTES] =
		"hailong spool 1";
	unsigned char *bytes = xcalloc(HEADER + content->left, 1);

	memcpy(bytes, is_details ? "HLS2" : "HLS1", 4);
	for (int i = 0; i < 4; i++)
		bytes[4 + i] = (unsigned char)(content->left >> (24 - 8 * i));
	crypto_shorthash(bytes + 8, content->at, content->left, sum_key);
	if (content->left > 0)
		memcpy(bytes + HEADER, content->at, content->left);
	*length = HEADER + content->left;
	return bytes;
}

static void must_be_whole(const struct saving *s)
{
	must(s->round && s->unit && s->channel && s->selection && s->answers);
	must(s->late);
	for (size_t i = 0; i < s->nsayings; i++)
		must(s->sayings[i].item && s->sayings[i].text);
}

/* What was read is written as the very bytes it came from. */
static void must_round_trip(const unsigned char *bytes, size_t taken,
			    const struct saving *saving, struct arena *arena)
{
	size_t length = 0;
	unsigned char *again = encode(saving, &length);
	struct saving read;

	must(length == taken && memcmp(again, bytes, taken) == 0);
	must(spool_decode(again, length, arena, &read) == length);
	/* cut off anywhere it is no record */
	must(spool_decode(again, length - 1, arena, &read) == 0);
	again[length / 2] ^= 1;
	must(spool_decode(again, length, arena, &read) == 0);
	free(again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input input = {data, size};
	struct arena *arena = arena_new();
	size_t length = size, taken;
	unsigned char kind = input_byte(&input);
	unsigned char *bytes = kind ? frame(&input, kind == 2, &length) : NULL;
	const unsigned char *at = kind ? bytes : input.at;
	struct saving saving;

	if (!kind)
		length = input.left;
	for (; length > 0; at += taken, length -= taken) {
		taken = spool_decode(at, length, arena, &saving);
		if (taken == 0)
			break;
		must(taken <= length);
		must_be_whole(&saving);
		must_round_trip(at, taken, &saving, arena);
	}
	free(bytes);
	arena_free(arena);
	return 0;
}
