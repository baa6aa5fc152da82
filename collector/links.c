/* See links.h. */
#include "links.h"

#include "forms/text.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#define HERE "http://127.0.0.1:8080"

enum { BASE_BYTES_MAX = 200 };

static bool is_base(const char *text)
{
	static const char taken[] =
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
		"0123456789.-_~:/[]%";
	const char *host = strstr(text, "://");

	return host && host[3] && host[3] != '/' && !text[strspn(text, taken)] &&
	       strlen(text) <= BASE_BYTES_MAX &&
	       (strncmp(text, "https:", 6) == 0 || strncmp(text, "http:", 5) == 0);
}

static bool read_base(struct link_options *o, const struct invocation *call,
		      struct arena *arena, struct error *err)
{
	const char *base = option_value(call, "base-url");

	if (base && !is_base(base)) {
		usage_error(err, "--base-url needs an address like https://host");
		return false;
	}
	if (!base)
		fputs("the links lead to " HERE ", this machine: --base-url says where "
		      "citizens find the server\n",
		      stderr);
	size_t length = strlen(base ? base : HERE);
	while (base && base[length - 1] == '/')
		length--;
	o->base = arena_strndup(arena, base ? base : HERE, length);
	return true;
}

bool link_options(struct link_options *o, const struct invocation *call,
		  struct arena *arena, struct error *err)
{
	const char *language = option_value(call, "lang");

	*o = (struct link_options){.round = option_value(call, "round"),
				   .unit = option_value(call, "unit"),
				   .service = option_value(call, "service"),
				   .language = language ? language : "vi"};
	if (!o->round || !text_is_code(o->round)) {
		usage_error(err, "--round needs the code of a round");
		return false;
	}
	if ((o->unit && !text_is_code(o->unit)) ||
	    (o->service && !text_is_code(o->service))) {
		usage_error(err, "--unit and --service need codes");
		return false;
	}
	if (strcmp(o->language, "vi") != 0 && strcmp(o->language, "en") != 0) {
		usage_error(err, "--lang is vi or en");
		return false;
	}
	return read_base(o, call, arena, err);
}

/* Codes need no escaping. */
const char *link_to(const struct link_options *o, const char *unit, const char *ticket,
		    struct arena *arena)
{
	const char *url = arena_printf(arena, "%s/f/%s", o->base, o->round);
	char before = '?';

	const char *const parts[][2] = {
		{"unit", unit}, {"service", o->service}, {"ticket", ticket}};
	for (size_t i = 0; i < ARRAY_SIZE(parts); i++) {
		if (!parts[i][1])
			continue;
		url = arena_printf(arena, "%s%c%s=%s", url, before, parts[i][0],
				   parts[i][1]);
		before = '&';
	}
	return url;
}

bool make_folder(const char *path, bool open, struct error *err)
{
	struct stat status;

	if (mkdir(path, open ? 0777 : 0700) == 0 ||
	    (errno == EEXIST && stat(path, &status) == 0 && S_ISDIR(status.st_mode)))
		return true;
	return error_set(err, ERROR_SYSTEM, "can't make the folder %.200s: %s", path,
			 strerror(errno));
}
