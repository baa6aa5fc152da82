/*
 * What is kept on this machine's disk, as bytes: records with a checksum, and the numbers
 * and texts in them. A record is a mark of four characters that says what it is and in
 * which format, the length of the content, its SipHash, the content. A number is four
 * bytes, the highest first; a text is its length and its bytes, and a length of UINT32_MAX
 * says that there is none.
 */
#ifndef HAILONG_COLLECTOR_RECORD_H
#define HAILONG_COLLECTOR_RECORD_H

#include "forms/alloc.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

enum { RECORD_MARK_BYTES = 4, RECORD_HEADER_BYTES = 16 };

/* --- writing --- */

void put_number(FILE *out, uint32_t number);
void put_bytes(FILE *out, const void *bytes, size_t length); /* NULL: none */
void put_text(FILE *out, const char *text);		     /* NULL: none */

/* Appends a record. */
void record_write(FILE *out, const char *mark, const char *content, size_t length);

/* --- reading --- */

/* What is left to read; `bad` once something did not fit, and then all that is read is
 * 0 or NULL. */
struct cursor {
	const unsigned char *at, *end;
	struct arena *arena;
	bool bad;
};

uint32_t get_number(struct cursor *c);
/* How many things follow that take `least` bytes each, no more than can be there. */
uint32_t get_count(struct cursor *c, size_t least);
/* So many bytes, where they stand. */
const unsigned char *get_raw(struct cursor *c, size_t length);
/* A copy in the arena, NUL-terminated; a text has no NUL inside. NULL: none. */
const char *get_bytes(struct cursor *c, size_t *length);
const char *get_text(struct cursor *c);

/* Begins to read the content of the record that stands at `bytes`; false when there is no
 * whole and sound one of that mark and of at most `most` bytes of content. */
bool record_read(struct cursor *c, const unsigned char *bytes, size_t length,
		 const char *mark, size_t most, struct arena *arena);

#endif
