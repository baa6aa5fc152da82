/*
 * Arrays as parameters of a statement, in PostgreSQL's binary format: one dimension,
 * built element by element.
 *
 * Life cycle: {.type = …} → array_add… → array_value, which lives until the next
 * array_add → array_release.
 */
#ifndef HAILONG_SCHEMA_ARRAY_H
#define HAILONG_SCHEMA_ARRAY_H

#include "db.h"
#include "wire.h"

/* The numbers are PostgreSQL's own, the same in every database. */
enum array_type {
	ARRAY_BYTEA = 17,
	ARRAY_INT2 = 21,
	ARRAY_TEXT = 25,
	ARRAY_UUID = 2950
};

struct array {
	enum array_type type;
	struct wire wire;
	uint32_t count;
};

void array_release(struct array *array);

/* Bytes of bytea, uuid (16) or text; NULL is null. */
void array_add(struct array *array, const void *bytes, size_t length);
void array_add_text(struct array *array, const char *text);
void array_add_int2(struct array *array, int16_t number);

struct db_value array_value(struct array *array);

/* Bytes as the text of a bytea parameter ("\x…"); owned by the caller. */
char *bytea_text(const unsigned char *bytes, size_t length);

#endif
