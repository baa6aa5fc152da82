/*
 * Reads a JSON definition into a struct form. Every complaint names the place as
 * the author wrote it (survey[3] 'q02') and what is wrong there; nothing is guessed
 * and no key is ignored, because a typo in "required" must not pass in silence.
 */
#include "answer.h"
#include "file.h"
#include "json.h"
#include "loader.h"
#include "text.h"

#include <stdio.h>
#include <string.h>

enum { JSON_DEPTH_MAX = 12, FACTOR_DEPTH_MAX = 4 };

/* The languages are those of form_title, the default one first. */
static bool read_languages(struct loader *l, struct json_object *settings)
{
	struct form *form = l->form;
	struct json_object *title;

	if (!load_string(l, settings, "default_language", true, &form->languages[0]) ||
	    !load_member(l, settings, "form_title", json_type_object, true, &title))
		return false;
	if (!text_is_code(form->languages[0]))
		return load_fail(l, "no language code:", form->languages[0]);
	form->nlanguages = 1;
	json_object_object_foreach(title, code, text)
	{
		(void)text;
		if (strcmp(code, form->languages[0]) == 0)
			continue;
		if (!text_is_code(code))
			return load_fail(l, "no language code:", code);
		if (form->nlanguages == FORM_LANGUAGES_MAX)
			return load_fail(l, "too many languages", NULL);
		form->languages[form->nlanguages++] = arena_strdup(l->arena, code);
	}
	return true;
}

static bool read_consent(struct loader *l, struct json_object *settings)
{
	static const char *const known[] = {"version", "text", NULL};
	struct json_object *consent, *version;

	if (!load_member(l, settings, "consent", json_type_object, false, &consent))
		return false;
	if (!consent)
		return true;
	if (!load_keys_known(l, consent, known) ||
	    !load_member(l, consent, "version", json_type_int, true, &version))
		return false;
	l->form->consent_version = json_object_get_int(version);
	if (l->form->consent_version < 1 || l->form->consent_version > 30000)
		return load_fail(l, "the consent version must be 1 to 30000", NULL);
	return load_label(l, consent, "text", true, &l->form->consent);
}

static bool read_layout(struct loader *l, struct json_object *settings)
{
	static const char *const names[FORM_LAYOUT_COUNT] = {
		[FORM_PAGE] = "page", [FORM_STEPS] = "steps"};
	const char *name;

	if (!load_string(l, settings, "layout", false, &name))
		return false;
	for (unsigned i = 0; name && i < FORM_LAYOUT_COUNT; i++)
		if (strcmp(names[i], name) == 0) {
			l->form->layout = (enum form_layout)i;
			return true;
		}
	return !name || load_fail(l, "layout must be page or steps, not", name);
}

static bool read_settings(struct loader *l, struct json_object *root)
{
	static const char *const known[] = {"form_id",	  "version", "default_language",
					    "form_title", "consent", "introduction",
					    "layout",	  "first",   "on_time",
					    NULL};
	struct form *form = l->form;
	struct json_object *settings, *version;

	if (!load_member(l, root, "settings", json_type_object, true, &settings))
		return false;
	load_at(l, "settings");
	if (!load_keys_known(l, settings, known) ||
	    !load_string(l, settings, "form_id", true, &form->code) ||
	    !load_member(l, settings, "version", json_type_int, true, &version))
		return false;
	if (!text_is_code(form->code))
		return load_fail(l, "form_id must be 1 to 40 of A-Z a-z 0-9 . _ -, not",
				 form->code);
	form->version = json_object_get_int(version);
	if (form->version < 1 || form->version > 30000)
		return load_fail(l, "version must be 1 to 30000", NULL);
	return read_languages(l, settings) &&
	       load_label(l, settings, "form_title", true, &form->title) &&
	       load_label(l, settings, "introduction", false, &form->introduction) &&
	       read_consent(l, settings) && read_layout(l, settings);
}

static bool read_choice(struct loader *l, struct json_object *object,
			struct choice_list *list)
{
	static const char *const known[] = {"name", "label", NULL};
	struct choice *choice = &list->choices[list->nchoices];

	load_at(l, "choices '%s'[%u]", list->name, list->nchoices);
	if (!json_object_is_type(object, json_type_object))
		return load_fail(l, "not an object", NULL);
	if (!load_keys_known(l, object, known) ||
	    !load_string(l, object, "name", true, &choice->name) ||
	    !load_label(l, object, "label", true, &choice->label))
		return false;
	if (!text_is_code(choice->name) || strcmp(choice->name, "na") == 0)
		return load_fail(l, "not a usable name:", choice->name);
	if (choice_list_find(list, choice->name) >= 0)
		return load_fail(l, "a second choice named", choice->name);
	list->nchoices++;
	return true;
}

static bool read_lists(struct loader *l, struct json_object *root)
{
	struct form *form = l->form;
	struct json_object *choices;

	load_at(l, "choices");
	if (!load_member(l, root, "choices", json_type_object, false, &choices))
		return false;
	if (!choices)
		return true;
	if (json_object_object_length(choices) > FORM_LISTS_MAX)
		return load_fail(l, "too many lists", NULL);
	form->lists = arena_alloc(l->arena, FORM_LISTS_MAX, sizeof(*form->lists));
	json_object_object_foreach(choices, name, rows)
	{
		struct choice_list *list = &form->lists[form->nlists++];
		list->name = arena_strdup(l->arena, name);
		load_at(l, "choices '%s'", name);
		if (!text_is_code(name) || !json_object_is_type(rows, json_type_array))
			return load_fail(l, "a list needs a code as name and an array",
					 NULL);
		size_t count = json_object_array_length(rows);
		if (count < 1 || count > FORM_CHOICES_MAX)
			return load_fail(l, "a list has 1 to 250 choices", NULL);
		list->choices = arena_alloc(l->arena, count, sizeof(*list->choices));
		for (size_t i = 0; i < count; i++)
			if (!read_choice(l, json_object_array_get_idx(rows, i), list))
				return false;
	}
	return true;
}

static bool read_levels(struct loader *l, struct choice_list *list)
{
	list->is_scale = true;
	for (unsigned i = 0; i < list->nchoices; i++) {
		struct choice *choice = &list->choices[i];
		int64_t level;
		if (!text_integer(choice->name, &level) || level < -1000 ||
		    level > 1000)
			return load_fail(l, "a level must be a whole number, not",
					 choice->name);
		choice->level = (int)level;
		if (i > 0 && choice->level <= list->choices[i - 1].level)
			return load_fail(l, "levels must ascend:", choice->name);
	}
	return list->nchoices >= 2 ||
	       load_fail(l, "a scale has at least two levels", NULL);
}

static bool read_scale(struct loader *l, const char *name, struct json_object *scale)
{
	static const char *const known[] = {"satisfied", NULL};
	struct choice_list *list = load_list(l->form, name);
	struct json_object *satisfied;

	if (!list)
		return load_fail(l, "no such list in choices", NULL);
	if (!json_object_is_type(scale, json_type_object))
		return load_fail(l, "not an object", NULL);
	if (!read_levels(l, list) || !load_keys_known(l, scale, known) ||
	    !load_member(l, scale, "satisfied", json_type_array, true, &satisfied))
		return false;
	for (size_t i = 0; i < json_object_array_length(satisfied); i++) {
		const char *level =
			json_object_get_string(json_object_array_get_idx(satisfied, i));
		int place = level ? choice_list_find(list, level) : -1;
		if (place < 0)
			return load_fail(
				l, "satisfied names no level:", level ? level : "");
		list->choices[place].satisfied = true;
	}
	return true;
}

static bool read_scales(struct loader *l, struct json_object *root)
{
	struct json_object *scales;

	load_at(l, "scales");
	if (!load_member(l, root, "scales", json_type_object, false, &scales))
		return false;
	if (!scales)
		return true;
	json_object_object_foreach(scales, name, scale)
	{
		load_at(l, "scales '%s'", name);
		if (!read_scale(l, name, scale))
			return false;
	}
	return true;
}

static bool read_factors(struct loader *l, struct json_object *root)
{
	static const char *const known[] = {"label", "of", NULL};
	struct form *form = l->form;
	struct json_object *factors;

	load_at(l, "factors");
	if (!load_member(l, root, "factors", json_type_object, false, &factors))
		return false;
	if (!factors)
		return true;
	if (json_object_object_length(factors) > FORM_FACTORS_MAX)
		return load_fail(l, "too many factors", NULL);
	form->factors = arena_alloc(l->arena, FORM_FACTORS_MAX, sizeof(*form->factors));
	json_object_object_foreach(factors, name, object)
	{
		struct factor *factor = &form->factors[form->nfactors++];
		factor->name = arena_strdup(l->arena, name);
		load_at(l, "factors '%s'", name);
		if (!text_is_code(name) ||
		    !json_object_is_type(object, json_type_object))
			return load_fail(
				l, "a factor needs a code as name and an object", NULL);
		if (strcmp(name, "index") == 0 || strcmp(name, "all") == 0)
			return load_fail(l, "the name has a meaning of its own", NULL);
		if (!load_keys_known(l, object, known) ||
		    !load_label(l, object, "label", true, &factor->label))
			return false;
		factor->items =
			arena_alloc(l->arena, FORM_ITEMS_MAX, sizeof(*factor->items));
	}
	return true;
}

/* How deep the factor stands on others; more than there are means a circle. */
static unsigned factor_depth(const struct form *form, unsigned factor, unsigned limit)
{
	const struct factor *f = &form->factors[factor];
	unsigned deepest = 0;

	for (unsigned i = 0; i < f->nof && limit > 0; i++) {
		unsigned depth = 1 + factor_depth(form, f->of[i], limit - 1);
		if (depth > deepest)
			deepest = depth;
	}
	return deepest;
}

static bool read_factor_of(struct loader *l, struct factor *factor,
			   struct json_object *of)
{
	size_t count = json_object_array_length(of);

	factor->of = arena_alloc(l->arena, count, sizeof(*factor->of));
	for (size_t i = 0; i < count; i++) {
		const char *name =
			json_object_get_string(json_object_array_get_idx(of, i));
		int member_factor = name ? form_factor(l->form, name) : -1;
		if (member_factor < 0)
			return load_fail(l, "of names no factor:", name ? name : "");
		for (unsigned k = 0; k < factor->nof; k++)
			if (factor->of[k] == (unsigned)member_factor)
				return load_fail(l, "of names twice:", name);
		factor->of[factor->nof++] = (unsigned)member_factor;
	}
	return true;
}

static bool link_factors(struct loader *l, struct json_object *root)
{
	struct form *form = l->form;
	struct json_object *factors, *object, *of;

	if (!json_object_object_get_ex(root, "factors", &factors))
		return true;
	for (unsigned i = 0; i < form->nfactors; i++) {
		struct factor *factor = &form->factors[i];
		load_at(l, "factors '%s'", factor->name);
		if (form_item(form, factor->name) >= 0)
			return load_fail(l, "an item has the name already", NULL);
		json_object_object_get_ex(factors, factor->name, &object);
		if (!load_member(l, object, "of", json_type_array, false, &of) ||
		    (of && !read_factor_of(l, factor, of)))
			return false;
		if (factor->nof && factor->nitems)
			return load_fail(l, "has items of its own and \"of\"", NULL);
		if (!factor->nof && !factor->nitems)
			return load_fail(l, "has no item", NULL);
	}
	for (unsigned i = 0; i < form->nfactors; i++) {
		load_at(l, "factors '%s'", form->factors[i].name);
		if (factor_depth(form, i, FACTOR_DEPTH_MAX + 1) > FACTOR_DEPTH_MAX)
			return load_fail(l, "stands on itself, or on too many others",
					 NULL);
	}
	return true;
}

/* Every response has a place for a comment, whether the form asks for one or not. */
static void add_comment(struct form *form)
{
	if (form_item(form, "comment") < 0)
		form_add_item(form, &(struct item){.name = "comment",
						   .type = ITEM_TEXT,
						   .section = -1,
						   .factor = -1,
						   .hidden = true});
	form->comment = (unsigned)form_item(form, "comment");
}

static bool read_index(struct loader *l, struct json_object *root)
{
	const char *name;

	load_at(l, "index");
	l->form->index = -1;
	if (!load_string(l, root, "index", false, &name) || !name)
		return l->err->code == ERROR_NONE;
	l->form->index = form_factor(l->form, name);
	return l->form->index >= 0 || load_fail(l, "unknown factor", name);
}

/* One tap answers it, so it is a choice of one, asked whatever else is answered. */
static bool read_first(struct loader *l, struct json_object *root)
{
	struct json_object *settings;
	const char *name;
	struct form *form = l->form;

	load_at(l, "settings");
	form->first = -1;
	if (!load_member(l, root, "settings", json_type_object, true, &settings) ||
	    !load_string(l, settings, "first", false, &name))
		return false;
	if (!name)
		return true;
	form->first = form_item(form, name);
	if (form->first < 0)
		return load_fail(l, "first names no question:", name);
	const struct item *item = &form->items[form->first];
	if (item->type != ITEM_SELECT_ONE || item->relevant ||
	    (item->section >= 0 && form->sections[item->section].relevant))
		return load_fail(
			l, "first must be a select_one that is always asked:", name);
	for (unsigned i = 0; i < form->nitems; i++)
		if (form->items[i].required && (int)i != form->first)
			return load_fail(l, "with first nothing else is required, but:",
					 form->items[i].name);
	return true;
}

static bool read_root(struct loader *l, struct json_object *root)
{
	static const char *const known[] = {"settings", "choices", "scales", "survey",
					    "factors",	"index",   "points", NULL};

	load_at(l, "definition");
	if (!json_object_is_type(root, json_type_object))
		return load_fail(l, "not an object", NULL);
	if (!load_keys_known(l, root, known) || !read_settings(l, root) ||
	    !read_lists(l, root) || !read_scales(l, root) || !read_factors(l, root) ||
	    !load_survey(l, root) || !link_factors(l, root) || !read_index(l, root) ||
	    !read_first(l, root) || !load_points(l, root) || !load_on_time(l, root))
		return false;
	add_comment(l->form);
	answers_lay_out(l->form);
	return true;
}

static struct json_object *parse_json(const char *json, size_t length,
				      struct error *err)
{
	struct json_tokener *tokener = json_tokener_new_ex(JSON_DEPTH_MAX);
	struct json_object *root = NULL;

	if (length > FORM_BYTES_MAX) {
		error_set(err, ERROR_INPUT, "a definition has at most 1 MiB");
		goto out;
	}
	json_tokener_set_flags(tokener,
			       JSON_TOKENER_STRICT | JSON_TOKENER_VALIDATE_UTF8);
	root = json_tokener_parse_ex(tokener, json, (int)length);
	if (!root)
		error_set(err, ERROR_INPUT, "not valid JSON at byte %zu: %s",
			  json_tokener_get_parse_end(tokener) + 1,
			  json_tokener_error_desc(json_tokener_get_error(tokener)));
	if (root && !text_is_utf8(json, length)) { /* json-c takes overlong forms */
		error_set(err, ERROR_INPUT, "not UTF-8");
		json_object_put(root);
		root = NULL;
	}
out:
	json_tokener_free(tokener);
	return root;
}

struct form *form_parse(const char *json, size_t length, const char *origin,
			struct error *err)
{
	struct arena *arena = arena_new();
	struct loader l = {.arena = arena, .err = err};
	struct json_object *root = parse_json(json, length, err);
	bool done = false;

	l.form = arena_alloc(arena, 1, sizeof(*l.form));
	l.form->arena = arena;
	l.form->definition = arena_strndup(arena, json, length);
	if (root)
		done = read_root(&l, root);
	json_object_put(root);
	if (done)
		return l.form;
	error_prefix(err, "%s", origin);
	arena_free(arena);
	return NULL;
}

struct form *form_load(const char *path, struct error *err)
{
	struct form *form = NULL;
	size_t length;
	char *json = file_read(path, FORM_BYTES_MAX, &length, err);

	if (json)
		form = form_parse(json, length, path, err);
	/* json-c takes the last of two; what is kept in a database was taken like that */
	if (form && !json_check_names(json, err)) {
		error_prefix(err, "%s", path);
		form_free(form);
		form = NULL;
	}
	free(json);
	return form;
}
