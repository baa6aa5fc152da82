/* Tables of differences (of the parts of the index since the base, of groups of
 * respondents), and of answers to questions that are on no scale. */
#include "report_ledger.h"
#include "report_sections.h"
#include "report_table.h"

#include "forms/alloc.h"

#include <math.h>
#include <string.h>

/* --- what moved the index ----------------------------------------------------------- */

enum {
	MOVED_ITEM,
	MOVED_NAME,
	MOVED_CHANGE,
	MOVED_WEIGHT = MOVED_CHANGE + CHANGE_NCOLUMNS,
	MOVED_PART,
	MOVED_PART_LOW,
	MOVED_PART_HIGH,
	MOVED_NCOLUMNS
};

static const struct ledger_column moved_columns[] = {
	{"item", {"Mã", "Code"}, LEDGER_TEXT, 14},
	{"name", {"Nội dung", "Factor or item"}, LEDGER_TEXT, 60},
	CHANGE_COLUMNS,
	{"weight", {"Tỷ trọng trong chỉ số", "Weight in the index"}, LEDGER_SHARE, 12},
	{"contribution",
	 {"Đóng góp, điểm %", "Contribution, points"},
	 LEDGER_POINTS,
	 12},
	{"contribution_low", {"Đóng góp từ", "Contribution from"}, LEDGER_POINTS, 12},
	{"contribution_high", {"Đóng góp đến", "Contribution to"}, LEDGER_POINTS, 12},
};
_Static_assert(ARRAY_SIZE(moved_columns) == MOVED_NCOLUMNS, "as the enum says");

static void write_part(struct ledger *ledger, const struct table_line *line, bool adds)
{
	const struct comparison *comparison = &line->change->comparison;

	ledger_text(ledger, MOVED_ITEM, line->figure->entry->name, NULL);
	ledger_text(ledger, MOVED_NAME, line->name, NULL);
	ledger_change(ledger, MOVED_CHANGE, line->change);
	if (adds) {
		ledger_number(ledger, MOVED_WEIGHT, line->weight);
		ledger_number(ledger, MOVED_PART,
			      line->weight * comparison->difference);
		ledger_number(ledger, MOVED_PART_LOW, line->weight * comparison->low);
		ledger_number(ledger, MOVED_PART_HIGH, line->weight * comparison->high);
	}
	ledger_end(ledger);
}

static void write_moved(struct ledger *ledger)
{
	struct table_lines lines = {0};
	struct contrasts changes = {0};
	struct moved_facts facts = report_moved_lines(ledger->report, &lines, &changes);

	for (size_t i = 0; i < lines.count; i++)
		write_part(ledger, &lines.list[i], !isnan(facts.real));
	table_release(&lines);
	contrasts_release(&changes);
}

const struct ledger_table ledger_moved = {
	.name = "moved",
	.title = {"Điều làm chỉ số thay đổi", "What moved the index"},
	.columns = moved_columns,
	.ncolumns = MOVED_NCOLUMNS,
	.write = write_moved,
};

/* --- differences of groups ---------------------------------------------------------- */

enum {
	GAPS_ITEM,
	GAPS_QUESTION,
	GAPS_THIS,
	GAPS_THIS_NAME,
	GAPS_THAT,
	GAPS_THAT_NAME,
	GAPS_GAP,
	GAPS_LOW,
	GAPS_HIGH,
	GAPS_P,
	GAPS_SAYS,
	GAPS_NCOLUMNS
};

static const struct ledger_column gaps_columns[] = {
	{"item", {"Mã", "Code"}, LEDGER_TEXT, 14},
	{"question", {"Câu hỏi", "Question"}, LEDGER_TEXT, 36},
	{"group", {"Mã nhóm", "Group code"}, LEDGER_TEXT, 12},
	{"name", {"Nhóm", "Group"}, LEDGER_TEXT, 30},
	{"against", {"Mã nhóm đối chiếu", "Code held against"}, LEDGER_TEXT, 12},
	{"against_name", {"So với nhóm", "Held against"}, LEDGER_TEXT, 30},
	{"gap", {"Chênh lệch, điểm %", "Gap, points"}, LEDGER_POINTS, 12},
	{"gap_low", {"Chênh lệch từ", "Gap from"}, LEDGER_POINTS, 12},
	{"gap_high", {"Chênh lệch đến", "Gap to"}, LEDGER_POINTS, 12},
	{"p_holm", {"p (Holm)", "p (Holm)"}, LEDGER_NUMBER, 10},
	{"gap_says", {"Nghĩa là", "It says"}, LEDGER_TEXT, 16},
};
_Static_assert(ARRAY_SIZE(gaps_columns) == GAPS_NCOLUMNS, "as the enum says");

static void write_gap(struct ledger *ledger, size_t number)
{
	static const char *const says[] = {"lower", "unsure", "higher"};
	struct report *report = ledger->report;
	const struct report_pair *pair = &report->data->people.pairs[number];
	const struct item *item = pair->high->grouping->variables[0].item;
	struct gap_facts gap = report_group_gap(report, number);
	int sign = sentence_sign(&gap.difference);

	if (!gap.told)
		return;
	ledger_text(ledger, GAPS_ITEM, item->name, NULL);
	ledger_text(ledger, GAPS_QUESTION, report_label(report, &item->label), NULL);
	ledger_text(ledger, GAPS_THIS, pair->high->domain, NULL);
	ledger_text(ledger, GAPS_THIS_NAME, gap.this, NULL);
	ledger_text(ledger, GAPS_THAT, pair->low->domain, NULL);
	ledger_text(ledger, GAPS_THAT_NAME, gap.that, NULL);
	ledger_number(ledger, GAPS_GAP, gap.difference.difference);
	ledger_number(ledger, GAPS_LOW, gap.difference.low);
	ledger_number(ledger, GAPS_HIGH, gap.difference.high);
	ledger_number(ledger, GAPS_P, gap.difference.p_family);
	ledger_text(ledger, GAPS_SAYS, says[sign + 1],
		    sentence_brief(BRIEF_GAP, sign, report->language));
	ledger_end(ledger);
}

static void write_gaps(struct ledger *ledger)
{
	for (size_t i = 0; i < ledger->report->data->people.npairs; i++)
		write_gap(ledger, i);
}

const struct ledger_table ledger_gaps = {
	.name = "gaps",
	.title = {"So sánh các nhóm", "Groups compared"},
	.columns = gaps_columns,
	.ncolumns = GAPS_NCOLUMNS,
	.write = write_gaps,
};

/* --- questions on no scale ---------------------------------------------------------- */

enum {
	CHOICES_ITEM,
	CHOICES_QUESTION,
	CHOICES_CHOICE,
	CHOICES_LABEL,
	CHOICES_FIGURE,
	CHOICES_SUPPRESSED = CHOICES_FIGURE + FIGURE_NCOLUMNS,
	CHOICES_NCOLUMNS
};

static const struct ledger_column choices_columns[] = {
	{"item", {"Mã", "Code"}, LEDGER_TEXT, 14},
	{"question", {"Câu hỏi", "Question"}, LEDGER_TEXT, 60},
	{"choice", {"Mã trả lời", "Answer code"}, LEDGER_TEXT, 12},
	{"label", {"Trả lời", "Answer"}, LEDGER_TEXT, 36},
	INTERVAL_COLUMNS("Tỷ lệ", "Share"),
	{"suppressed", {"Ghi chú", "Note"}, LEDGER_TEXT, 20},
};
_Static_assert(ARRAY_SIZE(choices_columns) == CHOICES_NCOLUMNS, "as the enum says");

/* Figures stand by item, and by level within it. */
static void write_choices(struct ledger *ledger)
{
	struct report *report = ledger->report;
	const struct figures *figures = report->data->choice_figures;
	const struct form *form = report_form(report);
	const struct item *last = NULL;

	for (size_t i = 0, c = 0; figures && i < figures_count(figures); i++) {
		const struct figure *figure = figures_at(figures, i);
		const struct item *item =
			&form->items[form_item(form, figure->entry->name)];
		c = item == last ? c + 1 : 0;
		last = item;
		const struct choice *choice = &item->list->choices[c];
		ledger_text(ledger, CHOICES_ITEM, item->name, NULL);
		ledger_text(ledger, CHOICES_QUESTION,
			    report_label(report, &item->label), NULL);
		ledger_text(ledger, CHOICES_CHOICE, choice->name, NULL);
		ledger_text(ledger, CHOICES_LABEL, report_label(report, &choice->label),
			    NULL);
		ledger_figure(ledger, CHOICES_FIGURE, figure);
		ledger_suppressed(ledger, CHOICES_SUPPRESSED, figure);
		ledger_end(ledger);
	}
}

const struct ledger_table ledger_choices = {
	.name = "choices",
	.title = {"Các câu hỏi khác", "Other questions"},
	.columns = choices_columns,
	.ncolumns = CHOICES_NCOLUMNS,
	.write = write_choices,
};
