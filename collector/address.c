/* See address.h. */
#include "address.h"

#include "forms/text.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

static const unsigned char mapped[12] = {[10] = 0xff, [11] = 0xff};

static bool is_ipv4(const struct address *address)
{
	return memcmp(address->bytes, mapped, sizeof(mapped)) == 0;
}

static void set_ipv4(struct address *address, const void *bytes)
{
	memcpy(address->bytes, mapped, sizeof(mapped));
	memcpy(address->bytes + sizeof(mapped), bytes, 4);
}

bool address_read(const char *text, size_t length, struct address *address)
{
	char copy[INET6_ADDRSTRLEN];
	struct in_addr in;

	if (length >= sizeof(copy))
		return false;
	memcpy(copy, text, length);
	copy[length] = '\0';
	if (inet_pton(AF_INET, copy, &in) != 1)
		return inet_pton(AF_INET6, copy, address->bytes) == 1;
	set_ipv4(address, &in);
	return true;
}

bool address_of(const struct sockaddr *socket, struct address *address)
{
	struct sockaddr_in in;
	struct sockaddr_in6 in6;

	if (socket && socket->sa_family == AF_INET) {
		memcpy(&in, socket, sizeof(in));
		set_ipv4(address, &in.sin_addr);
		return true;
	}
	if (!socket || socket->sa_family != AF_INET6)
		return false;
	memcpy(&in6, socket, sizeof(in6));
	memcpy(address->bytes, &in6.sin6_addr, sizeof(address->bytes));
	return true;
}

size_t address_sender_bytes(const struct address *address)
{
	return is_ipv4(address) ? 16 : 8;
}

static bool network_read(const char *text, size_t length, struct network *network)
{
	const char *slash = memchr(text, '/', length);
	size_t address_length = slash ? (size_t)(slash - text) : length;
	int64_t bits;
	char digits[4] = "";

	if (!address_read(text, address_length, &network->address))
		return false;
	unsigned most = is_ipv4(&network->address) ? 32 : 128;
	network->bits = 128;
	if (!slash)
		return true;
	length -= address_length + 1;
	if (length >= sizeof(digits))
		return false;
	memcpy(digits, slash + 1, length);
	if (!text_integer(digits, &bits) || bits < 0 || bits > most)
		return false;
	network->bits = 128 - most + (unsigned)bits;
	return true;
}

bool proxies_read(struct proxies *proxies, const char *text, struct error *err)
{
	for (;;) {
		size_t length = strcspn(text, ",");
		if (proxies->count == NETWORKS_MAX)
			return error_set(err, ERROR_INPUT,
					 "more than %d trusted proxies", NETWORKS_MAX);
		if (!network_read(text, length, &proxies->list[proxies->count]))
			return error_set(err, ERROR_INPUT,
					 "'%.*s' is no address or network", (int)length,
					 text);
		proxies->count++;
		if (!text[length])
			return true;
		text += length + 1;
	}
}

static bool is_within(const struct network *network, const struct address *address)
{
	size_t whole = network->bits / 8;
	unsigned rest = network->bits % 8;

	if (memcmp(network->address.bytes, address->bytes, whole) != 0)
		return false;
	return rest == 0 ||
	       (network->address.bytes[whole] ^ address->bytes[whole]) >> (8 - rest) ==
		       0;
}

bool proxies_have(const struct proxies *proxies, const struct address *address)
{
	for (size_t i = 0; i < proxies->count; i++)
		if (is_within(&proxies->list[i], address))
			return true;
	return false;
}

struct address proxies_sender(const struct proxies *proxies, struct address peer,
			      const char *forwarded)
{
	size_t end = forwarded ? strlen(forwarded) : 0;
	struct address next;

	while (end > 0 && proxies_have(proxies, &peer)) {
		size_t begin = end;
		while (begin > 0 && forwarded[begin - 1] != ',')
			begin--;
		size_t rest = begin > 0 ? begin - 1 : 0;
		while (begin < end && strchr(" \t", forwarded[begin]))
			begin++;
		while (end > begin && strchr(" \t", forwarded[end - 1]))
			end--;
		if (!address_read(forwarded + begin, end - begin, &next))
			break;
		peer = next;
		end = rest;
	}
	return peer;
}
