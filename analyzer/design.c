/* Interning of design labels and consistency of what comes with them; design.h. */
#include "design.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "forms/alloc.h"
#include "keys.h"
#include "sum.h"

enum column {
	COLUMN_STRATUM,
	COLUMN_PSU,
	COLUMN_SSU,
	COLUMN_FPC,
	COLUMN_FPC2,
	COLUMN_WEIGHT,
	COLUMN_COUNT
};

static const char *const column_names[] = {
	[COLUMN_STRATUM] = "stratum", [COLUMN_PSU] = "psu",
	[COLUMN_SSU] = "ssu",	      [COLUMN_FPC] = "fpc",
	[COLUMN_FPC2] = "fpc2",	      [COLUMN_WEIGHT] = "weight",
};
_Static_assert(ARRAY_SIZE(column_names) == COLUMN_COUNT, "a name for each column");

/* The units of one stage (strata or PSUs) with their labels. */
struct stage {
	struct keys *keys;
	struct design_unit *units;
	size_t used, room;
	bool counts; /* fpc values are population counts, not fractions */
};

struct design {
	struct stage strata, psus;
	struct keys *ssus;
	uint32_t *ssu_psu; /* the PSU of each SSU */
	size_t ssu_used, ssu_room;
	bool started, finished, used[COLUMN_COUNT];
	uint64_t nrows;
	struct sum weight;
};

struct design_row design_row_empty(void)
{
	return (struct design_row){
		.fpc = (double)NAN, .fpc2 = (double)NAN, .weight = (double)NAN};
}

struct design *design_new(void)
{
	struct design *design = xcalloc(1, sizeof(*design));

	design->strata.keys = keys_new();
	design->psus.keys = keys_new();
	design->ssus = keys_new();
	return design;
}

void design_free(struct design *design)
{
	if (!design)
		return;
	keys_free(design->strata.keys);
	keys_free(design->psus.keys);
	keys_free(design->ssus);
	free(design->strata.units);
	free(design->psus.units);
	free(design->ssu_psu);
	free(design);
}

static bool filled(const char *label)
{
	return label && *label;
}

static void columns_of(const struct design_row *row, bool used[COLUMN_COUNT])
{
	used[COLUMN_STRATUM] = filled(row->stratum);
	used[COLUMN_PSU] = filled(row->psu);
	used[COLUMN_SSU] = filled(row->ssu);
	used[COLUMN_FPC] = !isnan(row->fpc);
	used[COLUMN_FPC2] = !isnan(row->fpc2);
	used[COLUMN_WEIGHT] = !isnan(row->weight);
}

/* The same columns in every row, and only combinations that make a design. */
static bool check_columns(struct design *design, const struct design_row *row,
			  struct error *err)
{
	bool used[COLUMN_COUNT];

	columns_of(row, used);
	if (!design->started)
		memcpy(design->used, used, sizeof(used));
	design->started = true;
	for (int i = 0; i < COLUMN_COUNT; i++) {
		if (used[i] != design->used[i])
			return error_set(err, ERROR_INPUT,
					 "%s is filled for some respondents and empty "
					 "for others",
					 column_names[i]);
	}
	if (used[COLUMN_SSU] && !used[COLUMN_PSU])
		return error_set(err, ERROR_INPUT, "ssu without psu");
	if (used[COLUMN_FPC2] && !used[COLUMN_SSU])
		return error_set(err, ERROR_INPUT, "fpc2 without ssu");
	return true;
}

static bool check_numbers(const struct design_row *row, struct error *err)
{
	if (row->weight < 0 || isinf(row->weight))
		return error_set(err, ERROR_INPUT, "weight %g is not a weight",
				 row->weight);
	if (row->fpc < 0 || row->fpc2 < 0)
		return error_set(err, ERROR_INPUT, "fpc %g is negative",
				 row->fpc < 0 ? row->fpc : row->fpc2);
	return true;
}

/* Finds or adds a unit; its fpc must be the same each time it is met. */
static bool stage_add(struct stage *stage, uint32_t parent, const char *label,
		      double fpc, uint32_t *unit, bool *added)
{
	*unit = keys_add(stage->keys, parent, label ? label : "", added);
	if (*added) {
		ARRAY_RESERVE(stage->units, stage->used, stage->room);
		stage->units[stage->used++] = (struct design_unit){
			.parent = parent, .fpc = fpc, .population = INFINITY};
	}
	stage->counts |= fpc > 1;
	double known = stage->units[*unit].fpc;
	return isnan(fpc) || fpc == known || fabs(fpc - known) <= 1e-9 * fabs(known);
}

static bool add_stratum(struct design *design, const struct design_row *row,
			uint32_t *stratum, struct error *err)
{
	bool added;

	if (stage_add(&design->strata, 0, row->stratum, row->fpc, stratum, &added))
		return true;
	return error_set(err, ERROR_INPUT,
			 "fpc differs within stratum \"%s\": %g and %g",
			 row->stratum ? row->stratum : "", row->fpc,
			 design->strata.units[*stratum].fpc);
}

static bool add_psu(struct design *design, const struct design_row *row,
		    uint32_t stratum, uint32_t *psu, struct error *err)
{
	bool added;

	bool same = stage_add(&design->psus, stratum, row->psu, row->fpc2, psu, &added);
	design->strata.units[stratum].nunits += added;
	if (same)
		return true;
	return error_set(err, ERROR_INPUT, "fpc2 differs within psu \"%s\": %g and %g",
			 row->psu, row->fpc2, design->psus.units[*psu].fpc);
}

static uint32_t add_ssu(struct design *design, const char *label, uint32_t psu)
{
	bool added;
	uint32_t ssu = keys_add(design->ssus, psu, label, &added);

	if (added) {
		ARRAY_RESERVE(design->ssu_psu, design->ssu_used, design->ssu_room);
		design->ssu_psu[design->ssu_used++] = psu;
		design->psus.units[psu].nunits++;
	}
	return ssu;
}

bool design_add(struct design *design, const struct design_row *row, uint32_t *leaf,
		double *weight, struct error *err)
{
	uint32_t stratum, psu;

	assert(!design->finished);
	if (!check_columns(design, row, err) || !check_numbers(row, err) ||
	    !add_stratum(design, row, &stratum, err))
		return false;
	*leaf = stratum;
	if (design->used[COLUMN_PSU]) {
		if (!add_psu(design, row, stratum, &psu, err))
			return false;
		*leaf = psu;
	} else {
		design->strata.units[stratum].nunits++;
	}
	if (design_is_two_stage(design))
		*leaf = add_ssu(design, row->ssu, psu);
	*weight = design->used[COLUMN_WEIGHT] ? row->weight : 1;
	sum_add(&design->weight, *weight);
	design->nrows++;
	return true;
}

static bool finish_unit(const struct stage *stage, const char *column, uint32_t number,
			struct error *err)
{
	struct design_unit *unit = &stage->units[number];
	const char *label = keys_label(stage->keys, number);
	double n = (double)unit->nunits;

	if (isnan(unit->fpc))
		return true;
	if (stage->counts && unit->fpc < 1)
		return error_set(err, ERROR_INPUT,
				 "%s holds both population counts and sampling "
				 "fractions: %g in \"%s\"",
				 column, unit->fpc, label);
	unit->population = stage->counts ? unit->fpc : n / unit->fpc;
	if (unit->population < n)
		return error_set(err, ERROR_INPUT,
				 "%s: a population of %g in \"%s\" is smaller than its "
				 "sample of %g",
				 column, unit->population, label, n);
	return true;
}

static bool weights_are_derived(const struct design *design)
{
	return design->used[COLUMN_FPC] && !design->used[COLUMN_WEIGHT];
}

static bool finish_stage(const struct design *design, const struct stage *stage,
			 const char *column, struct error *err)
{
	for (size_t i = 0; i < stage->used; i++) {
		if (!finish_unit(stage, column, (uint32_t)i, err))
			return false;
		if (weights_are_derived(design) && isinf(stage->units[i].population))
			return error_set(err, ERROR_INPUT,
					 "no weights given, and none follow from %s 0",
					 column);
	}
	return true;
}

bool design_finish(struct design *design, struct error *err)
{
	if (!finish_stage(design, &design->strata, "fpc", err))
		return false;
	if (design_is_two_stage(design) &&
	    !finish_stage(design, &design->psus, "fpc2", err))
		return false;
	design->finished = true;
	return true;
}

bool design_is_srs(const struct design *design)
{
	bool any = false;

	for (int i = 0; i < COLUMN_COUNT; i++)
		any |= design->used[i];
	return !any;
}

bool design_is_clustered(const struct design *design)
{
	return design->used[COLUMN_PSU];
}

bool design_is_two_stage(const struct design *design)
{
	return design->used[COLUMN_SSU] && design->used[COLUMN_FPC] &&
	       design->used[COLUMN_FPC2];
}

bool design_has_weights(const struct design *design)
{
	return design->used[COLUMN_WEIGHT];
}

uint32_t design_nstrata(const struct design *design)
{
	return (uint32_t)design->strata.used;
}

uint32_t design_npsus(const struct design *design)
{
	return (uint32_t)design->psus.used;
}

uint32_t design_nleaves(const struct design *design)
{
	if (design_is_two_stage(design))
		return (uint32_t)design->ssu_used;
	return (uint32_t)(design_is_clustered(design) ? design->psus.used
						      : design->strata.used);
}

double design_fraction_left(const struct design_unit *unit)
{
	return isinf(unit->population)
		       ? 1
		       : (unit->population - (double)unit->nunits) / unit->population;
}

uint64_t design_nrows(const struct design *design)
{
	return design->nrows;
}

const struct design_unit *design_stratum(const struct design *design, uint32_t stratum)
{
	assert(stratum < design->strata.used);
	return &design->strata.units[stratum];
}

const struct design_unit *design_psu(const struct design *design, uint32_t psu)
{
	assert(psu < design->psus.used);
	return &design->psus.units[psu];
}

const char *design_stratum_label(const struct design *design, uint32_t stratum)
{
	return keys_label(design->strata.keys, stratum);
}

struct design_place design_leaf(const struct design *design, uint32_t leaf)
{
	if (!design_is_clustered(design))
		return (struct design_place){leaf, KEYS_NONE};
	uint32_t psu = design_is_two_stage(design) ? design->ssu_psu[leaf] : leaf;
	return (struct design_place){design->psus.units[psu].parent, psu};
}

uint32_t design_weight_group(const struct design *design, uint32_t leaf)
{
	struct design_place place = design_leaf(design, leaf);

	if (weights_are_derived(design) && design_is_two_stage(design))
		return place.psu;
	return place.stratum;
}

static double inverse_fraction(const struct design_unit *unit)
{
	return unit->population / (double)unit->nunits;
}

double design_leaf_scale(const struct design *design, uint32_t leaf)
{
	struct design_place place = design_leaf(design, leaf);

	assert(design->finished);
	if (!weights_are_derived(design))
		return 1;
	double scale = inverse_fraction(design_stratum(design, place.stratum));
	if (design_is_two_stage(design))
		scale *= inverse_fraction(design_psu(design, place.psu));
	return scale;
}

bool design_expands(const struct design *design)
{
	double n = (double)design->nrows;

	return weights_are_derived(design) ||
	       sum_value(&design->weight) > n * (1 + 1e-9);
}

static uint32_t find_label(const struct keys *keys, uint32_t parent, const char *label)
{
	return parent == KEYS_NONE ? KEYS_NONE
				   : keys_find(keys, parent, label ? label : "");
}

bool design_find(const struct design *design, const struct design_row *row,
		 uint32_t *leaf, double *weight, struct error *err)
{
	assert(design->finished);
	*leaf = find_label(design->strata.keys, 0, row->stratum);
	if (design->used[COLUMN_PSU])
		*leaf = find_label(design->psus.keys, *leaf, row->psu);
	if (design_is_two_stage(design))
		*leaf = find_label(design->ssus, *leaf, row->ssu);
	if (*leaf == KEYS_NONE)
		return error_set(err, ERROR_INPUT,
				 "stratum \"%s\", psu \"%s\" is not in the design",
				 row->stratum ? row->stratum : "",
				 row->psu ? row->psu : "");
	*weight = (design->used[COLUMN_WEIGHT] ? row->weight : 1) *
		  design_leaf_scale(design, *leaf);
	return true;
}
