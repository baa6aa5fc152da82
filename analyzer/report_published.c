/* Figures that others published, each with where: of the whole country and of every unit,
 * or on the page of a unit its own. */
#include "report_cards.h"
#include "report_sections.h"

#include "forms/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { PUBLISHED_MOST = 200 };

static bool is_of_page(const struct report *report, const struct published *published)
{
	const struct report_page *page = report->page;

	if (!page->place)
		return true;
	return page->field == PLACES_UNITS && published->unit &&
	       strcmp(published->unit, page->place->code) == 0;
}

const char *report_published_of(const struct report *report,
				const struct published *published)
{
	return published->unit ? report_called(report, CATALOGUE_UNITS, published->unit)
			       : VI_EN("cả nước", "whole country")[report->language];
}

static const char *name_of(struct report *report, const struct published *published)
{
	return arena_printf(report->arena, "%s %d – %s", published->index,
			    published->year, report_published_of(report, published));
}

static bool is_percent(const struct published *published)
{
	return published->measure && *published->measure == '%';
}

/* "92,22 %", "88,4 điểm" */
static void write_value(FILE *out, const struct report *report,
			const struct published *published)
{
	fputs("<b>", out);
	text_decimal(out, language_code(report->language), published->value, 2);
	fputs("</b>", out);
	if (published->measure)
		fputs("&nbsp;", out);
	html_text(out, published->measure ? published->measure : "");
}

static void write_change(FILE *out, const struct report *report,
			 const struct published *published,
			 const struct published_change *change)
{
	if (change->value_note == PUBLISHED_OTHER)
		report_say(out, report,
			   VI_EN("cách tính năm trước khác, không so sánh",
				 "made otherwise the year before, not compared"),
			   NULL);
	if (change->value_note != PUBLISHED_TOLD) {
		fputs(change->value_note == PUBLISHED_NO_BASE ? "–" : "", out);
		return;
	}
	fputs(change->value >= 0.005 ? "+" : "", out);
	text_decimal(out, language_code(report->language),
		     fabs(change->value) < 0.005 ? 0 : change->value, 2);
	report_say(out, report,
		   is_percent(published) ? VI_EN(" điểm&nbsp;%", " points")
					 : VI_EN(" điểm", " points"),
		   NULL);
}

static void write_rank(FILE *out, struct report *report,
		       const struct published *published)
{
	if (!published->rank)
		fputs("–", out);
	else if (!published->out_of)
		fputs(report_count(report, published->rank), out);
	else
		report_say(out, report, VI_EN("{0} trong {1}", "{0} of {1}"),
			   PHRASE_ARGS(report_count(report, published->rank),
				       report_count(report, published->out_of)));
}

static void write_places(FILE *out, struct report *report,
			 const struct published *published,
			 const struct published_change *change)
{
	const char *const places[] = {report_count(report, abs(change->places))};

	if (change->places_note == PUBLISHED_NO_BASE)
		fputs("–", out);
	else if (change->places_note == PUBLISHED_OTHER)
		report_say(out, report,
			   VI_EN("năm trước xếp {0} nơi, nay {1}: không so sánh bậc",
				 "{0} were ranked the year before, now {1}: places are "
				 "not compared"),
			   PHRASE_ARGS(report_count(report, change->out_of_before),
				       report_count(report, published->out_of)));
	else if (change->places > 0)
		report_say(out, report, VI_EN("tăng {0} bậc", "up {0}"), places);
	else if (change->places < 0)
		report_say(out, report, VI_EN("giảm {0} bậc", "down {0}"), places);
	else
		report_say(out, report, VI_EN("giữ nguyên", "the same"), NULL);
}

static void write_line(FILE *out, struct report *report, const struct cards *cards,
		       size_t number)
{
	const struct beside *beside = &report->data->beside;
	const struct published *published = &beside->published[number];
	struct published_change change =
		published_change(beside->published, beside->npublished, number);

	cards_row(out, name_of(report, published), NULL);
	cards_cell(out, cards, 1, "number");
	write_value(out, report, published);
	cards_cell_end(out);
	cards_cell(out, cards, 2, "changed");
	write_change(out, report, published, &change);
	cards_cell_end(out);
	cards_cell(out, cards, 3, "number");
	write_rank(out, report, published);
	cards_cell_end(out);
	cards_cell(out, cards, 4, "changed");
	write_places(out, report, published, &change);
	cards_cell_end(out);
	cards_cell(out, cards, 5, "changed");
	html_text(out, published->source);
	cards_cell_end(out);
	cards_row_end(out);
}

static void write_table(FILE *out, struct report *report)
{
	const struct beside *beside = &report->data->beside;
	enum language language = report->language;
	const struct cards cards = {
		.caption = VI_EN("Số liệu đã công bố", "Published figures")[language],
		.heads = {VI_EN("Chỉ số, năm", "Index, year")[language],
			  VI_EN("Giá trị", "Value")[language],
			  VI_EN("So với năm trước", "Since the year before")[language],
			  VI_EN("Hạng", "Rank")[language],
			  VI_EN("Thay đổi bậc", "Places")[language],
			  VI_EN("Nguồn", "Source")[language]},
		.nheads = 6,
		.numbers = 1u << 1 | 1u << 3};
	size_t written = 0;

	cards_begin(out, &cards);
	for (size_t i = 0; i < beside->npublished && written < PUBLISHED_MOST; i++)
		if (is_of_page(report, &beside->published[i])) {
			write_line(out, report, &cards, i);
			written++;
		}
	cards_end(out);
}

static size_t count_lines(const struct report *report)
{
	const struct beside *beside = &report->data->beside;
	size_t n = 0;

	for (size_t i = 0; i < beside->npublished; i++)
		n += is_of_page(report, &beside->published[i]);
	return n;
}

/* What they are to be read beside. */
static void say_own(FILE *out, struct report *report)
{
	const struct figure *figure = report_headline(report->data, STATISTIC_T2B);

	if (report->page->place || !report_is_told(figure))
		return;
	report_paragraph(
		out, report, "",
		VI_EN("Cuộc khảo sát này: <b>{0}</b> hài lòng (khoảng tin cậy {1}).",
		      "This survey: <b>{0}</b> satisfied (interval {1})."),
		PHRASE_ARGS(report_percent(report, figure->result.estimate),
			    report_interval(report, &figure->result)));
}

void report_published_section(FILE *out, struct report *report)
{
	size_t n = count_lines(report);

	if (!n)
		return;
	report_begin(out, report, "",
		     VI_EN("Số liệu cơ quan khác đã công bố", "What others published"));
	say_own(out, report);
	write_table(out, report);
	if (n > PUBLISHED_MOST)
		report_paragraph(
			out, report, "note",
			VI_EN("Còn {0} số liệu nữa; xem trang của từng đơn vị.",
			      "There are {0} more; see the pages of the units."),
			PHRASE_ARGS(
				report_count(report, (double)(n - PUBLISHED_MOST))));
	report_paragraph(
		out, report, "note",
		VI_EN("Các số liệu này được đo bằng phương pháp khác, hỏi những người "
		      "khác, và được công bố không kèm sai số: đặt cạnh để tham khảo, "
		      "không cộng chung và không thay cho kết quả khảo sát này.",
		      "These were measured by other methods, of other people, and "
		      "published without errors: they stand beside for reference, and "
		      "are neither added to nor read for the figures of this survey."),
		NULL);
	report_end(out);
}
