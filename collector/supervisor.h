/*
 * What a service manager and a service tell each other: a socket that is handed over
 * (LISTEN_FDS, LISTEN_PID), and how far the service has come (NOTIFY_SOCKET). This is
 * systemd's protocol, which is plain enough to be spoken without its library.
 */
#ifndef HAILONG_COLLECTOR_SUPERVISOR_H
#define HAILONG_COLLECTOR_SUPERVISOR_H

#include "forms/error.h"

/* The listening socket that was handed to this process, *socket -1 where there is none.
 * False where there are several, or it is no listening stream socket. */
bool supervisor_socket(int *socket, struct error *err) MUST_CHECK;

/* "READY=1", "STOPPING=1"; does nothing where nobody listens. */
void supervisor_tell(const char *state);

#endif
