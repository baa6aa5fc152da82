/* GET /reports/…: what the analyzer wrote, for leaders (or for all, where the
 * administrator says so). */
#include "page.h"
#include "policy.h"
#include "route.h"
#include "server.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { STYLE_BYTES_MAX = 64 * 1024 };

static const struct {
	const char *ending, *type;
} types[] = {
	{".html", "text/html; charset=utf-8"},
	{".css", "text/css; charset=utf-8"},
	{".js", "text/javascript; charset=utf-8"},
	{".csv", "text/csv; charset=utf-8"},
	{".json", "application/json"},
	{".svg", "image/svg+xml"},
	{".pdf", "application/pdf"},
	{".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
};

static const char *type_of(const char *path)
{
	size_t length = strlen(path);

	for (size_t i = 0; i < ARRAY_SIZE(types); i++) {
		size_t ending = strlen(types[i].ending);
		if (length > ending &&
		    strcmp(path + length - ending, types[i].ending) == 0)
			return types[i].type;
	}
	return "application/octet-stream";
}

/* Plain names between the slashes: no "..", nothing hidden, nothing empty inside. */
static bool is_plain(const char *path)
{
	while (*path) {
		size_t length = strcspn(path, "/");
		if (length == 0 || *path == '.' || memchr(path, '\\', length))
			return false;
		path += length;
		if (*path == '/')
			path++;
	}
	return true;
}

/* An open regular file below the folder, or -1. */
static int open_below(const char *folder, const char *path)
{
	struct stat status;
	int root = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int file =
		root < 0 ? -1 : openat(root, path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

	if (root >= 0)
		close(root);
	if (file >= 0 && (fstat(file, &status) != 0 || !S_ISREG(status.st_mode))) {
		close(file);
		file = -1;
	}
	return file;
}

/* A page of ours may have one style, near its beginning, and style sheets beside it;
 * nothing else has any. */
static const char *policy_of(struct arena *arena, int file, const char *type)
{
	char *head = arena_alloc(arena, STYLE_BYTES_MAX + 1, 1);
	bool is_html = strncmp(type, "text/html", 9) == 0;
	ssize_t length = is_html ? pread(file, head, STYLE_BYTES_MAX, 0) : 0;
	char *style = length > 0 ? strstr(head, "<style>") : NULL;
	char *end = style ? strstr(style, "</style>") : NULL;

	style = end ? style + strlen("<style>") : NULL;
	char *policy = policy_text(style, style ? (size_t)(end - style) : 0,
				   is_html ? POLICY_REPORT : POLICY_FILE);
	const char *kept = arena_strdup(arena, policy);
	free(policy);
	return kept;
}

static void send_file(struct request *request, struct reply *reply)
{
	const char *folder = server_options(request->server)->reports;
	const char *path = request->argument;
	size_t length = strlen(path);

	if (length == 0 || path[length - 1] == '/')
		path = arena_printf(request->arena, "%sindex.html", path);
	if (folder && is_plain(path))
		reply->file = open_below(folder, path);
	if (reply->file < 0) {
		page_message(reply, 404, request_language(request), UI_NOT_FOUND_TITLE,
			     UI_NOTHING_HERE);
		return;
	}
	reply->type = type_of(path);
	reply->policy = policy_of(request->arena, reply->file, reply->type);
}

static void ask_token(struct request *request, struct reply *reply, struct db *db)
{
	const char *language = request_language(request);
	char name[TOKEN_NAME_BYTES];
	enum access_role role = ACCESS_NONE;
	struct error err = {0};

	if (!server_access(request, db, &role, name, &err)) {
		page_failure(reply, language, &err);
	} else if (role == ACCESS_LEADER || role == ACCESS_ADMIN) {
		send_file(request, reply);
	} else {
		reply_header(reply, "WWW-Authenticate",
			     "Basic realm=\"Hai Long\", charset=\"UTF-8\"");
		page_message(reply, 401, language, UI_REPORT_TITLE, UI_REPORT_DENIED);
	}
}

void page_report(struct request *request, struct reply *reply)
{
	if (server_options(request->server)->public_reports)
		send_file(request, reply);
	else
		page_with_db(request, reply, ask_token);
}
