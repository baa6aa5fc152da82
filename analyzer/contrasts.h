/*
 * All differences of one call, and their p values adjusted as one family: round against
 * round, domain against domain, or item against item.
 *
 * Rows stand in the order of figures.h. A side that is held back (figures.h) holds the
 * row back: its numbers are not to be told and not in the family.
 */
#ifndef HAILONG_ANALYZER_CONTRASTS_H
#define HAILONG_ANALYZER_CONTRASTS_H

#include "compare.h"
#include "reading.h"

enum contrast_note {
	CONTRAST_TOLD,
	CONTRAST_COMPLEMENT, /* one side is held back for another's sake */
	CONTRAST_FEW,	     /* one side is below min_n */
	CONTRAST_BROKEN,     /* one side can't be re-based: no figures at all */
	CONTRAST_NEW,	     /* the base has no such domain or item */
	CONTRAST_GONE,	     /* only the base has the domain */
	CONTRAST_UNTOLD,     /* undefined, see the comparison's `why` */
};

struct contrast {
	const struct grouping *grouping;
	const char *domain;
	const struct entry *entry;
	struct comparison comparison; /* NaN where undefined */
	double p_holm, p_bh;
	enum contrast_note note;
	bool divided; /* a side holds shares of respondents */
};

struct contrasts {
	struct contrast *list;
	size_t n, room;
};

/* Starts as {0}. Texts and entries live as long as the readings. */
void contrasts_release(struct contrasts *contrasts);

/* Domains and items are matched by name; both readings asked for the same. */
void contrasts_of_rounds(struct contrasts *contrasts, const struct reading *base,
			 const struct reading *other);

/* A family by hand: figures of two rounds, `base` NULL where there was none; when all are
 * in, _adjust. A figure's place in the list is the order of adding. */
void contrasts_add(struct contrasts *contrasts, const struct figure *base,
		   const struct figure *other);
/* The same of two domains or items of one round. */
void contrasts_add_pair(struct contrasts *contrasts, const struct reading *reading,
			const struct figure *base, const struct figure *other,
			const struct estimate_options *how);
void contrasts_adjust(struct contrasts *contrasts);

/* Every domain of the reading's only grouping against this one; false when there is
 * none of that key. */
bool contrasts_of_domains(struct contrasts *contrasts, const struct reading *reading,
			  const char *base, const struct figures_options *options,
			  struct error *err) MUST_CHECK;

/* Every item (or factor) of the agenda against the one of that name, on the same
 * respondents, domain by domain. */
void contrasts_of_items(struct contrasts *contrasts, const struct reading *reading,
			const char *base, const struct figures_options *options);

#endif
