/* plan: how many to ask in each unit, what that will tell, and what it costs. */
#include "commands_rank.h"
#include "grid.h"
#include "sample_size.h"
#include "sheet.h"

#include "forms/alloc.h"

#include <math.h>
#include <string.h>

struct planner {
	struct size_options options;
	double p;    /* where the file says none */
	bool shared; /* one sample for all rows */
	enum output_format format;
	enum language language;
	struct sheet *sheet;
	int unit, population, stratum, cost, share, sd;
	struct size_row *rows;
	const char **units, **strata;
};

enum column {
	COLUMN_UNIT,
	COLUMN_STRATUM,
	COLUMN_POPULATION,
	COLUMN_SLOVIN,
	COLUMN_VALID,
	COLUMN_ISSUED,
	COLUMN_ERROR,
	COLUMN_DETECTS,
	COLUMN_CHANGE_VALID,
	COLUMN_CHANGE_POWER,
	COLUMN_COST,
	COLUMN_COUNT
};

static const struct grid_column columns[COLUMN_COUNT] = {
	[COLUMN_UNIT] = {"unit", {"Đơn vị", "Unit"}, GRID_TEXT, 0, false},
	[COLUMN_STRATUM] = {"stratum", {"Tầng", "Stratum"}, GRID_TEXT, 0, false},
	[COLUMN_POPULATION] =
		{"population", {"Tổng thể", "Population"}, GRID_COUNT, 0, false},
	[COLUMN_SLOVIN] = {"slovin", {"Slovin", "Slovin"}, GRID_COUNT, 0, false},
	[COLUMN_VALID] = {"valid", {"Phiếu hợp lệ", "Valid"}, GRID_COUNT, 0, false},
	[COLUMN_ISSUED] = {"issued", {"Phiếu phát ra", "Issued"}, GRID_COUNT, 0, false},
	[COLUMN_ERROR] = {"error", {"Sai số", "Error"}, GRID_PERCENT, 2, false},
	[COLUMN_DETECTS] =
		{"detects", {"Phát hiện từ", "Detects"}, GRID_PERCENT, 2, false},
	[COLUMN_CHANGE_VALID] = {"change_valid",
				 {"Cần để thấy thay đổi", "Valid for change"},
				 GRID_COUNT,
				 0,
				 false},
	[COLUMN_CHANGE_POWER] =
		{"change_power", {"Lực", "Power"}, GRID_PERCENT, 1, false},
	[COLUMN_COST] = {"cost", {"Chi phí", "Cost"}, GRID_NUMBER, 0, false},
};

static bool read_allocation(struct planner *p, const struct invocation *call,
			    struct error *err)
{
	int allocation = ALLOCATION_PROPORTIONAL;

	p->shared = option_value(call, "allocation") || option_value(call, "size");
	if (!option_choice(call, "allocation", allocation_names, ALLOCATION_COUNT,
			   &allocation, err))
		return false;
	p->options.allocation = (enum allocation)allocation;
	return true;
}

static bool read_options(struct planner *p, const struct invocation *call,
			 struct error *err)
{
	struct size_options *o = &p->options;
	double points = (double)NAN;
	const double tiny = 1e-6, huge = 1e12;

	*o = size_defaults();
	p->p = 0.5;
	if (!option_value(call, "population"))
		return error_set(err, ERROR_INPUT, "plan needs --population FILE.csv");
	if (!option_number(call, "error", tiny, huge, &o->error, err) ||
	    !option_number(call, "level", 0.5, 1 - tiny, &o->level, err) ||
	    !option_number(call, "p", tiny, 1 - tiny, &p->p, err) ||
	    !option_number(call, "deff", 0.01, 1000, &o->deff, err) ||
	    !option_number(call, "valid-rate", tiny, 1, &o->valid_rate, err) ||
	    !option_number(call, "size", 1, huge, &o->size, err) ||
	    !option_number(call, "change", tiny, 100, &points, err) ||
	    !option_number(call, "power", 0.5, 1 - tiny, &o->power, err) ||
	    !option_output(call, &p->format, &p->language, err))
		return false;
	o->change = points / 100;
	return read_allocation(p, call, err);
}

/* --- the file --------------------------------------------------------------------- */

static bool find_columns(struct planner *p, struct error *err)
{
	p->stratum = sheet_column(p->sheet, "stratum");
	p->cost = sheet_column(p->sheet, "cost");
	p->share = sheet_column(p->sheet, "p");
	p->sd = sheet_column(p->sheet, "sd");
	return sheet_need(p->sheet, "unit", &p->unit, err) &&
	       sheet_need(p->sheet, "population", &p->population, err);
}

/* Above `low` and below `high`, or empty. */
static bool number_within(const struct planner *p, size_t row, int column, double low,
			  double high, double *value, struct error *err)
{
	if (!sheet_number(p->sheet, row, column, value, err))
		return false;
	return isnan(*value) || (*value > low && *value < high) ||
	       sheet_fail(p->sheet, row, column, "is out of range", err);
}

static bool read_population(const struct planner *p, size_t row, bool divided,
			    struct size_row *to, struct error *err)
{
	if (!sheet_number(p->sheet, row, p->population, &to->population, err))
		return false;
	if (isnan(to->population))
		to->population = (double)INFINITY;
	if (!(to->population >= 1))
		return sheet_fail(p->sheet, row, p->population, "is below 1", err);
	return !divided || isfinite(to->population) ||
	       sheet_fail(p->sheet, row, p->population,
			  "is empty, but a sample can only be divided by known "
			  "populations",
			  err);
}

static bool read_row(struct planner *p, size_t row, struct error *err)
{
	struct size_row *to = &p->rows[row];
	bool divided = p->shared || p->stratum != SHEET_NO_COLUMN;

	p->units[row] = sheet_text(p->sheet, row, p->unit);
	p->strata[row] = sheet_text(p->sheet, row, p->stratum);
	if (!read_population(p, row, divided, to, err) ||
	    !number_within(p, row, p->cost, 0, (double)INFINITY, &to->cost, err) ||
	    !number_within(p, row, p->share, 0, 1, &to->p, err) ||
	    !number_within(p, row, p->sd, 0, (double)INFINITY, &to->sd, err))
		return false;
	if (!isnan(to->sd)) {
		to->p = (double)NAN;
		return true;
	}
	if (isnan(to->p))
		to->p = p->p;
	to->sd = sqrt(to->p * (1 - to->p));
	return true;
}

/*
 * Who shares a sample: everybody where one was asked for; else the strata of a unit,
 * which stand together in the file.
 */
static bool group_rows(struct planner *p, struct error *err)
{
	size_t n = p->sheet->nrows, group = 0;

	for (size_t i = 1; i < n && !p->shared; i++) {
		group += strcmp(p->units[i], p->units[i - 1]) != 0 ||
			 p->stratum == SHEET_NO_COLUMN;
		p->rows[i].group = group;
		for (size_t j = 0; j + 1 < i; j++)
			if (p->rows[j].group != group &&
			    strcmp(p->units[j], p->units[i]) == 0)
				return sheet_fail(p->sheet, i, p->unit,
						  "stands apart from its other rows",
						  err);
	}
	return n > 0 || error_set(err, ERROR_INPUT, "%s: no rows", p->sheet->name);
}

static bool read_file(struct planner *p, const char *path, struct error *err)
{
	p->sheet = sheet_read(path, err);
	if (!p->sheet || !find_columns(p, err))
		return false;
	p->rows = xcalloc(p->sheet->nrows + 1, sizeof(*p->rows));
	p->units = xcalloc(p->sheet->nrows + 1, sizeof(char *));
	p->strata = xcalloc(p->sheet->nrows + 1, sizeof(char *));
	for (size_t i = 0; i < p->sheet->nrows; i++)
		if (!read_row(p, i, err))
			return false;
	return group_rows(p, err);
}

/* --- output ----------------------------------------------------------------------- */

static void put_row(struct grid *grid, const char *unit, const char *stratum,
		    const struct size_row *row)
{
	grid_row(grid);
	grid_text(grid, COLUMN_UNIT, unit);
	grid_text(grid, COLUMN_STRATUM, stratum);
	grid_number(grid, COLUMN_POPULATION, row->population);
	grid_number(grid, COLUMN_SLOVIN, row->slovin);
	grid_number(grid, COLUMN_VALID, row->valid);
	grid_number(grid, COLUMN_ISSUED, row->issued);
	grid_number(grid, COLUMN_ERROR, row->error);
	grid_number(grid, COLUMN_DETECTS, row->detects);
	grid_number(grid, COLUMN_CHANGE_VALID, row->change_valid);
	grid_number(grid, COLUMN_CHANGE_POWER, row->change_power);
	grid_number(grid, COLUMN_COST, row->total_cost);
}

static void footnote_vi(const struct planner *p)
{
	puts("\nSlovin không tính đến hiệu ứng thiết kế, phiếu không hợp lệ và cách "
	     "chọn "
	     "mẫu; \"Phiếu hợp lệ\" thì có.");
	printf("Sai số và mức phát hiện tính ở độ tin cậy %g %%, hiệu ứng thiết kế %g, "
	       "tỷ lệ hợp lệ %g %%, lực %g %%.\n",
	       100 * p->options.level, p->options.deff, 100 * p->options.valid_rate,
	       100 * p->options.power);
}

static void footnote_en(const struct planner *p)
{
	puts("\nSlovin leaves out the design effect, forms that are not valid and the "
	     "way of drawing; \"Valid\" has them in.");
	printf("Errors and detectable changes at %g%% confidence, design effect %g, "
	       "valid rate %g%%, power %g%%.\n",
	       100 * p->options.level, p->options.deff, 100 * p->options.valid_rate,
	       100 * p->options.power);
}

static void (*const footnotes[LANGUAGE_COUNT])(const struct planner *) = {
	[LANGUAGE_VI] = footnote_vi, [LANGUAGE_EN] = footnote_en};

static void print_json(const struct planner *p, const struct grid *grid,
		       const struct size_row *total)
{
	struct grid *sums = grid_new(columns, COLUMN_COUNT);

	put_row(sums, "", "", total);
	printf("{\"error\": %.17g, \"level\": %.17g, \"deff\": %.17g, \"valid_rate\": "
	       "%.17g, \"power\": %.17g, \"plan\": ",
	       p->options.error, p->options.level, p->options.deff,
	       p->options.valid_rate, p->options.power);
	grid_write(grid, stdout, OUTPUT_JSON, p->language);
	fputs(", \"total\": ", stdout);
	grid_write_object(sums, stdout, 0);
	puts("}");
	grid_free(sums);
}

static void print_plan(const struct planner *p)
{
	static const char *const all[LANGUAGE_COUNT] = {"Tổng", "Total"};
	size_t n = p->sheet->nrows;
	struct size_row total = size_total(p->rows, n, &p->options);
	struct grid *grid = grid_new(columns, COLUMN_COUNT);

	for (size_t i = 0; i < n; i++)
		put_row(grid, p->units[i], p->strata[i], &p->rows[i]);
	if (p->format == OUTPUT_JSON) {
		print_json(p, grid, &total);
	} else {
		if (p->format == OUTPUT_TABLE)
			put_row(grid, all[p->language], "", &total);
		else
			fprintf(stderr, "total: slovin %.0f, valid %.0f, issued %.0f\n",
				total.slovin, total.valid, total.issued);
		grid_write(grid, stdout, p->format, p->language);
	}
	if (p->format == OUTPUT_TABLE)
		footnotes[p->language](p);
	grid_free(grid);
}

enum exit_code command_plan(const struct invocation *call, struct error *err)
{
	struct planner p = {.sheet = NULL};
	enum exit_code code = EXIT_FAILED;

	if (!read_options(&p, call, err))
		return EXIT_USAGE;
	if (read_file(&p, option_value(call, "population"), err)) {
		size_plan(p.rows, p.sheet->nrows, &p.options);
		print_plan(&p);
		code = EXIT_DONE;
	}
	free(p.rows);
	free(p.units);
	free(p.strata);
	sheet_free(p.sheet);
	return code;
}
