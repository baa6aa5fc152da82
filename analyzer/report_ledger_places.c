/* Tables of figures: everybody, factors and items, places, what people say of
 * themselves. */
#include "report_ledger.h"
#include "report_sections.h"
#include "report_table.h"

#include "forms/alloc.h"

#include <string.h>

/* --- everybody ---------------------------------------------------------------------- */

enum {
	OVERVIEW_STATISTIC,
	OVERVIEW_FIGURE,
	OVERVIEW_JUDGE = OVERVIEW_FIGURE + FIGURE_NCOLUMNS,
	OVERVIEW_CHANGE = OVERVIEW_JUDGE + JUDGE_NCOLUMNS,
	OVERVIEW_NCOLUMNS = OVERVIEW_CHANGE + CHANGE_NCOLUMNS
};

static const struct ledger_column overview_columns[] = {
	{"statistic", {"Chỉ tiêu", "Statistic"}, LEDGER_TEXT, 48},
	INTERVAL_COLUMNS("Giá trị", "Value"), /* shares, and a mean mark */
	JUDGE_COLUMNS,
	CHANGE_COLUMNS,
};
_Static_assert(ARRAY_SIZE(overview_columns) == OVERVIEW_NCOLUMNS, "as the enum says");

static const char *statistic_text(enum statistic statistic, enum language language)
{
	static const char *const texts[STATISTIC_COUNT][LANGUAGE_COUNT] = {
		[STATISTIC_T2B] = {"Tỷ lệ hài lòng", "Satisfied"},
		[STATISTIC_MEAN5] = {"Điểm trung bình trên điểm cao nhất",
				     "Mean mark over the highest mark"},
		[STATISTIC_ALL] = {"Tỷ lệ người hài lòng với mọi nội dung",
				   "Share of people satisfied with everything"}};

	return texts[statistic][language];
}

static void write_overview(struct ledger *ledger)
{
	static const enum statistic told[] = {STATISTIC_T2B, STATISTIC_MEAN5,
					      STATISTIC_ALL};
	const struct report_data *data = ledger->report->data;
	const struct contrasts *headline = &data->headline;

	for (size_t i = 0; i < ARRAY_SIZE(told); i++) {
		const struct figure *figure = report_headline(data, told[i]);
		if (!figure)
			continue;
		ledger_text(ledger, OVERVIEW_STATISTIC, statistic_name(told[i]),
			    statistic_text(told[i], ledger->report->language));
		ledger_figure(ledger, OVERVIEW_FIGURE, figure);
		if (i == 0) {
			ledger_judge(ledger, OVERVIEW_JUDGE, figure);
			ledger_change(ledger, OVERVIEW_CHANGE,
				      headline->n ? headline->list : NULL);
		}
		ledger_end(ledger);
	}
}

const struct ledger_table ledger_overview = {
	.name = "overview",
	.title = {"Tổng quan", "Overview"},
	.columns = overview_columns,
	.ncolumns = OVERVIEW_NCOLUMNS,
	.write = write_overview,
};

/* --- factors and items -------------------------------------------------------------- */

enum {
	FACTORS_DEPTH,
	FACTORS_CODE,
	FACTORS_NAME,
	FACTORS_FIGURE,
	FACTORS_JUDGE = FACTORS_FIGURE + FIGURE_NCOLUMNS,
	FACTORS_CHANGE = FACTORS_JUDGE + JUDGE_NCOLUMNS,
	FACTORS_NCOLUMNS = FACTORS_CHANGE + CHANGE_NCOLUMNS
};

static const struct ledger_column factors_columns[] = {
	{"depth", {"Bậc", "Depth"}, LEDGER_COUNT, 6},
	{"item", {"Mã", "Code"}, LEDGER_TEXT, 14},
	{"name", {"Nội dung", "Factor or item"}, LEDGER_TEXT, 60},
	FIGURE_COLUMNS,
	JUDGE_COLUMNS,
	CHANGE_COLUMNS,
};
_Static_assert(ARRAY_SIZE(factors_columns) == FACTORS_NCOLUMNS, "as the enum says");

static void write_factors(struct ledger *ledger)
{
	struct table_lines lines = {0};
	struct contrasts changes = {0};

	report_items_lines(ledger->report, &lines, &changes);
	for (size_t i = 0; i < lines.count; i++) {
		const struct table_line *line = &lines.list[i];
		ledger_number(ledger, FACTORS_DEPTH, (double)line->depth);
		ledger_text(ledger, FACTORS_CODE, line->figure->entry->name, NULL);
		ledger_text(ledger, FACTORS_NAME, line->name, NULL);
		ledger_figure(ledger, FACTORS_FIGURE, line->figure);
		ledger_judge(ledger, FACTORS_JUDGE, line->figure);
		ledger_change(ledger, FACTORS_CHANGE, line->change);
		ledger_end(ledger);
	}
	contrasts_release(&changes);
	table_release(&lines);
}

const struct ledger_table ledger_factors = {
	.name = "factors",
	.title = {"Nội dung", "Factors and items"},
	.columns = factors_columns,
	.ncolumns = FACTORS_NCOLUMNS,
	.write = write_factors,
	.drawn = FACTORS_FIGURE + FIGURE_ESTIMATE,
	.label = FACTORS_NAME,
};

/* --- units, services ---------------------------------------------------------------- */

enum {
	PLACES_CODE,
	PLACES_NAME,
	PLACES_GROUP, /* a unit's parent, a service's field */
	PLACES_FIGURE,
	PLACES_RANK = PLACES_FIGURE + FIGURE_NCOLUMNS,
	PLACES_RANK_LOW,
	PLACES_RANK_HIGH,
	PLACES_TIER,
	PLACES_JUDGE,
	PLACES_CHANGE = PLACES_JUDGE + JUDGE_NCOLUMNS,
	PLACES_NCOLUMNS = PLACES_CHANGE + CHANGE_NCOLUMNS
};

#define RANK_COLUMNS                                                 \
	{"rank", {"Hạng", "Rank"}, LEDGER_COUNT, 8},                 \
		{"rank_low",                                         \
		 {"Hạng có thể từ", "Rank may be from"},             \
		 LEDGER_COUNT,                                       \
		 10},                                                \
		{"rank_high",                                        \
		 {"Hạng có thể đến", "Rank may be to"},              \
		 LEDGER_COUNT,                                       \
		 10},                                                \
	{                                                            \
		"tier", {"Nhóm tách bạch", "Tier"}, LEDGER_COUNT, 10 \
	}

static const struct ledger_column units_columns[] = {
	{"unit", {"Mã", "Code"}, LEDGER_TEXT, 16},
	{"name", {"Đơn vị", "Unit"}, LEDGER_TEXT, 40},
	{"parent", {"Cấp trên", "Parent"}, LEDGER_TEXT, 16},
	FIGURE_COLUMNS,
	RANK_COLUMNS,
	JUDGE_COLUMNS,
	CHANGE_COLUMNS,
};
_Static_assert(ARRAY_SIZE(units_columns) == PLACES_NCOLUMNS, "as the enum says");

static const struct ledger_column services_columns[] = {
	{"service", {"Mã", "Code"}, LEDGER_TEXT, 16},
	{"name", {"Dịch vụ", "Service"}, LEDGER_TEXT, 50},
	{"field", {"Lĩnh vực", "Field"}, LEDGER_TEXT, 24},
	FIGURE_COLUMNS,
	RANK_COLUMNS,
	JUDGE_COLUMNS,
	CHANGE_COLUMNS,
};
_Static_assert(ARRAY_SIZE(services_columns) == PLACES_NCOLUMNS, "as the enum says");

static void write_place(struct ledger *ledger, const struct report_place *place)
{
	const struct ranking *ranking = &place->ranking;

	ledger_text(ledger, PLACES_CODE, place->code, NULL);
	ledger_text(ledger, PLACES_NAME, report_place_name(ledger->report, place),
		    NULL);
	ledger_text(ledger, PLACES_GROUP, report_parent(place), NULL);
	ledger_figure(ledger, PLACES_FIGURE, place->figure);
	if (ranking->why == RANK_RANKED) {
		ledger_number(ledger, PLACES_RANK, (double)ranking->rank);
		ledger_number(ledger, PLACES_RANK_LOW, (double)ranking->low);
		ledger_number(ledger, PLACES_RANK_HIGH, (double)ranking->high);
		ledger_number(ledger, PLACES_TIER, (double)ranking->tier);
	}
	ledger_judge(ledger, PLACES_JUDGE, place->figure);
	ledger_change(ledger, PLACES_CHANGE, place->change);
	ledger_end(ledger);
}

static void write_field(struct ledger *ledger, enum report_field_kind kind)
{
	const struct report_field *field = &ledger->report->data->fields[kind];

	for (size_t i = 0; i < field->n; i++)
		write_place(ledger, &field->places[i]);
}

static void write_units(struct ledger *ledger)
{
	write_field(ledger, PLACES_UNITS);
}

static void write_services(struct ledger *ledger)
{
	write_field(ledger, PLACES_SERVICES);
}

const struct ledger_table ledger_units = {
	.name = "units",
	.title = {"Đơn vị", "Units"},
	.columns = units_columns,
	.ncolumns = PLACES_NCOLUMNS,
	.write = write_units,
	.drawn = PLACES_FIGURE + FIGURE_ESTIMATE,
	.label = PLACES_NAME,
};

const struct ledger_table ledger_services = {
	.name = "services",
	.title = {"Dịch vụ", "Services"},
	.columns = services_columns,
	.ncolumns = PLACES_NCOLUMNS,
	.write = write_services,
	.drawn = PLACES_FIGURE + FIGURE_ESTIMATE,
	.label = PLACES_NAME,
};

/* --- services of units -------------------------------------------------------------- */

enum {
	PAIRS_UNIT,
	PAIRS_UNIT_NAME,
	PAIRS_SERVICE,
	PAIRS_SERVICE_NAME,
	PAIRS_FIGURE,
	PAIRS_JUDGE = PAIRS_FIGURE + FIGURE_NCOLUMNS,
	PAIRS_NCOLUMNS = PAIRS_JUDGE + JUDGE_NCOLUMNS
};

static const struct ledger_column pairs_columns[] = {
	{"unit", {"Mã đơn vị", "Unit code"}, LEDGER_TEXT, 16},
	{"unit_name", {"Đơn vị", "Unit"}, LEDGER_TEXT, 36},
	{"service", {"Mã dịch vụ", "Service code"}, LEDGER_TEXT, 16},
	{"service_name", {"Dịch vụ", "Service"}, LEDGER_TEXT, 46},
	FIGURE_COLUMNS,
	JUDGE_COLUMNS,
};
_Static_assert(ARRAY_SIZE(pairs_columns) == PAIRS_NCOLUMNS, "as the enum says");

/* Codes hold no comma, so the key is the two of them. */
static void write_pair(struct ledger *ledger, const struct figure *figure)
{
	struct report *report = ledger->report;
	const char *comma = strchr(figure->domain, ',');

	if (!comma)
		return;
	const char *unit = arena_strndup(report->arena, figure->domain,
					 (size_t)(comma - figure->domain));
	ledger_text(ledger, PAIRS_UNIT, unit, NULL);
	ledger_text(ledger, PAIRS_UNIT_NAME,
		    report_called(report, CATALOGUE_UNITS, unit), NULL);
	ledger_text(ledger, PAIRS_SERVICE, comma + 1, NULL);
	ledger_text(ledger, PAIRS_SERVICE_NAME,
		    report_called(report, CATALOGUE_SERVICES, comma + 1), NULL);
	ledger_figure(ledger, PAIRS_FIGURE, figure);
	ledger_judge(ledger, PAIRS_JUDGE, figure);
	ledger_end(ledger);
}

static void write_pairs(struct ledger *ledger)
{
	const struct reading *now = &ledger->report->data->now;
	struct figures_range range =
		figures_of(now->figures, &now->groupings[REPORT_UNIT_SERVICE]);

	for (size_t i = range.first; i < range.end; i++)
		write_pair(ledger, figures_at(now->figures, i));
}

const struct ledger_table ledger_unit_services = {
	.name = "unit_services",
	.title = {"Đơn vị × dịch vụ", "Units by services"},
	.columns = pairs_columns,
	.ncolumns = PAIRS_NCOLUMNS,
	.write = write_pairs,
};

/* --- by what people say of themselves ----------------------------------------------- */

enum {
	PEOPLE_ITEM,
	PEOPLE_QUESTION,
	PEOPLE_CHOICE,
	PEOPLE_LABEL,
	PEOPLE_FIGURE,
	PEOPLE_JUDGE = PEOPLE_FIGURE + FIGURE_NCOLUMNS,
	PEOPLE_NCOLUMNS = PEOPLE_JUDGE + JUDGE_NCOLUMNS
};

static const struct ledger_column people_columns[] = {
	{"item", {"Mã", "Code"}, LEDGER_TEXT, 14},
	{"question", {"Câu hỏi", "Question"}, LEDGER_TEXT, 40},
	{"group", {"Mã nhóm", "Group code"}, LEDGER_TEXT, 14},
	{"name", {"Nhóm", "Group"}, LEDGER_TEXT, 36},
	FIGURE_COLUMNS,
	JUDGE_COLUMNS,
};
_Static_assert(ARRAY_SIZE(people_columns) == PEOPLE_NCOLUMNS, "as the enum says");

static void write_group(struct ledger *ledger, const struct grouping *grouping)
{
	struct report *report = ledger->report;
	const struct item *item = grouping->variables[0].item;

	for (unsigned c = 0; c < item->list->nchoices; c++) {
		const struct choice *choice = &item->list->choices[c];
		const struct figure *figure =
			figures_find(report->data->now.figures, grouping, choice->name,
				     report->data->index);
		if (!figure)
			continue;
		ledger_text(ledger, PEOPLE_ITEM, item->name, NULL);
		ledger_text(ledger, PEOPLE_QUESTION, report_label(report, &item->label),
			    NULL);
		ledger_text(ledger, PEOPLE_CHOICE, choice->name, NULL);
		ledger_text(ledger, PEOPLE_LABEL, report_label(report, &choice->label),
			    NULL);
		ledger_figure(ledger, PEOPLE_FIGURE, figure);
		ledger_judge(ledger, PEOPLE_JUDGE, figure);
		ledger_end(ledger);
	}
}

static void write_people(struct ledger *ledger)
{
	const struct reading *now = &ledger->report->data->now;

	for (size_t g = REPORT_PEOPLE; g < now->ngroupings; g++)
		write_group(ledger, &now->groupings[g]);
}

const struct ledger_table ledger_people = {
	.name = "people",
	.title = {"Nhóm người trả lời", "Groups of respondents"},
	.columns = people_columns,
	.ncolumns = PEOPLE_NCOLUMNS,
	.write = write_people,
};
