/* modes: estimates by selection, channel and collector, with their gap to the sample. */
#include "commands_context.h"
#include "modes_output.h"

#include <inttypes.h>

static bool ask(struct reading *reading, const struct invocation *call,
		struct error *err)
{
	const char *const *names;
	const char *const *statistics;
	size_t nnames = option_values(call, "item", &names);
	size_t nstatistics = option_values(call, "statistic", &statistics);

	if (!modes_ask(reading, err))
		return false;
	reading->agenda = agenda_new(source_form(reading->source), names, nnames,
				     statistics, nstatistics, err);
	if (!reading->agenda)
		return false;
	return !agenda_has_totals(reading->agenda) ||
	       error_set(err, ERROR_INPUT, "totals are estimated, not compared");
}

static void tell(const struct reading *reading, const struct apart *apart)
{
	uint64_t sample = apart_responses(apart, SIDE_SAMPLE);
	uint64_t open = apart_responses(apart, SIDE_OPEN);

	reading_tell_rejects(reading);
	if (sample && open)
		fprintf(stderr,
			"the index is made from the sample, %" PRIu64
			" responses; %" PRIu64
			" open (self-selected) ones stand beside it, never pooled\n",
			sample, open);
	else if (open)
		fputs("no response is of a drawn sample: the open (self-selected) "
		      "ones have nothing to be held against\n",
		      stderr);
	else if (!sample)
		fputs("no responses to estimate from\n", stderr);
}

enum exit_code command_modes(const struct invocation *call, struct error *err)
{
	struct reading reading = {0};
	struct apart apart = {0};
	struct modes modes = {0};
	struct source_options options;
	struct methods methods;
	enum exit_code code = EXIT_FAILED;

	if (!reading_source(call, &options, err) || !methods_read(&methods, call, err))
		return EXIT_USAGE;
	if (!reading_open(&reading, &options, err))
		goto out;
	if (!ask(&reading, call, err)) {
		code = EXIT_USAGE;
		goto out;
	}
	if (!apart_take(&apart, &reading, &methods, err))
		goto out;
	tell(&reading, &apart);
	modes_make(&modes, &apart, &reading, &methods);
	modes_write(&(struct modes_output){stdout, &reading, &apart, &methods}, &modes);
	code = source_rejected(reading.source) ? EXIT_REJECTED : EXIT_DONE;
out:
	modes_release(&modes);
	apart_release(&apart);
	reading_release(&reading);
	return code;
}
