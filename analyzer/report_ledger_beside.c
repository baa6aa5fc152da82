/* Tables of what stands beside the figures of a round: points by quarter, what others
 * published, files on time, comments. */
#include "report_ledger.h"
#include "report_sections.h"

#include "forms/alloc.h"

#include <math.h>

/* --- points by quarter -------------------------------------------------------------- */

enum {
	POINTS_QUARTER,
	POINTS_UNIT,
	POINTS_NAME,
	POINTS_N,
	POINTS_POINTS,
	POINTS_LOW,
	POINTS_HIGH,
	POINTS_CLASS,
	POINTS_CLASS_LOW,
	POINTS_CLASS_HIGH,
	POINTS_SUPPRESSED,
	POINTS_NCOLUMNS
};

static const struct ledger_column points_columns[] = {
	{"quarter", {"Quý", "Quarter"}, LEDGER_TEXT, 10},
	{"unit", {"Mã", "Code"}, LEDGER_TEXT, 16},
	{"name", {"Đơn vị", "Unit"}, LEDGER_TEXT, 40},
	{"n", {"Số phiếu", "Answers"}, LEDGER_COUNT, 10},
	{"points", {"Điểm", "Points"}, LEDGER_NUMBER, 10},
	{"points_low", {"Điểm từ", "Points from"}, LEDGER_NUMBER, 10},
	{"points_high", {"Điểm đến", "Points to"}, LEDGER_NUMBER, 10},
	{"class", {"Xếp loại", "Class"}, LEDGER_TEXT, 16},
	{"class_low", {"Có thể từ", "May be from"}, LEDGER_TEXT, 16},
	{"class_high", {"Có thể đến", "May be to"}, LEDGER_TEXT, 16},
	{"suppressed", {"Ghi chú", "Note"}, LEDGER_TEXT, 20},
};
_Static_assert(ARRAY_SIZE(points_columns) == POINTS_NCOLUMNS, "as the enum says");

/* Of everybody without a unit. */
static void write_points_of(struct ledger *ledger, const char *unit, const char *name,
			    const char *quarter)
{
	struct report_points points = report_points_of(ledger->report, unit, quarter);

	if (!points.figure)
		return;
	ledger_text(ledger, POINTS_QUARTER, quarter, NULL);
	ledger_text(ledger, POINTS_UNIT, unit, NULL);
	ledger_text(ledger, POINTS_NAME, name, NULL);
	ledger_number(ledger, POINTS_N, (double)points.figure->result.n);
	ledger_number(ledger, POINTS_POINTS, points.points);
	ledger_number(ledger, POINTS_LOW, points.low);
	ledger_number(ledger, POINTS_HIGH, points.high);
	ledger_text(ledger, POINTS_CLASS, points.is, NULL);
	ledger_text(ledger, POINTS_CLASS_LOW, points.is_low, NULL);
	ledger_text(ledger, POINTS_CLASS_HIGH, points.is_high, NULL);
	ledger_suppressed(ledger, POINTS_SUPPRESSED, points.figure);
	ledger_end(ledger);
}

static void write_points(struct ledger *ledger)
{
	struct report *report = ledger->report;
	const struct report_field *units = &report->data->fields[PLACES_UNITS];

	if (!(report_form(report)->points.out_of > 0))
		return;
	struct report_quarters quarters = report_quarters(report, REPORT_QUARTERS_MOST);
	for (size_t q = 0; q < quarters.n; q++)
		write_points_of(ledger, NULL, word(WORD_OVERALL, report->language),
				quarters.list[q]);
	for (size_t u = 0; u < units->n; u++)
		for (size_t q = 0; q < quarters.n; q++)
			write_points_of(ledger, units->places[u].code,
					report_place_name(report, &units->places[u]),
					quarters.list[q]);
}

const struct ledger_table ledger_points = {
	.name = "points",
	.title = {"Điểm theo quý", "Points by quarter"},
	.columns = points_columns,
	.ncolumns = POINTS_NCOLUMNS,
	.write = write_points,
};

/* --- what others published ---------------------------------------------------------- */

enum {
	PUBLISHED_INDEX,
	PUBLISHED_YEAR,
	PUBLISHED_UNIT,
	PUBLISHED_NAME,
	PUBLISHED_VALUE,
	PUBLISHED_MEASURE,
	PUBLISHED_CHANGE,
	PUBLISHED_RANK,
	PUBLISHED_OUT_OF,
	PUBLISHED_PLACES,
	PUBLISHED_SOURCE,
	PUBLISHED_NCOLUMNS
};

static const struct ledger_column published_columns[] = {
	{"index", {"Chỉ số", "Index"}, LEDGER_TEXT, 16},
	{"year", {"Năm", "Year"}, LEDGER_YEAR, 8},
	{"unit", {"Mã", "Code"}, LEDGER_TEXT, 16},
	{"name", {"Của", "Of"}, LEDGER_TEXT, 30},
	{"value", {"Giá trị", "Value"}, LEDGER_NUMBER, 10},
	{"measure", {"Đơn vị đo", "Measure"}, LEDGER_TEXT, 20},
	{"change", {"So với năm trước", "Since the year before"}, LEDGER_NUMBER, 12},
	{"rank", {"Hạng", "Rank"}, LEDGER_COUNT, 8},
	{"out_of", {"Trong", "Out of"}, LEDGER_COUNT, 8},
	{"places", {"Tăng bậc", "Places up"}, LEDGER_COUNT, 10},
	{"source", {"Nguồn", "Source"}, LEDGER_TEXT, 50},
};
_Static_assert(ARRAY_SIZE(published_columns) == PUBLISHED_NCOLUMNS, "as the enum says");

static void write_published_one(struct ledger *ledger, size_t number)
{
	struct report *report = ledger->report;
	const struct beside *beside = &report->data->beside;
	const struct published *published = &beside->published[number];
	struct published_change change =
		published_change(beside->published, beside->npublished, number);

	ledger_text(ledger, PUBLISHED_INDEX, published->index, NULL);
	ledger_number(ledger, PUBLISHED_YEAR, published->year);
	ledger_text(ledger, PUBLISHED_UNIT, published->unit, NULL);
	ledger_text(ledger, PUBLISHED_NAME, report_published_of(report, published),
		    NULL);
	ledger_number(ledger, PUBLISHED_VALUE, published->value);
	ledger_text(ledger, PUBLISHED_MEASURE, published->measure, NULL);
	if (change.value_note == PUBLISHED_TOLD)
		ledger_number(ledger, PUBLISHED_CHANGE, change.value);
	if (published->rank)
		ledger_number(ledger, PUBLISHED_RANK, published->rank);
	if (published->out_of)
		ledger_number(ledger, PUBLISHED_OUT_OF, published->out_of);
	if (change.places_note == PUBLISHED_TOLD)
		ledger_number(ledger, PUBLISHED_PLACES, change.places);
	ledger_text(ledger, PUBLISHED_SOURCE, published->source, NULL);
	ledger_end(ledger);
}

static void write_published(struct ledger *ledger)
{
	for (size_t i = 0; i < ledger->report->data->beside.npublished; i++)
		write_published_one(ledger, i);
}

const struct ledger_table ledger_published = {
	.name = "published",
	.title = {"Đã công bố", "Published"},
	.columns = published_columns,
	.ncolumns = PUBLISHED_NCOLUMNS,
	.write = write_published,
};

/* --- files on time ------------------------------------------------------------------ */

enum {
	ON_TIME_BY,
	ON_TIME_CODE,
	ON_TIME_NAME,
	ON_TIME_FILES,
	ON_TIME_SHARE,
	ON_TIME_FIGURE,
	ON_TIME_SAYS = ON_TIME_FIGURE + FIGURE_NCOLUMNS,
	ON_TIME_NCOLUMNS
};

static const struct ledger_column on_time_columns[] = {
	{"by", {"Chia theo", "By"}, LEDGER_TEXT, 14},
	{"code", {"Mã", "Code"}, LEDGER_TEXT, 16},
	{"name", {"Tên", "Name"}, LEDGER_TEXT, 40},
	{"files", {"Hồ sơ có số liệu", "Files known of"}, LEDGER_COUNT, 12},
	{"on_time", {"Đúng hẹn", "On time"}, LEDGER_SHARE, 12},
	FIGURE_COLUMNS,
	{"says", {"Nhận xét", "Remark"}, LEDGER_TEXT, 60},
};
_Static_assert(ARRAY_SIZE(on_time_columns) == ON_TIME_NCOLUMNS, "as the enum says");

static void write_sides(struct ledger *ledger, enum beside_by by, const char *code,
			const char *name)
{
	static const char *const names[BESIDE_BY_COUNT] = {"overall", "unit",
							   "service"};
	static const char *const says[] = {[ON_TIME_UNKNOWN] = NULL,
					   [ON_TIME_NEAR] = "near",
					   [ON_TIME_FILES_MORE] = "files_more",
					   [ON_TIME_PEOPLE_MORE] = "people_more"};
	enum language language = ledger->report->language;
	struct report_sides sides = report_sides_of(ledger->report, by, code);

	if (isnan(sides.share))
		return;
	ledger_text(ledger, ON_TIME_BY, names[by], word_of_column(names[by], language));
	ledger_text(ledger, ON_TIME_CODE, code, NULL);
	ledger_text(ledger, ON_TIME_NAME, name, NULL);
	ledger_number(ledger, ON_TIME_FILES, sides.files);
	ledger_number(ledger, ON_TIME_SHARE, sides.share);
	ledger_figure(ledger, ON_TIME_FIGURE, sides.figure);
	ledger_text(ledger, ON_TIME_SAYS, says[sides.judged],
		    report_on_time_text(sides.judged)[language]);
	ledger_end(ledger);
}

static void write_sides_of(struct ledger *ledger, enum beside_by by,
			   enum report_field_kind kind)
{
	const struct report_field *field = &ledger->report->data->fields[kind];

	for (size_t i = 0; i < field->n; i++)
		write_sides(ledger, by, field->places[i].code,
			    report_place_name(ledger->report, &field->places[i]));
}

static void write_on_time(struct ledger *ledger)
{
	write_sides(ledger, BESIDE_OVERALL, "", "");
	write_sides_of(ledger, BESIDE_UNIT, PLACES_UNITS);
	write_sides_of(ledger, BESIDE_SERVICE, PLACES_SERVICES);
}

const struct ledger_table ledger_on_time = {
	.name = "on_time",
	.title = {"Đúng hẹn", "Files on time"},
	.columns = on_time_columns,
	.ncolumns = ON_TIME_NCOLUMNS,
	.write = write_on_time,
};

/* --- comments ----------------------------------------------------------------------- */

enum { COMMENTS_CHANNEL, COMMENTS_COUNT, COMMENTS_NCOLUMNS };

static const struct ledger_column comments_columns[] = {
	{"channel", {"Kênh", "Channel"}, LEDGER_TEXT, 28},
	{"count", {"Góp ý", "Comments"}, LEDGER_COUNT, 12},
};
_Static_assert(ARRAY_SIZE(comments_columns) == COMMENTS_NCOLUMNS, "as the enum says");

static void write_comments(struct ledger *ledger)
{
	const struct funnel *funnel = ledger->report->data->beside.funnel;

	for (unsigned c = 0; c <= CHANNEL_COUNT; c++) {
		double count = funnel_comments(funnel, c);
		if (count == 0)
			continue;
		ledger_text(ledger, COMMENTS_CHANNEL, ledger_channel(c),
			    channel_text(c, ledger->report->language));
		ledger_number(ledger, COMMENTS_COUNT, count);
		ledger_end(ledger);
	}
}

const struct ledger_table ledger_comments = {
	.name = "comments",
	.title = {"Góp ý", "Comments"},
	.columns = comments_columns,
	.ncolumns = COMMENTS_NCOLUMNS,
	.write = write_comments,
};
