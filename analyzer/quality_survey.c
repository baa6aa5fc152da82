/* See quality_survey.h. */
#include "quality_survey.h"

#include "forms/alloc.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

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

/* --- rows ------------------------------------------------------------------------- */

static bool take_row(void *context, const struct source_row *row, struct error *err)
{
	struct quality_survey *survey = context;

	if (survey->again)
		return pass_add(survey->without, row, err);
	quality_intake_add(&survey->intake, row);
	return pass_add(survey->reading.pass, row, err);
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
	if (!quality_intake_run(&survey->intake, &survey->options, err))
		return false;
	options.keeps = quality_intake_keeps;
	options.context = &survey->intake;
	survey->without = pass_new(reading->agenda, reading->groupings,
				   reading->ngroupings, &options);
	survey->again = true;
	return true;
}

static bool take(struct quality_survey *survey, struct error *err)
{
	struct reading *reading = &survey->reading;
	const struct figures_options *options = &survey->methods.figures;

	quality_intake_init(&survey->intake, source_form(reading->source));
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
	return quality_nresponses(survey->intake.quality[side]) ||
	       (side == SIDE_SAMPLE && !survey->intake.nresponses);
}

enum side quality_survey_estimated(const struct quality_survey *survey)
{
	return pass_account(survey->reading.pass)->used_open ? SIDE_OPEN : SIDE_SAMPLE;
}

void quality_survey_release(struct quality_survey *survey)
{
	figures_free(survey->figures_without);
	pass_free(survey->without);
	quality_intake_release(&survey->intake);
	reading_release(&survey->reading);
}
