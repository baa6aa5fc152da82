/* See spool.h: an answer as a record. */
#include "spool.h"

#include "record.h"

#include "forms/alloc.h"

#include <string.h>

enum { CONTENT_BYTES_MAX = 1 << 20, ID_BYTES = 16, SAYINGS_MAX = 1000 };

/* What a record is: an answer, or details of one, which begin with what they complete. */
static const char answer_mark[] = "HLS1", details_mark[] = "HLS2";

static void put_content(FILE *out, const struct saving *s)
{
	const char *const texts[] = {s->round,	    s->unit,	    s->service,
				     s->channel,    s->selection,   s->language,
				     s->started_at, s->submitted_at};

	if (s->first)
		put_bytes(out, s->first, s->answers_size);
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
	if (s->flags)
		put_number(out, s->flags);
}

void spool_encode(FILE *out, const struct saving *saving)
{
	char *content = NULL;
	size_t length = 0;
	FILE *stream = open_memstream(&content, &length);

	if (!stream)
		abort(); /* out of memory, as everywhere */
	put_content(stream, saving);
	fclose(stream);
	record_write(out, saving->first ? details_mark : answer_mark, content, length);
	free(content);
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

/* Records of before there were flags end without; so do those that have none. */
static void get_flags(struct cursor *c, struct saving *s)
{
	if (c->bad || c->at == c->end)
		return;
	s->flags = get_number(c);
	c->bad |= s->flags == 0 || s->flags > INT16_MAX;
}

static bool get_content(struct cursor *c, bool is_details, struct saving *s)
{
	const char **const texts[] = {&s->round,      &s->unit,	       &s->service,
				      &s->channel,    &s->selection,   &s->language,
				      &s->started_at, &s->submitted_at};
	size_t first_size = 0;

	*s = (struct saving){.codes_known = true, .late = true};
	if (is_details)
		s->first = (const unsigned char *)get_bytes(c, &first_size);
	for (size_t i = 0; i < ARRAY_SIZE(texts); i++)
		*texts[i] = get_text(c);
	const unsigned char *id = get_raw(c, ID_BYTES);
	if (id)
		memcpy(s->id, id, ID_BYTES);
	s->consent_version = (int)get_number(c);
	s->answers = (const unsigned char *)get_bytes(c, &s->answers_size);
	get_sayings(c, s);
	get_flags(c, s);
	return !c->bad && c->at == c->end && s->round && s->unit && s->channel &&
	       s->selection && s->answers &&
	       (!is_details || (s->first && first_size == s->answers_size));
}

size_t spool_decode(const unsigned char *bytes, size_t length, struct arena *arena,
		    struct saving *saving)
{
	struct cursor cursor;

	bool is_details = record_read(&cursor, bytes, length, details_mark,
				      CONTENT_BYTES_MAX, arena);

	if (!is_details &&
	    !record_read(&cursor, bytes, length, answer_mark, CONTENT_BYTES_MAX, arena))
		return 0;
	if (!get_content(&cursor, is_details, saving))
		return 0;
	return (size_t)(cursor.end - bytes);
}
