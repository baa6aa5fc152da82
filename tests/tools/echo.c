/*
 * The bare server that tests/bench/bench_collect.sh compares the collector with:
 * libmicrohttpd in the same mode, with nothing behind it. Whatever is asked, it reads
 * the body to its end and answers 201 with the bytes of the first file to a POST, 200
 * with those of the second to anything else, both from memory.
 *
 * usage: echo THREADS POST-REPLY GET-REPLY   prints its port; serves until SIGTERM
 */
#include "forms/file.h"

#include <arpa/inet.h>
#include <microhttpd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CONNECTIONS_MAX = 12000, TIMEOUT_SECONDS = 30, REPLY_BYTES_MAX = 1 << 24 };

struct replies {
	struct MHD_Response *post, *get;
};

static enum MHD_Result handle(void *cls, struct MHD_Connection *connection,
			      const char *url, const char *method, const char *version,
			      const char *data, size_t *size, void **con_cls)
{
	const struct replies *replies = cls;
	static char begun;
	(void)url;
	(void)version;
	(void)data;

	if (!*con_cls) {
		*con_cls = &begun;
		return MHD_YES;
	}
	if (*size > 0) {
		*size = 0;
		return MHD_YES;
	}
	return strcmp(method, "POST") == 0
		       ? MHD_queue_response(connection, MHD_HTTP_CREATED, replies->post)
		       : MHD_queue_response(connection, MHD_HTTP_OK, replies->get);
}

static struct MHD_Response *read_reply(const char *path)
{
	struct error err = {0};
	size_t length;
	char *bytes = file_read(path, REPLY_BYTES_MAX, &length, &err);

	if (!bytes) {
		fprintf(stderr, "echo: %s\n", err.message);
		exit(1);
	}
	return MHD_create_response_from_buffer(length, bytes, MHD_RESPMEM_MUST_FREE);
}

/* The flags and options are those of collector/server.c. */
static struct MHD_Daemon *start(struct replies *replies, unsigned threads)
{
	struct sockaddr_in address = {.sin_family = AF_INET,
				      .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};

	return MHD_start_daemon(
		MHD_USE_EPOLL_INTERNAL_THREAD, 0, NULL, NULL, handle, replies,
		MHD_OPTION_SOCK_ADDR, &address, MHD_OPTION_THREAD_POOL_SIZE, threads,
		MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS_MAX,
		MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)TIMEOUT_SECONDS,
		MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_END);
}

static void serve(struct MHD_Daemon *daemon, const sigset_t *signals)
{
	const union MHD_DaemonInfo *info =
		MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT);
	int signal_number;

	printf("%u\n", (unsigned)info->port);
	fflush(stdout);
	sigwait(signals, &signal_number);
	MHD_stop_daemon(daemon);
}

int main(int argc, char **argv)
{
	sigset_t signals;

	if (argc != 4) {
		fputs("usage: echo THREADS POST-REPLY GET-REPLY\n", stderr);
		return 2;
	}
	struct replies replies = {read_reply(argv[2]), read_reply(argv[3])};
	/* blocked before any thread starts, so that only sigwait sees them */
	sigemptyset(&signals);
	sigaddset(&signals, SIGTERM);
	sigaddset(&signals, SIGINT);
	pthread_sigmask(SIG_BLOCK, &signals, NULL);
	struct MHD_Daemon *daemon =
		start(&replies, (unsigned)strtoul(argv[1], NULL, 10));
	if (daemon)
		serve(daemon, &signals);
	else
		fputs("echo: can't listen\n", stderr);
	MHD_destroy_response(replies.post);
	MHD_destroy_response(replies.get);
	return daemon ? 0 : 1;
}
