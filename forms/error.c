/* Messages are cut, never overrun: what they quote comes from outside. */
#include "error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* A cut in the middle of a UTF-8 sequence would make the whole reply invalid. */
static void cut_at_character(char *text, size_t size)
{
	size_t end = strlen(text);
	if (end + 1 < size)
		return;
	while (end > 0 && ((unsigned char)text[end - 1] & 0xC0) == 0x80)
		end--;
	if (end > 0)
		text[end - 1] = '\0';
}

bool error_set(struct error *err, enum error_code code, const char *format, ...)
{
	va_list args;

	err->code = code;
	va_start(args, format);
	vsnprintf(err->message, sizeof(err->message), format, args);
	va_end(args);
	cut_at_character(err->message, sizeof(err->message));
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
	cut_at_character(err->message, sizeof(err->message));
	return false;
}
