/*
 * Who may connect, and for how long a client may keep us waiting. libmicrohttpd's own
 * timeout starts anew with every byte, so a byte now and then would hold a connection for
 * ever; here every phase of a connection has a deadline, and one thread ends those that
 * are late:
 *
 *   the head of a request   `timeout_seconds` after the connection opened, or after the
 *                           answer before
 *   its body                as long again after the head, and a second for every KiB
 *                           that came
 *   the handler             none: this time is ours
 *   the answer              as long again, and a second for every KiB of it
 *
 * An address (IPv6: a /64) may have `per_address` connections open, a trusted proxy any
 * number. Addresses are counted by their hash only; two that fall on the same counter
 * share it, which with 32768 of them and a salted hash is rare and not for anyone to
 * arrange.
 */
#ifndef HAILONG_COLLECTOR_GATE_H
#define HAILONG_COLLECTOR_GATE_H

#include "address.h"
#include "limit.h"

#include <microhttpd.h>

struct gate;
struct visit; /* one connection */

struct gate_options {
	const struct proxies *proxies;
	struct limit *limit;  /* whose hashes are used */
	unsigned per_address; /* 0: any number */
	unsigned timeout_seconds;
};

/* No connection may be open any more; NULL is allowed. */
void gate_free(struct gate *gate);
/* Borrows what the options point at. */
struct gate *gate_new(const struct gate_options *options)
	__attribute__((malloc(gate_free, 1), warn_unused_result));

/* MHD's callbacks; cls is the gate. */
enum MHD_Result gate_accept(void *cls, const struct sockaddr *socket, socklen_t length);
void gate_notify(void *cls, struct MHD_Connection *connection, void **context,
		 enum MHD_ConnectionNotificationCode code);

/* The hash of a sender's address. */
uint64_t gate_sender(struct gate *gate, const struct address *address);

/* What a connection does from now on. */
struct visit *gate_visit(struct MHD_Connection *connection);
void visit_asks(struct visit *visit);			    /* a head comes */
void visit_sends(struct visit *visit, uint64_t received);   /* its body comes */
void visit_waits(struct visit *visit);			    /* for us */
void visit_is_answered(struct visit *visit, uint64_t size); /* it reads */

#endif
