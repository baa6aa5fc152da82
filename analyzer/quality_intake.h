/*
 * Responses on their way into quality.h: the items on a scale, the drawn sample and the
 * self-selected (`open`) responses each for itself, since the one says nothing of what is
 * usual in the other. Rows come in full (source_options.detail).
 *
 * Life cycle: quality_intake_init → quality_intake_add for each row → quality_intake_run → read → quality_intake_release.
 */
#ifndef HAILONG_ANALYZER_QUALITY_INTAKE_H
#define HAILONG_ANALYZER_QUALITY_INTAKE_H

#include "apart.h"
#include "keys.h"
#include "quality.h"

struct quality_intake {
	const struct form *form;
	struct quality *quality[SIDE_COUNT];
	size_t nresponses, nflagged;
	struct keys *flagged; /* ids, by unit */
	struct keys *units;
	/* of the row in hand */
	const struct item **items;
	size_t nitems;
	uint8_t *levels;
	const char **texts;
	struct arena *arena;
};

/* The form is borrowed. */
void quality_intake_init(struct quality_intake *intake, const struct form *form);
void quality_intake_add(struct quality_intake *intake, const struct source_row *row);
/* Looks through both sides. */
bool quality_intake_run(struct quality_intake *intake,
			const struct quality_options *options,
			struct error *err) MUST_CHECK;
/* Then: whether a row is not flagged; for pass_options.keeps, an intake as context. */
bool quality_intake_keeps(const void *intake, const struct source_row *row);
/* One that starts as {0} may be released too. */
void quality_intake_release(struct quality_intake *intake);

#endif
