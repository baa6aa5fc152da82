/*
 * One citizen's answers on their way in, however they came: gathered from fields,
 * checked, kept. The form page and the JSON API differ in how they read and reply.
 */
#ifndef HAILONG_COLLECTOR_SUBMISSION_H
#define HAILONG_COLLECTOR_SUBMISSION_H

#include "admission.h"
#include "server.h"

#include "forms/response.h"
#include "schema/response_store.h"

enum { SUBMISSION_PROBLEMS_MAX = 400 };

struct submission {
	const struct receipt *details; /* what they complete; NULL: a new response */
	struct round round;
	const struct form *form;
	struct response response;
	const char *language; /* the form was shown in */
	bool consent_shown;   /* by a page of ours */
	/* what is wrong with items, and with fields of the response itself */
	struct problem problems[SUBMISSION_PROBLEMS_MAX];
	size_t nproblems;
	enum rule field_rule[FIELD_COUNT];
	size_t nfield_problems;
	enum admission admission;
	struct saving saving;
};

/* The round must exist (else ERROR_NOT_FOUND, or the request is deferred); whether it is
 * open is for later. */
bool submission_begin(struct submission *submission, struct request *request,
		      const char *language, struct error *err) MUST_CHECK;

/* The same of details (response_amend.h), which need a form that has a first question
 * (else ERROR_CONFLICT). Its answer comes with them. The receipt is copied. */
bool submission_begin_details(struct submission *submission, struct request *request,
			      const struct receipt *receipt, const char *language,
			      struct error *err) MUST_CHECK;

/* Sets an item or a field from outside text and notes what is wrong with it. */
void submission_item(struct submission *submission, struct arena *arena, unsigned item,
		     const char *value);
void submission_field(struct submission *submission, struct arena *arena,
		      enum field field, const char *value);

/* The same for each item that the request's form has a field of. */
void submission_items(struct submission *submission, const struct request *request);

/* Once unit and service are set: with a ticket (NULL or "": none) that is good for them
 * the response is of the sample and has the ticket's id. */
void submission_admit(struct submission *submission, struct request *request,
		      const char *ticket);

/* Notes a problem the caller found with an item itself. */
void submission_problem(struct submission *submission, unsigned item, enum rule rule);

/* Checks all; true when nothing is wrong. Details that add nothing are RULE_EMPTY. */
bool submission_check(struct submission *submission, struct arena *arena);

/* Is it the answer of a first question, and nothing else? */
bool submission_is_tap(const struct submission *submission, struct arena *arena);

/* Counts a response that is not taken, and the rules it broke. */
void submission_refused(const struct submission *submission, struct metrics *metrics);

/* Has it kept: the request then waits, and `saved` replies. */
void submission_save(struct submission *submission, struct request *request,
		     void (*saved)(struct request *request, struct reply *reply));

/* What became of it, and its receipt, to be told when its id is kept (now, or before); ""
 * for one with a ticket that is spooled, page_ticket.h. */
enum save_outcome submission_saved(struct request *request,
				   char receipt[static RECEIPT_BYTES]);

#endif
