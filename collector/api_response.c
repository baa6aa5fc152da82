/* POST /api/v1/rounds/{round}/responses: one citizen's answers as JSON; and
 * /api/v1/responses/{receipt}/details, what is answered after a first tap. */
#include "api.h"
#include "route.h"
#include "submission.h"

#include "forms/json.h"
#include "forms/text.h"

#include <json-c/json.h>
#include <string.h>

enum { JSON_DEPTH_MAX = 6 };

/* Levels are one digit, nearly always. */
static const char *whole_text(struct json_object *value, struct arena *arena)
{
	static const char digits[][2] = {"0", "1", "2", "3", "4",
					 "5", "6", "7", "8", "9"};
	int64_t number = json_object_get_int64(value);

	if (number >= 0 && number < (int64_t)ARRAY_SIZE(digits))
		return digits[number];
	return arena_strdup(arena, json_object_to_json_string(value));
}

/* A JSON answer as microdata text; NULL when it is of no usable kind. */
static const char *answer_text(struct json_object *value, struct arena *arena)
{
	const char *text = "";

	switch (json_object_get_type(value)) {
	case json_type_null:
		return "";
	case json_type_double:
		if (json_object_get_double(value) == (double)json_object_get_int(value))
			return arena_printf(arena, "%d", json_object_get_int(value));
		return arena_strdup(arena, json_object_to_json_string(value));
	case json_type_int:
		return whole_text(value, arena);
	case json_type_string:
		if (strlen(json_object_get_string(value)) !=
		    (size_t)json_object_get_string_len(value))
			return NULL;
		return json_object_get_string(value);
	case json_type_array:
		for (size_t i = 0; i < json_object_array_length(value); i++) {
			struct json_object *one = json_object_array_get_idx(value, i);
			const char *name = json_object_is_type(one, json_type_array)
						   ? NULL
						   : answer_text(one, arena);
			if (!name || i > FORM_CHOICES_MAX)
				return NULL;
			text = arena_printf(arena, "%s%s%s", text, i ? " " : "", name);
		}
		return text;
	case json_type_boolean:
	case json_type_object:
		break;
	}
	return NULL;
}

/* What the body said that is no item or field of ours, and is told in "fields". */
struct complaint {
	const char *name;
	enum rule rule;
};

struct complaints {
	struct complaint *list;
	size_t count;
	struct arena *arena;
};

enum { COMPLAINTS_MAX = 100 };

static void complain(struct complaints *c, const char *name, enum rule rule)
{
	if (!c->list)
		c->list = arena_alloc(c->arena, COMPLAINTS_MAX, sizeof(*c->list));
	if (c->count < COMPLAINTS_MAX)
		c->list[c->count++] =
			(struct complaint){arena_strdup(c->arena, name), rule};
}

static void read_answers(struct submission *s, struct json_object *answers,
			 struct complaints *c)
{
	if (!json_object_is_type(answers, json_type_object)) {
		complain(c, "answers", RULE_EMPTY);
		return;
	}
	int last = -1;
	json_object_object_foreach(answers, name, value)
	{
		int item = form_item_after(s->form, last, name);
		last = item < 0 ? last : item;
		const char *text = answer_text(value, c->arena);
		if (item < 0)
			complain(c, name, RULE_UNKNOWN_ITEM);
		else if (!text)
			submission_problem(s, (unsigned)item, RULE_CHOICE);
		else
			submission_item(s, c->arena, (unsigned)item, text);
	}
}

static void read_field(struct submission *s, const char *name, const char *text,
		       struct complaints *c)
{
	static const char *const channels[] = {"web", "kiosk", "ticket"};
	unsigned char uuid[16];
	int field = strcmp(name, "id") == 0 ? FIELD_RESPONSE_ID : field_find(name);

	if (field == FIELD_CHANNEL && strcmp(text, channels[0]) != 0 &&
	    strcmp(text, channels[1]) != 0 && strcmp(text, channels[2]) != 0)
		complain(c, name, RULE_CHANNEL);
	else if (field == FIELD_RESPONSE_ID && !text_uuid(text, uuid))
		complain(c, name, RULE_UUID);
	else
		submission_field(s, c->arena, (enum field)field, text);
}

static bool is_response_member(const struct submission *s, const char *name)
{
	static const char *const names[] = {"id", "unit", "service", "channel",
					    "started_at"};

	for (size_t i = 0; !s->details && i < ARRAY_SIZE(names); i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return false;
}

/* With a good ticket id and channel need not be said; without one the channel can't be
 * "ticket". */
static void read_ticket(struct submission *s, struct request *request,
			const char *ticket, struct complaints *c)
{
	const char *channel = s->response.field[FIELD_CHANNEL];

	submission_admit(s, request, ticket);
	if (s->admission == ADMIT_TICKET_FOREIGN)
		complain(c, "ticket", RULE_TICKET);
	if (s->admission == ADMIT_TICKET_OVER)
		complain(c, "ticket", RULE_TICKET_OVER);
	if (!channel)
		submission_field(s, c->arena, FIELD_CHANNEL,
				 s->admission == ADMIT_TICKET ? "ticket" : "web");
	else if (strcmp(channel, "ticket") == 0 && s->admission != ADMIT_TICKET)
		complain(c, "channel", RULE_CHANNEL);
}

static void read_body(struct submission *s, struct request *request,
		      struct json_object *root, struct complaints *c)
{
	struct json_object *answers = NULL;
	const char *ticket = NULL;

	json_object_object_get_ex(root, "answers", &answers);
	read_answers(s, answers, c);
	json_object_object_foreach(root, name, value)
	{
		const char *text = answer_text(value, c->arena);
		if (strcmp(name, "answers") == 0)
			continue;
		if (strcmp(name, "ticket") == 0 && !s->details)
			ticket = text ? text : "?";
		else if (strcmp(name, "comment") == 0 && text)
			submission_item(s, c->arena, s->form->comment, text);
		else if (is_response_member(s, name) && text)
			read_field(s, name, text, c);
		else
			complain(c, name, RULE_UNKNOWN_ITEM);
	}
	if (s->details)
		return;
	read_ticket(s, request, ticket, c);
	if (s->admission != ADMIT_TICKET &&
	    !json_object_object_get_ex(root, "id", NULL))
		complain(c, "id", RULE_REQUIRED);
}

static void write_problem(FILE *out, const char *name, enum rule rule,
			  const char *language, size_t *count)
{
	fputs((*count)++ ? ", " : "", out);
	json_text(out, name);
	fprintf(out, ": {\"rule\": \"%s\"", rule_code(rule));
	api_member(out, "message", rule_text(rule, language));
	putc('}', out);
}

static void reply_invalid(struct reply *reply, const struct submission *s,
			  const struct complaints *c, const char *language)
{
	FILE *out = reply->out;
	size_t count = 0;

	reply->status = 422;
	fputs("{\"error\": {\"code\": \"invalid\", \"message\": \"The response breaks "
	      "rules of the form.\", \"fields\": {",
	      out);
	for (size_t i = 0; i < c->count; i++)
		write_problem(out, c->list[i].name, c->list[i].rule, language, &count);
	for (int f = 0; f < FIELD_COUNT; f++)
		if (s->field_rule[f] != RULE_KEPT)
			write_problem(out, field_name((enum field)f), s->field_rule[f],
				      language, &count);
	for (size_t i = 0; i < s->nproblems; i++) {
		const struct problem *problem = &s->problems[i];
		const char *name = problem->rule == RULE_EMPTY
					   ? "answers"
					   : s->form->items[problem->item].name;
		write_problem(out, name, problem->rule, language, &count);
	}
	fputs("}}}\n", out);
}

static void reply_outcome(struct reply *reply, enum save_outcome outcome,
			  const char *receipt, const struct error *err)
{
	static const struct {
		unsigned status;
		const char *code, *message;
	} outcomes[] = {
		[SAVE_NEW] = {201, NULL, NULL},
		[SAVE_SAME] = {200, NULL, NULL},
		[SAVE_SPOOLED] = {202, NULL, NULL},
		[SAVE_OTHER_CONTENT] = {409, "id_taken",
					"The id stands for another response already."},
		[SAVE_OTHER_UNIT] = {409, "id_taken",
				     "The id stands for another unit already."},
		[SAVE_WITHDRAWN] = {409, "withdrawn", "The response was withdrawn."},
		[SAVE_CLOSED] = {409, "round_closed", "The round is not open."},
		[SAVE_UNKNOWN_ROUND] = {404, "unknown_round",
					"There is no such round."},
		[SAVE_UNKNOWN_UNIT] = {422, "unknown_unit",
				       "The unit is not in the catalogue."},
		[SAVE_UNKNOWN_SERVICE] = {422, "unknown_service",
					  "The service is not in the catalogue."},
		[SAVE_NOT_THERE] = {503, "not_there_yet",
				    "The first tap is not in the database yet."},
		[SAVE_TOO_LATE] = {409, "too_late",
				   "Details come within an hour of the first tap."},
	};

	if (outcome == SAVE_FAILED) {
		api_failure(reply, err);
		return;
	}
	reply->status = outcomes[outcome].status;
	if (reply->status == 503)
		reply_header(reply, "Retry-After", "30");
	if (outcomes[outcome].code)
		reply_json_error(reply, outcomes[outcome].status,
				 outcomes[outcome].code, outcomes[outcome].message);
	else if (!*receipt) /* page_ticket.h says why */
		fputs("{\"receipt\": null}\n", reply->out);
	else
		fprintf(reply->out, "{\"receipt\": \"%s\"}\n", receipt);
}

static void reply_saved(struct request *request, struct reply *reply)
{
	char receipt[RECEIPT_BYTES];
	enum save_outcome outcome = submission_saved(request, receipt);

	reply->type = "application/json";
	if (((const struct submission *)request->context)->details &&
	    outcome == SAVE_NEW)
		outcome = SAVE_SAME; /* they make nothing new */
	if (outcome == SAVE_OTHER_CONTENT && saving_is_by_ticket(request->saving))
		reply_json_error(reply, 409, "ticket_used",
				 "A response was sent with this ticket already.");
	else
		reply_outcome(reply, outcome, receipt, &request->failure);
}

static void take_response(struct request *request, struct reply *reply,
			  const struct receipt *receipt, struct json_object *root)
{
	const char *language = request_language(request);
	struct submission *s = arena_alloc(request->arena, 1, sizeof(*s));
	struct complaints complaints = {.arena = request->arena};
	struct error err = {0};

	if (!(receipt ? submission_begin_details(s, request, receipt, language, &err)
		      : submission_begin(s, request, language, &err))) {
		if (!request->deferred)
			api_failure(reply, &err);
		return;
	}
	read_body(s, request, root, &complaints);
	bool good = submission_check(s, request->arena);
	if (!good || complaints.count > 0) {
		submission_refused(s, server_metrics(request->server));
		for (size_t i = 0; i < complaints.count; i++)
			metrics_reject(server_metrics(request->server),
				       complaints.list[i].rule);
		if (s->round.status == ROUND_OPEN)
			reply_invalid(reply, s, &complaints, language);
		else
			reply_outcome(reply, SAVE_CLOSED, NULL, &err);
		return;
	}
	if (s->admission == ADMIT_TICKET_NEEDED && s->round.status != ROUND_OPEN)
		reply_outcome(reply, SAVE_CLOSED, NULL, &err);
	else if (s->admission == ADMIT_TICKET_NEEDED)
		reply_json_error(reply, 403, "ticket_needed",
				 "The round takes responses with a ticket only.");
	else
		submission_save(s, request, reply_saved);
}

static void read_response(struct request *request, struct reply *reply,
			  const struct receipt *receipt)
{
	struct json_tokener *tokener = json_tokener_new_ex(JSON_DEPTH_MAX);
	struct json_object *root = NULL;

	json_tokener_set_flags(tokener, JSON_TOKENER_STRICT);
	if (request->body_length > 0)
		root = json_tokener_parse_ex(tokener, request->body,
					     (int)request->body_length);
	if (json_object_is_type(root, json_type_object) &&
	    !json_names_once(request->body, root))
		reply_json_error(reply, 400, "json",
				 "A name is there twice, or not in double quotes.");
	else if (json_object_is_type(root, json_type_object))
		take_response(request, reply, receipt, root);
	else
		reply_json_error(reply, 400, "json", "The body is no JSON object.");
	json_object_put(root);
	json_tokener_free(tokener);
}

static void admit_response(struct request *request, struct reply *reply,
			   const struct receipt *receipt)
{
	reply->type = "application/json";
	if (request->at_desk || server_admit(request->server, request->peer)) {
		read_response(request, reply, receipt);
		return;
	}
	metrics_count(server_metrics(request->server), METRIC_LIMITED, 0);
	reply_header(reply, "Retry-After", "60");
	reply_json_error(reply, 429, "too_fast", "Too many answers from one address.");
}

void api_response(struct request *request, struct reply *reply)
{
	admit_response(request, reply, NULL);
}

void api_details(struct request *request, struct reply *reply)
{
	struct receipt receipt;

	if (receipt_read(request->argument, &request->known->receipt_key, &receipt))
		admit_response(request, reply, &receipt);
	else
		reply_json_error(reply, 404, "no_receipt", "That is no receipt.");
}
