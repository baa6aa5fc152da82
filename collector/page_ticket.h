/* What becomes of one-time links: the form, or a page that says what to do. */
#ifndef HAILONG_COLLECTOR_PAGE_TICKET_H
#define HAILONG_COLLECTOR_PAGE_TICKET_H

#include "admission.h"

/* May the form be shown to who asks for it, with a ticket or without? If not, the reply
 * says why, or the request is deferred: whether a ticket was used is asked of the
 * database, where it is there. */
bool page_ticket_admits(struct request *request, struct reply *reply,
			const struct round *round);

/* The page of somebody who is not admitted, with a way on where there is one. */
void page_ticket_refusal(struct request *request, struct reply *reply,
			 const struct round *round, enum admission admission);

/* The rating of a ticket is kept here and not yet in the database: there is no receipt,
 * because who sends a ticket's answers once more, and they are others, must not get one. */
void page_ticket_spooled(struct request *request, struct reply *reply);

#endif
