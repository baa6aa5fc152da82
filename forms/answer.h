/*
 * One respondent's answers, as a row of bytes laid out by the form. The same bytes
 * are stored, exported and tallied. An item's slot begins with a state byte:
 *
 *   0          missing
 *   1 … 250    answered; for select_one the 1-based place of the choice in its list
 *   255        "na": not used / don't know
 *
 * and goes on, when the item is answered (state 1), with
 *
 *   select_multiple  one bit per choice, first choice = lowest bit of first byte
 *   integer          4 bytes, big endian, two's complement
 *   decimal          8 bytes, big endian, IEEE 754
 *
 * Text items have no slot; their text is kept apart from the answers.
 *
 * There is one door in: answers_set() takes the *microdata text* of a value (the
 * choice's name, "na", "" for missing, names separated by spaces, a number), which
 * is what CSV cells, form fields and JSON members all become.
 */
#ifndef HAILONG_FORMS_ANSWER_H
#define HAILONG_FORMS_ANSWER_H

#include "alloc.h"
#include "form.h"
#include "rule.h"

enum {
	ANSWER_MISSING = 0,
	ANSWER_GIVEN = 1,
	ANSWER_NA = 255,
	TEXT_CHARACTERS_MAX = 4000
};

struct answers {
	const struct form *form;
	unsigned char *bytes; /* form->answers_size of them */
	const char **text;    /* form->ntexts of them; NULL is missing */
};

/* Gives every item of a form its slot; the loader calls it once. */
void answers_lay_out(struct form *form);

/* All missing; lives as long as the arena. */
struct answers answers_new(const struct form *form, struct arena *arena);

/* Keeps a value, or says which rule it breaks and keeps what was there before. */
enum rule answers_set(struct answers *answers, struct arena *arena, unsigned item,
		      const char *value);

/* The microdata text of an item, "" when missing; lives as long as the arena. */
const char *answers_get(const struct answers *answers, struct arena *arena,
			unsigned item);

/* Of a select_one: 0 missing, -1 na, else the 1-based place in its list. */
static inline int answers_level(const unsigned char *bytes, const struct item *item)
{
	unsigned char state = bytes[item->slot];
	return state == ANSWER_NA ? -1 : (int)state;
}

/* Whether these are bytes answers_set() could have made: every state is one of the
 * item's, nothing stands beside it. If not, *item is the first that is wrong, or
 * form->nitems where it is the length. Relevance and constraints are not looked at. */
bool answers_fit(const struct form *form, const unsigned char *bytes, size_t length,
		 unsigned *item);

/* Is the item asked of this respondent (its relevant and its group's)? */
bool answers_relevant(const struct answers *answers, struct arena *arena,
		      unsigned item);

struct problem {
	unsigned item;
	enum rule rule;
};

/*
 * What citizens and survey teams are held to differs: a citizen must answer what
 * is required, and what the form hides from them is dropped in silence; a team's
 * file may lack an answer (it is then missing), but an answer to a question that
 * was not to be asked is an error they must hear of.
 */
enum answers_source { ANSWERS_OF_CITIZEN, ANSWERS_OF_TEAM };

/* Checks the answers together; returns how many problems, of which `most` kept. */
size_t answers_check(struct answers *answers, struct arena *arena,
		     enum answers_source source, struct problem *problems, size_t most);

#endif
