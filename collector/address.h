/*
 * Internet addresses, and whose they are behind proxies. A proxy we trust tells in
 * X-Forwarded-For from whom a request came; each proxy adds the address it saw at the
 * right. So the sender is the rightmost address that is no trusted proxy's: what a client
 * wrote there itself stands further left. Nobody else's header is read.
 */
#ifndef HAILONG_COLLECTOR_ADDRESS_H
#define HAILONG_COLLECTOR_ADDRESS_H

#include "forms/error.h"

#include <stddef.h>

struct sockaddr;

/* IPv6; an IPv4 address as ::ffff:a.b.c.d. */
struct address {
	unsigned char bytes[16];
};

/* Of a text of that length: 192.0.2.7 or 2001:db8::7, and nothing around it. */
bool address_read(const char *text, size_t length, struct address *address);
/* False for a socket that is not of the Internet. */
bool address_of(const struct sockaddr *socket, struct address *address);

/* How many of its first bytes stand for one sender: a household has a /64. */
size_t address_sender_bytes(const struct address *address);

enum { NETWORKS_MAX = 32 };

struct network {
	struct address address;
	unsigned bits; /* of 128 */
};

/* Zeroed: no proxy is trusted. */
struct proxies {
	struct network list[NETWORKS_MAX];
	size_t count;
};

/* "127.0.0.1,10.0.0.0/8,2001:db8::/32", added to those there. */
bool proxies_read(struct proxies *proxies, const char *text,
		  struct error *err) MUST_CHECK;
bool proxies_have(const struct proxies *proxies, const struct address *address);

/* Who sent what came from `peer` with that X-Forwarded-For (NULL: none). What is no
 * address ends the search: then it is the last proxy that was believed. */
struct address proxies_sender(const struct proxies *proxies, struct address peer,
			      const char *forwarded);

#endif
