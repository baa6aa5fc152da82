/* See wire.h. */
#include "wire.h"

#include "forms/alloc.h"
#include "forms/text.h"

#include <string.h>

/* PostgreSQL counts from 2000-01-01, we from 1970-01-01. */
#define SHIFT_MICROSECONDS (INT64_C(10957) * 86400 * 1000000)

void wire_release(struct wire *wire)
{
	free(wire->bytes);
	*wire = (struct wire){0};
}

static unsigned char *extend(struct wire *wire, size_t length)
{
	if (wire->room - wire->used < length) {
		while (wire->room - wire->used < length)
			wire->room = wire->room ? 2 * wire->room : 1024;
		wire->bytes = xrealloc(wire->bytes, wire->room, 1);
	}
	wire->used += length;
	return wire->bytes + wire->used - length;
}

void wire_add(struct wire *wire, const void *bytes, size_t length)
{
	unsigned char *at = extend(wire, length);

	if (length > 0)
		memcpy(at, bytes, length);
}

void wire_add_number(struct wire *wire, uint64_t number, unsigned width)
{
	unsigned char *at = extend(wire, width);

	for (unsigned i = width; i-- > 0; number >>= 8)
		at[i] = (unsigned char)number;
}

void wire_value(struct wire *wire, const void *bytes, size_t length)
{
	wire_add_number(wire, bytes ? length : UINT64_MAX, 4);
	if (bytes)
		wire_add(wire, bytes, length);
}

void wire_text(struct wire *wire, const char *text)
{
	wire_value(wire, text, text ? strlen(text) : 0);
}

void wire_double(struct wire *wire, const char *text)
{
	double number = 0;
	uint64_t bits;

	if (!text || !text_number(text, &number)) {
		wire_value(wire, NULL, 0);
		return;
	}
	memcpy(&bits, &number, sizeof(bits));
	wire_add_number(wire, sizeof(bits), 4);
	wire_add_number(wire, bits, sizeof(bits));
}

void wire_time(struct wire *wire, const char *full)
{
	if (!full) {
		wire_value(wire, NULL, 0);
		return;
	}
	wire_add_number(wire, 8, 4);
	wire_add_number(wire, (uint64_t)(text_microseconds(full) - SHIFT_MICROSECONDS),
			8);
}
