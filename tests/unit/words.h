/*
 * Comparing texts in a unit test: is_text() beside tap.h's ok(), and capture(), which
 * gives what a writer wrote onto its FILE *.
 */
#ifndef HAILONG_TESTS_WORDS_H
#define HAILONG_TESTS_WORDS_H

#include "forms/text.h"
#include "tap.h"

#include <stdlib.h>
#include <string.h>

__attribute__((format(printf, 3, 4), unused)) static bool is_text(const char *got,
								  const char *want,
								  const char *name, ...)
{
	char text[300];
	va_list args;

	va_start(args, name);
	vsnprintf(text, sizeof(text), name, args);
	va_end(args);
	bool utf8 = text_is_utf8(text, strlen(text));
	for (char *c = text; *c;
	     c++) /* TAP is one line of text, # begins a directive */
		if ((unsigned char)*c < ' ' || *c == '#' || (!utf8 && *c & 0x80))
			*c = ' ';
	bool holds = ok(strcmp(got, want) == 0, "%s", text);
	if (!holds)
		printf("#      got: %s\n# expected: %s\n", got, want);
	return holds;
}

/* A stream into memory: write to `out`, then capture_end() gives the text, which
 * lives until the next one of the same struct. */
struct capture {
	FILE *out;
	char *text;
	size_t length;
};

__attribute__((unused)) static FILE *capture_begin(struct capture *capture)
{
	free(capture->text);
	capture->text = NULL;
	capture->out = open_memstream(&capture->text, &capture->length);
	return capture->out;
}

__attribute__((unused)) static const char *capture_end(struct capture *capture)
{
	fclose(capture->out);
	return capture->text;
}

#endif
