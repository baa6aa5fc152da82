/* See db.h: bytes as the text of a parameter. */
#include "db.h"

#include "forms/alloc.h"

char *bytea_text(const unsigned char *bytes, size_t length)
{
	static const char hex[] = "0123456789abcdef";
	char *text = xcalloc(2 * length + 3, 1);
	char *at = text;

	*at++ = '\\';
	*at++ = 'x';
	for (size_t i = 0; i < length; i++) {
		*at++ = hex[bytes[i] >> 4];
		*at++ = hex[bytes[i] & 15];
	}
	return text;
}
