/* The sheets of tables and the charts of a workbook; see report_xlsx.h. */
#include "report_xlsx.h"

#include "forms/alloc.h"

#include <math.h>
#include <string.h>

/* --- sheets ------------------------------------------------------------------------- */

struct writing {
	struct xlsx *xlsx;
	struct xlsx_sheet *to;
	bool whole; /* no row without an interval so far */
};

static enum xlsx_format format_of(enum ledger_kind kind)
{
	static const enum xlsx_format formats[] = {
		[LEDGER_TEXT] = XLSX_PLAIN,    [LEDGER_COUNT] = XLSX_COUNT,
		[LEDGER_SHARE] = XLSX_SHARE,   [LEDGER_POINTS] = XLSX_POINTS,
		[LEDGER_NUMBER] = XLSX_NUMBER, [LEDGER_YEAR] = XLSX_PLAIN,
		[LEDGER_YES] = XLSX_PLAIN,
	};

	return formats[kind];
}

static void write_cell(const struct writing *writing, uint32_t row, uint16_t column,
		       const struct ledger_cell *cell)
{
	const struct xlsx *xlsx = writing->xlsx;
	lxw_worksheet *sheet = writing->to->sheet;
	enum ledger_kind kind = writing->to->table->columns[column].kind;
	lxw_format *format = xlsx->formats[format_of(kind)];

	if (cell->state == LEDGER_UNTOLD)
		xlsx_write_text(xlsx, sheet, row, column, cell->text, XLSX_UNTOLD);
	if (cell->state != LEDGER_FILLED)
		return;
	if (kind == LEDGER_TEXT)
		xlsx_write_text(xlsx, sheet, row, column, cell->text, format_of(kind));
	else if (kind == LEDGER_YES)
		worksheet_write_boolean(sheet, row, column, cell->number != 0, format);
	else
		worksheet_write_number(sheet, row, column,
				       kind == LEDGER_POINTS ? 100 * cell->number
							     : cell->number,
				       format);
}

/* How far an interval reaches below and above its estimate. */
static void write_bars(struct writing *writing, uint32_t row,
		       const struct ledger_cell *cells)
{
	const struct xlsx_sheet *to = writing->to;
	const struct ledger_cell *drawn = &cells[to->table->drawn];
	lxw_format *format = writing->xlsx->formats[XLSX_SHARE];
	uint16_t column = (uint16_t)to->table->ncolumns;

	if (drawn[1].state != LEDGER_FILLED || drawn[2].state != LEDGER_FILLED) {
		writing->whole = false;
		return;
	}
	worksheet_write_number(to->sheet, row, column,
			       drawn[0].number - drawn[1].number, format);
	worksheet_write_number(to->sheet, row, column + 1,
			       drawn[2].number - drawn[0].number, format);
}

static void take_row(void *context, const struct ledger_cell *cells)
{
	struct writing *writing = context;
	struct xlsx_sheet *to = writing->to;
	uint32_t row = ++to->nrows;

	for (size_t c = 0; c < to->table->ncolumns; c++)
		write_cell(writing, row, (uint16_t)c, &cells[c]);
	if (!to->table->drawn)
		return;
	write_bars(writing, row, cells);
	if (writing->whole)
		to->ndrawn = row;
}

/* Columns in which there is nothing are hidden. */
static void write_head(const struct xlsx *xlsx, const struct xlsx_sheet *to,
		       const bool *filled)
{
	static lxw_row_col_options shown, hidden = {.hidden = true};
	static const char *const bars[2][LANGUAGE_COUNT] = {
		{"Sai số xuống", "Error below"}, {"Sai số lên", "Error above"}};
	enum language language = xlsx->report->language;
	uint16_t n = (uint16_t)to->table->ncolumns;

	worksheet_set_row(to->sheet, 0, 34, NULL);
	for (uint16_t c = 0; c < n; c++) {
		const struct ledger_column *column = &to->table->columns[c];
		worksheet_set_column_opt(to->sheet, c, c, column->width, NULL,
					 filled[c] ? &shown : &hidden);
		xlsx_write_text(xlsx, to->sheet, 0, c, column->title[language],
				XLSX_HEAD);
	}
	for (uint16_t i = 0; to->table->drawn && i < 2; i++)
		xlsx_write_text(xlsx, to->sheet, 0, n + i, bars[i][language],
				XLSX_HEAD);
}

static void finish(const struct xlsx *xlsx, const struct xlsx_sheet *to)
{
	uint16_t last = (uint16_t)(to->table->ncolumns - 1);
	uint16_t bars = to->table->drawn ? 2 : 0; /* sorted with the rest */
	char from[LXW_MAX_CELL_NAME_LENGTH], end[LXW_MAX_CELL_NAME_LENGTH];

	worksheet_freeze_panes(to->sheet, 1, to->table->drawn ? 2 : 1);
	worksheet_autofilter(to->sheet, 0, 0, to->nrows, (uint16_t)(last + bars));
	worksheet_set_landscape(to->sheet);
	worksheet_set_paper(to->sheet, 9); /* A4 */
	worksheet_fit_to_pages(to->sheet, 1, 0);
	worksheet_repeat_rows(to->sheet, 0, 0);
	lxw_rowcol_to_cell_abs(from, 0, 0, true, true);
	lxw_rowcol_to_cell_abs(end, to->nrows, last, true, true);
	workbook_define_name(
		xlsx->book,
		arena_printf(xlsx->report->arena, "hailong_%s", to->table->name),
		arena_printf(xlsx->report->arena, "='%s'!%s:%s", to->title, from, end));
}

/* How many rows there are, and which columns have anything in them. */
struct count {
	size_t n;
	bool filled[LEDGER_COLUMNS_MAX];
};

static void count_row(void *context, const struct ledger_cell *cells)
{
	struct count *count = context;

	count->n++;
	for (size_t c = 0; c < LEDGER_COLUMNS_MAX; c++)
		count->filled[c] |= cells[c].state != LEDGER_BLANK;
}

static void write_table(struct xlsx *xlsx, const struct ledger_table *table)
{
	struct report *report = xlsx->report;
	struct xlsx_sheet *to = &xlsx->sheets[xlsx->nsheets];
	struct count count = {0};

	ledger_write(report, table, count_row, &count);
	if (!count.n)
		return;
	*to = (struct xlsx_sheet){.table = table,
				  .title = table->title[report->language]};
	xlsx->nsheets++;
	if (count.n > XLSX_ROWS_MAX)
		return;
	struct writing writing = {.xlsx = xlsx, .to = to, .whole = true};
	to->sheet = workbook_add_worksheet(xlsx->book, to->title);
	write_head(xlsx, to, count.filled);
	ledger_write(report, table, take_row, &writing);
	finish(xlsx, to);
}

void xlsx_tables(struct xlsx *xlsx)
{
	for (size_t i = 0; i < ledger_ntables() && i < XLSX_TABLES_MAX; i++)
		write_table(xlsx, ledger_table(i));
}

/* --- charts ------------------------------------------------------------------------- */

/* In pixels; a row of a sheet has 20. */
enum {
	CHART_WIDTH = 900,
	BAR_HEIGHT = 22,
	CHART_MARGIN = 120,
	ROW_HEIGHT = 20,
	BAR_GAP = 60
};

static uint32_t count_drawn(const struct xlsx_sheet *of)
{
	return of->ndrawn < XLSX_DRAWN_MAX ? of->ndrawn : XLSX_DRAWN_MAX;
}

/* The estimates, and how far their intervals reach below and above: the columns behind the
 * table's; see xlsx_add_error_bars. */
static void add_series(struct xlsx *xlsx, lxw_chart *chart, const struct xlsx_sheet *of)
{
	static lxw_chart_fill fill = {.color = 0xA9BFDA};
	static lxw_chart_line line = {.color = 0x1F3A5F, .width = 1.5F};
	const struct ledger_table *table = of->table;
	uint32_t n = count_drawn(of);
	uint16_t label = (uint16_t)table->label, bars = (uint16_t)table->ncolumns;
	const uint16_t columns[] = {(uint16_t)table->drawn, bars, (uint16_t)(bars + 1)};

	for (size_t i = 0; i < ARRAY_SIZE(columns); i++) {
		lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
		chart_series_set_categories(series, of->title, 1, label, n, label);
		chart_series_set_values(series, of->title, 1, columns[i], n,
					columns[i]);
		chart_series_set_name(
			series,
			table->columns[table->drawn].title[xlsx->report->language]);
		if (i == 0)
			chart_series_set_fill(series, &fill);
		else
			chart_series_set_line(series, &line);
	}
}

static const char *chart_title(const struct xlsx *xlsx, const struct xlsx_sheet *of)
{
	static const char *const says[2][LANGUAGE_COUNT] = {
		{"tỷ lệ hài lòng và khoảng tin cậy", "satisfied, with intervals"},
		{"tỷ lệ hài lòng và khoảng tin cậy, những dòng đầu",
		 "satisfied, with intervals, the first rows"}};

	return arena_printf(xlsx->report->arena, "%s: %s", of->title,
			    says[count_drawn(of) < of->nrows][xlsx->report->language]);
}

/* Bars from 0 to 100 %, so that none looks longer than it is; the first on top. */
static uint32_t draw(struct xlsx *xlsx, lxw_worksheet *charts, uint32_t row,
		     const struct xlsx_sheet *of)
{
	static lxw_chart_font title = {.size = 12, .bold = true};
	static lxw_chart_line grid = {.color = 0xD9D9D9, .width = 0.75F};
	uint32_t height = CHART_MARGIN + BAR_HEIGHT * count_drawn(of);
	lxw_chart_options place = {.x_scale = CHART_WIDTH / 480.0,
				   .y_scale = height / 288.0};
	lxw_chart *chart = workbook_add_chart(xlsx->book, LXW_CHART_BAR);

	add_series(xlsx, chart, of);
	chart_set_series_gap(chart, BAR_GAP);
	chart_title_set_name(chart, chart_title(xlsx, of));
	chart_title_set_name_font(chart, &title);
	chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
	chart_axis_set_reverse(chart->y_axis);
	chart_axis_set_min(chart->x_axis, 0);
	chart_axis_set_max(chart->x_axis, 1);
	chart_axis_set_num_format(chart->x_axis, "0%");
	chart_axis_major_gridlines_set_line(chart->x_axis, &grid);
	worksheet_insert_chart_opt(charts, row, 0, chart, &place);
	return row + height / ROW_HEIGHT + 2;
}

/* On paper each chart begins a page. */
void xlsx_charts(struct xlsx *xlsx, lxw_worksheet *charts)
{
	lxw_row_t pages[XLSX_TABLES_MAX + 1] = {0}; /* 0 ends them */
	uint32_t row = 0;
	size_t n = 0;

	worksheet_gridlines(charts, LXW_HIDE_ALL_GRIDLINES);
	worksheet_set_paper(charts, 9); /* A4 */
	worksheet_fit_to_pages(charts, 1, 0);
	for (size_t i = 0; i < xlsx->nsheets; i++)
		if (xlsx->sheets[i].sheet && count_drawn(&xlsx->sheets[i]) > 1)
			pages[n++] = row = draw(xlsx, charts, row, &xlsx->sheets[i]);
	worksheet_set_h_pagebreaks(charts, pages);
}
