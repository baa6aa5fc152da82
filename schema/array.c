/* See array.h. The header of an array is: dimensions, whether there are nulls, type of
 * the elements, how many, number of the first; then length and bytes of each. */
#include "array.h"

#include "forms/alloc.h"

#include <string.h>

enum { HEADER_BYTES = 20, EMPTY_BYTES = 12 };

/* The header is written again, over the old one, whenever the value is asked for. */
static void write_header(struct array *array)
{
	size_t used = array->wire.used;

	array->wire.used = 0;
	wire_add_number(&array->wire, array->count ? 1 : 0, 4);
	wire_add_number(&array->wire, 1, 4);
	wire_add_number(&array->wire, (uint64_t)array->type, 4);
	wire_add_number(&array->wire, array->count, 4);
	wire_add_number(&array->wire, 1, 4);
	if (used > HEADER_BYTES)
		array->wire.used = used;
}

void array_add(struct array *array, const void *bytes, size_t length)
{
	if (!array->count++)
		write_header(array);
	wire_value(&array->wire, bytes, length);
}

void array_add_text(struct array *array, const char *text)
{
	array_add(array, text, text ? strlen(text) : 0);
}

void array_add_int2(struct array *array, int16_t number)
{
	unsigned char bytes[2] = {(unsigned char)((uint16_t)number >> 8),
				  (unsigned char)(number & 0xff)};
	array_add(array, bytes, sizeof(bytes));
}

struct db_value array_value(struct array *array)
{
	write_header(array);
	size_t length = array->count ? array->wire.used : EMPTY_BYTES;
	return (struct db_value){(const char *)array->wire.bytes, (int)length};
}

void array_release(struct array *array)
{
	wire_release(&array->wire);
	*array = (struct array){.type = array->type};
}

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
