/* The index by what people say of themselves: a table for each question, and whether its
 * groups differ. All pairs of groups of all questions are one family (Holm); groups of
 * which nothing is told are in no pair. */
#include "report_sections.h"
#include "report_table.h"

#include "forms/alloc.h"
#include "forms/text.h"

#include <stdlib.h>

/* --- pairs -------------------------------------------------------------------------- */

/* The told groups of a question, in its order; returns how many. */
static size_t told_groups(const struct report_data *data,
			  const struct grouping *grouping, const struct figure **groups)
{
	const struct choice_list *list = grouping->variables[0].item->list;
	size_t n = 0;

	for (unsigned c = 0; c < list->nchoices; c++) {
		const struct figure *figure =
			figures_find(data->now.figures, grouping, list->choices[c].name,
				     data->index);
		if (report_is_told(figure))
			groups[n++] = figure;
	}
	return n;
}

static void add_pair(struct report_data *data, const struct figure *a,
		     const struct figure *b, const struct estimate_options *how)
{
	struct report_people *people = &data->people;
	bool higher = a->result.estimate >= b->result.estimate;
	struct report_pair pair = {higher ? a : b, higher ? b : a};

	ARRAY_RESERVE(people->pairs, people->npairs, people->room);
	people->pairs[people->npairs++] = pair;
	contrasts_add_pair(&people->gaps, &data->now, pair.low, pair.high, how);
}

void report_people_make(struct report_data *data, const struct methods *methods)
{
	struct estimate_options how =
		figures_methods(data->now.pass, &methods->figures);

	for (size_t g = REPORT_PEOPLE; g < data->now.ngroupings; g++) {
		const struct grouping *grouping = &data->now.groupings[g];
		const struct figure **groups = arena_alloc(
			data->arena, grouping->variables[0].item->list->nchoices + 1,
			sizeof(const struct figure *));
		size_t n = told_groups(data, grouping, groups);
		for (size_t i = 0; i < n; i++)
			for (size_t j = i + 1; j < n; j++)
				add_pair(data, groups[i], groups[j], &how);
	}
	contrasts_adjust(&data->people.gaps);
}

void report_people_release(struct report_data *data)
{
	contrasts_release(&data->people.gaps);
	free(data->people.pairs);
}

/* --- what they say ------------------------------------------------------------------ */

static const char *group_name(const struct report *report, const struct figure *figure)
{
	const struct choice_list *list = figure->grouping->variables[0].item->list;
	int c = choice_list_find(list, figure->domain);

	return c < 0 ? figure->domain : report_label(report, &list->choices[c].label);
}

struct gap_facts report_group_gap(const struct report *report, size_t number)
{
	const struct report_people *people = &report->data->people;
	const struct report_pair *pair = &people->pairs[number];
	const struct contrast *contrast = &people->gaps.list[number];

	return (struct gap_facts){
		.this = group_name(report, pair->high),
		.that = group_name(report, pair->low),
		.told = contrast->note == CONTRAST_TOLD,
		.difference = report_difference_facts(report, &contrast->comparison,
						      contrast->p_holm)};
}

/* Of the real ones the one with the least p is told. */
static struct groups_facts groups_of(const struct report *report,
				     const struct grouping *grouping)
{
	const struct report_people *people = &report->data->people;
	struct groups_facts facts = {0};

	for (size_t i = 0; i < people->npairs; i++) {
		const struct contrast *contrast = &people->gaps.list[i];
		if (contrast->grouping != grouping || contrast->note != CONTRAST_TOLD)
			continue;
		struct gap_facts gap = report_group_gap(report, i);
		facts.npairs++;
		if (!sentence_sign(&gap.difference))
			continue;
		if (!facts.nreal++ || gap.difference.p < facts.widest.difference.p)
			facts.widest = gap;
	}
	return facts;
}

static void add_groups(struct report *report, const struct grouping *grouping,
		       struct table_lines *lines)
{
	const struct reading *now = &report->data->now;
	const struct choice_list *list = grouping->variables[0].item->list;

	for (unsigned c = 0; c < list->nchoices; c++) {
		const struct figure *figure =
			figures_find(now->figures, grouping, list->choices[c].name,
				     report->data->index);
		if (figure)
			table_add(lines, &(struct table_line){
						 .figure = figure,
						 .name = group_name(report, figure)});
	}
}

static void write_group(FILE *out, struct report *report,
			const struct grouping *grouping)
{
	struct table_lines lines = {0};
	const char *label = report_label(report, &grouping->variables[0].item->label);
	struct groups_facts facts = groups_of(report, grouping);

	add_groups(report, grouping, &lines);
	if (lines.count) {
		table_write(out, report,
			    &(struct table){.caption = label, .what = label}, &lines);
		report_groups_sentence(out, report, &facts);
	}
	table_release(&lines);
}

static bool has_people(const struct report *report)
{
	const struct reading *now = &report->data->now;

	return now->ngroupings > REPORT_PEOPLE && pass_account(now->pass)->used;
}

void report_people_section(FILE *out, struct report *report)
{
	const struct reading *now = &report->data->now;

	if (!has_people(report))
		return;
	report_begin(out, report, "",
		     VI_EN("Theo nhóm người trả lời", "By group of respondents"));
	for (size_t g = REPORT_PEOPLE; g < now->ngroupings; g++)
		write_group(out, report, &now->groupings[g]);
	report_phrase_paragraph(out, report, "note", PHRASE_READ_OVERLAP, NULL);
	report_end(out);
}

static void write_gap(FILE *out, struct report *report, const char *question,
		      const struct groups_facts *facts)
{
	fputs("<h3>", out);
	html_text(out, question);
	fputs("</h3>\n", out);
	report_groups_sentence(out, report, facts);
}

/* Questions whose groups differ, each with a sentence; the others by name. */
static void write_gaps(FILE *out, struct report *report)
{
	const struct reading *now = &report->data->now;
	const char *alike = "";

	for (size_t g = REPORT_PEOPLE; g < now->ngroupings; g++) {
		const struct grouping *grouping = &now->groupings[g];
		const char *question =
			report_label(report, &grouping->variables[0].item->label);
		struct groups_facts facts = groups_of(report, grouping);
		if (facts.nreal)
			write_gap(out, report, question, &facts);
		else if (facts.npairs)
			alike = arena_printf(report->arena, "%s%s%s", alike,
					     *alike ? ", " : "", question);
	}
	if (*alike)
		report_groups_alike(out, report, alike);
}

void report_gaps_section(FILE *out, struct report *report)
{
	if (!has_people(report))
		return;
	report_begin(out, report, "",
		     VI_EN("Các nhóm người trả lời có khác nhau?",
			   "Do groups of respondents differ?"));
	if (report->data->people.npairs)
		write_gaps(out, report);
	else
		report_groups_sentence(out, report, &(struct groups_facts){0});
	report_end(out);
}
