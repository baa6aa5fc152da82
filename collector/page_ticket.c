/* See page_ticket.h. */
#include "page_ticket.h"

#include "page.h"
#include "server.h"

#include "forms/response.h"
#include "forms/text.h"
#include "schema/ticket_store.h"

static const struct {
	unsigned status;
	enum ui title, text;
} refusals[] = {
	[ADMIT_TICKET_NEEDED] = {403, UI_TICKET_NEEDED_TITLE, UI_TICKET_NEEDED},
	[ADMIT_TICKET_FOREIGN] = {422, UI_TICKET_FOREIGN_TITLE, UI_TICKET_FOREIGN},
	[ADMIT_TICKET_OVER] = {410, UI_TICKET_OVER_TITLE, UI_TICKET_OVER},
	[ADMIT_TICKET_USED] = {409, UI_TICKET_USED_TITLE, UI_TICKET_USED},
};

void page_ticket_refusal(struct request *request, struct reply *reply,
			 const struct round *round, enum admission admission)
{
	const char *language = request_language(request);
	FILE *out = reply->out;

	if (round->status != ROUND_OPEN) {
		page_message(reply, 409, language, UI_NOT_OPEN_TITLE, UI_NOT_OPEN);
		return;
	}
	reply->status = refusals[admission].status;
	page_begin(reply, language, ui_text(refusals[admission].title, language), NULL);
	fprintf(out, "<h1>%s</h1>\n<p>%s</p>\n",
		ui_text(refusals[admission].title, language),
		ui_text(refusals[admission].text, language));
	if (!round->tickets_only) {
		fputs("<p><a href=\"/f/", out);
		url_arg(out, round->code);
		page_query(out, http_value(&request->query, "unit"),
			   http_value(&request->query, "service"), language);
		fprintf(out, "\">%s</a></p>\n", ui_text(UI_TICKET_WITHOUT, language));
	}
	fprintf(out, "<p><a href=\"/?lang=%s\">%s</a></p>\n", language,
		ui_text(UI_BACK_HOME, language));
	page_end(reply);
}

static bool was_used(struct request *request, const struct round *round,
		     const char *unit, const unsigned char id[static 16])
{
	struct error err = {0};
	bool used = false;

	return request->db &&
	       ticket_is_used(request->db, round->code,
			      unit && *unit ? unit : UNIT_NONE, id, &used, &err) &&
	       used;
}

bool page_ticket_admits(struct request *request, struct reply *reply,
			const struct round *round)
{
	const char *unit = http_value(&request->query, "unit");
	unsigned char id[16];
	enum admission admission = admission_of(request->known, round, unit,
						http_value(&request->query, "service"),
						admission_ticket(request), id);

	if (admission == ADMIT_TICKET) {
		if (!request->at_desk && server_is_there(request->server)) {
			request->deferred = true;
			return false;
		}
		if (was_used(request, round, unit, id))
			admission = ADMIT_TICKET_USED;
		/* the address, in which the ticket stands, goes nowhere from here */
		reply_header(reply, "Referrer-Policy", "strict-origin");
	}
	if (admission_is_good(admission))
		return true;
	page_ticket_refusal(request, reply, round, admission);
	return false;
}

void page_ticket_spooled(struct request *request, struct reply *reply)
{
	page_message(reply, 202, request_language(request), UI_DONE_TITLE,
		     UI_TICKET_SPOOLED);
}
