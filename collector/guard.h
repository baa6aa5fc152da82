/*
 * The head of a request, before anything is done with it. libmicrohttpd takes what other
 * servers take otherwise: two lengths, a length beside chunks, encodings it does not
 * know, names with spaces. A proxy in front might see other requests than we do, so such
 * a head is refused and the connection ends with it. What is asked of a head:
 *
 *   Host               one; a name or an address, and a port
 *   Content-Length     one at most, digits only, and not beside Transfer-Encoding
 *   Transfer-Encoding  one at most, "chunked", and only in HTTP/1.1
 *   any                a token, with a value without control characters
 *   its address        32 arguments at most
 *   all of it          leaves room for the head of a reply
 *
 * After a body in chunks the connection ends as well: where chunks end is read more
 * leniently than is safe behind a proxy, and browsers do not send them.
 *
 * Known to exchange.c only.
 */
#ifndef HAILONG_COLLECTOR_GUARD_H
#define HAILONG_COLLECTOR_GUARD_H

#include "address.h"
#include "forms/alloc.h"

#include <microhttpd.h>

struct guard {
	unsigned refused; /* a status; 0: nothing is wrong */
	bool last;	  /* nothing after this request is read */
	bool crowded;	  /* there is no room even for the shortest reply */
	/*
	 * It comes from a page of another site: a browser says so (Sec-Fetch-Site, or an
	 * Origin that is not our Host). Citizens have no cookies to be abused, but their
	 * addresses: a page elsewhere could make every visitor rate an office.
	 */
	bool foreign;
};

/* MHD's callback for an address, before it is taken apart: libmicrohttpd 0.9.75 would
 * forget a connection whose arguments do not fit until its time is over. Such a one is
 * turned away here; what is still read of it, guard_look() refuses. NULL. */
void *guard_address(void *cls, const char *address, struct MHD_Connection *connection);

struct guard guard_look(struct MHD_Connection *connection, const char *version);

/* Says 431 to one that is crowded, past libmicrohttpd, which then closes; in plain text
 * only, else it is cut off. */
void guard_turn_away(struct MHD_Connection *connection);

/* Whose request it is; false where that can't be told. */
bool guard_sender(struct MHD_Connection *connection, const struct proxies *proxies,
		  struct arena *arena, struct address *sender);

/* MHD's unescape callback. "%00" would end the text for us and not for others, so what
 * has it stays as it came, and names nothing. */
size_t guard_unescape(void *cls, struct MHD_Connection *connection, char *text);

#endif
