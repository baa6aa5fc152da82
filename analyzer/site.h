/*
 * A folder of files that belong together. A reader of a file sees the old one or the new
 * one, never half of one. What was written there the last time and is not now (the page of
 * a unit that is gone) is taken away; nothing else in the folder is touched. The list of
 * what was written is kept in it under a name with a dot, which no server gives.
 */
#ifndef HAILONG_ANALYZER_SITE_H
#define HAILONG_ANALYZER_SITE_H

#include "forms/error.h"

#include <stdio.h>

typedef void site_writer(FILE *out, void *context);

struct site;

/* The folder is made where it is missing; its parent must be there. Both names are
 * borrowed as long as the site lives. */
struct site *site_open(const char *folder, const char *list,
		       struct error *err) MUST_CHECK;
/* A file of the folder, or of one below it. */
bool site_write(struct site *site, const char *file, site_writer *write, void *context,
		struct error *err) MUST_CHECK;
/* The same with what a stream holds. */
bool site_copy(struct site *site, const char *file, FILE *from,
	       struct error *err) MUST_CHECK;
/* Bytes of a file of the folder; 0: there is none. */
size_t site_size(const struct site *site, const char *file);
/* Takes away what is old and keeps the list. */
bool site_finish(struct site *site, struct error *err) MUST_CHECK;
void site_close(struct site *site); /* NULL is allowed */

#endif
