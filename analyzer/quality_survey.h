/*
 * A round or a file looked through for quality.h, the drawn sample and the self-selected
 * (`open`) responses each for itself, since the one says nothing of what is usual in the
 * other. And estimated twice: from all responses of the sample (where there is none, of
 * the open ones), and without those that are flagged. Flagged ones stay in the design,
 * as respondents outside of every domain. The source is read twice.
 *
 * Life cycle: {0} → quality_survey_read → read → quality_survey_release, in any case.
 */
#ifndef HAILONG_ANALYZER_QUALITY_SURVEY_H
#define HAILONG_ANALYZER_QUALITY_SURVEY_H

#include "apart.h"
#include "quality_intake.h"
#include "reading.h"

struct quality_survey {
	struct reading reading; /* its figures are those of all responses */
	struct methods methods;
	struct quality_options options;
	struct quality_intake intake;
	struct pass *without;
	struct figures *figures_without;
	bool again; /* it is read the second time */
};

/* As --round or --csv, --by, --item, --min-n … say; what is worth knowing is told on
 * stderr. */
enum exit_code quality_survey_read(struct quality_survey *survey,
				   const struct invocation *call, struct error *err);

/* Of a round without responses it is the sample alone. */
bool quality_survey_has(const struct quality_survey *survey, enum side side);
/* That the estimates are of. */
enum side quality_survey_estimated(const struct quality_survey *survey);

void quality_survey_release(struct quality_survey *survey);

#endif
