/* See gzip.h. */
#include "gzip.h"

#include <limits.h>
#include <string.h>
#include <strings.h>
#include <zlib.h>

/* What follows the parts: an empty last block, CRC-32 and length. */
enum { HEADER_BYTES = 10, END_BYTES = 2 + 4 + 4, FLUSH_BYTES = 64 };

/* Little text goes as it is, in one stored block. */
enum { LITTLE_BYTES = 2048, USUAL_LEVEL = 4 };

/* How much room a part may take. */
static size_t bound(size_t length)
{
	return length + length / 7 + FLUSH_BYTES; /* deflateBound at its worst */
}

static void begin(z_stream *stream, int level)
{
	memset(stream, 0, sizeof(*stream));
	if (deflateInit2(stream, level, Z_DEFLATED, -15 /* raw */, 9,
			 Z_DEFAULT_STRATEGY) != Z_OK)
		abort(); /* out of memory, as everywhere */
}

/* Writes a part that refers to nothing before it, nor does what comes after it to it. */
static unsigned char *pack(z_stream *stream, const char *text, size_t length,
			   unsigned char *out)
{
	/* zlib does not write through it, but its name has no const */
	memcpy(&stream->next_in, &text, sizeof(text));
	stream->avail_in = (uInt)length;
	stream->next_out = out;
	stream->avail_out = (uInt)bound(length);
	if (deflate(stream, Z_FULL_FLUSH) != Z_OK || stream->avail_out == 0)
		abort(); /* there is room: bound() */
	return stream->next_out;
}

static uint32_t crc_on(uint32_t before, const char *text, size_t length)
{
	return (uint32_t)crc32_z(before, (const unsigned char *)text, length);
}

struct piece piece_make(const char *text, size_t length, struct arena *arena)
{
	struct piece piece = {.text = text, .length = length};
	z_stream stream;

	if (length == 0)
		return piece;
	unsigned char *packed = arena_alloc(arena, bound(length), 1);
	begin(&stream, Z_BEST_COMPRESSION);
	piece.packed_length = (size_t)(pack(&stream, text, length, packed) - packed);
	deflateEnd(&stream);
	piece.packed = packed;
	piece.crc = crc_on(0, text, length);
	piece.crc_shift = (uint32_t)crc32_combine_gen((z_off_t)length);
	return piece;
}

static unsigned char *put_number(unsigned char *out, uint32_t number)
{
	for (int i = 0; i < 4; i++)
		*out++ = (unsigned char)(number >> 8 * i);
	return out;
}

/* A block of text as it is (RFC 1951, 3.2.4), behind a byte's boundary. */
static unsigned char *store(const char *text, size_t length, unsigned char *out)
{
	*out++ = 0;
	*out++ = (unsigned char)length;
	*out++ = (unsigned char)(length >> 8);
	*out++ = (unsigned char)~length;
	*out++ = (unsigned char)(~length >> 8);
	memcpy(out, text, length);
	return out + length;
}

/* A member that grows. */
struct member {
	bool stores;
	z_stream stream; /* where it does not */
	unsigned char *end;
	uint32_t crc;
};

static void add_text(struct member *m, const char *text, size_t length)
{
	if (length == 0)
		return;
	m->end = m->stores ? store(text, length, m->end)
			   : pack(&m->stream, text, length, m->end);
	m->crc = crc_on(m->crc, text, length);
}

static void add_piece(struct member *m, const struct piece *piece)
{
	if (piece->length == 0)
		return;
	memcpy(m->end, piece->packed, piece->packed_length);
	m->end += piece->packed_length;
	m->crc = (uint32_t)crc32_combine_op(m->crc, piece->crc, piece->crc_shift);
}

unsigned char *gzip_join(const char *text, size_t length,
			 const struct piece_place *places, size_t count,
			 size_t *packed_length)
{
	static const unsigned char header[HEADER_BYTES] = {
		0x1f, 0x8b, Z_DEFLATED, [9] = 3 /* Unix */};
	size_t between = length, room = HEADER_BYTES + END_BYTES, at = 0;
	struct member m;

	for (size_t i = 0; i < count; i++) {
		between -= places[i].piece->length;
		room += places[i].piece->packed_length + bound(0);
	}
	room += bound(between);
	unsigned char *packed = xrealloc(NULL, room, 1);
	memcpy(packed, header, sizeof(header));
	m.end = packed + sizeof(header);
	m.crc = 0;
	m.stores = between <= LITTLE_BYTES;
	if (!m.stores)
		begin(&m.stream, USUAL_LEVEL);
	for (size_t i = 0; i < count; i++) {
		add_text(&m, text + at, places[i].at - at);
		add_piece(&m, places[i].piece);
		at = places[i].at + places[i].piece->length;
	}
	add_text(&m, text + at, length - at);
	if (!m.stores)
		deflateEnd(&m.stream);
	memcpy(m.end, "\x03\x00", 2);
	m.end = put_number(put_number(m.end + 2, m.crc), (uint32_t)length);
	*packed_length = (size_t)(m.end - packed);
	return packed;
}

/* Is the weight that a member of the header gives, "; q=0.5", above 0? */
static bool is_wanted(const char *parameters, size_t length)
{
	const char *end = parameters + length;
	const char *q = memchr(parameters, ';', length);

	q = q ? q + 1 + strspn(q + 1, " \t") : end;
	if (end - q < 2 || strncasecmp(q, "q=", 2) != 0)
		return true;
	for (q += 2; q < end; q++)
		if (*q >= '1' && *q <= '9')
			return true;
	return false;
}

bool coding_is_accepted(const char *header, const char *coding)
{
	bool any = false;

	while (header && *header) {
		header += strspn(header, ", \t");
		size_t length = strcspn(header, ","), name = strcspn(header, ",; \t");
		if (name == strlen(coding) && strncasecmp(header, coding, name) == 0)
			return is_wanted(header, length);
		if (name == 1 && *header == '*')
			any = is_wanted(header, length);
		header += length;
	}
	return any;
}
