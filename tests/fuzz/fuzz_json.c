/* A JSON body of POST …/responses. Bytes: form, outcome, body. */
#include "collector/route.h"
#include "desk.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input input = {data, size};
	unsigned number = input_byte(&input), outcome = input_byte(&input);
	struct arena *arena = arena_new();
	struct desk desk;

	/* others are refused before a handler sees them, body.c */
	if (text_is_utf8((const char *)input.at, input.left)) {
		desk_begin(&desk, fuzz_form(number), arena);
		desk.request.body_length = input.left;
		desk.request.body = input_rest(&input, arena);
		api_response(&desk.request, &desk.reply);
		desk_end(&desk, outcome);
	}
	arena_free(arena);
	return 0;
}
