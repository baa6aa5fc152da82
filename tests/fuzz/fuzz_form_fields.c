/* What a browser sends of a form, field by field, to POST /f/{round}; the page that
 * comes back shows it again. Bytes: form, outcome, then pairs of texts, name and value;
 * a name that begins with ? stands in the address. */
#include "collector/body.h"
#include "collector/route.h"
#include "desk.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input input = {data, size};
	unsigned number = input_byte(&input), outcome = input_byte(&input);
	struct arena *arena = arena_new();
	struct desk desk;
	const char *name, *value;

	desk_begin(&desk, fuzz_form(number), arena);
	struct request *request = &desk.request;
	while ((name = input_text(&input, arena)) &&
	       (value = input_text(&input, arena))) {
		if (!is_utf8(name) || !is_utf8(value))
			continue; /* refused before a handler sees it, body.c */
		bool in_address = *name == '?';
		if (!body_field(arena, in_address ? &request->query : &request->form,
				name + in_address, value))
			break;
	}
	page_form_post(request, &desk.reply);
	desk_end(&desk, outcome);
	arena_free(arena);
	return 0;
}
