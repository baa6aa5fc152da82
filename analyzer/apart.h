/*
 * A source read once and tallied twice: the drawn sample, and those who came by
 * themselves (`open`), each with a design of its own. The two are never pooled; they
 * are independent, nobody being in both.
 *
 * The reference is the sample; where nobody was drawn there is none, and the open
 * answers are all there is.
 *
 * Life cycle: {0} → apart_take → read → apart_release, before the reading's.
 */
#ifndef HAILONG_ANALYZER_APART_H
#define HAILONG_ANALYZER_APART_H

#include "reading.h"

enum side { SIDE_SAMPLE, SIDE_OPEN, SIDE_COUNT };

/* "sample", "open"; and what people call them. */
const char *side_name(enum side side);
const char *side_text(enum side side, enum language language);

struct apart {
	struct pass *passes[SIDE_COUNT];
	struct figures *figures[SIDE_COUNT];
};

/* Reads all rows and makes the figures of both; the reading has its groupings and its
 * agenda. Fails where a figure can't be measured. */
bool apart_take(struct apart *apart, struct reading *reading,
		const struct methods *methods, struct error *err) MUST_CHECK;
void apart_release(struct apart *apart);

/* Responses of a side. */
uint64_t apart_responses(const struct apart *apart, enum side side);

/* Whose answers the index is made from. */
enum side apart_headline(const struct apart *apart);

/* The figure of this grouping, domain and entry; NULL where nobody is in the domain. */
const struct figure *apart_figure(const struct apart *apart, enum side side,
				  const struct grouping *grouping, const char *domain,
				  const struct entry *entry);

#endif
