/* collector/gzip: whatever pieces a page is joined from, zlib reads the page back. */
#include "collector/gzip.h"
#include "tap.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum { PIECES_MAX = 4, PART_MAX = 30000 };

/* A page made of `count` pieces, and `count` + 1 texts around them. */
struct page {
	char *text;
	size_t length;
	struct piece pieces[PIECES_MAX];
	struct piece_place places[PIECES_MAX];
	size_t count;
	struct arena *arena;
};

static void append(struct page *page, const char *bytes, size_t length)
{
	page->text = xrealloc(page->text, page->length + length + 1, 1);
	memcpy(page->text + page->length, bytes, length);
	page->length += length;
}

static void append_piece(struct page *page, const char *bytes, size_t length)
{
	page->pieces[page->count] = piece_make(bytes, length, page->arena);
	page->places[page->count] =
		(struct piece_place){page->length, &page->pieces[page->count]};
	page->count++;
	append(page, bytes, length);
}

/* Is it one gzip member, of nothing but the page? */
static bool reads_back(const struct page *page)
{
	size_t packed_length;
	unsigned char *packed = gzip_join(page->text, page->length, page->places,
					  page->count, &packed_length);
	unsigned char *plain = xcalloc(page->length + 1, 1);
	z_stream stream = {.next_in = packed,
			   .avail_in = (uInt)packed_length,
			   .next_out = plain,
			   .avail_out = (uInt)page->length + 1};
	bool good = inflateInit2(&stream, 15 + 16) == Z_OK && /* gzip only */
		    inflate(&stream, Z_FINISH) == Z_STREAM_END &&
		    stream.avail_in == 0 && stream.total_out == page->length &&
		    memcmp(plain, page->text ? page->text : "", page->length) == 0;

	inflateEnd(&stream);
	free(plain);
	free(packed);
	return good;
}

static void test_cases(void)
{
	/* texts and pieces take turns, a text first; NULL: the end */
	static const char *const cases[][8] = {
		{NULL},
		{"", NULL},
		{"only text", NULL},
		{"", "only a piece", NULL},
		{"", "", NULL},
		{"before ", "a piece", " behind", NULL},
		{"", "a piece", " behind", NULL},
		{"before ", "", " behind an empty piece", NULL},
		{"", "one", "", "two", "", "three", NULL},
		{"the same ", "the same ", "the same ", "the same ", "the same", NULL},
		{"<title>Đánh giá</title>", "<style>*{margin:0}</style>", "\n<form>",
		 "<input name=\"q01\" value=\"1\">", "</form>\n", NULL},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct page page = {.arena = arena_new()};
		for (int part = 0; cases[i][part]; part++) {
			const char *text = cases[i][part];
			(part % 2 ? append_piece : append)(&page, text, strlen(text));
		}
		ok(reads_back(&page), "%zu pieces in %zu bytes are read back",
		   page.count, page.length);
		free(page.text);
		arena_free(page.arena);
	}
}

/* Numbers of a seed, the same everywhere. */
static unsigned next(unsigned *seed)
{
	return (*seed = *seed * 1103515245U + 12345U) >> 8;
}

/* Of `letters` letters: many don't compress, few do. */
static size_t fill(char *part, unsigned letters, unsigned *seed)
{
	size_t length = next(seed) % (next(seed) % 4 ? 300 : PART_MAX);

	for (size_t i = 0; i < length; i++)
		part[i] = (char)(next(seed) % letters);
	return length;
}

static void test_random(void)
{
	char *part = xcalloc(PART_MAX, 1);
	unsigned seed = 7, failed = 0;

	for (int turn = 0; turn < 300; turn++) {
		struct page page = {.arena = arena_new()};
		for (size_t p = next(&seed) % (PIECES_MAX + 1); p > 0; p--) {
			append(&page, part, fill(part, turn % 2 ? 256 : 3, &seed));
			append_piece(&page, part,
				     fill(part, turn % 3 ? 256 : 3, &seed));
		}
		append(&page, part, fill(part, turn % 2 ? 256 : 3, &seed));
		failed += !reads_back(&page);
		free(page.text);
		arena_free(page.arena);
	}
	ok(failed == 0, "300 pages of random parts are read back, %u were not", failed);
	free(part);
}

static void test_size(void)
{
	struct page page = {.arena = arena_new()};
	char text[4000];
	size_t packed_length;

	memset(text, 'x', sizeof(text));
	append_piece(&page, text, sizeof(text));
	free(gzip_join(page.text, page.length, page.places, 1, &packed_length));
	ok(packed_length < 100, "4000 letters x are %zu bytes", packed_length);
	free(page.text);
	arena_free(page.arena);
}

static void test_accepted(void)
{
	static const struct {
		const char *header;
		bool gzip, br;
	} cases[] = {
		{NULL, false, false},
		{"", false, false},
		{"gzip", true, false},
		{"GZip", true, false},
		{"gzip, deflate, br, zstd", true, true},
		{"br;q=1.0, gzip;q=0.8, *;q=0.1", true, true},
		{"deflate,br", false, true},
		{"gzip;q=0", false, false},
		{"gzip; q=0.000, br", false, true},
		{"gzip ;\tQ=0.001", true, false},
		{"gzip;q=0, *", false, true},
		{"*", true, true},
		{"*;q=0", false, false},
		{"*;q=0, gzip", true, false},
		{"identity", false, false},
		{"xgzip, gzipx, x-gzip", false, false},
		{" , ,gzip,", true, false},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *header = cases[i].header;
		ok(coding_is_accepted(header, "gzip") == cases[i].gzip &&
			   coding_is_accepted(header, "br") == cases[i].br,
		   "Accept-Encoding %s: gzip %s, br %s", header ? header : "(none)",
		   cases[i].gzip ? "yes" : "no", cases[i].br ? "yes" : "no");
	}
}

int main(void)
{
	test_cases();
	test_random();
	test_size();
	test_accepted();
	return done_testing();
}
