/* See league_survey.h. */
#include "league_survey.h"

#include "as_of.h"

#include "forms/alloc.h"

#include <inttypes.h>
#include <math.h>

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

/* Of the figures of one entry. */
struct members {
	const struct figure **list; /* as many as the league has rows */
	const struct tally *tally;
	struct estimate_options how;
};

static struct league_row row_of(const struct league_survey *survey,
				const struct figure *figure,
				const struct figures_options *options)
{
	const struct result *result = &figure->result;
	char reason[SUPPRESSION_BYTES];
	struct league_row row = {
		.by = survey->grouping.name,
		.domain = figure->domain,
		.item = figure->entry->name,
		.statistic = figure->entry->called,
		.note = undefined_text(result->why),
		.n = (double)result->n,
		.estimate = result->estimate,
		.se = result->se,
		.df = result->df,
		.error = result->se,
		.low = (double)NAN,
		.high = (double)NAN,
		.in_percent = statistic_in_percent(figure->entry->statistic),
	};

	if (figure->suppressed) {
		row.estimate = row.se = row.error = (double)NAN;
		row.note = arena_strdup(
			survey->arena,
			suppression_reason(figure->suppressed, options->min_n, reason));
	}
	if (figure->suppressed == SUPPRESSION_INCOMPARABLE)
		row.n = (double)NAN;
	return row;
}

static bool is_ranked(const struct league_row *row)
{
	return !isnan(row->estimate) && !isnan(row->se) && !(row->df <= 0);
}

/* The intervals of KWW; from them what an se of 0 stands for. */
static void fill_intervals(struct league *league, const struct members *members,
			   const struct rank_options *options)
{
	struct estimate_options how = members->how;
	size_t k = 0;

	for (size_t i = 0; i < league->nrows; i++)
		k += is_ranked(&league->rows[i]);
	how.level = rank_interval_level(options->level, options->joint, k);
	for (size_t i = 0; i < league->nrows; i++) {
		struct league_row *row = &league->rows[i];
		const struct result *result = &members->list[i]->result;
		if (!is_ranked(row))
			continue;
		struct result at = estimate(members->tally, result->domain,
					    &result->estimand, &how);
		row->low = at.low;
		row->high = at.high;
		row->error = league_error(row->estimate, row->se, result->low,
					  result->high, result->level);
	}
}

static bool covariance_of(const struct members *members, const struct scores *scores,
			  size_t i, size_t j, double *value, struct error *err)
{
	const struct design *design = tally_design(members->tally);
	struct variance variance =
		variance_between(design, &scores[i], &scores[j], members->how.lonely);

	*value = variance.value;
	/* that of respondents both have a share of is not kept without PSUs */
	if (variance.why == UNDEFINED_NOT_KEPT) {
		*value = 0;
		return true;
	}
	return variance.why == UNDEFINED_NOT ||
	       error_set(err, ERROR_INPUT, "covariance of %s and %s: %s",
			 members->list[i]->domain, members->list[j]->domain,
			 undefined_text(variance.why));
}

/* Only pairs of ranked units are asked for. */
static bool fill_covariance(struct league *league, const struct members *members,
			    struct error *err)
{
	size_t n = league->nrows;
	struct scores *scores = xcalloc(n + 1, sizeof(*scores));
	bool done = true;

	league->covariance = xcalloc(n * n + 1, sizeof(double));
	for (size_t i = 0; i < n; i++)
		scores_init(&scores[i], tally_plan(members->tally),
			    members->list[i]->result.domain,
			    &members->list[i]->result.estimand);
	for (size_t i = 0; done && i < n; i++)
		for (size_t j = 0; done && j < i; j++) {
			double value = 0;
			if (is_ranked(&league->rows[i]) && is_ranked(&league->rows[j]))
				done = covariance_of(members, scores, i, j, &value,
						     err);
			league->covariance[i * n + j] = value;
			league->covariance[j * n + i] = value;
		}
	for (size_t i = 0; i < n; i++)
		scores_release(&scores[i]);
	free(scores);
	return done;
}

static bool fill_league(const struct league_survey *survey, const struct entry *entry,
			const struct methods *methods,
			const struct rank_options *options, struct league *league,
			struct error *err)
{
	size_t n = figures_count(survey->figures);
	struct members members = {.tally = pass_tally(survey->pass)};
	const struct design *design = tally_design(members.tally);

	members.how = estimate_defaults(design);
	if (methods->figures.has_method)
		members.how.method = methods->figures.method;
	members.how.lonely = methods->figures.lonely;
	members.list = xcalloc(n + 1, sizeof(const struct figure *));
	for (size_t i = 0; i < n; i++) {
		const struct figure *figure = figures_at(survey->figures, i);
		if (figure->entry != entry)
			continue;
		ARRAY_RESERVE(league->rows, league->nrows, league->room);
		members.list[league->nrows] = figure;
		league->rows[league->nrows++] =
			row_of(survey, figure, &methods->figures);
	}
	fill_intervals(league, &members, options);
	/* without a design, respondents of two domains are independent */
	bool done = design_is_srs(design) || fill_covariance(league, &members, err);
	free(members.list);
	return done;
}

bool league_survey_leagues(const struct league_survey *survey,
			   const struct methods *methods,
			   const struct rank_options *options, struct leagues *leagues,
			   struct error *err)
{
	for (size_t e = 0; e < agenda_count(survey->agenda); e++) {
		ARRAY_RESERVE(leagues->list, leagues->n, leagues->room);
		struct league *league = &leagues->list[leagues->n++];
		*league = (struct league){.nrows = 0};
		if (!fill_league(survey, agenda_entry(survey->agenda, e), methods,
				 options, league, err))
			return false;
	}
	return true;
}
