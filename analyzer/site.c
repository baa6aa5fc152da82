/* See site.h. */
#include "site.h"

#include "keys.h"

#include "forms/alloc.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct site {
	const char *folder, *list;
	struct arena *arena;
	struct keys *written;
};

/* Makes the folder where it is missing; its parent must be there. */
static bool make_folder(const char *path, struct error *err)
{
	struct stat found;

	if (mkdir(path, 0777) == 0 ||
	    (errno == EEXIST && stat(path, &found) == 0 && S_ISDIR(found.st_mode)))
		return true;
	return error_set(err, ERROR_INPUT, "%s: %s", path, strerror(errno));
}

struct site *site_open(const char *folder, const char *list, struct error *err)
{
	if (!make_folder(folder, err))
		return NULL;
	struct site *site = xcalloc(1, sizeof(*site));
	site->folder = folder;
	site->list = list;
	site->arena = arena_new();
	site->written = keys_new();
	return site;
}

void site_close(struct site *site)
{
	if (!site)
		return;
	arena_free(site->arena);
	keys_free(site->written);
	free(site);
}

/* The one folder a file may lie in below that of the report. */
static bool make_folder_of(const struct site *site, const char *file, struct error *err)
{
	const char *slash = strrchr(file, '/');

	return !slash || make_folder(arena_printf(site->arena, "%s/%.*s", site->folder,
						  (int)(slash - file), file),
				     err);
}

static bool put(const struct site *site, const char *file, site_writer *write,
		void *context, struct error *err)
{
	const char *path = arena_printf(site->arena, "%s/%s", site->folder, file);
	const char *draft =
		arena_printf(site->arena, "%s/.%ld.new", site->folder, (long)getpid());
	FILE *out = fopen(draft, "wb");
	bool failed = !out;

	if (out) {
		write(out, context);
		failed = ferror(out);
		failed = fclose(out) != 0 || failed;
	}
	if (!failed && rename(draft, path) == 0)
		return true;
	error_set(err, ERROR_SYSTEM, "%s: %s", path, strerror(errno));
	unlink(draft);
	return false;
}

bool site_write(struct site *site, const char *file, site_writer *write, void *context,
		struct error *err)
{
	bool added;

	arena_reset(site->arena);
	keys_add(site->written, 0, file, &added);
	return make_folder_of(site, file, err) && put(site, file, write, context, err);
}

static void copy_stream(FILE *out, void *context)
{
	FILE *from = context;
	char block[8192];

	rewind(from);
	for (size_t n; (n = fread(block, 1, sizeof(block), from)) > 0;)
		fwrite(block, 1, n, out);
}

bool site_copy(struct site *site, const char *file, FILE *from, struct error *err)
{
	if (!site_write(site, file, copy_stream, from, err))
		return false;
	return !ferror(from) || error_set(err, ERROR_SYSTEM, "%s: can't be read", file);
}

size_t site_size(const struct site *site, const char *file)
{
	struct stat found;
	const char *path = arena_printf(site->arena, "%s/%s", site->folder, file);

	return stat(path, &found) == 0 && found.st_size > 0 ? (size_t)found.st_size : 0;
}

/* --- what was written the last time --- */

/* A relative path of plain names, whoever wrote the list. */
static bool is_ours(const char *file)
{
	bool start = true;

	for (const char *at = file; *at; at++) {
		if (start && (*at == '.' || *at == '/'))
			return false;
		start = *at == '/';
	}
	return !start;
}

static void take_away_old(struct site *site, FILE *list)
{
	char *line = NULL;
	size_t room = 0;
	ssize_t length;

	while ((length = getline(&line, &room, list)) > 0) {
		line[length - (line[length - 1] == '\n')] = '\0';
		if (is_ours(line) && keys_find(site->written, 0, line) == KEYS_NONE)
			unlink(arena_printf(site->arena, "%s/%s", site->folder, line));
	}
	free(line);
}

static bool write_list(const struct site *site, const char *path, struct error *err)
{
	FILE *out = fopen(path, "wb");
	bool failed = !out;

	for (uint32_t i = 0; out && i < keys_count(site->written); i++)
		fprintf(out, "%s\n", keys_label(site->written, i));
	if (out)
		failed = ferror(out);
	if (out && fclose(out) != 0)
		failed = true;
	return !failed || error_set(err, ERROR_SYSTEM, "%s: %s", path, strerror(errno));
}

bool site_finish(struct site *site, struct error *err)
{
	const char *path = arena_printf(site->arena, "%s/%s", site->folder, site->list);
	FILE *list = fopen(path, "rb");

	if (list) {
		take_away_old(site, list);
		fclose(list);
	}
	return write_list(site, path, err);
}
