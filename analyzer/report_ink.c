/* See report_ink.h. */
#include "report_ink.h"

#include "forms/alloc.h"

#include <string.h>

#define FONT "font-family=\"Noto Sans,Liberation Sans,DejaVu Sans,sans-serif\" "
#define WORDS FONT "font-size=\"9\" fill=\"#333\""

/* A class in a drawing, and what it stands for. */
static const struct {
	const char *css, *attributes;
} inks[] = {
	{"axis", WORDS},
	{"map", WORDS},
	{"slope", WORDS},
	{"trend", WORDS},
	{"strong", "font-weight=\"bold\" fill=\"#000\""},
	{"in", "font-weight=\"bold\" fill=\"#fff\""},
	{"mark", "color=\"#0b4f8a\""},
	{"met", "color=\"#14521f\""},
	{"missed", "color=\"#b3261e\""},
	{"unsure", "color=\"#6b5200\""},
	{"track", "stroke=\"#e3e7ec\" stroke-width=\"7\" stroke-linecap=\"round\""},
	{"whisker", "stroke=\"currentColor\" stroke-width=\"3\""},
	{"dot", "fill=\"currentColor\" stroke=\"#fff\" stroke-width=\"1.2\""},
	{"target", "stroke=\"#000\" stroke-width=\"1.2\" stroke-dasharray=\"3 2\""},
	{"span", "stroke=\"currentColor\" stroke-width=\"7\" stroke-opacity=\".6\""},
	{"base", "fill=\"#fff\" stroke=\"currentColor\" stroke-width=\"1.2\""},
	{"thin", "stroke=\"#777\" stroke-width=\".8\""},
	{"heavy", "stroke=\"currentColor\" stroke-width=\"2\""},
	{"grid", "stroke=\"#d5dae0\" stroke-width=\".7\""},
	{"break", "stroke=\"#000\" stroke-width=\"1.2\" stroke-dasharray=\"1.5 4\""},
	{"axisline", "stroke=\"#000\" stroke-width=\"1\""},
	{"l1", "fill=\"#8f1d15\" stroke=\"#fff\" stroke-width=\".7\""},
	{"l2", "fill=\"#e0968b\" stroke=\"#fff\" stroke-width=\".7\""},
	{"l3", "fill=\"#d9dde1\" stroke=\"#fff\" stroke-width=\".7\""},
	{"l4", "fill=\"#8fbfe3\" stroke=\"#fff\" stroke-width=\".7\""},
	{"l5", "fill=\"#0b4f8a\" stroke=\"#fff\" stroke-width=\".7\""},
};

static void write_ink(FILE *out, const char *css, size_t length)
{
	for (size_t i = 0; i < ARRAY_SIZE(inks); i++)
		if (strlen(inks[i].css) == length &&
		    strncmp(inks[i].css, css, length) == 0) {
			putc(' ', out);
			fputs(inks[i].attributes, out);
		}
}

static void write_inks(FILE *out, const char *css, const char *end)
{
	while (css < end) {
		size_t length = strcspn(css, " \"");
		write_ink(out, css, length);
		css += length + 1;
	}
}

static void copy(FILE *out, const char *from, const char *to)
{
	fwrite(from, 1, (size_t)(to - from), out);
}

static void draw(FILE *out, const char *at, const char *end)
{
	static const char class[] = " class=\"";

	for (const char *css; (css = strstr(at, class)) && css < end;) {
		const char *from = at;
		css += sizeof(class) - 1;
		at = strchr(css, '"') + 1;
		copy(out, from, at);
		write_inks(out, css, at - 1);
	}
	copy(out, at, end);
}

void ink_copy(FILE *out, const char *html)
{
	for (const char *svg; (svg = strstr(html, "<svg"));) {
		const char *end = strstr(svg, "</svg>");
		copy(out, html, svg);
		draw(out, svg, end);
		html = end;
	}
	fputs(html, out);
}
