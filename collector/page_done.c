/* GET /done/{receipt}: the rating is kept; and /withdraw, which takes it back. */
#include "kiosk.h"
#include "page_details.h"
#include "route.h"
#include "server.h"

#include "forms/text.h"
#include "schema/response_amend.h"

#include <string.h>

static void write_receipt(FILE *out, const char *language, const char *receipt)
{
	fprintf(out,
		"<div class=\"done\">\n<h1>%s</h1>\n<p>%s</p>\n<p>%s</p>\n"
		"<p class=\"receipt\">%s</p>\n",
		ui_text(UI_DONE_TITLE, language), ui_text(UI_DONE_LEAD, language),
		ui_text(UI_DONE_RECEIPT, language), receipt);
}

static void write_thanks(struct reply *reply, const char *language, const char *receipt)
{
	FILE *out = reply->out;

	page_begin(reply, language, ui_text(UI_DONE_TITLE, language), NULL);
	write_receipt(out, language, receipt);
	fprintf(out,
		"<p>%s</p>\n</div>\n<p><a href=\"/withdraw?lang=%s&amp;"
		"receipt=%s\">%s</a></p>\n<p><a href=\"/?lang=%s\">%s</a>"
		"</p>\n",
		ui_text(UI_DONE_KEEP, language), language, receipt,
		ui_text(UI_DONE_WITHDRAW, language), language,
		ui_text(UI_DONE_AGAIN, language));
	page_end(reply);
}

/* On a screen for all it is shown for seconds; for longer where somebody says so. */
static void write_kiosk(struct request *request, struct reply *reply, const char *start,
			const char *receipt)
{
	const char *language = request_language(request);
	bool stay = http_value(&request->query, "stay");
	FILE *out = reply->out;

	kiosk_begin(reply, language, ui_text(UI_DONE_TITLE, language), start,
		    stay ? KIOSK_MORE_SECONDS : KIOSK_THANKS_SECONDS);
	write_receipt(out, language, receipt);
	fprintf(out, "<p>%s</p>\n</div>\n<p class=\"ways\"><a class=\"way\" href=\"",
		ui_text(stay ? UI_DONE_KEEP : UI_KIOSK_THANKS, language));
	html_text(out, done_path(request, receipt, true));
	fprintf(out, "&amp;stay=1\" id=\"stay\">%s</a> <a class=\"way\" href=\"",
		ui_text(UI_KIOSK_STAY, language));
	html_text(out, start);
	fprintf(out, "\">%s</a></p>\n", ui_text(UI_KIOSK_NEXT, language));
	kiosk_end(reply, language);
}

/* What is known of the tap: what the database says or, where it can't be asked or does
 * not have it yet, the address. */
static enum response_state look(struct request *request, const struct receipt *receipt,
				struct answers *answers)
{
	const struct form *form = answers->form;
	const char *first = http_value(&request->query, "first");
	enum response_state state = RESPONSE_UNKNOWN;

	if (request->db)
		state = response_look(request->db, receipt, answers, &request->failure);
	if (state != RESPONSE_UNKNOWN && state != RESPONSE_NOT_THERE)
		return state;
	return first && *first &&
			       answers_set(answers, request->arena,
					   (unsigned)form->first, first) == RULE_KEPT
		       ? RESPONSE_FIRST
		       : RESPONSE_COMPLETE;
}

/* Of a form with a first question: true when the page is written, or will be. */
static bool write_more(struct request *request, struct reply *reply,
		       const struct receipt *receipt)
{
	struct round round;
	const struct form *form;
	struct error err = {0};

	if (!request_round(request, receipt->round, &round, &form, &err))
		return request->deferred;
	if (form->first < 0)
		return false;
	if (!request->at_desk && server_is_there(request->server)) {
		request->deferred = true;
		return true;
	}
	struct answers answers = answers_new(form, request->arena);
	enum response_state state = look(request, receipt, &answers);
	if (state == RESPONSE_WITHDRAWN) {
		page_message(reply, 410, request_language(request), UI_WITHDRAW_TITLE,
			     UI_WITHDRAW_DONE);
		return true;
	}
	if (state == RESPONSE_COMPLETE || round.status != ROUND_OPEN ||
	    http_value(&request->query, "thanks") || !details_asked(request, &answers))
		return false;
	details_page(request, reply, receipt, &answers, NULL);
	return true;
}

void page_done(struct request *request, struct reply *reply)
{
	const char *language = request_language(request);
	bool kiosk = kiosk_asks(request);
	struct receipt receipt;
	char text[RECEIPT_BYTES];

	if (!receipt_read(request->argument, &request->known->receipt_key, &receipt)) {
		page_message(reply, 404, language, UI_NOT_FOUND_TITLE,
			     UI_WITHDRAW_SLIP);
		return;
	}
	receipt_text(&receipt, &request->known->receipt_key, text);
	if (kiosk)
		reply->back = kiosk_start(request, receipt.round, receipt.unit);
	if (write_more(request, reply, &receipt))
		return;
	if (kiosk)
		write_kiosk(request, reply, reply->back, text);
	else
		write_thanks(reply, language, text);
}

void page_withdraw(struct request *request, struct reply *reply)
{
	const char *language = request_language(request);
	const char *receipt = http_value(&request->query, "receipt");
	FILE *out = reply->out;

	page_begin(reply, language, ui_text(UI_WITHDRAW_TITLE, language), NULL);
	fprintf(out,
		"<h1>%s</h1>\n<p>%s</p>\n<form method=\"post\" "
		"action=\"/withdraw?lang=%s\">\n<div class=\"item\"><label "
		"for=\"receipt\" class=\"question\">%s</label>\n<input id=\"receipt\" "
		"name=\"receipt\" maxlength=\"130\" autocomplete=\"off\" value=\"",
		ui_text(UI_WITHDRAW_TITLE, language),
		ui_text(UI_WITHDRAW_LEAD, language), language,
		ui_text(UI_WITHDRAW_LABEL, language));
	html_text(out, receipt ? receipt : "");
	fprintf(out, "\"></div>\n<p><button>%s</button></p>\n</form>\n",
		ui_text(UI_WITHDRAW_BUTTON, language));
	page_end(reply);
}

static void withdraw(struct request *request, struct reply *reply, struct db *db)
{
	const char *language = request_language(request);
	const char *text = http_value(&request->form, "receipt");
	struct receipt receipt;
	struct error err = {0};

	if (!text || !receipt_read(text, &request->known->receipt_key, &receipt)) {
		page_message(reply, 422, language, UI_WITHDRAW_TITLE, UI_WITHDRAW_SLIP);
		return;
	}
	switch (response_withdraw(db, &receipt, "citizen", &err)) {
	case WITHDRAW_DONE:
		page_message(reply, 200, language, UI_WITHDRAW_TITLE, UI_WITHDRAW_DONE);
		break;
	case WITHDRAW_NOT_THERE:
		page_message(reply, 404, language, UI_WITHDRAW_TITLE,
			     UI_WITHDRAW_NOT_THERE);
		break;
	case WITHDRAW_FAILED:
		page_failure(reply, language, &err);
		break;
	}
}

void page_withdraw_post(struct request *request, struct reply *reply)
{
	if (page_admits(request, reply))
		page_with_db(request, reply, withdraw);
}
