/* See page_details.h; and POST /done/{receipt}, which takes what is added. */
#include "page_details.h"

#include "form_html.h"
#include "kiosk.h"
#include "route.h"
#include "submission.h"

#include "forms/follow.h"
#include "forms/text.h"

#include <string.h>

const char *done_path(const struct request *request, const char *receipt, bool thanks)
{
	const char *service = http_value(&request->query, "service");
	char *path = NULL;
	size_t length = 0;
	FILE *out = open_memstream(&path, &length);

	if (!out)
		abort(); /* out of memory, as everywhere */
	fprintf(out, "/done/%s?lang=%s", receipt, request_language(request));
	if (kiosk_asks(request)) {
		fputs("&kiosk=1", out);
		if (service && *service) {
			fputs("&service=", out);
			url_arg(out, service);
		}
	}
	fputs(thanks ? "&thanks=1" : "", out);
	fclose(out);
	const char *kept = arena_strdup(request->arena, path);
	free(path);
	return kept;
}

static const enum truth *all_asked(const struct request *request,
				   const struct answers *answers)
{
	const struct form *form = answers->form;
	enum truth *asked = follow(answers, request->arena, (unsigned)form->first);

	for (unsigned i = 0; i < form->nitems; i++)
		if (form->items[i].type == ITEM_NOTE ||
		    (kiosk_asks(request) && !form->items[i].list))
			asked[i] = TRUTH_NO;
	return asked;
}

bool details_asked(const struct request *request, const struct answers *answers)
{
	const enum truth *asked = all_asked(request, answers);

	for (unsigned i = 0; i < answers->form->nitems; i++)
		if (asked[i] != TRUTH_NO)
			return true;
	return false;
}

/* --- the page --- */

/* A rating that finds no network is kept by its response_id (offline.js). */
static void write_form(struct request *request, FILE *out, const char *receipt,
		       const struct form_view *view, const struct answers *answers)
{
	const struct item *first = &answers->form->items[answers->form->first];
	bool kiosk = kiosk_asks(request);

	fputs("<form id=\"form\" class=\"details\" method=\"post\" action=\"", out);
	html_text(out, done_path(request, receipt, false));
	fputs("\">\n", out);
	page_hidden(out, "response_id", receipt);
	page_hidden(out, "channel", kiosk ? "kiosk" : NULL);
	page_hidden(out, first->name,
		    answers_get(answers, request->arena,
				(unsigned)(first - answers->form->items)));
	form_html_items(out, view);
	fprintf(out, "<p class=\"ways\"><button>%s</button> <a class=\"way\" href=\"",
		form_html_word(view, UI_DETAILS_SEND));
	html_text(out, done_path(request, receipt, true));
	fprintf(out, "\">%s</a>", form_html_word(view, UI_DETAILS_SKIP));
	if (kiosk)
		fprintf(out,
			" <button name=\"_more\" value=\"1\" class=\"way\">%s</button>",
			form_html_word(view, UI_KIOSK_MORE));
	fputs("</p>\n</form>\n", out);
}

static void write_thanks(FILE *out, const char *language, const char *receipt)
{
	fprintf(out,
		"<div class=\"done\">\n<h1>%s</h1>\n<p>%s</p>\n<p>%s</p>\n"
		"<p class=\"receipt\">%s</p>\n<p>%s</p>\n</div>\n<h2>%s</h2>\n",
		ui_text(UI_DONE_TITLE, language), ui_text(UI_DONE_LEAD, language),
		ui_text(UI_DONE_RECEIPT, language), receipt,
		ui_text(UI_DONE_KEEP, language), ui_text(UI_DETAILS_LEAD, language));
}

/* What kiosk.js shows where the details were kept on this machine, with no network. */
static void write_kiosk(struct request *request, struct reply *reply,
			const struct receipt *receipt, const char *text,
			const struct form_view *view, const struct answers *answers)
{
	const char *language = request_language(request);
	bool more = http_value(&request->form, "_more");
	FILE *out = reply->out;

	kiosk_begin(reply, language, ui_text(UI_DONE_TITLE, language),
		    kiosk_start(request, receipt->round, receipt->unit),
		    more ? KIOSK_MORE_SECONDS : KIOSK_SECONDS);
	fprintf(out, "<div id=\"ask\">\n<h1>%s</h1>\n<p>%s</p>\n",
		ui_text(UI_DONE_TITLE, language), ui_text(UI_DETAILS_LEAD, language));
	form_html_errors(out, view);
	page_offline(reply, language);
	write_form(request, out, text, view, answers);
	fprintf(out,
		"</div>\n<div id=\"thanks\" class=\"done\" tabindex=\"-1\" hidden>\n"
		"<h1>%s</h1>\n<p>%s</p>\n</div>\n",
		ui_text(UI_DONE_TITLE, language), ui_text(UI_KIOSK_KEPT, language));
	page_script(reply, ASSET_form_js);
	kiosk_end(reply, language);
}

void details_page(struct request *request, struct reply *reply,
		  const struct receipt *receipt, const struct answers *answers,
		  const struct submission *submission)
{
	const char *language = request_language(request);
	struct form_view view = {.form = answers->form,
				 .language =
					 form_label_language(answers->form, language),
				 .values = &request->form,
				 .asked = all_asked(request, answers)};
	char text[RECEIPT_BYTES];

	if (submission) {
		view.problems = submission->problems;
		view.nproblems = submission->nproblems;
	}
	receipt_text(receipt, &request->known->receipt_key, text);
	if (kiosk_asks(request)) {
		write_kiosk(request, reply, receipt, text, &view, answers);
		return;
	}
	page_begin(reply, language, ui_text(UI_DONE_TITLE, language), NULL);
	form_html_errors(reply->out, &view);
	write_thanks(reply->out, language, text);
	page_offline(reply, language);
	write_form(request, reply->out, text, &view, answers);
	page_script(reply, ASSET_form_js);
	page_end(reply);
}

/* --- what is sent --- */

static void reply_saved(struct request *request, struct reply *reply)
{
	char receipt[RECEIPT_BYTES];
	const struct submission *s = request->context;
	enum save_outcome outcome = submission_saved(request, receipt);

	if (kiosk_asks(request))
		reply->back = kiosk_start(request, s->details->round, s->details->unit);
	/* what was added before, here or elsewhere, is what counts */
	if (outcome == SAVE_NEW || outcome == SAVE_SAME || outcome == SAVE_SPOOLED ||
	    outcome == SAVE_OTHER_CONTENT)
		reply_see_other(reply, done_path(request, receipt, true));
	else
		page_refused(request, reply, outcome);
}

/* Nothing to add, or not to be judged without the answer of the tap. */
static bool adds_nothing(const struct submission *s)
{
	return s->nproblems == 1 && (s->problems[0].rule == RULE_EMPTY ||
				     (int)s->problems[0].item == s->form->first);
}

static void receive(struct request *request, struct reply *reply,
		    const struct receipt *receipt)
{
	const char *language = request_language(request);
	struct submission *s = arena_alloc(request->arena, 1, sizeof(*s));
	struct error err = {0};

	if (!submission_begin_details(s, request, receipt, language, &err)) {
		if (!request->deferred)
			page_failure(reply, language, &err);
		return;
	}
	submission_items(s, request);
	bool good = submission_check(s, request->arena);
	if (http_value(&request->form, "_more"))
		details_page(request, reply, receipt, &s->response.answers, NULL);
	else if (good)
		submission_save(s, request, reply_saved);
	else if (adds_nothing(s))
		reply_see_other(reply, done_path(request, request->argument, true));
	else {
		submission_refused(s, server_metrics(request->server));
		reply->status = 422;
		details_page(request, reply, receipt, &s->response.answers, s);
	}
}

void page_details_post(struct request *request, struct reply *reply)
{
	struct receipt receipt;

	if (!receipt_read(request->argument, &request->known->receipt_key, &receipt)) {
		page_message(reply, 404, request_language(request), UI_NOT_FOUND_TITLE,
			     UI_WITHDRAW_SLIP);
		return;
	}
	if (kiosk_asks(request))
		reply->back = kiosk_start(request, receipt.round, receipt.unit);
	if (page_admits(request, reply))
		receive(request, reply, &receipt);
}
