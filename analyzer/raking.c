/* See raking.h. */
#include "raking.h"

#include "keys.h"
#include "sheet.h"

#include "forms/alloc.h"

#include <stdio.h>
#include <string.h>

struct raking {
	struct sheet *sheet;
	struct margins *margins;
	struct rake_options options;
	struct grouping *variables; /* as many as the margins have */
	struct keys *levels;	    /* under the number of their variable */
	const char **row;
};

struct columns {
	int variable, level, total;
};

void raking_free(struct raking *raking)
{
	if (!raking)
		return;
	margins_free(raking->margins);
	sheet_free(raking->sheet);
	keys_free(raking->levels);
	free(raking->variables);
	free(raking->row);
	free(raking);
}

static bool find_columns(const struct sheet *sheet, struct columns *columns,
			 struct error *err)
{
	return sheet_need(sheet, "variable", &columns->variable, err) &&
	       sheet_need(sheet, "level", &columns->level, err) &&
	       sheet_need(sheet, "total", &columns->total, err);
}

/* An item's level must be one of its choices, or nobody could ever have it. */
static bool check_level(const struct grouping *variable, const char *level)
{
	const struct item *item = variable->variables[0].item;

	return *level && (!item || choice_list_find(item->list, level) >= 0);
}

/* Variables are numbered as the margins number them: by their first row. */
static bool parse_variable(struct raking *raking, const struct form *form, size_t row,
			   int column, size_t known, struct error *err)
{
	const char *name = sheet_text(raking->sheet, row, column);
	struct grouping *variable = &raking->variables[known];

	if (!grouping_parse(variable, form, name, err))
		return error_prefix(err, "%s: line %lu", raking->sheet->name,
				    raking->sheet->rows[row].line);
	return variable->nvariables == 1 ||
	       sheet_fail(raking->sheet, row, column,
			  "is not one item or one column of the responses", err);
}

static size_t find_variable(const struct raking *raking, const char *name, size_t n)
{
	size_t i = 0;

	while (i < n && strcmp(raking->variables[i].name, name) != 0)
		i++;
	return i;
}

static bool take_row(struct raking *raking, const struct form *form, size_t row,
		     const struct columns *columns, struct error *err)
{
	const struct sheet *sheet = raking->sheet;
	const char *name = sheet_text(sheet, row, columns->variable);
	const char *level = sheet_text(sheet, row, columns->level);
	size_t known = raking->margins ? margins_nvariables(raking->margins) : 0;
	size_t variable = find_variable(raking, name, known);
	double total;
	bool added;

	if (variable == known &&
	    !parse_variable(raking, form, row, columns->variable, known, err))
		return false;
	if (!check_level(&raking->variables[variable], level))
		return sheet_fail(sheet, row, columns->level,
				  *level ? "is no choice of that item" : "is empty",
				  err);
	if (!sheet_number(sheet, row, columns->total, &total, err))
		return false;
	if (!margins_add(raking->margins, name, level, total, err))
		return error_prefix(err, "%s: line %lu", sheet->name,
				    sheet->rows[row].line);
	keys_add(raking->levels, variable, level, &added);
	return true;
}

static bool read_margins(struct raking *raking, const char *path,
			 const struct form *form, struct error *err)
{
	struct columns columns;

	raking->sheet = sheet_read(path, err);
	if (!raking->sheet || !find_columns(raking->sheet, &columns, err))
		return false;
	raking->variables =
		xcalloc(raking->sheet->nrows + 1, sizeof(*raking->variables));
	for (size_t i = 0; i < raking->sheet->nrows; i++)
		if (!take_row(raking, form, i, &columns, err))
			return false;
	return margins_check(raking->margins, err) || error_prefix(err, "%s", path);
}

struct raking *raking_open(const char *path, const struct form *form,
			   const struct rake_options *options, struct error *err)
{
	struct raking *raking = xcalloc(1, sizeof(*raking));

	raking->options = *options;
	raking->margins = margins_new();
	raking->levels = keys_new();
	if (read_margins(raking, path, form, err)) {
		raking->row =
			xcalloc(margins_nvariables(raking->margins), sizeof(char *));
		return raking;
	}
	raking_free(raking);
	return NULL;
}

struct calibration *raking_calibration(const struct raking *raking)
{
	return calibration_new(raking->margins, &raking->options, CALIBRATION_AS_R);
}

static bool check_row(const struct raking *raking, size_t variable, const char *level,
		      struct error *err)
{
	const char *name = raking->variables[variable].name;

	if (!level)
		return error_set(err, ERROR_INPUT,
				 "--rake: a response says nothing of '%s', which the "
				 "margins need",
				 name);
	return keys_find(raking->levels, variable, level) != KEYS_NONE ||
	       error_set(err, ERROR_INPUT,
			 "--rake: a response has the %s '%.80s', of which %s knows no "
			 "total",
			 name, level, raking->sheet->name);
}

bool raking_levels(struct raking *raking, const struct source_row *row,
		   struct arena *arena, const char *const **levels, struct error *err)
{
	for (size_t i = 0; i < margins_nvariables(raking->margins); i++) {
		raking->row[i] = grouping_key(&raking->variables[i], row, arena);
		if (!check_row(raking, i, raking->row[i], err))
			return false;
	}
	*levels = raking->row;
	return true;
}

const char *raking_variables(const struct raking *raking, struct arena *arena)
{
	const char *text = raking->variables[0].name;

	for (size_t i = 1; i < margins_nvariables(raking->margins); i++)
		text = arena_printf(arena, "%s, %s", text, raking->variables[i].name);
	return text;
}

bool raking_check(const struct calibration *calibration, struct error *err)
{
	const struct rake_report *report = calibration_report(calibration);

	return report->converged ||
	       error_set(err, ERROR_INPUT,
			 "--rake: after %u rounds the weights still miss a total by "
			 "%.3g%%; merge small levels, or widen --trim",
			 report->iterations, 100 * report->worst);
}

/* n sum w² / (sum w)² of all who were calibrated. */
static double kish_deff(const struct calibration *calibration,
			const struct design *design)
{
	double n = 0, weight = 0, square = 0;

	for (size_t i = 0; i < calibration_nunits(calibration); i++) {
		const struct calibration_unit *unit = calibration_unit(calibration, i);
		double scale = calibration_factor(calibration, unit->cell) *
			       design_leaf_scale(design, unit->leaf);
		n += (double)unit->nweighted;
		weight += scale * sum_value(&unit->weight);
		square += scale * scale * unit->square;
	}
	return n * square / (weight * weight);
}

void raking_tell(const struct calibration *calibration, const struct design *design,
		 const char *name)
{
	const struct rake_report *report = calibration_report(calibration);

	fprintf(stderr,
		"%s%sraking met the totals after %u rounds, to %.1g of a total at "
		"worst; "
		"factors from %.4g to %.4g, ",
		name ? name : "", name ? ": " : "", report->iterations, report->worst,
		report->low, report->high);
	if (report->bounded)
		fprintf(stderr, "at a bound: %zu, ", report->bounded);
	fprintf(stderr, "design effect of the weights (Kish) %.4g\n",
		kish_deff(calibration, design));
}
