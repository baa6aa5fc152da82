/* forms/error and forms/rule: what people and programs are told. */
#include "forms/alloc.h"
#include "forms/error.h"
#include "forms/rule.h"
#include "forms/text.h"
#include "words.h"

static void test_error(void)
{
	struct error err = {0};

	ok(!error_set(&err, ERROR_INPUT, "line %d", 7) && err.code == ERROR_INPUT,
	   "error_set returns false and keeps the code");
	is_text(err.message, "line 7", "the message is formatted");
	ok(!error_prefix(&err, "%s", "f.csv"), "error_prefix returns false");
	is_text(err.message, "f.csv: line 7", "the context stands before it");
}

/* A message that is too long is cut, wherever it happens to be, to whole characters. */
static void test_cut(void)
{
	static const char *const units[] = {"x", "é", "ệ", "😀"};

	for (size_t u = 0; u < ARRAY_SIZE(units); u++) {
		bool whole = true;
		for (size_t shift = 0; shift < 8; shift++) {
			struct capture text = {0};
			struct error err = {0};
			FILE *out = capture_begin(&text);
			fprintf(out, "%.*s", (int)shift, "........");
			for (int i = 0; i < 700; i++)
				fputs(units[u], out);
			capture_end(&text);
			error_set(&err, ERROR_INPUT, "%s", text.text);
			whole = whole && strlen(err.message) > 590 &&
				text_is_utf8(err.message, strlen(err.message));
			error_prefix(&err, "%s", text.text);
			whole = whole && text_is_utf8(err.message, strlen(err.message));
			free(text.text);
		}
		ok(whole, "cut to whole characters: %s", units[u]);
	}
}

/* What a message quotes may be cut within a character, and needn't be text at all. */
static void test_broken(void)
{
	static const struct {
		const char *quoted, *message;
	} cases[] = {
		{"hài lòng",
		 "'hài'"}, /* %.4s: three letters, one of them of two bytes */
		{"hệt", "'hệ'"},
		{"thế", "'th'"},
		{"\xff\xfe"
		 "ab",
		 "'ab'"},
		{"\xc3", "''"},
		{"\xed\xa0\x80", "''"},
		{"", "''"},
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct error err = {0};
		error_set(&err, ERROR_INPUT, "'%.4s'", cases[i].quoted);
		is_text(err.message, cases[i].message,
			"only whole characters are told");
	}
}

static void test_rules(void)
{
	for (int r = RULE_KEPT + 1; r < RULE_COUNT; r++) {
		const char *code = rule_code((enum rule)r);
		const char *vi = rule_text((enum rule)r, "vi");
		const char *en = rule_text((enum rule)r, "en");
		bool alone = true;
		for (int other = RULE_KEPT; other < r; other++)
			alone = alone && strcmp(rule_code((enum rule)other), code) != 0;
		ok(*code && alone && *vi && *en && strcmp(vi, en) != 0 &&
			   text_is_utf8(vi, strlen(vi)),
		   "rule %s has a code of its own and a sentence in each language",
		   code);
	}
	is_text(rule_text(RULE_EMPTY, "fr"), rule_text(RULE_EMPTY, "en"),
		"another language is told in English");
}

/* Memory from an arena is zeroed, also after a reset. */
static void test_arena(void)
{
	struct arena *arena = arena_new();
	static const size_t sizes[] = {0, 1, 15, 16, 17, 5000, 16 * 1024, 100000};
	bool zeroed = true, aligned = true;

	for (int round = 0; round < 3; round++) {
		for (size_t s = 0; s < ARRAY_SIZE(sizes); s++) {
			unsigned char *bytes = arena_alloc(arena, sizes[s], 1);
			aligned = aligned && (uintptr_t)bytes % 16 == 0;
			for (size_t i = 0; i < sizes[s]; i++)
				zeroed = zeroed && bytes[i] == 0;
			memset(bytes, 0xAA, sizes[s]);
		}
		arena_reset(arena);
	}
	ok(zeroed, "an arena's memory is zeroed");
	ok(aligned, "… and aligned");
	is_text(arena_printf(arena, "%s-%d", "x", 7), "x-7", "arena_printf");
	is_text(arena_strndup(arena, "abc", 2), "ab", "arena_strndup");
	arena_free(arena);
	arena_free(NULL);
}

int main(void)
{
	test_error();
	test_cut();
	test_broken();
	test_rules();
	test_arena();
	return done_testing();
}
