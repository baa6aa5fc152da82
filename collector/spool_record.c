/* See spool.h: a record as bytes. Numbers are four bytes, the highest first; a text is
 * its length and its bytes, a length of NO_TEXT says that there is none. */
#include "spool.h"

#include "forms/alloc.h"

#include <sodium.h>
#include <string.h>

enum {
	HEADER_BYTES = 16,
	CONTENT_BYTES_MAX = 1 << 20,
	ID_BYTES = 16,
	SAYINGS_MAX = 1000
};
#define NO_TEXT UINT32_MAX

static const char magic[4] = {'H', 'L', 'S', '1'};
/* Not a secret: a checksum needs none. */
static const unsigned char checksum_key[crypto_shorthash_KEYBYTES] = "hailong spool 1";

static void put_number(FILE *out, uint32_t number)
{
	for (int shift = 24; shift >= 0; shift -= 8)
		putc((int)(number >> shift & 0xff), out);
}

static void put_bytes(FILE *out, const void *bytes, size_t length)
{
	put_number(out, bytes ? (uint32_t)length : NO_TEXT);
	if (bytes)
		fwrite(bytes, 1, length, out);
}

static void put_text(FILE *out, const char *text)
{
	put_bytes(out, text, text ? strlen(text) : 0);
}

static void put_content(FILE *out, const struct saving *s)
{
	const char *const texts[] = {s->round,	    s->unit,	    s->service,
				     s->channel,    s->selection,   s->language,
				     s->started_at, s->submitted_at};

	for (size_t i = 0; i < ARRAY_SIZE(texts); i++)
		put_text(out, texts[i]);
	fwrite(s->id, 1, ID_BYTES, out);
	put_number(out, (uint32_t)s->consent_version);
	put_bytes(out, s->answers, s->answers_size);
	put_number(out, (uint32_t)s->nsayings);
	for (size_t i = 0; i < s->nsayings; i++) {
		put_text(out, s->sayings[i].item);
		put_text(out, s->sayings[i].text);
	}
}

void spool_encode(FILE *out, const struct saving *saving)
{
	unsigned char sum[crypto_shorthash_BYTES];
	char *content = NULL;
	size_t length = 0;
	FILE *stream = open_memstream(&content, &length);

	if (!stream)
		abort(); /* out of memory, as everywhere */
	put_content(stream, saving);
	fclose(stream);
	crypto_shorthash(sum, (const unsigned char *)content, length, checksum_key);
	fwrite(magic, 1, sizeof(magic), out);
	put_number(out, (uint32_t)length);
	fwrite(sum, 1, sizeof(sum), out);
	fwrite(content, 1, length, out);
	free(content);
}

/* What is left to read; `bad` once something did not fit. */
struct cursor {
	const unsigned char *at, *end;
	struct arena *arena;
	bool bad;
};

static uint32_t get_number(struct cursor *c)
{
	if (c->end - c->at < 4) {
		c->bad = true;
		return 0;
	}
	uint32_t number = (uint32_t)c->at[0] << 24 | (uint32_t)c->at[1] << 16 |
			  (uint32_t)c->at[2] << 8 | c->at[3];
	c->at += 4;
	return number;
}

static const unsigned char *take(struct cursor *c, size_t length)
{
	const unsigned char *bytes = c->at;

	if (c->bad || (size_t)(c->end - c->at) < length) {
		c->bad = true;
		return NULL;
	}
	c->at += length;
	return bytes;
}

static const char *get_bytes(struct cursor *c, size_t *length)
{
	uint32_t number = get_number(c);

	*length = 0;
	if (c->bad || number == NO_TEXT)
		return NULL;
	const unsigned char *bytes = take(c, number);
	if (!bytes)
		return NULL;
	*length = number;
	return arena_strndup(c->arena, (const char *)bytes, number);
}

static const char *get_text(struct cursor *c)
{
	size_t length;
	const char *text = get_bytes(c, &length);

	if (text && strlen(text) != length)
		c->bad = true;
	return text;
}

static void get_sayings(struct cursor *c, struct saving *s)
{
	uint32_t count = get_number(c);

	if (c->bad || count > SAYINGS_MAX) {
		c->bad = true;
		return;
	}
	struct saying *sayings = arena_alloc(c->arena, count, sizeof(*sayings));
	for (uint32_t i = 0; i < count && !c->bad; i++) {
		sayings[i].item = get_text(c);
		sayings[i].text = get_text(c);
		c->bad |= !sayings[i].item || !sayings[i].text;
	}
	s->sayings = sayings;
	s->nsayings = count;
}

static bool get_content(struct cursor *c, struct saving *s)
{
	const char **const texts[] = {&s->round,      &s->unit,	       &s->service,
				      &s->channel,    &s->selection,   &s->language,
				      &s->started_at, &s->submitted_at};

	*s = (struct saving){.codes_known = true, .late = true};
	for (size_t i = 0; i < ARRAY_SIZE(texts); i++)
		*texts[i] = get_text(c);
	const unsigned char *id = take(c, ID_BYTES);
	if (id)
		memcpy(s->id, id, ID_BYTES);
	s->consent_version = (int)get_number(c);
	s->answers = (const unsigned char *)get_bytes(c, &s->answers_size);
	get_sayings(c, s);
	return !c->bad && c->at == c->end && s->round && s->unit && s->channel &&
	       s->selection && s->answers;
}

size_t spool_decode(const unsigned char *bytes, size_t length, struct arena *arena,
		    struct saving *saving)
{
	unsigned char sum[crypto_shorthash_BYTES];
	struct cursor header = {.at = bytes, .end = bytes + length};

	if (length < HEADER_BYTES || memcmp(bytes, magic, sizeof(magic)) != 0)
		return 0;
	header.at += sizeof(magic);
	uint32_t content = get_number(&header);
	if (content > CONTENT_BYTES_MAX || content > length - HEADER_BYTES)
		return 0;
	crypto_shorthash(sum, bytes + HEADER_BYTES, content, checksum_key);
	if (memcmp(sum, header.at, sizeof(sum)) != 0)
		return 0;
	struct cursor cursor = {bytes + HEADER_BYTES, bytes + HEADER_BYTES + content,
				arena, false};
	return get_content(&cursor, saving) ? HEADER_BYTES + content : 0;
}
