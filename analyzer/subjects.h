/*
 * What the cells of cells.h are of: items, and factors by how they are made. Besides
 * those told there are untold ones: the other members of a factor of which one member
 * is told.
 */
#ifndef HAILONG_ANALYZER_SUBJECTS_H
#define HAILONG_ANALYZER_SUBJECTS_H

#include "agenda.h"

enum subject_kind {
	SUBJECT_ITEM,
	SUBJECT_MEAN, /* factors: the mean of members … */
	SUBJECT_ALL,
	SUBJECT_POOLED,
	SUBJECT_KIND_COUNT
};

struct subject {
	enum subject_kind kind;
	unsigned number; /* of the item or factor in the plan */
	bool told;
	bool of_members;    /* made of other subjects here, domain by domain */
	bool lacks_members; /* it is told and of them not all */
};

struct subjects {
	const struct plan *plan;
	struct subject *list;
	size_t count;
	size_t *places
		[SUBJECT_KIND_COUNT]; /* in the list, per number, plus 1; 0: none */
};

/* The agenda outlives them. */
void subjects_init(struct subjects *subjects, const struct agenda *agenda);
void subjects_release(struct subjects *subjects);

/* The place in the list of what the entry tells. */
size_t subjects_find(const struct subjects *subjects, const struct entry *entry);

/* Of one domain: people who answered (any of its items); answers, which is how the
 * subject weighs in a total; answers behind it. */
uint64_t subject_people(const struct subjects *subjects, const struct subject *subject,
			const struct domain *domain);
uint64_t subject_answers(const struct subjects *subjects, const struct subject *subject,
			 const struct domain *domain);
uint64_t subject_behind(const struct subjects *subjects, const struct subject *subject,
			const struct domain *domain);

/* What a subject of members is made of in a domain: own × subject = sum of value ×
 * member. `members` has room for as many as the plan has items and factors. */
struct subject_member {
	size_t subject;
	int64_t value;
};
size_t subject_members(const struct subjects *subjects, const struct subject *subject,
		       const struct domain *domain, struct subject_member *members,
		       int64_t *own);

#endif
