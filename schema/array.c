/* See array.h. The header of an array is: dimensions, whether there are nulls, type of
 * the elements, how many, number of the first; then length and bytes of each. */
#include "array.h"

#include "forms/alloc.h"

#include <string.h>

enum { HEADER_BYTES = 20, NULL_LENGTH = -1 };

static void put_four(unsigned char *at, uint32_t value)
{
	for (int i = 0; i < 4; i++)
		at[i] = (unsigned char)(value >> (24 - 8 * i));
}

static void reserve(struct array *array, size_t more)
{
	if (!array->used)
		array->used = HEADER_BYTES;
	while (array->room < array->used + more) {
		array->room = array->room ? 2 * array->room : 1024;
		array->bytes = xrealloc(array->bytes, array->room, 1);
	}
}

void array_add(struct array *array, const void *bytes, size_t length)
{
	reserve(array, 4 + length);
	put_four(array->bytes + array->used,
		 bytes ? (uint32_t)length : (uint32_t)NULL_LENGTH);
	array->used += 4;
	array->count++;
	if (!bytes)
		return;
	memcpy(array->bytes + array->used, bytes, length);
	array->used += length;
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
	reserve(array, 0);
	put_four(array->bytes, array->count ? 1 : 0);
	put_four(array->bytes + 4, 1);
	put_four(array->bytes + 8, (uint32_t)array->type);
	put_four(array->bytes + 12, array->count);
	put_four(array->bytes + 16, 1);
	size_t length = array->count ? array->used : 12;
	return (struct db_value){(const char *)array->bytes, (int)length};
}

void array_release(struct array *array)
{
	free(array->bytes);
	*array = (struct array){.type = array->type};
}
