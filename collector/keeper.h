/*
 * What the server knows without asking: rounds, forms, units and services, read from
 * the database by a thread of its own, when somebody says that they changed (the
 * commands that change them do, by NOTIFY), and now and then.
 *
 * What is known may be a moment old, so it may only say yes: "this round is open, this
 * unit exists". What it does not know is asked of the database; and whether an answer
 * is kept is decided by the statement that inserts it.
 */
#ifndef HAILONG_COLLECTOR_KEEPER_H
#define HAILONG_COLLECTOR_KEEPER_H

#include "finder.h"
#include "gzip.h"

#include "forms/form.h"
#include "schema/catalogue_store.h"
#include "schema/receipt.h"
#include "schema/round_store.h"

struct known_round {
	struct round round;
	const struct form *form;		/* lives as long as the keeper */
	struct piece blank[FORM_LANGUAGES_MAX]; /* see known_blank */
};

struct known_list {
	struct catalogue_entry *entries; /* by code, valid today */
	size_t count;
	const struct finder *finder; /* over them */
};

/* Never changes while somebody holds it. */
struct known {
	bool read;		    /* false: nothing yet, and nothing below is so */
	struct known_round *rounds; /* those that are open */
	size_t nrounds;
	struct known_list lists[CATALOGUE_SERVICES + 1];
	struct receipt_key receipt_key;
};

/* NULL when there is no such open round. */
const struct known_round *known_open(const struct known *known, const char *code);
/* What frame_blank gives in the form's language of that index. */
const struct piece *known_blank(const struct known_round *round, unsigned language);
/* NULL when the code is not there. */
const struct catalogue_entry *known_entry(const struct known *known,
					  enum catalogue_kind kind, const char *code);

struct keeper;

void keeper_free(struct keeper *keeper); /* NULL is allowed */

/* Reads everything once; NULL when the database can't be read. One that has a folder
 * (else -1), which is borrowed, keeps there what it knows, and begins with that when the
 * database is away, see known_file.h. */
struct keeper *keeper_new(const char *conninfo, int folder, struct error *err)
	__attribute__((malloc(keeper_free, 1), warn_unused_result));

/* Holds what is known now, until it is given back. From any thread. */
const struct known *keeper_take(struct keeper *keeper);
void keeper_give(struct keeper *keeper, const struct known *known);

/* The form of a round, kept once it was read. From any thread. */
const struct form *keeper_form(struct keeper *keeper, struct db *db,
			       const struct round *round, struct error *err);

/* Can the database be reached, as far as was seen last? */
bool keeper_is_there(const struct keeper *keeper);

/* Somebody could not reach it: it is away until the keeper has seen for itself. */
void keeper_doubt(struct keeper *keeper);

#endif
