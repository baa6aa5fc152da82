/* The fields of a report: places in order, their ranks and their changes. */
#include "report_data.h"

#include "league_figures.h"

#include "forms/alloc.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	size_t grouping;
	enum catalogue_kind catalogue;
} kinds[] = {
	[PLACES_UNITS] = {REPORT_UNIT, CATALOGUE_UNITS},
	[PLACES_SERVICES] = {REPORT_SERVICE, CATALOGUE_SERVICES},
	[PLACES_FACTORS] = {REPORT_OVERALL, CATALOGUE_KIND_COUNT},
};
_Static_assert(ARRAY_SIZE(kinds) == PLACES_COUNT, "a row for each field");

static bool is_told(const struct figure *figure)
{
	return !figure->suppressed && !isnan(figure->result.estimate);
}

static int compare_places(const void *left, const void *right)
{
	const struct report_place *a = left, *b = right;
	bool a_told = is_told(a->figure), b_told = is_told(b->figure);

	if (a_told != b_told)
		return a_told ? -1 : 1;
	if (a_told && a->figure->result.estimate != b->figure->result.estimate)
		return a->figure->result.estimate > b->figure->result.estimate ? -1 : 1;
	return strcmp(a->code, b->code);
}

static void add_domains(struct report_data *data, enum report_field_kind kind)
{
	const struct reading *now = &data->now;
	struct report_field *field = &data->fields[kind];
	struct figures_range range =
		figures_of(now->figures, &now->groupings[kinds[kind].grouping]);

	field->places = arena_alloc(data->arena, range.end - range.first + 1,
				    sizeof(*field->places));
	for (size_t i = range.first; i < range.end; i++) {
		const struct figure *figure = figures_at(now->figures, i);
		if (figure->entry != data->index)
			continue;
		field->places[field->n++] = (struct report_place){
			.code = figure->domain,
			.entry = source_entry(now->source, kinds[kind].catalogue,
					      figure->domain),
			.figure = figure};
	}
}

static void add_factor(struct report_data *data, unsigned number)
{
	const struct factor *factor = &source_form(data->now.source)->factors[number];
	struct report_field *field = &data->fields[PLACES_FACTORS];
	const struct figure *figure =
		report_figure(data, REPORT_OVERALL, "",
			      report_entry(data, factor->name, STATISTIC_T2B));

	if (figure)
		field->places[field->n++] =
			(struct report_place){.code = factor->name,
					      .label = &factor->label,
					      .figure = figure};
}

/* Below the index those that are made of items. */
static void add_factors_of(struct report_data *data, unsigned number)
{
	const struct form *form = source_form(data->now.source);
	const struct factor *factor = &form->factors[number];

	for (unsigned i = 0; i < factor->nof; i++)
		add_factors_of(data, factor->of[i]);
	if (!factor->nof && (int)number != form->index)
		add_factor(data, number);
}

static void add_factors(struct report_data *data)
{
	const struct form *form = source_form(data->now.source);

	data->fields[PLACES_FACTORS].places =
		arena_alloc(data->arena, form->nfactors + 1,
			    sizeof(*data->fields[PLACES_FACTORS].places));
	add_factors_of(data, (unsigned)form->index);
}

const char *report_parent(const struct report_place *place)
{
	return place->entry && place->entry->group ? place->entry->group : "";
}

static void find_parents(struct report_data *data)
{
	const struct report_field *units = &data->fields[PLACES_UNITS];
	bool added;

	data->parents = keys_new();
	for (size_t i = 0; i < units->n; i++)
		keys_add(data->parents, 0, report_parent(&units->places[i]), &added);
}

static void put_ranks(struct report_field *field, const struct ranking *rankings)
{
	for (size_t i = 0; i < field->n; i++) {
		field->places[i].ranking = rankings[i];
		field->nranked += rankings[i].why == RANK_RANKED;
		if (rankings[i].tier > field->ntiers)
			field->ntiers = rankings[i].tier;
	}
	for (size_t i = 0; i < field->n; i++)
		if (rankings[i].why == RANK_RANKED &&
		    (rankings[i].low > 1 || rankings[i].high < field->nranked))
			field->separable = true;
}

/* In the order of the figures, owned by the caller; NULL: an error. */
static struct ranking *rank_figures(const struct reading *reading,
				    const struct figure *const *figures, size_t n,
				    const struct methods *methods, struct arena *arena,
				    struct error *err)
{
	struct rank_options options = rank_defaults();
	const struct league_making how = {methods, &options, arena};
	struct league league = {.nrows = 0};
	struct ranking *rankings = NULL;

	options.level = methods->figures.level;
	options.top = 0;
	if (league_of_figures(&league, reading->pass, figures, n, &how, err))
		rankings = league_rank(&league, &options);
	league_release(&league);
	return rankings;
}

static bool rank(struct report_data *data, struct report_field *field,
		 const struct methods *methods, struct error *err)
{
	const struct figure **figures =
		xcalloc(field->n + 1, sizeof(const struct figure *));

	for (size_t i = 0; i < field->n; i++)
		figures[i] = field->places[i].figure;
	struct ranking *rankings =
		rank_figures(&data->now, figures, field->n, methods, data->arena, err);
	bool done = rankings;
	if (done)
		put_ranks(field, rankings);
	free(rankings);
	free(figures);
	return done;
}

/* --- ranks of the base -------------------------------------------------------------- */

/* Of the base all domains, by the bytes of their keys. */
struct before {
	const struct figure **figures;
	struct ranking *rankings;
	size_t n;
};

static void find_before(struct before *before, const struct report_data *data,
			enum report_field_kind kind)
{
	const struct reading *base = &data->base;
	const struct entry *index = agenda_entry(base->agenda, 0);
	struct figures_range range =
		figures_of(base->figures, &base->groupings[kinds[kind].grouping]);

	before->figures =
		xcalloc(range.end - range.first + 1, sizeof(const struct figure *));
	for (size_t i = range.first; i < range.end; i++) {
		const struct figure *figure = figures_at(base->figures, i);
		if (figure->entry == index)
			before->figures[before->n++] = figure;
	}
}

static int compare_domain(const void *code, const void *figure)
{
	return strcmp(code, (*(const struct figure *const *)figure)->domain);
}

static const struct ranking *ranking_before(const struct before *before,
					    const char *code)
{
	const struct figure **found = bsearch(code, before->figures, before->n,
					      sizeof(*found), compare_domain);
	const struct ranking *ranking =
		found ? &before->rankings[found - before->figures] : NULL;

	return ranking && ranking->why == RANK_RANKED ? ranking : NULL;
}

static void put_before(struct report_field *field, const struct before *before,
		       struct arena *arena)
{
	for (size_t i = 0; i < before->n; i++)
		field->nbefore += before->rankings[i].why == RANK_RANKED;
	field->others_before = field->nbefore != field->nranked;
	for (size_t i = 0; i < field->n; i++) {
		struct report_place *place = &field->places[i];
		const struct ranking *found = ranking_before(before, place->code);
		if (!found != (place->ranking.why != RANK_RANKED))
			field->others_before = true;
		if (!found)
			continue;
		struct ranking *kept = arena_alloc(arena, 1, sizeof(*kept));
		*kept = *found;
		place->before = kept;
	}
}

static bool rank_base(struct report_data *data, enum report_field_kind kind,
		      const struct methods *methods, struct error *err)
{
	struct before before = {0};

	if (!report_is_compared(data) || kind == PLACES_FACTORS)
		return true;
	find_before(&before, data, kind);
	before.rankings = rank_figures(&data->base, before.figures, before.n, methods,
				       data->arena, err);
	bool done = before.rankings;
	if (done)
		put_before(&data->fields[kind], &before, data->arena);
	free(before.figures);
	free(before.rankings);
	return done;
}

/* --- all of it ---------------------------------------------------------------------- */

static void compare(struct report_data *data, struct report_field *field)
{
	if (!report_is_compared(data))
		return;
	for (size_t i = 0; i < field->n; i++)
		contrasts_add(&field->changes,
			      report_base_figure(data, field->places[i].figure),
			      field->places[i].figure);
	contrasts_adjust(&field->changes);
	for (size_t i = 0; i < field->n; i++)
		field->places[i].change = &field->changes.list[i];
}

bool report_field_make(struct report_data *data, enum report_field_kind kind,
		       const struct methods *methods, struct error *err)
{
	struct report_field *field = &data->fields[kind];

	if (kind == PLACES_FACTORS)
		add_factors(data);
	else
		add_domains(data, kind);
	if (field->n)
		qsort(field->places, field->n, sizeof(*field->places), compare_places);
	if (kind == PLACES_UNITS)
		find_parents(data);
	if (!rank(data, field, methods, err) || !rank_base(data, kind, methods, err))
		return false;
	compare(data, field);
	return true;
}
