/* Estimates with and without what is flagged, side by side; see quality_output.h. */
#include "quality_output.h"

#include "grid.h"

#include "forms/alloc.h"

#include <math.h>

const struct figure *quality_without(const struct quality_survey *survey,
				     const struct figure *figure)
{
	return figures_find(survey->figures_without, figure->grouping, figure->domain,
			    figure->entry);
}

double quality_left_out(const struct figure *all, const struct figure *without)
{
	return (double)(all->result.n - (without ? without->result.n : 0));
}

enum {
	SIDE_BY,
	SIDE_DOMAIN,
	SIDE_ITEM,
	SIDE_N,
	SIDE_ALL,
	SIDE_ALL_INTERVAL,
	SIDE_LEFT_OUT,
	SIDE_WITHOUT,
	SIDE_WITHOUT_INTERVAL,
	SIDE_COLUMNS
};

static const struct grid_column sides[SIDE_COLUMNS] = {
	[SIDE_BY] = {.heading = {"Theo", "By"}, .kind = GRID_TEXT},
	[SIDE_DOMAIN] = {.heading = {"Nhóm", "Domain"}, .kind = GRID_TEXT},
	[SIDE_ITEM] = {.heading = {"Nội dung", "Item"}, .kind = GRID_TEXT},
	[SIDE_N] = {.heading = {"n", "n"}, .kind = GRID_COUNT},
	[SIDE_ALL] = {.heading = {"Mọi phiếu", "All"},
		      .kind = GRID_PERCENT,
		      .decimals = 2},
	[SIDE_ALL_INTERVAL] = {.heading = {"Khoảng tin cậy", "Interval"},
			       .kind = GRID_TEXT},
	[SIDE_LEFT_OUT] = {.heading = {"Phiếu cần xem", "Flagged"}, .kind = GRID_COUNT},
	[SIDE_WITHOUT] = {.heading = {"Không tính chúng", "Without them"},
			  .kind = GRID_PERCENT,
			  .decimals = 2},
	[SIDE_WITHOUT_INTERVAL] = {.heading = {"Khoảng tin cậy", "Interval"},
				   .kind = GRID_TEXT},
};

static void put_side(struct grid *grid, size_t column, const struct figure *figure,
		     enum language language)
{
	const struct result *result = &figure->result;

	if (figure->suppressed)
		return;
	grid_number(grid, column, result->estimate);
	if (isnan(result->low))
		return;
	FILE *out = grid_begin(grid);
	putc('[', out);
	write_percents(out, result->low, result->high, 2, language);
	putc(']', out);
	grid_end_text(grid, column + 1);
}

void quality_print_sides(const struct quality_survey *survey)
{
	const struct figures *figures = survey->reading.figures;
	enum language language = survey->methods.language;
	struct grid *grid = grid_new(sides, SIDE_COLUMNS);

	for (size_t i = 0; i < figures_count(figures); i++) {
		const struct figure *all = figures_at(figures, i);
		const struct figure *without = quality_without(survey, all);
		double flagged = quality_left_out(all, without);
		if (!(flagged > 0) && *all->domain)
			continue;
		grid_row(grid);
		grid_text(grid, SIDE_BY, word_of_column(all->grouping->name, language));
		grid_text(grid, SIDE_DOMAIN, all->domain);
		grid_text(grid, SIDE_ITEM, all->entry->name);
		grid_number(grid, SIDE_N, (double)all->result.n);
		grid_number(grid, SIDE_LEFT_OUT, flagged);
		put_side(grid, SIDE_ALL, all, language);
		if (without)
			put_side(grid, SIDE_WITHOUT, without, language);
	}
	grid_write(grid, stdout, OUTPUT_TABLE, language);
	grid_free(grid);
}
