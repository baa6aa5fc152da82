/*
 * Answers by level, item by item (chart_levels.c). Shares are weighted as the estimates
 * are, of those who gave a level; na is told beside them, missing answers are outside.
 */
#include "charts.h"
#include "report_sections.h"

#include "forms/text.h"

static bool take_row(const struct report *report, const struct item *item,
		     struct chart_levels_row *row)
{
	const struct entry *entry =
		report_entry(report->data, item->name, STATISTIC_T2B);
	const struct figure *figure = report_own_figure(report, entry);

	if (!report_is_told(figure))
		return false;
	const struct plan *plan = agenda_plan(report->data->now.agenda);
	const struct plan_item *planned = &plan->items[entry->estimand.number];
	const struct domain *domain = figure->result.domain;
	double whole = domain_answered_weight(domain, planned);
	*row = (struct chart_levels_row){.name = report_label(report, &item->label),
					 .n = figure->result.n,
					 .na = domain->na[entry->estimand.number]};
	for (unsigned l = 0; l < planned->nlevels; l++)
		row->shares[l] = domain->w[planned->first_cell + l] / whole;
	return whole > 0;
}

static void name_levels(const struct report *report, const struct choice_list *list,
			struct chart_levels *levels)
{
	levels->nlevels = list->nchoices;
	for (unsigned l = 0; l < list->nchoices; l++)
		levels->names[l] = report_label(report, &list->choices[l].label);
	while (levels->first_good < list->nchoices &&
	       !list->choices[levels->first_good].satisfied)
		levels->first_good++;
}

/* Items of the same scale stand in one chart; returns the first that is not in it. */
static unsigned write_chart(FILE *out, struct report *report, const unsigned *items,
			    unsigned n, unsigned from)
{
	const struct form *form = report_form(report);
	const struct choice_list *list = form->items[items[from]].list;
	struct chart_levels_row *rows =
		arena_alloc(report->arena, n - from, sizeof(*rows));
	struct chart_levels levels = {
		.chart = {NULL,
			  VI_EN("Tỷ lệ câu trả lời theo từng mức",
				"Share of answers by level")[report->language],
			  report->language},
		.what = phrase_text(PHRASE_FACTOR, report->language),
		.rows = rows};
	unsigned i = from;

	name_levels(report, list, &levels);
	for (; i < n && form->items[items[i]].list == list; i++)
		levels.n += take_row(report, &form->items[items[i]], &rows[levels.n]);
	if (levels.n)
		chart_levels_write(out, &levels);
	return i;
}

static bool any_levels(const struct report *report, const unsigned *items, unsigned n)
{
	struct chart_levels_row row;

	for (unsigned i = 0; i < n; i++)
		if (take_row(report, &report_form(report)->items[items[i]], &row))
			return true;
	return false;
}

void report_levels_section(FILE *out, struct report *report)
{
	const struct form *form = report_form(report);
	unsigned *items = arena_alloc(report->arena, form->nitems + 1, sizeof(*items));
	unsigned n = form_factor_items(form, (unsigned)form->index, items);

	if (!any_levels(report, items, n))
		return;
	report_begin(out, report, "",
		     VI_EN("Trả lời theo từng mức", "Answers by level"));
	report_paragraph(out, report, "note",
			 VI_EN("Bên phải đường giữa là hài lòng, bên trái là không hài "
			       "lòng; mức ở giữa nằm hai bên đường giữa.",
			       "Right of the middle line: satisfied; left of it: not; "
			       "the level in between lies across it."),
			 NULL);
	for (unsigned from = 0; from < n;)
		from = write_chart(out, report, items, n, from);
	report_end(out);
}
