/*
 * Verdicts on a target as people and programs read them: a row for each figure, in the
 * columns of `estimate` as far as they are told, with the verdict, p_met (verdict.h) and
 * n_settle (settle.h). Tables explain themselves below; CSV and JSON leave that to
 * standard error.
 */
#ifndef HAILONG_ANALYZER_TARGETS_OUTPUT_H
#define HAILONG_ANALYZER_TARGETS_OUTPUT_H

#include "reading.h"
#include "verdict.h"

struct targets_output {
	const struct reading *reading;
	const struct methods *methods;
	struct verdict_rule rule;
	double power;
};

/* The names of --sides. */
extern const char *const verdict_sides_names[VERDICT_SIDES_COUNT];

/* On stdout; the caller checks the stream. */
void targets_write(const struct targets_output *output);

#endif
