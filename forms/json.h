/* What json-c does not tell. */
#ifndef HAILONG_FORMS_JSON_H
#define HAILONG_FORMS_JSON_H

#include <json-c/json.h>
#include <stdbool.h>

/*
 * Does every object of the text have each name once? json-c keeps the last of two, and
 * of two answers nobody may choose. `root` is what json-c, being strict, read from the
 * text. In such a text every member has one colon outside of strings; where more came
 * than were kept, a name was there twice.
 */
bool json_names_once(const char *text, struct json_object *root);

#endif
