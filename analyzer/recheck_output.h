/*
 * What a re-check says, as a table for people, CSV or JSON on standard output: a row for
 * each domain and subject. A domain of which nobody was asked again has one row, which
 * says so; what fewer than min_n people tell is held back.
 */
#ifndef HAILONG_ANALYZER_RECHECK_OUTPUT_H
#define HAILONG_ANALYZER_RECHECK_OUTPUT_H

#include "output.h"
#include "recheck.h"

/* An item of the plan, or several together. */
struct recheck_subject {
	const char *name;
	const unsigned *items;
	size_t nitems;
	bool is_pooled; /* all that was asked for */
};

struct recheck_output {
	const struct source *source; /* of the first answers */
	const struct plan *plan;
	const struct grouping *groupings;
	size_t ngroupings;
	const struct recheck_subject *subjects;
	size_t nsubjects;
	enum output_format format;
	enum language language;
	double level;
	uint64_t min_n;
};

void recheck_print(const struct recheck_output *output, struct recheck *recheck);

#endif
