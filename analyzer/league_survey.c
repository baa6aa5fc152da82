/* See league_survey.h. */
#include "league_survey.h"

#include "as_of.h"

#include "forms/alloc.h"

#include <inttypes.h>

enum { REJECTS_SHOWN_MAX = 20 };

static void on_reject(void *context, const struct reject *reject)
{
	struct league_survey *survey = context;

	if (survey->rejects_told++ < REJECTS_SHOWN_MAX)
		fprintf(stderr, "line %lu, %s%s'%s': %s\n", reject->line,
			reject->column, *reject->column ? " " : "", reject->value,
			rule_text(reject->rule, "en"));
}

static enum exit_code open_source(struct league_survey *survey,
				  const struct invocation *call, struct error *err)
{
	struct source_options options = {.db = option_value(call, "db"),
					 .round = option_value(call, "round"),
					 .csv = option_value(call, "csv"),
					 .form = option_value(call, "form"),
					 .map = option_value(call, "map"),
					 .reject = on_reject,
					 .context = survey};

	if (!options.round == !options.csv)
		return usage_error(err, "rank needs one of --round CODE, --csv FILE "
					"and --estimates FILE");
	if (options.csv && !options.form)
		return usage_error(err, "--csv needs --form FORM.json");
	if (options.round && (options.form || options.map))
		return usage_error(err, "--form and --map belong to --csv");
	if (!as_of_read(call, &options, err))
		return EXIT_USAGE;
	survey->source = source_open(&options, err);
	return survey->source ? EXIT_DONE : EXIT_FAILED;
}

static bool read_agenda(struct league_survey *survey, const struct invocation *call,
			struct error *err)
{
	const struct form *form = source_form(survey->source);
	const char *by = option_value(call, "by");
	const char *const *names;
	const char *const *statistics;
	size_t nnames = option_values(call, "item", &names);
	size_t nstatistics = option_values(call, "statistic", &statistics);

	if (!grouping_parse(&survey->grouping, form, by ? by : "unit", err))
		return false;
	survey->agenda = agenda_new(form, names, nnames, statistics, nstatistics, err);
	if (survey->agenda && agenda_has_totals(survey->agenda))
		return error_set(err, ERROR_INPUT, "totals are estimated, not ranked");
	return survey->agenda;
}

static void tell_account(const struct league_survey *survey)
{
	const struct account *account = pass_account(survey->pass);

	if (source_rejected(survey->source))
		fprintf(stderr, "%zu rows rejected; the ranks are made without them\n",
			source_rejected(survey->source));
	if (account->aside)
		fprintf(stderr,
			"%" PRIu64 " open (self-selected) responses stand aside; "
			"--selection open or all takes them in\n",
			account->aside);
	if (account->used_open)
		fprintf(stderr, "no response is of a drawn sample: the ranks speak "
				"only of those who came by themselves\n");
}

enum exit_code league_survey_read(struct league_survey *survey,
				  const struct invocation *call,
				  const struct methods *methods, struct error *err)
{
	*survey = (struct league_survey){.arena = arena_new()};
	enum exit_code code = open_source(survey, call, err);
	if (code != EXIT_DONE)
		return code;
	if (!read_agenda(survey, call, err))
		return EXIT_USAGE;
	struct pass_options options = methods->pass;
	options.succession = source_succession(survey->source);
	survey->pass = pass_new(survey->agenda, &survey->grouping, 1, &options);
	if (!source_each(survey->source, pass_add, survey->pass, err) ||
	    !pass_finish(survey->pass, err))
		return EXIT_FAILED;
	survey->figures = figures_new(survey->pass, survey->agenda, &survey->grouping,
				      &methods->figures);
	if (!figures_measurable(survey->figures, survey->pass, err))
		return EXIT_FAILED;
	tell_account(survey);
	as_of_tell(survey->source, NULL);
	return EXIT_DONE;
}

void league_survey_release(struct league_survey *survey)
{
	figures_free(survey->figures);
	pass_free(survey->pass);
	agenda_free(survey->agenda);
	source_close(survey->source);
	arena_free(survey->arena);
}

/* --- one league ------------------------------------------------------------------- */

static bool fill_league(const struct league_survey *survey, const struct entry *entry,
			const struct league_making *how, struct league *league,
			struct error *err)
{
	size_t n = figures_count(survey->figures), count = 0;
	const struct figure **list = xcalloc(n + 1, sizeof(const struct figure *));

	for (size_t i = 0; i < n; i++)
		if (figures_at(survey->figures, i)->entry == entry)
			list[count++] = figures_at(survey->figures, i);
	bool done = league_of_figures(league, survey->pass, list, count, how, err);
	free(list);
	return done;
}

bool league_survey_leagues(const struct league_survey *survey,
			   const struct methods *methods,
			   const struct rank_options *options, struct leagues *leagues,
			   struct error *err)
{
	const struct league_making how = {methods, options, survey->arena};

	for (size_t e = 0; e < agenda_count(survey->agenda); e++) {
		ARRAY_RESERVE(leagues->list, leagues->n, leagues->room);
		struct league *league = &leagues->list[leagues->n++];
		*league = (struct league){.nrows = 0};
		if (!fill_league(survey, agenda_entry(survey->agenda, e), &how, league,
				 err))
			return false;
	}
	return true;
}
