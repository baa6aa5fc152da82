/* See disk.h. */
#include "disk.h"

#include "forms/alloc.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { NAME_BYTES = 64 };

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

bool disk_replace(int folder, const char *name, const char *bytes, size_t length)
{
	char fresh[NAME_BYTES];

	snprintf(fresh, sizeof(fresh), "%s.new", name);
	unlinkat(folder, fresh, 0); /* of one that was killed */
	int file = openat(folder, fresh, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	bool done = file >= 0 && disk_write(file, bytes, length, 0) &&
		    fsync(file) == 0 && renameat(folder, fresh, folder, name) == 0 &&
		    fsync(folder) == 0;
	int why = errno;
	if (file >= 0)
		close(file);
	if (!done)
		unlinkat(folder, fresh, 0);
	errno = why;
	return done;
}

unsigned char *disk_read_all(int folder, const char *name, size_t most, size_t *length,
			     struct error *err)
{
	int file = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	unsigned char *bytes = NULL;
	struct stat status;

	*length = 0;
	if (file < 0 || fstat(file, &status) != 0)
		error_set(err, errno == ENOENT ? ERROR_NOT_FOUND : ERROR_SYSTEM,
			  "%s: %s", name, strerror(errno));
	else if (!S_ISREG(status.st_mode) || (size_t)status.st_size > most)
		error_set(err, ERROR_SYSTEM, "%s: no file, or too large", name);
	else
		bytes = disk_read(file, 0, *length = (size_t)status.st_size, err);
	if (file >= 0)
		close(file);
	return bytes;
}
