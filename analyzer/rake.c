/* Iterative proportional fitting, bounded or not; see rake.h. */
#include "rake.h"

#include <math.h>

#include "forms/alloc.h"

enum { HALVINGS = 200 };

struct rake_options rake_defaults(void)
{
	return (struct rake_options){1000, 1e-13, 0, INFINITY};
}

struct state {
	const double *weights;
	size_t ncells;
	const struct rake_options *options;
	double *product; /* of the steps, before bounds */
};

static double bounded(const struct rake_options *options, double g)
{
	return fmin(fmax(g, options->low), options->high);
}

/* Total of a level when its cells' products are multiplied by t. */
static double level_total(const struct state *state, const struct rake_margin *margin,
			  uint32_t level, double t)
{
	double total = 0;

	for (size_t c = 0; c < state->ncells; c++) {
		if (margin->levels[c] == level)
			total += state->weights[c] *
				 bounded(state->options, t * state->product[c]);
	}
	return total;
}

/* Where bounds bend the line: halve, on the scale of ratios. */
static double solve(const struct state *state, const struct rake_margin *margin,
		    uint32_t level, double t)
{
	double total = margin->totals[level], low = t, high = t;

	for (int i = 0; i < 60 && level_total(state, margin, level, low) > total; i++)
		low /= 2;
	for (int i = 0; i < 60 && level_total(state, margin, level, high) < total; i++)
		high *= 2;
	for (int i = 0; i < HALVINGS && low < high; i++) {
		double middle = sqrt(low) * sqrt(high);
		if (!(middle > low && middle < high))
			break;
		if (level_total(state, margin, level, middle) < total)
			low = middle;
		else
			high = middle;
	}
	return high;
}

static double step(const struct state *state, const struct rake_margin *margin,
		   uint32_t level)
{
	struct rake_options free = {0, 0, 0, INFINITY};
	struct state unbounded = *state;

	unbounded.options = &free;
	double sum = level_total(&unbounded, margin, level, 1);
	double t = sum > 0 ? margin->totals[level] / sum : 1;
	if (state->options->low <= 0 && isinf(state->options->high))
		return t;
	return solve(state, margin, level, t);
}

static void fit_margin(struct state *state, const struct rake_margin *margin)
{
	for (uint32_t level = 0; level < margin->nlevels; level++) {
		double t = step(state, margin, level);
		for (size_t c = 0; c < state->ncells; c++) {
			if (margin->levels[c] == level)
				state->product[c] *= t;
		}
	}
}

/* Takes the new factors over and returns the largest change of a cell's total. */
static double take_over(const struct state *state, double *factors)
{
	double change = 0;

	for (size_t c = 0; c < state->ncells; c++) {
		double g = bounded(state->options, state->product[c]);
		change = fmax(change, state->weights[c] * fabs(g - factors[c]));
		factors[c] = g;
	}
	return change;
}

static double worst_margin(const struct state *state, const struct rake_margin *margins,
			   size_t nmargins)
{
	double worst = 0;

	for (size_t m = 0; m < nmargins; m++) {
		for (uint32_t l = 0; l < margins[m].nlevels; l++) {
			double total = margins[m].totals[l];
			double got = level_total(state, &margins[m], l, 1);
			worst = fmax(worst, fabs(got - total) / total);
		}
	}
	return worst;
}

static void describe(const struct state *state, const double *factors,
		     struct rake_report *report)
{
	const struct rake_options *options = state->options;

	report->low = INFINITY;
	report->high = -INFINITY;
	for (size_t c = 0; c < state->ncells; c++) {
		report->low = fmin(report->low, factors[c]);
		report->high = fmax(report->high, factors[c]);
		report->bounded +=
			factors[c] <= options->low || factors[c] >= options->high;
	}
}

struct rake_report rake(const struct rake_margin *margins, size_t nmargins,
			const double *weights, size_t ncells,
			const struct rake_options *options, double *factors)
{
	struct state state = {weights, ncells, options,
			      xcalloc(ncells + 1, sizeof(double))};
	struct rake_report report = {0};
	double sum = 0, change = INFINITY;

	for (size_t c = 0; c < ncells; c++) {
		sum += weights[c];
		state.product[c] = factors[c] = 1;
	}
	double least = options->epsilon < 1 ? options->epsilon * sum : options->epsilon;
	while (report.iterations < options->max_iterations && !(change < least)) {
		for (size_t m = 0; m < nmargins; m++)
			fit_margin(&state, &margins[m]);
		change = take_over(&state, factors);
		report.iterations++;
	}
	report.worst = worst_margin(&state, margins, nmargins);
	describe(&state, factors, &report);
	report.converged = change < least && (!report.bounded || report.worst < 1e-6);
	free(state.product);
	return report;
}
