/* watch: a running round at a glance, once or again and again. */
#include "commands_rank.h"
#include "commands_watch.h"
#include "comparable.h"
#include "watch_files.h"
#include "watch_output.h"

#include "forms/alloc.h"
#include "forms/text.h"

#include <inttypes.h>
#include <string.h>
#include <time.h>

enum { EVERY_MAX = 86400, MICROSECONDS_A_SECOND = 1000000 };

struct watching {
	const char *db, *round, *base, *folder;
	struct methods methods;
	struct watch_options options;
	uint64_t every; /* 0: once */
	bool prints;
};

static bool read_rate(struct watching *w, const struct invocation *call,
		      struct error *err)
{
	const char *text = option_value(call, "alarm");
	int64_t limit = 1000;

	if (text && !w->base)
		return error_set(err, ERROR_INPUT, "--alarm goes with --base");
	if (text && (strncmp(text, "1/", 2) != 0 || !text_integer(text + 2, &limit) ||
		     limit < 2))
		return error_set(err, ERROR_INPUT,
				 "--alarm takes one false alarm in N answers, such as "
				 "1/1000, not '%.60s'",
				 text);
	w->options.limit = (double)limit;
	return true;
}

static bool read_options(struct watching *w, const struct invocation *call,
			 struct error *err)
{
	*w = (struct watching){.db = option_value(call, "db"),
			       .round = option_value(call, "round"),
			       .base = option_value(call, "base"),
			       .folder = option_value(call, "out")};
	if (!w->round)
		return error_set(err, ERROR_INPUT, "watch needs --round CODE");
	if (!methods_read(&w->methods, call, err) || !read_rate(w, call, err) ||
	    !option_whole(call, "every", 1, &w->every, err))
		return false;
	if (w->every > EVERY_MAX)
		return error_set(err, ERROR_INPUT, "--every takes at most %d seconds",
				 EVERY_MAX);
	if (w->methods.pass.selection == SELECTION_ALL)
		return error_set(err, ERROR_INPUT,
				 "watch never mixes a sample with open answers: "
				 "--selection sample or open");
	w->options.level = w->methods.figures.level;
	if (w->base && w->options.level <= 0.5)
		return error_set(err, ERROR_INPUT,
				 "with --base --level takes a number above 0.5");
	w->options.min_n = w->methods.figures.min_n;
	w->options.unit = option_value(call, "unit");
	w->prints = !w->folder || option_value(call, "format");
	return true;
}

static bool open_round(struct reading *reading, const struct watching *w,
		       const char *round, struct error *err)
{
	const struct source_options options = {.db = w->db, .round = round};

	return reading_open(reading, &options, err);
}

static struct arrivals *read_past(struct reading *base, const struct reading *now,
				  const struct watching *w, struct error *err)
{
	enum comparable found;
	struct error reason = {0};

	if (!open_round(base, w, w->base, err) ||
	    !comparable_find(now, base, &found, err))
		return NULL;
	comparable_reason(found, now, base, &reason);
	if (reason.code != ERROR_NONE) {
		*err = reason;
		return NULL;
	}
	return arrivals_read(base->source, w->methods.pass.selection, err);
}

/* What the columns do not say. */
static void tell(const struct watch *watch)
{
	if (watch->aside)
		fprintf(stderr,
			"%zu open (self-selected) responses stand aside; --selection "
			"open takes them instead of the sample\n",
			watch->aside);
	if (watch->open && watch->count)
		fputs("no response is of a drawn sample: the figures speak only of "
		      "those who came by themselves\n",
		      stderr);
	if (watch->past_differs)
		fputs("no past: one round has a sample, the other open responses\n",
		      stderr);
	if (watch->has_design)
		fputs("weights and the design are not used here, see estimate\n",
		      stderr);
	if (!watch->count)
		fputs("no responses to watch\n", stderr);
}

static bool show(const struct watching *w, const struct watch *watch,
		 const struct source *source, struct error *err)
{
	struct watch_page page = {.watch = watch,
				  .source = source,
				  .base = w->base,
				  .language = w->methods.language,
				  .every = (unsigned)w->every,
				  .made_at =
					  (int64_t)time(NULL) * MICROSECONDS_A_SECOND,
				  .arena = watch->arena};

	if (w->prints)
		watch_output(&page, w->methods.format);
	return !w->folder || watch_write_pages(w->folder, &page, err);
}

static bool watch_once(const struct watching *w, bool tells, struct error *err)
{
	struct reading now = {0}, base = {0};
	struct arrivals *arrivals = NULL, *past = NULL;
	struct watch watch = {0};
	bool done = false;

	if (!open_round(&now, w, w->round, err) ||
	    (w->base && !(past = read_past(&base, &now, w, err))) ||
	    !(arrivals = arrivals_read(now.source, w->methods.pass.selection, err)))
		goto out;
	watch_init(&watch, arrivals, past, &w->options);
	if (tells)
		tell(&watch);
	done = show(w, &watch, now.source, err);
	watch_release(&watch);
out:
	arrivals_free(arrivals);
	arrivals_free(past);
	reading_release(&now);
	reading_release(&base);
	return done;
}

/* Until somebody ends it. A database that is away for a while leaves the pages as they
 * are; they say of when they are. */
static void watch_again(const struct watching *w)
{
	struct timespec pause = {.tv_sec = (time_t)w->every};

	for (;;) {
		struct error err = {0};
		nanosleep(&pause, NULL);
		if (!watch_once(w, false, &err))
			fprintf(stderr, "%s\n", err.message);
	}
}

enum exit_code command_watch(const struct invocation *call, struct error *err)
{
	struct watching w;

	if (!read_options(&w, call, err))
		return EXIT_USAGE;
	if (!watch_once(&w, true, err))
		return EXIT_FAILED;
	if (w.every)
		watch_again(&w);
	return EXIT_DONE;
}
