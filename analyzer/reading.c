/* See reading.h. */
#include "reading.h"

#include "as_of.h"

#include <inttypes.h>

enum { REJECTS_SHOWN_MAX = 20 };

static void on_reject(void *context, const struct reject *reject)
{
	struct reading *reading = context;

	if (reading->rejects_told++ >= REJECTS_SHOWN_MAX)
		return;
	if (reading->named)
		fprintf(stderr, "%s, ", source_name(reading->source));
	fprintf(stderr, "line %lu, %s%s'%s': %s\n", reject->line, reject->column,
		*reject->column ? " " : "", reject->value,
		rule_text(reject->rule, "en"));
}

bool reading_source(const struct invocation *call, struct source_options *options,
		    struct error *err)
{
	*options = (struct source_options){.db = option_value(call, "db"),
					   .round = option_value(call, "round"),
					   .csv = option_value(call, "csv"),
					   .form = option_value(call, "form"),
					   .map = option_value(call, "map")};
	if (!options->round == !options->csv)
		return error_set(err, ERROR_INPUT,
				 "%s needs either --round CODE or --csv FILE",
				 call->command->name);
	if (options->csv && !options->form)
		return error_set(err, ERROR_INPUT, "--csv needs --form FORM.json");
	if (options->round && (options->form || options->map))
		return error_set(err, ERROR_INPUT, "--form and --map belong to --csv");
	return true;
}

bool reading_open(struct reading *reading, const struct source_options *options,
		  struct error *err)
{
	struct source_options telling = *options;

	telling.reject = on_reject;
	telling.context = reading;
	reading->source = source_open(&telling, err);
	return reading->source;
}

bool reading_by(struct reading *reading, const struct invocation *call,
		struct error *err)
{
	static const char *const overall[] = {"overall"};
	const char *const *names;
	size_t count = option_values(call, "by", &names);

	reading->ngroupings = count ? count : 1;
	for (size_t i = 0; i < reading->ngroupings; i++)
		if (!grouping_parse(&reading->groupings[i],
				    source_form(reading->source),
				    count ? names[i] : overall[0], err))
			return false;
	return true;
}

bool reading_ask(struct reading *reading, const struct invocation *call,
		 const char *more, struct error *err)
{
	const char *subjects[OPTION_VALUES_MAX + 1];
	const char *const *names;
	const char *const *statistics;
	size_t nnames = option_values(call, "item", &names);
	size_t nstatistics = option_values(call, "statistic", &statistics);

	if (!reading_by(reading, call, err))
		return false;
	for (size_t i = 0; i < nnames; i++)
		subjects[i] = names[i];
	if (more)
		subjects[nnames++] = more;
	reading->agenda = agenda_new(source_form(reading->source), subjects, nnames,
				     statistics, nstatistics, err);
	return reading->agenda;
}

bool reading_begin(struct reading *reading, const struct methods *methods,
		   struct error *err)
{
	struct pass_options options = methods->pass;

	if (methods->rake &&
	    !(reading->raking = raking_open(methods->rake, source_form(reading->source),
					    &methods->rake_options, err)))
		return false;
	options.raking = reading->raking;
	options.succession = source_succession(reading->source);
	reading->pass = pass_new(reading->agenda, reading->groupings,
				 reading->ngroupings, &options);
	return true;
}

/* Replicates are made of PSUs. */
static bool have_psus(const struct reading *reading, const struct methods *methods,
		      struct error *err)
{
	const struct design *design = tally_design(pass_tally(reading->pass));

	return methods->figures.variance == VARIANCE_TAYLOR ||
	       !pass_account(reading->pass)->used || design_is_clustered(design) ||
	       error_set(err, ERROR_INPUT,
			 "replicates are made of PSUs, and %s has none: use --variance "
			 "taylor",
			 source_name(reading->source));
}

bool reading_take(struct reading *reading, const struct methods *methods,
		  struct error *err)
{
	return reading_begin(reading, methods, err) &&
	       source_each(reading->source, pass_add, reading->pass, err) &&
	       reading_finish(reading, methods, err);
}

bool reading_finish(struct reading *reading, const struct methods *methods,
		    struct error *err)
{
	if (!pass_finish(reading->pass, err) || !have_psus(reading, methods, err))
		return false;
	reading->figures = figures_new(reading->pass, reading->agenda,
				       reading->groupings, &methods->figures);
	return figures_measurable(reading->figures, reading->pass, err);
}

void reading_tell_rejects(const struct reading *reading)
{
	size_t rejected = source_rejected(reading->source);

	if (reading->rejects_told > REJECTS_SHOWN_MAX)
		fprintf(stderr, "… and %zu more\n",
			reading->rejects_told - REJECTS_SHOWN_MAX);
	if (rejected && reading->named)
		fprintf(stderr, "%s: ", source_name(reading->source));
	if (rejected)
		fprintf(stderr,
			"%zu rows rejected; the figures are made without them\n",
			rejected);
}

static void tell_account(const struct reading *reading, const struct methods *methods,
			 const char *name)
{
	static const char aside[] =
		"stand aside; --selection open or all takes them in";
	const struct account *account = pass_account(reading->pass);
	const char *of = name ? name : "", *colon = name ? ": " : "";

	if (account->aside)
		fprintf(stderr, "%s%s%" PRIu64 " open (self-selected) responses %s\n",
			of, colon, account->aside,
			reading->aside ? reading->aside : aside);
	if (account->used_open && methods->pass.selection == SELECTION_AUTO)
		fprintf(stderr,
			"%s%sno response is of a drawn sample: the figures speak "
			"only of those who came by themselves\n",
			of, colon);
	if (!account->used)
		fprintf(stderr, "%s%sno responses to estimate from\n", of, colon);
}

void reading_tell(const struct reading *reading, const struct methods *methods)
{
	const char *name = reading->named ? source_name(reading->source) : NULL;
	const struct calibration *calibration = pass_calibration(reading->pass);
	const struct figures_options *figures = &methods->figures;

	reading_tell_rejects(reading);
	as_of_tell(reading->source, name);
	tell_account(reading, methods, name);
	if (calibration && pass_account(reading->pass)->used)
		raking_tell(calibration, tally_design(pass_tally(reading->pass)), name);
	if (figures->variance == VARIANCE_BOOTSTRAP && !name)
		fprintf(stderr, "bootstrap of %zu replicates, seed %" PRIu64 "\n",
			figures->nreplicates, figures->seed);
}

bool reading_is_weighted(const struct reading *reading)
{
	return pass_account(reading->pass)->used &&
	       (reading->raking ||
		!design_is_srs(tally_design(pass_tally(reading->pass))));
}

void reading_release(struct reading *reading)
{
	figures_free(reading->figures);
	pass_free(reading->pass);
	raking_free(reading->raking);
	agenda_free(reading->agenda);
	source_close(reading->source);
}
