/* See report_plain.h. Sections are written by us: what is not known here is passed over. */
#include "report_plain.h"

#include <stdlib.h>
#include <string.h>

static const struct {
	const char *name, *character;
} entities[] = {{"&amp;", "&"},	  {"&lt;", "<"},  {"&gt;", ">"},
		{"&quot;", "\""}, {"&#39;", "'"}, {"&nbsp;", "\u00a0"}};

/* Writes the character an entity stands for; returns how many bytes it has, 0: none. */
static size_t write_entity(FILE *out, const char *at)
{
	for (size_t i = 0; i < sizeof(entities) / sizeof(entities[0]); i++) {
		size_t length = strlen(entities[i].name);
		if (strncmp(at, entities[i].name, length) != 0)
			continue;
		fputs(entities[i].character, out);
		return length;
	}
	return 0;
}

/* What is in between without its tags, to the closing one. */
static void write_inner(FILE *out, const char *at, const char *end)
{
	while (at < end) {
		size_t entity = *at == '&' ? write_entity(out, at) : 0;
		if (entity) {
			at += entity;
		} else if (*at == '<') {
			at += strcspn(at, ">");
			at += *at == '>';
		} else {
			putc(*at++, out);
		}
	}
}

static const struct {
	const char *open, *close;
	bool heading;
} elements[] = {
	{"<h2>", "</h2>", true},
	{"<p>", "</p>", false},
	{"<p ", "</p>", false},
	{"<li>", "</li>", false},
};

static void tell(const char *at, const char *end, bool heading, report_plain_line *line,
		 void *context)
{
	char *text = NULL;
	size_t length;
	FILE *out = open_memstream(&text, &length);

	if (!out)
		abort();
	write_inner(out, at, end);
	if (fclose(out) != 0)
		abort();
	if (length)
		line(context, heading, text);
	free(text);
}

/* Tells the element that begins here; returns where to go on. */
static const char *tell_element(const char *at, report_plain_line *line, void *context)
{
	for (size_t i = 0; i < sizeof(elements) / sizeof(elements[0]); i++) {
		size_t length = strlen(elements[i].open);
		const char *end = strstr(at, elements[i].close);
		if (strncmp(at, elements[i].open, length) != 0 || !end)
			continue;
		tell(at, end, elements[i].heading, line, context);
		return end;
	}
	return at + 1;
}

void report_plain(struct report *report, report_section *section,
		  report_plain_line *line, void *context)
{
	char *html = NULL;
	size_t length;
	FILE *out = open_memstream(&html, &length);

	if (!out)
		abort();
	section(out, report);
	if (fclose(out) != 0)
		abort();
	for (const char *at = strchr(html, '<'); at; at = strchr(at, '<'))
		at = tell_element(at, line, context);
	free(html);
}
