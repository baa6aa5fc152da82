/*
 * Raking as a user asks for it: known totals from a file with the columns variable,
 * level, total, where a variable is an item answered by one choice (its levels are the
 * names of the choices) or a column of the responses such as unit, service or channel.
 * The arithmetic is rake.h's and calibrate.h's.
 *
 * Life cycle: raking_open → a raking_calibration per tally → raking_levels for each row
 * → raking_check, raking_tell of a calibration that is finished.
 */
#ifndef HAILONG_ANALYZER_RAKING_H
#define HAILONG_ANALYZER_RAKING_H

#include "calibrate.h"
#include "grouping.h"

struct raking;

void raking_free(struct raking *raking); /* NULL is allowed */

/* What is wrong in the file is an error that names its line. The form outlives it. */
struct raking *raking_open(const char *path, const struct form *form,
			   const struct rake_options *options, struct error *err)
	__attribute__((malloc(raking_free, 1), warn_unused_result));

/* Owned by the caller; the raking outlives it. */
struct calibration *raking_calibration(const struct raking *raking)
	__attribute__((malloc(calibration_free, 1), returns_nonnull));

/* The row's level of each variable, which live as long as row and arena; one that is
 * empty or not in the file is an error. */
bool raking_levels(struct raking *raking, const struct source_row *row,
		   struct arena *arena, const char *const **levels,
		   struct error *err) MUST_CHECK;

/* The variables, "unit, q3"; lives as long as the arena. */
const char *raking_variables(const struct raking *raking, struct arena *arena);

/* Fails when the weights did not come to meet the totals. */
bool raking_check(const struct calibration *calibration, struct error *err) MUST_CHECK;

/* On stderr, in a line: rounds, what is left of differences, the range of the factors,
 * and Kish's design effect of the weights. `name` begins it, unless NULL. */
void raking_tell(const struct calibration *calibration, const struct design *design,
		 const char *name);

#endif
