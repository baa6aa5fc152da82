/*
 * One HTTP exchange, from the first header to the last byte: libmicrohttpd calls
 * back several times, and what has come so far lives in a struct exchange. Known to
 * server.c and exchange.c only.
 */
#ifndef HAILONG_COLLECTOR_EXCHANGE_H
#define HAILONG_COLLECTOR_EXCHANGE_H

#include "listener.h"

#include <microhttpd.h>

/* Room that exchanges leave to those that come; the server's. */
struct exchange_pool;
void exchange_pool_free(struct exchange_pool *pool); /* NULL is allowed */
struct exchange_pool *exchange_pool_new(void)
	__attribute__((malloc(exchange_pool_free, 1), returns_nonnull));
struct exchange_pool *server_exchanges(const struct server *server);

/* MHD's access handler; cls is the struct door. */
enum MHD_Result exchange_handle(void *cls, struct MHD_Connection *connection,
				const char *url, const char *method,
				const char *version, const char *upload_data,
				size_t *upload_data_size, void **con_cls);

/* MHD's notification that it is over: frees the exchange. */
void exchange_completed(void *cls, struct MHD_Connection *connection, void **con_cls,
			enum MHD_RequestTerminationCode toe);

/* Runs the handler of an exchange that was deferred, on a thread that may wait. */
struct job;
void exchange_at_desk(struct server *server, struct job *job);

/* Who connects, and from where. */
struct gate;
struct gate *server_gate(const struct server *server);

/* Did this peer show wrong tokens so often that it has to wait? */
bool server_is_guessing(struct server *server, uint64_t peer);

/* The Content-Security-Policy of our pages, and what they are joined from. */
const char *server_policy(const struct server *server);
const struct page_parts *server_parts(const struct server *server);

#endif
