/* See report_plain.h. Sections are written by us: what is not known here is passed over. */
#include "report_plain.h"

#include "report_sections.h"

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

enum element { LINE, HEADING, PASSED_OVER };

/* What stands large on a page is in the sentence below it. */
static const struct {
	const char *open, *close;
	enum element is;
} elements[] = {
	{"<h2>", "</h2>", HEADING},
	{"<p class=\"big\">", "</p>", PASSED_OVER},
	{"<p class=\"verdict ", "</p>", PASSED_OVER},
	{"<p>", "</p>", LINE},
	{"<p ", "</p>", LINE},
	{"<h3>", "</h3>", LINE},
	{"<li>", "</li>", LINE},
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
		if (elements[i].is != PASSED_OVER)
			tell(at, end, elements[i].is == HEADING, line, context);
		return end;
	}
	return at + 1;
}

static void tell_section(struct report *report, report_section *section,
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

void report_plain(struct report *report, report_plain_line *line, void *context)
{
	static report_section *const sections[] = {
		report_headline_section, report_warnings_section,
		report_moved_section,	 report_gaps_section,
		report_account_section,	 report_reading_section,
		report_method_section};
	const struct report_page *page = report->page;

	report->page = &report_of_everybody;
	for (size_t i = 0; i < ARRAY_SIZE(sections); i++)
		tell_section(report, sections[i], line, context);
	report->page = page;
}
