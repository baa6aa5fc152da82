/* See svg_text.h. */
#include "svg_text.h"

#include "forms/text.h"

#include <string.h>

#define LINE_HEIGHT 1.22

static bool is_mark(unsigned code)
{
	return code >= 0x300 && code < 0x370;
}

/* In hundredths of the size. Letters with diacritics are as wide as without, or little
 * more. */
static unsigned width_of(unsigned code)
{
	if (code < 0x80 && strchr("iljI.,:;'|!", (int)code))
		return 34;
	if (code < 0x80 && strchr("frt()[]-/\" ", (int)code))
		return 41;
	if (code < 0x80 && strchr("mwMW%@", (int)code))
		return 99;
	if ((code >= 'A' && code <= 'Z') || code == '&')
		return 75;
	return code < 0x80 || code >= 0x1e00 ? 65 : 69;
}

/* The next character, and its bytes. */
static unsigned next(const char *text, size_t *length)
{
	const unsigned char *at = (const unsigned char *)text;

	if (*at < 0x80) {
		*length = 1;
		return *at;
	}
	*length = *at < 0xe0 ? 2 : *at < 0xf0 ? 3 : 4;
	unsigned code = *at & (0xffu >> (*length + 1));
	for (size_t i = 1; i < *length; i++)
		code = code << 6 | (at[i] & 0x3fu);
	return code;
}

static double advance(unsigned code, const struct svg_font *font)
{
	if (is_mark(code))
		return 0;
	return font->size * (font->mono	  ? 0.605
			     : font->bold ? 0.0113 * width_of(code)
					  : 0.01 * width_of(code));
}

/* How many bytes fit in the width, at a space where there is one; at least one
 * character. */
static size_t fitting(const char *text, const struct svg_font *font, double width)
{
	size_t at = 0, space = 0, length;

	while (text[at]) {
		unsigned code = next(text + at, &length);
		width -= advance(code, font);
		if (width < 0 && at > 0 && !is_mark(code))
			return space ? space : at;
		at += length;
		if (font->mono ? text[at] == '?' || text[at] == '&' : text[at] == ' ')
			space = at;
	}
	return at;
}

/* Control characters, which XML has no place for, are spaces too; none at the end. */
static char *spaced(const char *text, struct arena *arena)
{
	char *copy = arena_strdup(arena, text);

	for (char *c = copy; *c; c++)
		if ((unsigned char)*c < ' ' || *c == 0x7f)
			*c = ' ';
	for (size_t length = strlen(copy); length > 0 && copy[length - 1] == ' ';)
		copy[--length] = '\0';
	return copy;
}

struct svg_lines svg_wrap(const char *text, const struct svg_font *font, double width,
			  struct arena *arena)
{
	struct svg_lines lines = {.count = 0};
	const char *at = spaced(text, arena);

	at += strspn(at, " ");
	while (*at && lines.count < SVG_LINES_MAX) {
		size_t length = fitting(at, font, width);
		lines.text[lines.count++] = arena_strndup(arena, at, length);
		at += length;
		at += strspn(at, " ");
	}
	lines.whole = !*at;
	return lines;
}

double svg_line_height(const struct svg_font *font)
{
	return LINE_HEIGHT * font->size;
}

double svg_lines(FILE *out, const struct svg_lines *lines, const struct svg_font *font,
		 double x, double y)
{
	for (size_t i = 0; i < lines->count; i++) {
		fprintf(out,
			"<text x=\"%.2f\" y=\"%.2f\" font-size=\"%.2f\" "
			"font-family=\"%s\"%s%s>",
			x, y, font->size, font->mono ? "monospace" : "sans-serif",
			font->bold ? " font-weight=\"bold\"" : "",
			font->centred ? " text-anchor=\"middle\"" : "");
		html_text(out, lines->text[i]);
		fputs("</text>\n", out);
		y += svg_line_height(font);
	}
	return y;
}

double svg_text(FILE *out, const char *text, const struct svg_font *font, double x,
		double y, double width, struct arena *arena)
{
	const struct svg_lines lines = svg_wrap(text, font, width, arena);

	return svg_lines(out, &lines, font, x, y);
}
