/*
 * Details: what is answered after the first tap of a form that keeps it at once
 * (form->first). They join the response of the same receipt, once, within the hour:
 *
 *   - the answer of the first tap can't change, nor can what was added;
 *   - the same details again are the same (SAVE_SAME), others are refused
 *     (SAVE_OTHER_CONTENT), whoever sends them;
 *   - a response that was sent whole in the first place, or with words, is complete.
 *
 * They travel as a struct saving whose `first` is set, through the writer, the spool and
 * response_save_all like any answer, so that they come after the tap they belong to.
 */
#ifndef HAILONG_SCHEMA_RESPONSE_AMEND_H
#define HAILONG_SCHEMA_RESPONSE_AMEND_H

#include "response_store.h"

/* SAVE_NEW: they are committed. SAVE_NOT_THERE: the tap is not in the database, where
 * whoever holds a receipt was told that it is or will be: it waits in some spool. */
enum save_outcome response_amend(struct db *db, const struct saving *details,
				 struct error *err) MUST_CHECK;

/* What a receipt stands for now. */
enum response_state {
	RESPONSE_FIRST, /* a first tap: details may come */
	RESPONSE_COMPLETE,
	RESPONSE_NOT_THERE, /* or not yet */
	RESPONSE_WITHDRAWN,
	RESPONSE_UNKNOWN /* err says why */
};

/* Of a response to that form; `answers` (its bytes only) are filled where it is there. */
enum response_state response_look(struct db *db, const struct receipt *receipt,
				  struct answers *answers,
				  struct error *err) MUST_CHECK;

#endif
