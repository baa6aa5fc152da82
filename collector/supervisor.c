/* See supervisor.h. */
#include "supervisor.h"

#include "forms/text.h"

#include <fcntl.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { FIRST_SOCKET = 3 };

static int64_t number_in(const char *name)
{
	const char *text = getenv(name);
	int64_t number = 0;

	return text && text_integer(text, &number) ? number : 0;
}

bool supervisor_socket(int *socket, struct error *err)
{
	int listens = 0;
	socklen_t length = sizeof(listens);
	int64_t count = number_in("LISTEN_FDS");

	*socket = -1;
	/* the variables may be meant for a parent of ours */
	if (number_in("LISTEN_PID") != getpid() || count == 0)
		return true;
	if (count != 1)
		return error_set(err, ERROR_INPUT,
				 "one socket can be handed over only");
	if (getsockopt(FIRST_SOCKET, SOL_SOCKET, SO_ACCEPTCONN, &listens, &length) !=
		    0 ||
	    !listens)
		return error_set(err, ERROR_INPUT,
				 "what was handed over is no listening socket");
	fcntl(FIRST_SOCKET, F_SETFD, FD_CLOEXEC);
	*socket = FIRST_SOCKET;
	return true;
}

void supervisor_tell(const char *state)
{
	const char *path = getenv("NOTIFY_SOCKET");
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	size_t length = path ? strlen(path) : 0;

	if (length < 2 || length > sizeof(address.sun_path) ||
	    (path[0] != '/' && path[0] != '@'))
		return;
	memcpy(address.sun_path, path, length);
	if (path[0] == '@')
		address.sun_path[0] = '\0'; /* an abstract name */
	int to = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (to < 0)
		return;
	(void)!sendto(to, state, strlen(state), MSG_NOSIGNAL,
		      (const struct sockaddr *)&address,
		      (socklen_t)(offsetof(struct sockaddr_un, sun_path) + length));
	close(to);
}
