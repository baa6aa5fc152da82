/*
 * Values in PostgreSQL's binary format, one behind the other: numbers with the highest
 * byte first, and before each value its length. Rows of a binary COPY and elements of an
 * array are made of them.
 *
 * Life cycle: {0} → wire_… → bytes[0 … used - 1], used = 0 to begin again → wire_release.
 */
#ifndef HAILONG_SCHEMA_WIRE_H
#define HAILONG_SCHEMA_WIRE_H

#include <stddef.h>
#include <stdint.h>

struct wire {
	unsigned char *bytes;
	size_t used, room;
};

void wire_release(struct wire *wire);

/* Bytes as they are, and a number of so many bytes. */
void wire_add(struct wire *wire, const void *bytes, size_t length);
void wire_add_number(struct wire *wire, uint64_t number, unsigned width);

/* Values, each behind its length; NULL is null. */
void wire_value(struct wire *wire, const void *bytes, size_t length);
void wire_text(struct wire *wire, const char *text);
/* A number as checked by text_number(), as double precision. */
void wire_double(struct wire *wire, const char *text);
/* A time in the full form of text_timestamp(), as timestamptz. */
void wire_time(struct wire *wire, const char *full);

#endif
