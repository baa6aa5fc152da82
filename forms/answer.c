/* See answer.h. One function per kind of item and direction, in a table. */
#include "answer.h"

#include "expr.h"
#include "text.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

static void put_big_endian(unsigned char *bytes, uint64_t bits, unsigned width)
{
	for (unsigned i = 0; i < width; i++)
		bytes[i] = (unsigned char)(bits >> (8 * (width - 1 - i)));
}

static uint64_t get_big_endian(const unsigned char *bytes, unsigned width)
{
	uint64_t bits = 0;

	for (unsigned i = 0; i < width; i++)
		bits = bits << 8 | bytes[i];
	return bits;
}

static enum rule set_one(const struct item *item, unsigned char *slot,
			 const char *value)
{
	int place = choice_list_find(item->list, value);

	if (place < 0)
		return item->list->is_scale ? RULE_LEVEL : RULE_CHOICE;
	slot[0] = (unsigned char)(place + 1);
	return RULE_KEPT;
}

static enum rule set_multiple(const struct item *item, unsigned char *slot,
			      const char *value)
{
	unsigned char bits[1 + (FORM_CHOICES_MAX + 7) / 8] = {ANSWER_GIVEN};
	char name[CODE_BYTES_MAX + 1];

	while (*value) {
		size_t length = strcspn(value, " ");
		if (length > CODE_BYTES_MAX)
			return RULE_CHOICE;
		if (length > 0) {
			memcpy(name, value, length);
			name[length] = '\0';
			int place = choice_list_find(item->list, name);
			if (place < 0)
				return RULE_CHOICE;
			bits[1 + place / 8] |= (unsigned char)(1 << place % 8);
		}
		value += length + (value[length] == ' ');
	}
	memcpy(slot, bits, item->width);
	return RULE_KEPT;
}

static enum rule set_integer(const struct item *item, unsigned char *slot,
			     const char *value)
{
	int64_t number;

	(void)item;
	if (!text_integer(value, &number) || number < INT32_MIN || number > INT32_MAX)
		return RULE_INTEGER;
	slot[0] = ANSWER_GIVEN;
	put_big_endian(slot + 1, (uint64_t)number, 4);
	return RULE_KEPT;
}

static enum rule set_decimal(const struct item *item, unsigned char *slot,
			     const char *value)
{
	double number;
	uint64_t bits;

	(void)item;
	if (!text_number(value, &number))
		return RULE_DECIMAL;
	memcpy(&bits, &number, sizeof(bits));
	slot[0] = ANSWER_GIVEN;
	put_big_endian(slot + 1, bits, 8);
	return RULE_KEPT;
}

static const char *get_one(const struct item *item, const unsigned char *slot,
			   struct arena *arena)
{
	(void)arena;
	return slot[0] <= item->list->nchoices ? item->list->choices[slot[0] - 1].name
					       : "";
}

static const char *get_multiple(const struct item *item, const unsigned char *slot,
				struct arena *arena)
{
	const char *names = "";

	for (unsigned i = 0; i < item->list->nchoices; i++)
		if (slot[1 + i / 8] & (1 << i % 8))
			names = arena_printf(arena, "%s%s%s", names, *names ? " " : "",
					     item->list->choices[i].name);
	return names;
}

static const char *get_integer(const struct item *item, const unsigned char *slot,
			       struct arena *arena)
{
	(void)item;
	return arena_printf(arena, "%d", (int)(int32_t)get_big_endian(slot + 1, 4));
}

static const char *get_decimal(const struct item *item, const unsigned char *slot,
			       struct arena *arena)
{
	uint64_t bits = get_big_endian(slot + 1, 8);
	double number;

	(void)item;
	memcpy(&number, &bits, sizeof(number));
	/* the shortest text that reads back as the same number: 0.1, not 0.1000…01 */
	for (int digits = 15; digits < 17; digits++) {
		const char *text = arena_printf(arena, "%.*g", digits, number);
		if (strtod(text, NULL) == number)
			return text;
	}
	return arena_printf(arena, "%.17g", number);
}

static bool fits_one(const struct item *item, const unsigned char *slot)
{
	return slot[0] <= item->list->nchoices;
}

/* Some choice, and none beyond the list. */
static bool fits_multiple(const struct item *item, const unsigned char *slot)
{
	bool any = false;

	for (unsigned i = 0; i < 8 * (item->width - 1); i++) {
		if (!(slot[1 + i / 8] & (1 << i % 8)))
			continue;
		if (i >= item->list->nchoices)
			return false;
		any = true;
	}
	return slot[0] == ANSWER_GIVEN && any;
}

static bool fits_integer(const struct item *item, const unsigned char *slot)
{
	(void)item;
	return slot[0] == ANSWER_GIVEN;
}

static bool fits_decimal(const struct item *item, const unsigned char *slot)
{
	uint64_t bits = get_big_endian(slot + 1, 8);
	double number;

	(void)item;
	memcpy(&number, &bits, sizeof(number));
	return slot[0] == ANSWER_GIVEN && isfinite(number);
}

static const struct {
	unsigned width; /* 0: depends on the list */
	enum rule (*set)(const struct item *, unsigned char *, const char *);
	const char *(*get)(const struct item *, const unsigned char *, struct arena *);
	bool (*fits)(const struct item *, const unsigned char *); /* an answered one */
} kinds[ITEM_TYPE_COUNT] = {
	[ITEM_SELECT_ONE] = {1, set_one, get_one, fits_one},
	[ITEM_SELECT_MULTIPLE] = {0, set_multiple, get_multiple, fits_multiple},
	[ITEM_INTEGER] = {5, set_integer, get_integer, fits_integer},
	[ITEM_DECIMAL] = {9, set_decimal, get_decimal, fits_decimal},
	[ITEM_TEXT] = {0, NULL, NULL, NULL},
	[ITEM_NOTE] = {0, NULL, NULL, NULL},
};
_Static_assert(ARRAY_SIZE(kinds) == ITEM_TYPE_COUNT, "a row per item type");

void answers_lay_out(struct form *form)
{
	for (unsigned i = 0; i < form->nitems; i++) {
		struct item *item = &form->items[i];
		item->text = item->type == ITEM_TEXT ? (int)form->ntexts++ : -1;
		item->slot = form->answers_size;
		item->width = kinds[item->type].width;
		if (item->type == ITEM_SELECT_MULTIPLE)
			item->width = 1 + (item->list->nchoices + 7) / 8;
		form->answers_size += item->width;
	}
}

struct answers answers_new(const struct form *form, struct arena *arena)
{
	return (struct answers){
		.form = form,
		.bytes = arena_alloc(arena, form->answers_size, 1),
		.text = arena_alloc(arena, form->ntexts, sizeof(char *)),
	};
}

static enum rule set_text(struct answers *answers, struct arena *arena,
			  const struct item *item, const char *value)
{
	char *copy = arena_strdup(arena, value);
	char *to = copy;

	/* browsers send CR LF and count it as one character */
	for (const char *from = copy; *from; *to++ = *from++)
		while (*from == '\n' && to > copy && to[-1] == '\r')
			to--;
	*to = '\0';
	if (text_characters(copy) > TEXT_CHARACTERS_MAX)
		return RULE_LENGTH;
	answers->text[item->text] = *copy ? copy : NULL;
	return RULE_KEPT;
}

enum rule answers_set(struct answers *answers, struct arena *arena, unsigned number,
		      const char *value)
{
	const struct item *item = &answers->form->items[number];
	unsigned char *slot = answers->bytes + item->slot;

	if (item->type == ITEM_NOTE)
		return RULE_KEPT;
	if (item->type == ITEM_TEXT)
		return set_text(answers, arena, item, value);
	if (!value[strspn(value, " ")]) {
		memset(slot, 0, item->width);
		return RULE_KEPT;
	}
	if (strcmp(value, "na") == 0) {
		if (!item->na)
			return RULE_NA;
		memset(slot, 0, item->width);
		slot[0] = ANSWER_NA;
		return RULE_KEPT;
	}
	return kinds[item->type].set(item, slot, value);
}

const char *answers_get(const struct answers *answers, struct arena *arena,
			unsigned number)
{
	const struct item *item = &answers->form->items[number];
	const unsigned char *slot = answers->bytes + item->slot;

	if (item->type == ITEM_TEXT)
		return answers->text[item->text] ? answers->text[item->text] : "";
	if (item->type == ITEM_NOTE || slot[0] == ANSWER_MISSING)
		return "";
	return slot[0] == ANSWER_NA ? "na" : kinds[item->type].get(item, slot, arena);
}

/* Missing and na are alone in their slot. */
static bool fits(const struct item *item, const unsigned char *slot)
{
	bool alone = true;

	if (!item->width)
		return true;
	if (slot[0] != ANSWER_MISSING && slot[0] != ANSWER_NA)
		return kinds[item->type].fits(item, slot);
	for (unsigned i = 1; i < item->width; i++)
		alone = alone && slot[i] == 0;
	return alone && (slot[0] == ANSWER_MISSING || item->na);
}

bool answers_fit(const struct form *form, const unsigned char *bytes, size_t length,
		 unsigned *item)
{
	*item = form->nitems;
	if (length != form->answers_size)
		return false;
	for (unsigned i = 0; i < form->nitems; i++) {
		if (fits(&form->items[i], bytes + form->items[i].slot))
			continue;
		*item = i;
		return false;
	}
	return true;
}

struct lookup {
	const struct answers *answers;
	struct arena *arena;
};

static const char *value_of(void *context, int item)
{
	const struct lookup *l = context;
	return answers_get(l->answers, l->arena, (unsigned)item);
}

static bool holds(const struct expr *expr, const struct answers *answers,
		  struct arena *arena)
{
	struct lookup lookup = {answers, arena};
	return !expr || expr_is_true(expr, &(struct expr_values){value_of, &lookup});
}

bool answers_relevant(const struct answers *answers, struct arena *arena,
		      unsigned number)
{
	const struct item *item = &answers->form->items[number];

	if (item->section >= 0 &&
	    !holds(answers->form->sections[item->section].relevant, answers, arena))
		return false;
	return holds(item->relevant, answers, arena);
}

static bool is_answered(const struct answers *answers, const struct item *item)
{
	if (item->type == ITEM_TEXT)
		return answers->text[item->text];
	return item->width > 0 && answers->bytes[item->slot] != ANSWER_MISSING;
}

static enum rule check_item(struct answers *answers, struct arena *arena,
			    enum answers_source source, unsigned number)
{
	const struct item *item = &answers->form->items[number];
	bool answered = is_answered(answers, item);

	if (!answered && !item->required)
		return RULE_KEPT; /* the common case decides nothing more */
	if (!answers_relevant(answers, arena, number)) {
		if (!answered)
			return RULE_KEPT;
		/* a paper form may tick "don't know" where nothing was asked */
		if (source == ANSWERS_OF_TEAM &&
		    (item->width == 0 || answers_level(answers->bytes, item) >= 0))
			return RULE_RELEVANT;
		return answers_set(answers, arena, number, "");
	}
	if (!answered)
		return source == ANSWERS_OF_CITIZEN ? RULE_REQUIRED : RULE_KEPT;
	bool na = item->width > 0 && answers_level(answers->bytes, item) < 0;
	return na || holds(item->constraint, answers, arena) ? RULE_KEPT
							     : RULE_CONSTRAINT;
}

static bool anything_answered(const struct answers *answers)
{
	for (unsigned i = 0; i < answers->form->answers_size; i++)
		if (answers->bytes[i])
			return true;
	for (unsigned i = 0; i < answers->form->ntexts; i++)
		if (answers->text[i])
			return true;
	return false;
}

size_t answers_check(struct answers *answers, struct arena *arena,
		     enum answers_source source, struct problem *problems, size_t most)
{
	size_t count = 0;

	/* in order: what an earlier item drops must not decide a later one */
	for (unsigned i = 0; i < answers->form->nitems; i++) {
		enum rule rule = check_item(answers, arena, source, i);
		if (rule == RULE_KEPT)
			continue;
		if (count < most)
			problems[count] = (struct problem){i, rule};
		count++;
	}
	if (count == 0 && source == ANSWERS_OF_CITIZEN && !anything_answered(answers)) {
		if (most > 0)
			problems[0] = (struct problem){0, RULE_EMPTY};
		count = 1;
	}
	return count;
}
