/* GET /kiosk/{round}: one question, one tap, and the screen is ready for the next. */
#include "form_html.h"
#include "page.h"
#include "page_ticket.h"
#include "route.h"
#include "server.h"

#include "forms/response.h"
#include "forms/text.h"

#include <string.h>

/* The question a tap answers: the first on a scale. */
static const struct item *tap_item(const struct form *form)
{
	for (unsigned i = 0; i < form->nitems; i++)
		if (form->items[i].type == ITEM_SELECT_ONE &&
		    form->items[i].list->is_scale)
			return &form->items[i];
	return NULL;
}

static void write_kiosk(struct request *request, struct reply *reply,
			const struct form *form, const struct item *item)
{
	const char *language = request_language(request);
	unsigned label_language = form_label_language(form, language);
	FILE *out = reply->out;
	unsigned char uuid[16];
	char id[37];

	uuid_random(uuid);
	uuid_text(uuid, id);
	page_begin(reply, language, label_text(&form->title, label_language), NULL);
	fputs("<form method=\"post\" class=\"kiosk\" action=\"/f/", out);
	url_arg(out, request->argument);
	page_query(out, http_value(&request->query, "unit"),
		   http_value(&request->query, "service"), language);
	fputs("\">\n<h1>", out);
	html_text(out, label_text(&item->label, label_language));
	fputs("</h1>\n", out);
	page_hidden(out, "response_id", id);
	page_hidden(out, "channel", "kiosk");
	for (unsigned i = 0; i < item->list->nchoices; i++) {
		const struct choice *choice = &item->list->choices[i];
		fprintf(out,
			"<button name=\"%s\" value=\"%s\" class=\"tap tap-%u-of-%u\">",
			item->name, choice->name, i + 1, item->list->nchoices);
		html_text(out, label_text(&choice->label, label_language));
		fputs("</button>\n", out);
	}
	form_html_consent(out, form, language);
	fputs("</form>\n", out);
	page_end(reply);
}

void page_kiosk(struct request *request, struct reply *reply)
{
	const char *language = request_language(request);
	struct error err = {0};
	struct round round;
	const struct form *form;

	if (!request_round(request, request->argument, &round, &form, &err)) {
		if (!request->deferred)
			page_failure(reply, language, &err);
		return;
	}
	const struct item *item = tap_item(form);
	if (round.status != ROUND_OPEN || !item)
		page_message(reply, 409, language, UI_NOT_OPEN_TITLE, UI_NOT_OPEN);
	else if (round.tickets_only)
		page_ticket_refusal(request, reply, &round, ADMIT_TICKET_NEEDED);
	else
		write_kiosk(request, reply, form, item);
}
