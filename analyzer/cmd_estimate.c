/* estimate: figures of a round or a microdata file, as a table, CSV or JSON. */
#include "as_of.h"
#include "commands.h"
#include "output.h"
#include "reading.h"

static void print_figures(const struct reading *reading, const struct methods *methods)
{
	struct output output = {
		.out = stdout,
		.language = methods->language,
		.source = reading->source,
		.weighted = reading_is_weighted(reading),
		.raked = reading->raking,
		.variance = methods->figures.variance,
		.level = methods->figures.level,
		.min_n = methods->figures.min_n,
		.nlevels = form_levels_max(source_form(reading->source)),
	};

	output_figures(&output, methods->format, reading->figures);
}

enum exit_code command_estimate(const struct invocation *call, struct error *err)
{
	struct reading reading = {0};
	struct source_options options;
	struct methods methods;
	enum exit_code code = EXIT_FAILED;

	if (!reading_source(call, &options, err) || !as_of_read(call, &options, err) ||
	    !methods_read(&methods, call, err))
		return EXIT_USAGE;
	options.whole_units = methods.rake;
	if (!reading_open(&reading, &options, err))
		goto out;
	if (!reading_ask(&reading, call, NULL, err)) {
		code = EXIT_USAGE;
		goto out;
	}
	if (!reading_take(&reading, &methods, err))
		goto out;
	reading_tell(&reading, &methods);
	print_figures(&reading, &methods);
	code = source_rejected(reading.source) ? EXIT_REJECTED : EXIT_DONE;
out:
	reading_release(&reading);
	return code;
}
