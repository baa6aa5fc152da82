/* See submission.h. */
#include "submission.h"

#include "signs.h"
#include "forms/text.h"

#include <string.h>

static bool begin(struct submission *s, struct request *request, const char *round,
		  const char *language, struct error *err)
{
	memset(s, 0, sizeof(*s));
	if (!request_round(request, round, &s->round, &s->form, err))
		return false;
	s->response = response_new(s->form, request->arena);
	s->language = language;
	return true;
}

bool submission_begin(struct submission *s, struct request *request,
		      const char *language, struct error *err)
{
	return begin(s, request, request->argument, language, err);
}

bool submission_begin_details(struct submission *s, struct request *request,
			      const struct receipt *receipt, const char *language,
			      struct error *err)
{
	struct receipt *copy = arena_alloc(request->arena, 1, sizeof(*copy));

	*copy = *receipt;
	if (!begin(s, request, copy->round, language, err))
		return false;
	if (s->form->first < 0)
		return error_set(err, ERROR_CONFLICT,
				 "a response of this form is sent whole");
	s->details = copy;
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

void submission_items(struct submission *s, const struct request *request)
{
	for (unsigned i = 0; i < s->form->nitems; i++) {
		const char *value = http_values(&request->form, s->form->items[i].name,
						request->arena);
		if (value)
			submission_item(s, request->arena, i, value);
	}
}

void submission_admit(struct submission *s, struct request *request, const char *ticket)
{
	const char *const *field = s->response.field;
	char uuid[UUID_TEXT_BYTES];
	unsigned char id[16];

	s->admission = admission_of(request->known, &s->round, field[FIELD_UNIT],
				    field[FIELD_SERVICE], ticket, id);
	if (s->admission != ADMIT_TICKET)
		return;
	uuid_text(id, uuid);
	submission_field(s, request->arena, FIELD_RESPONSE_ID, uuid);
	submission_field(s, request->arena, FIELD_SELECTION, "sample");
}

/* The bytes of the first question, by themselves. */
static unsigned char *first_alone(const struct submission *s, struct arena *arena)
{
	const struct item *first = &s->form->items[s->form->first];
	struct answers alone = answers_new(s->form, arena);

	memcpy(alone.bytes + first->slot, s->response.answers.bytes + first->slot,
	       first->width);
	return alone.bytes;
}

bool submission_is_tap(const struct submission *s, struct arena *arena)
{
	const struct answers *answers = &s->response.answers;
	bool alone =
		s->form->first >= 0 && memcmp(first_alone(s, arena), answers->bytes,
					      s->form->answers_size) == 0;

	for (unsigned i = 0; i < s->form->ntexts; i++)
		alone = alone && !answers->text[i];
	return alone;
}

/* Details need the answer they follow, and something that follows. */
static void check_details(struct submission *s, struct arena *arena)
{
	unsigned first = (unsigned)s->form->first;
	unsigned slot = s->form->items[first].slot;

	if (s->response.answers.bytes[slot] == ANSWER_MISSING)
		submission_problem(s, first, RULE_REQUIRED);
	else if (submission_is_tap(s, arena))
		submission_problem(s, 0, RULE_EMPTY);
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
		if (s->details && count == 0)
			check_details(s, arena);
	}
	return s->nproblems == 0 && s->nfield_problems == 0;
}

void submission_refused(const struct submission *s, struct metrics *metrics)
{
	metrics_count(metrics, METRIC_REFUSED, 0);
	for (size_t i = 0; i < s->nproblems; i++)
		metrics_reject(metrics, s->problems[i].rule);
	for (int f = 0; f < FIELD_COUNT; f++)
		if (s->field_rule[f] != RULE_KEPT)
			metrics_reject(metrics, s->field_rule[f]);
}

static enum metric metric_of(const struct saving *saving, enum save_outcome outcome)
{
	if (saving->first && outcome == SAVE_NEW)
		return METRIC_DETAILS;
	return outcome == SAVE_NEW	 ? METRIC_SAVED
	       : outcome == SAVE_SAME	 ? METRIC_REPEATED
	       : outcome == SAVE_SPOOLED ? METRIC_SPOOLED
	       : outcome == SAVE_FAILED	 ? METRIC_FAILED
					 : METRIC_REFUSED;
}

/* Are unit and service known for certain? */
static bool knows_codes(const struct known *known, const struct saving *saving)
{
	return (strcmp(saving->unit, UNIT_NONE) == 0 ||
		known_entry(known, CATALOGUE_UNITS, saving->unit)) &&
	       (!saving->service ||
		known_entry(known, CATALOGUE_SERVICES, saving->service));
}

/* Where they go, the receipt says; that its codes are known, the tap has seen to. */
static struct saving details_saving(const struct submission *s, struct arena *arena)
{
	struct saving saving = saving_of(s->round.code, &s->response, arena);

	saving.unit = s->details->unit;
	memcpy(saving.id, s->details->id, sizeof(saving.id));
	saving.channel = saving.selection = "";
	saving.codes_known = true;
	saving.first = first_alone(s, arena);
	return saving;
}

static struct saving new_saving(struct submission *s, const struct request *request)
{
	struct response *response = &s->response;

	if (!response->field[FIELD_RESPONSE_ID])
		uuid_random(response->id);
	else
		response_identify(response, 0);
	if (!response->field[FIELD_SELECTION])
		response->field[FIELD_SELECTION] = "open";
	struct saving saving = saving_of(s->round.code, response, request->arena);
	saving.language = s->language;
	saving.consent_version = s->consent_shown ? s->form->consent_version : 0;
	saving.flags = signs_of(server_signs(request->server), s, request);
	saving.codes_known = knows_codes(request->known, &saving);
	return saving;
}

void submission_save(struct submission *s, struct request *request,
		     void (*saved)(struct request *request, struct reply *reply))
{
	s->saving =
		s->details ? details_saving(s, request->arena) : new_saving(s, request);
	request->saving = &s->saving;
	request->saved = saved;
	request->context = s;
}

enum save_outcome submission_saved(struct request *request,
				   char receipt[static RECEIPT_BYTES])
{
	const struct saving *saving = request->saving;
	enum save_outcome outcome = (enum save_outcome)request->outcome;
	struct receipt key = {0};

	metrics_count(server_metrics(request->server), metric_of(saving, outcome), 0);
	snprintf(key.round, sizeof(key.round), "%s", saving->round);
	snprintf(key.unit, sizeof(key.unit), "%s", saving->unit);
	memcpy(key.id, saving->id, sizeof(key.id));
	receipt_text(&key, &request->known->receipt_key, receipt);
	if (outcome == SAVE_SPOOLED && saving_is_by_ticket(saving))
		receipt[0] = '\0';
	return outcome;
}
