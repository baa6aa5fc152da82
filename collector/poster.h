/* What is printed for an office: the poster with the QR code of its form, and the slip
 * of one ticket. Both are SVG in millimetres, black on white, in Vietnamese or English. */
#ifndef HAILONG_COLLECTOR_POSTER_H
#define HAILONG_COLLECTOR_POSTER_H

#include "forms/error.h"

#include <stdio.h>

struct poster {
	const char *language;
	const char *unit, *service; /* names; service NULL: the unit as a whole */
	const char *url;
	const char *codes; /* in small print, to tell posters apart */
};

/* A4, upright. False when the link is too long. */
bool poster_write(FILE *out, const struct poster *poster, struct error *err) MUST_CHECK;

struct slip {
	const char *language, *url;
	const char *typed;   /* the same link, for people to type */
	const char *expires; /* YYYY-MM-DD, NULL: never */
	size_t number;
};

bool slip_write(FILE *out, const struct slip *slip, struct error *err) MUST_CHECK;

#endif
