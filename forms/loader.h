/*
 * Inside the form loader only: where in the definition we are, and the readers of
 * single members that its files share. All return false with the error filled.
 */
#ifndef HAILONG_FORMS_LOADER_H
#define HAILONG_FORMS_LOADER_H

#include "alloc.h"
#include "form.h"

#include <json-c/json.h>

/* The state of one load: the form so far and where in the file we are. */
struct loader {
	struct form *form;
	struct arena *arena;
	struct error *err;
	char where[120];
	int section; /* open group, -1 none */
};

/* "<where>: <what> '<name>'"; name may be NULL. */
bool load_fail(struct loader *l, const char *what, const char *name);
/* Says where we are from now on. */
void load_at(struct loader *l, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Every key of the object must stand in the NULL-terminated list. */
bool load_keys_known(struct loader *l, struct json_object *object,
		     const char *const *known);
/* A member of the wanted type; absent gives NULL, and fails where `needed`. */
bool load_member(struct loader *l, struct json_object *object, const char *key,
		 json_type type, bool needed, struct json_object **value);
bool load_string(struct loader *l, struct json_object *object, const char *key,
		 bool needed, const char **text);
bool load_flag(struct loader *l, struct json_object *object, const char *key,
	       bool *flag);
bool load_label(struct loader *l, struct json_object *object, const char *key,
		bool needed, struct label *label);

/* The list of that name, or NULL. */
struct choice_list *load_list(struct form *form, const char *name);

/* The rows of "survey"; form_survey.c. */
bool load_survey(struct loader *l, struct json_object *root);

/* "points" and the setting "on_time", when the items and the index are there;
 * form_points.c. */
bool load_points(struct loader *l, struct json_object *root);
bool load_on_time(struct loader *l, struct json_object *root);

#endif
