/* funnel: dealings received, people invited, rated, satisfied; and the comments. */
#include "commands_context.h"
#include "funnel_output.h"

#include "forms/alloc.h"

#include <string.h>

struct funneling {
	struct reading reading;
	struct methods methods;
	struct apart apart;
	struct funnel *funnel;
	bool named;			    /* --channels was given */
	bool named_channels[CHANNEL_COUNT]; /* and says these */
};

static bool read_channels(struct funneling *f, const struct invocation *call,
			  struct error *err)
{
	const char *value = option_value(call, "channels");
	char *list = value ? xstrdup(value) : NULL, *rest = list;
	bool known = true;

	f->named = value;
	while (known && rest) {
		char *name = rest, *comma = strchr(rest, ',');
		if (comma)
			*comma = '\0';
		rest = comma ? comma + 1 : NULL;
		unsigned channel = channel_find(name);
		known = *name && channel < CHANNEL_COUNT;
		if (known)
			f->named_channels[channel] = true;
	}
	free(list);
	return known || error_set(err, ERROR_INPUT,
				  "--channels takes web, kiosk, ticket, interview, "
				  "phone, post, paper, box and hotline, parted by "
				  "commas, not '%.60s'",
				  value);
}

static bool read_options(struct funneling *f, const struct invocation *call,
			 struct error *err)
{
	if (!option_value(call, "round"))
		return error_set(err, ERROR_INPUT, "funnel needs --round CODE");
	return methods_read(&f->methods, call, err) && read_channels(f, call, err);
}

static bool ask(struct funneling *f, const struct invocation *call, struct error *err)
{
	static const char *const statistic[] = {"t2b"};
	struct reading *reading = &f->reading;
	const char *const *names;
	size_t n = option_values(call, "item", &names);

	if (!reading_by(reading, call, err))
		return false;
	for (size_t g = 0; g < reading->ngroupings; g++)
		if (!funnel_takes(&reading->groupings[g]))
			return error_set(err, ERROR_INPUT,
					 "dealings are counted by unit and service "
					 "only: --by '%.60s'",
					 reading->groupings[g].name);
	reading->agenda =
		agenda_new(source_form(reading->source), names, n, statistic, 1, err);
	if (!reading->agenda)
		return false;
	return agenda_count(reading->agenda) == 1 ||
	       error_set(err, ERROR_INPUT,
			 "the funnel ends in one item, factor or index: --item NAME");
}

static bool take(struct funneling *f, struct error *err)
{
	struct reading *reading = &f->reading;
	struct db *db = source_db(reading->source);
	const char *round = source_name(reading->source);

	f->funnel = funnel_new(reading->groupings, reading->ngroupings);
	if (!apart_take(&f->apart, reading, &f->methods, err) ||
	    !dealings_read(db, round, funnel_add_dealings, f->funnel, err) ||
	    !tickets_read(db, round, funnel_add_tickets, f->funnel, err) ||
	    !comments_read(db, round, funnel_add_comments, f->funnel, err))
		return false;
	funnel_add_figures(f->funnel, &f->apart);
	funnel_finish(f->funnel);
	return true;
}

static void tell(const struct funneling *f)
{
	const struct round *round = source_round(f->reading.source);

	if (funnel_left_out(f->funnel) > 0)
		fprintf(stderr,
			"%.0f counts of transactions lie partly outside of the round "
			"(%s to %s) and are left out\n",
			funnel_left_out(f->funnel),
			round->starts_on ? round->starts_on : "…",
			round->ends_on ? round->ends_on : "…");
	if (!round->starts_on && !round->ends_on)
		fputs("the round has no dates: all transactions are counted\n", stderr);
}

static void print(const struct funneling *f)
{
	struct funnel_output output = {.out = stdout,
				       .reading = &f->reading,
				       .methods = &f->methods,
				       .headline = apart_headline(&f->apart)};
	const struct account *account = pass_account(f->apart.passes[SIDE_SAMPLE]);

	for (unsigned c = 0; c < CHANNEL_COUNT; c++) {
		const uint64_t *responses = account->responses[c];
		bool used =
			f->named ? f->named_channels[c] : responses[0] || responses[1];
		output.channels[c] = used || funnel_comments(f->funnel, c) > 0;
	}
	funnel_write(&output, f->funnel);
}

enum exit_code command_funnel(const struct invocation *call, struct error *err)
{
	struct funneling f = {0};
	enum exit_code code = EXIT_FAILED;

	if (!read_options(&f, call, err))
		return EXIT_USAGE;
	const struct source_options options = {.db = option_value(call, "db"),
					       .round = option_value(call, "round")};
	if (!reading_open(&f.reading, &options, err))
		goto out;
	if (!ask(&f, call, err)) {
		code = EXIT_USAGE;
		goto out;
	}
	if (!take(&f, err))
		goto out;
	tell(&f);
	print(&f);
	code = EXIT_DONE;
out:
	funnel_free(f.funnel);
	apart_release(&f.apart);
	reading_release(&f.reading);
	return code;
}
