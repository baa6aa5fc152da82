/* report: reads a round, writes the page for leaders and the figures behind it. */
#include "output.h"
#include "report.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

struct reporting {
	struct methods methods;
	struct reading now, base;
	bool has_base;
	struct arena *arena;
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

/* A reader sees the old file or the new one, never half of one. */
static bool write_file(struct reporting *r, const char *folder, const char *name,
		       void (*write)(FILE *out, struct reporting *r), struct error *err)
{
	const char *path = arena_printf(r->arena, "%s/%s", folder, name);
	const char *draft =
		arena_printf(r->arena, "%s/.%s.%ld", folder, name, (long)getpid());
	FILE *out = fopen(draft, "wb");
	bool failed = !out;

	if (out) {
		write(out, r);
		failed = ferror(out);
		failed = fclose(out) != 0 || failed;
	}
	if (!failed && rename(draft, path) == 0)
		return true;
	error_set(err, ERROR_SYSTEM, "%s: %s", path, strerror(errno));
	unlink(draft);
	return false;
}

static const char *today(struct arena *arena)
{
	time_t now = time(NULL);
	struct tm parts = {0};

	localtime_r(&now, &parts);
	return arena_printf(arena, "%04d-%02d-%02d", parts.tm_year + 1900,
			    parts.tm_mon + 1, parts.tm_mday);
}

static struct report report_of(struct reporting *r)
{
	return (struct report){.now = &r->now,
			       .base = r->has_base ? &r->base : NULL,
			       .methods = &r->methods,
			       .language = r->methods.language,
			       .made_on = today(r->arena),
			       .arena = r->arena};
}

static void write_index(FILE *out, struct reporting *r)
{
	struct report report = report_of(r);

	report_page(out, &report);
}

static void write_methods(FILE *out, struct reporting *r)
{
	struct report report = report_of(r);

	report_methods(out, &report);
}

static void write_estimates(FILE *out, struct reporting *r)
{
	struct output output = {
		.out = out,
		.language = r->methods.language,
		.source = r->now.source,
		.level = r->methods.figures.level,
		.min_n = r->methods.figures.min_n,
		.nlevels = form_levels_max(source_form(r->now.source)),
	};

	output_figures(&output, OUTPUT_CSV, r->now.figures);
}

static bool read_rounds(struct reporting *r, const struct invocation *call,
			struct error *err)
{
	struct source_options options = {.db = option_value(call, "db"),
					 .round = option_value(call, "round")};

	if (!reading_fill(&r->now, &options, &r->methods, "all", REPORT_GROUPING_COUNT,
			  err))
		return false;
	options.round = option_value(call, "base");
	r->has_base = options.round;
	return !r->has_base ||
	       reading_fill(&r->base, &options, &r->methods, "index", 1, err);
}

enum exit_code command_report(const struct invocation *call, struct error *err)
{
	const char *folder = option_value(call, "out");
	struct reporting r = {0};

	if (!option_value(call, "round") || !folder)
		return usage_error(err, "report needs --round CODE and --out DIR");
	if (!methods_read(&r.methods, call, err))
		return EXIT_USAGE;
	r.arena = arena_new();
	bool done = read_rounds(&r, call, err) && make_folder(folder, err) &&
		    write_file(&r, folder, "estimates.csv", write_estimates, err) &&
		    write_file(&r, folder, "methods.html", write_methods, err) &&
		    write_file(&r, folder, "index.html", write_index, err);
	if (done && r.methods.rake)
		reading_tell(&r.now, &r.methods);
	reading_release(&r.now);
	reading_release(&r.base);
	arena_free(r.arena);
	return done ? EXIT_DONE : EXIT_FAILED;
}
