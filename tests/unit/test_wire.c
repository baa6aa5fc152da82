/* schema/wire: values as PostgreSQL sends them itself, see its typsend functions. */
#include "forms/alloc.h"
#include "forms/text.h"
#include "schema/array.h"
#include "schema/wire.h"
#include "words.h"

static void is_bytes(struct wire *wire, const void *expected, size_t length,
		     const char *what)
{
	ok(wire->used == length && memcmp(wire->bytes, expected, length) == 0, "%s",
	   what);
	wire_release(wire);
}

/* Bytes of a string constant, without its NUL. */
#define IS_BYTES(wire, bytes, what) is_bytes(wire, bytes, sizeof(bytes) - 1, what)

static void test_values(void)
{
	struct wire wire = {0};

	wire_add_number(&wire, 0x0102, 2);
	wire_add_number(&wire, UINT16_MAX, 2);
	wire_add_number(&wire, 7, 8);
	IS_BYTES(&wire, "\1\2\377\377\0\0\0\0\0\0\0\7", "the highest byte comes first");
	wire_text(&wire, "Huế");
	wire_text(&wire, "");
	wire_text(&wire, NULL);
	IS_BYTES(&wire,
		 "\0\0\0\5Hu\341\272\277"
		 "\0\0\0\0"
		 "\377\377\377\377",
		 "text, no text and null differ");
	wire_value(&wire, "\0a", 2);
	IS_BYTES(&wire, "\0\0\0\2\0a", "bytes may be zero");
}

static void test_double(void)
{
	struct wire wire = {0};

	wire_double(&wire, "2.5");
	wire_double(&wire, "1e-3");
	wire_double(&wire, NULL);
	IS_BYTES(&wire,
		 "\0\0\0\10\100\4\0\0\0\0\0\0"
		 "\0\0\0\10\77\120\142\115\322\361\251\374"
		 "\377\377\377\377",
		 "2.5, 0.001 and null");
}

/* The number a time is sent as. */
static int64_t sent(const char *time)
{
	struct wire wire = {0};
	char full[TIMESTAMP_BYTES];
	uint64_t bits = 0;

	if (text_timestamp(time, full))
		wire_time(&wire, full);
	for (size_t i = 4; i < wire.used; i++)
		bits = bits << 8 | wire.bytes[i];
	ok(wire.used == 12 && wire.bytes[3] == 8, "%s: eight bytes", time);
	wire_release(&wire);
	return (int64_t)bits;
}

/* Expected: select extract(epoch from t - timestamptz '2000-01-01Z') * 1000000. */
static void test_time(void)
{
	struct wire wire = {0};

	ok(sent("2000-01-01T00:00:00Z") == 0, "PostgreSQL's years begin in 2000");
	ok(sent("2026-03-01T08:45:10.5+07:00") == INT64_C(825644710500000),
	   "half a second in March");
	ok(sent("1999-12-31T23:59:59.999999Z") == -1, "and before");
	wire_time(&wire, NULL);
	IS_BYTES(&wire, "\377\377\377\377", "no time is null");
}

static void test_growth(void)
{
	struct wire wire = {0};
	bool same = true;

	for (unsigned i = 0; i < 10000; i++)
		wire_add_number(&wire, i, 3);
	for (unsigned i = 0; i < 10000; i++)
		same = same && wire.bytes[3 * i + 2] == (i & 0xff) &&
		       wire.bytes[3 * i + 1] == i >> 8;
	ok(same && wire.used == 30000, "ten thousand numbers stay what they were");
	wire_release(&wire);
}

static void test_array(void)
{
	static const char none[] = "\0\0\0\0\0\0\0\1\0\0\0\31";
	static const char two[] = "\0\0\0\1\0\0\0\1\0\0\0\31\0\0\0\2\0\0\0\1"
				  "\0\0\0\1x\377\377\377\377";
	struct array array = {.type = ARRAY_TEXT};
	struct db_value value = array_value(&array);

	ok(value.length == sizeof(none) - 1 &&
		   memcmp(value.bytes, none, sizeof(none) - 1) == 0,
	   "an array of nothing");
	array_add_text(&array, "x");
	array_add_text(&array, NULL);
	for (int i = 0; i < 2; i++) {
		value = array_value(&array);
		ok(value.length == sizeof(two) - 1 &&
			   memcmp(value.bytes, two, sizeof(two) - 1) == 0,
		   "an array of a text and a null, asked %s", i ? "again" : "once");
	}
	array_release(&array);
}

int main(void)
{
	test_values();
	test_double();
	test_time();
	test_growth();
	test_array();
	return done_testing();
}
