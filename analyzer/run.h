/*
 * Another program, run to its end: its argv as it stands (no shell), the program sought
 * in PATH, standard input and output files of ours. What it says on standard error is
 * told only where it fails: the last line of it.
 */
#ifndef HAILONG_ANALYZER_RUN_H
#define HAILONG_ANALYZER_RUN_H

#include "forms/error.h"

#include <stdio.h>

struct run {
	const char *const *argv; /* NULL at the end; the first names the program */
	FILE *in, *out;		 /* read and written from where they are */
	unsigned seconds;	 /* then it is killed */
};

/* ERROR_NOT_FOUND: there is no such program. */
bool run_program(const struct run *run, struct error *err) MUST_CHECK;

#endif
