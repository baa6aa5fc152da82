/* See cells_sums.h, and cells.h for what the relations are. */
#include "cells_sums.h"

#include "forms/alloc.h"

#include <string.h>

/* A corner is of some of so many coverings of a grouping. */
enum { COVERINGS_MAX = 12, NO_GROUPING = -1 };

/* Relations of the same form for some places (domains of a coarser grouping) and each
 * subject, under way. */
struct adding {
	struct cells *cells;
	size_t relations;	   /* number of the first */
	size_t count;		   /* places × subjects */
	int64_t *people, *answers; /* what is left of each */
	bool *divided;		   /* per place: some have only shares of people */
};

static struct adding begin(struct cells *cells, size_t nplaces)
{
	struct adding adding = {.cells = cells,
				.count = nplaces * cells->subjects.count};

	adding.relations = suppress_add_relations(&cells->suppress, adding.count);
	adding.people = xcalloc(2 * adding.count + 1, sizeof(*adding.people));
	adding.answers = adding.people + adding.count;
	adding.divided = xcalloc(nplaces + 1, sizeof(*adding.divided));
	return adding;
}

/* A factor made of members adds up when they do; where not all of them are told, where
 * it is to be held back is asked as if it did itself. */
static void add_term(struct adding *adding, size_t i, size_t cell, int64_t value)
{
	const struct subjects *subjects = &adding->cells->subjects;
	const struct subject *subject = &subjects->list[i % subjects->count];

	(subject->of_members ? suppress_add_hint : suppress_add_term)(
		&adding->cells->suppress, adding->relations + i, cell, value);
}

static void add_part(struct adding *adding, size_t d, size_t place, int sign)
{
	struct cells *cells = adding->cells;
	const struct subjects *subjects = &cells->subjects;
	const struct domain *domain = cells_domain(cells, d);
	size_t base = place * subjects->count;

	adding->divided[place] = adding->divided[place] || domain->divided;
	for (size_t s = 0; s < subjects->count; s++) {
		const struct subject *subject = &subjects->list[s];
		if (subject->of_members && !subject->lacks_members)
			continue;
		int64_t answers =
			sign * (int64_t)subject_answers(subjects, subject, domain);
		add_term(adding, base + s, cells_cell(cells, d, s), answers);
		adding->answers[base + s] += answers;
		adding->people[base + s] +=
			sign * (int64_t)subject_people(subjects, subject, domain);
	}
}

/* Who is on one side only. Of people counted in several parts that can't be said, so
 * nobody is, which protects more. */
static void finish(struct adding *adding)
{
	struct suppress *suppress = &adding->cells->suppress;

	for (size_t i = 0; i < adding->count; i++) {
		int64_t answers = adding->answers[i], people = adding->people[i];
		if (!answers || adding->divided[i / adding->cells->subjects.count])
			continue;
		size_t rest = suppress_add_cell(
			suppress,
			(struct suppress_cell){
				.n = (uint64_t)llabs(people),
				.layer = (uint32_t)(i % adding->cells->subjects.count),
				.place = SUPPRESS_NOWHERE,
			});
		add_term(adding, i, rest, -answers);
	}
	free(adding->people);
	free(adding->divided);
}

/* --- totals and corners --- */

static void add_parts(struct adding *adding, unsigned fine, unsigned coarse, int sign)
{
	const struct cells *cells = adding->cells;

	for (size_t d = cells->first[fine]; d < cells->first[fine + 1]; d++) {
		size_t into = fine == coarse
				      ? d
				      : cells_domain_around(cells, fine, d, coarse);
		add_part(adding, d, into - cells->first[coarse], sign);
	}
}

static bool is_odd(unsigned bits)
{
	bool odd = false;

	for (; bits; bits &= bits - 1)
		odd = !odd;
	return odd;
}

/* unions[m] is the grouping by the variables of the coverings in m; that of none is
 * the grouping itself. */
static void add_corner(struct cells *cells, const int *unions, unsigned mask)
{
	unsigned coarse = (unsigned)unions[0];
	struct adding adding =
		begin(cells, cells->first[coarse + 1] - cells->first[coarse]);

	for (unsigned part = 0; part <= mask; part++)
		if ((part & mask) == part)
			add_parts(&adding, (unsigned)unions[part], coarse,
				  is_odd(part) ? -1 : 1);
	finish(&adding);
}

/* --- coverings --- */

static bool covers(const struct cells *cells, unsigned fine, unsigned coarse)
{
	return !cells->repeats[fine] && fine != coarse &&
	       grouping_holds(&cells->groupings[fine], &cells->groupings[coarse]);
}

/* The coverings of a grouping that cover no other one. */
static unsigned find_coverings(const struct cells *cells, unsigned coarse,
			       unsigned *coverings)
{
	unsigned count = 0;

	for (unsigned g = 0; g < cells->ngroupings && count < COVERINGS_MAX; g++) {
		bool next = covers(cells, g, coarse);
		for (unsigned h = 0; next && h < cells->ngroupings; h++)
			next = !covers(cells, h, coarse) || !covers(cells, g, h);
		if (next)
			coverings[count++] = g;
	}
	return count;
}

/* The grouping by the variables of both and no others. */
static int find_union(const struct cells *cells, unsigned a, unsigned b)
{
	for (unsigned g = 0; g < cells->ngroupings; g++) {
		const struct grouping *both = &cells->groupings[g];
		bool only = true;
		if (cells->repeats[g] || !grouping_holds(both, &cells->groupings[a]) ||
		    !grouping_holds(both, &cells->groupings[b]))
			continue;
		for (unsigned i = 0; only && i < both->nvariables; i++) {
			struct grouping one = {.variables = {both->variables[i]},
					       .nvariables = 1};
			only = grouping_holds(&cells->groupings[a], &one) ||
			       grouping_holds(&cells->groupings[b], &one);
		}
		if (only)
			return (int)g;
	}
	return NO_GROUPING;
}

/* Whether what each part of the mask divides by together is told. */
static bool has_corner(const int *unions, unsigned mask)
{
	for (unsigned rest = mask; rest; rest &= rest - 1)
		if (unions[mask & ~(rest & -rest)] == NO_GROUPING)
			return false;
	return true;
}

static void add_totals(struct cells *cells, unsigned grouping)
{
	unsigned coverings[COVERINGS_MAX];
	unsigned count = find_coverings(cells, grouping, coverings);
	int unions[1 << COVERINGS_MAX] = {(int)grouping};

	for (unsigned mask = 1; mask < 1u << count; mask++) {
		unsigned rest = mask & (mask - 1), lowest = 0;
		while (!(mask >> lowest & 1))
			lowest++;
		unions[mask] = NO_GROUPING;
		if (!has_corner(unions, mask))
			continue;
		unions[mask] =
			find_union(cells, coverings[lowest], (unsigned)unions[rest]);
		if (unions[mask] != NO_GROUPING)
			add_corner(cells, unions, mask);
	}
}

/* --- crossings --- */

/* The variables of both. */
static struct grouping common_of(const struct grouping *a, const struct grouping *b)
{
	struct grouping common = {.name = ""};

	for (unsigned i = 0; i < a->nvariables; i++) {
		struct grouping one = {.variables = {a->variables[i]}, .nvariables = 1};
		if (grouping_holds(b, &one) && !grouping_holds(&common, &one))
			common.variables[common.nvariables++] = a->variables[i];
	}
	return common;
}

static bool is_told(const struct cells *cells, const struct grouping *grouping)
{
	for (unsigned g = 0; g < cells->ngroupings; g++)
		if (grouping_holds(&cells->groupings[g], grouping) &&
		    grouping_holds(grouping, &cells->groupings[g]))
			return true;
	return false;
}

static int compare_keys(const void *left, const void *right)
{
	return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static size_t drop_repeats(const char **keys, size_t count)
{
	size_t kept = 0;

	if (count)
		qsort(keys, count, sizeof(*keys), compare_keys);
	for (size_t i = 0; i < count; i++)
		if (!kept || strcmp(keys[kept - 1], keys[i]) != 0)
			keys[kept++] = keys[i];
	return kept;
}

/* What both groupings have in common is not told, yet both add up to it. */
static void add_crossing(struct cells *cells, unsigned a, unsigned b,
			 const struct grouping *common)
{
	const unsigned sides[] = {a, b};
	const char **keys = xcalloc(2 * cells->ndomains + 1, sizeof(*keys));
	const char **sorted = keys + cells->ndomains;
	size_t count = 0;

	for (size_t i = 0; i < 2; i++)
		for (size_t d = cells->first[sides[i]]; d < cells->first[sides[i] + 1];
		     d++)
			sorted[count++] = keys[d] = grouping_coarser(
				&cells->groupings[sides[i]],
				cells_domain(cells, d)->key, common, cells->arena);
	count = drop_repeats(sorted, count);
	struct adding adding = begin(cells, count);
	for (size_t i = 0; i < 2; i++)
		for (size_t d = cells->first[sides[i]]; d < cells->first[sides[i] + 1];
		     d++) {
			const char **at = bsearch(&keys[d], sorted, count,
						  sizeof(*sorted), compare_keys);
			add_part(&adding, d, (size_t)(at - sorted), i ? -1 : 1);
		}
	finish(&adding);
	arena_reset(cells->arena);
	free(keys);
}

static void add_crossings(struct cells *cells, unsigned a)
{
	const struct grouping *groupings = cells->groupings;

	for (unsigned b = a + 1; b < cells->ngroupings; b++) {
		struct grouping common = common_of(&groupings[a], &groupings[b]);
		if (!cells->repeats[b] && !is_told(cells, &common))
			add_crossing(cells, a, b, &common);
	}
}

void cells_add_sums(struct cells *cells)
{
	for (unsigned g = 0; g < cells->ngroupings; g++) {
		if (cells->repeats[g])
			continue;
		add_totals(cells, g);
		add_crossings(cells, g);
	}
}
