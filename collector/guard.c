/* See guard.h. */
#include "guard.h"

#include "listener.h"

#include "forms/text.h"

#include <string.h>
#include <strings.h>
#include <sys/socket.h>

/*
 * libmicrohttpd 0.9.75 keeps a record of seven words, in steps of sixteen bytes, for each
 * field, argument and cookie, and a copy of the cookies. Where the head of the reply does
 * not fit behind all that it closes without one.
 */
enum {
	RECORD_BYTES = 64,
	REPLY_HEAD_BYTES = 1024,   /* of any reply of ours */
	SHORTEST_HEAD_BYTES = 256, /* of one that says no more than it has to */
	ARGUMENTS_MAX = 32
};

enum watched { HOST, LENGTH, ENCODING, SITE, ORIGIN, WATCHED_COUNT };

struct head {
	const char *value[WATCHED_COUNT];
	unsigned count[WATCHED_COUNT];
	bool malformed;
};

static bool is_alphanumeric(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
	       (c >= 'A' && c <= 'Z');
}

/* Letters, digits and what is accepted besides. */
static bool has_only(const char *text, const char *besides)
{
	const char *end = text;

	while (is_alphanumeric(*end) || (*end && strchr(besides, *end)))
		end++;
	return end > text && !*end;
}

static bool is_host(const char *text)
{
	return has_only(text, "-._~:[]");
}

static bool is_length(const char *text)
{
	int64_t length;

	return *text && !text[strspn(text, "0123456789")] &&
	       text_integer(text, &length);
}

static bool is_chunked(const char *text)
{
	return strcasecmp(text, "chunked") == 0;
}

static bool is_anything(const char *text)
{
	(void)text;
	return true;
}

static const struct {
	const char *name;
	bool (*is_sound)(const char *value);
	unsigned otherwise; /* the status */
} rows[] = {
	[HOST] = {"Host", is_host, MHD_HTTP_BAD_REQUEST},
	[LENGTH] = {"Content-Length", is_length, MHD_HTTP_BAD_REQUEST},
	[ENCODING] = {"Transfer-Encoding", is_chunked, MHD_HTTP_NOT_IMPLEMENTED},
	[SITE] = {"Sec-Fetch-Site", is_anything, 0},
	[ORIGIN] = {"Origin", is_anything, 0},
};
_Static_assert(ARRAY_SIZE(rows) == WATCHED_COUNT, "a row for each");

static bool is_plain(const char *value, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		unsigned char c = (unsigned char)value[i];
		if ((c < ' ' && c != '\t') || c == 0x7f)
			return false;
	}
	return true;
}

static enum MHD_Result on_header(void *cls, enum MHD_ValueKind kind, const char *name,
				 size_t name_length, const char *value,
				 size_t value_length)
{
	struct head *head = cls;
	(void)kind;

	value = value ? value : "";
	if (strlen(name) != name_length || strlen(value) != value_length ||
	    !has_only(name, "!#$%&'*+-.^_`|~") || !is_plain(value, value_length))
		head->malformed = true;
	for (int i = 0; i < WATCHED_COUNT; i++) {
		if (strcasecmp(rows[i].name, name) != 0)
			continue;
		head->value[i] = value;
		head->count[i]++;
	}
	return MHD_YES;
}

static unsigned refusal(const struct head *head, const char *version)
{
	bool is_1_0 = strcmp(version, MHD_HTTP_VERSION_1_0) == 0;

	if (head->malformed || (head->count[HOST] == 0 && !is_1_0) ||
	    (head->count[ENCODING] > 0 && (head->count[LENGTH] > 0 || is_1_0)))
		return MHD_HTTP_BAD_REQUEST;
	for (int i = 0; i < WATCHED_COUNT; i++) {
		if (head->count[i] > 1)
			return MHD_HTTP_BAD_REQUEST;
		if (head->count[i] == 1 && !rows[i].is_sound(head->value[i]))
			return rows[i].otherwise;
	}
	return 0;
}

/* How long the name in "name:port" or "[address]:port" is. */
static size_t name_length(const char *host)
{
	return *host == '[' ? strcspn(host, "]") : strcspn(host, ":");
}

static bool is_foreign(const struct head *head)
{
	const char *site = head->value[SITE], *origin = head->value[ORIGIN];
	const char *host = head->value[HOST];

	if (site)
		return strcmp(site, "same-origin") != 0 && strcmp(site, "none") != 0;
	if (!origin)
		return false;
	const char *slashes = strstr(origin, "://");
	const char *from = slashes ? slashes + 3 : "";
	size_t length = name_length(from);
	return !host || length != name_length(host) ||
	       strncasecmp(from, host, length) != 0;
}

/* The arguments of an address as libmicrohttpd counts them. */
static size_t count_arguments(const char *address)
{
	size_t count = 0;

	for (const char *at = strchr(address, '?'); at && at[1];
	     at = strchr(at + 1, '&'))
		count++;
	return count;
}

/* Records of arguments are made while the head is still being read, into half of what the
 * connection has: so many, behind so long an address, fit. */
void *guard_address(void *cls, const char *address, struct MHD_Connection *connection)
{
	size_t count = address ? count_arguments(address) : 0;
	(void)cls;

	if (count > ARGUMENTS_MAX ||
	    (count > 0 && strlen(address) + count * RECORD_BYTES >
				  CONNECTION_BYTES - REPLY_HEAD_BYTES))
		guard_turn_away(connection);
	return NULL;
}

static bool has_too_many(struct MHD_Connection *connection)
{
	return MHD_get_connection_values(connection, MHD_GET_ARGUMENT_KIND, NULL,
					 NULL) > ARGUMENTS_MAX;
}

/* Bytes that the head of a request takes of what its connection has. */
static size_t taken(struct MHD_Connection *connection)
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(
		connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
	const char *cookies = MHD_lookup_connection_value(connection, MHD_HEADER_KIND,
							  MHD_HTTP_HEADER_COOKIE);
	int fields = MHD_get_connection_values(
		connection, MHD_HEADER_KIND | MHD_COOKIE_KIND | MHD_GET_ARGUMENT_KIND,
		NULL, NULL);

	return (info ? info->header_size : 0) + (size_t)fields * RECORD_BYTES +
	       (cookies ? strlen(cookies) + 16 : 0);
}

struct guard guard_look(struct MHD_Connection *connection, const char *version)
{
	struct head head = {0};
	struct guard guard = {0};

	MHD_get_connection_values_n(connection, MHD_HEADER_KIND, on_header, &head);
	size_t bytes = taken(connection);
	guard.refused =
		bytes > CONNECTION_BYTES - REPLY_HEAD_BYTES || has_too_many(connection)
			? MHD_HTTP_REQUEST_HEADER_FIELDS_TOO_LARGE
			: refusal(&head, version);
	guard.crowded = bytes > CONNECTION_BYTES - SHORTEST_HEAD_BYTES;
	guard.last = guard.refused || head.count[ENCODING] > 0;
	guard.foreign = is_foreign(&head);
	return guard;
}

void guard_turn_away(struct MHD_Connection *connection)
{
	static const char text[] = "HTTP/1.1 431 Request Header Fields Too Large\r\n"
				   "Connection: close\r\nContent-Length: 0\r\n\r\n";
	const union MHD_ConnectionInfo *info =
		MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
	bool is_plain_text = !MHD_get_connection_info(
		connection, MHD_CONNECTION_INFO_GNUTLS_SESSION);

	if (!info)
		return;
	bool is_said = is_plain_text && send(info->connect_fd, text, sizeof(text) - 1,
					     MSG_NOSIGNAL | MSG_DONTWAIT) > 0;
	shutdown(info->connect_fd, is_said ? SHUT_WR : SHUT_RDWR);
}

struct forwarded {
	struct arena *arena;
	const char *list;
};

/* The header may come in several lines, which are one list. */
static enum MHD_Result on_forwarded(void *cls, enum MHD_ValueKind kind,
				    const char *name, const char *value)
{
	struct forwarded *f = cls;
	(void)kind;

	if (strcasecmp(name, "X-Forwarded-For") == 0 && value)
		f->list = f->list ? arena_printf(f->arena, "%s,%s", f->list, value)
				  : value;
	return MHD_YES;
}

bool guard_sender(struct MHD_Connection *connection, const struct proxies *proxies,
		  struct arena *arena, struct address *sender)
{
	const union MHD_ConnectionInfo *info =
		MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
	struct forwarded forwarded = {.arena = arena};

	if (!info || !address_of(info->client_addr, sender))
		return false;
	if (proxies_have(proxies, sender)) {
		MHD_get_connection_values(connection, MHD_HEADER_KIND, on_forwarded,
					  &forwarded);
		*sender = proxies_sender(proxies, *sender, forwarded.list);
	}
	return true;
}

size_t guard_unescape(void *cls, struct MHD_Connection *connection, char *text)
{
	(void)cls;
	(void)connection;
	return strstr(text, "%00") ? strlen(text) : MHD_http_unescape(text);
}
