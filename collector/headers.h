/* The head of a reply: what every page says to a browser, and what this one adds. */
#ifndef HAILONG_COLLECTOR_HEADERS_H
#define HAILONG_COLLECTOR_HEADERS_H

#include "http.h"

#include <microhttpd.h>

struct headers_of {
	const struct server *server;
	bool is_last;	 /* the connection is closed after this reply */
	bool is_bare;	 /* there may be room for the shortest head only */
	bool is_closing; /* the server is about to end */
};

void headers_add(struct MHD_Response *response, const struct reply *reply,
		 const struct headers_of *of);

#endif
