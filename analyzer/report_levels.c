/*
 * Answers by level, of each item one bar that diverges around the middle: what is not
 * satisfied to the left, what is to the right, the level between them (where there are
 * two or more below it) across the middle. Shares are weighted as the estimates are; na
 * and missing answers are outside. The shares stand in the table, as does n.
 */
#include "report_pages.h"
#include "report_sections.h"

#include "forms/text.h"

#include <math.h>

struct levels {
	const struct item *item;
	const struct figure *figure;
	double shares[PLAN_LEVELS];
	unsigned n, middle; /* middle: n where there is none */
	double left;	    /* share of what is left of the middle line */
};

static bool take_levels(const struct report *report, const struct item *item,
			struct levels *levels)
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
	*levels =
		(struct levels){.item = item, .figure = figure, .n = planned->nlevels};
	for (unsigned l = 0; l < levels->n; l++)
		levels->shares[l] = domain->w[planned->first_cell + l] / whole;
	return whole > 0;
}

static void find_middle(struct levels *levels)
{
	const struct choice *choices = levels->item->list->choices;
	unsigned below = 0;

	while (below < levels->n && !choices[below].satisfied)
		below++;
	levels->middle = below >= 2 ? below - 1 : levels->n;
	for (unsigned l = 0; l < below; l++)
		levels->left += levels->shares[l] / (l == levels->middle ? 2 : 1);
}

/* As a class of colour: the worst is l1, the best l5, the middle l3. */
static unsigned colour_of(const struct levels *levels, unsigned level)
{
	bool good = levels->item->list->choices[level].satisfied;

	if (level == levels->middle)
		return 3;
	if (good)
		return level + 1 == levels->n ? 5 : 4;
	return level == 0 ? 1 : 2;
}

static void draw(FILE *out, const struct levels *levels)
{
	double at = 50 - 50 * levels->left;

	fputs("<svg class=\"levels\" aria-hidden=\"true\">", out);
	for (unsigned l = 0; l < levels->n; l++) {
		double width = 50 * levels->shares[l];
		fprintf(out,
			"<rect class=\"l%u\" x=\"%.2f%%\" width=\"%.2f%%\" y=\"10%%\" "
			"height=\"80%%\"/>",
			colour_of(levels, l), at, width);
		at += width;
	}
	fputs("<line class=\"axisline\" x1=\"50%\" x2=\"50%\" y1=\"0\" "
	      "y2=\"100%\"/></svg>",
	      out);
}

/* --- the table ---------------------------------------------------------------------- */

static void write_head(FILE *out, struct report *report, const struct choice_list *list)
{
	fputs("<table class=\"levels\" role=\"table\">\n<caption>", out);
	report_say(
		out, report,
		VI_EN("Tỷ lệ câu trả lời theo từng mức", "Share of answers by level"),
		NULL);
	fputs("</caption>\n<thead role=\"rowgroup\"><tr role=\"row\"><th scope=\"col\" "
	      "role=\"columnheader\">",
	      out);
	report_phrase(out, report, PHRASE_FACTOR, NULL);
	fputs("</th>", out);
	for (unsigned l = 0; l < list->nchoices; l++) {
		fputs("<th scope=\"col\" role=\"columnheader\" class=\"number\">", out);
		html_text(out, report_label(report, &list->choices[l].label));
		fputs("</th>", out);
	}
	fputs("<th scope=\"col\" role=\"columnheader\" class=\"number\">", out);
	report_phrase(out, report, PHRASE_N, NULL);
	fputs("</th></tr></thead>\n<tbody role=\"rowgroup\">\n", out);
}

static void write_share(FILE *out, struct report *report, const struct levels *levels,
			unsigned level)
{
	const struct choice *choice = &levels->item->list->choices[level];
	const char *label = report_label(report, &choice->label);

	fprintf(out,
		"<td role=\"cell\" class=\"number\"><i class=\"key l%u\"></i>"
		"<span class=\"label\">",
		colour_of(levels, level));
	html_text(out, label);
	fputs(" </span>", out);
	write_percent(out, levels->shares[level], 1, report->language);
	fputs("</td>", out);
}

static void write_row(FILE *out, struct report *report, const struct levels *levels)
{
	fputs("<tr role=\"row\"><th scope=\"row\" role=\"rowheader\">", out);
	html_text(out, report_label(report, &levels->item->label));
	draw(out, levels);
	fputs("</th>", out);
	for (unsigned l = 0; l < levels->n; l++)
		write_share(out, report, levels, l);
	fputs("<td role=\"cell\" class=\"number\"><span class=\"label\">", out);
	report_phrase(out, report, PHRASE_N, NULL);
	fprintf(out, " </span>%s</td></tr>\n",
		report_count(report, (double)levels->figure->result.n));
}

/* Items of the same scale stand in one table. */
static unsigned write_table(FILE *out, struct report *report, const unsigned *items,
			    unsigned n, unsigned from)
{
	const struct form *form = report_form(report);
	const struct choice_list *list = form->items[items[from]].list;
	unsigned i = from;
	bool begun = false;
	struct levels levels;

	for (; i < n && form->items[items[i]].list == list; i++) {
		if (!take_levels(report, &form->items[items[i]], &levels))
			continue;
		find_middle(&levels);
		if (!begun)
			write_head(out, report, list);
		begun = true;
		write_row(out, report, &levels);
	}
	if (begun)
		fputs("</tbody>\n</table>\n", out);
	return i;
}

static bool any_levels(const struct report *report, const unsigned *items, unsigned n)
{
	struct levels levels;

	for (unsigned i = 0; i < n; i++)
		if (take_levels(report, &report_form(report)->items[items[i]], &levels))
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
		from = write_table(out, report, items, n, from);
	report_end(out);
}
