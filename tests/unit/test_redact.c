/* forms/redact: what may tell who wrote it, or about whom, is masked. */
#include "forms/alloc.h"
#include "forms/redact.h"
#include "forms/text.h"
#include "words.h"

#include <string.h>

static const char *const cases[][2] = {
	/* numbers */
	{"Gọi 0912345678 nhé", "Gọi […] nhé"},
	{"Gọi 0912 345 678 nhé", "Gọi […] nhé"},
	{"ĐT: 0912.345.678.", "ĐT: […]."},
	{"+84 912-345-678", "[…]"},
	{"(+84) 912 345 678", "[…]"},
	{"0912\xC2\xA0"
	 "345\xC2\xA0"
	 "678 gọi",
	 "[…] gọi"},
	{"số điện thoại 024 - 3825 - 1234", "số điện thoại […]"},
	{"CCCD 001085012345", "CCCD […]"},
	{"Hồ sơ H40.01-240315-0012 chậm", "Hồ sơ […] chậm"},
	{"mã 000.00.19.H40-250512-0034", "mã […]"},
	{"xe 30A-123.45 đỗ", "xe […] đỗ"},
	{"nộp ngày 01/03/2026", "nộp ngày […]"},
	{"0912345678, 0987654321", "[…]"},
	{"đợi 15 ngày, 3 lần, năm 2025", "đợi 15 ngày, 3 lần, năm 2025"},
	{"làm việc 8h30-11h30", "làm việc 8h30-11h30"},
	{"đường dây 1022", "đường dây 1022"},
	/* addresses */
	{"thư: lan.nguyen+x@example.vn nhé", "thư: […] nhé"},
	{"xem https://facebook.com/lan đi", "xem […] đi"},
	{"www.example.vn", "[…]"},
	/* names */
	{"anh Nguyễn Văn A rất nhiệt tình", "anh […] rất nhiệt tình"},
	{"Bà Lê Thị B, tổ 3", "Bà […], tổ 3"},
	{"cán bộ Hùng nói to", "cán bộ […] nói to"},
	{"Cán bộ: Trần Thị Mai Anh", "Cán bộ: […]"},
	{"đ/c Hùng và đồng chí Lan", "đ/c […] và đồng chí […]"},
	{"Ông/Bà Hoa", "Ông/Bà […]"},
	{"chị cán bộ Lan", "chị cán bộ […]"},
	{"Anh Cán bộ Hùng", "Anh Cán bộ […]"},
	{"chị Anh Thư", "chị […]"},
	{"Tôi tên là Phạm Thị Ngọc", "Tôi tên là […]"},
	{"ANH HÙNG", "ANH […]"},
	{"cô Út ở quầy 3", "cô […] ở quầy 3"},
	{"bác Đức", "bác […]"},
	{"anh Ấn, anh Ý", "anh […], anh […]"},
	{"Nguyễn Thị Minh Khai làm tốt", "[…] làm tốt"},
	{"gặp Võ Tấn", "gặp […]"},
	{"ba Le Thi B va ong Nguyen Van A", "ba […] va ong […]"},
	{"anh Hùng 0912345678", "anh […]"},
	/* no names */
	{"cán bộ Một cửa thân thiện", "cán bộ Một cửa thân thiện"},
	{"công chức UBND xã nhiệt tình", "công chức UBND xã nhiệt tình"},
	{"anh chị cán bộ rất tốt", "anh chị cán bộ rất tốt"},
	{"tôi có Hộ khẩu", "tôi có Hộ khẩu"},
	{"chỉ Một lần", "chỉ Một lần"},
	{"Cảm ơn anh. Lần sau tôi lại đến", "Cảm ơn anh. Lần sau tôi lại đến"},
	{"anh\nTốt", "anh\nTốt"},
	{"Lê thê quá", "Lê thê quá"},
	{"", ""},
	{"   ", "   "},
	{"日本 Ôi", "日本 Ôi"},
	{"<b>&\"'", "<b>&\"'"},
	/* the same decomposed: ba` Le^ Thi. B; ca'n bo^. Hu`ng; co' Ho^. */
	{"ba\xCC\x80 Le\xCC\x82 Thi\xCC\xA3 B nói", "ba\xCC\x80 […] nói"},
	{"ca\xCC\x81n bo\xCC\xA3\xCC\x82 Hu\xCC\x80ng",
	 "ca\xCC\x81n bo\xCC\xA3\xCC\x82 […]"},
	{"ca\xCC\x81n bo\xCC\x82\xCC\xA3 Hu\xCC\x80ng",
	 "ca\xCC\x81n bo\xCC\x82\xCC\xA3 […]"},
	{"co\xCC\x81 Ho\xCC\xA3\xCC\x82", "co\xCC\x81 Ho\xCC\xA3\xCC\x82"},
	{"anh O\xCC\x9B\xCC\x89n", "anh […]"},
	{"Nguye\xCC\x82\xCC\x83n Va\xCC\x86n A", "[…]"},
	/* broken bytes are left out, and hide nothing */
	{"anh \xC3Hùng \xE2\x80", "anh […] "},
	{"\xCC\x80", "\xCC\x80"},
};

static void test_cases(struct arena *arena)
{
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		is_text(redact(arena, cases[i][0]), cases[i][1], "%s", cases[i][0]);
}

/* Cut anywhere, and whatever byte is wrong, UTF-8 comes out. */
static void test_broken(struct arena *arena)
{
	bool whole = true, once = true;

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		for (size_t at = 0; at < strlen(cases[i][0]); at++)
			for (unsigned byte = 0; byte < 256; byte += 5) {
				char *text = arena_strdup(arena, cases[i][0]);
				text[at] = (char)byte;
				const char *told = redact(arena, text);
				whole = whole && text_is_utf8(told, strlen(told));
				once = once && strlen(told) <= 4 * strlen(text) + 5;
				arena_reset(arena);
			}
	ok(whole, "a broken byte anywhere: UTF-8 all the same");
	ok(once, "… and not longer than it may be");
}

static void test_masks(struct arena *arena)
{
	bool same = true;

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		const char *told = redact(arena, cases[i][0]);
		same = same && strcmp(redact(arena, told), told) == 0;
	}
	ok(same, "what is masked is masked once");
}

int main(void)
{
	struct arena *arena = arena_new();

	test_cases(arena);
	test_masks(arena);
	test_broken(arena);
	arena_free(arena);
	return done_testing();
}
