/* What the pages of a report say by the sentences of sentence.h: the facts, and a
 * paragraph of them. */
#include "report.h"

#include "draft.h"

#include "forms/text.h"

#include <math.h>
#include <stdlib.h>

enum { DECIMALS = 2 }; /* as the tables */

/* --- facts -------------------------------------------------------------------------- */

struct figure_facts report_figure_facts(const struct report *report,
					const struct figure *figure)
{
	static const enum sentence_subject subjects[STATISTIC_COUNT] = {
		[STATISTIC_MEAN5] = SUBJECT_MEAN5, [STATISTIC_ALL] = SUBJECT_ALL};
	struct figure_facts facts = {
		.min_n = report->methods->figures.min_n,
		.used_open = pass_account(report->data->now.pass)->used_open,
		.estimate = (double)NAN,
		.low = (double)NAN,
		.high = (double)NAN,
		.level = report->methods->figures.level,
		.target = (double)NAN,
		.decimals = DECIMALS};

	if (!figure)
		return facts;
	facts.subject = subjects[figure->entry->statistic];
	facts.suppressed = figure->suppressed;
	facts.n = figure->result.n;
	if (!report_is_told(figure))
		return facts;
	facts.estimate = figure->result.estimate;
	facts.low = figure->result.low;
	facts.high = figure->result.high;
	return facts;
}

struct difference_facts report_difference_facts(const struct report *report,
						const struct comparison *comparison,
						double p_family)
{
	return (struct difference_facts){.difference = comparison->difference,
					 .low = comparison->low,
					 .high = comparison->high,
					 .level = report->methods->figures.level,
					 .p = comparison->p,
					 .p_family = p_family,
					 .decimals = DECIMALS};
}

int report_real(const struct report *report, const struct contrast *contrast)
{
	struct difference_facts facts = report_difference_facts(
		report, &contrast->comparison, contrast->p_holm);

	return contrast->note == CONTRAST_TOLD ? sentence_sign(&facts) : 0;
}

/* --- paragraphs --------------------------------------------------------------------- */

/* <p> of what was said. */
static void end(FILE *out, const struct report *report, struct draft *draft,
		const char *css)
{
	const char *text = draft_end(draft, report->arena);

	if (*css)
		fprintf(out, "<p class=\"%s\">", css);
	else
		fputs("<p>", out);
	html_text(out, text);
	fputs("</p>\n", out);
}

void report_figure_sentence(FILE *out, const struct report *report, const char *css,
			    const struct figure_facts *facts)
{
	struct draft draft;

	sentence_figure(draft_begin(&draft), report->language, facts);
	end(out, report, &draft, css);
}

void report_change_sentence(FILE *out, const struct report *report,
			    const struct contrast *change)
{
	const struct report_data *data = report->data;
	struct change_facts facts = {.comparable = data->comparable};
	struct draft draft;

	if (!data->has_base)
		return;
	facts.base = source_name(data->base.source);
	facts.told = change && change->note == CONTRAST_TOLD;
	if (facts.told)
		facts.difference = report_difference_facts(report, &change->comparison,
							   change->p_holm);
	sentence_change(draft_begin(&draft), report->language, &facts);
	end(out, report, &draft, "change");
}

void report_groups_sentence(FILE *out, const struct report *report,
			    const struct groups_facts *facts)
{
	struct draft draft;

	sentence_groups(draft_begin(&draft), report->language, facts);
	end(out, report, &draft, "");
}

void report_groups_alike(FILE *out, const struct report *report, const char *questions)
{
	struct draft draft;

	sentence_groups_alike(draft_begin(&draft), report->language, questions);
	end(out, report, &draft, "");
}

void report_moved_sentence(FILE *out, const struct report *report,
			   const struct moved_facts *facts)
{
	struct draft draft;

	sentence_moved(draft_begin(&draft), report->language, facts);
	end(out, report, &draft, "");
}

struct rank_facts report_rank_facts(const struct ranking *ranking, size_t of)
{
	return (struct rank_facts){.rank = ranking->rank,
				   .low = ranking->low,
				   .high = ranking->high,
				   .of = of};
}

struct rank_facts report_rank_before(const struct report_field *field,
				     const struct report_place *place)
{
	struct rank_facts facts = {.of = field->nbefore};

	if (place->before)
		facts = report_rank_facts(place->before, field->nbefore);
	facts.others = field->others_before;
	return facts;
}

void report_rank_sentence(FILE *out, const struct report *report,
			  const struct rank_facts *now, const struct rank_facts *before)
{
	const struct report_data *data = report->data;
	struct draft draft;

	sentence_rank(draft_begin(&draft), report->language, now,
		      data->has_base ? source_name(data->base.source) : "", before);
	end(out, report, &draft, "");
}
