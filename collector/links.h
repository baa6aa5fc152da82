/* What ticket issue and ticket poster share: the round, the unit and service, and the
 * links that lead there. */
#ifndef HAILONG_COLLECTOR_LINKS_H
#define HAILONG_COLLECTOR_LINKS_H

#include "commands.h"

#include "forms/alloc.h"
#include "schema/round_store.h"

struct link_options {
	const char *round, *unit, *service; /* the last two NULL: none */
	const char *base; /* https://host, without a slash at its end */
	const char *language;
};

/* False with a usage error. Says on stderr when nobody was told where the server is. */
bool link_options(struct link_options *options, const struct invocation *call,
		  struct arena *arena, struct error *err) MUST_CHECK;

/* The form of a unit and a service; ticket NULL: an open link. */
const char *link_to(const struct link_options *options, const char *unit,
		    const char *ticket, struct arena *arena);

/* Makes a folder where there is none; `open` to everybody, or the owner's alone. */
bool make_folder(const char *path, bool open, struct error *err) MUST_CHECK;

#endif
