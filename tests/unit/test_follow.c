/* forms/follow: what is asked after a first answer, for certain, perhaps or not. */
#include "fixture.h"
#include "forms/follow.h"
#include "words.h"

#define ITEM "{'type': 'select_one l', 'label': {'vi': 'x'}, 'name': "

static const char definition[] =
	"{'settings': {'form_id': 'f', 'version': 1, 'default_language': 'vi',"
	" 'first': 'first', 'form_title': {'vi': 't'}}, 'choices': {'l': ["
	" {'name': '1', 'label': {'vi': 'a'}}, {'name': '2', 'label': {'vi': 'b'}}]},"
	"'survey': [" /* in order: */
	ITEM "'first'}," ITEM "'always'}," ITEM
	"'low', 'relevant': '${first} = 1'}," ITEM
	"'then', 'relevant': '${low} = 1'}," ITEM
	"'either', 'relevant': '${first} = 2 or ${always} = 1'},"
	"{'type': 'begin_group', 'name': 'g', 'label': {'vi': 'g'},"
	" 'relevant': '${then} = 1'}," ITEM
	"'inside', 'relevant': '${first} = 1'}, {'type': 'end_group'}]}";

/* One letter for each item; the last is the comment that a form has unasked. */
static void is_asked(const struct form *form, const char *first, const char *want,
		     struct arena *arena)
{
	struct answers answers = answers_new(form, arena);
	char got[20] = "";

	if (answers_set(&answers, arena, 0, first) != RULE_KEPT)
		ok(false, "'%s' is an answer", first);
	const enum truth *asked = follow(&answers, arena, 0);
	for (unsigned i = 0; i < form->nitems; i++)
		got[i] = "nmy"[asked[i]];
	is_text(got, want, "after '%s'", first);
}

int main(void)
{
	struct arena *arena = arena_new();
	struct error err = {0};
	char *json = json_of(definition);
	struct form *form = form_parse(json, strlen(json), "f", &err);

	if (form) {
		is_asked(form, "1", "nyymmmn", arena);
		is_asked(form, "2", "nynnynn", arena);
		is_asked(form, "", "nynnmnn", arena);
	} else {
		ok(false, "the definition: %s", err.message);
	}
	form_free(form);
	free(json);
	arena_free(arena);
	return done_testing();
}
