/* GET /done/{receipt}: the rating is kept; and /withdraw, which takes it back. */
#include "page.h"
#include "route.h"
#include "server.h"

#include "forms/text.h"
#include "schema/response_store.h"

#include <string.h>

/* Where a kiosk goes back to by itself. */
static const char *kiosk_start(struct request *request, const struct receipt *receipt)
{
	const char *service = http_value(&request->query, "service");
	char *path = NULL;
	size_t length = 0;
	FILE *out = open_memstream(&path, &length);

	fprintf(out, "/kiosk/%s?lang=%s&unit=%s&service=", receipt->round,
		request_language(request),
		strcmp(receipt->unit, UNIT_NONE) == 0 ? "" : receipt->unit);
	url_arg(out, service ? service : "");
	fclose(out);
	const char *kept = arena_strdup(request->arena, path);
	free(path);
	return kept;
}

void page_done(struct request *request, struct reply *reply)
{
	const char *language = request_language(request);
	bool kiosk = http_value(&request->query, "kiosk");
	struct receipt receipt;
	char text[RECEIPT_BYTES];
	FILE *out = reply->out;

	if (!receipt_read(request->argument, &request->known->receipt_key, &receipt)) {
		page_message(reply, 404, language, UI_NOT_FOUND_TITLE,
			     UI_WITHDRAW_SLIP);
		return;
	}
	receipt_text(&receipt, &request->known->receipt_key, text);
	page_begin(reply, language, ui_text(UI_DONE_TITLE, language),
		   kiosk ? kiosk_start(request, &receipt) : NULL);
	fprintf(out, "<div class=\"done\">\n<h1>%s</h1>\n<p>%s</p>\n",
		ui_text(UI_DONE_TITLE, language), ui_text(UI_DONE_LEAD, language));
	fprintf(out, "<p>%s</p>\n<p class=\"receipt\">%s</p>\n",
		ui_text(UI_DONE_RECEIPT, language), text);
	if (kiosk)
		fprintf(out, "<p>%s</p>\n</div>\n", ui_text(UI_KIOSK_THANKS, language));
	else
		fprintf(out,
			"<p>%s</p>\n</div>\n<p><a href=\"/withdraw?lang=%s&amp;"
			"receipt=%s\">%s</a></p>\n<p><a href=\"/?lang=%s\">%s</a>"
			"</p>\n",
			ui_text(UI_DONE_KEEP, language), language, text,
			ui_text(UI_DONE_WITHDRAW, language), language,
			ui_text(UI_DONE_AGAIN, language));
	page_end(reply);
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
