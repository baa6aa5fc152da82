/* A definition, answered and shown. Bytes: the JSON as a text, then a text per item. */
#include "collector/form_frame.h"
#include "collector/route.h"
#include "desk.h"
#include "forms/answer.h"
#include "fuzz.h"

#include <string.h>

static void must_be_whole(const struct form *form)
{
	must(text_is_code(form->code) && form->version > 0 && form->nlanguages > 0);
	must(form->items[form->comment].type == ITEM_TEXT);
	for (unsigned i = 0; i < form->nitems; i++) {
		const struct item *item = &form->items[i];
		must(form_item(form, item->name) == (int)i);
		must(!item->list == (item->type > ITEM_SELECT_MULTIPLE));
		must(item->slot + item->width <= form->answers_size);
		must(item->section < (int)form->nsections);
		must(item->factor < (int)form->nfactors);
		must(is_utf8(label_text(&item->label, form->nlanguages - 1)));
	}
	for (unsigned f = 0; f < form->nfactors; f++) {
		unsigned items[FORM_ITEMS_MAX];
		unsigned n = form_factor_items(form, f, items);
		must(n > 0 && n <= form->nitems);
	}
}

static void answer(const struct form *form, struct input *input, struct arena *arena)
{
	struct response response = response_new(form, arena);
	struct problem problems[10];
	const char *value;

	for (unsigned i = 0; i < form->nitems && (value = input_text(input, arena));
	     i++)
		if (is_utf8(value))
			must(answers_set(&response.answers, arena, i, value) <
			     RULE_COUNT);
	must_keep(&response, arena);
	size_t count = answers_check(&response.answers, arena, ANSWERS_OF_TEAM,
				     problems, ARRAY_SIZE(problems));
	for (size_t i = 0; i < count && i < ARRAY_SIZE(problems); i++)
		must(problems[i].item < form->nitems);
	answers_check(&response.answers, arena, ANSWERS_OF_CITIZEN, problems, 0);
	must_keep(&response, arena);
	/* what was dropped once is not dropped again */
	must(count > 0 || answers_check(&response.answers, arena, ANSWERS_OF_TEAM,
					problems, 0) == 0);
}

static void show(const struct form *form, struct arena *arena)
{
	struct desk desk;

	desk_begin(&desk, form, arena);
	const char *blank = frame_blank(form, 0, arena);
	desk.round.blank[0] = piece_make(blank, strlen(blank), arena);
	page_form(&desk.request, &desk.reply);
	desk_end(&desk, 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input input = {data, size};
	struct arena *arena = arena_new();
	struct error err = {0};
	const char *json = input_text(&input, arena);

	if (json) {
		struct form *form = form_parse(json, strlen(json), "form", &err);
		must(form || (err.code == ERROR_INPUT && is_utf8(err.message)));
		if (form) {
			must(is_same(form->definition, json));
			must_be_whole(form);
			answer(form, &input, arena);
			show(form, arena);
		}
		form_free(form);
	}
	arena_free(arena);
	return 0;
}
