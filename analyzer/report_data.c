/* Reading a round for a report, and the small texts its sections share. */
#include "report.h"

#include "forms/text.h"

#include <math.h>
#include <string.h>

static const char *const grouping_names[] = {
	[REPORT_OVERALL] = "overall",
	[REPORT_UNIT] = "unit",
	[REPORT_SERVICE] = "service",
	[REPORT_CHANNEL] = "channel",
};
_Static_assert(ARRAY_SIZE(grouping_names) == REPORT_GROUPING_COUNT, "a name for each");

bool reading_fill(struct reading *reading, const struct source_options *options,
		  const struct methods *methods, const char *name, size_t ngroupings,
		  struct error *err)
{
	static const char *const statistics[] = {"t2b,mean5,all"};
	const struct form *form;

	if (!reading_open(reading, options, err))
		return false;
	form = source_form(reading->source);
	if (form->index < 0)
		return error_set(err, ERROR_INPUT,
				 "form %s has no index, so there is no headline to "
				 "report",
				 form->code);
	reading->ngroupings = ngroupings;
	for (size_t g = 0; g < ngroupings; g++)
		if (!grouping_parse(&reading->groupings[g], form, grouping_names[g],
				    err))
			return false;
	reading->agenda = agenda_new(form, &name, 1, statistics, 1, err);
	return reading->agenda && reading_take(reading, methods, err);
}

const struct figure *reading_headline(const struct reading *reading,
				      enum statistic statistic)
{
	const struct form *form = source_form(reading->source);
	const char *index = form->factors[form->index].name;

	for (size_t i = 0; i < figures_count(reading->figures); i++) {
		const struct figure *figure = figures_at(reading->figures, i);
		if (figure->grouping == &reading->groupings[REPORT_OVERALL] &&
		    figure->entry->estimand.is_factor &&
		    figure->entry->statistic == statistic &&
		    strcmp(figure->entry->name, index) == 0)
			return figure;
	}
	return NULL;
}

const struct form *report_form(const struct report *report)
{
	return source_form(report->now->source);
}

const char *report_label(const struct report *report, const struct label *label)
{
	const struct form *form = report_form(report);
	int language = form_language(form, language_code(report->language));

	return label_text(label, language < 0 ? 0 : (unsigned)language);
}

double report_target(const struct report *report)
{
	return source_round(report->now->source)->target;
}

enum verdict report_verdict(const struct report *report, const struct figure *figure)
{
	const struct verdict_rule rule = {
		.target = report_target(report),
		.used_open = pass_account(report->now->pass)->used_open};

	return verdict_judge(figure, &rule).verdict;
}

/* --- texts --- */

struct draft {
	FILE *out;
	char *text;
	size_t length;
};

static void draft_begin(struct draft *draft)
{
	*draft = (struct draft){0};
	draft->out = open_memstream(&draft->text, &draft->length);
	if (!draft->out)
		abort();
}

static const char *draft_end(struct draft *draft, struct report *report)
{
	if (fclose(draft->out) != 0)
		abort();
	const char *kept = arena_strdup(report->arena, draft->text);
	free(draft->text);
	return kept;
}

const char *report_percent(struct report *report, double share)
{
	struct draft draft;

	draft_begin(&draft);
	write_percent(draft.out, share, 2, report->language);
	return draft_end(&draft, report);
}

/* Of a target or a level: "80 %", and "82,5 %" only where it is not whole. */
const char *report_short_percent(struct report *report, double share)
{
	struct draft draft;
	bool whole = fabs(100 * share - round(100 * share)) < 1e-9;

	draft_begin(&draft);
	write_percent(draft.out, share, whole ? 0 : 1, report->language);
	return draft_end(&draft, report);
}

const char *report_interval(struct report *report, const struct result *result)
{
	struct draft draft;

	draft_begin(&draft);
	write_percents(draft.out, result->low, result->high, 2, report->language);
	return draft_end(&draft, report);
}

const char *report_decimal(struct report *report, double value)
{
	struct draft draft;
	bool whole = fabs(value - round(value)) < 1e-9;

	draft_begin(&draft);
	text_decimal(draft.out, language_code(report->language), value, whole ? 0 : 1);
	return draft_end(&draft, report);
}

const char *report_count(struct report *report, uint64_t count)
{
	struct draft draft;

	draft_begin(&draft);
	text_decimal(draft.out, language_code(report->language), (double)count, 0);
	return draft_end(&draft, report);
}

/* 2026-03-01 is 01/03/2026 to Vietnamese readers. */
const char *report_date(struct report *report, const char *iso)
{
	if (report->language != LANGUAGE_VI || strlen(iso) != 10)
		return iso;
	return arena_printf(report->arena, "%.2s/%.2s/%.4s", iso + 8, iso + 5, iso);
}

void report_phrase(FILE *out, const struct report *report, enum phrase phrase,
		   const char *const *args)
{
	phrase_write(out, phrase, report->language, args);
}

void report_paragraph(FILE *out, const struct report *report, const char *css,
		      enum phrase phrase, const char *const *args)
{
	fprintf(out, *css ? "<p class=\"%s\">" : "<p>%s", css);
	phrase_write(out, phrase, report->language, args);
	fputs("</p>\n", out);
}

const char *verdict_css(enum verdict verdict)
{
	static const char *const css[] = {[VERDICT_NONE] = "mark",
					  [VERDICT_MET] = "met",
					  [VERDICT_MISSED] = "missed",
					  [VERDICT_UNSURE] = "unsure"};
	_Static_assert(ARRAY_SIZE(css) == VERDICT_COUNT, "a class for each verdict");
	return css[verdict];
}
