/* The first page: what the chair of a province reads in two minutes. */
#include "report_pages.h"
#include "report_sections.h"
#include "report_table.h"

#include "forms/text.h"

#include <math.h>

enum { EXTREMES = 3 };

/* --- best and weakest --------------------------------------------------------------- */

/* A place is named among the best (the weakest) when even the worst (the best) rank it
 * may have lies in the better (the worse) half. */
static bool is_best(const struct ranking *ranking, size_t k)
{
	return ranking->why == RANK_RANKED && 2 * ranking->high <= k;
}

static bool is_weakest(const struct ranking *ranking, size_t k)
{
	return ranking->why == RANK_RANKED && 2 * (ranking->low - 1) >= k;
}

void report_find_extremes(struct report *report, enum report_field_kind kind,
			  struct table_lines lines[2])
{
	const struct report_field *field = &report->data->fields[kind];

	for (size_t i = 0; i < field->n && lines[0].count < EXTREMES; i++)
		if (is_best(&field->places[i].ranking, field->nranked))
			table_add_place(&lines[0], report, kind, &field->places[i]);
	for (size_t i = field->n; i > 0 && lines[1].count < EXTREMES; i--)
		if (is_weakest(&field->places[i - 1].ranking, field->nranked))
			table_add_place(&lines[1], report, kind, &field->places[i - 1]);
}

static void write_extreme(FILE *out, struct report *report, const char *const *title,
			  const char *what, const struct table_lines *lines)
{
	if (!lines->count)
		return;
	fputs("<h3>", out);
	report_say(out, report, title, NULL);
	fputs("</h3>\n", out);
	table_write(out, report,
		    &(struct table){.caption = title[report->language],
				    .what = what,
				    .columns = TABLE_RANKED},
		    lines);
}

/* What a field is called in sentences: "{1}". */
struct field_words {
	const char *title[LANGUAGE_COUNT], *many[LANGUAGE_COUNT];
};

static const struct field_words field_words[PLACES_COUNT] = {
	[PLACES_UNITS] = {{"Đơn vị nổi trội và đơn vị yếu", "Best and weakest units"},
			  {"đơn vị", "units"}},
	[PLACES_SERVICES] = {{"Dịch vụ nổi trội và dịch vụ yếu",
			      "Best and weakest services"},
			     {"dịch vụ", "services"}},
	[PLACES_FACTORS] = {{"Nội dung nổi trội và nội dung yếu",
			     "Best and weakest factors"},
			    {"nhóm nội dung", "factors"}},
};

static void say_none(FILE *out, struct report *report, const struct report_field *field,
		     const struct field_words *words)
{
	const char *const args[] = {report_count(report, (double)field->nranked),
				    words->many[report->language]};

	if (field->separable)
		report_paragraph(
			out, report, "",
			VI_EN("Với số phiếu hiện có, chưa thể nói chắc {1} nào trong "
			      "{0} {1} thuộc nửa cao hay nửa thấp; khoảng hạng của "
			      "từng "
			      "{1} có trong bảng.",
			      "These responses do not tell for certain which of {0} "
			      "{1} "
			      "are in the upper or the lower half; the ranks each may "
			      "have are in the table."),
			args);
	else
		report_paragraph(
			out, report, "",
			VI_EN("Với số phiếu hiện có, không thể nói {1} nào trong {0} "
			      "{1} hơn hay kém: mọi chênh lệch đều có thể chỉ là ngẫu "
			      "nhiên.",
			      "These responses cannot tell which of {0} {1} are better "
			      "or worse: all differences may be chance alone."),
			args);
}

static void write_field(FILE *out, struct report *report, enum report_field_kind kind)
{
	const struct report_field *field = &report->data->fields[kind];
	struct table_lines lines[2] = {{0}, {0}};
	const char *what =
		kind == PLACES_FACTORS
			? phrase_text(PHRASE_FACTOR, report->language)
			: word(kind == PLACES_UNITS ? WORD_UNIT : WORD_SERVICE,
			       report->language);

	if (field->nranked < 2)
		return;
	report_find_extremes(report, kind, lines);
	report_begin(out, report, "", field_words[kind].title);
	if (lines[0].count + lines[1].count == 0)
		say_none(out, report, field, &field_words[kind]);
	write_extreme(out, report,
		      VI_EN("Chắc chắn thuộc nửa cao", "Certainly in the upper half"),
		      what, &lines[0]);
	write_extreme(out, report,
		      VI_EN("Chắc chắn thuộc nửa thấp", "Certainly in the lower half"),
		      what, &lines[1]);
	table_release(&lines[0]);
	table_release(&lines[1]);
	report_end(out);
}

void report_extremes_section(FILE *out, struct report *report)
{
	write_field(out, report, PLACES_SERVICES);
	write_field(out, report, PLACES_FACTORS);
	write_field(out, report, PLACES_UNITS);
}

void report_overview(FILE *out, struct report *report)
{
	static report_section *const sections[] = {
		report_headline_section, report_warnings_section, report_moved_section,
		report_trend_section,	 report_extremes_section, report_gaps_section,
		report_improve_section,	 report_account_section,  report_funnel_section,
		report_reading_section,
	};

	report_head(out, report, report->page->kind->title[report->language]);
	report_sections(out, report, sections, ARRAY_SIZE(sections));
	report_foot(out, report);
}
