/* The JSON API: what it shares, what is asked, and what operators watch. */
#include "api.h"
#include "route.h"

#include "forms/text.h"

#include <math.h>

unsigned api_status(const struct error *err)
{
	static const unsigned statuses[ERROR_CODE_COUNT] = {
		[ERROR_NONE] = 503,	[ERROR_INPUT] = 422,  [ERROR_NOT_FOUND] = 404,
		[ERROR_CONFLICT] = 409, [ERROR_DENIED] = 503, [ERROR_AWAY] = 503,
		[ERROR_SYSTEM] = 503,
	};
	return statuses[err->code];
}

void api_failure(struct reply *reply, const struct error *err)
{
	static const struct {
		unsigned status;
		const char *code;
	} codes[] = {{404, "unknown_round"}, {409, "conflict"}, {422, "invalid"}};

	for (size_t i = 0; i < ARRAY_SIZE(codes); i++) {
		if (codes[i].status != api_status(err))
			continue;
		reply_json_error(reply, codes[i].status, codes[i].code, err->message);
		return;
	}
	reply->failure = *err;
	reply_header(reply, "Retry-After", "30");
	reply_json_error(reply, 503, "away", "The database can't be reached just now.");
}

void api_with_db(struct request *request, struct reply *reply,
		 void (*answer)(struct request *, struct reply *, struct db *))
{
	reply->type = "application/json";
	if (!request->at_desk)
		request->deferred = true;
	else if (request->db)
		answer(request, reply, request->db);
	else
		api_failure(reply, &request->failure);
}

void api_member(FILE *out, const char *name, const char *value)
{
	fprintf(out, ", \"%s\": ", name);
	if (value)
		json_text(out, value);
	else
		fputs("null", out);
}

/* --- reading --- */

static void answer_rounds(struct request *request, struct reply *reply, struct db *db)
{
	struct error err = {0};
	struct round *rounds;
	size_t count;

	if (!round_list(db, request->arena, &rounds, &count, &err)) {
		api_failure(reply, &err);
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
		api_member(reply->out, "from", r->starts_on);
		api_member(reply->out, "to", r->ends_on);
		api_member(reply->out, "method", r->method);
		api_member(reply->out, "comparable_with", r->comparable_with);
		if (!isnan(r->target))
			fprintf(reply->out, ", \"target\": %.15g", r->target);
		fprintf(reply->out, ", \"tickets_only\": %s}",
			r->tickets_only ? "true" : "false");
	}
	fputs("]}\n", reply->out);
}

void api_rounds(struct request *request, struct reply *reply)
{
	api_with_db(request, reply, answer_rounds);
}

void api_form(struct request *request, struct reply *reply)
{
	struct error err = {0};
	struct round round;
	const struct form *form;

	reply->type = "application/json";
	if (request_round(request, request->argument, &round, &form, &err))
		fputs(form->definition, reply->out);
	else if (!request->deferred)
		api_failure(reply, &err);
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
		api_failure(reply, &err);
}

void api_ready(struct request *request, struct reply *reply)
{
	api_with_db(request, reply, answer_ready);
}

void api_metrics(struct request *request, struct reply *reply)
{
	reply->type = "text/plain; version=0.0.4; charset=utf-8";
	server_measure(request->server);
	metrics_write(server_metrics(request->server), reply->out);
}
