/*
 * What a citizen may add to a first tap that is kept (form->first): the other questions
 * that follow from it, on the page of the receipt.
 */
#ifndef HAILONG_COLLECTOR_PAGE_DETAILS_H
#define HAILONG_COLLECTOR_PAGE_DETAILS_H

#include "http.h"

#include "forms/answer.h"
#include "schema/receipt.h"

/* May anything be asked after these answers? At a kiosk only what can be tapped. */
bool details_asked(const struct request *request, const struct answers *answers);

/* The page that thanks and asks; `submission` (may be NULL) says what was wrong. */
struct submission;
void details_page(struct request *request, struct reply *reply,
		  const struct receipt *receipt, const struct answers *answers,
		  const struct submission *submission);

/* "/done/{receipt}?lang=…", at a kiosk with what leads back to it; `thanks`: and nothing
 * more is asked. */
const char *done_path(const struct request *request, const char *receipt, bool thanks);

#endif
