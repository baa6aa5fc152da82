/* How to read a report, and how it was made. */
#include "report_sections.h"

#include "forms/text.h"

/* --- how to read it --- */

/* In all tables and estimates.csv together. */
static void write_complements(FILE *out, struct report *report)
{
	const struct figures *figures = report->data->now.figures;
	uint64_t count = 0;

	for (size_t i = 0; i < figures_count(figures); i++)
		count += figures_at(figures, i)->suppressed == SUPPRESSION_COMPLEMENT;
	if (count)
		report_phrase_paragraph(
			out, report, "", PHRASE_READ_COMPLEMENT,
			PHRASE_ARGS(report_count(report, (double)count)));
}

void report_reading_section(FILE *out, struct report *report)
{
	report_begin(out, report, "", VI_EN("Cách đọc", "How to read this"));
	report_phrase_paragraph(out, report, "",
				pass_account(report->data->now.pass)->used_open
					? PHRASE_READ_INTERVAL_OPEN
					: PHRASE_READ_INTERVAL,
				PHRASE_ARGS(report_short_percent(
					report, report->methods->figures.level)));
	report_phrase_paragraph(out, report, "", PHRASE_READ_OVERLAP, NULL);
	if (report->methods->figures.min_n > 1)
		report_phrase_paragraph(
			out, report, "", PHRASE_READ_FEW,
			PHRASE_ARGS(report_count(
				report, (double)report->methods->figures.min_n)));
	if (report_is_compared(report->data))
		report_paragraph(
			out, report, "",
			VI_EN("“Tăng”, “giảm”, “cao hơn”, “thấp hơn” chỉ được nói khi "
			      "chênh lệch là thật, kể cả khi đã tính đến việc so sánh "
			      "nhiều nơi hay nhiều nội dung cùng lúc (Holm); còn lại "
			      "là "
			      "“chưa rõ”.",
			      "“Up”, “down”, “higher”, “lower” are said only of real "
			      "differences, many places or factors being compared at "
			      "once (Holm); all else is “not clear”."),
			NULL);
	write_complements(out, report);
	report_end(out);
}

/* --- how it was made --- */

/* "“Hài lòng” hoặc “Rất hài lòng”": the satisfied levels of the index's first item. */
static const char *satisfied_levels(struct report *report)
{
	const struct form *form = report_form(report);
	unsigned *items = arena_alloc(report->arena, form->nitems, sizeof(*items));
	const char *text = "";

	if (!form_factor_items(form, (unsigned)form->index, items))
		return text;
	const struct choice_list *list = form->items[items[0]].list;
	for (unsigned l = 0; l < list->nchoices; l++)
		if (list->choices[l].satisfied)
			text = arena_printf(
				report->arena, "%s%s“%s”", text,
				*text ? phrase_text(PHRASE_OR, report->language) : "",
				report_label(report, &list->choices[l].label));
	return text;
}

/* "12 tầng, chọn theo cụm, có quyền số" */
const char *report_design_words(struct report *report)
{
	const struct design *design = tally_design(pass_tally(report->data->now.pass));
	const char *text = "";
	const struct {
		bool holds;
		enum phrase phrase;
	} parts[] = {
		{design_nstrata(design) > 1, PHRASE_METHOD_STRATA},
		{design_is_clustered(design), PHRASE_METHOD_PSU},
		{design_has_weights(design), PHRASE_METHOD_WEIGHTS},
	};

	for (size_t i = 0; i < ARRAY_SIZE(parts); i++)
		if (parts[i].holds)
			text = arena_printf(
				report->arena, "%s%s%s", text, *text ? ", " : "",
				phrase_text(parts[i].phrase, report->language));
	return text;
}

static void write_design(FILE *out, struct report *report, const struct figure *figure)
{
	const struct design *design = tally_design(pass_tally(report->data->now.pass));
	const struct result *result = &figure->result;

	if (report->data->now.raking)
		report_phrase_paragraph(
			out, report, "", PHRASE_METHOD_RAKED,
			PHRASE_ARGS(raking_variables(report->data->now.raking,
						     report->arena)));
	if (design_is_srs(design)) {
		if (!report->data->now.raking)
			report_phrase_paragraph(out, report, "", PHRASE_METHOD_SRS,
						NULL);
		return;
	}
	report_phrase_paragraph(out, report, "", PHRASE_METHOD_WEIGHTED,
				PHRASE_ARGS(report_design_words(report)));
	report_phrase_paragraph(out, report, "", PHRASE_METHOD_DEFF,
				PHRASE_ARGS(report_decimal(report, result->deff),
					    report_decimal(report, result->df)));
}

void report_method_section(FILE *out, struct report *report)
{
	const struct figure *figure = report_headline(report->data, STATISTIC_T2B);
	report_begin(out, report, "", VI_EN("Phương pháp", "Method"));
	report_phrase_paragraph(out, report, "", PHRASE_METHOD_T2B,
				PHRASE_ARGS(satisfied_levels(report)));
	if (figure && !figure->suppressed) {
		write_design(out, report, figure);
		report_phrase_paragraph(
			out, report, "", PHRASE_METHOD_INTERVAL,
			PHRASE_ARGS(report_short_percent(report, figure->result.level),
				    interval_name(figure->result.method)));
	}
	report_end(out);
}
