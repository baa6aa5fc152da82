/* See watch_files.h. */
#include "watch_files.h"

#include "keys.h"

#include "forms/alloc.h"
#include "forms/text.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#define LIST ".watched"
#define ENDING ".html"

struct folder {
	const char *path;
	const struct watch_page *page;
	struct keys *written;
};

static bool make_folder(const char *path, struct error *err)
{
	struct stat found;

	if (mkdir(path, 0777) == 0 ||
	    (errno == EEXIST && stat(path, &found) == 0 && S_ISDIR(found.st_mode)))
		return true;
	return error_set(err, ERROR_INPUT, "%s: %s", path, strerror(errno));
}

static const char *path_of(const struct folder *folder, const char *file)
{
	return arena_printf(folder->page->arena, "%s/%s", folder->path, file);
}

static void write_list(FILE *out, const struct folder *folder)
{
	for (uint32_t i = 0; i < keys_count(folder->written); i++)
		fprintf(out, "%s\n", keys_label(folder->written, i));
}

/* The page of the unit; without one the list, or all units. */
static void write_content(FILE *out, const struct folder *folder, const char *file,
			  const struct watch_unit *unit)
{
	if (unit)
		watch_unit_page(out, folder->page, unit);
	else if (strcmp(file, LIST) == 0)
		write_list(out, folder);
	else
		watch_index(out, folder->page);
}

static bool put(const struct folder *folder, const char *file,
		const struct watch_unit *unit, struct error *err)
{
	const char *path = path_of(folder, file);
	const char *draft = arena_printf(folder->page->arena, "%s/.%ld.new",
					 folder->path, (long)getpid());
	FILE *out = fopen(draft, "wb");
	bool failed = !out;

	if (out) {
		write_content(out, folder, file, unit);
		failed = ferror(out);
		failed = fclose(out) != 0 || failed;
	}
	if (!failed && rename(draft, path) == 0)
		return true;
	error_set(err, ERROR_SYSTEM, "%s: %s", path, strerror(errno));
	unlink(draft);
	return false;
}

/* A page beside the list, whoever wrote that. */
static bool is_page(const char *file)
{
	size_t length = strlen(file), ending = strlen(ENDING);

	return *file != '.' && !strchr(file, '/') && length > ending &&
	       strcmp(file + length - ending, ENDING) == 0;
}

static void take_away_old(const struct folder *folder)
{
	FILE *list = fopen(path_of(folder, LIST), "rb");
	char *line = NULL;
	size_t room = 0;
	ssize_t length;

	while (list && (length = getline(&line, &room, list)) > 0) {
		line[length - (line[length - 1] == '\n')] = '\0';
		if (is_page(line) && keys_find(folder->written, 0, line) == KEYS_NONE)
			unlink(path_of(folder, line));
	}
	free(line);
	if (list)
		fclose(list);
}

static bool write_all(struct folder *folder, struct error *err)
{
	const struct watch *watch = folder->page->watch;
	bool added, done = true;

	keys_add(folder->written, 0, "index.html", &added);
	for (size_t i = 0; done && i < watch->count; i++) {
		const struct watch_unit *unit = &watch->units[i];
		const char *file = watch_file(folder->page, unit->code);
		keys_add(folder->written, 0, file, &added);
		done = put(folder, file, unit, err);
	}
	if (!done || !put(folder, "index.html", NULL, err))
		return false;
	take_away_old(folder);
	return put(folder, LIST, NULL, err);
}

bool watch_write_pages(const char *path, const struct watch_page *page,
		       struct error *err)
{
	struct folder folder = {.path = path, .page = page};

	if (!make_folder(path, err))
		return false;
	folder.written = keys_new();
	bool done = write_all(&folder, err);
	keys_free(folder.written);
	return done;
}
