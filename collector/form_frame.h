/* What stands around a form on its page, whatever its layout. */
#ifndef HAILONG_COLLECTOR_FORM_FRAME_H
#define HAILONG_COLLECTOR_FORM_FRAME_H

#include "form_html.h"
#include "page.h"

#include "forms/response.h"

/* The view of a request's own answers, in the language asked for where the form has it. */
struct form_view frame_view(const struct request *request, const struct form *form);

/* A form with a first question is that question, whatever its layout. */
bool frame_in_steps(const struct form *form);

/* unit or service: they stand in the address, so that a QR code carries them; a program
 * may send them in the body. NULL: none. */
const char *frame_place(const struct request *request, enum field field);

/*
 * Head, languages, what is wrong, the title of the form (a heading, where it is not the
 * question) and what it is about. `now` says in the title of the window which page of the
 * form this is, "" nothing.
 */
void frame_begin(struct reply *reply, const struct request *request,
		 const struct form_view *view, const char *now, bool is_heading);
void frame_introduction(FILE *out, const struct form_view *view);

/* <form id="form"> and its hidden fields; what it contains and </form> follow. */
void frame_open(FILE *out, const struct request *request, const struct form_view *view);

/* The script, and the end of the page. */
void frame_end(struct reply *reply);

/* What follows the hidden fields where nobody has answered anything, which is always the
 * same; lives as long as the arena. */
const char *frame_blank(const struct form *form, unsigned language,
			struct arena *arena);

/* That of the request's round, where it is known by heart and nobody has answered
 * anything; else NULL. */
const struct piece *frame_known(const struct request *request,
				const struct form_view *view);

#endif
