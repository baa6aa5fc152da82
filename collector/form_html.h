/*
 * A form definition as HTML that needs no script: all questions on one page, or the one
 * that is the step. Besides the words a page holds, for the script that may be there:
 *
 *   data-relevant="…"  on an item or a section: asked where this is true, expr_postfix()
 *   class="if-asked"   words that say so, of no use where the script hides the item
 *   data-left="…#…"    on the words below a text: what to say of how much is left
 */
#ifndef HAILONG_COLLECTOR_FORM_HTML_H
#define HAILONG_COLLECTOR_FORM_HTML_H

#include "http.h"
#include "ui.h"

#include "forms/answer.h"
#include "forms/expr.h"

struct form_view {
	const struct form *form;
	unsigned language;		  /* index into the form's languages */
	const struct http_fields *values; /* what was answered; shown again */
	const struct problem *problems;	  /* of these answers */
	size_t nproblems;
	const enum truth *asked; /* each item; NULL: those of the layout */
};

/* The code of its language; all words are in it, the program's own perhaps in English. */
const char *form_html_language(const struct form_view *view);

/* Words of the program's own, and the attribute that tells their language where it is
 * not that of the page. */
const char *form_html_word(const struct form_view *view, enum ui word);
const char *form_html_lang(const struct form_view *view);

/* The list of what is wrong, each line a link to its question. */
void form_html_errors(FILE *out, const struct form_view *view);

/* One item; as the only one of a page its words are the heading of the page. */
void form_html_item(FILE *out, const struct form_view *view, unsigned item,
		    bool is_heading);

/* All items that may be asked, in their sections; where that is not certain, words say so. */
void form_html_items(FILE *out, const struct form_view *view);

/* What follows the hidden fields of a form on one page: items, consent, the button that
 * sends it. */
void form_html_rest(FILE *out, const struct form_view *view);

/* What the citizen agrees to by sending, or that the form is anonymous. */
void form_html_consent(FILE *out, const struct form *form, const char *language);

#endif
