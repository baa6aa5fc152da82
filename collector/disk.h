/* Whole reads and whole writes at a place in a file, and whole files, for the spool. */
#ifndef HAILONG_COLLECTOR_DISK_H
#define HAILONG_COLLECTOR_DISK_H

#include "forms/error.h"

#include <stddef.h>
#include <sys/types.h>

/* All is written, or errno says why not. */
bool disk_write(int file, const char *bytes, size_t length, off_t at) MUST_CHECK;

/* Owned by the caller, with a zero byte behind; NULL, with err, where it can't all be
 * read. */
unsigned char *disk_read(int file, off_t from, size_t length, struct error *err)
	__attribute__((malloc, warn_unused_result));

/* The file of that name in the folder has these bytes from now on, or those it had before
 * and errno says why; never a part of them, whatever happens meanwhile. Only we may read
 * it. */
bool disk_replace(int folder, const char *name, const char *bytes,
		  size_t length) MUST_CHECK;

/* The whole file of that name in the folder, as disk_read gives it; of at most `most`
 * bytes. */
unsigned char *disk_read_all(int folder, const char *name, size_t most, size_t *length,
			     struct error *err)
	__attribute__((malloc, warn_unused_result));

#endif
