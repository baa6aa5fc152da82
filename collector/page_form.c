/* GET and POST /f/{round}: the form a citizen fills in, without a script. */
#include "form_html.h"
#include "page.h"
#include "page_ticket.h"
#include "route.h"
#include "signs.h"
#include "submission.h"

#include "forms/text.h"
#include "schema/catalogue_store.h"

#include <string.h>
#include <time.h>

/* unit and service stand in the address, so that a QR code carries them; a program
 * may send them in the body. */
static const char *place(const struct request *request, enum field field)
{
	const char *value = http_value(&request->query, field_name(field));

	if (!value || !*value)
		value = http_value(&request->form, field_name(field));
	return value && *value ? value : NULL;
}

static void write_place(FILE *out, const struct known *known, enum catalogue_kind kind,
			enum ui what, const char *code, const char *language)
{
	if (!code)
		return;
	const struct catalogue_entry *entry = known_entry(known, kind, code);
	fprintf(out, "<p class=\"place\">%s: <b>", ui_text(what, language));
	html_text(out, entry ? catalogue_name(entry, language) : code);
	fputs("</b></p>\n", out);
}

/* What goes along unseen: the id that makes a second click harmless, and the time. */
static void write_hidden(FILE *out, const struct request *request,
			 const struct form *form)
{
	const char *id = http_value(&request->form, "response_id");
	const char *started = http_value(&request->form, "started_at");
	unsigned char uuid[16];
	char fresh[37], now[32], full[64];
	struct timespec moment;
	struct tm utc;

	uuid_random(uuid);
	uuid_text(uuid, fresh);
	clock_gettime(CLOCK_REALTIME, &moment);
	gmtime_r(&moment.tv_sec, &utc);
	strftime(now, sizeof(now), "%Y-%m-%dT%H:%M:%S", &utc);
	snprintf(full, sizeof(full), "%s.%06ldZ", now, moment.tv_nsec / 1000);
	page_hidden(out, "response_id", id ? id : fresh);
	page_hidden(out, "started_at", started ? started : full);
	page_hidden(out, "channel", http_value(&request->form, "channel"));
	signs_fields(out, request, form, id ? id : fresh, started ? started : full);
	page_hidden(out, "ticket", admission_ticket(request));
}

static void write_form(struct reply *reply, struct request *request,
		       const struct form *form, const struct submission *problems)
{
	const char *language = request_language(request);
	const struct form_view view = {.form = form,
				       .language = language,
				       .label_language =
					       form_label_language(form, language),
				       .values = &request->form,
				       .problems = problems,
				       .arena = request->arena};
	const char *unit = place(request, FIELD_UNIT);
	const char *service = place(request, FIELD_SERVICE);
	const char *other = strcmp(language, "vi") == 0 ? "en" : "vi";
	const char *title = label_text(&form->title, view.label_language);
	FILE *out = reply->out;

	page_begin(reply, language, title, NULL);
	fputs("<p class=\"languages\"><a href=\"", out);
	page_query(out, unit, service, other);
	if (admission_ticket(request)) {
		fputs("&amp;ticket=", out);
		url_arg(out, admission_ticket(request));
	}
	fprintf(out, "\" lang=\"%s\">%s</a></p>\n<h1>", other,
		ui_text(UI_OTHER_LANGUAGE, language));
	html_text(out, title);
	fputs("</h1>\n", out);
	write_place(out, request->known, CATALOGUE_UNITS, UI_UNIT, unit, language);
	write_place(out, request->known, CATALOGUE_SERVICES, UI_SERVICE, service,
		    language);
	form_html_errors(out, &view);
	fputs("<p>", out);
	html_text(out, label_text(&form->introduction, view.label_language));
	fputs("</p>\n<form method=\"post\" action=\"", out);
	page_query(out, unit, service, language);
	fputs("\">\n", out);
	write_hidden(out, request, form);
	const struct known_round *known = known_open(request->known, request->argument);
	if (known && known->form == form && !problems)
		fputs(known_blank(known, language), out);
	else
		form_html_rest(out, &view);
	page_end(reply);
}

void page_form(struct request *request, struct reply *reply)
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
	} else if (page_ticket_admits(request, reply, &round)) {
		write_form(reply, request, form, NULL);
	}
}

static void gather(struct submission *s, struct request *request)
{
	struct arena *arena = request->arena;
	const char *channel = http_value(&request->form, "channel");
	const char *id = http_value(&request->form, "response_id");
	unsigned char uuid[16];

	for (unsigned i = 0; i < s->form->nitems; i++) {
		const char *value =
			http_values(&request->form, s->form->items[i].name, arena);
		if (value)
			submission_item(s, arena, i, value);
	}
	submission_field(s, arena, FIELD_UNIT, place(request, FIELD_UNIT));
	submission_field(s, arena, FIELD_SERVICE, place(request, FIELD_SERVICE));
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

/* A kiosk's page goes back by itself, so it must know from where. */
static void reply_done(struct request *request, struct reply *reply,
		       const struct submission *s, const char *receipt)
{
	const char *const *field = s->response.field;
	const char *kiosk = "";

	if (strcmp(field[FIELD_CHANNEL], "kiosk") == 0)
		kiosk = arena_printf(request->arena, "&kiosk=1%s%s",
				     field[FIELD_SERVICE] ? "&service=" : "",
				     field[FIELD_SERVICE] ? field[FIELD_SERVICE] : "");
	reply_see_other(reply, arena_printf(request->arena, "/done/%s?lang=%s%s",
					    receipt, request_language(request), kiosk));
}

static void reply_saved(struct request *request, struct reply *reply)
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
	};
	const char *language = request_language(request);
	const struct submission *s = request->context;
	char receipt[RECEIPT_BYTES];
	enum save_outcome outcome = submission_saved(request, receipt);

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
	else if (outcome == SAVE_FAILED)
		page_failure(reply, language, &request->failure);
	else
		page_message(reply, refusals[outcome].status, language,
			     refusals[outcome].title, refusals[outcome].text);
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
		reply->status = 422;
		write_form(reply, request, s->form, s);
	}
}

void page_form_post(struct request *request, struct reply *reply)
{
	if (page_admits(request, reply))
		receive(request, reply);
}
