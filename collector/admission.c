/* See admission.h. */
#include "admission.h"

#include "keeper.h"

#include "forms/response.h"
#include "schema/ticket.h"

enum admission admission_of(const struct known *known, const struct round *round,
			    const char *unit, const char *service, const char *text,
			    unsigned char id[static 16])
{
	const struct ticket_place place = {round->code,
					   unit && *unit ? unit : UNIT_NONE, service};
	struct ticket ticket;

	if (!text || !*text)
		return round->tickets_only ? ADMIT_TICKET_NEEDED : ADMIT_OPEN;
	if (!ticket_read(text, &place, &known->receipt_key, &ticket))
		return ADMIT_TICKET_FOREIGN;
	if (ticket.last_day < ticket_day(time(NULL)))
		return ADMIT_TICKET_OVER;
	ticket_response_id(&ticket, &place, &known->receipt_key, id);
	return ADMIT_TICKET;
}

const char *admission_ticket(const struct request *request)
{
	const char *ticket = http_value(&request->query, "ticket");

	if (!ticket || !*ticket)
		ticket = http_value(&request->form, "ticket");
	return ticket && *ticket ? ticket : NULL;
}
