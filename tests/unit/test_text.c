/* forms/text: what is accepted from outside, and what escapers make of it. */
#include "forms/alloc.h"
#include "forms/text.h"
#include "words.h"

static void test_utf8(void)
{
	static const struct {
		const char *bytes;
		size_t length;
		bool valid;
		const char *what;
	} cases[] = {
		{"", 0, true, "nothing"},
		{"abc", 3, true, "ASCII"},
		{"Hài Lòng", 10, true, "Vietnamese"},
		{"\xF0\x9F\x98\x80", 4, true, "an emoji"},
		{"\xF4\x8F\xBF\xBF", 4, true, "the last code point"},
		{"\xEF\xBB\xBF", 3, true, "a byte order mark"},
		{"\xED\x9F\xBF\xEE\x80\x80", 6, true, "both sides of the surrogates"},
		{"H\xE0i", 3, false, "Latin-1"},
		{"a\0b", 3, false, "a NUL"},
		{"\x80", 1, false, "a lone continuation"},
		{"\xC3", 1, false, "a cut sequence of two"},
		{"\xE1\xBA", 2, false, "a cut sequence of three"},
		{"\xF0\x9F\x98", 3, false, "a cut sequence of four"},
		{"\xC0\x80", 2, false, "an overlong NUL"},
		{"\xC1\xBF", 2, false, "an overlong sequence of two"},
		{"\xE0\x9F\xBF", 3, false, "an overlong sequence of three"},
		{"\xF0\x8F\xBF\xBF", 4, false, "an overlong sequence of four"},
		{"\xED\xA0\x80", 3, false, "a surrogate"},
		{"\xF4\x90\x80\x80", 4, false, "past the last code point"},
		{"\xF5\x80\x80\x80", 4, false, "a lead byte that is none"},
		{"\xFF\xFE", 2, false, "UTF-16"},
		{"\xC3\x28", 2, false, "a lead byte before a letter"},
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		ok(text_is_utf8(cases[i].bytes, cases[i].length) == cases[i].valid,
		   "UTF-8: %s is %s", cases[i].what,
		   cases[i].valid ? "valid" : "invalid");
}

static void test_code(void)
{
	static const struct {
		const char *text;
		bool valid;
	} cases[] = {
		{"00001", true},
		{"H40.01.2", true},
		{"a_B-9", true},
		{"-", true},
		{"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMN", true},
		{"", false},
		{"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNO", false},
		{"a b", false},
		{"a/b", false},
		{"đ", false},
		{"a\n", false},
		{"a'b", false},
		{"a~b", false},
		{"100%", false},
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		ok(text_is_code(cases[i].text) == cases[i].valid, "code: \"%.45s\" %s",
		   i == 10 ? "a\\n" : cases[i].text, cases[i].valid ? "is" : "is not");
}

static void test_integer(void)
{
	static const struct {
		const char *text;
		bool valid;
		int64_t value;
	} cases[] = {
		{"0", true, 0},
		{"-0", true, 0},
		{"007", true, 7},
		{"-12", true, -12},
		{"9223372036854775807", true, INT64_MAX},
		{"-9223372036854775808", true, INT64_MIN},
		{"9223372036854775808", false, 0},
		{"99999999999999999999999999", false, 0},
		{"", false, 0},
		{"-", false, 0},
		{"--1", false, 0},
		{"+1", false, 0},
		{" 1", false, 0},
		{"1 ", false, 0},
		{"1.0", false, 0},
		{"1e3", false, 0},
		{"0x10", false, 0},
		{"１", false, 0},
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		int64_t value = 0;
		bool valid = text_integer(cases[i].text, &value);
		ok(valid == cases[i].valid && (!valid || value == cases[i].value),
		   "integer: \"%s\"", cases[i].text);
	}
}

static void test_number(void)
{
	static const struct {
		const char *text;
		bool valid;
		double value;
	} cases[] = {
		{"0", true, 0},	       {"2.5", true, 2.5},  {"-2.5", true, -2.5},
		{".5", true, 0.5},     {"5.", true, 5},	    {"1e3", true, 1000},
		{"1E-3", true, 0.001}, {"0.1", true, 0.1},  {"1e999", false, 0},
		{"-1e999", false, 0},  {"", false, 0},	    {".", false, 0},
		{"-", false, 0},       {"e5", false, 0},    {"1e", false, 0},
		{"1,5", false, 0},     {"1.2.3", false, 0}, {" 1", false, 0},
		{"1 ", false, 0},      {"0x1p3", false, 0}, {"inf", false, 0},
		{"nan", false, 0},
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		double value = 0;
		bool valid = text_number(cases[i].text, &value);
		ok(valid == cases[i].valid &&
			   (!valid || near(value, cases[i].value, 1e-15)),
		   "number: \"%s\"", cases[i].text);
	}
}

/* NULL: no such time. */
static void test_timestamp(void)
{
	static const struct {
		const char *text, *full;
	} cases[] = {
		{"2026-03-01", "2026-03-01T00:00:00.000000+07:00"},
		{"2026-03-01T08:30", "2026-03-01T08:30:00.000000+07:00"},
		{"2026-03-01 08:30", "2026-03-01T08:30:00.000000+07:00"},
		{"2026-03-01T08:30:15", "2026-03-01T08:30:15.000000+07:00"},
		{"2026-03-01T08:30:15.25", "2026-03-01T08:30:15.250000+07:00"},
		{"2026-03-01T08:30:15,25", "2026-03-01T08:30:15.250000+07:00"},
		{"2026-03-01T08:30:15.1234567Z", "2026-03-01T08:30:15.123456+00:00"},
		{"2026-03-01T08:30Z", "2026-03-01T08:30:00.000000+00:00"},
		{"2026-03-01T08:30-05:30", "2026-03-01T08:30:00.000000-05:30"},
		{"2026-03-01T08:30+0930", "2026-03-01T08:30:00.000000+09:30"},
		{"2026-03-01T08:30+09", "2026-03-01T08:30:00.000000+09:00"},
		{"2026-03-01T08:30+14:00", "2026-03-01T08:30:00.000000+14:00"},
		{"2024-02-29", "2024-02-29T00:00:00.000000+07:00"},
		{"2000-02-29", "2000-02-29T00:00:00.000000+07:00"},
		{"2026-12-31T23:59:59.999999", "2026-12-31T23:59:59.999999+07:00"},
		{"2026-02-29", NULL},
		{"2100-02-29", NULL},
		{"2026-04-31", NULL},
		{"2026-13-01", NULL},
		{"2026-00-10", NULL},
		{"2026-01-00", NULL},
		{"1899-12-31", NULL},
		{"2200-01-01", NULL},
		{"2026-3-1", NULL},
		{"01/03/2026", NULL},
		{"2026-03-01T", NULL},
		{"2026-03-01T08", NULL},
		{"2026-03-01T24:00", NULL},
		{"2026-03-01T08:60", NULL},
		{"2026-03-01T08:30:60", NULL},
		{"2026-03-01T08:30:", NULL},
		{"2026-03-01T08:30:15.", NULL},
		{"2026-03-01T08:30Zulu", NULL},
		{"2026-03-01T08:30+", NULL},
		{"2026-03-01T08:30+15:00", NULL},
		{"2026-03-01T08:30+7:00", NULL},
		{"2026-03-01T08:30+07:60", NULL},
		{"2026-03-01T08:30 ", NULL},
		{" 2026-03-01", NULL},
		{"", NULL},
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		char full[TIMESTAMP_BYTES];
		bool valid = text_timestamp(cases[i].text, full);
		is_text(valid ? full : "none", cases[i].full ? cases[i].full : "none",
			"timestamp: \"%s\"", cases[i].text);
	}
	ok(text_is_date("2024-02-29"), "a date: a leap day");
	ok(!text_is_date("2023-02-29"), "no date: a leap day of another year");
	ok(!text_is_date("2024-02-29T08:30"), "no date: a time");
}

static void test_microseconds(void)
{
	/* seconds as GNU date says them */
	static const struct {
		const char *text;
		long long us;
	} cases[] = {
		{"1970-01-01T00:00:00Z", 0},
		{"2026-03-01T08:30:15.25+07:00", 1772328615250000},
		{"2024-02-29", 1709139600000000},
		{"2024-03-01T00:00-03:30", 1709263800000000},
		{"1900-01-01T00:00:00Z", -2208988800000000},
		{"2199-12-31T23:59:59.999999Z", 7258118399999999},
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		char full[TIMESTAMP_BYTES];
		ok(text_timestamp(cases[i].text, full) &&
			   text_microseconds(full) == cases[i].us,
		   "microseconds of %s", cases[i].text);
	}
}

static void test_uuid(void)
{
	static const char small[] = "00112233-4455-6677-8899-aabbccddeeff";
	static const struct {
		const char *text;
		bool valid;
	} cases[] = {
		{"00112233-4455-6677-8899-aabbccddeeff", true},
		{"00112233-4455-6677-8899-AABBCCDDEEFF", true},
		{"", false},
		{"00112233-4455-6677-8899-aabbccddeef", false},
		{"00112233-4455-6677-8899-aabbccddeeff0", false},
		{"001122334455-6677-8899-aabbccddeeff-", false},
		{"00112233445566778899aabbccddeeff", false},
		{"0011223g-4455-6677-8899-aabbccddeeff", false},
		{"{0112233-4455-6677-8899-aabbccddeef}", false},
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		unsigned char uuid[16] = {0};
		char text[37] = "";
		bool valid = text_uuid(cases[i].text, uuid);
		if (valid)
			uuid_text(uuid, text);
		ok(valid == cases[i].valid && (!valid || strcmp(text, small) == 0),
		   "uuid: \"%s\"", cases[i].text);
	}
}

static void test_characters(void)
{
	ok(text_characters("") == 0, "no characters");
	ok(text_characters("Hài Lòng") == 8, "Vietnamese characters, not bytes");
	ok(text_characters("😀") == 1, "an emoji is one character");
}

static void test_escapers(void)
{
	static const struct {
		const char *name;
		void (*write)(FILE *out, const char *text);
		const char *text, *want;
	} cases[] = {
		{"html", html_text, "<a href=\"x\">'&'</a>",
		 "&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/a&gt;"},
		{"html", html_text, "Hài Lòng", "Hài Lòng"},
		{"html", html_text, "", ""},
		{"url", url_arg, "a b&c=d/é?", "a%20b%26c%3Dd%2F%C3%A9%3F"},
		{"url", url_arg, "A-z.0_~", "A-z.0_~"},
		{"url", url_arg, "%+#", "%25%2B%23"},
		{"csv", csv_cell, "plain", "plain"},
		{"csv", csv_cell, "", ""},
		{"csv", csv_cell, "a,b", "\"a,b\""},
		{"csv", csv_cell, "a;b", "\"a;b\""},
		{"csv", csv_cell, "a\tb", "\"a\tb\""},
		{"csv", csv_cell, "say \"x\"", "\"say \"\"x\"\"\""},
		{"csv", csv_cell, "two\r\nlines", "\"two\r\nlines\""},
		{"csv", csv_cell, " x", "\" x\""},
		{"csv", csv_cell, "x ", "\"x \""},
		{"csv", csv_cell, "=1", "=1"},
		{"csv free", csv_free_text, "=1+1", "\"'=1+1\""},
		{"csv free", csv_free_text, "+84", "\"'+84\""},
		{"csv free", csv_free_text, "-1", "\"'-1\""},
		{"csv free", csv_free_text, "@SUM(A1)", "\"'@SUM(A1)\""},
		{"csv free", csv_free_text, "\t=1", "\"'\t=1\""},
		{"csv free", csv_free_text, "=\"x\"", "\"'=\"\"x\"\"\""},
		{"csv free", csv_free_text, "'=1", "\"''=1\""},
		{"csv free", csv_free_text, "'quoted'", "'quoted'"},
		{"csv free", csv_free_text, "Tốt", "Tốt"},
		{"json", json_text, "a\"b\\c", "\"a\\\"b\\\\c\""},
		{"json", json_text, "\n\t\x01", "\"\\u000a\\u0009\\u0001\""},
		{"json", json_text, "Hài", "\"Hài\""},
		{"json", json_text, "", "\"\""},
	};
	struct capture capture = {0};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		cases[i].write(capture_begin(&capture), cases[i].text);
		is_text(capture_end(&capture), cases[i].want, "%s: %s", cases[i].name,
			cases[i].text);
	}
	free(capture.text);
}

static void test_unguard(void)
{
	static const char *const cases[][2] = {
		{"'=1", "=1"}, {"''=1", "'=1"},	 {"'-", "-"},	 {"'@a", "@a"},
		{"'\t", "\t"}, {"'abc", "'abc"}, {"'", "'"},	 {"''", "''"},
		{"=1", "=1"},  {"", ""},	 {"abc", "abc"}, {"'1", "'1"},
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		is_text(csv_unguard(cases[i][0]), cases[i][1], "unguard: %s",
			cases[i][0]);
}

static void test_decimal(void)
{
	static const struct {
		const char *language;
		double value;
		int decimals;
		const char *want;
	} cases[] = {
		{"vi", 84.35, 2, "84,35"},
		{"en", 84.35, 2, "84.35"},
		{"vi", 1234567.5, 1, "1.234.567,5"},
		{"en", 1234567.5, 1, "1,234,567.5"},
		{"vi", 999, 0, "999"},
		{"vi", 1000, 0, "1.000"},
		{"en", 100000, 0, "100,000"},
		{"vi", 0, 2, "0,00"},
		{"vi", -3.456, 2, "−3,46"},
		{"en", -1234, 0, "−1,234"},
		{"vi", -0.001, 2, "0,00"},
		{"vi", -0.0, 0, "0"},
		{"en", 0.5, 0, "0"},
		{"en", 99.995, 1, "100.0"},
		{"vi", (double)NAN, 2, "–"},
		{"vi", (double)INFINITY, 2, "–"},
		{"en", -(double)INFINITY, 2, "–"},
		{"en", 1e300, 2, "–"},
	};
	struct capture capture = {0};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		text_decimal(capture_begin(&capture), cases[i].language, cases[i].value,
			     cases[i].decimals);
		is_text(capture_end(&capture), cases[i].want, "decimal: %g in %s",
			cases[i].value, cases[i].language);
	}
	free(capture.text);
}

int main(void)
{
	test_utf8();
	test_code();
	test_integer();
	test_number();
	test_timestamp();
	test_microseconds();
	test_uuid();
	test_characters();
	test_escapers();
	test_unguard();
	test_decimal();
	return done_testing();
}
