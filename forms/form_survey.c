/* The rows of a definition's "survey": items and groups; see loader.h. */
#include "expr.h"
#include "loader.h"
#include "text.h"

#include <string.h>

enum { EXPR_BYTES_MAX = 2000 };

static const struct {
	const char *name;
	bool has_list;
} item_types[ITEM_TYPE_COUNT] = {
	[ITEM_SELECT_ONE] = {"select_one", true},
	[ITEM_SELECT_MULTIPLE] = {"select_multiple", true},
	[ITEM_INTEGER] = {"integer", false},
	[ITEM_DECIMAL] = {"decimal", false},
	[ITEM_TEXT] = {"text", false},
	[ITEM_NOTE] = {"note", false},
};
_Static_assert(ARRAY_SIZE(item_types) == ITEM_TYPE_COUNT, "a row per item type");

static bool read_type(struct loader *l, const char *type, struct item *item)
{
	size_t length = strcspn(type, " ");

	for (unsigned t = 0; t < ITEM_TYPE_COUNT; t++) {
		if (strlen(item_types[t].name) != length ||
		    strncmp(item_types[t].name, type, length) != 0)
			continue;
		item->type = (enum item_type)t;
		if (!item_types[t].has_list)
			return type[length] ? load_fail(l, "no list belongs in", type)
					    : true;
		const char *list = type + length + strspn(type + length, " ");
		item->list = load_list(l->form, list);
		return item->list ? true : load_fail(l, "unknown list", list);
	}
	return load_fail(l, "unknown type", type);
}

static bool read_name(struct loader *l, struct json_object *row, const char **name)
{
	if (!load_string(l, row, "name", true, name))
		return false;
	size_t length = strspn(*name, "abcdefghijklmnopqrstuvwxyz0123456789_");
	if ((*name)[length] || length < 1 || length > CODE_BYTES_MAX || **name < 'a' ||
	    **name > 'z')
		return load_fail(l, "a name is a-z then up to 39 of a-z 0-9 _, not",
				 *name);
	if (form_item(l->form, *name) >= 0)
		return load_fail(l, "a second item named", *name);
	for (unsigned i = 0; i < l->form->nsections; i++)
		if (strcmp(l->form->sections[i].name, *name) == 0)
			return load_fail(l, "a group has the name already:", *name);
	return true;
}

/* Only what was asked before may decide what is asked next. */
static int find_earlier(void *context, const char *name, struct error *err)
{
	struct loader *l = context;
	int item = form_item(l->form, name);

	if (item < 0)
		error_set(err, ERROR_INPUT, "${%s} names no earlier item", name);
	return item;
}

static bool read_expr(struct loader *l, struct json_object *row, const char *key,
		      int self, const struct expr **expr)
{
	const struct expr_names names = {find_earlier, l, self};
	const char *text;

	if (!load_string(l, row, key, false, &text))
		return false;
	if (!text || !*text)
		return true;
	if (strlen(text) > EXPR_BYTES_MAX)
		return load_fail(l, "too long:", key);
	if (!(*expr = expr_parse(l->arena, text, &names, l->err)))
		return error_prefix(l->err, "%s: %s", l->where, key);
	return true;
}

/* The columns a response has besides its items; see response.h. */
static bool name_is_taken(const char *name)
{
	static const char *const columns[] = {
		"response_id", "round",	       "unit",	  "service",	"channel",
		"selection",   "collected_by", "stratum", "psu",	"fpc",
		"ssu",	       "fpc2",	       "weight",  "started_at", "submitted_at"};

	for (size_t i = 0; i < ARRAY_SIZE(columns); i++)
		if (strcmp(columns[i], name) == 0)
			return true;
	return false;
}

static bool read_membership(struct loader *l, struct json_object *row,
			    struct item *item)
{
	const char *name;

	item->factor = -1;
	if (!load_string(l, row, "factor", false, &name))
		return false;
	if (!name)
		return true;
	if ((item->factor = form_factor(l->form, name)) < 0)
		return load_fail(l, "unknown factor", name);
	if (item->type != ITEM_SELECT_ONE || !item->list->is_scale)
		return load_fail(l, "only a select_one on a scale can belong to factor",
				 name);
	struct factor *factor = &l->form->factors[item->factor];
	factor->items[factor->nitems++] = l->form->nitems;
	return true;
}

static bool check_item(struct loader *l, const struct item *item)
{
	if (strcmp(item->name, "index") == 0 || strcmp(item->name, "all") == 0)
		return load_fail(l, "the name has a meaning of its own:", item->name);
	if (name_is_taken(item->name))
		return load_fail(l, "is a column of every response:", item->name);
	if (strcmp(item->name, "comment") == 0 && item->type != ITEM_TEXT)
		return load_fail(l, "the comment must be of type text", NULL);
	if (item->respondent && item->required)
		return load_fail(l, "a question about the respondent is never required",
				 NULL);
	if (item->na && (item->type == ITEM_TEXT || item->type == ITEM_NOTE))
		return load_fail(l, "na has no meaning here", NULL);
	if (item->type == ITEM_NOTE && item->required)
		return load_fail(l, "a note can't be required", NULL);
	return true;
}

static bool read_item(struct loader *l, struct json_object *row, const char *type)
{
	static const char *const known[] = {"type",
					    "name",
					    "label",
					    "hint",
					    "relevant",
					    "required",
					    "na",
					    "factor",
					    "respondent",
					    "constraint",
					    "constraint_message",
					    "appearance",
					    NULL};
	struct form *form = l->form;
	struct item item = {.section = l->section};
	const char *appearance;

	if (form->nitems == FORM_ITEMS_MAX - 1) /* one is kept for the comment */
		return load_fail(l, "too many items", NULL);
	if (!load_keys_known(l, row, known) || !read_name(l, row, &item.name) ||
	    !read_type(l, type, &item) ||
	    !load_label(l, row, "label", true, &item.label) ||
	    !load_label(l, row, "hint", false, &item.hint) ||
	    !load_label(l, row, "constraint_message", false,
			&item.constraint_message) ||
	    !load_flag(l, row, "required", &item.required) ||
	    !load_flag(l, row, "na", &item.na) ||
	    !load_flag(l, row, "respondent", &item.respondent) ||
	    !load_string(l, row, "appearance", false, &appearance) ||
	    !read_expr(l, row, "relevant", -1, &item.relevant) ||
	    !read_expr(l, row, "constraint", (int)form->nitems, &item.constraint) ||
	    !read_membership(l, row, &item) || !check_item(l, &item))
		return false;
	form_add_item(form, &item);
	return true;
}

static bool read_section(struct loader *l, struct json_object *row)
{
	static const char *const known[] = {"type", "name",	"label",
					    "hint", "relevant", NULL};
	struct form *form = l->form;
	struct section section = {0};

	if (l->section >= 0)
		return load_fail(l, "groups don't nest", NULL);
	if (form->nsections == FORM_SECTIONS_MAX)
		return load_fail(l, "too many groups", NULL);
	if (!load_keys_known(l, row, known) || !read_name(l, row, &section.name) ||
	    !load_label(l, row, "label", true, &section.label) ||
	    !load_label(l, row, "hint", false, &section.hint) ||
	    !read_expr(l, row, "relevant", -1, &section.relevant))
		return false;
	l->section = (int)form->nsections;
	form->sections[form->nsections++] = section;
	return true;
}

static bool end_section(struct loader *l, struct json_object *row)
{
	static const char *const known[] = {"type", "name", NULL};

	if (l->section < 0)
		return load_fail(l, "end_group without begin_group", NULL);
	l->section = -1;
	return load_keys_known(l, row, known);
}

static bool read_row(struct loader *l, struct json_object *row, size_t number)
{
	struct json_object *name;
	const char *type;

	load_at(l, "survey[%zu]", number);
	if (!json_object_is_type(row, json_type_object))
		return load_fail(l, "not an object", NULL);
	if (json_object_object_get_ex(row, "name", &name))
		load_at(l, "survey[%zu] '%.60s'", number, json_object_get_string(name));
	if (!load_string(l, row, "type", true, &type))
		return false;
	if (strcmp(type, "begin_group") == 0)
		return read_section(l, row);
	if (strcmp(type, "end_group") == 0)
		return end_section(l, row);
	return read_item(l, row, type);
}

bool load_survey(struct loader *l, struct json_object *root)
{
	struct form *form = l->form;
	struct json_object *survey;

	load_at(l, "survey");
	if (!load_member(l, root, "survey", json_type_array, true, &survey))
		return false;
	form->items = arena_alloc(l->arena, FORM_ITEMS_MAX, sizeof(*form->items));
	form->by_name = arena_alloc(l->arena, FORM_ITEMS_MAX, sizeof(*form->by_name));
	form->sections =
		arena_alloc(l->arena, FORM_SECTIONS_MAX, sizeof(*form->sections));
	l->section = -1;
	for (size_t i = 0; i < json_object_array_length(survey); i++)
		if (!read_row(l, json_object_array_get_idx(survey, i), i))
			return false;
	load_at(l, "survey");
	if (l->section >= 0)
		return load_fail(l, "end_group is missing after group",
				 form->sections[l->section].name);
	return form->nitems > 0 || load_fail(l, "has no item", NULL);
}
