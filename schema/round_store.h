/* Rounds and the forms they ask. */
#ifndef HAILONG_SCHEMA_ROUND_STORE_H
#define HAILONG_SCHEMA_ROUND_STORE_H

#include "db.h"
#include "forms/alloc.h"
#include "forms/form.h"

enum round_status {
	ROUND_PLANNED,
	ROUND_OPEN,   /* citizens may answer */
	ROUND_CLOSED, /* only survey teams still upload */
	ROUND_SEALED, /* nothing but withdrawal */
	ROUND_STATUS_COUNT
};

const char *round_status_name(enum round_status status);

/* Texts are NULL where nothing is said. */
struct round {
	const char *code, *form;
	int form_version; /* when adding: 0 is the latest */
	const char *starts_on, *ends_on;
	double target; /* share, NaN: none */
	const char *method, *comparable_with;
	enum round_status status;
	bool tickets_only; /* citizens need a ticket */
};

/*
 * Adds a form version. The same definition again changes nothing; another one under
 * the same version replaces it only while no round uses it (else ERROR_CONFLICT).
 */
enum form_added { FORM_ADDED, FORM_SAME, FORM_REPLACED };
bool form_add(struct db *db, const struct form *form, enum form_added *outcome,
	      struct error *err) MUST_CHECK;

/* A form from the database; version 0 is the latest. */
struct form *form_find(struct db *db, const char *code, int version, struct error *err)
	__attribute__((malloc(form_free, 1), warn_unused_result));

/* Does form_item say what the definition lays out? `wrong` items differ, are missing
 * or are not the form's; `first` is one of them, or NULL. */
struct form_items_state {
	size_t nitems, nwrong;
	const char *first; /* lives as long as the form or the arena */
};
bool form_items_check(struct db *db, const struct form *form, struct arena *arena,
		      struct form_items_state *state, struct error *err) MUST_CHECK;

struct form_row {
	const char *code, *version, *title, *rounds;
};

/* All of them; arrays and texts live as long as the arena. */
bool form_list(struct db *db, struct arena *arena, struct form_row **forms,
	       size_t *count, struct error *err) MUST_CHECK;
bool round_list(struct db *db, struct arena *arena, struct round **rounds,
		size_t *count, struct error *err) MUST_CHECK;

bool round_add(struct db *db, const struct round *round, struct error *err) MUST_CHECK;
/* ERROR_NOT_FOUND when there is none of that code. */
bool round_find(struct db *db, struct arena *arena, const char *code,
		struct round *round, struct error *err) MUST_CHECK;
/* ERROR_CONFLICT when the round is sealed. */
bool round_set_status(struct db *db, const char *code, enum round_status status,
		      struct error *err) MUST_CHECK;

#endif
