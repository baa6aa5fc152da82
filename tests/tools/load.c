/*
 * Loads an HTTP server and says how it did: keep-alive connections from one thread.
 *
 *   load [OPTION...] http://ADDRESS:PORT/PATH
 *     -b, --bodies FILE      POST the lines of FILE in turn; without it: GET
 *     -T, --type TYPE        their Content-Type, application/json unless told
 *     -c, --connections N    at work, 64 unless told
 *     -t, --seconds S        10 unless told
 *     -r, --rate R           open loop: R requests a second
 *     -e, --encoding CODING  with GET: its Accept-Encoding
 *     -i, --idle N           more connections, which ask once for /healthz, then wait
 *
 * The mark in a body (see tests/tools/answers.c) becomes a new random UUID each time.
 * Closed loop: each connection asks again once it is answered; a latency counts from
 * the sending. Open loop: requests fall due as people come (a Poisson process),
 * whether or not there are replies, and a latency counts from when the request was
 * due, so that a server that stalls can't hide those who would have come meanwhile.
 *
 * Prints key=value lines; times in microseconds. `created` are the replies 201 and 303:
 * so many responses must be kept, and up to `lost` (sent, never answered) more may be.
 * `rate` is replies a second until the end; the latencies are of all replies. `behind`
 * is how late the open loop was at the end because every connection was at work.
 */
#include "latency.h"
#include "mark.h"

#include "analyzer/prng.h"
#include "forms/alloc.h"
#include "forms/file.h"
#include "forms/text.h"

#include <arpa/inet.h>
#include <errno.h>
#include <getopt.h>
#include <math.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#define SECOND INT64_C(1000000000)

enum {
	HEAD_BYTES_MAX = 4096,
	BODIES_BYTES_MAX = 1 << 28,
	EVENTS_MAX = 256,
	FAILURES_MAX = 1000,
	DRAIN_SECONDS = 10
};

struct message {
	char *bytes, *id; /* id: in bytes, NULL when it has none */
	size_t length;
};

struct connection {
	int fd;
	bool busy, in_body;
	bool closes;	  /* the server says that it will */
	int64_t began;	  /* due, or sent */
	size_t head_used; /* what came of the head */
	size_t left;	  /* of the body */
	int status;
	char head[HEAD_BYTES_MAX];
};

struct load {
	struct sockaddr_in address;
	const char *path, *type, *bodies, *coding;
	unsigned long nconnections, nidle;
	double seconds, rate;

	struct message *messages;
	size_t nmessages, messages_room, next;
	struct prng prng;
	int epoll;
	struct connection *connections, **free;
	size_t nfree;
	int *idle;
	int64_t end, due;

	struct latency latency;
	uint64_t in_time, classes[6], created, lost, failures;
};

static void die(const char *what)
{
	fprintf(stderr, "load: %s: %s\n", what, strerror(errno));
	exit(1);
}

static int64_t now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec * SECOND + time.tv_nsec;
}

/* --- requests --- */

static void add_message(struct load *load, const char *body, size_t length)
{
	char *head = body ? xasprintf("POST %s HTTP/1.1\r\nHost: localhost\r\n"
				      "Content-Type: %s\r\nContent-Length: %zu\r\n\r\n",
				      load->path, load->type, length)
			  : xasprintf("GET %s HTTP/1.1\r\nHost: localhost\r\n"
				      "Accept-Encoding: %s\r\n\r\n",
				      load->path, load->coding);
	char *bytes =
		xasprintf("%s%.*s", head, body ? (int)length : 0, body ? body : "");

	free(head);
	ARRAY_RESERVE(load->messages, load->nmessages, load->messages_room);
	load->messages[load->nmessages++] =
		(struct message){bytes, strstr(bytes, MARK), strlen(bytes)};
}

static void make_messages(struct load *load)
{
	struct error err = {0};
	size_t length;

	if (!load->bodies) {
		add_message(load, NULL, 0);
		return;
	}
	char *text = file_read(load->bodies, BODIES_BYTES_MAX, &length, &err);
	if (!text || length == 0) {
		fprintf(stderr, "load: %s\n", text ? "no bodies" : err.message);
		exit(1);
	}
	for (const char *line = text; *line; line += strspn(line, "\n")) {
		length = strcspn(line, "\n");
		add_message(load, line, length);
		line += length;
	}
	free(text);
}

static void renew_id(struct load *load, char *id)
{
	uint64_t random[2] = {prng_next(&load->prng), prng_next(&load->prng)};
	unsigned char uuid[16];
	char text[UUID_TEXT_BYTES];

	memcpy(uuid, random, sizeof(uuid));
	uuid[6] = (unsigned char)(0x40 | (uuid[6] & 0x0f));
	uuid[8] = (unsigned char)(0x80 | (uuid[8] & 0x3f));
	uuid_text(uuid, text);
	memcpy(id, text, sizeof(text) - 1);
}

/* --- connections --- */

static int open_connection(const struct load *load)
{
	struct timeval patience = {DRAIN_SECONDS, 0};
	int one = 1, fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0 || connect(fd, (const struct sockaddr *)&load->address,
			      sizeof(load->address)) != 0)
		die("can't connect");
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
	return fd;
}

static void join(struct load *load, struct connection *c)
{
	struct epoll_event event = {.events = EPOLLIN, .data.ptr = c};

	c->fd = open_connection(load);
	c->busy = c->in_body = false;
	c->head_used = c->left = 0;
	if (epoll_ctl(load->epoll, EPOLL_CTL_ADD, c->fd, &event) != 0)
		die("epoll");
	load->free[load->nfree++] = c;
}

/* The server went away, or speaks what we don't. Nobody knows what became of the
 * request. */
static void rejoin(struct load *load, struct connection *c)
{
	if (++load->failures > FAILURES_MAX) {
		fprintf(stderr, "load: more than %d connections broke\n", FAILURES_MAX);
		exit(1);
	}
	load->lost += c->busy;
	for (size_t i = 0; !c->busy && i < load->nfree; i++)
		if (load->free[i] == c)
			load->free[i] = load->free[--load->nfree];
	close(c->fd);
	join(load, c);
}

/* Any free connection: a server may bind connections to threads, and it would flatter
 * it, or wrong it, to prefer those that were quick. A request is small, and the socket
 * has nothing else to send: it goes in one piece. */
static void send_next(struct load *load, int64_t began)
{
	size_t drawn = prng_below(&load->prng, load->nfree);
	struct connection *c = load->free[drawn];
	const struct message *m = &load->messages[load->next];

	load->free[drawn] = load->free[--load->nfree];
	load->next = (load->next + 1) % load->nmessages;
	if (m->id)
		renew_id(load, m->id);
	c->busy = true;
	c->began = began;
	if (send(c->fd, m->bytes, m->length, MSG_NOSIGNAL | MSG_DONTWAIT) !=
	    (ssize_t)m->length)
		rejoin(load, c);
}

/* --- replies --- */

static void end_reply(struct load *load, struct connection *c)
{
	int64_t time = now();

	c->busy = c->in_body = false;
	c->head_used = 0;
	if (c->closes) {
		close(c->fd);
		join(load, c);
	} else {
		load->free[load->nfree++] = c;
	}
	load->created += c->status == 201 || c->status == 303;
	load->classes[c->status / 100 % 6]++;
	load->in_time += time <= load->end;
	latency_add(&load->latency, time - c->began);
}

/* Status, length and whether the server closes, out of a whole head; what came behind it
 * is body. */
static bool read_head(struct connection *c, const char *end)
{
	const char *line = c->head;
	size_t behind = c->head_used - (size_t)(end - c->head);
	bool sized = false;

	if (strncmp(line, "HTTP/1.1 ", 9) != 0)
		return false;
	c->status = (int)strtol(line + 9, NULL, 10);
	c->closes = false;
	for (; line < end; line += strcspn(line, "\n") + 1) {
		c->closes |= strncasecmp(line, "Connection: close", 17) == 0;
		if (strncasecmp(line, "Content-Length:", 15) != 0)
			continue;
		sized = true;
		c->left = strtoul(line + 15, NULL, 10);
	}
	if (!sized || behind > c->left)
		return false;
	c->left -= behind;
	c->in_body = true;
	return true;
}

static bool receive(struct load *load, struct connection *c)
{
	static char body[1 << 16]; /* read, and of no interest */
	ssize_t got = c->in_body
			      ? recv(c->fd, body, sizeof(body), MSG_DONTWAIT)
			      : recv(c->fd, c->head + c->head_used,
				     HEAD_BYTES_MAX - 1 - c->head_used, MSG_DONTWAIT);

	if (got < 0 && errno == EAGAIN)
		return true;
	if (got <= 0 || !c->busy || (c->in_body && (size_t)got > c->left))
		return false;
	if (c->in_body) {
		c->left -= (size_t)got;
	} else {
		c->head_used += (size_t)got;
		c->head[c->head_used] = '\0';
		const char *blank = strstr(c->head, "\r\n\r\n");
		if (blank && !read_head(c, blank + 4))
			return false;
	}
	if (c->in_body && c->left == 0)
		end_reply(load, c);
	return true;
}

/* --- the run --- */

/* Sends what is due, as far as connections are free. */
static void send_due(struct load *load, int64_t time)
{
	while (load->nfree > 0 && (load->rate == 0 || load->due <= time)) {
		send_next(load, load->rate > 0 ? load->due : time);
		if (load->rate > 0)
			load->due += (int64_t)(-log(1 - prng_uniform(&load->prng)) /
					       load->rate * (double)SECOND);
	}
}

static void run(struct load *load)
{
	struct epoll_event events[EVENTS_MAX];
	int64_t time, last;

	load->due = now();
	load->end = load->due + (int64_t)(load->seconds * (double)SECOND);
	last = load->end + DRAIN_SECONDS * SECOND;
	while ((time = now()) < last) {
		if (time < load->end)
			send_due(load, time);
		else if (load->nfree == load->nconnections)
			break;
		int64_t until = time < load->end ? load->end : last;
		if (load->rate > 0 && load->nfree > 0 && load->due < until)
			until = load->due;
		int64_t pause = until > time ? until - time : 0;
		struct timespec wait = {pause / SECOND, pause % SECOND};
		int n = epoll_pwait2(load->epoll, events, EVENTS_MAX, &wait, NULL);
		for (int i = 0; i < n; i++)
			if (!receive(load, events[i].data.ptr))
				rejoin(load, events[i].data.ptr);
	}
	load->lost += load->nconnections - load->nfree;
}

/* Each has been served once: the server has given it all that a connection gets. */
static void open_idle(struct load *load)
{
	static const char hello[] = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";
	struct rlimit files;
	char reply[HEAD_BYTES_MAX];

	if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
		files.rlim_cur = files.rlim_max;
		setrlimit(RLIMIT_NOFILE, &files);
	}
	load->idle = xcalloc(load->nidle + 1, sizeof(*load->idle));
	for (size_t i = 0; i < load->nidle; i++) {
		load->idle[i] = open_connection(load);
		if (send(load->idle[i], hello, sizeof(hello) - 1, MSG_NOSIGNAL) < 0 ||
		    recv(load->idle[i], reply, sizeof(reply), 0) <= 0)
			die("an idle connection was not served");
	}
}

/* How many did the server leave open? An empty one that is open has nothing to read. */
static unsigned long still_open(const struct load *load)
{
	unsigned long open = 0;
	char byte[1 << 16];

	for (size_t i = 0; i < load->nidle; i++) {
		while (recv(load->idle[i], byte, sizeof(byte), MSG_DONTWAIT) > 0)
			;
		open += recv(load->idle[i], byte, 1, MSG_DONTWAIT) < 0 &&
			errno == EAGAIN;
	}
	return open;
}

static void print(const struct load *load)
{
	static const struct {
		const char *name;
		double share;
	} points[] = {{"p50", 0.5}, {"p90", 0.9}, {"p99", 0.99}, {"p999", 0.999}};
	const struct latency *latency = &load->latency;
	int64_t behind =
		load->rate > 0 && load->due < load->end ? load->end - load->due : 0;
	struct timespec cpu;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &cpu);
	printf("replies=%llu\nrate=%.1f\nmean=%.1f\n",
	       (unsigned long long)latency->count,
	       (double)load->in_time / load->seconds, latency_mean(latency) / 1e3);
	for (size_t i = 0; i < ARRAY_SIZE(points); i++)
		printf("%s=%.1f\n", points[i].name,
		       latency_percentile(latency, points[i].share) / 1e3);
	printf("max=%.1f\nbehind=%.1f\n", (double)latency->longest / 1e3,
	       (double)behind / 1e3);
	for (int i = 2; i < 6; i++)
		printf("s%dxx=%llu\n", i, (unsigned long long)load->classes[i]);
	printf("created=%llu\nlost=%llu\nfailures=%llu\nidle_open=%lu\ncpu=%.3f\n",
	       (unsigned long long)load->created, (unsigned long long)load->lost,
	       (unsigned long long)load->failures, still_open(load),
	       (double)cpu.tv_sec + (double)cpu.tv_nsec / 1e9);
}

static bool read_url(struct load *load, const char *url)
{
	char address[64];
	unsigned port;
	int path = 0;

	if (sscanf(url, "http://%63[0-9.]:%5u%n", address, &port, &path) != 2 ||
	    url[path] != '/')
		return false;
	load->path = url + path;
	load->address.sin_family = AF_INET;
	load->address.sin_port = htons((uint16_t)port);
	return inet_pton(AF_INET, address, &load->address.sin_addr) == 1;
}

static bool read_options(struct load *load, int argc, char **argv)
{
	static const struct option options[] = {
		{"bodies", 1, NULL, 'b'},   {"type", 1, NULL, 'T'},
		{"seconds", 1, NULL, 't'},  {"connections", 1, NULL, 'c'},
		{"encoding", 1, NULL, 'e'}, {"rate", 1, NULL, 'r'},
		{"idle", 1, NULL, 'i'},	    {NULL, 0, NULL, 0},
	};
	int letter;

	while ((letter = getopt_long(argc, argv, "b:T:t:c:r:e:i:", options, NULL)) !=
	       -1)
		switch (letter) {
		case 'b':
			load->bodies = optarg;
			break;
		case 'T':
			load->type = optarg;
			break;
		case 'e':
			load->coding = optarg;
			break;
		case 't':
			load->seconds = strtod(optarg, NULL);
			break;
		case 'c':
			load->nconnections = strtoul(optarg, NULL, 10);
			break;
		case 'r':
			load->rate = strtod(optarg, NULL);
			break;
		case 'i':
			load->nidle = strtoul(optarg, NULL, 10);
			break;
		default:
			return false;
		}
	return optind == argc - 1 && load->seconds > 0 && load->nconnections > 0 &&
	       load->rate >= 0 && read_url(load, argv[optind]);
}

int main(int argc, char **argv)
{
	static struct load load = {.type = "application/json",
				   .coding = "identity",
				   .nconnections = 64,
				   .seconds = 10};

	if (!read_options(&load, argc, argv)) {
		fputs("usage: load [--bodies FILE] [--type TYPE] [--connections N] "
		      "[--seconds S] [--rate R] [--encoding CODING] [--idle N] "
		      "http://ADDRESS:PORT/PATH\n",
		      stderr);
		return 2;
	}
	load.prng = prng_start((uint64_t)now(), (uint64_t)getpid());
	make_messages(&load);
	open_idle(&load);
	load.epoll = epoll_create1(EPOLL_CLOEXEC);
	load.connections = xcalloc(load.nconnections, sizeof(*load.connections));
	load.free = xcalloc(load.nconnections, sizeof(struct connection *));
	for (size_t i = 0; i < load.nconnections; i++)
		join(&load, &load.connections[i]);
	run(&load);
	print(&load);
	return load.latency.count > 0 ? 0 : 1;
}
