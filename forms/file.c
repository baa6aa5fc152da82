/* See file.h. */
#include "file.h"

#include "alloc.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

char *file_read(const char *path, size_t most, size_t *length, struct error *err)
{
	FILE *in = strcmp(path, "-") == 0 ? stdin : fopen(path, "rb");
	size_t room = 0, step;
	char *text = NULL;

	*length = 0;
	if (!in) {
		error_set(err, ERROR_INPUT, "%s: %s", path, strerror(errno));
		return NULL;
	}
	do {
		room = room ? 2 * room : 8192;
		text = xrealloc(text, room, 1);
		step = fread(text + *length, 1, room - *length - 1, in);
		*length += step;
	} while (step > 0 && *length <= most);
	if (ferror(in))
		error_set(err, ERROR_SYSTEM, "%s: %s", path, strerror(errno));
	else if (*length > most)
		error_set(err, ERROR_INPUT, "%s: larger than %zu bytes", path, most);
	if (err->code != ERROR_NONE) {
		free(text);
		text = NULL;
	} else {
		text[*length] = '\0';
	}
	if (in != stdin)
		fclose(in);
	return text;
}
