/* reliability: how far the items of a factor measure one thing, Cronbach's alpha. */
#include "grid.h"
#include "reading.h"
#include "reliability.h"

#include "forms/alloc.h"

#include <math.h>

enum {
	COLUMN_BY,
	COLUMN_DOMAIN,
	COLUMN_FACTOR,
	COLUMN_WITHOUT,
	COLUMN_N,
	COLUMN_ITEMS,
	COLUMN_ALPHA,
	COLUMN_SUPPRESSED,
	COLUMN_COUNT
};
enum { ALPHA_DECIMALS = 3, ITEMS_FOR_WITHOUT = 3 };

static const struct grid_column columns[COLUMN_COUNT] = {
	[COLUMN_BY] = {.name = "by", .kind = GRID_TEXT},
	[COLUMN_DOMAIN] = {.name = "domain",
			   .heading = {"Nhóm", "Domain"},
			   .kind = GRID_TEXT},
	[COLUMN_FACTOR] = {.name = "factor",
			   .heading = {"Nhân tố", "Factor"},
			   .kind = GRID_TEXT},
	[COLUMN_WITHOUT] = {.name = "without",
			    .heading = {"Bỏ câu", "Without"},
			    .kind = GRID_TEXT},
	[COLUMN_N] = {.name = "n", .heading = {"n", "n"}, .kind = GRID_COUNT},
	[COLUMN_ITEMS] = {.name = "items",
			  .heading = {"Số câu", "Items"},
			  .kind = GRID_COUNT},
	[COLUMN_ALPHA] = {.name = "alpha",
			  .heading = {"Cronbach alpha", "Cronbach's alpha"},
			  .kind = GRID_NUMBER,
			  .decimals = ALPHA_DECIMALS},
	[COLUMN_SUPPRESSED] = {.name = "suppressed",
			       .heading = {"Ghi chú", "Note"},
			       .kind = GRID_TEXT},
};

/* Every factor of the form, or those of --item. */
static bool ask_factors(struct reading *reading, const struct invocation *call,
			struct error *err)
{
	static const char *const statistic[] = {"mean"};
	const struct form *form = source_form(reading->source);
	const char *factors[FORM_FACTORS_MAX];
	const char *const *names;
	size_t n = option_values(call, "item", &names);

	if (!form->nfactors)
		return error_set(err, ERROR_INPUT, "form %s has no factors",
				 form->code);
	for (unsigned f = 0; f < form->nfactors; f++)
		factors[f] = form->factors[f].name;
	reading->agenda = agenda_new(form, n ? names : factors, n ? n : form->nfactors,
				     statistic, 1, err);
	for (size_t e = 0; reading->agenda && e < agenda_count(reading->agenda); e++)
		if (!agenda_entry(reading->agenda, e)->estimand.is_factor)
			return error_set(err, ERROR_INPUT,
					 "reliability is of factors: '%s' is an item",
					 agenda_entry(reading->agenda, e)->name);
	return reading->agenda;
}

static void put_row(struct grid *grid, const struct figure *figure, const char *without,
		    size_t nitems, double alpha)
{
	grid_row(grid);
	grid_text(grid, COLUMN_BY, figure->grouping->name);
	grid_text(grid, COLUMN_DOMAIN, figure->domain);
	grid_text(grid, COLUMN_FACTOR, figure->entry->name);
	grid_text(grid, COLUMN_WITHOUT, without);
	grid_number(grid, COLUMN_N, (double)figure->result.n);
	grid_number(grid, COLUMN_ITEMS, (double)nitems);
	grid_number(grid, COLUMN_ALPHA, alpha);
}

static void put_suppressed(struct grid *grid, const struct figure *figure,
			   uint64_t min_n)
{
	char why[SUPPRESSION_BYTES];

	put_row(grid, figure, "", 0, (double)NAN);
	grid_number(grid, COLUMN_ITEMS, (double)NAN);
	grid_text(grid, COLUMN_SUPPRESSED,
		  suppression_reason(figure->suppressed, min_n, why));
}

static void put_figure(struct grid *grid, const struct reading *reading,
		       const struct figure *figure)
{
	const struct plan *plan = agenda_plan(reading->agenda);
	const struct plan_factor *factor =
		&plan->factors[figure->entry->estimand.number];
	struct reliability r;

	reliability_init(&r, plan, figure->result.domain,
			 figure->entry->estimand.number);
	put_row(grid, figure, "", r.nitems, r.alpha);
	for (size_t i = 0; r.nitems >= ITEMS_FOR_WITHOUT && i < factor->nall_items; i++)
		if (!isnan(r.without[i]))
			put_row(grid, figure, plan->items[factor->all_items[i]].name,
				r.nitems - 1, r.without[i]);
	reliability_release(&r);
}

static void print(const struct reading *reading, const struct methods *methods)
{
	struct grid *grid = grid_new(columns, COLUMN_COUNT);

	for (size_t i = 0; i < figures_count(reading->figures); i++) {
		const struct figure *figure = figures_at(reading->figures, i);
		/* no alpha is worked out from others: it is no sum of theirs */
		if (figure->suppressed == SUPPRESSION_FEW)
			put_suppressed(grid, figure, methods->figures.min_n);
		else
			put_figure(grid, reading, figure);
	}
	if (methods->format == OUTPUT_JSON)
		fputs("{\"reliability\": ", stdout);
	grid_write(grid, stdout, methods->format, methods->language);
	if (methods->format == OUTPUT_JSON)
		puts("}");
	grid_free(grid);
}

enum exit_code command_reliability(const struct invocation *call, struct error *err)
{
	struct reading reading = {0};
	struct source_options options;
	struct methods methods;
	enum exit_code code = EXIT_FAILED;

	if (!reading_source(call, &options, err) || !methods_read(&methods, call, err))
		return EXIT_USAGE;
	/* Alpha has no standard error, so that a lonely PSU is no obstacle. */
	methods.figures.lonely = LONELY_REMOVE;
	if (!reading_open(&reading, &options, err))
		goto out;
	if (!reading_by(&reading, call, err) || !ask_factors(&reading, call, err)) {
		code = EXIT_USAGE;
		goto out;
	}
	if (!reading_take(&reading, &methods, err))
		goto out;
	reading_tell(&reading, &methods);
	print(&reading, &methods);
	code = source_rejected(reading.source) ? EXIT_REJECTED : EXIT_DONE;
out:
	reading_release(&reading);
	return code;
}
