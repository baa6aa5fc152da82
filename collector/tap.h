/* The question that one tap answers: large buttons that send the form they stand in. */
#ifndef HAILONG_COLLECTOR_TAP_H
#define HAILONG_COLLECTOR_TAP_H

#include "form_html.h"

/* The first one (form->first), else the first on a scale; NULL where there is none. */
const struct item *tap_item(const struct form *form);

/* The buttons, of which `id_words` is the id of the words they answer. */
void tap_buttons(FILE *out, const struct item *item, unsigned label_language,
		 const char *id_words);

/* In place of form_html_rest: the question, its buttons, the consent. */
void tap_rest(FILE *out, const struct form_view *view);

#endif
