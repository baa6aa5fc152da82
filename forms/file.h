/* Whole small files: definitions, maps, lists. */
#ifndef HAILONG_FORMS_FILE_H
#define HAILONG_FORMS_FILE_H

#include "error.h"

#include <stddef.h>
#include <stdlib.h>

/*
 * Reads a file ("-": standard input) of at most `most` bytes. The text is owned by
 * the caller and NUL-terminated behind its `length` bytes; NULL on failure, with
 * the file's name in the message.
 */
char *file_read(const char *path, size_t most, size_t *length, struct error *err)
	__attribute__((malloc(free, 1), warn_unused_result));

#endif
