/* GET and POST /f/{round}: the form a citizen fills in; no script is needed. */
#include "form_frame.h"
#include "kiosk.h"
#include "page_details.h"
#include "page_steps.h"
#include "page_ticket.h"
#include "route.h"
#include "submission.h"
#include "tap.h"

#include "forms/text.h"

#include <string.h>

static void write_page(struct reply *reply, const struct request *request,
		       const struct form_view *view)
{
	const struct piece *blank = frame_known(request, view);

	frame_begin(reply, request, view, "", true);
	frame_introduction(reply->out, view);
	frame_open(reply->out, request, view);
	if (blank)
		reply_piece(reply, blank);
	else if (view->form->first >= 0)
		tap_rest(reply->out, view);
	else
		form_html_rest(reply->out, view);
	frame_end(reply);
}

/* The form as it is, or the step that the pressed button leads to. */
static void show(struct request *request, struct reply *reply)
{
	const char *language = request_language(request);
	struct error err = {0};
	struct round round;
	const struct form *form;

	if (!request_round(request, request->argument, &round, &form, &err)) {
		if (!request->deferred)
			page_failure(reply, language, &err);
	} else if (round.status != ROUND_OPEN) {
		page_message(reply, 409, language, UI_NOT_OPEN_TITLE, UI_NOT_OPEN);
	} else if (!page_ticket_admits(request, reply, &round)) {
		return;
	} else if (frame_in_steps(form)) {
		page_steps(request, reply, form);
	} else {
		const struct form_view view = frame_view(request, form);
		write_page(reply, request, &view);
	}
}

void page_form(struct request *request, struct reply *reply)
{
	reply->shared = !admission_ticket(request);
	show(request, reply);
}

static void gather(struct submission *s, struct request *request)
{
	struct arena *arena = request->arena;
	const char *channel = http_value(&request->form, "channel");
	const char *id = http_value(&request->form, "response_id");
	unsigned char uuid[16];

	submission_items(s, request);
	submission_field(s, arena, FIELD_UNIT, frame_place(request, FIELD_UNIT));
	submission_field(s, arena, FIELD_SERVICE, frame_place(request, FIELD_SERVICE));
	submission_admit(s, request, admission_ticket(request));
	bool has_ticket = s->admission == ADMIT_TICKET;
	bool at_kiosk = channel && strcmp(channel, "kiosk") == 0;
	submission_field(s, arena, FIELD_CHANNEL,
			 has_ticket ? "ticket"
			 : at_kiosk ? "kiosk"
				    : "web");
	if (!has_ticket && id && text_uuid(id, uuid))
		submission_field(s, arena, FIELD_RESPONSE_ID, id);
	/* the hidden time is a help, not an answer: a broken one is no one's error */
	if (response_set(&s->response, arena, FIELD_STARTED_AT,
			 http_value(&request->form, "started_at")) != RULE_KEPT)
		s->response.field[FIELD_STARTED_AT] = NULL;
}

/* What was tapped goes along, for the questions that follow where the database can't be
 * asked for it. */
static void reply_done(struct request *request, struct reply *reply,
		       const struct submission *s, const char *receipt)
{
	const char *first =
		submission_is_tap(s, request->arena)
			? arena_printf(request->arena, "&first=%s",
				       answers_get(&s->response.answers, request->arena,
						   (unsigned)s->form->first))
			: "";

	reply_see_other(reply, arena_printf(request->arena, "%s%s",
					    done_path(request, receipt, false), first));
}

void page_refused(struct request *request, struct reply *reply, int outcome)
{
	static const struct {
		unsigned status;
		enum ui title, text;
	} refusals[] = {
		[SAVE_OTHER_CONTENT] = {409, UI_ERRORS_TITLE, UI_TAKEN},
		[SAVE_OTHER_UNIT] = {409, UI_ERRORS_TITLE, UI_TAKEN},
		[SAVE_WITHDRAWN] = {409, UI_ERRORS_TITLE, UI_WITHDRAWN_BEFORE},
		[SAVE_CLOSED] = {409, UI_NOT_OPEN_TITLE, UI_NOT_OPEN},
		[SAVE_UNKNOWN_ROUND] = {404, UI_NOT_FOUND_TITLE, UI_NO_ROUND},
		[SAVE_UNKNOWN_UNIT] = {422, UI_ERRORS_TITLE, UI_UNKNOWN_UNIT},
		[SAVE_UNKNOWN_SERVICE] = {422, UI_ERRORS_TITLE, UI_UNKNOWN_SERVICE},
		[SAVE_NOT_THERE] = {503, UI_AWAY_TITLE, UI_DETAILS_AWAY},
		[SAVE_TOO_LATE] = {409, UI_DONE_TITLE, UI_DETAILS_LATE},
	};
	const char *language = request_language(request);

	if (outcome == SAVE_FAILED) {
		page_failure(reply, language, &request->failure);
		return;
	}
	if (refusals[outcome].status == 503)
		reply_header(reply, "Retry-After", "30");
	page_message(reply, refusals[outcome].status, language, refusals[outcome].title,
		     refusals[outcome].text);
}

static void lead_back(struct request *request, struct reply *reply)
{
	if (kiosk_asks(request))
		reply->back = kiosk_start(request, request->argument,
					  frame_place(request, FIELD_UNIT));
}

static void reply_saved(struct request *request, struct reply *reply)
{
	const struct submission *s = request->context;
	char receipt[RECEIPT_BYTES];
	enum save_outcome outcome = submission_saved(request, receipt);

	lead_back(request, reply);
	/* a kiosk is tapped twice, on two faces: the first tap is kept and counts */
	bool tapped_again = outcome == SAVE_OTHER_CONTENT &&
			    strcmp(s->response.field[FIELD_CHANNEL], "kiosk") == 0;

	bool by_ticket = saving_is_by_ticket(&s->saving);
	bool ticket_used = by_ticket &&
			   (outcome == SAVE_OTHER_CONTENT || outcome == SAVE_WITHDRAWN);

	if (ticket_used)
		page_ticket_refusal(request, reply, &s->round, ADMIT_TICKET_USED);
	else if (outcome == SAVE_SPOOLED && by_ticket)
		page_ticket_spooled(request, reply);
	else if (outcome == SAVE_NEW || outcome == SAVE_SAME ||
		 outcome == SAVE_SPOOLED || tapped_again)
		reply_done(request, reply, s, receipt);
	else
		page_refused(request, reply, outcome);
}

/* What was answered is shown again, with what is wrong. */
static void refuse(struct request *request, struct reply *reply,
		   const struct submission *s)
{
	struct form_view view = frame_view(request, s->form);

	reply->status = 422;
	if (frame_in_steps(s->form) && s->nproblems > 0) {
		page_steps_refused(request, reply, s->form, &s->problems[0]);
		return;
	}
	view.problems = s->problems;
	view.nproblems = s->nproblems;
	write_page(reply, request, &view);
}

static void receive(struct request *request, struct reply *reply)
{
	const char *language = request_language(request);
	struct submission *s = arena_alloc(request->arena, 1, sizeof(*s));
	struct error err = {0};

	if (!submission_begin(s, request, language, &err)) {
		if (!request->deferred)
			page_failure(reply, language, &err);
		return;
	}
	s->consent_shown = true;
	gather(s, request);
	bool good = submission_check(s, request->arena);
	if (!good || !admission_is_good(s->admission))
		submission_refused(s, server_metrics(request->server));
	if (s->field_rule[FIELD_UNIT] != RULE_KEPT) {
		page_message(reply, 422, language, UI_ERRORS_TITLE, UI_UNKNOWN_UNIT);
	} else if (s->field_rule[FIELD_SERVICE] != RULE_KEPT) {
		page_message(reply, 422, language, UI_ERRORS_TITLE, UI_UNKNOWN_SERVICE);
	} else if (!admission_is_good(s->admission)) {
		page_ticket_refusal(request, reply, &s->round, s->admission);
	} else if (good) {
		submission_save(s, request, reply_saved);
	} else if (s->round.status != ROUND_OPEN) {
		page_message(reply, 409, language, UI_NOT_OPEN_TITLE, UI_NOT_OPEN);
	} else {
		refuse(request, reply, s);
	}
}

/* Only what is sent to be kept counts against the limit of a place. */
void page_form_post(struct request *request, struct reply *reply)
{
	lead_back(request, reply);
	if (http_value(&request->form, "_step") ||
	    http_value(&request->form, "_change"))
		show(request, reply);
	else if (page_admits(request, reply))
		receive(request, reply);
}
