/* targets: is a target met, not met, or can't it be said, and what would settle it. */
#include "commands_rank.h"
#include "targets_output.h"

#include "forms/text.h"

#include <math.h>

/* Per cent, as a round has it; NaN where it is not given. */
static bool read_target(const struct invocation *call, double *target,
			struct error *err)
{
	const char *text = option_value(call, "target");

	*target = (double)NAN;
	if (!text)
		return !option_value(call, "csv") ||
		       error_set(err, ERROR_INPUT, "--csv needs --target PCT");
	if (!text_number(text, target) || *target <= 0 || *target > 100)
		return error_set(err, ERROR_INPUT,
				 "--target takes a per cent between 0 and 100, such as "
				 "80 or 82.5, not '%.60s'",
				 text);
	*target /= 100;
	return true;
}

static bool read_rule(struct targets_output *output, const struct methods *methods,
		      const struct invocation *call, struct error *err)
{
	int sides = VERDICT_TWO_SIDED;

	output->power = 0.8;
	if (!read_target(call, &output->rule.target, err) ||
	    !option_choice(call, "sides", verdict_sides_names, VERDICT_SIDES_COUNT,
			   &sides, err) ||
	    !option_number(call, "power", 0.5, 1 - 1e-6, &output->power, err))
		return false;
	output->rule.sides = (enum verdict_sides)sides;
	return sides == VERDICT_TWO_SIDED || methods->figures.level > 0.5 ||
	       error_set(err, ERROR_INPUT, "--sides one needs a --level above 0.5");
}

/* The target is the option's, else the round's. */
static bool find_target(struct targets_output *output, const struct source *source,
			struct error *err)
{
	if (isnan(output->rule.target))
		output->rule.target = source_round(source)->target;
	return !isnan(output->rule.target) ||
	       error_set(err, ERROR_INPUT,
			 "round %s has no target: say which, --target PCT",
			 source_name(source));
}

/* Targets are shares of 1. */
static bool are_shares(const struct agenda *agenda, struct error *err)
{
	for (size_t i = 0; i < agenda_count(agenda); i++) {
		const struct entry *entry = agenda_entry(agenda, i);
		if (entry->is_total || !statistic_in_percent(entry->statistic))
			return error_set(err, ERROR_INPUT,
					 "a target in per cent says nothing of '%s'",
					 entry->called);
	}
	return true;
}

/* Self-selected answers among those estimated from spoil a sample, too. */
static bool uses_open(const struct reading *reading, const struct methods *methods)
{
	const struct account *account = pass_account(reading->pass);
	const char *channel = methods->pass.channel;
	uint64_t open = 0;

	for (unsigned c = 0; c <= CHANNEL_COUNT; c++)
		if (!channel || channel_find(channel) == c)
			open += account->responses[c][1];
	return account->used_open ||
	       (methods->pass.selection == SELECTION_ALL && open > 0);
}

enum exit_code command_targets(const struct invocation *call, struct error *err)
{
	struct reading reading = {0};
	struct source_options options;
	struct methods methods;
	struct targets_output output = {.reading = &reading, .methods = &methods};
	enum exit_code code = EXIT_FAILED;

	if (!reading_source(call, &options, err) ||
	    !methods_read(&methods, call, err) ||
	    !read_rule(&output, &methods, call, err))
		return EXIT_USAGE;
	if (!reading_open(&reading, &options, err))
		goto out;
	if (!find_target(&output, reading.source, err) ||
	    !reading_ask(&reading, call, NULL, err) ||
	    !are_shares(reading.agenda, err)) {
		code = EXIT_USAGE;
		goto out;
	}
	if (!reading_take(&reading, &methods, err))
		goto out;
	output.rule.used_open = uses_open(&reading, &methods);
	reading_tell(&reading, &methods);
	targets_write(&output);
	code = source_rejected(reading.source) ? EXIT_REJECTED : EXIT_DONE;
out:
	reading_release(&reading);
	return code;
}
