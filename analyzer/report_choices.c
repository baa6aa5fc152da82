/*
 * Answers to the questions that are on no scale and not about the person: a table for each
 * section of the form and list of choices. Questions of what to improve first are those
 * whose list is called "priority": their rows stand in the order of the first choice.
 */
#include "report_sections.h"

#include "forms/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct row {
	const struct item *item;
	size_t first; /* of its figures */
};

struct block {
	const struct choice_list *list;
	int section;
	struct row *rows;
	size_t n;
};

static bool is_of_priorities(const struct choice_list *list)
{
	return strcmp(list->name, "priority") == 0;
}

static const struct figure *level_of(const struct report *report, const struct row *row,
				     unsigned level)
{
	return figures_at(report->data->choice_figures, row->first + level);
}

/* The items whose figures begin at `from`, up to the next section or list. */
static size_t take_block(const struct report *report, size_t from, struct block *block)
{
	const struct report_data *data = report->data;
	const struct form *form = report_form(report);
	size_t count = figures_count(data->choice_figures);

	block->n = 0;
	while (from < count) {
		const struct figure *figure = figures_at(data->choice_figures, from);
		const struct item *item =
			&form->items[form_item(form, figure->entry->name)];
		if (block->n &&
		    (item->list != block->list || item->section != block->section))
			break;
		block->list = item->list;
		block->section = item->section;
		block->rows[block->n++] = (struct row){item, from};
		from += item->list->nchoices;
	}
	return from;
}

/* --- the table ---------------------------------------------------------------------- */

/* Below all others where it is not told: a place in the order would tell it. */
static double share_of_first(const struct report *report, const struct row *row)
{
	const struct figure *figure = level_of(report, row, 0);

	return report_is_told(figure) ? figure->result.estimate : -1;
}

/* Few, so by insertion: the greatest share of the first choice first. */
static void order(const struct report *report, struct block *block)
{
	for (size_t i = 1; i < block->n; i++) {
		struct row row = block->rows[i];
		double share = share_of_first(report, &row);
		size_t at = i;
		for (; at > 0 && share > share_of_first(report, &block->rows[at - 1]);
		     at--)
			block->rows[at] = block->rows[at - 1];
		block->rows[at] = row;
	}
}

/* What the rows have in common: the section, and how it asked. */
static void write_caption(FILE *out, struct report *report, const struct block *block)
{
	const struct form *form = report_form(report);

	if (block->section < 0) {
		report_phrase(out, report, PHRASE_FACTOR, NULL);
		return;
	}
	const struct section *section = &form->sections[block->section];
	const char *hint = report_label(report, &section->hint);
	html_text(out, report_label(report, &section->label));
	if (hint && *hint) {
		fputs("<br>\n<small>", out);
		html_text(out, hint);
		fputs("</small>", out);
	}
}

static void write_head(FILE *out, struct report *report, const struct block *block)
{
	fputs("<table class=\"choices\">\n<caption>", out);
	write_caption(out, report, block);
	fputs("</caption>\n<thead><tr><th scope=\"col\">", out);
	report_say(out, report, VI_EN("Câu hỏi", "Question"), NULL);
	fputs("</th>", out);
	for (unsigned l = 0; l < block->list->nchoices; l++) {
		fputs("<th scope=\"col\" class=\"number\">", out);
		html_text(out, report_label(report, &block->list->choices[l].label));
		fputs("</th>", out);
	}
	fputs("<th scope=\"col\" class=\"number\">", out);
	report_phrase(out, report, PHRASE_N, NULL);
	fputs("</th></tr></thead>\n<tbody>\n", out);
}

static void write_share(FILE *out, struct report *report, const struct figure *figure)
{
	fputs("<td class=\"number\">", out);
	if (report_is_told(figure))
		fprintf(out, "<b>%s</b> <small>%s</small>",
			report_percent(report, figure->result.estimate),
			isnan(figure->result.low)
				? "–"
				: report_interval(report, &figure->result));
	else
		fputs("–", out);
	fputs("</td>", out);
}

static void write_row(FILE *out, struct report *report, const struct row *row)
{
	fputs("<tr><th scope=\"row\">", out);
	html_text(out, report_label(report, &row->item->label));
	fputs("</th>", out);
	for (unsigned l = 0; l < row->item->list->nchoices; l++)
		write_share(out, report, level_of(report, row, l));
	fprintf(out, "<td class=\"number\">%s</td></tr>\n",
		report_count(report, (double)level_of(report, row, 0)->result.n));
}

static void write_block(FILE *out, struct report *report, const struct block *block)
{
	write_head(out, report, block);
	for (size_t i = 0; i < block->n; i++)
		write_row(out, report, &block->rows[i]);
	fputs("</tbody>\n</table>\n", out);
}

/* --- sections ----------------------------------------------------------------------- */

static bool any_told(const struct report *report, bool priorities)
{
	const struct figures *figures = report->data->choice_figures;
	const struct form *form = report_form(report);

	for (size_t i = 0; figures && i < figures_count(figures); i++) {
		const struct figure *figure = figures_at(figures, i);
		const struct item *item =
			&form->items[form_item(form, figure->entry->name)];
		if (report_is_told(figure) &&
		    is_of_priorities(item->list) == priorities)
			return true;
	}
	return false;
}

static void write_blocks(FILE *out, struct report *report, bool priorities)
{
	size_t count = figures_count(report->data->choice_figures);
	struct block block = {
		.rows = arena_alloc(report->arena, count, sizeof(*block.rows))};

	for (size_t from = 0; from < count;) {
		from = take_block(report, from, &block);
		if (is_of_priorities(block.list) != priorities)
			continue;
		if (priorities)
			order(report, &block);
		write_block(out, report, &block);
	}
}

void report_choices_section(FILE *out, struct report *report)
{
	if (!any_told(report, false))
		return;
	report_begin(out, report, "", VI_EN("Các câu hỏi khác", "The other questions"));
	write_blocks(out, report, false);
	report_end(out);
}

void report_improve_section(FILE *out, struct report *report)
{
	if (!any_told(report, true))
		return;
	report_begin(out, report, "",
		     VI_EN("Người dân muốn cải thiện điều gì trước",
			   "What people want improved first"));
	write_blocks(out, report, true);
	report_paragraph(out, report, "note",
			 VI_EN("Xếp theo tỷ lệ chọn mức đầu tiên. Khi các khoảng tin "
			       "cậy chồng lên nhau thì thứ tự có thể chỉ là ngẫu "
			       "nhiên.",
			       "In order of the share of the first choice. Where "
			       "intervals overlap the order may be chance alone."),
			 NULL);
	report_end(out);
}
