/*
 * Signs that an answer sent to the collector may not be one person's honest one. The
 * collector sets them (collector/signs.h says when), as bits of response.flags; a flagged
 * answer is kept and told like any other, and the analyzer's quality counts them by
 * reason. The numbers stand in databases and spools: a flag keeps its place for ever.
 */
#ifndef HAILONG_FORMS_FLAG_H
#define HAILONG_FORMS_FLAG_H

enum flag {
	FLAG_HONEYPOT, /* a field that people do not see was filled in */
	FLAG_TOO_FAST, /* sent sooner after the form was shown than a hand can */
	FLAG_MANY,     /* one of many from one address to one round within an hour */
	FLAG_AGAIN,    /* pressed again at once at the same kiosk */
	FLAG_COUNT
};

/* Its bit in response.flags. */
static inline unsigned flag_bit(enum flag flag)
{
	return 1U << flag;
}

/* "honeypot" …; what it means, in "vi" or another language. */
const char *flag_name(enum flag flag);
const char *flag_text(enum flag flag, const char *language);

#endif
