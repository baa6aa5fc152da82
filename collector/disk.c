/* See disk.h. */
#include "disk.h"

#include "forms/alloc.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

bool disk_write(int file, const char *bytes, size_t length, off_t at)
{
	while (length > 0) {
		ssize_t written = pwrite(file, bytes, length, at);
		if (written < 0 && errno == EINTR)
			continue;
		if (written <= 0)
			return false;
		bytes += written;
		length -= (size_t)written;
		at += written;
	}
	return true;
}

unsigned char *disk_read(int file, off_t from, size_t length, struct error *err)
{
	unsigned char *bytes = xcalloc(length + 1, 1);
	size_t done = 0;

	while (done < length) {
		ssize_t got =
			pread(file, bytes + done, length - done, from + (off_t)done);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0) {
			error_set(err, ERROR_SYSTEM, "spool: can't read: %s",
				  got < 0 ? strerror(errno) : "it has become shorter");
			free(bytes);
			return NULL;
		}
		done += (size_t)got;
	}
	return bytes;
}
