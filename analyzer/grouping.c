/* See grouping.h. */
#include "grouping.h"

#include "forms/answer.h"
#include "forms/text.h"

#include <stdio.h>
#include <string.h>

static const struct {
	const char *name;
	size_t offset;
} columns[] = {
	{"unit", offsetof(struct source_row, unit)},
	{"service", offsetof(struct source_row, service)},
	{"channel", offsetof(struct source_row, channel)},
	{"selection", offsetof(struct source_row, selection)},
	{"collected_by", offsetof(struct source_row, collected_by)},
	{"stratum", offsetof(struct source_row, stratum)},
	{"psu", offsetof(struct source_row, psu)},
};

static bool find_item(const struct form *form, const char *name,
		      const struct item **item, struct error *err)
{
	int number = form_item(form, name);

	if (number < 0)
		return error_set(
			err, ERROR_INPUT,
			"can't group by '%.60s': form %s has no such item, and "
			"the columns to group by are unit, service, channel, "
			"selection, collected_by, stratum, psu",
			name, form->code);
	*item = &form->items[number];
	return (*item)->type == ITEM_SELECT_ONE ||
	       error_set(err, ERROR_INPUT,
			 "can't group by '%s': it is not answered by one choice", name);
}

static bool find_variable(const struct form *form, const char *name,
			  struct variable *variable, struct error *err)
{
	*variable = (struct variable){0};
	for (size_t i = 0; i < ARRAY_SIZE(columns); i++) {
		if (strcmp(columns[i].name, name) != 0)
			continue;
		variable->column = columns[i].offset;
		return true;
	}
	return find_item(form, name, &variable->item, err);
}

bool grouping_parse(struct grouping *grouping, const struct form *form,
		    const char *text, struct error *err)
{
	char *words = xstrdup(text), *rest = words;
	bool done = true;

	*grouping = (struct grouping){.name = text};
	while (done && rest && strcmp(text, "overall") != 0) {
		char *name = rest;
		char *comma = strchr(rest, ',');
		if (comma)
			*comma = '\0';
		rest = comma ? comma + 1 : NULL;
		if (grouping->nvariables == GROUPING_VARIABLES_MAX)
			done = error_set(err, ERROR_INPUT,
					 "--by takes at most %d variables at once",
					 GROUPING_VARIABLES_MAX);
		else
			done = find_variable(
				form, name,
				&grouping->variables[grouping->nvariables++], err);
	}
	free(words);
	return done;
}

struct grouping grouping_by_quarter(bool by_unit)
{
	static const struct variable unit = {offsetof(struct source_row, unit), NULL};
	static const struct variable quarter = {offsetof(struct source_row, quarter),
						NULL};

	if (by_unit)
		return (struct grouping){.name = "unit,quarter",
					 .variables = {unit, quarter},
					 .nvariables = 2};
	return (struct grouping){
		.name = "quarter", .variables = {quarter}, .nvariables = 1};
}

static const char *value_of(const struct variable *variable,
			    const struct source_row *row)
{
	const struct item *item = variable->item;
	const char *text;

	if (item) {
		int level = answers_level(row->answers, item);
		return level > 0 ? item->list->choices[level - 1].name : NULL;
	}
	memcpy(&text, (const char *)row + variable->column, sizeof(text));
	return text;
}

/* Values seldom need quotes, so a stream is opened only for those that do. */
static const char *quoted(const char *value, struct arena *arena)
{
	char *text = NULL;
	size_t length;

	if (!strpbrk(value, ",\"\r\n"))
		return value;
	FILE *out = open_memstream(&text, &length);
	if (!out)
		abort();
	csv_cell(out, value);
	if (fclose(out) != 0)
		abort();
	value = arena_strdup(arena, text);
	free(text);
	return value;
}

/* Of one variable the value itself, else the values joined by commas. */
static const char *joined(const char **values, unsigned count, struct arena *arena)
{
	size_t length = 0;

	if (count <= 1)
		return count ? values[0] : "";
	for (unsigned i = 0; i < count; i++) {
		values[i] = quoted(values[i], arena);
		length += strlen(values[i]) + 1;
	}
	char *key = arena_alloc(arena, length, 1), *at = key;
	for (unsigned i = 0; i < count; i++) {
		size_t size = strlen(values[i]);
		if (i)
			*at++ = ',';
		memcpy(at, values[i], size);
		at += size;
	}
	return key;
}

const char *grouping_key(const struct grouping *grouping, const struct source_row *row,
			 struct arena *arena)
{
	const char *values[GROUPING_VARIABLES_MAX];

	for (unsigned i = 0; i < grouping->nvariables; i++) {
		values[i] = value_of(&grouping->variables[i], row);
		if (!values[i])
			return NULL;
	}
	return joined(values, grouping->nvariables, arena);
}

/* The value that begins here, unquoted; moves on to the one behind the comma. */
static const char *next_value(const char **key, struct arena *arena)
{
	const char *from = *key;
	bool in_quotes = *from == '"';
	char *value = arena_alloc(arena, strlen(from) + 1, 1), *at = value;

	for (from += in_quotes; *from && (in_quotes || *from != ','); from++) {
		if (in_quotes && *from == '"' && *++from != '"') {
			in_quotes = false;
			from--;
			continue;
		}
		*at++ = *from;
	}
	*key = *from ? from + 1 : from;
	return value;
}

static bool same(const struct variable *a, const struct variable *b)
{
	return a->column == b->column && a->item == b->item;
}

static unsigned find_in(const struct grouping *grouping,
			const struct variable *variable)
{
	unsigned i = 0;

	while (i < grouping->nvariables && !same(&grouping->variables[i], variable))
		i++;
	return i;
}

bool grouping_holds(const struct grouping *fine, const struct grouping *coarse)
{
	for (unsigned i = 0; i < coarse->nvariables; i++)
		if (find_in(fine, &coarse->variables[i]) == fine->nvariables)
			return false;
	return true;
}

const char *grouping_coarser(const struct grouping *fine, const char *key,
			     const struct grouping *coarse, struct arena *arena)
{
	const char *values[GROUPING_VARIABLES_MAX] = {NULL};
	const char *kept[GROUPING_VARIABLES_MAX];

	for (unsigned i = 0; i < fine->nvariables; i++)
		values[i] = fine->nvariables == 1 ? key : next_value(&key, arena);
	for (unsigned i = 0; i < coarse->nvariables; i++)
		kept[i] = values[find_in(fine, &coarse->variables[i])];
	return joined(kept, coarse->nvariables, arena);
}

bool grouping_uses(const struct grouping *grouping, const char *column)
{
	for (unsigned i = 0; i < grouping->nvariables; i++)
		for (size_t c = 0; c < ARRAY_SIZE(columns); c++)
			if (!grouping->variables[i].item &&
			    grouping->variables[i].column == columns[c].offset &&
			    strcmp(columns[c].name, column) == 0)
				return true;
	return false;
}

bool grouping_is_by(const struct grouping *grouping, const char *column)
{
	return grouping->nvariables == 1 && strcmp(grouping->name, column) == 0;
}
