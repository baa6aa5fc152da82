/* schema/receipt: copied by hand, so slips are found and look-alikes forgiven. */
#include "forms/alloc.h"
#include "schema/receipt.h"
#include "words.h"

static const struct receipt example = {
	"2026-q1",
	"H40.01",
	{0x00, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88, 0x99, 0xAA, 0xBB, 0xCC,
	 0xDD, 0xEE, 0xFF},
};

/* 0, 1, 2, … 31 */
static struct receipt_key key;

static bool equal(const struct receipt *a, const struct receipt *b)
{
	return strcmp(a->round, b->round) == 0 && strcmp(a->unit, b->unit) == 0 &&
	       memcmp(a->id, b->id, sizeof(a->id)) == 0;
}

static void test_round_trip(void)
{
	static const char longest[] = "abcdefghijklmnopqrstuvwxyz0123456789.-_A";
	static const char *const codes[][2] = {
		{"r", "-"}, {"2026-q1", "H40.01"}, {longest, longest}};
	static const unsigned char fills[] = {0x00, 0xFF, 0xA5, 0x01, 0x80};

	for (size_t c = 0; c < ARRAY_SIZE(codes); c++)
		for (size_t f = 0; f < ARRAY_SIZE(fills); f++) {
			struct receipt receipt = {0}, back;
			char text[RECEIPT_BYTES];
			snprintf(receipt.round, sizeof(receipt.round), "%s",
				 codes[c][0]);
			snprintf(receipt.unit, sizeof(receipt.unit), "%s", codes[c][1]);
			memset(receipt.id, fills[f], sizeof(receipt.id));
			receipt_text(&receipt, &key, text);
			ok(receipt_read(text, &key, &back) && equal(&receipt, &back),
			   "round trip: %s", text);
		}
}

/* Receipts are out there on paper: their form must never change. The text was made
 * with another program (Python: base 32 by hand, hashlib.blake2b). */
static void test_stable(void)
{
	char text[RECEIPT_BYTES];

	receipt_text(&example, &key, text);
	is_text(text, "2026-q1~H40.01~008J-4CT4-ANK7-F24S-NAXW-SQFE-ZWX2-HSFS-CPKY",
		"a receipt is what it always was");
}

static void test_slips(void)
{
	char text[RECEIPT_BYTES];
	size_t tried = 0, passed = 0;
	struct receipt back;

	receipt_text(&example, &key, text);
	size_t start = strlen("2026-q1~H40.01~");
	for (size_t at = 0; text[at]; at++) {
		static const char digits[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
		char was = text[at];
		for (const char *d = digits; *d; d++) {
			if (*d == was || was == '-' || was == '~' ||
			    (at < start && was == '.'))
				continue;
			text[at] = *d;
			tried++;
			passed += receipt_read(text, &key, &back);
		}
		text[at] = was;
	}
	/* the seal has fifty bits, so that none passes by chance */
	ok(tried > 900 && passed == 0, "of %zu slips in one character %zu pass", tried,
	   passed);
	tried = passed = 0;
	for (size_t at = start; text[at + 1]; at++) {
		char one = text[at], two = text[at + 1];
		if (one == two || one == '-' || two == '-')
			continue;
		text[at] = two;
		text[at + 1] = one;
		tried++;
		passed += receipt_read(text, &key, &back);
		text[at] = one;
		text[at + 1] = two;
	}
	ok(tried > 10 && passed == 0, "of %zu swapped neighbours %zu pass", tried,
	   passed);
}

static void test_forgiven(void)
{
	static const char *const texts[] = {
		"2026-q1~H40.01~008j-4ct4-ank7-f24s-naxw-sqfe-zwx2-hsfs-cpky",
		"2026-q1~H40.01~oO8J-4CT4-ANK7-F24S-NAXW-SQFE-ZWX2-HSFS-CPKY",
		"2026-q1~H40.01~008J4CT4ANK7F24SNAXWSQFEZWX2HSFSCPKY",
		"2026-q1~H40.01~008J 4CT4 ANK7 F24S NAXW SQFE ZWX2 HSFS CPKY",
		"2026-q1~H40.01~ 008J--4CT4-ANK7-F24S-NAXW-SQFE-ZWX2-HSFS-CPKY ",
	};
	struct receipt back;

	for (size_t i = 0; i < ARRAY_SIZE(texts); i++)
		ok(receipt_read(texts[i], &key, &back) && equal(&example, &back),
		   "forgiven: %s", texts[i]);
	/* I and L for 1 */
	struct receipt ones = {.round = "r", .unit = "u"};
	char text[RECEIPT_BYTES];
	for (unsigned n = 0; n < 16; n++)
		ones.id[n] = (unsigned char)(n % 5 == 0 ? 0x08 : 0x42);
	receipt_text(&ones, &key, text);
	size_t replaced = 0;
	for (char *c = text + 4; *c; c++)
		if (*c == '1')
			*c = "IlLi"[replaced++ % 4];
	ok(replaced > 0 && receipt_read(text, &key, &back) && equal(&ones, &back),
	   "forgiven: %s", text);
}

static void test_refused(void)
{
	static const char *const texts[] = {
		"",
		"~",
		"~~",
		"~~~~~~~~",
		"2026-q1",
		"2026-q1~H40.01",
		"2026-q1~H40.01~",
		"2026-q1~~008J-4CT4-ANK7-F24S-NAXW-SQFE-ZWX2-HSFS-CPKY",
		"~H40.01~008J-4CT4-ANK7-F24S-NAXW-SQFE-ZWX2-HSFS-CPKY",
		"2026-q2~H40.01~008J-4CT4-ANK7-F24S-NAXW-SQFE-ZWX2-HSFS-CPKY",
		"2026-q1~H40.02~008J-4CT4-ANK7-F24S-NAXW-SQFE-ZWX2-HSFS-CPKY",
		"H40.01~2026-q1~008J-4CT4-ANK7-F24S-NAXW-SQFE-ZWX2-HSFS-CPKY",
		"2026-q1~H40.01~008J-4CT4-ANK7-F24S-NAXW-SQFE-ZWX2-HSFS-CPK",
		"2026-q1~H40.01~008J-4CT4-ANK7-F24S-NAXW-SQFE-ZWX2-HSFS-CPKYX",
		"2026-q1~H40.01~008J-4CT4-ANK7-F24S-NAXW-SQFE-ZWX2-HSFS-CPK!",
		"2026-q1~H40.01~008J-4CT4-ANK7-F24S-NAXW-SQFE-ZWX2-HSFS-CPKU",
		"2026-q1~H40.01~008J-4CT4-ANK7-F24S-NAXW-SQFE-ZWX2-HSFS-CPKY~",
		"2026 q1~H40.01~008J-4CT4-ANK7-F24S-NAXW-SQFE-ZWX2-HSFS-CPKY",
		"2026-q1'--~H40.01~008J-4CT4-ANK7-F24S-NAXW-SQFE-ZWX2-HSFS-CPKY",
		"<b>~H40.01~008J-4CT4-ANK7-F24S-NAXW-SQFE-ZWX2-HSFS-CPKY",
		"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa~u~008J",
		"2026-q1~H40.01~\xF0\x9F\x98\x80\xFF\x80",
		"%s%n%s%n~%s~%s",
	};
	struct receipt back;

	for (size_t i = 0; i < ARRAY_SIZE(texts); i++)
		is_text(receipt_read(texts[i], &key, &back) ? "taken" : "refused",
			"refused", "receipt \"%s\"", texts[i]);
	for (size_t length = 1; length <= 1 << 16; length *= 4) {
		char *text = xcalloc(length + 1, 1);
		memset(text, '~', length);
		bool taken = receipt_read(text, &key, &back);
		memset(text, '0', length);
		memcpy(text, "r~u~", length < 4 ? length : 4);
		taken = taken || receipt_read(text, &key, &back);
		ok(!taken, "receipts of %zu characters are refused", length);
		free(text);
	}
}

static void test_sealed(void)
{
	struct receipt_key other = key;
	struct receipt back;
	char text[RECEIPT_BYTES];

	other.bytes[31] ^= 1;
	receipt_text(&example, &other, text);
	ok(!receipt_read(text, &key, &back),
	   "a receipt sealed with another key is none");
}

int main(void)
{
	for (size_t i = 0; i < sizeof(key.bytes); i++)
		key.bytes[i] = (unsigned char)i;
	test_sealed();
	test_round_trip();
	test_stable();
	test_slips();
	test_forgiven();
	test_refused();
	return done_testing();
}
