/*
 * --as-of: whether figures are of the units as they were surveyed or of those of
 * another day (succession.h), and what its reader must know.
 */
#ifndef HAILONG_ANALYZER_AS_OF_H
#define HAILONG_ANALYZER_AS_OF_H

#include "source.h"

#include "forms/program.h"

/* Reads --as-of of a command that has it; a usage error where it is no day or there is
 * no round. */
bool as_of_read(const struct invocation *call, struct source_options *options,
		struct error *err) MUST_CHECK;

/* On stderr, after the rows were read: units that were divided and such that can't be
 * re-based. `name` of the source, or NULL where there is one only. */
void as_of_tell(const struct source *source, const char *name);

#endif
