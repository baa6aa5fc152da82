/* compare: a round with an earlier one, or domains or items of one round. */
#include "as_of.h"
#include "comparable.h"
#include "contrasts.h"
#include "contrasts_output.h"

#include <string.h>

/* What is compared; exactly one option names it. */
enum against {
	AGAINST_ROUND,
	AGAINST_FILE,
	AGAINST_DOMAIN,
	AGAINST_ITEM,
	AGAINST_COUNT
};

static const char *const against_options[AGAINST_COUNT] = {
	[AGAINST_ROUND] = "base",
	[AGAINST_FILE] = "base-csv",
	[AGAINST_DOMAIN] = "base-domain",
	[AGAINST_ITEM] = "base-item",
};

struct comparing {
	struct methods methods, base_methods;
	struct source_options options;
	enum against against;
	const char *base_name;
	struct reading now, base;
	bool comparable;
	struct contrasts contrasts;
};

static bool read_against(struct comparing *c, const struct invocation *call,
			 struct error *err)
{
	size_t given = 0;

	for (int i = 0; i < AGAINST_COUNT; i++) {
		const char *value = option_value(call, against_options[i]);
		if (!value)
			continue;
		c->against = (enum against)i;
		c->base_name = value;
		given++;
	}
	return given == 1 || error_set(err, ERROR_INPUT,
				       "compare needs one of --base, --base-csv, "
				       "--base-domain and --base-item");
}

static bool has_two_readings(const struct comparing *c)
{
	return c->against == AGAINST_ROUND || c->against == AGAINST_FILE;
}

/* Options that would do nothing with what is compared. */
static bool check_against(const struct comparing *c, const struct invocation *call,
			  struct error *err)
{
	const char *const *values;

	if (c->against == AGAINST_ROUND && !c->options.round)
		return error_set(err, ERROR_INPUT, "--base goes with --round");
	if (c->against == AGAINST_FILE && !c->options.csv)
		return error_set(err, ERROR_INPUT, "--base-csv goes with --csv");
	if (c->against == AGAINST_ROUND && strcmp(c->options.round, c->base_name) == 0)
		return error_set(err, ERROR_INPUT, "--round and --base are the same");
	if (c->against == AGAINST_DOMAIN && option_values(call, "by", &values) != 1)
		return error_set(err, ERROR_INPUT, "--base-domain needs one --by");
	if (c->against == AGAINST_ITEM && !option_value(call, "item"))
		return error_set(err, ERROR_INPUT, "--base-item needs --item");
	if (c->against == AGAINST_ITEM && strpbrk(c->base_name, ","))
		return error_set(err, ERROR_INPUT, "--base-item takes one name");
	if (c->against != AGAINST_ROUND && option_value(call, "force"))
		return error_set(err, ERROR_INPUT, "--force belongs to --base");
	if (!has_two_readings(c) && option_value(call, "base-rake"))
		return error_set(err, ERROR_INPUT,
				 "--base-rake belongs to --base and --base-csv");
	return has_two_readings(c) || c->methods.figures.variance == VARIANCE_TAYLOR ||
	       error_set(err, ERROR_INPUT,
			 "within a round --variance is always taylor");
}

static bool read_options(struct comparing *c, const struct invocation *call,
			 struct error *err)
{
	const char *rake = option_value(call, "base-rake");

	if (!reading_source(call, &c->options, err) ||
	    !as_of_read(call, &c->options, err) || !read_against(c, call, err) ||
	    !methods_read(&c->methods, call, err) || !check_against(c, call, err))
		return false;
	c->base_methods = c->methods;
	c->options.whole_units = c->methods.rake;
	if (rake && !c->methods.rake)
		return error_set(err, ERROR_INPUT, "--base-rake goes with --rake");
	if (rake)
		c->base_methods.rake = rake;
	return true;
}

static bool check_comparable(struct comparing *c, const struct invocation *call,
			     struct error *err)
{
	struct error reason = {0};
	enum comparable found;

	if (c->against == AGAINST_ROUND) {
		if (!comparable_find(&c->now, &c->base, &found, err))
			return false;
		comparable_reason(found, &c->now, &c->base, &reason);
	}
	c->comparable = reason.code == ERROR_NONE;
	if (!c->comparable && !option_value(call, "force"))
		return error_set(err, reason.code,
				 "%s; --force compares them all the same, and marks it",
				 reason.message);
	if (!c->comparable)
		fprintf(stderr, "%s\n", reason.message);
	return true;
}

static bool open_sources(struct comparing *c, struct error *err)
{
	struct source_options base = c->options;

	c->now.named = c->base.named = has_two_readings(c);
	if (!reading_open(&c->now, &c->options, err))
		return false;
	if (!has_two_readings(c))
		return true;
	if (c->against == AGAINST_ROUND)
		base.round = c->base_name;
	else
		base.csv = c->base_name;
	return reading_open(&c->base, &base, err);
}

static bool ask(struct comparing *c, const struct invocation *call, struct error *err)
{
	const char *more = c->against == AGAINST_ITEM ? c->base_name : NULL;

	if (!reading_ask(&c->now, call, more, err))
		return false;
	if (agenda_has_totals(c->now.agenda))
		return error_set(err, ERROR_INPUT,
				 "totals are estimated, not compared");
	if (c->against == AGAINST_ITEM) {
		c->base_name = agenda_name(c->now.agenda, c->base_name);
		agenda_pair(c->now.agenda);
	}
	return !has_two_readings(c) || reading_ask(&c->base, call, NULL, err);
}

static bool compare(struct comparing *c, struct error *err)
{
	bool two = has_two_readings(c);

	if (!reading_take(&c->now, &c->methods, err))
		return !two ? false
			    : error_prefix(err, "%s", source_name(c->now.source));
	reading_tell(&c->now, &c->methods);
	if (!two && c->against == AGAINST_DOMAIN)
		return contrasts_of_domains(&c->contrasts, &c->now, c->base_name,
					    &c->methods.figures, err);
	if (!two) {
		contrasts_of_items(&c->contrasts, &c->now, c->base_name,
				   &c->methods.figures);
		return true;
	}
	if (!reading_take(&c->base, &c->base_methods, err))
		return error_prefix(err, "%s", source_name(c->base.source));
	reading_tell(&c->base, &c->base_methods);
	contrasts_of_rounds(&c->contrasts, &c->base, &c->now);
	return true;
}

static void print(const struct comparing *c)
{
	struct contrasts_output output = {.out = stdout,
					  .now = &c->now,
					  .methods = &c->methods,
					  .base_kind = against_options[c->against],
					  .base = c->base_name,
					  .comparable = c->comparable};

	contrasts_write(&output, &c->contrasts);
}

static bool rejected(const struct comparing *c)
{
	return source_rejected(c->now.source) ||
	       (c->base.source && source_rejected(c->base.source));
}

enum exit_code command_compare(const struct invocation *call, struct error *err)
{
	struct comparing c = {0};
	enum exit_code code = EXIT_FAILED;

	if (!read_options(&c, call, err))
		return EXIT_USAGE;
	if (!open_sources(&c, err) || !check_comparable(&c, call, err))
		goto out;
	if (!ask(&c, call, err)) {
		code = EXIT_USAGE;
		goto out;
	}
	if (!compare(&c, err))
		goto out;
	print(&c);
	code = rejected(&c) ? EXIT_REJECTED : EXIT_DONE;
out:
	contrasts_release(&c.contrasts);
	reading_release(&c.now);
	reading_release(&c.base);
	return code;
}
