/* What quality says: findings, estimates side by side, and single responses. */
#ifndef HAILONG_ANALYZER_QUALITY_OUTPUT_H
#define HAILONG_ANALYZER_QUALITY_OUTPUT_H

#include "quality_survey.h"

/* What people call an indicator. */
const char *quality_kind_text(enum quality_kind kind, enum language language);

/* On stdout, as --format and --lang say. */
void quality_print(const struct quality_survey *survey);

/* One row for each flagged response, as CSV. */
void quality_write_responses(const struct quality_survey *survey, FILE *out);

/* The same figure without what is flagged, NULL where nobody is left; and how many
 * answers it has less. */
const struct figure *quality_without(const struct quality_survey *survey,
				     const struct figure *figure);
double quality_left_out(const struct figure *all, const struct figure *without);

/* Those of the round, and of groups that have flagged responses. */
void quality_print_sides(const struct quality_survey *survey);

#endif
