/* A form definition as HTML that needs no script. */
#ifndef HAILONG_COLLECTOR_FORM_HTML_H
#define HAILONG_COLLECTOR_FORM_HTML_H

#include "http.h"
#include "submission.h"

struct form_view {
	const struct form *form;
	const char *language;		   /* of the program's own words */
	unsigned label_language;	   /* index into the form's languages */
	const struct http_fields *values;  /* what was answered; shown again */
	const struct submission *problems; /* NULL on the first showing */
	struct arena *arena;
};

/* The list of what is wrong, each line a link to its question. */
void form_html_errors(FILE *out, const struct form_view *view);

/* All sections and items, without the <form> around them. */
void form_html_items(FILE *out, const struct form_view *view);

/* What follows the hidden fields of a form: items, consent, the button that sends it. */
void form_html_rest(FILE *out, const struct form_view *view);

/* The same of a form that nobody has filled in, which is always the same; lives as long
 * as the arena. */
const char *form_html_blank(const struct form *form, const char *language,
			    struct arena *arena);

/* What the citizen agrees to by sending, or that the form is anonymous. */
void form_html_consent(FILE *out, const struct form *form, const char *language);

#endif
