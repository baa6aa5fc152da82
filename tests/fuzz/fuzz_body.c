/*
 * The body of a request as it comes over a connection: libmicrohttpd takes it apart and
 * body.c puts it together. Bytes: the size of pieces, kind, the body.
 */
#include "collector/body.h"
#include "collector/route.h"
#include "desk.h"
#include "fuzz.h"

#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static const struct {
	const char *path, *type;
} kinds[] = {
	{"/f/r1", "application/x-www-form-urlencoded"},
	{"/f/r1", "multipart/form-data; boundary=xx"},
	{"/api/v1/rounds/r1/responses", "application/json"},
};

struct call {
	struct desk desk;
	struct body body;
	size_t piece;
	bool begun, ended;
};

static void handle(struct call *call)
{
	const struct request *request = &call->desk.request;
	const struct http_fields *form = &request->form;

	for (size_t i = 0; i < form->count; i++)
		must(is_utf8(form->list[i].name) && is_utf8(form->list[i].value));
	must(call->body.route->body == BODY_FORM ||
	     strlen(request->body) == request->body_length);
	call->body.route->handle(&call->desk.request, &call->desk.reply);
}

static void begin(struct call *call, struct MHD_Connection *connection, const char *url)
{
	struct request *request = &call->desk.request;
	const char *allow;
	const struct route *route =
		route_find("POST", url, request->arena, &request->argument, &allow);

	must(route);
	call->begun = true;
	body_begin(&call->body, request, route, connection);
}

static void end(struct call *call)
{
	body_end(&call->body);
	call->ended = true;
	if (!call->body.refused)
		handle(call);
}

static enum MHD_Result on_request(void *context, struct MHD_Connection *connection,
				  const char *url, const char *method,
				  const char *version, const char *data, size_t *size,
				  void **own)
{
	struct call *call = *(struct call **)context;
	(void)method;
	(void)version;
	(void)own;

	if (!call->begun) {
		begin(call, connection, url);
		return MHD_YES;
	}
	if (*size == 0) {
		end(call);
		return MHD_NO;
	}
	for (size_t at = 0, step; at < *size; at += step) {
		step = *size - at < call->piece ? *size - at : call->piece;
		body_take(&call->body, data + at, step);
		if (call->body.asks)
			body_admit(&call->body);
	}
	*size = 0;
	return MHD_YES;
}

/* What the client sends; it waits for no reply. */
static void send_all(int client, unsigned kind, const struct input *body)
{
	char head[300];
	int length = snprintf(head, sizeof(head),
			      "POST %s HTTP/1.1\r\nHost: x\r\nContent-Type: %s\r\n"
			      "Content-Length: %zu\r\n\r\n",
			      kinds[kind].path, kinds[kind].type, body->left);

	must(write(client, head, (size_t)length) == length);
	must(write(client, body->at, body->left) == (ssize_t)body->left);
	shutdown(client, SHUT_WR);
}

static void exchange(struct call *call, unsigned kind, const struct input *body)
{
	static struct MHD_Daemon *daemon;
	static struct call *current;
	const struct sockaddr address = {.sa_family = AF_UNIX};
	int ends[2];

	current = call;
	if (!daemon)
		daemon = MHD_start_daemon(MHD_USE_NO_LISTEN_SOCKET, 0, NULL, NULL,
					  on_request, &current, MHD_OPTION_END);
	must(daemon && socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0);
	send_all(ends[0], kind, body);
	must(MHD_add_connection(daemon, ends[1], &address, sizeof(address)));
	for (int turns = 0; !call->ended && turns < 100; turns++)
		MHD_run(daemon);
	must(call->ended);
	close(ends[0]);
	MHD_run(daemon);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input input = {data, size};
	struct call call = {.piece = 1u + input_byte(&input)};
	unsigned kind = input_byte(&input) % ARRAY_SIZE(kinds);
	struct arena *arena = arena_new();

	if (input.left < 64 * 1024) { /* as much as a socket takes at once */
		desk_begin(&call.desk, fuzz_form(0), arena);
		exchange(&call, kind, &input);
		desk_end(&call.desk, 0);
		body_release(&call.body);
	}
	arena_free(arena);
	return 0;
}
