/* See quality_survey.h. */
#include "quality_survey.h"

#include "forms/alloc.h"
#include "forms/answer.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { UPLOAD_BYTES = 24 };

/* --- what is asked for ------------------------------------------------------------ */

static bool find_by(const char *name, enum quality_by *by)
{
	for (int i = 0; i < BY_COUNT; i++) {
		*by = (enum quality_by)i;
		if (strcmp(quality_by_name(*by), name) == 0)
			return true;
	}
	return false;
}

static bool read_by(struct quality_survey *survey, const struct invocation *call,
		    struct error *err)
{
	const char *const *names;
	size_t n = option_values(call, "by", &names);
	enum quality_by by;

	for (int i = 0; i < BY_COUNT; i++)
		survey->options.by[i] = n == 0;
	for (size_t i = 0; i < n; i++) {
		if (!find_by(names[i], &by))
			return error_set(err, ERROR_INPUT,
					 "--by takes collected_by, unit, channel or "
					 "upload, not '%.60s'",
					 names[i]);
		survey->options.by[by] = true;
	}
	return true;
}

/* Estimates are made of all, and by what responses say of themselves. */
static bool ask_estimates(struct quality_survey *survey, const struct invocation *call,
			  struct error *err)
{
	struct reading *reading = &survey->reading;
	const struct form *form = source_form(reading->source);
	const char *const *names;
	size_t n = option_values(call, "item", &names);

	if (!grouping_parse(&reading->groupings[reading->ngroupings++], form, "overall",
			    err))
		return false;
	for (int by = 0; by < BY_UPLOAD; by++)
		if (survey->options.by[by] &&
		    !grouping_parse(&reading->groupings[reading->ngroupings++], form,
				    quality_by_name((enum quality_by)by), err))
			return false;
	reading->agenda = agenda_new(form, names, n, NULL, 0, err);
	return reading->agenda;
}

/* Items on a scale are looked at. */
static void begin_quality(struct quality_survey *survey)
{
	const struct form *form = source_form(survey->reading.source);
	struct quality_item *items = xcalloc(form->nitems + 1, sizeof(*items));

	survey->items = xcalloc(form->nitems + 1, sizeof(struct item *));
	survey->levels = xcalloc(form->nitems + 1, sizeof(*survey->levels));
	survey->texts = xcalloc(form->ntexts + 1, sizeof(char *));
	for (unsigned i = 0; i < form->nitems; i++) {
		const struct item *item = &form->items[i];
		if (item->type != ITEM_SELECT_ONE || !item->list->is_scale)
			continue;
		items[survey->nitems] =
			(struct quality_item){item->list->nchoices, item->list};
		survey->items[survey->nitems++] = item;
	}
	for (int s = 0; s < SIDE_COUNT; s++)
		survey->quality[s] = quality_new(items, survey->nitems);
	survey->flagged = keys_new();
	survey->units = keys_new();
	survey->arena = arena_new();
	free(items);
}

/* --- rows ------------------------------------------------------------------------- */

static bool was_asked(struct quality_survey *survey, const struct source_row *row,
		      const struct item *item)
{
	const struct form *form = source_form(survey->reading.source);
	struct answers answers = {.form = form, .text = survey->texts};

	if (!item->relevant &&
	    (item->section < 0 || !form->sections[item->section].relevant))
		return true;
	answers.bytes = arena_alloc(survey->arena, form->answers_size, 1);
	memcpy(answers.bytes, row->answers, form->answers_size);
	return answers_relevant(&answers, survey->arena,
				(unsigned)(item - form->items));
}

static void look_at(struct quality_survey *survey, const struct source_row *row)
{
	bool open = strcmp(row->selection, side_name(SIDE_OPEN)) == 0;
	enum side side = open ? SIDE_OPEN : SIDE_SAMPLE;
	char upload[UPLOAD_BYTES];
	struct quality_row look = {.id = row->id,
				   .labels = {[BY_COLLECTED_BY] = row->collected_by,
					      [BY_UNIT] = row->unit,
					      [BY_CHANNEL] = row->channel},
				   .levels = survey->levels,
				   .started = row->started_at,
				   .submitted = row->submitted_at,
				   .weight = row->weight,
				   .flags = row->flags};

	arena_reset(survey->arena);
	snprintf(upload, sizeof(upload), "%" PRId64, row->upload);
	if (row->upload)
		look.labels[BY_UPLOAD] = upload;
	for (size_t i = 0; i < survey->nitems; i++) {
		int level = answers_level(row->answers, survey->items[i]);
		survey->levels[i] = level < 0 ? QUALITY_NA : (uint8_t)level;
		look.nasked += level != 0 || was_asked(survey, row, survey->items[i]);
	}
	quality_add(survey->quality[side], &look);
	survey->nresponses++;
}

static bool take_row(void *context, const struct source_row *row, struct error *err)
{
	struct quality_survey *survey = context;

	if (survey->again)
		return pass_add(survey->without, row, err);
	look_at(survey, row);
	return pass_add(survey->reading.pass, row, err);
}

/* An id is unique within its unit. */
static bool is_unflagged(const void *context, const struct source_row *row)
{
	const struct quality_survey *survey = context;
	uint32_t unit = keys_find(survey->units, 0, row->unit ? row->unit : "");

	return unit == KEYS_NONE ||
	       keys_find(survey->flagged, unit, row->id) == KEYS_NONE;
}

static void collect_flagged(struct quality_survey *survey,
			    const struct quality *quality)
{
	bool added;

	for (size_t i = 0; i < quality_nresponses(quality); i++) {
		struct quality_response r = quality_response(quality, i);
		const char *unit = r.labels[BY_UNIT] ? r.labels[BY_UNIT] : "";
		if (!r.reasons)
			continue;
		survey->nflagged++;
		keys_add(survey->flagged, keys_add(survey->units, 0, unit, &added),
			 r.id, &added);
	}
}

static bool go_on(void *context, bool *more, struct error *err)
{
	struct quality_survey *survey = context;
	struct reading *reading = &survey->reading;
	struct pass_options options = survey->methods.pass;

	*more = !survey->again;
	if (survey->again)
		return pass_finish(survey->without, err);
	if (!pass_finish(reading->pass, err))
		return false;
	for (int s = 0; s < SIDE_COUNT; s++) {
		if (!quality_run(survey->quality[s], &survey->options, err))
			return false;
		collect_flagged(survey, survey->quality[s]);
	}
	options.keeps = is_unflagged;
	options.context = survey;
	survey->without = pass_new(reading->agenda, reading->groupings,
				   reading->ngroupings, &options);
	survey->again = true;
	return true;
}

static bool take(struct quality_survey *survey, struct error *err)
{
	struct reading *reading = &survey->reading;
	const struct figures_options *options = &survey->methods.figures;

	begin_quality(survey);
	if (!reading_begin(reading, &survey->methods, err) ||
	    !source_repeat(reading->source, take_row, go_on, survey, err))
		return false;
	reading->figures = figures_new(reading->pass, reading->agenda,
				       reading->groupings, options);
	survey->figures_without = figures_new(survey->without, reading->agenda,
					      reading->groupings, options);
	return figures_measurable(reading->figures, reading->pass, err) &&
	       figures_measurable(survey->figures_without, survey->without, err);
}

enum exit_code quality_survey_read(struct quality_survey *survey,
				   const struct invocation *call, struct error *err)
{
	struct methods *methods = &survey->methods;
	struct source_options options;

	if (!reading_source(call, &options, err) || !methods_read(methods, call, err) ||
	    !read_by(survey, call, err))
		return EXIT_USAGE;
	options.detail = true;
	survey->options.level = methods->figures.level;
	survey->options.n_min = methods->figures.min_n > QUALITY_N_MIN
					? (size_t)methods->figures.min_n
					: QUALITY_N_MIN;
	if (!reading_open(&survey->reading, &options, err))
		return EXIT_FAILED;
	if (!ask_estimates(survey, call, err))
		return EXIT_USAGE;
	if (!take(survey, err))
		return EXIT_FAILED;
	survey->reading.aside = "are looked at apart from the sample; "
				"estimates are of the sample";
	reading_tell(&survey->reading, methods);
	return source_rejected(survey->reading.source) ? EXIT_REJECTED : EXIT_DONE;
}

bool quality_survey_has(const struct quality_survey *survey, enum side side)
{
	return quality_nresponses(survey->quality[side]) ||
	       (side == SIDE_SAMPLE && !survey->nresponses);
}

enum side quality_survey_estimated(const struct quality_survey *survey)
{
	return pass_account(survey->reading.pass)->used_open ? SIDE_OPEN : SIDE_SAMPLE;
}

void quality_survey_release(struct quality_survey *survey)
{
	figures_free(survey->figures_without);
	pass_free(survey->without);
	for (int s = 0; s < SIDE_COUNT; s++)
		quality_free(survey->quality[s]);
	keys_free(survey->flagged);
	keys_free(survey->units);
	arena_free(survey->arena);
	free(survey->items);
	free(survey->levels);
	free(survey->texts);
	reading_release(&survey->reading);
}
