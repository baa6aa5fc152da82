/* Whole reads and whole writes at a place in a file, for the spool. */
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

#endif
