/* forms/fold: people find "Hộ tịch" by typing "ho tich". */
#include "forms/fold.h"
#include "words.h"

static void test_fold(struct arena *arena)
{
	static const char *const cases[][2] = {
		{"Hộ tịch", "ho tich"},
		{"ĐĂNG KÝ KẾT HÔN", "dang ky ket hon"},
		{"Đường  Lê   Lợi ", "duong le loi"},
		{"  đầu", "dau"},
		{"Ủy ban nhân dân xã Ngũ Hiệp", "uy ban nhan dan xa ngu hiep"},
		{"àáảãạăằắẳẵặâầấẩẫậ", "aaaaaaaaaaaaaaaaa"},
		{"ÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢ", "ooooooooooooooooo"},
		{"èéẻẽẹêềếểễệ ìíỉĩị ùúủũụưừứửữự ỳýỷỹỵ",
		 "eeeeeeeeeee iiiii uuuuuuuuuuu yyyyy"},
		/* the same letters composed of a base and combining marks */
		{"Ho\xCC\xA3\xCC\x82 ti\xCC\xA3"
		 "ch",
		 "ho tich"},
		{"e\xCC\x82\xCC\x81", "e"},
		{"1.000123 – A/B", "1.000123 – a/b"},
		{"日本 ß", "日本 ß"},
		{"", ""},
		{"   ", ""},
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		is_text(fold_text(arena, cases[i][0]), cases[i][1], "fold: %s",
			cases[i][0]);
}

static void test_matches(struct arena *arena)
{
	static const struct {
		const char *text, *words;
		bool matches;
	} cases[] = {
		{"Đăng ký hộ tịch", "ho tich", true},
		{"Đăng ký hộ tịch", "tịch đăng", true},
		{"Đăng ký hộ tịch", "", true},
		{"Đăng ký hộ tịch", "dang", true},
		{"Đăng ký hộ tịch", "ich", true},
		{"Đăng ký hộ tịch", "ho khau", false},
		{"Đăng ký hộ tịch", "hotich", false},
		{"", "a", false},
		{"", "", true},
		{"1.000123", "000123", true},
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		ok(fold_matches(fold_text(arena, cases[i].text),
				fold_text(arena, cases[i].words)) == cases[i].matches,
		   "\"%s\" %s \"%s\"", cases[i].words,
		   cases[i].matches ? "finds" : "does not find", cases[i].text);
}

int main(void)
{
	struct arena *arena = arena_new();

	test_fold(arena);
	test_matches(arena);
	arena_free(arena);
	return done_testing();
}
