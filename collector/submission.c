/* See submission.h. */
#include "submission.h"

#include <string.h>

bool submission_begin(struct submission *s, struct request *request, struct db *db,
		      const char *language, struct error *err)
{
	memset(s, 0, sizeof(*s));
	if (!server_round(request->server, db, request->argument, request->arena,
			  &s->round, &s->form, err))
		return false;
	s->response = response_new(s->form, request->arena);
	s->language = language;
	return true;
}

void submission_problem(struct submission *s, unsigned item, enum rule rule)
{
	if (s->nproblems < SUBMISSION_PROBLEMS_MAX)
		s->problems[s->nproblems++] = (struct problem){item, rule};
}

void submission_item(struct submission *s, struct arena *arena, unsigned item,
		     const char *value)
{
	enum rule rule = answers_set(&s->response.answers, arena, item, value);

	if (rule != RULE_KEPT)
		submission_problem(s, item, rule);
}

void submission_field(struct submission *s, struct arena *arena, enum field field,
		      const char *value)
{
	s->field_rule[field] = response_set(&s->response, arena, field, value);
	s->nfield_problems += s->field_rule[field] != RULE_KEPT;
}

bool submission_check(struct submission *s, struct arena *arena)
{
	/* with a broken value the others can't be judged together */
	if (s->nproblems == 0) {
		size_t count =
			answers_check(&s->response.answers, arena, ANSWERS_OF_CITIZEN,
				      s->problems, SUBMISSION_PROBLEMS_MAX);
		s->nproblems = count < SUBMISSION_PROBLEMS_MAX
				       ? count
				       : SUBMISSION_PROBLEMS_MAX;
	}
	return s->nproblems == 0 && s->nfield_problems == 0;
}

static void count_outcome(struct server *server, enum save_outcome outcome)
{
	server_count(server, outcome == SAVE_NEW      ? COUNTER_SAVED
			     : outcome == SAVE_SAME   ? COUNTER_REPLAYED
			     : outcome == SAVE_FAILED ? COUNTER_FAILED
						      : COUNTER_REFUSED);
}

enum save_outcome submission_save(struct submission *s, struct request *request,
				  struct db *db, char receipt[static RECEIPT_BYTES],
				  struct error *err)
{
	struct response *response = &s->response;
	struct receipt key = {0};

	if (!response->field[FIELD_RESPONSE_ID])
		uuid_random(response->id);
	else
		response_identify(response, 0);
	if (!response->field[FIELD_SELECTION])
		response->field[FIELD_SELECTION] = "open";
	struct saving saving = saving_of(s->round.code, response, request->arena);
	saving.language = s->language;
	saving.consent_version = s->consent_shown ? s->form->consent_version : 0;
	enum save_outcome outcome = response_save(db, &saving, err);
	count_outcome(request->server, outcome);
	if (outcome == SAVE_NEW || outcome == SAVE_SAME ||
	    outcome == SAVE_OTHER_CONTENT) {
		const char *unit = response->field[FIELD_UNIT];
		snprintf(key.round, sizeof(key.round), "%s", s->round.code);
		snprintf(key.unit, sizeof(key.unit), "%s", unit ? unit : UNIT_NONE);
		memcpy(key.id, response->id, sizeof(key.id));
		receipt_text(&key, server_receipt_key(request->server), receipt);
	}
	return outcome;
}
