/* Messages are cut, never overrun: what they quote comes from outside. A character cut in
 * two, by us or by whoever wrote it, would make the whole reply invalid: it is left out. */
#include "error.h"

#include "text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

bool error_set(struct error *err, enum error_code code, const char *format, ...)
{
	va_list args;

	err->code = code;
	va_start(args, format);
	vsnprintf(err->message, sizeof(err->message), format, args);
	va_end(args);
	text_drop_broken(err->message);
	return false;
}

bool error_prefix(struct error *err, const char *format, ...)
{
	char rest[sizeof(err->message)];
	va_list args;
	int used;

	memcpy(rest, err->message, sizeof(rest));
	va_start(args, format);
	used = vsnprintf(err->message, sizeof(err->message), format, args);
	va_end(args);
	if (used >= 0 && (size_t)used < sizeof(err->message))
		snprintf(err->message + used, sizeof(err->message) - (size_t)used,
			 ": %s", rest);
	text_drop_broken(err->message);
	return false;
}
