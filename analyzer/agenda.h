/*
 * Which figures are to be made: items and factors of the form with the statistics
 * asked of them, and the plan (plan.h) that serves them and no others.
 *
 * `all` and `pooled` of a single item are its t2b: they differ only for groups of
 * items.
 */
#ifndef HAILONG_ANALYZER_AGENDA_H
#define HAILONG_ANALYZER_AGENDA_H

#include "scores.h"
#include "forms/form.h"

/* One figure. */
struct entry {
	const char *name;	   /* of the item or factor */
	const struct label *label; /* what people call it */
	const char *called;	   /* the statistic: "t2b", "level4", "total" */
	enum statistic statistic;  /* as asked; the estimand's may differ */
	struct estimand estimand;
	bool is_total; /* people, not a share: estimate_total of the estimand */
};

struct agenda;

void agenda_free(struct agenda *agenda); /* NULL is allowed */

/*
 * Names are items, factors, "index" (the form's headline factor) or "all" (every item
 * on a scale, then every factor); without names the index, or, where the form has
 * none, every item on a scale. Statistics by name; without any, t2b. Commas part
 * several in one text. Unknown names are errors. "level" is the share of each level of
 * an item, "total" how many people are satisfied with it; of factors there are
 * neither. The form outlives the agenda.
 */
struct agenda *agenda_new(const struct form *form, const char *const *names,
			  size_t nnames, const char *const *statistics,
			  size_t nstatistics, struct error *err)
	__attribute__((malloc(agenda_free, 1), warn_unused_result));

/* The shares of the choices of every question with one answer that is on no scale and not
 * about the person: level 1 is the first choice. NULL where the form has none. */
struct agenda *agenda_of_choices(const struct form *form)
	__attribute__((malloc(agenda_free, 1)));

const struct plan *agenda_plan(const struct agenda *agenda);

/* Are totals asked for? They are only estimated, not compared or ranked. */
bool agenda_has_totals(const struct agenda *agenda);

/* In the order asked: by name, then by statistic. */
size_t agenda_count(const struct agenda *agenda);
const struct entry *agenda_entry(const struct agenda *agenda, size_t number);

/* The name of the item or factor that a user's word means ("index" is a word for the
 * headline factor). */
const char *agenda_name(const struct agenda *agenda, const char *word);

/* Says, before the first respondent, that items will be compared with each other. */
void agenda_pair(struct agenda *agenda);

/* The levels of a respondent in the plan's items; `levels` has plan->nitems places. */
void agenda_levels(const struct agenda *agenda, const unsigned char *answers,
		   int8_t *levels);

/* Levels of the longest scale of a form. */
unsigned form_levels_max(const struct form *form);

#endif
