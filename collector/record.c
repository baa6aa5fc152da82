/* See record.h. */
#include "record.h"

#include <sodium.h>
#include <string.h>

#define NO_TEXT UINT32_MAX

/* Not a secret: a checksum needs none. */
static const unsigned char checksum_key[crypto_shorthash_KEYBYTES] = "hailong spool 1";

void put_number(FILE *out, uint32_t number)
{
	for (int shift = 24; shift >= 0; shift -= 8)
		putc((int)(number >> shift & 0xff), out);
}

void put_bytes(FILE *out, const void *bytes, size_t length)
{
	put_number(out, bytes ? (uint32_t)length : NO_TEXT);
	if (bytes)
		fwrite(bytes, 1, length, out);
}

void put_text(FILE *out, const char *text)
{
	put_bytes(out, text, text ? strlen(text) : 0);
}

void record_write(FILE *out, const char *mark, const char *content, size_t length)
{
	unsigned char sum[crypto_shorthash_BYTES];

	crypto_shorthash(sum, (const unsigned char *)content, length, checksum_key);
	fwrite(mark, 1, RECORD_MARK_BYTES, out);
	put_number(out, (uint32_t)length);
	fwrite(sum, 1, sizeof(sum), out);
	fwrite(content, 1, length, out);
}

uint32_t get_number(struct cursor *c)
{
	const unsigned char *at = get_raw(c, 4);

	return at ? (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 |
			       (uint32_t)at[2] << 8 | at[3]
		  : 0;
}

uint32_t get_count(struct cursor *c, size_t least)
{
	uint32_t count = get_number(c);

	c->bad |= count > (size_t)(c->end - c->at) / least;
	return c->bad ? 0 : count;
}

const unsigned char *get_raw(struct cursor *c, size_t length)
{
	const unsigned char *bytes = c->at;

	if (c->bad || (size_t)(c->end - c->at) < length) {
		c->bad = true;
		return NULL;
	}
	c->at += length;
	return bytes;
}

const char *get_bytes(struct cursor *c, size_t *length)
{
	uint32_t number = get_number(c);

	*length = 0;
	if (c->bad || number == NO_TEXT)
		return NULL;
	const unsigned char *bytes = get_raw(c, number);
	if (!bytes)
		return NULL;
	*length = number;
	return arena_strndup(c->arena, (const char *)bytes, number);
}

const char *get_text(struct cursor *c)
{
	size_t length;
	const char *text = get_bytes(c, &length);

	if (text && strlen(text) != length)
		c->bad = true;
	return text;
}

bool record_read(struct cursor *c, const unsigned char *bytes, size_t length,
		 const char *mark, size_t most, struct arena *arena)
{
	unsigned char sum[crypto_shorthash_BYTES];

	if (length < RECORD_HEADER_BYTES || memcmp(bytes, mark, RECORD_MARK_BYTES) != 0)
		return false;
	*c = (struct cursor){bytes + RECORD_MARK_BYTES, bytes + length, arena, false};
	uint32_t content = get_number(c);
	if (content > most || content > length - RECORD_HEADER_BYTES)
		return false;
	crypto_shorthash(sum, bytes + RECORD_HEADER_BYTES, content, checksum_key);
	if (memcmp(sum, c->at, sizeof(sum)) != 0)
		return false;
	c->at = bytes + RECORD_HEADER_BYTES;
	c->end = c->at + content;
	return true;
}
