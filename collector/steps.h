/*
 * A form whose questions are asked one after the other. The server keeps nothing before
 * the end: every page carries the answers so far as hidden fields, and they decide which
 * questions there are. Fields that steer (no item's name begins with _):
 *
 *   _at       the item of the page that is sent; none on the last page, the check
 *   _step     the button: next, back, or stay (another language: shown again as it is)
 *   _change   the button of the check page: the item to go to
 *   _checked  the check page was seen: from a change it goes back there
 *
 * Without _step and _change all is sent, to be kept. What a question that is no longer
 * asked was answered goes along, should it be asked again, but decides nothing.
 */
#ifndef HAILONG_COLLECTOR_STEPS_H
#define HAILONG_COLLECTOR_STEPS_H

#include "form_html.h"

#include "forms/answer.h"

struct steps {
	const struct form *form;
	struct answers answers; /* so far, of what is asked */
	unsigned *items;	/* what is asked, in order */
	unsigned count;
	struct arena *arena;
};

/* Lives as long as the arena. */
struct steps steps_of(const struct form *form, const struct http_fields *values,
		      struct arena *arena);

/* The place of an item among the steps, or of the next one that is asked; `count`, the
 * check page, after the last. */
unsigned steps_place(const struct steps *steps, unsigned item);

/* What is wrong with the answer to an item that is asked. */
enum rule steps_judge(const struct steps *steps, const struct http_fields *values,
		      unsigned item);

/* Where it goes on from a place; after the check page was seen, only to what a change
 * has made a question. */
unsigned steps_next(const struct steps *steps, unsigned place, bool checked);

/* What follows the hidden fields of a form: the step with its buttons, or the check page
 * with all answers, consent and the button that sends them. */
void steps_html(FILE *out, const struct form_view *view, const struct steps *steps,
		unsigned place);

/* The answers that go along unseen, all but that to `shown` (-1: all). */
void steps_html_carried(FILE *out, const struct form_view *view, int shown);

#endif
