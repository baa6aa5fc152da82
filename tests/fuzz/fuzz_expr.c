/* An expression over the items a, b and c. Bytes: the expression as a text, then the
 * items' values. */
#include "forms/expr.h"
#include "fuzz.h"

#include <string.h>

enum { ITEMS = 3, TEXT_MAX = 2000 }; /* as long as form_survey.c takes */

static int find(void *context, const char *name, struct error *err)
{
	(void)context;
	if (name[0] >= 'a' && name[0] < 'a' + ITEMS && !name[1])
		return name[0] - 'a';
	error_set(err, ERROR_INPUT, "no item '%s'", name);
	return -1;
}

static const char *value_of(void *context, int item)
{
	const char *const *values = context;

	must(item >= 0 && item < ITEMS);
	return values[item];
}

/* The expression set into a template: "not(%s)". */
static const struct expr *parse(struct arena *arena, const char *before,
				const char *text, const char *after, struct error *err)
{
	const struct expr_names names = {find, NULL, 1};

	*err = (struct error){0};
	return expr_parse(arena, arena_printf(arena, "%s%s%s", before, text, after),
			  &names, err);
}

static void must_agree(struct arena *arena, const char *text, const char *const *values)
{
	static const struct {
		const char *before, *after;
		int negated; /* -1: false always, 2: true always */
	} frames[] = {{"not(", ")", 1},	       {" ( ", ") ", 0},
		      {"not(not(", "))", 0},   {"false() and (", ")", -1},
		      {"(", ") or true()", 2}, {"(", ") and true()", 0}};
	union {
		const char *const *given;
		void *taken;
	} context = {values};
	const struct expr_values v = {value_of, context.taken};
	struct error err = {0};
	const struct expr *e = parse(arena, "", text, "", &err);

	must(e ||
	     (err.code == ERROR_INPUT && (is_utf8(err.message) || !is_utf8(text))));
	if (!e)
		return;
	bool holds = expr_is_true(e, &v);
	for (size_t i = 0; i < ARRAY_SIZE(frames); i++) {
		e = parse(arena, frames[i].before, text, frames[i].after, &err);
		must(e || strstr(err.message, "too deep"));
		bool expected = frames[i].negated == 2	? true
				: frames[i].negated < 0 ? false
							: holds != frames[i].negated;
		must(!e || expr_is_true(e, &v) == expected);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input input = {data, size};
	struct arena *arena = arena_new();
	const char *text = input_text(&input, arena);
	const char *values[ITEMS];

	for (size_t i = 0; i < ITEMS; i++) {
		values[i] = input_text(&input, arena);
		if (!values[i])
			values[i] = "";
	}
	if (text && strlen(text) <= TEXT_MAX)
		must_agree(arena, text, values);
	arena_free(arena);
	return 0;
}
