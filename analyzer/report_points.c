/*
 * The index as points of a form that tells it so (hailong-form(5), points): out_of times
 * its mean100, by quarter of submission, with its interval and its class; and what each
 * part of it gave. Printed points are cut, not rounded, so that what reads 15,00 is 15.
 */
#include "report_cards.h"
#include "report_pages.h"
#include "report_sections.h"

#include "forms/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { QUARTERS_OF_UNITS = 4 };

static const struct form *form_of(const struct report *report)
{
	return source_form(report->data->now.source);
}

static const struct entry *points_entry(const struct report *report, const char *name)
{
	return report_entry(report->data, name, STATISTIC_MEAN100);
}

struct report_quarters report_quarters(const struct report *report, size_t most)
{
	const struct reading *now = &report->data->now;
	struct figures_range range =
		figures_of(now->figures, &now->groupings[REPORT_QUARTER]);
	const struct entry *index = points_entry(report, report->data->index->name);
	struct report_quarters quarters = {0};

	for (size_t i = range.end; i > range.first && quarters.n < most; i--) {
		const struct figure *figure = figures_at(now->figures, i - 1);
		if (figure->entry == index)
			quarters.list[quarters.n++] = figure->domain;
	}
	for (size_t i = 0; i < quarters.n / 2; i++) {
		const char *last = quarters.list[quarters.n - 1 - i];
		quarters.list[quarters.n - 1 - i] = quarters.list[i];
		quarters.list[i] = last;
	}
	return quarters;
}

/* "2026-Q1" is Quý I/2026. */
static const char *quarter_text(struct report *report, const char *quarter)
{
	static const char *const roman[] = {"I", "II", "III", "IV"};
	int number = quarter[strlen(quarter) - 1] - '1';
	int year = (int)(strlen(quarter) - strlen("-Q1"));

	return report->language == LANGUAGE_VI
		       ? arena_printf(report->arena, "Quý %s/%.*s", roman[number & 3],
				      year, quarter)
		       : arena_printf(report->arena, "Q%d %.*s", number + 1, year,
				      quarter);
}

/* Of a unit (NULL: of everybody) in a quarter; NULL: nobody. */
static const struct figure *figure_of(const struct report *report, const char *unit,
				      const char *quarter, const struct entry *entry)
{
	const struct reading *now = &report->data->now;
	const struct grouping *grouping =
		&now->groupings[unit ? REPORT_UNIT_QUARTER : REPORT_QUARTER];
	const struct source_row row = {.unit = unit, .quarter = quarter};

	return figures_find(now->figures, grouping,
			    grouping_key(grouping, &row, report->arena), entry);
}

/* --- points and classes ------------------------------------------------------------- */

static double cut(double points)
{
	return floor(100 * points + 1e-7) / 100;
}

static void write_points(FILE *out, const struct report *report, double points)
{
	text_decimal(out, language_code(report->language), cut(points), 2);
}

static double within(double points, double out_of)
{
	return fmax(0, fmin(out_of, points));
}

static const char *class_of(const struct report *report, double points)
{
	const struct grade *grade = form_grade(form_of(report), points);

	return grade ? report_label(report, &grade->label) : "–";
}

/* Where all answer alike nothing is known of the error: it is not 0. */
static bool has_interval(const struct result *result)
{
	return !isnan(result->low) && result->high - result->low > 1e-9;
}

struct report_points report_points_of(const struct report *report, const char *unit,
				      const char *quarter)
{
	const struct entry *index = points_entry(report, report->data->index->name);
	double out_of = form_of(report)->points.out_of;
	struct report_points points = {
		figure_of(report, unit, quarter, index), NAN, NAN, NAN, "", "", ""};

	if (!report_is_told(points.figure))
		return points;
	const struct result *result = &points.figure->result;
	points.points = cut(out_of * result->estimate);
	points.is = class_of(report, out_of * result->estimate);
	points.is_low = points.is_high = points.is;
	if (!has_interval(result))
		return points;
	double low = within(out_of * result->low, out_of);
	double high = within(out_of * result->high, out_of);
	points.low = cut(low);
	points.high = cut(high);
	points.is_low = class_of(report, low);
	points.is_high = class_of(report, high);
	return points;
}

/* The class, and those it may just as well be. */
static void write_class(FILE *out, const struct report *report,
			const struct report_points *points)
{
	bool down = strcmp(points->is_low, points->is) != 0;
	bool up = strcmp(points->is_high, points->is) != 0;
	const char *const args[] = {points->is, down ? points->is_low : points->is_high,
				    points->is_high};

	if (down && up)
		report_say(out, report,
			   VI_EN("<b>{0}</b>, có thể từ {1} đến {2}",
				 "<b>{0}</b>, may be from {1} to {2}"),
			   args);
	else if (down || up)
		report_say(out, report,
			   VI_EN("<b>{0}</b>, có thể là {1}", "<b>{0}</b>, may be {1}"),
			   args);
	else
		report_say(out, report, VI_EN("<b>{0}</b>", "<b>{0}</b>"), args);
}

static void write_untold(FILE *out, const struct report *report,
			 const struct figure *figure, const char *min_n)
{
	if (!figure)
		fputs("–", out);
	else
		report_phrase(out, report,
			      figure->suppressed == SUPPRESSION_COMPLEMENT
				      ? PHRASE_COMPLEMENT
				      : PHRASE_FEW,
			      PHRASE_ARGS(min_n));
}

static const char *min_n_of(struct report *report)
{
	return report_count(report, (double)report->methods->figures.min_n);
}

static void write_value(FILE *out, const struct report *report,
			const struct report_points *points)
{
	fputs("<b>", out);
	write_points(out, report, points->points);
	fputs("</b>", out);
	if (isnan(points->low)) {
		report_say(out, report,
			   VI_EN(" <small>chưa rõ sai số</small>",
				 " <small>error not known</small>"),
			   NULL);
		return;
	}
	fputs(" <small class=\"w\">", out);
	write_points(out, report, points->low);
	fputs("–", out);
	write_points(out, report, points->high);
	fputs("</small>", out);
}

/* --- by quarter --------------------------------------------------------------------- */

static void write_quarter(FILE *out, struct report *report, const struct cards *cards,
			  const char *quarter, const char *unit)
{
	struct report_points points = report_points_of(report, unit, quarter);
	const struct figure *figure = points.figure;
	bool told = report_is_told(figure);

	cards_row(out, quarter_text(report, quarter), NULL);
	cards_cell(out, cards, 1, "number");
	if (told)
		write_value(out, report, &points);
	else
		write_untold(out, report, figure, min_n_of(report));
	cards_cell_end(out);
	cards_cell(out, cards, 2, "changed");
	if (told)
		write_class(out, report, &points);
	else
		fputs("–", out);
	cards_cell_end(out);
	cards_cell(out, cards, 3, "number n");
	fputs(report_count(report, figure ? (double)figure->result.n : 0), out);
	cards_cell_end(out);
	cards_row_end(out);
}

static void write_quarters(FILE *out, struct report *report,
			   const struct report_quarters *quarters, const char *unit)
{
	const struct cards cards = {
		.caption = VI_EN("Điểm và xếp loại theo quý",
				 "Points and class by quarter")[report->language],
		.heads = {VI_EN("Quý nộp phiếu", "Quarter")[report->language],
			  VI_EN("Điểm", "Points")[report->language],
			  VI_EN("Xếp loại", "Class")[report->language],
			  phrase_text(PHRASE_N, report->language)},
		.nheads = 4,
		.numbers = 1u << 1 | 1u << 3};

	cards_begin(out, &cards);
	for (size_t q = 0; q < quarters->n; q++)
		write_quarter(out, report, &cards, quarters->list[q], unit);
	cards_end(out);
}

/* --- the parts of the index --------------------------------------------------------- */

struct part {
	const char *name;
	const struct label *label;
};

static unsigned count_parts(const struct form *form)
{
	const struct factor *index = &form->factors[form->index];

	return index->nof ? index->nof : index->nitems;
}

static struct part part_of(const struct form *form, unsigned number)
{
	const struct factor *index = &form->factors[form->index];

	if (index->nof) {
		const struct factor *factor = &form->factors[index->of[number]];
		return (struct part){factor->name, &factor->label};
	}
	const struct item *item = &form->items[index->items[number]];
	return (struct part){item->name, &item->label};
}

static void write_part(FILE *out, struct report *report, const struct cards *cards,
		       const struct report_quarters *quarters, const char *unit,
		       const struct part *part)
{
	const struct form *form = form_of(report);
	double most = form->points.out_of / count_parts(form);

	cards_row(out, report_label(report, part->label), NULL);
	for (size_t q = 0; q < quarters->n; q++) {
		const struct figure *figure =
			figure_of(report, unit, quarters->list[q],
				  points_entry(report, part->name));
		cards_cell(out, cards, q + 1, "number");
		if (report_is_told(figure))
			write_points(out, report, most * figure->result.estimate);
		else
			fputs("–", out);
		cards_cell_end(out);
	}
	cards_row_end(out);
}

static struct cards cards_by_quarter(struct report *report,
				     const struct report_quarters *quarters,
				     const char *caption, const char *what)
{
	struct cards cards = {
		.caption = caption, .heads = {what}, .nheads = 1 + quarters->n};

	for (size_t q = 0; q < quarters->n; q++)
		cards.heads[q + 1] = quarter_text(report, quarters->list[q]);
	return cards;
}

static void write_parts(FILE *out, struct report *report,
			const struct report_quarters *quarters, const char *unit)
{
	const struct form *form = form_of(report);
	unsigned n = count_parts(form);
	struct cards cards =
		cards_by_quarter(report, quarters,
				 VI_EN("Điểm của từng nội dung",
				       "Points by indicator")[report->language],
				 phrase_text(PHRASE_FACTOR, report->language));

	cards.numbers = ~1u;
	report_paragraph(out, report, "",
			 VI_EN("{0} nội dung, mỗi nội dung nhiều nhất {1} điểm:",
			       "{0} indicators of at most {1} points each:"),
			 PHRASE_ARGS(report_count(report, n),
				     report_decimal(report, form->points.out_of / n)));
	cards_begin(out, &cards);
	for (unsigned i = 0; i < n; i++) {
		struct part part = part_of(form, i);
		write_part(out, report, &cards, quarters, unit, &part);
	}
	cards_end(out);
}

static void write_scale(FILE *out, struct report *report)
{
	const struct points *points = &form_of(report)->points;

	fputs("<p class=\"note\">", out);
	report_say(
		out, report,
		VI_EN("Phần người dân đánh giá, trên {0} điểm: mức thấp nhất được 0, "
		      "mức cao nhất được điểm tối đa, nội dung không ai trả lời "
		      "không được tính. Xếp loại:",
		      "The citizens' part, of {0} points: the lowest level gives 0, "
		      "the highest all; what nobody answered is left out. "
		      "Classes:"),
		PHRASE_ARGS(report_decimal(report, points->out_of)));
	for (unsigned i = 0; i < points->ngrades; i++) {
		fputs(i ? "; " : " ", out);
		html_text(out, report_label(report, &points->grades[i].label));
		report_say(out, report, VI_EN(" từ {0}", " from {0}"),
			   PHRASE_ARGS(report_decimal(report, points->grades[i].from)));
	}
	fputs(".</p>\n", out);
}

void report_points_section(FILE *out, struct report *report)
{
	const struct report_page *page = report->page;

	if (!(form_of(report)->points.out_of > 0) ||
	    (page->place && page->field != PLACES_UNITS))
		return;
	struct report_quarters quarters = report_quarters(report, REPORT_QUARTERS_MOST);
	const char *unit = page->place ? page->place->code : NULL;
	report_begin(out, report, "",
		     VI_EN("Điểm và xếp loại theo quý", "Points and class by quarter"));
	if (quarters.n) {
		write_quarters(out, report, &quarters, unit);
		write_parts(out, report, &quarters, unit);
	} else {
		report_paragraph(
			out, report, "",
			VI_EN("Chưa có phiếu nào ghi thời gian nộp, nên chưa "
			      "tính được theo quý.",
			      "No answer says when it was sent, so there is no "
			      "quarter to count it in."),
			NULL);
	}
	write_scale(out, report);
	report_end(out);
}

/* --- units -------------------------------------------------------------------------- */

static void write_unit(FILE *out, struct report *report, const struct cards *cards,
		       const struct report_quarters *quarters,
		       const struct report_place *place)
{
	cards_row(out, report_place_name(report, place),
		  pages_link(report, PLACES_UNITS, place));
	for (size_t q = 0; q < quarters->n; q++) {
		struct report_points points =
			report_points_of(report, place->code, quarters->list[q]);
		cards_cell(out, cards, q + 1, "changed");
		if (report_is_told(points.figure)) {
			write_value(out, report, &points);
			fputs("<div>", out);
			write_class(out, report, &points);
			fputs("</div>", out);
		} else {
			write_untold(out, report, points.figure, min_n_of(report));
		}
		cards_cell_end(out);
	}
	cards_row_end(out);
}

/* A unit, and its points of the last quarter; NaN: not told. */
struct scored {
	const struct report_place *place;
	double points;
};

static int compare_scored(const void *left, const void *right)
{
	const struct scored *a = left, *b = right;

	if (isnan(a->points) || isnan(b->points))
		return isnan(a->points) - isnan(b->points);
	if (a->points != b->points)
		return a->points > b->points ? -1 : 1;
	return strcmp(a->place->code, b->place->code);
}

/* Highest points of the last quarter first, as long as the page. */
static const struct scored *sort_units(struct report *report, const char *quarter)
{
	const struct report_field *units = &report->data->fields[PLACES_UNITS];
	const struct entry *index = points_entry(report, report->data->index->name);
	struct scored *list = arena_alloc(report->arena, units->n, sizeof(*list));

	for (size_t i = 0; i < units->n; i++) {
		const struct report_place *place = &units->places[i];
		const struct figure *figure =
			figure_of(report, place->code, quarter, index);
		list[i] = (struct scored){place, report_is_told(figure)
							 ? figure->result.estimate
							 : (double)NAN};
	}
	qsort(list, units->n, sizeof(*list), compare_scored);
	return list;
}

static void list_units(FILE *out, struct report *report,
		       const struct report_quarters *quarters)
{
	const struct report_field *units = &report->data->fields[PLACES_UNITS];
	const struct scored *list = sort_units(report, quarters->list[quarters->n - 1]);
	const struct cards cards = cards_by_quarter(
		report, quarters,
		VI_EN("Điểm của từng đơn vị", "Points by unit")[report->language],
		word(WORD_UNIT, report->language));

	report_paragraph(
		out, report, "note",
		VI_EN("Xếp theo điểm của {0}; kèm mỗi điểm là khoảng tin cậy: đơn vị "
		      "có khoảng chồng lên nhau chưa chắc hơn kém nhau.",
		      "In order of the points of {0}; with each its interval: "
		      "where intervals overlap, no unit need be better."),
		PHRASE_ARGS(quarter_text(report, quarters->list[quarters->n - 1])));
	cards_begin(out, &cards);
	for (size_t i = 0; i < units->n; i++)
		write_unit(out, report, &cards, quarters, list[i].place);
	cards_end(out);
}

static void write_units(FILE *out, struct report *report)
{
	const struct report_field *units = &report->data->fields[PLACES_UNITS];
	struct report_quarters quarters = report_quarters(report, QUARTERS_OF_UNITS);

	if (!quarters.n || !units->n)
		return;
	report_begin(out, report, "", VI_EN("Theo đơn vị", "By unit"));
	if (units->n > LEAGUE_ROWS_MAX) {
		report_paragraph(
			out, report, "",
			VI_EN("Có {0} đơn vị; điểm của từng đơn vị ở trang của "
			      "đơn vị đó.",
			      "There are {0} units; the points of each are on "
			      "its page."),
			PHRASE_ARGS(report_count(report, (double)units->n)));
	} else {
		list_units(out, report, &quarters);
	}
	report_end(out);
}

void report_points_page(FILE *out, struct report *report)
{
	static report_section *const sections[] = {
		report_points_section,
		write_units,
	};

	report_head(out, report, report->page->kind->title[report->language]);
	report_sections(out, report, sections, ARRAY_SIZE(sections));
	report_foot(out, report);
}
