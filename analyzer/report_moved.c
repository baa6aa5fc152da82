/*
 * What moved the index. The index is a mean of means, so that its change is the sum of what
 * its parts contribute: weight of the part times its own change, the weight being one over
 * the number of members at every step down from the index. The parts are the factors that
 * are made of items, or the items where the index itself is. A member that nobody answered
 * is in no mean; where rounds differ in that nothing adds up and no contribution is told.
 * A contribution is as real as its part's change, and has its interval times the weight.
 *
 * On the page of a place changes are those of its table below, one family; on the overview
 * those of the parts.
 */
#include "report_sections.h"
#include "report_table.h"

#include "forms/alloc.h"
#include "forms/text.h"

#include <math.h>
#include <string.h>

enum { NAMED_MOST = 3 };

struct part {
	const char *name;
	const struct label *label;
	const struct figure *figure;
	double weight;
};

struct parts {
	struct part *list;
	size_t n;
	bool differ; /* what enters the means is not the same in both rounds */
};

static const struct figure *figure_named(const struct report *report, const char *name)
{
	return report_own_figure(report,
				 report_entry(report->data, name, STATISTIC_T2B));
}

static bool has_estimate(const struct figure *figure)
{
	return figure && !isnan(figure->result.estimate);
}

/* Whether it enters the means of now. */
static bool enters(const struct report *report, struct parts *parts, const char *name)
{
	const struct figure *now = figure_named(report, name);
	bool is = has_estimate(now);
	bool was = now && has_estimate(report_base_figure(report->data, now));

	parts->differ |= is != was;
	return is;
}

static void add_part(const struct report *report, struct parts *parts, const char *name,
		     const struct label *label, double weight)
{
	const struct figure *figure = figure_named(report, name);

	if (has_estimate(figure))
		parts->list[parts->n++] = (struct part){name, label, figure, weight};
}

static size_t count_members(const struct report *report, struct parts *parts,
			    const struct factor *factor)
{
	const struct form *form = report_form(report);
	size_t n = 0;

	for (unsigned i = 0; i < factor->nof; i++)
		n += enters(report, parts, form->factors[factor->of[i]].name);
	for (unsigned i = 0; i < factor->nitems; i++)
		n += enters(report, parts, form->items[factor->items[i]].name);
	return n;
}

static void add_parts(const struct report *report, struct parts *parts, unsigned number,
		      double weight)
{
	const struct form *form = report_form(report);
	const struct factor *factor = &form->factors[number];
	double each = weight / (double)count_members(report, parts, factor);

	for (unsigned i = 0; i < factor->nof; i++) {
		const struct factor *member = &form->factors[factor->of[i]];
		if (member->nof)
			add_parts(report, parts, factor->of[i], each);
		else
			add_part(report, parts, member->name, &member->label, each);
	}
	for (unsigned i = 0; i < factor->nitems; i++) {
		const struct item *item = &form->items[factor->items[i]];
		add_part(report, parts, item->name, &item->label, each);
	}
}

/* --- changes ------------------------------------------------------------------------ */

static void find_changes(const struct report *report, const struct parts *parts,
			 struct contrasts *changes)
{
	if (report->page->place) {
		report_own_changes(report, changes);
		return;
	}
	for (size_t i = 0; i < parts->n; i++)
		contrasts_add(changes,
			      report_base_figure(report->data, parts->list[i].figure),
			      parts->list[i].figure);
	contrasts_adjust(changes);
}

static const struct contrast *change_of(const struct contrasts *changes,
					const struct part *part)
{
	for (size_t i = 0; i < changes->n; i++)
		if (strcmp(changes->list[i].entry->name, part->name) == 0)
			return &changes->list[i];
	return NULL;
}

static const struct contrast *index_change(const struct report *report)
{
	const struct contrasts *headline = &report->data->headline;

	if (report->page->place)
		return report->page->place->change;
	return headline->n ? headline->list : NULL;
}

static int compare_lines(const void *left, const void *right)
{
	const struct table_line *a = left, *b = right;
	double x = a->weight * a->change->comparison.difference;
	double y = b->weight * b->change->comparison.difference;

	return (fabs(x) < fabs(y)) - (fabs(x) > fabs(y));
}

/* Parts whose change can be told, what contributes most first. */
static void make_lines(struct report *report, const struct parts *parts,
		       const struct contrasts *changes, struct table_lines *lines)
{
	for (size_t i = 0; i < parts->n; i++) {
		const struct part *part = &parts->list[i];
		const struct contrast *change = change_of(changes, part);
		if (change && change->note == CONTRAST_TOLD)
			table_add(lines,
				  &(struct table_line){
					  .figure = part->figure,
					  .name = report_label(report, part->label),
					  .change = change,
					  .weight = part->weight});
	}
	if (lines->count)
		qsort(lines->list, lines->count, sizeof(*lines->list), compare_lines);
}

static struct moved_facts facts_of(const struct report *report,
				   const struct parts *parts,
				   const struct table_lines *lines)
{
	const struct contrast *index = index_change(report);
	bool told = index && index->note == CONTRAST_TOLD;
	bool adds = told && lines->count == parts->n && !parts->differ;
	struct moved_facts facts = {.base = source_name(report->data->base.source),
				    .n = lines->count,
				    .index_is_real = told && report_real(report, index),
				    .index = told ? index->comparison.difference
						  : (double)NAN,
				    .real = adds ? 0 : (double)NAN,
				    .decimals = 2};

	for (size_t i = 0; i < lines->count; i++) {
		const struct contrast *change = lines->list[i].change;
		if (!report_real(report, change))
			continue;
		facts.nreal++;
		facts.real += lines->list[i].weight * change->comparison.difference;
	}
	return facts;
}

struct moved_facts report_moved_lines(struct report *report, struct table_lines *lines,
				      struct contrasts *changes)
{
	const struct form *form = report_form(report);
	struct parts parts = {arena_alloc(report->arena,
					  (size_t)form->nitems + form->nfactors,
					  sizeof(struct part)),
			      0, false};

	if (!report_is_compared(report->data))
		return (struct moved_facts){.real = NAN};
	add_parts(report, &parts, (unsigned)form->index, 1);
	find_changes(report, &parts, changes);
	make_lines(report, &parts, changes, lines);
	return facts_of(report, &parts, lines);
}

typedef void write_parts(FILE *out, struct report *report,
			 const struct table_lines *lines,
			 const struct moved_facts *facts);

static void write_moved(FILE *out, struct report *report, write_parts *write)
{
	struct contrasts changes = {0};
	struct table_lines lines = {0};
	struct moved_facts facts = report_moved_lines(report, &lines, &changes);

	if (lines.count > 1) {
		report_begin(
			out, report, "",
			VI_EN("Điều gì làm chỉ số thay đổi", "What moved the index"));
		report_moved_sentence(out, report, &facts);
		write(out, report, &lines, &facts);
		report_end(out);
	}
	table_release(&lines);
	contrasts_release(&changes);
}

static void draw_all(FILE *out, struct report *report, const struct table_lines *lines,
		     const struct moved_facts *facts)
{
	if (!report->page->place)
		report_factor_slope(out, report);
	table_write(
		out, report,
		&(struct table){.caption = VI_EN("Các nội dung và thay đổi",
						 "Factors and their "
						 "changes")[report->language],
				.what = phrase_text(PHRASE_FACTOR, report->language),
				.columns = TABLE_CHANGED |
					   (isnan(facts->real) ? 0 : TABLE_MOVED)},
		lines);
}

void report_moved_section(FILE *out, struct report *report)
{
	write_moved(out, report, draw_all);
}

/* Of those that changed for certain; nothing where contributions add up to nothing. */
static void name_first(FILE *out, struct report *report,
		       const struct table_lines *lines, const struct moved_facts *facts)
{
	size_t named = 0;

	for (size_t i = 0; i < lines->count && named < NAMED_MOST; i++) {
		const struct table_line *line = &lines->list[i];
		if (isnan(facts->real) || !report_real(report, line->change))
			continue;
		fputs(named++ ? "; "
			      : VI_EN("<p>Đóng góp nhiều nhất: ",
				      "<p>The largest parts of it: ")[report->language],
		      out);
		html_text(out, line->name);
		fputc(' ', out);
		table_contribution(out, report, line);
	}
	if (named)
		fputs(".</p>\n", out);
}

void report_moved_first(FILE *out, struct report *report)
{
	write_moved(out, report, name_first);
}
