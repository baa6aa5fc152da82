/* The inside of struct margins, shared by margins.c and calibrate.c only; the
 * functions stand in calibrate.h. */
#ifndef HAILONG_ANALYZER_MARGINS_H
#define HAILONG_ANALYZER_MARGINS_H

#include "calibrate.h"
#include "keys.h"

struct margin {
	struct keys *levels;
	double *totals;
	size_t nlevels, room;
};

struct margins {
	struct keys *variables;
	struct margin *list;
	size_t n, room;
};

#endif
