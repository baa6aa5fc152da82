/* Options that say how to estimate; see commands.h. */
#include "commands.h"

#include "forms/alloc.h"
#include "forms/text.h"

#include <math.h>
#include <string.h>

/* One option: reads its value, false when it is none. */
struct method_option {
	const char *name, *takes;
	bool (*read)(struct methods *methods, const char *value);
};

static bool find_name(const char *const *names, int count, const char *value,
		      int *found)
{
	for (int i = 0; i < count; i++) {
		if (!names[i] || strcmp(names[i], value) != 0)
			continue;
		*found = i;
		return true;
	}
	return false;
}

static bool read_selection(struct methods *methods, const char *value)
{
	static const char *const names[SELECTION_RULE_COUNT] = {
		[SELECTION_SAMPLE] = "sample",
		[SELECTION_OPEN] = "open",
		[SELECTION_ALL] = "all",
	};
	int found = SELECTION_AUTO;
	bool known = find_name(names, SELECTION_RULE_COUNT, value, &found);

	methods->pass.selection = (enum selection_rule)found;
	return known;
}

static bool read_design(struct methods *methods, const char *value)
{
	static const char *const names[DESIGN_RULE_COUNT] = {
		[DESIGN_SRS] = "srs",
		[DESIGN_WEIGHTED] = "weighted",
	};
	int found = DESIGN_AUTO;
	bool known = find_name(names, DESIGN_RULE_COUNT, value, &found);

	methods->pass.design = (enum design_rule)found;
	return known;
}

static bool read_channel(struct methods *methods, const char *value)
{
	methods->pass.channel = value;
	return *value && channel_find(value) < CHANNEL_COUNT;
}

static bool read_ci(struct methods *methods, const char *value)
{
	methods->figures.has_method = true;
	return interval_from_name(value, &methods->figures.method);
}

static bool read_level(struct methods *methods, const char *value)
{
	return text_number(value, &methods->figures.level) &&
	       methods->figures.level > 0 && methods->figures.level < 1;
}

static bool read_lonely(struct methods *methods, const char *value)
{
	return lonely_from_name(value, &methods->figures.lonely);
}

static bool read_min_n(struct methods *methods, const char *value)
{
	int64_t number;

	if (!text_integer(value, &number) || number < 0)
		return false;
	methods->figures.min_n = (uint64_t)number;
	return true;
}

static bool read_trim(struct methods *methods, const char *value)
{
	struct rake_options *rake = &methods->rake_options;
	char *low = xstrdup(value), *comma = strchr(low, ',');
	bool read = comma;

	if (comma)
		*comma = '\0';
	read = read && text_number(low, &rake->low) &&
	       text_number(comma + 1, &rake->high) && rake->low >= 0 && rake->low < 1 &&
	       rake->high > 1;
	free(low);
	return read;
}

static bool read_rake(struct methods *methods, const char *value)
{
	methods->rake = value;
	return *value;
}

static bool read_variance(struct methods *methods, const char *value)
{
	return variance_method_from_name(value, &methods->figures.variance);
}

static bool read_replicates(struct methods *methods, const char *value)
{
	int64_t number;

	if (!text_integer(value, &number) || number < 2 || number > REPLICATES_MAX)
		return false;
	methods->figures.nreplicates = (size_t)number;
	return true;
}

static bool read_seed(struct methods *methods, const char *value)
{
	int64_t number;

	if (!text_integer(value, &number) || number < 0)
		return false;
	methods->figures.seed = (uint64_t)number;
	return true;
}

static bool read_format(struct methods *methods, const char *value)
{
	return output_format_from_name(value, &methods->format);
}

static bool read_language(struct methods *methods, const char *value)
{
	return language_from_code(value, &methods->language);
}

static const struct method_option options[] = {
	{"selection", "sample, open or all", read_selection},
	{"channel", "web, kiosk, ticket, interview, phone, post, paper, box or hotline",
	 read_channel},
	{"design", "srs or weighted", read_design},
	{"ci",
	 "wilson, wilson-cc, agresti-coull, clopper-pearson, jeffreys, logit, beta, "
	 "xlogit, likelihood, asin or wald",
	 read_ci},
	{"level", "a number between 0 and 1, such as 0.95", read_level},
	{"lonely-psu", "fail, remove, certainty, adjust or average", read_lonely},
	{"min-n", "a whole number, 0 or more", read_min_n},
	{"rake", "a file with the columns variable, level, total", read_rake},
	{"trim",
	 "two bounds of the factors such as 0.3,3, the first below 1, the other "
	 "above",
	 read_trim},
	{"variance", "taylor, jackknife or bootstrap", read_variance},
	{"replicates", "a whole number from 2 to 100000", read_replicates},
	{"seed", "a whole number, 0 or more", read_seed},
	{"format", "table, csv or json", read_format},
	{"lang", "vi or en", read_language},
};

static bool has_option(const struct command *command, const char *name)
{
	for (const struct option *o = command->options; o->name; o++)
		if (strcmp(o->name, name) == 0)
			return true;
	return false;
}

/* The option's value; NULL where it was not given or the command has none. */
static const char *given(const struct invocation *call, const char *name)
{
	return has_option(call->command, name) ? option_value(call, name) : NULL;
}

/* An option that would do nothing is a mistake. */
static bool go_together(const struct methods *methods, const struct invocation *call,
			struct error *err)
{
	bool bootstrap = methods->figures.variance == VARIANCE_BOOTSTRAP;

	if (given(call, "trim") && !given(call, "rake"))
		return error_set(err, ERROR_INPUT, "--trim belongs to --rake");
	if (given(call, "replicates") && !bootstrap)
		return error_set(err, ERROR_INPUT,
				 "--replicates belongs to --variance bootstrap");
	if (has_option(call->command, "variance") && given(call, "seed") && !bootstrap)
		return error_set(err, ERROR_INPUT,
				 "--seed belongs to --variance bootstrap");
	return !given(call, "rake") || methods->figures.variance == VARIANCE_TAYLOR ||
	       error_set(err, ERROR_INPUT,
			 "--rake goes with --variance taylor only: replicates would "
			 "have to be raked each by itself");
}

bool methods_read(struct methods *methods, const struct invocation *call,
		  struct error *err)
{
	*methods = (struct methods){
		.figures = {.level = 0.95, .min_n = 10, .nreplicates = 500, .seed = 1},
		.rake_options = rake_defaults()};
	for (size_t i = 0; i < ARRAY_SIZE(options); i++) {
		const char *value = given(call, options[i].name);
		if (value && !options[i].read(methods, value))
			return error_set(err, ERROR_INPUT, "--%s takes %s, not '%.60s'",
					 options[i].name, options[i].takes, value);
	}
	return go_together(methods, call, err);
}
