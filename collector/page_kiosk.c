/* GET /kiosk/{round}: one question, one tap, and the screen is ready for the next. */
#include "face.h"
#include "kiosk.h"
#include "page_ticket.h"
#include "route.h"
#include "server.h"
#include "tap.h"

#include "forms/response.h"
#include "forms/text.h"

#include <string.h>

/* What kiosk.js shows where the tap was kept on this machine, with no network. */
static void write_kept(FILE *out, const char *language)
{
	fprintf(out,
		"<div id=\"thanks\" class=\"done\" tabindex=\"-1\" "
		"hidden>\n<h1>%s</h1>\n"
		"<p>%s</p>\n</div>\n",
		ui_text(UI_DONE_TITLE, language), ui_text(UI_KIOSK_KEPT, language));
}

static void write_language(FILE *out, const char *start, const char *language)
{
	bool vi = strcmp(language, "vi") == 0;

	fputs("<p class=\"languages\"><a href=\"", out);
	html_text(out, start);
	if (vi)
		fprintf(out, "%slang=en", strchr(start, '?') ? "&amp;" : "?");
	fprintf(out, "\" lang=\"%s\">%s</a></p>\n", vi ? "en" : "vi",
		ui_text(UI_OTHER_LANGUAGE, language));
}

static void write_question(struct request *request, struct reply *reply,
			   const struct form *form, const struct item *item)
{
	const char *language = request_language(request);
	unsigned label_language = form_label_language(form, language);
	FILE *out = reply->out;
	unsigned char uuid[16];
	char id[37];

	uuid_random(uuid);
	uuid_text(uuid, id);
	fputs("<form id=\"form\" method=\"post\" action=\"/f/", out);
	url_arg(out, request->argument);
	page_query(out, http_value(&request->query, "unit"),
		   http_value(&request->query, "service"), language);
	fputs("\">\n<h1 id=\"question\">", out);
	html_text(out, label_text(&item->label, label_language));
	fputs("</h1>\n", out);
	page_hidden(out, "response_id", id);
	page_hidden(out, "channel", "kiosk");
	face_html_all(out, form);
	tap_buttons(out, item, label_language, "question");
	form_html_consent(out, form, language);
	fputs("</form>\n", out);
}

/* In the other language it goes back to that of whoever comes next. */
static void write_kiosk(struct request *request, struct reply *reply,
			const struct form *form, const struct item *item)
{
	const char *language = request_language(request);
	const char *start = kiosk_start(request, request->argument,
					http_value(&request->query, "unit"));
	unsigned label_language = form_label_language(form, language);
	bool stays = strcmp(language, "vi") == 0;

	reply->shared = true;
	kiosk_begin(reply, language, label_text(&form->title, label_language), start,
		    stays ? 0 : KIOSK_SECONDS);
	fputs("<div id=\"ask\">\n", reply->out);
	write_language(reply->out, start, language);
	page_offline(reply, language);
	write_question(request, reply, form, item);
	fputs("</div>\n", reply->out);
	write_kept(reply->out, language);
	kiosk_end(reply, language);
}

void page_kiosk(struct request *request, struct reply *reply)
{
	const char *language = request_language(request);
	struct error err = {0};
	struct round round;
	const struct form *form;

	reply->back = kiosk_start(request, request->argument,
				  http_value(&request->query, "unit"));
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
