/* collector/svg_text: lines that fit, of any words. */
#include "collector/svg_text.h"
#include "words.h"

static const struct svg_font plain = {.size = 1}, mono = {.size = 1, .mono = true};

/* Lines joined by |, with "…" where some was left out. */
static const char *joined(const char *text, const struct svg_font *font, double width,
			  struct arena *arena)
{
	const struct svg_lines lines = svg_wrap(text, font, width, arena);
	const char *all = "";

	for (size_t i = 0; i < lines.count; i++)
		all = arena_printf(arena, "%s%s%s", all, i ? "|" : "", lines.text[i]);
	return arena_printf(arena, "%s%s", all, lines.whole ? "" : "…");
}

static void test_wrap(struct arena *arena)
{
	static const struct {
		const char *text;
		const struct svg_font *font;
		double width;
		const char *lines;
	} cases[] = {
		{"", &plain, 10, ""},
		{"   ", &plain, 10, ""},
		{"một", &plain, 10, "một"},
		{"một hai ba", &plain, 100, "một hai ba"},
		{"một hai ba", &plain, 5, "một hai|ba"},
		{"một hai ba", &plain, 0.1, "m|ộ|t|h|a|i|b|a"},
		{" a \n\t b ", &plain, 100, "a    b"},
		{"nghiêng", &plain, 2, "ngh|iên|g"},
		/* a mark goes with its letter */
		{"e\u0301e\u0301e\u0301", &plain, 1.4, "e\u0301e\u0301|e\u0301"},
		{"e\u0301x", &plain, 0.1, "e\u0301|x"},
		{"a b c d e f g h i k", &plain, 0.7, "a|b|c|d|e|f|g|h…"},
		{"h.vn/f/r?unit=01&service=2", &mono, 12,
		 "h.vn/f/r?unit=01|&service=2"},
		{"abcdefgh", &mono, 3, "abcd|efgh"},
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		is_text(joined(cases[i].text, cases[i].font, cases[i].width, arena),
			cases[i].lines, "\"%s\" in %g", cases[i].text, cases[i].width);
}

static void test_write(struct arena *arena)
{
	const struct svg_font bold = {.size = 2, .bold = true, .centred = true};
	struct capture capture = {0};

	double y = svg_text(capture_begin(&capture), "<a> & \"b\"", &bold, 5, 10, 100,
			    arena);
	is_text(capture_end(&capture),
		"<text x=\"5.00\" y=\"10.00\" font-size=\"2.00\" "
		"font-family=\"sans-serif\" font-weight=\"bold\" "
		"text-anchor=\"middle\">&lt;a&gt; &amp; &quot;b&quot;</text>\n",
		"a line as SVG");
	ok(y > 12 && y < 13, "the next one is a line below");
	free(capture.text);
}

int main(void)
{
	struct arena *arena = arena_new();

	test_wrap(arena);
	test_write(arena);
	arena_free(arena);
	return done_testing();
}
