/*
 * A round beside its re-check: the responses that were asked a second time, found by
 * their response_id, and in each domain whom of its responses that concerns. Domains
 * are those of the *first* answer: who collected it, in which unit; what a re-check file
 * says of itself (its collector is the checker) divides nothing.
 *
 * Everything counts unweighted and whatever its selection: what is judged is the work
 * of interviewers, not the opinion of a population.
 *
 * Memory grows with the re-check and with the number of domains, not with the round.
 *
 * Life cycle: recheck_new → recheck_read → recheck_add for each row of the round, in
 * detail (a source_each_fn) → recheck_domain … → recheck_free.
 */
#ifndef HAILONG_ANALYZER_RECHECK_H
#define HAILONG_ANALYZER_RECHECK_H

#include "agenda.h"
#include "agreement.h"
#include "grouping.h"

struct recheck;

void recheck_free(struct recheck *recheck); /* NULL is allowed */

/* Agenda and groupings are borrowed and outlive it. */
struct recheck *recheck_new(const struct agenda *agenda,
			    const struct grouping *groupings, size_t ngroupings)
	__attribute__((malloc(recheck_free, 1), returns_nonnull));

/* The microdata file with the second answers; map and round may be NULL. */
struct recheck_file {
	const char *path, *map, *round;
	const struct form *form;
};

/* Reads it. Rows that break a rule of the form, that have no response_id, or one that
 * came before, are passed over and told of on stderr. */
bool recheck_read(struct recheck *recheck, const struct recheck_file *file,
		  struct error *err) MUST_CHECK;

bool recheck_add(void *recheck, const struct source_row *row,
		 struct error *err) MUST_CHECK;

/* What did not come into the figures. */
struct recheck_left {
	size_t rejected;	/* rows of the file that break a rule */
	size_t nameless;	/* … that have no response_id */
	size_t repeated;	/* … whose response_id came before */
	size_t unknown;		/* re-checked ids that the round doesn't have */
	const char *unknown_id; /* the first of them; lives as long as the recheck */
	size_t originals;	/* responses whose response_id came before */
};

struct recheck_left recheck_left(const struct recheck *recheck);

struct recheck_domain {
	const char *key; /* "" for overall */
	size_t nresponses;
	const struct twice *people; /* re-checked, in the order of that file */
	size_t npeople;
};

/* The domains of a grouping by the bytes of their keys; the array is owned by the
 * caller, what it points at lives as long as the recheck. */
struct recheck_domain *recheck_domains(struct recheck *recheck, size_t grouping,
				       size_t *ndomains)
	__attribute__((returns_nonnull));

#endif
