/* The league tables: units, by parent where there are many, and services. Every row has
 * its interval, the ranks it may have, its tier, its change and n. */
#include "report_pages.h"
#include "report_paper.h"
#include "report_sections.h"
#include "report_table.h"

#include "forms/text.h"

#include <string.h>

/* --- parents ------------------------------------------------------------------------ */

size_t league_ngroups(const struct report_data *data)
{
	size_t n = keys_count(data->parents);

	return data->fields[PLACES_UNITS].n > LEAGUE_ROWS_MAX && n > 1 ? n : 0;
}

const char *league_group(const struct report_data *data, size_t number)
{
	return keys_label(data->parents, (uint32_t)number);
}

/* --- tables ------------------------------------------------------------------------- */

void report_verdict_counts(FILE *out, struct report *report,
			   const struct report_field *field)
{
	uint64_t counts[VERDICT_COUNT] = {0};

	if (!report_judges(report))
		return;
	for (size_t i = 0; i < field->n; i++)
		counts[report_verdict(report, field->places[i].figure)]++;
	report_phrase_paragraph(
		out, report, "", PHRASE_VERDICT_COUNTS,
		PHRASE_ARGS(report_short_percent(report, report_target(report)),
			    report_count(report, (double)counts[VERDICT_MET]),
			    report_count(report, (double)counts[VERDICT_MISSED]),
			    report_count(report, (double)counts[VERDICT_UNSURE])));
}

static void write_summary(FILE *out, struct report *report,
			  const struct report_field *field)
{
	uint64_t few = 0;

	for (size_t i = 0; i < field->n; i++)
		few += field->places[i].figure->suppressed == SUPPRESSION_FEW;
	report_verdict_counts(out, report, field);
	if (few)
		report_phrase_paragraph(
			out, report, "", PHRASE_FEW_COUNT,
			PHRASE_ARGS(
				report_count(report, (double)few),
				report_count(report,
					     (double)report->methods->figures.min_n)));
}

static void write_tiers(FILE *out, struct report *report,
			const struct report_field *field)
{
	if (!field->separable)
		report_paragraph(out, report, "",
				 VI_EN("Không nơi nào chắc chắn hơn nơi nào: mọi chênh "
				       "lệch đều có thể chỉ là ngẫu nhiên.",
				       "No place is certainly better than another: all "
				       "differences may be chance alone."),
				 NULL);
	else if (field->ntiers < 2)
		report_paragraph(out, report, "",
				 VI_EN("Có nơi chắc chắn hơn nơi khác (xem khoảng "
				       "hạng), nhưng không có chỗ nào cắt được bảng "
				       "thành hai nhóm tách bạch.",
				       "Some places are certainly better than others "
				       "(see the ranges of ranks), but nowhere can the "
				       "table be cut into two clear tiers."),
				 NULL);
	else
		report_paragraph(
			out, report, "",
			VI_EN("Tách được {0} nhóm: giữa hai nhóm, chênh lệch là thật; "
			      "trong một nhóm thì chưa chắc.",
			      "There are {0} tiers: between tiers differences are "
			      "real, "
			      "within one they need not be."),
			PHRASE_ARGS(report_count(report, (double)field->ntiers)));
}

static int rank_sign(const struct report_field *field, const struct report_place *place)
{
	struct rank_facts now = report_rank_facts(&place->ranking, field->nranked);
	struct rank_facts before = report_rank_before(field, place);

	return sentence_rank_sign(&now, &before);
}

/* What has become of the ranks since the base: of how many that can be told. */
static void write_moved(FILE *out, struct report *report,
			const struct report_field *field)
{
	size_t moved = 0;

	if (field->nbefore < 2)
		return;
	for (size_t i = 0; i < field->n; i++)
		moved += rank_sign(field, &field->places[i]) != 0;
	const char *const args[] = {source_name(report->data->base.source),
				    report_count(report, (double)moved),
				    report_count(report, (double)field->nranked)};
	if (field->others_before)
		report_paragraph(
			out, report, "",
			VI_EN("Đợt {0} xếp hạng những nơi không hoàn toàn giống đợt "
			      "này, nên không so sánh thứ hạng.",
			      "In round {0} not quite the same places were ranked, so "
			      "ranks are not compared."),
			args);
	else
		report_paragraph(
			out, report, "",
			moved ? VI_EN("So với đợt {0}, thứ hạng đã thay đổi ở {1} "
				      "trong "
				      "{2} nơi; với các nơi còn lại không đủ căn cứ để "
				      "nói thứ hạng đã đổi, vì các hạng có thể có của "
				      "hai đợt chồng lên nhau.",
				      "Since round {0} the rank has changed for {1} of "
				      "{2}; for the others that can't be told: the "
				      "ranks they may have in both rounds overlap.")
			      : VI_EN("So với đợt {0}, không đủ căn cứ để nói thứ hạng "
				      "của nơi nào đã đổi: các hạng có thể có của hai "
				      "đợt chồng lên nhau.",
				      "Whether any rank has changed since round {0} "
				      "can't be told: the ranks they may have in both "
				      "rounds overlap."),
			args);
}

static void write_ranks(FILE *out, struct report *report,
			const struct report_field *field, bool table)
{
	if (field->nranked < 2)
		return;
	write_tiers(out, report, field);
	write_moved(out, report, field);
	if (table)
		report_paragraph(
			out, report, "note",
			VI_EN("Xếp theo giá trị ước tính. Hai số trong ngoặc là các "
			      "hạng mà nơi ấy có thể có, xét sai số của tất cả ({0}).",
			      "In order of the estimates. In brackets: the ranks the "
			      "place may have, given everybody's errors ({0})."),
			PHRASE_ARGS(report_short_percent(
				report, report->methods->figures.level)));
}

/* --- what ranks say ----------------------------------------------------------------- */

static void add_place(struct table_lines *lines, struct report *report,
		      enum report_field_kind kind, const struct report_place *place)
{
	const struct report_field *field = &report->data->fields[kind];

	table_add_place(lines, report, kind, place);
	if (field->others_before)
		return;
	lines->list[lines->count - 1].before = place->before;
	lines->list[lines->count - 1].rank_sign = rank_sign(field, place);
}

static void write_table(FILE *out, struct report *report, enum report_field_kind kind,
			const char *group, enum word what)
{
	const struct report_field *field = &report->data->fields[kind];
	struct table_lines lines = {0};

	for (size_t i = 0; i < field->n; i++)
		if (!group || strcmp(report_parent(&field->places[i]), group) == 0)
			add_place(&lines, report, kind, &field->places[i]);
	table_write(
		out, report,
		&(struct table){.caption = phrase_text(kind == PLACES_UNITS
							       ? PHRASE_BY_UNIT
							       : PHRASE_BY_SERVICE,
						       report->language),
				.what = word(what, report->language),
				.columns = TABLE_JUDGED | TABLE_RANKED | TABLE_CHANGED,
				.league = true},
		&lines);
	table_release(&lines);
}

/* --- pages -------------------------------------------------------------------------- */

static void write_groups(FILE *out, struct report *report)
{
	size_t n = league_ngroups(report->data);

	if (report->paper) /* their tables follow */
		return;
	report_paragraph(
		out, report, "",
		VI_EN("{0} đơn vị, theo cấp trên của chúng:",
		      "{0} units, by the one above them:"),
		PHRASE_ARGS(report_count(
			report, (double)report->data->fields[PLACES_UNITS].n)));
	fputs("<ul class=\"groups\">\n", out);
	for (size_t i = 0; i < n; i++) {
		const char *group = league_group(report->data, i);
		fprintf(out, "<li><a href=\"units/%s.html\">", *group ? group : "-");
		if (*group)
			html_text(out, report_called(report, CATALOGUE_UNITS, group));
		else
			report_say(out, report,
				   VI_EN("Không rõ cấp trên", "Parent unknown"), NULL);
		fputs("</a></li>\n", out);
	}
	fputs("</ul>\n", out);
}

static void write_too_many(FILE *out, struct report *report)
{
	report_paragraph(
		out, report, "",
		VI_EN("Có {0} đơn vị: bảng của từng đơn vị nằm trên trang báo cáo điện "
		      "tử, số liệu trong tệp estimates.csv.",
		      "There are {0} units: their tables are in the report's web "
		      "pages, their figures in estimates.csv."),
		PHRASE_ARGS(report_count(
			report, (double)report->data->fields[PLACES_UNITS].n)));
}

void report_units(FILE *out, struct report *report)
{
	const struct report_field *field = &report->data->fields[PLACES_UNITS];

	report_head(out, report, phrase_text(PHRASE_BY_UNIT, report->language));
	fputs("<section>\n", out);
	write_summary(out, report, field);
	write_ranks(out, report, field, !league_ngroups(report->data));
	if (report->paper && !paper_has_units(report->data))
		write_too_many(out, report);
	else if (league_ngroups(report->data))
		write_groups(out, report);
	else
		write_table(out, report, PLACES_UNITS, NULL, WORD_UNIT);
	report_end(out);
	report_heat_section(out, report);
	report_unit_slope_section(out, report);
	report_foot(out, report);
}

void report_units_of(FILE *out, struct report *report)
{
	const char *group = report->page->group;

	report_head(out, report,
		    *group ? report_called(report, CATALOGUE_UNITS, group)
			   : VI_EN("Không rõ cấp trên",
				   "Parent unknown")[report->language]);
	fputs("<section>\n", out);
	if (!report->paper)
		write_ranks(out, report, &report->data->fields[PLACES_UNITS], true);
	write_table(out, report, PLACES_UNITS, group, WORD_UNIT);
	report_end(out);
	report_heat_section(out, report);
	report_unit_slope_section(out, report);
	report_foot(out, report);
}

void report_services(FILE *out, struct report *report)
{
	const struct report_field *field = &report->data->fields[PLACES_SERVICES];

	report_head(out, report, phrase_text(PHRASE_BY_SERVICE, report->language));
	fputs("<section>\n", out);
	write_summary(out, report, field);
	write_ranks(out, report, field, true);
	write_table(out, report, PLACES_SERVICES, NULL, WORD_SERVICE);
	report_end(out);
	report_foot(out, report);
}
