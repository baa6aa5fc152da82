/* collector/steps: which questions there are for the answers so far, and the way
 * through them. */
#include "collector/steps.h"
#include "fixture.h"
#include "words.h"

enum { PAIRS_MAX = 6 };

struct case_of {
	const char *name;
	struct http_field fields[PAIRS_MAX];
};

static struct http_fields fields_of(const struct case_of *c, struct arena *arena)
{
	struct http_fields fields = {0};

	fields.list = arena_alloc(arena, PAIRS_MAX, sizeof(*fields.list));
	for (; fields.count < PAIRS_MAX && c->fields[fields.count].name; fields.count++)
		fields.list[fields.count] = c->fields[fields.count];
	return fields;
}

static const char *names_of(const struct steps *steps, struct arena *arena)
{
	const char *names = "";

	for (unsigned i = 0; i < steps->count; i++)
		names = arena_printf(arena, "%s%s%s", names, *names ? " " : "",
				     steps->form->items[steps->items[i]].name);
	return names;
}

static void test_which(const struct form *form, struct arena *arena)
{
	static const struct {
		struct case_of of;
		const char *steps;
	} cases[] = {
		{{"nothing yet; notes and what is hidden are no steps", {{0}}},
		 "used q1 many visits fee why sex"},
		{{"an answer brings a question", {{"q1", "2"}}},
		 "used q1 q2 many visits fee why sex"},
		{{"an answer takes a section away", {{"used", "no"}}},
		 "used many visits fee why sex"},
		{{"what is not asked decides nothing", {{"used", "no"}, {"q1", "5"}}},
		 "used many visits fee why sex"},
		{{"a broken answer is none", {{"q1", "9"}}},
		 "used q1 many visits fee why sex"},
		{{"unknown fields are passed over", {{"x", "y"}, {"_at", "q1"}}},
		 "used q1 many visits fee why sex"},
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		const struct http_fields values = fields_of(&cases[i].of, arena);
		const struct steps steps = steps_of(form, &values, arena);
		is_text(names_of(&steps, arena), cases[i].steps, "%s",
			cases[i].of.name);
	}
}

static void test_judge(const struct form *form, struct arena *arena)
{
	static const struct {
		struct case_of of;
		const char *item;
		enum rule rule;
	} cases[] = {
		{{"required", {{0}}}, "q1", RULE_REQUIRED},
		{{"answered", {{"q1", "4"}}}, "q1", RULE_KEPT},
		{{"optional", {{0}}}, "visits", RULE_KEPT},
		{{"the only one, passed over", {{0}}}, "used", RULE_KEPT},
		{{"no level", {{"q1", "6"}}}, "q1", RULE_LEVEL},
		{{"no number", {{"visits", "x"}}}, "visits", RULE_INTEGER},
		{{"out of bounds", {{"visits", "32"}}}, "visits", RULE_CONSTRAINT},
		{{"na and a number", {{"visits", "3"}, {"visits", "na"}}},
		 "visits",
		 RULE_INTEGER},
		{{"broken elsewhere", {{"visits", "x"}, {"q1", "4"}}}, "q1", RULE_KEPT},
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		const struct http_fields values = fields_of(&cases[i].of, arena);
		const struct steps steps = steps_of(form, &values, arena);
		enum rule rule = steps_judge(&steps, &values,
					     (unsigned)form_item(form, cases[i].item));
		is_text(rule_code(rule), rule_code(cases[i].rule), "%s: %s",
			cases[i].item, cases[i].of.name);
	}
}

static void test_way(const struct form *form, struct arena *arena)
{
	static const struct case_of none = {"", {{0}}};
	static const struct case_of sad = {"", {{"used", "yes"}, {"q1", "2"}}};
	static const struct case_of all = {
		"", {{"used", "yes"}, {"q1", "2"}, {"q2", "na"}}};
	const struct http_fields nothing = fields_of(&none, arena),
				 changed = fields_of(&sad, arena),
				 done = fields_of(&all, arena);
	struct steps steps = steps_of(form, &nothing, arena);

	ok(steps_place(&steps, (unsigned)form_item(form, "q1")) == 1, "a place");
	ok(steps_place(&steps, (unsigned)form_item(form, "q2")) == 2,
	   "what is not asked leads to the next that is");
	ok(steps_place(&steps, form->nitems) == steps.count, "the end");
	ok(steps_next(&steps, 0, false) == 1, "one after the other");
	ok(steps_next(&steps, steps.count - 1, false) == steps.count,
	   "to the check page");
	steps = steps_of(form, &changed, arena);
	ok(steps_next(&steps, 1, true) == 2, "a change leads to what it brings");
	ok(steps_next(&steps, 2, true) == steps.count, "and then back");
	steps = steps_of(form, &done, arena);
	ok(steps_next(&steps, 1, true) == steps.count,
	   "at once where that is answered");
}

int main(void)
{
	struct error err = {0};
	struct arena *arena = arena_new();
	struct form *form = fixture_form(&err);

	test_which(form, arena);
	test_judge(form, arena);
	test_way(form, arena);
	form_free(form);
	arena_free(arena);
	return done_testing();
}
