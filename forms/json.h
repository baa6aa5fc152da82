/* What json-c does not tell. */
#ifndef HAILONG_FORMS_JSON_H
#define HAILONG_FORMS_JSON_H

#include "error.h"

#include <json-c/json.h>
#include <stdbool.h>

/*
 * Does every object of the text have each name once? json-c keeps the last of two, and
 * of two answers nobody may choose. `root` is what json-c, being strict, read from the
 * text. In such a text every member has one colon outside of strings; where more came
 * than were kept, a name was there twice. False, too, where a name stands in single
 * quotes: json-c takes these even when strict.
 */
bool json_names_once(const char *text, struct json_object *root);

/*
 * The same for what people write, slower, and telling the first that is there twice:
 * "survey[3].label: 'vi' is there twice". The text is NUL-terminated UTF-8 that json-c,
 * being strict, takes.
 */
bool json_check_names(const char *text, struct error *err) MUST_CHECK;

#endif
