/* The regressions of single places, made beside that of everybody, from the same rows;
 * they have shares of R² but no errors. */
#include "report_data.h"

#include "forms/alloc.h"

#include <math.h>

/* Green 1991, How many subjects does it take to do a regression analysis?, Multivariate
 * Behavioral Research 26:499-510: 104 + predictors, to tell one from the other. */
enum { ENOUGH = 104 };

static const char *code_of(enum report_field_kind kind, const struct source_row *row)
{
	return kind == PLACES_UNITS ? row->unit : row->service;
}

static struct drivers *drivers_at(struct report_data *data, enum report_field_kind kind,
				  const char *code)
{
	struct place_drivers *places = &data->place_drivers[kind];
	bool added;

	if (!places->codes)
		places->codes = keys_new();
	uint32_t number = keys_add(places->codes, 0, code, &added);
	if (added) {
		ARRAY_RESERVE(places->list, places->n, places->room);
		places->list[places->n++] = report_regression(data);
	}
	return places->list[number];
}

bool report_drivers_add(struct report_data *data, const struct source_row *row,
			const struct pass_row *again, struct error *err)
{
	if (source_succession(data->now.source))
		return true;
	for (int kind = 0; kind < PLACES_FACTORS; kind++) {
		const char *code = code_of((enum report_field_kind)kind, row);
		if (code && *code &&
		    !drivers_add(drivers_at(data, (enum report_field_kind)kind, code),
				 &again->place, again->factor, again->levels, err))
			return false;
	}
	return true;
}

void report_drivers_solve(struct report_data *data)
{
	struct error none = {0};

	for (int kind = 0; kind < PLACES_FACTORS; kind++) {
		struct place_drivers *places = &data->place_drivers[kind];
		for (size_t i = 0; i < places->n; i++) {
			if (drivers_n(places->list[i]) >= ENOUGH + data->npredictors &&
			    drivers_solve(places->list[i], &none))
				continue;
			drivers_free(places->list[i]);
			places->list[i] = NULL;
		}
	}
}

void report_drivers_release(struct report_data *data)
{
	for (int kind = 0; kind < PLACES_FACTORS; kind++) {
		struct place_drivers *places = &data->place_drivers[kind];
		for (size_t i = 0; i < places->n; i++)
			drivers_free(places->list[i]);
		free(places->list);
		keys_free(places->codes);
	}
}

size_t report_drivers_enough(const struct report_data *data, uint64_t min_n)
{
	size_t enough = ENOUGH + data->npredictors;

	return min_n > enough ? (size_t)min_n : enough;
}

/* What clusters and weights leave of so many complete cases; never more. */
static double effective(const struct drivers *drivers, const struct result *result)
{
	return (double)drivers_n(drivers) * fmin(1, result->n_eff / (double)result->n);
}

const struct drivers *report_place_drivers(const struct report_data *data,
					   enum report_field_kind kind,
					   const struct report_place *place,
					   uint64_t min_n)
{
	const struct place_drivers *places = &data->place_drivers[kind];
	const struct result *result = &place->figure->result;
	uint32_t number =
		places->codes ? keys_find(places->codes, 0, place->code) : KEYS_NONE;
	const struct drivers *drivers =
		number == KEYS_NONE ? NULL : places->list[number];

	/* n_eff is not known where all answer alike */
	if (!drivers || isnan(result->n_eff) ||
	    effective(drivers, result) < (double)report_drivers_enough(data, min_n))
		return NULL;
	return drivers;
}
