/* The dossiers that tickets are for: a CSV file with a column "dossier", or with one
 * column. Their codes go into the list of tickets and nowhere else. */
#ifndef HAILONG_COLLECTOR_DOSSIERS_H
#define HAILONG_COLLECTOR_DOSSIERS_H

#include "forms/alloc.h"
#include "forms/error.h"

/* One or more, none empty, none twice; they live as long as the arena. */
bool dossiers_read(const char *path, struct arena *arena, const char *const **dossiers,
		   size_t *count, struct error *err) MUST_CHECK;

#endif
