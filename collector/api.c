/* The JSON API: rounds, forms, responses, uploads, and what operators watch. */
#include "route.h"
#include "submission.h"
#include "upload.h"

#include "forms/text.h"

#include <json-c/json.h>
#include <math.h>
#include <string.h>

enum { JSON_DEPTH_MAX = 6 };

static void reply_failure(struct reply *reply, const struct error *err)
{
	if (err->code == ERROR_NOT_FOUND) {
		reply_json_error(reply, 404, "unknown_round", err->message);
		return;
	}
	fprintf(stderr, "hailong-collector: %s\n", err->message);
	reply_header(reply, "Retry-After", "30");
	reply_json_error(reply, 503, "away", "The database can't be reached just now.");
}

/* Runs an answer that needs the database. */
static void with_db(struct request *request, struct reply *reply,
		    void (*answer)(struct request *, struct reply *, struct db *))
{
	struct error err = {0};
	struct db *db = server_take_db(request->server, &err);

	reply->type = "application/json";
	if (db)
		answer(request, reply, db);
	else
		reply_failure(reply, &err);
	server_give_db(request->server, db);
}

/* --- reading --- */

static void write_member(FILE *out, const char *name, const char *value)
{
	fprintf(out, ", \"%s\": ", name);
	if (value)
		json_text(out, value);
	else
		fputs("null", out);
}

static void answer_rounds(struct request *request, struct reply *reply, struct db *db)
{
	struct error err = {0};
	struct round *rounds;
	size_t count;

	if (!round_list(db, request->arena, &rounds, &count, &err)) {
		reply_failure(reply, &err);
		return;
	}
	fputs("{\"rounds\": [", reply->out);
	for (size_t i = 0; i < count; i++) {
		const struct round *r = &rounds[i];
		fprintf(reply->out,
			"%s\n {\"code\": \"%s\", \"form\": \"%s\", "
			"\"form_version\": %d, \"status\": \"%s\"",
			i ? "," : "", r->code, r->form, r->form_version,
			round_status_name(r->status));
		write_member(reply->out, "from", r->starts_on);
		write_member(reply->out, "to", r->ends_on);
		write_member(reply->out, "method", r->method);
		write_member(reply->out, "comparable_with", r->comparable_with);
		if (!isnan(r->target))
			fprintf(reply->out, ", \"target\": %.15g", r->target);
		fputs("}", reply->out);
	}
	fputs("]}\n", reply->out);
}

void api_rounds(struct request *request, struct reply *reply)
{
	with_db(request, reply, answer_rounds);
}

static void answer_form(struct request *request, struct reply *reply, struct db *db)
{
	struct error err = {0};
	struct round round;
	const struct form *form;

	if (server_round(request->server, db, request->argument, request->arena, &round,
			 &form, &err))
		fputs(form->definition, reply->out);
	else
		reply_failure(reply, &err);
}

void api_form(struct request *request, struct reply *reply)
{
	with_db(request, reply, answer_form);
}

/* --- responses --- */

/* A JSON answer as microdata text; NULL when it is of no usable kind. */
static const char *answer_text(struct json_object *value, struct arena *arena)
{
	const char *text = "";

	switch (json_object_get_type(value)) {
	case json_type_null:
		return "";
	case json_type_int:
	case json_type_double:
		return arena_strdup(arena, json_object_to_json_string(value));
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
	json_object_object_foreach(answers, name, value)
	{
		int item = form_item(s->form, name);
		const char *text = answer_text(value, c->arena);
		if (item < 0)
			complain(c, name, RULE_UNKNOWN_ITEM);
		else if (!text)
			complain(c, name, RULE_CHOICE);
		else
			submission_item(s, c->arena, (unsigned)item, text);
	}
}

static void read_field(struct submission *s, const char *name, const char *text,
		       struct complaints *c)
{
	static const char *const channels[] = {"web", "kiosk"};
	unsigned char uuid[16];
	int field = strcmp(name, "id") == 0 ? FIELD_RESPONSE_ID : field_find(name);

	if (field == FIELD_CHANNEL && strcmp(text, channels[0]) != 0 &&
	    strcmp(text, channels[1]) != 0)
		complain(c, name, RULE_CHANNEL);
	else if (field == FIELD_RESPONSE_ID && !text_uuid(text, uuid))
		complain(c, name, RULE_CODE);
	else
		submission_field(s, c->arena, (enum field)field, text);
}

static bool is_response_member(const char *name)
{
	static const char *const names[] = {"id", "unit", "service", "channel",
					    "started_at"};

	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return false;
}

static void read_body(struct submission *s, struct json_object *root,
		      struct complaints *c)
{
	struct json_object *answers = NULL;

	json_object_object_get_ex(root, "answers", &answers);
	read_answers(s, answers, c);
	json_object_object_foreach(root, name, value)
	{
		const char *text = answer_text(value, c->arena);
		if (strcmp(name, "answers") == 0)
			continue;
		if (strcmp(name, "comment") == 0 && text)
			submission_item(s, c->arena, s->form->comment, text);
		else if (is_response_member(name) && text)
			read_field(s, name, text, c);
		else
			complain(c, name, RULE_UNKNOWN_ITEM);
	}
	if (!json_object_object_get_ex(root, "id", NULL))
		complain(c, "id", RULE_REQUIRED);
	if (!s->response.field[FIELD_CHANNEL])
		submission_field(s, c->arena, FIELD_CHANNEL, "web");
}

static void write_problem(FILE *out, const char *name, enum rule rule,
			  const char *language, size_t *count)
{
	fputs((*count)++ ? ", " : "", out);
	json_text(out, name);
	fprintf(out, ": {\"rule\": \"%s\"", rule_code(rule));
	write_member(out, "message", rule_text(rule, language));
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
	};

	if (outcome == SAVE_FAILED) {
		reply_failure(reply, err);
		return;
	}
	reply->status = outcomes[outcome].status;
	if (outcomes[outcome].code)
		reply_json_error(reply, outcomes[outcome].status,
				 outcomes[outcome].code, outcomes[outcome].message);
	else
		fprintf(reply->out, "{\"receipt\": \"%s\"}\n", receipt);
}

static void take_response(struct request *request, struct reply *reply, struct db *db,
			  struct json_object *root)
{
	const char *language = request_language(request);
	struct submission *s = arena_alloc(request->arena, 1, sizeof(*s));
	struct complaints complaints = {.arena = request->arena};
	char receipt[RECEIPT_BYTES];
	struct error err = {0};

	if (!submission_begin(s, request, db, language, &err)) {
		reply_failure(reply, &err);
		return;
	}
	read_body(s, root, &complaints);
	bool good = submission_check(s, request->arena);
	if (!good || complaints.count > 0) {
		server_count(request->server, COUNTER_REFUSED);
		if (s->round.status == ROUND_OPEN)
			reply_invalid(reply, s, &complaints, language);
		else
			reply_outcome(reply, SAVE_CLOSED, NULL, &err);
		return;
	}
	enum save_outcome outcome = submission_save(s, request, db, receipt, &err);
	reply_outcome(reply, outcome, receipt, &err);
}

static void answer_response(struct request *request, struct reply *reply, struct db *db)
{
	struct json_tokener *tokener = json_tokener_new_ex(JSON_DEPTH_MAX);
	struct json_object *root = NULL;

	json_tokener_set_flags(tokener,
			       JSON_TOKENER_STRICT | JSON_TOKENER_VALIDATE_UTF8);
	if (request->body_length > 0)
		root = json_tokener_parse_ex(tokener, request->body,
					     (int)request->body_length);
	if (json_object_is_type(root, json_type_object))
		take_response(request, reply, db, root);
	else
		reply_json_error(reply, 400, "json", "The body is no JSON object.");
	json_object_put(root);
	json_tokener_free(tokener);
}

void api_response(struct request *request, struct reply *reply)
{
	if (server_admit(request->server, request->peer)) {
		with_db(request, reply, answer_response);
		return;
	}
	server_count(request->server, COUNTER_LIMITED);
	reply_header(reply, "Retry-After", "60");
	reply_json_error(reply, 429, "too_fast", "Too many answers from one address.");
}

/* --- uploads --- */

struct reject_list {
	FILE *out;
	const char *language;
	size_t count;
};

static void list_reject(void *context, const struct reject *reject)
{
	struct reject_list *list = context;
	FILE *out = list->out;

	fprintf(out, "%s\n {\"line\": %lu", list->count++ ? "," : "", reject->line);
	write_member(out, "column", reject->column);
	write_member(out, "value", reject->value);
	write_member(out, "rule", rule_code(reject->rule));
	write_member(out, "message", rule_text(reject->rule, list->language));
	putc('}', out);
}

static unsigned status_of(const struct error *err)
{
	switch (err->code) {
	case ERROR_NOT_FOUND:
		return 404;
	case ERROR_CONFLICT:
		return 409;
	case ERROR_INPUT:
		return 422;
	case ERROR_NONE:
	case ERROR_DENIED:
	case ERROR_AWAY:
	case ERROR_SYSTEM:
	case ERROR_CODE_COUNT:
		break;
	}
	return 503;
}

static void take_upload(struct request *request, struct reply *reply, struct db *db,
			const char *holder)
{
	const char *dry_run = http_value(&request->query, "dry_run");
	struct reject_list list = {.language = request_language(request)};
	struct intake intake = {.round = request->argument,
				.file = "upload.csv",
				.by = holder,
				.in = request->file,
				.dry_run = dry_run && strcmp(dry_run, "0") != 0,
				.reject = list_reject,
				.context = &list};
	struct error err = {0};
	char *rejects = NULL;
	size_t length = 0;

	list.out = open_memstream(&rejects, &length);
	bool done = intake_run(db, &intake, &err);
	fclose(list.out);
	if (done)
		fprintf(reply->out,
			"{\"accepted\": %zu, \"duplicate\": %zu, "
			"\"rejected\": %zu, \"rejects\": [%s]}\n",
			intake.accepted, intake.duplicate, intake.rejected, rejects);
	else if (status_of(&err) == 503)
		reply_failure(reply, &err);
	else
		reply_json_error(reply, status_of(&err), "upload", err.message);
	free(rejects);
}

static void answer_upload(struct request *request, struct reply *reply, struct db *db)
{
	enum access_role role = ACCESS_NONE;
	char name[TOKEN_NAME_BYTES];
	struct error err = {0};

	if (!server_access(request, db, &role, name, &err)) {
		reply_failure(reply, &err);
	} else if (role != ACCESS_SURVEYOR && role != ACCESS_ADMIN) {
		reply_header(reply, "WWW-Authenticate", "Bearer realm=\"Hai Long\"");
		reply_json_error(reply, role == ACCESS_NONE ? 401 : 403, "denied",
				 "A surveyor's token is needed.");
	} else if (!request->file) {
		reply_json_error(reply, 422, "upload", "The file is empty.");
	} else {
		take_upload(request, reply, db, name);
	}
}

void api_upload(struct request *request, struct reply *reply)
{
	with_db(request, reply, answer_upload);
}

/* --- operators --- */

void api_live(struct request *request, struct reply *reply)
{
	(void)request;
	reply->type = "text/plain; charset=utf-8";
	fputs("ok\n", reply->out);
}

static void answer_ready(struct request *request, struct reply *reply, struct db *db)
{
	struct error err = {0};
	struct round *rounds;
	size_t count;

	reply->type = "text/plain; charset=utf-8";
	if (round_list(db, request->arena, &rounds, &count, &err))
		fputs("ok\n", reply->out);
	else
		reply_failure(reply, &err);
}

void api_ready(struct request *request, struct reply *reply)
{
	with_db(request, reply, answer_ready);
}

void api_metrics(struct request *request, struct reply *reply)
{
	static const struct {
		const char *name, *help;
	} counters[COUNTER_COUNT] = {
		[COUNTER_REQUESTS] = {"requests", "HTTP requests answered"},
		[COUNTER_SAVED] = {"responses_saved", "responses kept"},
		[COUNTER_REPLAYED] = {"responses_replayed",
				      "responses sent again, kept once"},
		[COUNTER_REFUSED] = {"responses_refused",
				     "responses that broke a rule"},
		[COUNTER_LIMITED] = {"responses_limited",
				     "responses refused as too fast"},
		[COUNTER_FAILED] = {"responses_failed",
				    "responses the database failed"},
	};

	reply->type = "text/plain; version=0.0.4; charset=utf-8";
	for (int c = 0; c < COUNTER_COUNT; c++)
		fprintf(reply->out,
			"# HELP hailong_%s_total %s\n# TYPE hailong_%s_total counter\n"
			"hailong_%s_total %llu\n",
			counters[c].name, counters[c].help, counters[c].name,
			counters[c].name,
			(unsigned long long)server_counted(request->server,
							   (enum counter)c));
}
