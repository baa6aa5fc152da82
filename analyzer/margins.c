/* The known totals, by variable and level; see calibrate.h. */
#include "margins.h"

#include <math.h>

#include "forms/alloc.h"

struct margins *margins_new(void)
{
	struct margins *margins = xcalloc(1, sizeof(*margins));

	margins->variables = keys_new();
	return margins;
}

void margins_free(struct margins *margins)
{
	if (!margins)
		return;
	for (size_t i = 0; i < margins->n; i++) {
		keys_free(margins->list[i].levels);
		free(margins->list[i].totals);
	}
	keys_free(margins->variables);
	free(margins->list);
	free(margins);
}

bool margins_add(struct margins *margins, const char *variable, const char *level,
		 double total, struct error *err)
{
	bool added;

	if (!(total > 0) || isinf(total))
		return error_set(err, ERROR_INPUT,
				 "the total %g of %s \"%s\" is not above 0", total,
				 variable, level);
	uint32_t number = keys_add(margins->variables, 0, variable, &added);
	if (added) {
		ARRAY_RESERVE(margins->list, margins->n, margins->room);
		margins->list[margins->n++] = (struct margin){.levels = keys_new()};
	}
	struct margin *margin = &margins->list[number];
	keys_add(margin->levels, 0, level, &added);
	if (!added)
		return error_set(err, ERROR_INPUT, "%s \"%s\" has two totals", variable,
				 level);
	ARRAY_RESERVE(margin->totals, margin->nlevels, margin->room);
	margin->totals[margin->nlevels++] = total;
	return true;
}

static double grand_total(const struct margin *margin)
{
	double total = 0;

	for (size_t l = 0; l < margin->nlevels; l++)
		total += margin->totals[l];
	return total;
}

bool margins_check(const struct margins *margins, struct error *err)
{
	if (!margins->n)
		return error_set(err, ERROR_INPUT, "there are no margins");
	double first = grand_total(&margins->list[0]);
	for (size_t i = 1; i < margins->n; i++) {
		double total = grand_total(&margins->list[i]);
		if (fabs(total - first) > 0.01 * first)
			return error_set(err, ERROR_INPUT,
					 "the margins disagree: %s adds up to %g, %s "
					 "to %g",
					 margins_variable(margins, 0), first,
					 margins_variable(margins, i), total);
	}
	return true;
}

size_t margins_nvariables(const struct margins *margins)
{
	return margins->n;
}

const char *margins_variable(const struct margins *margins, size_t variable)
{
	return keys_label(margins->variables, (uint32_t)variable);
}
