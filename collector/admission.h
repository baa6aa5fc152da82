/* How a citizen comes to a round: by an open link, or with a ticket that is good there. */
#ifndef HAILONG_COLLECTOR_ADMISSION_H
#define HAILONG_COLLECTOR_ADMISSION_H

#include "http.h"

#include "schema/round_store.h"

enum admission {
	ADMIT_OPEN,   /* no ticket, and none is needed: self-selected */
	ADMIT_TICKET, /* a good one: drawn */
	/* the others are not admitted */
	ADMIT_TICKET_NEEDED,
	ADMIT_TICKET_FOREIGN, /* of another place, mistyped or forged */
	ADMIT_TICKET_OVER,    /* its last day was before today */
	ADMIT_TICKET_USED     /* told by the database, not by admission_of */
};

/* Unit and service as they stand in the address, the ticket as it was typed; NULL or "":
 * none. The id is that of the response the ticket brings. Asks nobody. */
enum admission admission_of(const struct known *known, const struct round *round,
			    const char *unit, const char *service, const char *ticket,
			    unsigned char id[static 16]);

static inline bool admission_is_good(enum admission admission)
{
	return admission == ADMIT_OPEN || admission == ADMIT_TICKET;
}

/* The ticket of a request for the form, or of the form that was sent; NULL: none. */
const char *admission_ticket(const struct request *request);

#endif
