/* The small texts, names and judgements that the pages of a report share. */
#include "report.h"

#include "draft.h"

#include "forms/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* --- texts --- */

const char *report_percent(struct report *report, double share)
{
	struct draft draft;

	draft_begin(&draft);
	write_percent(draft.out, share, 2, report->language);
	return draft_end(&draft, report->arena);
}

/* Of a target or a level: "80 %", and "82,5 %" only where it is not whole. */
const char *report_short_percent(struct report *report, double share)
{
	struct draft draft;
	bool whole = fabs(100 * share - round(100 * share)) < 1e-9;

	draft_begin(&draft);
	write_percent(draft.out, share, whole ? 0 : 1, report->language);
	return draft_end(&draft, report->arena);
}

const char *report_interval(struct report *report, const struct result *result)
{
	struct draft draft;

	draft_begin(&draft);
	write_percents(draft.out, result->low, result->high, 2, report->language);
	return draft_end(&draft, report->arena);
}

const char *report_decimal(struct report *report, double value)
{
	struct draft draft;
	bool whole = fabs(value - round(value)) < 1e-9;

	draft_begin(&draft);
	text_decimal(draft.out, language_code(report->language), value, whole ? 0 : 1);
	return draft_end(&draft, report->arena);
}

const char *report_count(struct report *report, double count)
{
	struct draft draft;

	draft_begin(&draft);
	text_decimal(draft.out, language_code(report->language), count, 0);
	return draft_end(&draft, report->arena);
}

/* 2026-03-01 is 01/03/2026 to Vietnamese readers. */
const char *report_date(struct report *report, const char *iso)
{
	if (report->language != LANGUAGE_VI || strlen(iso) != 10)
		return iso;
	return arena_printf(report->arena, "%.2s/%.2s/%.4s", iso + 8, iso + 5, iso);
}

const char *report_points(struct report *report, double difference)
{
	struct draft draft;

	draft_begin(&draft);
	write_share_points(draft.out, difference, report->language);
	return draft_end(&draft, report->arena);
}

const char *report_points_interval(struct report *report,
				   const struct comparison *comparison)
{
	struct draft draft;

	draft_begin(&draft);
	write_share_points_interval(draft.out, comparison->low, comparison->high,
				    report->language);
	return draft_end(&draft, report->arena);
}

/* --- names --- */

const struct form *report_form(const struct report *report)
{
	return source_form(report->data->now.source);
}

const char *report_label(const struct report *report, const struct label *label)
{
	const struct form *form = report_form(report);

	return label_text(label,
			  form_label_language(form, language_code(report->language)));
}

const char *report_place_name(const struct report *report,
			      const struct report_place *place)
{
	if (place->label)
		return report_label(report, place->label);
	if (!place->entry || !place->entry->name_vi)
		return place->code;
	return catalogue_name(place->entry, language_code(report->language));
}

const char *report_called(const struct report *report, enum catalogue_kind kind,
			  const char *code)
{
	const char *called = source_called(report->data->now.source, kind, code,
					   language_code(report->language));

	return called ? called : code;
}

/* --- judging --- */

double report_target(const struct report *report)
{
	return source_round(report->data->now.source)->target;
}

enum verdict report_verdict(const struct report *report, const struct figure *figure)
{
	const struct account *account = pass_account(report->data->now.pass);
	const struct verdict_rule rule = {.target = report_target(report),
					  .used_open = account->used_open};

	return verdict_judge(figure, &rule).verdict;
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

bool report_judges(const struct report *report)
{
	return !isnan(report_target(report)) &&
	       !pass_account(report->data->now.pass)->used_open;
}

bool report_is_told(const struct figure *figure)
{
	return figure && !figure->suppressed && !isnan(figure->result.estimate);
}
