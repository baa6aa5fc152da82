/* Cells of margins, their weights, their factors and residuals; see calibrate.h. */
#include "calibrate.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "forms/alloc.h"
#include "margins.h"

enum { SWEEPS_OF_R = 10, SWEEPS_AT_MOST = 10000 };

struct calibration {
	const struct margins *margins;
	struct rake_options options;
	enum leaf_power power;
	struct keys *codes; /* levels as one number → cell */
	uint32_t **levels;  /* per variable: the level of each cell */
	size_t *rooms;
	size_t ncells;
	struct keys *places; /* (leaf, cell) → units, in the order they came */
	struct calibration_unit *units;
	size_t nunits, units_room;
	double *weights; /* per cell, before */
	double *counts;	 /* per cell: what its sum of u is divided by */
	double *factors;
	struct rake_report report;
};

static enum leaf_power power_of(const struct margins *margins,
				const struct rake_options *options,
				enum calibration_sweeps sweeps)
{
	bool bounded = options->low > 0 || !isinf(options->high);

	if (sweeps != CALIBRATION_AS_R)
		return sweeps == CALIBRATION_PLAIN ? LEAF_COUNT : LEAF_WEIGHT;
	return margins->n > 1 && !bounded ? LEAF_COUNT : LEAF_WEIGHT;
}

struct calibration *calibration_new(const struct margins *margins,
				    const struct rake_options *options,
				    enum calibration_sweeps sweeps)
{
	struct calibration *calibration = xcalloc(1, sizeof(*calibration));

	calibration->margins = margins;
	calibration->options = *options;
	calibration->power = power_of(margins, options, sweeps);
	calibration->codes = keys_new();
	calibration->places = keys_new();
	calibration->levels = xcalloc(margins->n, sizeof(*calibration->levels));
	calibration->rooms = xcalloc(margins->n, sizeof(*calibration->rooms));
	return calibration;
}

void calibration_free(struct calibration *calibration)
{
	if (!calibration)
		return;
	for (size_t i = 0; i < calibration->margins->n; i++)
		free(calibration->levels[i]);
	free(calibration->levels);
	free(calibration->rooms);
	free(calibration->units);
	free(calibration->weights);
	free(calibration->counts);
	free(calibration->factors);
	keys_free(calibration->codes);
	keys_free(calibration->places);
	free(calibration);
}

static bool find_level(const struct margins *margins, size_t variable,
		       const char *label, uint32_t *level, struct error *err)
{
	const char *name = margins_variable(margins, variable);

	if (!label || !*label)
		return error_set(err, ERROR_INPUT, "%s is empty, margins need it",
				 name);
	*level = keys_find(margins->list[variable].levels, 0, label);
	if (*level != KEYS_NONE)
		return true;
	return error_set(err, ERROR_INPUT, "%s \"%s\" is not among the margins", name,
			 label);
}

/* Undoes the code of calibration_cell: the levels of a new cell. */
static void add_cell(struct calibration *calibration, uint64_t code)
{
	const struct margins *margins = calibration->margins;

	for (size_t i = margins->n; i-- > 0;) {
		size_t used = calibration->ncells;
		ARRAY_RESERVE(calibration->levels[i], used, calibration->rooms[i]);
		calibration->levels[i][used] =
			(uint32_t)(code % margins->list[i].nlevels);
		code /= margins->list[i].nlevels;
	}
	calibration->ncells++;
}

bool calibration_cell(struct calibration *calibration, const char *const *levels,
		      uint32_t *cell, struct error *err)
{
	const struct margins *margins = calibration->margins;
	uint64_t code = 0;
	bool added;

	for (size_t i = 0; i < margins->n; i++) {
		uint32_t level;
		if (!find_level(margins, i, levels[i], &level, err))
			return false;
		code = code * margins->list[i].nlevels + level;
	}
	*cell = keys_add(calibration->codes, code, "", &added);
	if (added)
		add_cell(calibration, code);
	return true;
}

uint32_t calibration_add(struct calibration *calibration, uint32_t leaf, uint32_t cell,
			 double weight)
{
	uint64_t place = (uint64_t)leaf << 32 | cell;
	bool added;
	uint32_t number = keys_add(calibration->places, place, "", &added);

	if (added) {
		ARRAY_RESERVE(calibration->units, calibration->nunits,
			      calibration->units_room);
		calibration->units[calibration->nunits++] = (struct calibration_unit){
			.unit = number, .leaf = leaf, .cell = cell};
	}
	struct calibration_unit *unit = &calibration->units[number];
	unit->nweighted += weight > 0;
	sum_add(&unit->weight, weight);
	unit->square += weight * weight;
	return number;
}

static int compare_units(const void *left, const void *right)
{
	const struct calibration_unit *a = left, *b = right;

	if (a->place.stratum != b->place.stratum)
		return a->place.stratum < b->place.stratum ? -1 : 1;
	if (a->place.psu != b->place.psu)
		return a->place.psu < b->place.psu ? -1 : 1;
	if (a->leaf != b->leaf)
		return a->leaf < b->leaf ? -1 : 1;
	return (a->cell > b->cell) - (a->cell < b->cell);
}

static void add_up_cells(struct calibration *calibration, const struct design *design)
{
	size_t ncells = calibration->ncells;

	calibration->weights = xcalloc(ncells + 1, sizeof(double));
	calibration->counts = xcalloc(ncells + 1, sizeof(double));
	calibration->factors = xcalloc(ncells + 1, sizeof(double));
	for (size_t i = 0; i < calibration->nunits; i++) {
		struct calibration_unit *unit = &calibration->units[i];
		unit->place = design_leaf(design, unit->leaf);
		calibration->weights[unit->cell] +=
			design_leaf_scale(design, unit->leaf) *
			sum_value(&unit->weight);
		calibration->counts[unit->cell] += (double)unit->nweighted;
	}
	if (calibration->power == LEAF_WEIGHT)
		memcpy(calibration->counts, calibration->weights,
		       ncells * sizeof(double));
	if (calibration->nunits)
		qsort(calibration->units, calibration->nunits,
		      sizeof(*calibration->units), compare_units);
}

/* Every level of the margins has somebody with a weight. */
static bool check_levels(const struct calibration *calibration, size_t variable,
			 struct error *err)
{
	const struct margin *margin = &calibration->margins->list[variable];

	for (uint32_t l = 0; l < margin->nlevels; l++) {
		double weight = 0;
		for (size_t c = 0; c < calibration->ncells; c++) {
			if (calibration->levels[variable][c] == l)
				weight += calibration->weights[c];
		}
		if (!(weight > 0))
			return error_set(
				err, ERROR_INPUT, "nobody in the sample has %s \"%s\"",
				margins_variable(calibration->margins, variable),
				keys_label(margin->levels, l));
	}
	return true;
}

bool calibration_finish(struct calibration *calibration, const struct design *design,
			struct error *err)
{
	const struct margins *margins = calibration->margins;

	if (!margins_check(margins, err))
		return false;
	add_up_cells(calibration, design);
	for (size_t i = 0; i < margins->n; i++) {
		if (!check_levels(calibration, i, err))
			return false;
	}
	struct rake_margin *list = xcalloc(margins->n, sizeof(*list));
	for (size_t i = 0; i < margins->n; i++)
		list[i] = (struct rake_margin){margins->list[i].nlevels,
					       margins->list[i].totals,
					       calibration->levels[i]};
	calibration->report =
		rake(list, margins->n, calibration->weights, calibration->ncells,
		     &calibration->options, calibration->factors);
	free(list);
	return true;
}

const struct rake_report *calibration_report(const struct calibration *calibration)
{
	return &calibration->report;
}

size_t calibration_ncells(const struct calibration *calibration)
{
	return calibration->ncells;
}

double calibration_factor(const struct calibration *calibration, uint32_t cell)
{
	assert(cell < calibration->ncells);
	return calibration->factors[cell];
}

double calibration_total(const struct calibration *calibration)
{
	double total = 0;

	for (size_t c = 0; c < calibration->ncells; c++)
		total += calibration->weights[c] * calibration->factors[c];
	return total;
}

size_t calibration_nunits(const struct calibration *calibration)
{
	return calibration->nunits;
}

const struct calibration_unit *calibration_unit(const struct calibration *calibration,
						size_t number)
{
	assert(number < calibration->nunits);
	return &calibration->units[number];
}

enum leaf_power calibration_sweep_power(const struct calibration *calibration)
{
	return calibration->power;
}

/* Takes the mean of what is left of u out of each level; the largest one taken. */
static double sweep_level(const struct calibration *calibration, const uint32_t *levels,
			  uint32_t level, const double *sums, double *fit)
{
	double sum = 0, count = 0;

	for (size_t c = 0; c < calibration->ncells; c++) {
		if (levels[c] != level)
			continue;
		sum += sums[c] - calibration->counts[c] * fit[c];
		count += calibration->counts[c];
	}
	for (size_t c = 0; c < calibration->ncells; c++)
		fit[c] += levels[c] == level ? sum / count : 0;
	return fabs(sum / count);
}

static double sweep(const struct calibration *calibration, const double *sums,
		    double *fit)
{
	const struct margins *margins = calibration->margins;
	double largest = 0;

	for (size_t i = 0; i < margins->n; i++) {
		for (uint32_t l = 0; l < margins->list[i].nlevels; l++)
			largest = fmax(largest,
				       sweep_level(calibration, calibration->levels[i],
						   l, sums, fit));
	}
	return largest;
}

void calibration_sweep(const struct calibration *calibration, double *sums)
{
	size_t ncells = calibration->ncells;
	double *fit = xcalloc(ncells + 1, sizeof(*fit)), first = 0;
	bool as_r = calibration->power == LEAF_COUNT;

	for (int i = 0; i < (as_r ? SWEEPS_OF_R : SWEEPS_AT_MOST); i++) {
		double change = sweep(calibration, sums, fit);
		first = i ? first : change;
		if (!as_r && change <= 1e-15 * first)
			break;
	}
	memcpy(sums, fit, ncells * sizeof(*fit));
	free(fit);
}
