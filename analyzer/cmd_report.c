/* report: reads a round, writes the pages for leaders and the figures behind them. */
#include "report_site.h"
#include "report_store.h"

#include <time.h>

static const char *today(struct arena *arena)
{
	time_t now = time(NULL);
	struct tm parts = {0};

	localtime_r(&now, &parts);
	return arena_printf(arena, "%04d-%02d-%02d", parts.tm_year + 1900,
			    parts.tm_mon + 1, parts.tm_mday);
}

static bool write_report(const struct report_data *data, const struct methods *methods,
			 const struct invocation *call, struct error *err)
{
	struct report report = {.data = data,
				.methods = methods,
				.language = methods->language,
				.made_on = today(data->arena),
				.pdf = option_value(call, "pdf"),
				.arena = arena_new()};
	bool done = report_write_all(option_value(call, "out"), &report, err) &&
		    (!option_value(call, "store") || report_store(&report, err));

	arena_free(report.arena);
	return done;
}

enum exit_code command_report(const struct invocation *call, struct error *err)
{
	const char *folder = option_value(call, "out");
	struct report_options options = {.now = {.db = option_value(call, "db"),
						 .round = option_value(call, "round")},
					 .base = option_value(call, "base")};
	struct report_data data = {0};
	struct methods methods;

	if (!options.now.round || !folder)
		return usage_error(err, "report needs --round CODE and --out DIR");
	if (!methods_read(&methods, call, err))
		return EXIT_USAGE;
	bool done = report_data_read(&data, &options, &methods, err) &&
		    write_report(&data, &methods, call, err);
	if (done && methods.rake)
		reading_tell(&data.now, &methods);
	report_data_release(&data);
	return done ? EXIT_DONE : EXIT_FAILED;
}
