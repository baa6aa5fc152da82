/* drivers: what satisfaction with one thing goes along with, by weighted regression. */
#include "drivers.h"
#include "grid.h"
#include "reading.h"

#include "forms/alloc.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

enum {
	COLUMN_OUTCOME,
	COLUMN_PREDICTOR,
	COLUMN_N,
	COLUMN_COEFFICIENT,
	COLUMN_SE,
	COLUMN_DF,
	COLUMN_T,
	COLUMN_P,
	COLUMN_SHARE,
	COLUMN_R_SQUARED,
	COLUMN_COUNT
};

static const struct grid_column columns[COLUMN_COUNT] = {
	[COLUMN_OUTCOME] = {.name = "outcome", .kind = GRID_TEXT},
	[COLUMN_PREDICTOR] = {.name = "predictor",
			      .heading = {"Yếu tố", "Predictor"},
			      .kind = GRID_TEXT},
	[COLUMN_N] = {.name = "n", .kind = GRID_COUNT},
	[COLUMN_COEFFICIENT] = {.name = "coefficient",
				.heading = {"Hệ số", "Coefficient"},
				.kind = GRID_NUMBER,
				.decimals = 3},
	[COLUMN_SE] = {.name = "se",
		       .heading = {"Sai số chuẩn", "SE"},
		       .kind = GRID_NUMBER,
		       .decimals = 3},
	[COLUMN_DF] = {.name = "df", .kind = GRID_NUMBER},
	[COLUMN_T] = {.name = "t",
		      .heading = {"t", "t"},
		      .kind = GRID_NUMBER,
		      .decimals = 2},
	[COLUMN_P] = {.name = "p",
		      .heading = {"p", "p"},
		      .kind = GRID_NUMBER,
		      .decimals = 4},
	[COLUMN_SHARE] = {.name = "share",
			  .heading = {"Phần của R²", "Share of R²"},
			  .kind = GRID_PERCENT,
			  .decimals = 1},
	[COLUMN_R_SQUARED] = {.name = "r_squared", .kind = GRID_NUMBER},
};

/* The source is read three times: for the design, the coefficients, the errors. */
enum stage { STAGE_DESIGN, STAGE_COEFFICIENTS, STAGE_ERRORS };

struct driving {
	struct methods methods;
	struct reading reading;
	const struct entry *outcome;
	const struct entry *predictors[SHAPLEY_MOST];
	size_t npredictors;
	enum stage stage;
	struct drivers *drivers;
};

/* --- what drives what --- */

/* Whether two items or factors have an item in common. */
static bool overlap(const struct plan *plan, const struct estimand *a,
		    const struct estimand *b)
{
	const unsigned *left = &a->number, *right = &b->number;
	size_t nleft = 1, nright = 1;

	if (a->is_factor) {
		left = plan->factors[a->number].all_items;
		nleft = plan->factors[a->number].nall_items;
	}
	if (b->is_factor) {
		right = plan->factors[b->number].all_items;
		nright = plan->factors[b->number].nall_items;
	}
	for (size_t i = 0; i < nleft; i++)
		for (size_t j = 0; j < nright; j++)
			if (left[i] == right[j])
				return true;
	return false;
}

static bool add_predictor(struct driving *d, const struct entry *entry,
			  struct error *err)
{
	if (d->npredictors == SHAPLEY_MOST)
		return error_set(err, ERROR_INPUT, "more than %d predictors",
				 SHAPLEY_MOST);
	d->predictors[d->npredictors++] = entry;
	return true;
}

/* Of those asked for, each must be something else than the outcome; of the form's
 * factors those are taken that are. */
static bool choose(struct driving *d, bool asked, struct error *err)
{
	const struct agenda *agenda = d->reading.agenda;
	const struct plan *plan = agenda_plan(agenda);

	d->outcome = agenda_entry(agenda, 0);
	for (size_t e = 1; e < agenda_count(agenda); e++) {
		const struct entry *entry = agenda_entry(agenda, e);
		bool same = overlap(plan, &d->outcome->estimand, &entry->estimand);
		if (same && asked)
			return error_set(err, ERROR_INPUT,
					 "'%s' can't drive '%s': they have an item in "
					 "common",
					 entry->name, d->outcome->name);
		if (!same && !add_predictor(d, entry, err))
			return false;
	}
	return d->npredictors ||
	       error_set(err, ERROR_INPUT,
			 "nothing is left to drive '%s'; name it: --predictors NAME,…",
			 d->outcome->name);
}

static bool ask(struct driving *d, const struct invocation *call, struct error *err)
{
	static const char *const statistic[] = {"mean100"};
	const struct form *form = source_form(d->reading.source);
	const char *names[OPTION_VALUES_MAX + FORM_FACTORS_MAX + 1];
	const char *const *values;
	size_t nvalues = option_values(call, "predictors", &values), n = 0;

	names[n++] = option_value(call, "outcome");
	for (size_t i = 0; i < nvalues; i++)
		names[n++] = values[i];
	for (unsigned f = 0; !nvalues && f < form->nfactors; f++)
		if (!form->factors[f].nof)
			names[n++] = form->factors[f].name;
	d->reading.agenda = agenda_new(form, names, n, statistic, 1, err);
	return d->reading.agenda && choose(d, nvalues, err);
}

/* --- the readings --- */

static bool take_row(void *context, const struct source_row *row, struct error *err)
{
	struct driving *d = context;
	struct pass_row again;

	if (d->stage == STAGE_DESIGN)
		return pass_add(d->reading.pass, row, err);
	if (!pass_again(d->reading.pass, row, &again, err))
		return false;
	if (!again.used)
		return true;
	return (d->stage == STAGE_COEFFICIENTS ? drivers_add : drivers_again)(
		d->drivers, &again.place, again.factor, again.levels, err);
}

static struct driver_variable variable_of(const struct entry *entry)
{
	return (struct driver_variable){entry->estimand.is_factor,
					entry->estimand.number};
}

static bool begin_regression(struct driving *d, struct error *err)
{
	struct driver_variable predictors[SHAPLEY_MOST];
	struct driver_variable outcome = variable_of(d->outcome);

	if (!pass_finish(d->reading.pass, err))
		return false;
	for (size_t i = 0; i < d->npredictors; i++)
		predictors[i] = variable_of(d->predictors[i]);
	d->drivers = drivers_new(agenda_plan(d->reading.agenda),
				 tally_design(pass_tally(d->reading.pass)), &outcome,
				 predictors, d->npredictors);
	return true;
}

static bool next_stage(void *context, bool *more, struct error *err)
{
	struct driving *d = context;

	*more = d->stage != STAGE_ERRORS;
	switch (d->stage) {
	case STAGE_DESIGN:
		d->stage = STAGE_COEFFICIENTS;
		return begin_regression(d, err);
	case STAGE_COEFFICIENTS:
		d->stage = STAGE_ERRORS;
		return drivers_solve(d->drivers, err);
	case STAGE_ERRORS:
		break;
	}
	return true;
}

static bool check(const struct driving *d, struct error *err)
{
	const struct design *design = tally_design(pass_tally(d->reading.pass));
	size_t n;
	const struct driver *list = drivers_list(d->drivers, &n);

	if (drivers_n(d->drivers) < d->methods.figures.min_n)
		return error_set(err, ERROR_INPUT,
				 "only %" PRIu64 " people answered all of it; --min-n "
				 "holds that back",
				 drivers_n(d->drivers));
	for (size_t i = 0; i < n; i++)
		if (list[i].why == UNDEFINED_LONELY_PSU)
			return figures_lonely(design, list[i].stratum, err);
	return true;
}

static bool regress(struct driving *d, struct error *err)
{
	if (!reading_begin(&d->reading, &d->methods, err) ||
	    !source_repeat(d->reading.source, take_row, next_stage, d, err))
		return false;
	drivers_finish(d->drivers, d->methods.figures.lonely);
	return check(d, err);
}

/* --- output --- */

static void put_rows(const struct driving *d, struct grid *grid)
{
	size_t n;
	const struct driver *list = drivers_list(d->drivers, &n);

	for (size_t i = 0; i < n; i++) {
		grid_row(grid);
		grid_text(grid, COLUMN_OUTCOME, d->outcome->name);
		grid_text(grid, COLUMN_PREDICTOR, d->predictors[i]->name);
		grid_number(grid, COLUMN_N, (double)drivers_n(d->drivers));
		grid_number(grid, COLUMN_COEFFICIENT, list[i].coefficient);
		grid_number(grid, COLUMN_SE, list[i].se);
		grid_number(grid, COLUMN_DF, drivers_df(d->drivers));
		grid_number(grid, COLUMN_T, list[i].t);
		grid_number(grid, COLUMN_P, list[i].p);
		grid_number(grid, COLUMN_SHARE, list[i].share);
		grid_number(grid, COLUMN_R_SQUARED, drivers_r_squared(d->drivers));
	}
}

static void print_foot(const struct driving *d)
{
	static const struct {
		const char *outcome, *shares;
	} feet[LANGUAGE_COUNT] = {
		[LANGUAGE_VI] = {"Kết quả",
				 "tổng các phần là R²; tương quan không phải "
				 "là nguyên nhân"},
		[LANGUAGE_EN] = {"Outcome", "shares add up to R²; going along with it "
					    "is not causing it"}};
	enum language language = d->methods.language;

	printf("\n%s: %s, n = %" PRIu64 ", R² = ", feet[language].outcome,
	       d->outcome->name, drivers_n(d->drivers));
	write_percent(stdout, drivers_r_squared(d->drivers), 1, language);
	printf("; %s.\n", feet[language].shares);
}

static void print(const struct driving *d)
{
	struct grid *grid = grid_new(columns, COLUMN_COUNT);

	put_rows(d, grid);
	if (d->methods.format == OUTPUT_JSON)
		printf("{\"intercept\": %.17g, \"drivers\": ",
		       drivers_intercept(d->drivers));
	grid_write(grid, stdout, d->methods.format, d->methods.language);
	if (d->methods.format == OUTPUT_JSON)
		puts("}");
	if (d->methods.format == OUTPUT_TABLE)
		print_foot(d);
	grid_free(grid);
}

enum exit_code command_drivers(const struct invocation *call, struct error *err)
{
	struct driving d = {0};
	struct source_options options;
	enum exit_code code = EXIT_FAILED;

	if (!option_value(call, "outcome"))
		return usage_error(err, "drivers needs --outcome NAME");
	if (strpbrk(option_value(call, "outcome"), ",") ||
	    strcmp(option_value(call, "outcome"), "all") == 0)
		return usage_error(err, "--outcome takes one item or factor");
	if (!reading_source(call, &options, err) ||
	    !methods_read(&d.methods, call, err))
		return EXIT_USAGE;
	if (!reading_open(&d.reading, &options, err))
		goto out;
	if (!ask(&d, call, err)) {
		code = EXIT_USAGE;
		goto out;
	}
	if (!regress(&d, err))
		goto out;
	reading_tell(&d.reading, &d.methods);
	print(&d);
	code = source_rejected(d.reading.source) ? EXIT_REJECTED : EXIT_DONE;
out:
	drivers_free(d.drivers);
	reading_release(&d.reading);
	return code;
}
