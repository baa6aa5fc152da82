/* The pages of a form in steps; page_form.c asks for them. */
#ifndef HAILONG_COLLECTOR_PAGE_STEPS_H
#define HAILONG_COLLECTOR_PAGE_STEPS_H

#include "http.h"

#include "forms/answer.h"

/* The page that the pressed button leads to; without one, the first. */
void page_steps(struct request *request, struct reply *reply, const struct form *form);

/* All was sent, and this is wrong with it: back to where it can be mended. */
void page_steps_refused(struct request *request, struct reply *reply,
			const struct form *form, const struct problem *problem);

#endif
