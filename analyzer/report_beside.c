/* Beside the survey: what others published, files on time against what people say, and
 * comments by channel. */
#include "report_cards.h"
#include "report_pages.h"
#include "report_sections.h"

#include "forms/text.h"

#include <math.h>

enum { CONTRADICTING_MOST = 100 };

/* --- on time ------------------------------------------------------------------------ */

static const struct item *promised(const struct report *report)
{
	const struct form *form = report_form(report);

	return form->on_time < 0 ? NULL : &form->items[form->on_time];
}

struct report_sides report_sides_of(const struct report *report, enum beside_by by,
				    const char *code)
{
	static const enum report_grouping groupings[BESIDE_BY_COUNT] = {
		[BESIDE_OVERALL] = REPORT_OVERALL,
		[BESIDE_UNIT] = REPORT_UNIT,
		[BESIDE_SERVICE] = REPORT_SERVICE};
	const struct report_data *data = report->data;
	const struct funnel_row *row = beside_row(&data->beside, by, code);
	const struct item *item = promised(report);
	const struct entry *entry =
		item ? report_entry(data, item->name, STATISTIC_T2B) : NULL;
	struct report_sides sides = {.share = (double)NAN};

	if (row && row->on_time_of > 0) {
		sides.share = row->on_time / row->on_time_of;
		sides.files = row->on_time_of;
	}
	if (entry)
		sides.figure = report_figure(data, groupings[by], code, entry);
	if (report_is_told(sides.figure))
		sides.judged = on_time_judge(sides.share, sides.figure->result.low,
					     sides.figure->result.high);
	else
		sides.figure = NULL;
	return sides;
}

static struct report_sides own_sides(const struct report *report)
{
	const struct report_page *page = report->page;

	if (!page->place)
		return report_sides_of(report, BESIDE_OVERALL, "");
	return report_sides_of(
		report, page->field == PLACES_UNITS ? BESIDE_UNIT : BESIDE_SERVICE,
		page->place->code);
}

const char *const *report_on_time_text(enum on_time judged)
{
	static const char *const texts[][LANGUAGE_COUNT] = {
		[ON_TIME_UNKNOWN] = {"–", "–"},
		[ON_TIME_NEAR] = {"không trái ngược", "no contradiction"},
		[ON_TIME_FILES_MORE] = {"trái ngược: hồ sơ báo đúng hẹn nhiều hơn hẳn "
					"người dân thấy",
					"contradiction: files say far more on time "
					"than people do"},
		[ON_TIME_PEOPLE_MORE] = {"trái ngược: người dân hài lòng nhiều hơn hẳn "
					 "hồ sơ báo đúng hẹn",
					 "contradiction: people are far more satisfied "
					 "than files are on time"},
	};
	return texts[judged];
}

static bool contradicts(const struct report_sides *sides)
{
	return sides->judged > ON_TIME_NEAR;
}

static void say_sides(FILE *out, struct report *report,
		      const struct report_sides *sides)
{
	report_paragraph(
		out, report, "",
		VI_EN("<b>{0}</b> trong {1} hồ sơ có số liệu được giải quyết đúng hẹn.",
		      "<b>{0}</b> of the {1} files that are known of were handled on "
		      "time."),
		PHRASE_ARGS(report_percent(report, sides->share),
			    report_count(report, sides->files)));
	if (!sides->figure)
		return;
	const struct result *result = &sides->figure->result;
	report_paragraph(
		out, report, "",
		VI_EN("Người dân hài lòng với nội dung “{0}”: <b>{1}</b> (khoảng tin "
		      "cậy {2}).",
		      "Satisfied with “{0}”: <b>{1}</b> of people (interval {2})."),
		PHRASE_ARGS(report_label(report, &promised(report)->label),
			    report_percent(report, result->estimate),
			    report_interval(report, result)));
	fprintf(out, "<p class=\"%s\"><b>",
		contradicts(sides) ? "warn missed" : "note");
	report_say(out, report, VI_EN("Hai số liệu {0}", "The two figures: {0}"),
		   PHRASE_ARGS(report_on_time_text(sides->judged)[report->language]));
	fputs("</b></p>\n", out);
}

static void write_unit(FILE *out, struct report *report, const struct cards *cards,
		       const struct report_place *place,
		       const struct report_sides *sides)
{
	cards_row(out, report_place_name(report, place),
		  pages_link(report, PLACES_UNITS, place));
	cards_cell(out, cards, 1, "changed");
	fputs(report_percent(report, sides->share), out);
	cards_cell_end(out);
	cards_cell(out, cards, 2, "changed");
	fprintf(out, "<b>%s</b> <small class=\"w\">%s</small>",
		report_percent(report, sides->figure->result.estimate),
		report_interval(report, &sides->figure->result));
	cards_cell_end(out);
	cards_cell(out, cards, 3, "changed");
	report_say(out, report, report_on_time_text(sides->judged), NULL);
	cards_cell_end(out);
	cards_row_end(out);
}

static void count_units(struct report *report, size_t *known, size_t *apart)
{
	const struct report_field *units = &report->data->fields[PLACES_UNITS];

	for (size_t i = 0; i < units->n; i++) {
		struct report_sides sides =
			report_sides_of(report, BESIDE_UNIT, units->places[i].code);
		*known += sides.judged != ON_TIME_UNKNOWN;
		*apart += contradicts(&sides);
	}
}

static void list_units(FILE *out, struct report *report)
{
	const struct report_field *units = &report->data->fields[PLACES_UNITS];
	enum language language = report->language;
	const struct cards cards = {
		.caption = VI_EN("Đơn vị có số liệu trái ngược",
				 "Units whose figures contradict")[language],
		.heads = {word(WORD_UNIT, language),
			  VI_EN("Hồ sơ đúng hẹn", "Files on time")[language],
			  VI_EN("Người dân hài lòng", "People satisfied")[language],
			  VI_EN("Nhận xét", "Remark")[language]},
		.nheads = 4};
	size_t written = 0;

	cards_begin(out, &cards);
	for (size_t i = 0; i < units->n && written < CONTRADICTING_MOST; i++) {
		const struct report_place *place = &units->places[i];
		struct report_sides sides =
			report_sides_of(report, BESIDE_UNIT, place->code);
		if (!contradicts(&sides))
			continue;
		write_unit(out, report, &cards, place, &sides);
		written++;
	}
	cards_end(out);
}

static void write_units(FILE *out, struct report *report)
{
	size_t known = 0, apart = 0;

	count_units(report, &known, &apart);
	if (!known)
		return;
	report_paragraph(
		out, report, "",
		VI_EN("{0} trong {1} đơn vị có cả hai số liệu trái ngược nhau.",
		      "Of {1} units with both figures those of {0} contradict."),
		PHRASE_ARGS(report_count(report, (double)apart),
			    report_count(report, (double)known)));
	if (apart)
		list_units(out, report);
	if (apart > CONTRADICTING_MOST)
		report_paragraph(
			out, report, "note",
			VI_EN("Chỉ liệt kê {0} đơn vị đầu tiên; tất cả có trong "
			      "report.xlsx.",
			      "Only the first {0} are listed; report.xlsx has all."),
			PHRASE_ARGS(report_count(report, CONTRADICTING_MOST)));
}

void report_on_time_section(FILE *out, struct report *report)
{
	struct report_sides sides = own_sides(report);

	if (isnan(sides.share))
		return;
	report_begin(out, report, "",
		     VI_EN("Hồ sơ đúng hẹn và người dân nói gì",
			   "Files on time, and what people say"));
	say_sides(out, report, &sides);
	if (!report->page->place)
		write_units(out, report);
	if (sides.figure)
		report_paragraph(
			out, report, "note",
			VI_EN("Trái ngược là khi cả khoảng tin cậy cách tỷ lệ đúng hẹn "
			      "hơn {0} điểm&nbsp;%: hai số đo không cùng một điều, "
			      "nên khác ít là thường.",
			      "They contradict where the whole interval is more than "
			      "{0} points from the share on time: the two do not "
			      "measure the same, so small gaps are usual."),
			PHRASE_ARGS(report_decimal(report, 100 * ON_TIME_SLACK)));
	report_end(out);
}

/* --- comments ----------------------------------------------------------------------- */

/* Ways to comment that are always open, whether anything came through them or not. */
static const char *const open_channels[] = {"box", "hotline", "web"};

static bool is_open(unsigned channel)
{
	for (size_t i = 0; i < ARRAY_SIZE(open_channels); i++)
		if (channel_find(open_channels[i]) == channel)
			return true;
	return false;
}

static void write_channels(FILE *out, struct report *report)
{
	const struct funnel *funnel = report->data->beside.funnel;
	enum language language = report->language;
	const struct cards cards = {
		.caption = VI_EN("Góp ý theo kênh", "Comments by channel")[language],
		.heads = {phrase_text(PHRASE_CHANNEL, language),
			  VI_EN("Góp ý", "Comments")[language]},
		.nheads = 2,
		.numbers = 1u << 1};

	cards_begin(out, &cards);
	for (unsigned c = 0; c <= CHANNEL_COUNT; c++) {
		double count = funnel_comments(funnel, c);
		if (!is_open(c) && count == 0)
			continue;
		cards_row(out, channel_text(c, language), NULL);
		cards_cell(out, &cards, 1, "number");
		fputs(report_count(report, count), out);
		cards_cell_end(out);
		cards_row_end(out);
	}
	cards_end(out);
}

static void write_comments(FILE *out, struct report *report)
{
	const struct funnel *funnel = report->data->beside.funnel;
	size_t channels = 0;
	double total = 0;

	for (unsigned c = 0; c <= CHANNEL_COUNT; c++) {
		double count = funnel_comments(funnel, c);
		total += count;
		channels += is_open(c) || count > 0;
	}
	report_begin(out, report, "", VI_EN("Góp ý đã nhận", "Comments received"));
	report_paragraph(out, report, "",
			 VI_EN("<b>{0} góp ý qua {1} kênh</b>.",
			       "<b>{0} comments through {1} channels</b>."),
			 PHRASE_ARGS(report_count(report, total),
				     report_count(report, (double)channels)));
	write_channels(out, report);
	report_paragraph(out, report, "note",
			 VI_EN("Không có góp ý không có nghĩa là mọi người hài lòng.",
			       "No comments does not mean that everybody is "
			       "satisfied."),
			 NULL);
	report_end(out);
}

void report_beside(FILE *out, struct report *report)
{
	static report_section *const sections[] = {
		report_published_section,
		report_on_time_section,
		write_comments,
	};

	report_head(out, report, report->page->kind->title[report->language]);
	report_sections(out, report, sections, ARRAY_SIZE(sections));
	report_foot(out, report);
}
