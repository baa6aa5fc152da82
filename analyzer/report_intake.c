/* The rows of a report's round on their way into all that is made of them. */
#include "report_data.h"

#include "quarter.h"

#include "forms/alloc.h"

#include <string.h>

/* The second reading leaves flagged responses out, and begins the regression that the
 * third ends. */
enum stage { STAGE_ALL, STAGE_AGAIN, STAGE_ERRORS, STAGE_COUNT };

struct intake {
	struct report_data *data;
	const struct methods *methods;
	enum stage stage;
	struct pass *without;
};

/* --- what drives satisfaction ------------------------------------------------------- */

/* The first question on a scale that belongs to no factor and is not about the person:
 * overall satisfaction, where a form asks for it. */
static const struct item *find_outcome(const struct form *form)
{
	for (unsigned i = 0; i < form->nitems; i++) {
		const struct item *item = &form->items[i];
		if (item->type == ITEM_SELECT_ONE && item->list->is_scale &&
		    item->factor < 0 && !item->respondent)
			return item;
	}
	return NULL;
}

static void find_predictors(struct report_data *data)
{
	const struct form *form = source_form(data->now.source);

	data->npredictors = 0;
	for (unsigned f = 0; f < form->nfactors; f++)
		if (!form->factors[f].nof && data->npredictors < SHAPLEY_MOST)
			data->predictors[data->npredictors++] = report_entry(
				data, form->factors[f].name, STATISTIC_T2B);
}

struct drivers *report_regression(const struct report_data *data)
{
	struct driver_variable predictors[SHAPLEY_MOST];
	const struct entry *outcome =
		report_entry(data, data->outcome->name, STATISTIC_T2B);
	const struct driver_variable variable = {false, outcome->estimand.number};

	for (size_t i = 0; i < data->npredictors; i++)
		predictors[i] = (struct driver_variable){
			true, data->predictors[i]->estimand.number};
	return drivers_new(agenda_plan(data->now.agenda),
			   tally_design(pass_tally(data->now.pass)), &variable,
			   predictors, data->npredictors);
}

static void begin_regression(struct report_data *data)
{
	data->outcome = find_outcome(source_form(data->now.source));
	find_predictors(data);
	if (data->outcome && data->npredictors >= 2)
		data->drivers = report_regression(data);
}

/* Data that carry no regression (too few, all alike) have none; that is no failure. */
static void drop_drivers(struct report_data *data)
{
	drivers_free(data->drivers);
	data->drivers = NULL;
}

static bool regress_row(struct intake *in, const struct source_row *row,
			struct error *err)
{
	struct report_data *data = in->data;
	struct pass_row again;

	if (!data->drivers)
		return true;
	if (!pass_again(data->now.pass, row, &again, err))
		return false;
	if (!again.used)
		return true;
	if (in->stage == STAGE_ERRORS)
		return drivers_again(data->drivers, &again.place, again.factor,
				     again.levels, err);
	return drivers_add(data->drivers, &again.place, again.factor, again.levels,
			   err) &&
	       report_drivers_add(data, row, &again, err);
}

/* --- rows --------------------------------------------------------------------------- */

/* With the quarter it was sent in, where the index is told as points. */
static bool add_row(struct report_data *data, const struct source_row *row,
		    struct error *err)
{
	struct source_row dated = *row;
	char quarter[QUARTER_BYTES];

	if (source_form(data->now.source)->points.out_of > 0)
		dated.quarter = quarter_of(row->submitted_at, quarter);
	return pass_add(data->now.pass, &dated, err);
}

static bool take_row(void *context, const struct source_row *row, struct error *err)
{
	struct intake *in = context;
	struct report_data *data = in->data;

	if (in->stage == STAGE_ALL) {
		quality_intake_add(&data->quality, row);
		return add_row(data, row, err) &&
		       pass_add(data->apart.passes[SIDE_OPEN], row, err);
	}
	if (in->stage == STAGE_AGAIN &&
	    (!pass_add(in->without, row, err) ||
	     (data->choices && !pass_add(data->choices_pass, row, err))))
		return false;
	return regress_row(in, row, err);
}

/* --- questions on no scale ---------------------------------------------------------- */

static void begin_choices(struct intake *in)
{
	struct report_data *data = in->data;
	struct pass_options options = in->methods->pass;

	options.raking = data->now.raking;
	data->choices = agenda_of_choices(source_form(data->now.source));
	if (data->choices)
		data->choices_pass =
			pass_new(data->choices, data->now.groupings, 1, &options);
}

/* Overall alone is told, so that no other figure tells what is held back here. */
static bool end_choices(struct intake *in, struct error *err)
{
	struct report_data *data = in->data;

	if (!data->choices)
		return true;
	if (!pass_finish(data->choices_pass, err))
		return false;
	data->choice_figures = figures_new(data->choices_pass, data->choices,
					   data->now.groupings, &in->methods->figures);
	return true;
}

/* --- stages ------------------------------------------------------------------------- */

static bool end_first(struct intake *in, struct error *err)
{
	struct report_data *data = in->data;
	struct pass_options options = in->methods->pass;
	struct quality_options quality = {.n_min = QUALITY_N_MIN,
					  .by = {[BY_UNIT] = true, [BY_CHANNEL] = true},
					  .level = in->methods->figures.level};

	if (in->methods->figures.min_n > quality.n_min)
		quality.n_min = (size_t)in->methods->figures.min_n;
	if (!reading_finish(&data->now, in->methods, err) ||
	    !quality_intake_run(&data->quality, &quality, err))
		return false;
	options.raking = data->now.raking;
	options.keeps = quality_intake_keeps;
	options.context = &data->quality;
	in->without = pass_new(data->now.agenda, data->now.groupings, 1, &options);
	begin_choices(in);
	begin_regression(data);
	return true;
}

static bool end_second(struct intake *in, struct error *err)
{
	struct report_data *data = in->data;
	struct error none = {0};

	if (!pass_finish(in->without, err) || !end_choices(in, err))
		return false;
	data->unflagged = figures_new(in->without, data->now.agenda,
				      data->now.groupings, &in->methods->figures);
	if (data->drivers && (!drivers_solve(data->drivers, &none) ||
			      drivers_n(data->drivers) < in->methods->figures.min_n))
		drop_drivers(data);
	report_drivers_solve(data);
	return true;
}

static bool end_stage(void *context, bool *more, struct error *err)
{
	struct intake *in = context;
	struct report_data *data = in->data;
	enum stage ended = in->stage++;

	if (ended == STAGE_ALL) {
		*more = true;
		return end_first(in, err);
	}
	if (ended == STAGE_AGAIN) {
		bool done = end_second(in, err);
		*more = data->drivers;
		return done;
	}
	*more = false;
	drivers_finish(data->drivers, in->methods->figures.lonely);
	return true;
}

/* --- what stands beside ------------------------------------------------------------- */

static struct pass *side_pass(const struct report_data *data,
			      const struct methods *methods, enum side side)
{
	struct pass_options options = methods->pass;

	options.selection = side == SIDE_OPEN ? SELECTION_OPEN : SELECTION_SAMPLE;
	return pass_new(data->now.agenda, data->now.groupings, REPORT_CHANNEL + 1,
			&options);
}

/* Of the two sides one is `now`, whose cells are guarded with all its others; the pass of
 * the other is its own. Without a sample the other side is nobody. */
static bool part_sides(struct report_data *data, const struct methods *methods,
		       struct error *err)
{
	bool open = pass_account(data->now.pass)->used_open;
	enum side own = open ? SIDE_OPEN : SIDE_SAMPLE;
	enum side other = open ? SIDE_SAMPLE : SIDE_OPEN;

	if (open)
		pass_free(data->apart.passes[SIDE_OPEN]);
	if (open)
		data->apart.passes[other] = side_pass(data, methods, other);
	data->apart.passes[own] = data->now.pass;
	data->apart.figures[own] = data->now.figures;
	if (!pass_finish(data->apart.passes[other], err))
		return false;
	data->apart.figures[other] =
		figures_new(data->apart.passes[other], data->now.agenda,
			    data->now.groupings, &methods->figures);
	return true;
}

static void hold_channels(struct report_data *data, const struct methods *methods)
{
	const struct grouping *const by[MODE_BY_COUNT] = {
		[MODE_SELECTION] = &data->now.groupings[REPORT_OVERALL],
		[MODE_CHANNEL] = &data->now.groupings[REPORT_CHANNEL]};

	modes_add(&data->modes, &data->apart, by, data->index, methods);
	modes_adjust(&data->modes);
}

static bool make_funnel(struct report_data *data, struct error *err)
{
	const struct grouping *overall = &data->now.groupings[REPORT_OVERALL];
	struct db *db = source_db(data->now.source);
	const char *round = source_name(data->now.source);

	data->funnel = funnel_new(data->now.groupings, 1);
	if (!dealings_read(db, round, funnel_add_dealings, data->funnel, err) ||
	    !tickets_read(db, round, funnel_add_tickets, data->funnel, err) ||
	    !comments_read(db, round, funnel_add_comments, data->funnel, err))
		return false;
	for (int side = 0; side < SIDE_COUNT; side++) {
		const struct figure *figure = figures_find(data->apart.figures[side],
							   overall, "", data->index);
		if (figure)
			funnel_add_figure(data->funnel, (enum side)side, figure);
	}
	funnel_finish(data->funnel);
	return true;
}

bool report_intake(struct report_data *data, const struct methods *methods,
		   struct error *err)
{
	struct intake in = {.data = data, .methods = methods};
	bool done = false;

	data->index = agenda_entry(data->now.agenda, 0);
	quality_intake_init(&data->quality, source_form(data->now.source));
	if (!reading_begin(&data->now, methods, err))
		return false;
	data->apart.passes[SIDE_OPEN] = side_pass(data, methods, SIDE_OPEN);
	done = source_repeat(data->now.source, take_row, end_stage, &in, err) &&
	       part_sides(data, methods, err);
	data->unflagged_pass = in.without;
	if (!done)
		return false;
	hold_channels(data, methods);
	return make_funnel(data, err);
}

/* Before the readings. */
void report_intake_release(struct report_data *data)
{
	figures_free(data->choice_figures);
	pass_free(data->choices_pass);
	agenda_free(data->choices);
	for (int side = 0; side < SIDE_COUNT; side++) {
		if (data->apart.passes[side] == data->now.pass)
			continue;
		figures_free(data->apart.figures[side]);
		pass_free(data->apart.passes[side]);
	}
}
