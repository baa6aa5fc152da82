/* estimate: figures of a round or a microdata file, as a table, CSV or JSON. */
#include "commands.h"
#include "output.h"

#include <inttypes.h>

enum { REJECTS_SHOWN_MAX = 20 };

struct estimating {
	struct methods methods;
	enum output_format format;
	struct source *source;
	struct grouping groupings[OPTION_VALUES_MAX];
	size_t ngroupings;
	struct agenda *agenda;
	struct pass *pass;
	struct figures *figures;
	size_t rejects_told;
};

static void on_reject(void *context, const struct reject *reject)
{
	struct estimating *e = context;

	if (e->rejects_told++ < REJECTS_SHOWN_MAX)
		fprintf(stderr, "line %lu, %s%s'%s': %s\n", reject->line,
			reject->column, *reject->column ? " " : "", reject->value,
			rule_text(reject->rule, "en"));
}

static bool read_sources(struct source_options *options, const struct invocation *call,
			 struct error *err)
{
	options->db = option_value(call, "db");
	options->round = option_value(call, "round");
	options->csv = option_value(call, "csv");
	options->form = option_value(call, "form");
	options->map = option_value(call, "map");
	if (!options->round == !options->csv)
		return error_set(err, ERROR_INPUT,
				 "estimate needs either --round CODE or --csv FILE");
	if (options->csv && !options->form)
		return error_set(err, ERROR_INPUT, "--csv needs --form FORM.json");
	if (options->round && (options->form || options->map))
		return error_set(err, ERROR_INPUT, "--form and --map belong to --csv");
	return true;
}

static bool read_format(struct estimating *e, const struct invocation *call,
			struct error *err)
{
	const char *format = option_value(call, "format");

	return !format || output_format_from_name(format, &e->format) ||
	       error_set(err, ERROR_INPUT,
			 "--format takes table, csv or json, not '%.60s'", format);
}

static bool read_groupings(struct estimating *e, const struct invocation *call,
			   struct error *err)
{
	static const char *const overall[] = {"overall"};
	const char *const *names;
	size_t count = option_values(call, "by", &names);

	e->ngroupings = count ? count : 1;
	for (size_t i = 0; i < e->ngroupings; i++)
		if (!grouping_parse(&e->groupings[i], source_form(e->source),
				    count ? names[i] : overall[0], err))
			return false;
	return true;
}

/* What can be wrong with the options once the form is known. */
static bool read_agenda(struct estimating *e, const struct invocation *call,
			struct error *err)
{
	const char *const *names;
	const char *const *statistics;
	size_t nnames = option_values(call, "item", &names);
	size_t nstatistics = option_values(call, "statistic", &statistics);

	if (!read_groupings(e, call, err))
		return false;
	e->agenda = agenda_new(source_form(e->source), names, nnames, statistics,
			       nstatistics, err);
	return e->agenda;
}

static bool estimate_all(struct estimating *e, struct error *err)
{
	e->pass = pass_new(e->agenda, e->groupings, e->ngroupings, &e->methods.pass);
	if (!source_each(e->source, pass_add, e->pass, err) ||
	    !pass_finish(e->pass, err))
		return false;
	e->figures = figures_new(e->pass, e->agenda, e->groupings, &e->methods.figures);
	return figures_measurable(e->figures, e->pass, err);
}

/* What the reader of the figures must know, and the figures do not say. */
static void tell_account(const struct estimating *e)
{
	const struct account *account = pass_account(e->pass);

	if (e->rejects_told > REJECTS_SHOWN_MAX)
		fprintf(stderr, "… and %zu more\n",
			e->rejects_told - REJECTS_SHOWN_MAX);
	if (source_rejected(e->source))
		fprintf(stderr,
			"%zu rows rejected; the figures are made without them\n",
			source_rejected(e->source));
	if (account->aside)
		fprintf(stderr,
			"%" PRIu64 " open (self-selected) responses stand aside; "
			"--selection open or all takes them in\n",
			account->aside);
	if (account->used_open && e->methods.pass.selection == SELECTION_AUTO)
		fprintf(stderr, "no response is of a drawn sample: the figures speak "
				"only of those who came by themselves\n");
	if (!account->used)
		fprintf(stderr, "no responses to estimate from\n");
}

static void print_figures(const struct estimating *e)
{
	const struct tally *tally = pass_tally(e->pass);
	struct output output = {
		.out = stdout,
		.language = e->methods.language,
		.source = e->source,
		.weighted = pass_account(e->pass)->used &&
			    !design_is_srs(tally_design(tally)),
		.level = e->methods.figures.level,
		.min_n = e->methods.figures.min_n,
		.nlevels = form_levels_max(source_form(e->source)),
	};

	output_figures(&output, e->format, e->figures);
}

static void release(struct estimating *e)
{
	figures_free(e->figures);
	pass_free(e->pass);
	agenda_free(e->agenda);
	source_close(e->source);
}

enum exit_code command_estimate(const struct invocation *call, struct error *err)
{
	struct estimating e = {0};
	struct source_options options = {.reject = on_reject, .context = &e};
	enum exit_code code = EXIT_USAGE;

	if (!read_sources(&options, call, err) || !read_format(&e, call, err) ||
	    !methods_read(&e.methods, call, err))
		return EXIT_USAGE;
	e.source = source_open(&options, err);
	if (!e.source)
		return EXIT_FAILED;
	if (!read_agenda(&e, call, err))
		goto out;
	code = EXIT_FAILED;
	if (!estimate_all(&e, err))
		goto out;
	tell_account(&e);
	print_figures(&e);
	code = source_rejected(e.source) ? EXIT_REJECTED : EXIT_DONE;
out:
	release(&e);
	return code;
}
