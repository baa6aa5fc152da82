/* See steps.h: which steps there are. What they look like is in steps_html.c. */
#include "steps.h"

static bool is_question(const struct item *item)
{
	return !item->hidden && item->type != ITEM_NOTE;
}

/* Keeps what can be kept; the rule that a value breaks is that of the item asked for. */
static enum rule set_all(struct answers *answers, struct arena *arena,
			 const struct http_fields *values, unsigned asked)
{
	enum rule broken = RULE_KEPT;

	for (unsigned i = 0; i < answers->form->nitems; i++) {
		const char *value =
			http_values(values, answers->form->items[i].name, arena);
		enum rule rule =
			value ? answers_set(answers, arena, i, value) : RULE_KEPT;
		if (i == asked)
			broken = rule;
	}
	return broken;
}

struct steps steps_of(const struct form *form, const struct http_fields *values,
		      struct arena *arena)
{
	struct steps steps = {
		.form = form,
		.answers = answers_new(form, arena),
		.items = arena_alloc(arena, form->nitems + 1, sizeof(unsigned)),
		.arena = arena};

	set_all(&steps.answers, arena, values, form->nitems);
	/* in order: what is not asked must not decide what comes later */
	for (unsigned i = 0; i < form->nitems; i++) {
		if (!is_question(&form->items[i]))
			continue;
		if (answers_relevant(&steps.answers, arena, i))
			steps.items[steps.count++] = i;
		else if (answers_set(&steps.answers, arena, i, "") != RULE_KEPT)
			continue; /* nothing is always kept */
	}
	return steps;
}

unsigned steps_place(const struct steps *steps, unsigned item)
{
	unsigned place = 0;

	while (place < steps->count && steps->items[place] < item)
		place++;
	return place;
}

enum rule steps_judge(const struct steps *steps, const struct http_fields *values,
		      unsigned item)
{
	struct problem problems[FORM_ITEMS_MAX];
	struct answers answers = answers_new(steps->form, steps->arena);
	enum rule rule = set_all(&answers, steps->arena, values, item);

	if (rule != RULE_KEPT)
		return rule;
	size_t count = answers_check(&answers, steps->arena, ANSWERS_OF_CITIZEN,
				     problems, ARRAY_SIZE(problems));
	for (size_t i = 0; i < count && i < ARRAY_SIZE(problems); i++)
		if (problems[i].item == item && problems[i].rule != RULE_EMPTY)
			return problems[i].rule;
	return RULE_KEPT;
}

static bool is_conditional(const struct form *form, const struct item *item)
{
	return item->relevant ||
	       (item->section >= 0 && form->sections[item->section].relevant);
}

unsigned steps_next(const struct steps *steps, unsigned place, bool checked)
{
	for (place++; checked && place < steps->count; place++) {
		unsigned item = steps->items[place];
		if (is_conditional(steps->form, &steps->form->items[item]) &&
		    !*answers_get(&steps->answers, steps->arena, item))
			break;
	}
	return place < steps->count ? place : steps->count;
}
