/*
 * Clients that send answers to the form kiosk-1 and never forget what they were told,
 * while somebody else breaks things (tests/torture/). Each works like a good client: it
 * makes an id, sends the answer, and sends it again, to the other collector where there
 * is one, until a 2xx comes. One in ten sends the same to two collectors (or on two
 * connections) at the same time, one in ten once more afterwards; one in twenty hangs up
 * without waiting for the reply and never comes back.
 *
 * usage: torture [-c CLIENTS] [-p PAUSE_MS] [-s SEED] ROUND LOG PORT [PORT]
 *
 * Runs until SIGTERM, then until every answer under way is acknowledged, or for a
 * minute. LOG is appended to, a line for each thing at the moment it is known:
 *
 *   sent ID UNIT,SERVICE,CHANNEL,OVERALL,COMMENT     before the first byte goes out
 *   ack ID STATUS MILLISECONDS RECEIPT               a 2xx
 *   no ID STATUS MILLISECONDS                        any other reply; 000: none came
 */
#include "analyzer/prng.h"
#include "forms/alloc.h"
#include "forms/text.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

enum {
	CLIENTS_MAX = 256,
	LINES = 2, /* of a client: to its collector, and to the other */
	REPLY_BYTES_MAX = 8192,
	PATIENCE_SECONDS = 40,
	LAST_SECONDS = 60,
	AGAIN_MS = 150
};

enum manner { MANNER_ONCE, MANNER_BOTH, MANNER_AGAIN, MANNER_HANG_UP };

struct torture {
	const char *round;
	int log;
	uint16_t ports[LINES];
	unsigned pause_ms;
	uint64_t seed;
	atomic_bool over;
	atomic_llong last; /* when to give up, once it is over */
};

struct line {
	uint16_t port;
	int fd; /* -1: not connected */
	int64_t began;
};

struct client {
	struct torture *torture;
	struct prng prng;
	struct line lines[LINES];
	pthread_t thread;
};

struct answer {
	char id[UUID_TEXT_BYTES];
	char *content, *request; /* as the export shows it, and as it is sent */
};

struct reply {
	int status; /* 0: none came */
	char receipt[128];
};

static int64_t now_ms(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static void rest(unsigned milliseconds)
{
	struct timespec pause = {milliseconds / 1000,
				 (long)(milliseconds % 1000) * 1000000};
	nanosleep(&pause, NULL);
}

/* One line, in one piece. */
static void record(const struct torture *t, char *line)
{
	size_t length = strlen(line);

	if (write(t->log, line, length) != (ssize_t)length) {
		perror("torture: the log");
		_exit(1); /* what can't be written down can't be judged */
	}
	free(line);
}

/* --- what is answered --- */

static void think_id(struct client *client, char text[static UUID_TEXT_BYTES])
{
	uint64_t random[2] = {prng_next(&client->prng), prng_next(&client->prng)};
	unsigned char uuid[16];

	memcpy(uuid, random, sizeof(uuid));
	uuid[6] = (unsigned char)(0x40 | (uuid[6] & 0x0f));
	uuid[8] = (unsigned char)(0x80 | (uuid[8] & 0x3f));
	uuid_text(uuid, text);
}

/* Units H1 … H5 and services s.1 … s.3; every third respondent writes something. */
static struct answer think(struct client *client)
{
	struct prng *prng = &client->prng;
	unsigned unit = 1 + (unsigned)prng_below(prng, 5);
	unsigned service = 1 + (unsigned)prng_below(prng, 3);
	unsigned overall = 1 + (unsigned)prng_below(prng, 5);
	char comment[64] = "";
	struct answer answer;

	think_id(client, answer.id);
	if (prng_below(prng, 3) == 0)
		snprintf(comment, sizeof(comment), "phải chờ %u phút",
			 (unsigned)prng_below(prng, 100000));
	answer.content =
		xasprintf("H%u,s.%u,web,%u,%s", unit, service, overall, comment);
	char *body = xasprintf("{\"id\": \"%s\", \"unit\": \"H%u\", \"service\": "
			       "\"s.%u\", \"answers\": {\"overall\": %u%s%s%s}}",
			       answer.id, unit, service, overall,
			       *comment ? ", \"comment\": \"" : "", comment,
			       *comment ? "\"" : "");
	answer.request = xasprintf("POST /api/v1/rounds/%s/responses HTTP/1.1\r\n"
				   "Host: localhost\r\n"
				   "Content-Type: application/json\r\n"
				   "Content-Length: %zu\r\n\r\n%s",
				   client->torture->round, strlen(body), body);
	free(body);
	return answer;
}

/* --- one request --- */

static void hang_up(struct line *line)
{
	if (line->fd >= 0)
		close(line->fd);
	line->fd = -1;
}

static bool call(struct line *line)
{
	struct sockaddr_in address = {.sin_family = AF_INET,
				      .sin_port = htons(line->port),
				      .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	struct timeval patience = {PATIENCE_SECONDS, 0};
	int one = 1;

	if (line->fd >= 0)
		return true;
	line->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (line->fd < 0)
		return false;
	setsockopt(line->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
	setsockopt(line->fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
	if (connect(line->fd, (const struct sockaddr *)&address, sizeof(address)) == 0)
		return true;
	hang_up(line);
	return false;
}

static bool send_answer(struct line *line, const struct answer *answer)
{
	size_t length = strlen(answer->request);

	line->began = now_ms();
	if (call(line) &&
	    send(line->fd, answer->request, length, MSG_NOSIGNAL) == (ssize_t)length)
		return true;
	hang_up(line);
	return false;
}

/* Is the reply whole? */
static bool is_whole(const char *bytes, size_t length)
{
	const char *blank = strstr(bytes, "\r\n\r\n");
	size_t body = 0;

	if (!blank)
		return false;
	for (const char *at = bytes; at < blank; at += strcspn(at, "\n") + 1)
		if (strncasecmp(at, "Content-Length:", 15) == 0)
			body = strtoul(at + 15, NULL, 10);
	return length >= (size_t)(blank + 4 - bytes) + body;
}

static struct reply receive(struct line *line)
{
	static const char mark[] = "\"receipt\": \"";
	char bytes[REPLY_BYTES_MAX] = "";
	size_t length = 0;
	struct reply reply = {0};

	while (!is_whole(bytes, length)) {
		ssize_t got =
			recv(line->fd, bytes + length, sizeof(bytes) - 1 - length, 0);
		if (got <= 0) {
			hang_up(line);
			return reply;
		}
		length += (size_t)got;
		bytes[length] = '\0';
	}
	reply.status = (int)strtol(bytes + strcspn(bytes, " "), NULL, 10);
	const char *receipt = strstr(bytes, mark);
	if (receipt)
		snprintf(reply.receipt, sizeof(reply.receipt), "%.*s",
			 (int)strcspn(receipt + sizeof(mark) - 1, "\""),
			 receipt + sizeof(mark) - 1);
	return reply;
}

/* Takes the reply, if one comes, and writes it down: was it a yes? */
static bool hear(struct client *client, struct line *line, const struct answer *answer)
{
	struct reply reply = line->fd < 0 ? (struct reply){0} : receive(line);
	long long took = now_ms() - line->began;
	bool yes = reply.status >= 200 && reply.status < 300;

	if (yes)
		record(client->torture, xasprintf("ack %s %03d %lld %s\n", answer->id,
						  reply.status, took, reply.receipt));
	else
		record(client->torture,
		       xasprintf("no %s %03d %lld\n", answer->id, reply.status, took));
	return yes;
}

/* --- a client --- */

static bool may_go_on(const struct torture *t)
{
	return !atomic_load(&t->over) || now_ms() < atomic_load(&t->last);
}

static bool send_to_both(struct client *client, const struct answer *answer)
{
	bool yes = false;

	for (unsigned i = 0; i < LINES; i++)
		(void)send_answer(&client->lines[i], answer);
	for (unsigned i = 0; i < LINES; i++)
		yes |= hear(client, &client->lines[i], answer);
	return yes;
}

/* Again and again, until somebody says yes. */
static void deliver(struct client *client, const struct answer *answer,
		    enum manner manner)
{
	bool yes = manner == MANNER_BOTH && send_to_both(client, answer);

	for (unsigned tries = 0; !yes && may_go_on(client->torture); tries++) {
		struct line *line = &client->lines[tries % LINES];
		(void)send_answer(line, answer);
		yes = hear(client, line, answer);
		if (!yes)
			rest(AGAIN_MS);
	}
	if (manner == MANNER_AGAIN) {
		(void)send_answer(&client->lines[1], answer);
		(void)hear(client, &client->lines[1], answer);
	}
}

static void *live(void *context)
{
	static const enum manner manners[20] = {MANNER_BOTH, MANNER_BOTH, MANNER_AGAIN,
						MANNER_AGAIN, MANNER_HANG_UP};
	struct client *client = context;
	struct torture *t = client->torture;

	while (!atomic_load(&t->over)) {
		struct answer answer = think(client);
		enum manner manner = manners[prng_below(&client->prng, 20)];
		record(t, xasprintf("sent %s %s\n", answer.id, answer.content));
		if (manner == MANNER_HANG_UP) {
			(void)send_answer(&client->lines[0], &answer);
			hang_up(&client->lines[0]);
		} else {
			deliver(client, &answer, manner);
		}
		free(answer.content);
		free(answer.request);
		rest((unsigned)prng_below(&client->prng, 2 * t->pause_ms + 1));
	}
	for (unsigned i = 0; i < LINES; i++)
		hang_up(&client->lines[i]);
	return NULL;
}

/* --- the program --- */

static void run(struct torture *t, unsigned nclients)
{
	static struct client clients[CLIENTS_MAX];
	sigset_t signals;
	int number;

	sigemptyset(&signals);
	sigaddset(&signals, SIGTERM);
	sigaddset(&signals, SIGINT);
	pthread_sigmask(SIG_BLOCK, &signals, NULL);
	for (unsigned i = 0; i < nclients; i++) {
		clients[i].torture = t;
		clients[i].prng = prng_start(t->seed, i);
		for (unsigned l = 0; l < LINES; l++)
			clients[i].lines[l] = (struct line){
				.port = t->ports[(i + l) % LINES], .fd = -1};
		if (pthread_create(&clients[i].thread, NULL, live, &clients[i]) != 0)
			abort();
	}
	sigwait(&signals, &number);
	atomic_store(&t->last, now_ms() + LAST_SECONDS * 1000);
	atomic_store(&t->over, true);
	for (unsigned i = 0; i < nclients; i++)
		pthread_join(clients[i].thread, NULL);
}

static bool read_ports(struct torture *t, char **arguments, int count)
{
	for (int i = 0; i < LINES; i++) {
		int64_t port = 0;
		if (!text_integer(arguments[i < count ? i : 0], &port) || port < 1 ||
		    port > 65535)
			return false;
		t->ports[i] = (uint16_t)port;
	}
	return true;
}

int main(int argc, char **argv)
{
	static struct torture t = {.pause_ms = 20, .seed = 1};
	unsigned long nclients = 16;
	int letter;

	while ((letter = getopt(argc, argv, "c:p:s:")) != -1) {
		unsigned long number = optarg ? strtoul(optarg, NULL, 10) : 0;
		if (letter == 'c')
			nclients = number;
		else if (letter == 'p')
			t.pause_ms = (unsigned)number;
		else if (letter == 's')
			t.seed = number;
	}
	int left = argc - optind;
	if (left < 3 || left > 4 || nclients < 1 || nclients > CLIENTS_MAX ||
	    !read_ports(&t, argv + optind + 2, left - 2)) {
		fputs("usage: torture [-c CLIENTS] [-p PAUSE_MS] [-s SEED] ROUND LOG "
		      "PORT [PORT]\n",
		      stderr);
		return 2;
	}
	t.round = argv[optind];
	t.log = open(argv[optind + 1], O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	if (t.log < 0) {
		perror(argv[optind + 1]);
		return 1;
	}
	run(&t, (unsigned)nclients);
	return 0;
}
