/* See patience.h. */
#include "patience.h"

#include <poll.h>
#include <stdint.h>
#include <sys/socket.h>
#include <time.h>

static int64_t now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

PGresult *patience_result(struct patience *patience, PGconn *conn)
{
	int64_t end = now() + patience->milliseconds;

	while (patience->milliseconds > 0 && PQisBusy(conn)) {
		struct pollfd socket = {.fd = PQsocket(conn), .events = POLLIN};
		int64_t left = end - now();
		if (left <= 0 || poll(&socket, 1, (int)left) == 0) {
			shutdown(PQsocket(conn), SHUT_RDWR);
			patience->over = true;
			break;
		}
		if (!PQconsumeInput(conn))
			break;
	}
	return PQgetResult(conn);
}

PGresult *patience_last(struct patience *patience, PGconn *conn)
{
	PGresult *last = NULL, *next;

	while ((next = patience_result(patience, conn))) {
		PQclear(last);
		last = next;
	}
	return last;
}
