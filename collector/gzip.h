/*
 * Pages as gzip (RFC 1952), joined from pieces.
 *
 * Most of a page is the same for everybody: its style, a blank form. Such a piece is
 * compressed once, well. The few words around the pieces go as they are, since compressing
 * them takes longer than making the page; only where there are many (a list of offices)
 * are they compressed. That works because a piece
 *   - is raw deflate (RFC 1951) that was flushed: it ends on a byte's boundary, and
 *     without saying that the text ends;
 *   - refers to nothing before it, so it may stand after anything.
 * A page is then
 *
 *     header · pieces and what is between them · an empty last block · CRC-32 · length
 *
 * where the CRC-32 of the whole follows from that of what stands before a piece, and the
 * piece's own. There
 * is one member only: some browsers read no further than the first.
 *
 * Compressing what stands beside a secret tells something of the secret to those who can
 * choose the rest and see the length (BREACH). Here nobody can make another's browser ask
 * for a page with that one's secret in it: there are no cookies, a page shows only what its
 * address says, and requests from pages elsewhere may not POST. All the same, pages with a
 * receipt are sent as they are: see reply->shared in http.h.
 */
#ifndef HAILONG_COLLECTOR_GZIP_H
#define HAILONG_COLLECTOR_GZIP_H

#include "forms/alloc.h"

#include <stdbool.h>
#include <stdint.h>

/* A text and what it is compressed; plain data. */
struct piece {
	const char *text;
	size_t length;
	const unsigned char *packed;
	size_t packed_length;
	uint32_t crc, crc_shift; /* crc32_combine_gen of the length */
};

/* Where in a text a piece stands; the text has it in plain there. */
struct piece_place {
	size_t at;
	const struct piece *piece;
};

/* Borrows the text; what it is compressed lives as long as the arena. */
struct piece piece_make(const char *text, size_t length, struct arena *arena);

/* A text with `count` pieces in it, one after the other, as one gzip member of
 * *packed_length bytes; freed with free(). */
unsigned char *gzip_join(const char *text, size_t length,
			 const struct piece_place *places, size_t count,
			 size_t *packed_length)
	__attribute__((malloc, returns_nonnull));

/* Does an Accept-Encoding header (NULL: none came) take a coding such as "gzip"? */
bool coding_is_accepted(const char *header, const char *coding);

#endif
