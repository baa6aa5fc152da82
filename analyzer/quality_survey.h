/*
 * A round or a file looked through for quality.h and estimated twice: from all
 * responses, and without those that are flagged. Flagged ones stay in the design, as
 * respondents outside of every domain. The source is read twice.
 *
 * Life cycle: {0} → quality_survey_read → read → quality_survey_release, in any case.
 */
#ifndef HAILONG_ANALYZER_QUALITY_SURVEY_H
#define HAILONG_ANALYZER_QUALITY_SURVEY_H

#include "keys.h"
#include "quality.h"
#include "reading.h"

struct quality_survey {
	struct reading reading; /* its figures are those of all responses */
	struct methods methods;
	struct quality_options options;
	struct quality *quality;
	struct pass *without;
	struct figures *figures_without;
	size_t nflagged;
	/* while it is read */
	const struct item **items;
	size_t nitems;
	uint8_t *levels;
	const char **texts;
	struct keys *flagged; /* ids, by unit */
	struct keys *units;
	struct arena *arena;
	bool again;
};

/* As --round or --csv, --by, --item, --min-n … say; what is worth knowing is told on
 * stderr. */
enum exit_code quality_survey_read(struct quality_survey *survey,
				   const struct invocation *call, struct error *err);
void quality_survey_release(struct quality_survey *survey);

#endif
