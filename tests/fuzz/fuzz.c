/* See fuzz.h. */
#include "fuzz.h"

#include "tests/unit/fixture.h"

#include <string.h>

void must_fail(const char *what, const char *file, int line)
{
	fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, what);
	abort();
}

unsigned char input_byte(struct input *input)
{
	if (input->left == 0)
		return 0;
	input->left--;
	return *input->at++;
}

static char *take(struct input *input, struct arena *arena, size_t length)
{
	char *text = arena_strndup(arena, (const char *)input->at, length);

	input->at += length;
	input->left -= length;
	return text;
}

char *input_text(struct input *input, struct arena *arena)
{
	if (input->left == 0)
		return NULL;
	const uint8_t *end = memchr(input->at, '\0', input->left);
	char *text = take(input, arena, end ? (size_t)(end - input->at) : input->left);

	input_byte(input); /* the NUL */
	return text;
}

char *input_rest(struct input *input, struct arena *arena)
{
	return take(input, arena, input->left);
}

const struct form *fuzz_form(unsigned number)
{
	static const char *const paths[] = {NULL,
					    "forms/definitions/service-22.json",
					    "forms/definitions/kiosk-1.json",
					    "forms/definitions/one-stop-9.json",
					    "forms/definitions/sipas-household.json",
					    "tests/browser/every.json"};
	static struct form *forms[ARRAY_SIZE(paths)];
	struct error err = {0};

	number %= ARRAY_SIZE(paths);
	if (!forms[number])
		forms[number] = paths[number] ? form_load(paths[number], &err)
					      : fixture_form(&err);
	must(forms[number]);
	return forms[number];
}

bool is_utf8(const char *text)
{
	return text_is_utf8(text, strlen(text));
}

bool is_same(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

static void must_keep_field(const char *value, enum field field, struct response *copy,
			    struct arena *arena)
{
	must(!value || (*value && is_utf8(value)));
	must(response_set(copy, arena, field, value) == RULE_KEPT);
	must(is_same(copy->field[field], value));
}

void must_keep(const struct response *response, struct arena *arena)
{
	const struct answers *answers = &response->answers;
	const struct form *form = answers->form;
	struct response copy = response_new(form, arena);

	for (int f = 0; f < FIELD_COUNT; f++)
		must_keep_field(response->field[f], (enum field)f, &copy, arena);
	for (unsigned i = 0; i < form->nitems; i++) {
		const char *value = answers_get(answers, arena, i);
		must(is_utf8(value));
		must(answers_set(&copy.answers, arena, i, value) == RULE_KEPT);
	}
	must(memcmp(copy.answers.bytes, answers->bytes, form->answers_size) == 0);
	for (unsigned i = 0; i < form->ntexts; i++)
		must(is_same(copy.answers.text[i], answers->text[i]));
}
