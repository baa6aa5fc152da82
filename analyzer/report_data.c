/* See report_data.h. */
#include "report_data.h"

#include "forms/alloc.h"

#include <math.h>
#include <string.h>

/* --- what is asked for --- */

static const char *const grouping_names[REPORT_QUARTER] = {
	[REPORT_OVERALL] = "overall",
	[REPORT_CHANNEL] = "channel",
	[REPORT_UNIT] = "unit",
	[REPORT_SERVICE] = "service",
	[REPORT_UNIT_SERVICE] = "unit,service",
};

static bool add_grouping(struct reading *reading, const char *name, struct error *err)
{
	return grouping_parse(&reading->groupings[reading->ngroupings++],
			      source_form(reading->source), name, err);
}

/* As many of the questions about people as there is room for. */
static bool add_groupings(struct reading *reading, struct error *err)
{
	const struct form *form = source_form(reading->source);

	for (size_t g = 0; g < REPORT_QUARTER; g++)
		if (!add_grouping(reading, grouping_names[g], err))
			return false;
	reading->groupings[reading->ngroupings++] = grouping_by_quarter(false);
	reading->groupings[reading->ngroupings++] = grouping_by_quarter(true);
	for (unsigned i = 0; i < form->nitems; i++) {
		const struct item *item = &form->items[i];
		if (item->respondent && item->type == ITEM_SELECT_ONE &&
		    reading->ngroupings < OPTION_VALUES_MAX &&
		    !add_grouping(reading, item->name, err))
			return false;
	}
	return true;
}

static bool ask(struct reading *reading, struct error *err)
{
	static const char *const names[] = {"index,all"};
	static const char *const statistics[] = {"t2b,mean5,all", "mean100"};
	const struct form *form = source_form(reading->source);
	size_t nstatistics = form->points.out_of > 0 ? 2 : 1;

	if (form->index < 0)
		return error_set(err, ERROR_INPUT,
				 "form %s has no index, so there is no headline to "
				 "report",
				 form->code);
	reading->agenda = agenda_new(form, names, 1, statistics, nstatistics, err);
	if (!reading->agenda || !add_groupings(reading, err))
		return false;
	reading->groupings[REPORT_UNIT_SERVICE].only = 1; /* the index */
	return true;
}

static bool open_round(struct reading *reading, const struct source_options *options,
		       struct error *err)
{
	return reading_open(reading, options, err) && ask(reading, err);
}

/* --- finding --- */

const struct figure *report_figure(const struct report_data *data, size_t grouping,
				   const char *domain, const struct entry *entry)
{
	return figures_find(data->now.figures, &data->now.groupings[grouping], domain,
			    entry);
}

static const struct entry *find_entry(const struct agenda *agenda, const char *name,
				      const char *called)
{
	for (size_t e = 0; e < agenda_count(agenda); e++) {
		const struct entry *entry = agenda_entry(agenda, e);
		if (strcmp(entry->name, name) == 0 &&
		    strcmp(entry->called, called) == 0)
			return entry;
	}
	return NULL;
}

const struct entry *report_entry(const struct report_data *data, const char *name,
				 enum statistic statistic)
{
	return find_entry(data->now.agenda, name, statistic_name(statistic));
}

const struct figure *report_headline(const struct report_data *data,
				     enum statistic statistic)
{
	return report_figure(data, REPORT_OVERALL, "",
			     report_entry(data, data->index->name, statistic));
}

bool report_is_compared(const struct report_data *data)
{
	return data->has_base && data->comparable == COMPARABLE_DECLARED;
}

static const struct grouping *find_grouping(const struct reading *reading,
					    const char *name)
{
	for (size_t g = 0; g < reading->ngroupings; g++)
		if (strcmp(reading->groupings[g].name, name) == 0)
			return &reading->groupings[g];
	return NULL;
}

const struct figure *report_base_figure(const struct report_data *data,
					const struct figure *figure)
{
	const struct reading *base = &data->base;

	if (!report_is_compared(data))
		return NULL;
	const struct grouping *grouping = find_grouping(base, figure->grouping->name);
	const struct entry *entry =
		find_entry(base->agenda, figure->entry->name, figure->entry->called);
	return grouping && entry
		       ? figures_find(base->figures, grouping, figure->domain, entry)
		       : NULL;
}

const struct report_place *report_find_place(const struct report_data *data,
					     enum report_field_kind kind,
					     const char *code)
{
	const struct report_field *field = &data->fields[kind];

	for (size_t i = 0; i < field->n; i++)
		if (strcmp(field->places[i].code, code) == 0)
			return &field->places[i];
	return NULL;
}

/* --- parts and the whole --- */

static bool is_held_against(const struct figure *all)
{
	return all && !all->suppressed && !isnan(all->result.estimate) &&
	       all->entry->statistic == STATISTIC_T2B;
}

static void make_wholes(struct report_data *data)
{
	size_t n = agenda_count(data->now.agenda);

	data->wholes = xcalloc(n + 1, sizeof(struct whole *));
	for (size_t e = 0; e < n; e++) {
		const struct figure *all = report_figure(
			data, REPORT_OVERALL, "", agenda_entry(data->now.agenda, e));
		if (is_held_against(all))
			data->wholes[e] =
				whole_new(pass_tally(data->now.pass), &all->result);
	}
}

struct comparison report_gap(const struct report_data *data, const struct figure *own,
			     const struct methods *methods)
{
	size_t e = 0;

	while (agenda_entry(data->now.agenda, e) != own->entry)
		e++;
	if (!data->wholes[e])
		return (struct comparison){.difference = (double)NAN, .p = (double)NAN};
	struct comparison gap =
		whole_compare(data->wholes[e], &own->result, methods->figures.lonely);
	comparison_allow_for(&own->result, &gap);
	return gap;
}

static void release_wholes(struct report_data *data)
{
	for (size_t e = 0; data->wholes && e < agenda_count(data->now.agenda); e++)
		whole_free(data->wholes[e]);
	free(data->wholes);
}

/* --- all of it --- */

static bool read_base(struct report_data *data, const struct report_options *options,
		      const struct methods *methods, struct error *err)
{
	struct source_options base = options->now;

	base.round = options->base;
	data->has_base = options->base;
	if (!data->has_base)
		return true;
	return open_round(&data->base, &base, err) &&
	       reading_take(&data->base, methods, err) &&
	       comparable_find(&data->now, &data->base, &data->comparable, err);
}

static void compare_headlines(struct report_data *data)
{
	const struct figure *now = report_headline(data, STATISTIC_T2B);

	if (!now || !report_is_compared(data))
		return;
	contrasts_add(&data->headline, report_base_figure(data, now), now);
	contrasts_adjust(&data->headline);
}

bool report_data_read(struct report_data *data, const struct report_options *options,
		      const struct methods *methods, struct error *err)
{
	struct source_options now = options->now;

	data->arena = arena_new();
	now.detail = true; /* for quality */
	if (!open_round(&data->now, &now, err) || !report_intake(data, methods, err) ||
	    !read_base(data, options, methods, err))
		return false;
	if (!beside_read(&data->beside, &data->now, methods->figures.min_n, data->arena,
			 err))
		return false;
	make_wholes(data);
	compare_headlines(data);
	report_people_make(data, methods);
	if (!trend_read(&data->trend, &data->now, report_headline(data, STATISTIC_T2B),
			methods, &options->now, data->arena, err))
		return false;
	for (int kind = 0; kind < PLACES_COUNT; kind++)
		if (!report_field_make(data, (enum report_field_kind)kind, methods,
				       err))
			return false;
	return true;
}

void report_data_release(struct report_data *data)
{
	for (int kind = 0; kind < PLACES_COUNT; kind++)
		contrasts_release(&data->fields[kind].changes);
	beside_release(&data->beside);
	report_people_release(data);
	report_drivers_release(data);
	keys_free(data->parents);
	drivers_free(data->drivers);
	funnel_free(data->funnel);
	modes_release(&data->modes);
	figures_free(data->unflagged);
	pass_free(data->unflagged_pass);
	quality_intake_release(&data->quality);
	report_intake_release(data);
	contrasts_release(&data->headline);
	release_wholes(data);
	reading_release(&data->now);
	reading_release(&data->base);
	arena_free(data->arena);
}
