/* What people wrote about a unit or a service: masked (redact.h), a few, in no order of
 * time, and nothing where few people answered. */
#include "report_sections.h"

#include "forms/redact.h"
#include "forms/text.h"

#include <string.h>

/* A comment tells no figure, so that it is enough that many answered. */
static bool is_of_many(const struct report *report, const struct figure *figure)
{
	return figure && figure->result.n >= report->methods->figures.min_n;
}

/* Who reads a comment on the pages of a unit and of a service knows that it came from
 * those of that unit who answered about that service. */
static bool is_of_service(const struct report *report, const struct remark *remark)
{
	const struct report_data *data = report->data;
	const struct grouping *grouping = &data->now.groupings[REPORT_UNIT_SERVICE];
	const struct source_row row = {.unit = remark->unit,
				       .service = remark->service};
	const char *key = grouping_key(grouping, &row, report->arena);

	return key && is_of_many(report, figures_find(data->now.figures, grouping, key,
						      data->index));
}

static bool is_of_page(const struct report *report, const struct remark *remark)
{
	const char *code = report->page->place->code;

	if (report->page->field == PLACES_UNITS)
		return remark->of_unit && remark->unit &&
		       strcmp(remark->unit, code) == 0;
	return remark->of_service && remark->service &&
	       strcmp(remark->service, code) == 0 && is_of_service(report, remark);
}

static void write_remark(FILE *out, struct report *report, const struct remark *remark)
{
	fputs("<li>", out);
	html_text(out, redact(report->arena, remark->text));
	fputs("</li>\n", out);
}

static void write_list(FILE *out, struct report *report)
{
	const struct beside *beside = &report->data->beside;

	fputs("<ul class=\"remarks\">\n", out);
	for (size_t i = 0; i < beside->nremarks; i++)
		if (is_of_page(report, &beside->remarks[i]))
			write_remark(out, report, &beside->remarks[i]);
	fputs("</ul>\n", out);
}

static bool has_remarks(const struct report *report)
{
	const struct beside *beside = &report->data->beside;

	for (size_t i = 0; i < beside->nremarks; i++)
		if (is_of_page(report, &beside->remarks[i]))
			return true;
	return false;
}

void report_remarks_section(FILE *out, struct report *report)
{
	if (!is_of_many(report, report->page->place->figure) || !has_remarks(report))
		return;
	report_begin(out, report, "",
		     VI_EN("Góp ý của người dân", "What people wrote"));
	write_list(out, report);
	report_paragraph(
		out, report, "note",
		VI_EN("Nhiều nhất {0} góp ý mới nhất, không theo thứ tự thời gian. Số, "
		      "địa chỉ và tên người được máy che bằng […]: có thể còn sót, xin "
		      "đọc lại trước khi công bố. Nơi ít phiếu không nêu góp ý nào.",
		      "The newest {0} at most, not in order of time. Numbers, "
		      "addresses "
		      "and names were masked by […] by machine: some may be left, "
		      "please read them before you publish them. Where few answered "
		      "none are told."),
		PHRASE_ARGS(report_count(report, REMARKS_MOST)));
	report_end(out);
}
