/* See markup.h. */
#include "markup.h"

#include "fuzz.h"

#include <string.h>

#define LETTERS "abcdefghijklmnopqrstuvwxyz0123456789-"

enum { DEPTH_MAX = 40 };

struct name {
	const char *text;
	size_t length;
};

struct markup {
	const char *at;
	struct name open[DEPTH_MAX];
	size_t depth;
};

static bool is_name(struct name name, const char *text)
{
	return strlen(text) == name.length &&
	       strncmp(name.text, text, name.length) == 0;
}

static bool take(struct markup *m, const char *text)
{
	size_t length = strlen(text);

	if (strncmp(m->at, text, length) != 0)
		return false;
	m->at += length;
	return true;
}

static struct name take_name(struct markup *m)
{
	struct name name = {m->at, strspn(m->at, LETTERS)};

	m->at += name.length;
	return name;
}

/* &name; or &#39; */
static bool take_entity(struct markup *m)
{
	m->at++;
	take(m, "#");
	return take_name(m).length > 0 && take(m, ";");
}

static bool take_attribute(struct markup *m)
{
	struct name name = take_name(m);

	if (name.length == 0 || strncmp(name.text, "on", 2) == 0)
		return false;
	if (!take(m, "="))
		return true;
	if (!take(m, "\""))
		return false;
	for (;;) {
		m->at += strcspn(m->at, "&\"<>");
		if (take(m, "\""))
			return true;
		if (*m->at != '&' || !take_entity(m))
			return false;
	}
}

static bool is_empty_element(struct name name)
{
	static const char *const names[] = {"meta", "input", "br", "hr", "link"};

	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		if (is_name(name, names[i]))
			return true;
	return false;
}

static bool take_style(struct markup *m)
{
	m->at += strcspn(m->at, "<");
	return take(m, "</style>");
}

static bool take_open_tag(struct markup *m)
{
	struct name name = take_name(m);

	if (name.length == 0)
		return false;
	/* a script is a file of ours, never text of the page */
	if (is_name(name, "script") && strncmp(m->at, " src=\"/assets/", 14) != 0)
		return false;
	while (take(m, " "))
		if (!take_attribute(m))
			return false;
	if (!take(m, ">"))
		return false;
	if (is_name(name, "script"))
		return take(m, "</script>");
	if (is_name(name, "style"))
		return take_style(m);
	if (is_empty_element(name))
		return true;
	if (m->depth == DEPTH_MAX)
		return false;
	m->open[m->depth++] = name;
	return true;
}

static bool take_close_tag(struct markup *m)
{
	struct name name = take_name(m);

	return m->depth > 0 && take(m, ">") &&
	       m->open[m->depth - 1].length == name.length &&
	       strncmp(m->open[--m->depth].text, name.text, name.length) == 0;
}

bool markup_is_sound(const char *html)
{
	struct markup m = {.at = html};

	take(&m, "<!doctype html>");
	while (*m.at) {
		m.at += strcspn(m.at, "<>&\"'");
		/* quotes are harmless in text, and our own words have some */
		if (!*m.at || take(&m, "\"") || take(&m, "'"))
			continue;
		bool sound = take(&m, "</")  ? take_close_tag(&m)
			     : take(&m, "<") ? take_open_tag(&m)
			     : *m.at == '&'  ? take_entity(&m)
					     : false;
		if (!sound) {
			fprintf(stderr, "at: %.80s\n", m.at);
			return false;
		}
	}
	return m.depth == 0;
}
