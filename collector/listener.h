/*
 * The listening socket and those who accept from it. The socket is one as long as the
 * process lives (or longer, where a service manager handed it over); the daemon behind it
 * may be replaced by one with a new certificate while people are being served: both
 * accept for a moment, then the old one takes no more, tells its clients to close and is
 * ended when its last connection is gone.
 *
 * Life cycle: listener_new → listener_reload, listener_sweep … → listener_retire →
 * listener_free. All from one thread. Known to server.c and exchange.c only.
 */
#ifndef HAILONG_COLLECTOR_LISTENER_H
#define HAILONG_COLLECTOR_LISTENER_H

#include "server.h"

#include <microhttpd.h>
#include <stdatomic.h>

/* What libmicrohttpd has for a connection: the head of the request, a record for each of
 * its fields, the body at a time, the head of the reply. */
enum { CONNECTION_BYTES = 4096 };

/* A daemon, to those who serve its connections. */
struct door {
	struct server *server;
	atomic_bool closing;	 /* replies tell the client to close */
	atomic_uint connections; /* that are open */
	/* the listener's own */
	struct MHD_Daemon *daemon;
	int socket;		 /* a copy of the listener's */
	char *certificate, *key; /* PEM texts */
	struct door *next;	 /* one that was open before and is draining */
};

struct listener;

void listener_free(struct listener *listener); /* NULL is allowed; cuts what is open */

/* Listens and serves. */
struct listener *listener_new(struct server *server, struct error *err)
	__attribute__((malloc(listener_free, 1), warn_unused_result));

/* Reads certificate and key again; when they are wrong the old ones stay. Logs which. */
void listener_reload(struct listener *listener);

/* Ends what has drained since the last time, gives back what a crowd leaves. */
void listener_sweep(struct listener *listener);

/* No new connections from now on; those that are open are told to close. */
void listener_retire(struct listener *listener);

/* Connections that are open. */
unsigned listener_connections(const struct listener *listener);

#endif
