/* See contrasts.h. */
#include "contrasts.h"

#include "adjust.h"

#include "forms/alloc.h"

#include <math.h>
#include <string.h>

/* The figures of a reading by domain: as many for each as the agenda has entries. */
struct domains {
	const struct reading *reading;
	size_t nentries, n;
};

static struct domains domains_of(const struct reading *reading)
{
	size_t nentries = agenda_count(reading->agenda);

	return (struct domains){reading, nentries,
				figures_count(reading->figures) / nentries};
}

static const struct figure *figure_of(const struct domains *domains, size_t domain,
				      size_t entry)
{
	return figures_at(domains->reading->figures,
			  domain * domains->nentries + entry);
}

static struct comparison nothing(void)
{
	return (struct comparison){.base_estimate = (double)NAN,
				   .estimate = (double)NAN,
				   .difference = (double)NAN,
				   .se = (double)NAN,
				   .df = (double)NAN,
				   .p = (double)NAN,
				   .low = (double)NAN,
				   .high = (double)NAN};
}

static struct contrast *append(struct contrasts *contrasts, const struct figure *figure)
{
	ARRAY_RESERVE(contrasts->list, contrasts->n, contrasts->room);
	struct contrast *contrast = &contrasts->list[contrasts->n++];
	*contrast = (struct contrast){.grouping = figure->grouping,
				      .domain = figure->domain,
				      .entry = figure->entry,
				      .comparison = nothing()};
	return contrast;
}

/* Why a figure is held back, or CONTRAST_TOLD. */
static enum contrast_note held_back(const struct figure *figure)
{
	static const enum contrast_note notes[] = {
		[SUPPRESSION_NONE] = CONTRAST_TOLD,
		[SUPPRESSION_FEW] = CONTRAST_FEW,
		[SUPPRESSION_COMPLEMENT] = CONTRAST_COMPLEMENT,
		[SUPPRESSION_INCOMPARABLE] = CONTRAST_BROKEN,
	};

	return notes[figure->suppressed];
}

/* Puts the note of two sides; whether both are to be told. */
static bool both_told(struct contrast *contrast, const struct figure *base,
		      const struct figure *other)
{
	enum contrast_note a = held_back(base), b = held_back(other);

	contrast->note = a > b ? a : b;
	contrast->divided =
		base->result.domain->divided || other->result.domain->divided;
	return contrast->note == CONTRAST_TOLD;
}

static void put(struct contrast *contrast, const struct comparison *comparison)
{
	contrast->comparison = *comparison;
	if (comparison->why != UNDEFINED_NOT)
		contrast->note = CONTRAST_UNTOLD;
}

/* A figure that has nothing to be compared with. */
static void append_single(struct contrasts *contrasts, const struct figure *figure,
			  bool is_base)
{
	struct contrast *contrast = append(contrasts, figure);

	contrast->note = is_base ? CONTRAST_GONE : CONTRAST_NEW;
	contrast->divided = figure->result.domain->divided;
	if (figure->suppressed)
		contrast->note = held_back(figure);
	else if (is_base)
		contrast->comparison.base_estimate = figure->result.estimate;
	else
		contrast->comparison.estimate = figure->result.estimate;
}

void contrasts_adjust(struct contrasts *contrasts)
{
	size_t n = contrasts->n;
	double *p = xcalloc(3 * n + 1, sizeof(*p)), *holm = p + n, *bh = holm + n;

	for (size_t i = 0; i < n; i++)
		p[i] = contrasts->list[i].comparison.p;
	adjust_holm(p, n, holm);
	adjust_bh(p, n, bh);
	for (size_t i = 0; i < n; i++) {
		contrasts->list[i].p_holm = holm[i];
		contrasts->list[i].p_bh = bh[i];
	}
	free(p);
}

void contrasts_release(struct contrasts *contrasts)
{
	free(contrasts->list);
}

/* --- rounds --- */

/* The entry of the same name and statistic; as many as there are when it has none. */
static size_t find_entry(const struct agenda *agenda, const struct entry *like)
{
	size_t e = 0;

	for (; e < agenda_count(agenda); e++) {
		const struct entry *entry = agenda_entry(agenda, e);
		if (strcmp(entry->called, like->called) == 0 &&
		    strcmp(entry->name, like->name) == 0)
			break;
	}
	return e;
}

static void compare_figures(struct contrasts *contrasts, const struct figure *base,
			    const struct figure *other)
{
	struct contrast *contrast = append(contrasts, other);

	if (!both_told(contrast, base, other))
		return;
	struct comparison comparison = compare_rounds(&base->result, &other->result);
	put(contrast, &comparison);
}

void contrasts_add(struct contrasts *contrasts, const struct figure *base,
		   const struct figure *other)
{
	if (base)
		compare_figures(contrasts, base, other);
	else
		append_single(contrasts, other, false);
}

static void compare_domain(struct contrasts *contrasts, const struct domains *base,
			   size_t i, const struct domains *other, size_t j)
{
	for (size_t e = 0; e < other->nentries; e++) {
		const struct figure *figure = figure_of(other, j, e);
		size_t match = find_entry(base->reading->agenda, figure->entry);
		if (match < base->nentries)
			compare_figures(contrasts, figure_of(base, i, match), figure);
		else
			append_single(contrasts, figure, false);
	}
}

static void append_domain(struct contrasts *contrasts, const struct domains *domains,
			  size_t domain, bool is_base)
{
	for (size_t e = 0; e < domains->nentries; e++)
		append_single(contrasts, figure_of(domains, domain, e), is_base);
}

/* Both readings asked for the same groupings, so that places can be compared. */
static int compare_places(const struct domains *base, size_t i,
			  const struct domains *other, size_t j)
{
	if (i == base->n || j == other->n)
		return i == base->n ? 1 : -1;
	const struct figure *a = figure_of(base, i, 0), *b = figure_of(other, j, 0);
	ptrdiff_t x = a->grouping - base->reading->groupings;
	ptrdiff_t y = b->grouping - other->reading->groupings;

	return x != y ? (x > y) - (x < y) : strcmp(a->domain, b->domain);
}

void contrasts_of_rounds(struct contrasts *contrasts, const struct reading *base,
			 const struct reading *other)
{
	struct domains before = domains_of(base), now = domains_of(other);
	size_t i = 0, j = 0;

	while (i < before.n || j < now.n) {
		int order = compare_places(&before, i, &now, j);
		if (order < 0)
			append_domain(contrasts, &before, i++, true);
		else if (order > 0)
			append_domain(contrasts, &now, j++, false);
		else
			compare_domain(contrasts, &before, i++, &now, j++);
	}
	contrasts_adjust(contrasts);
}

/* --- within a round --- */

void contrasts_add_pair(struct contrasts *contrasts, const struct reading *reading,
			const struct figure *base, const struct figure *other,
			const struct estimate_options *how)
{
	struct contrast *contrast = append(contrasts, other);
	struct comparand a = {base->result.domain, base->entry->estimand};
	struct comparand b = {other->result.domain, other->entry->estimand};

	if (!both_told(contrast, base, other))
		return;
	struct comparison comparison =
		compare_within(pass_tally(reading->pass), &a, &b, how);
	put(contrast, &comparison);
}

bool contrasts_of_domains(struct contrasts *contrasts, const struct reading *reading,
			  const char *base, const struct figures_options *options,
			  struct error *err)
{
	struct estimate_options how = figures_methods(reading->pass, options);
	struct domains domains = domains_of(reading);
	size_t at = 0;

	while (at < domains.n && strcmp(figure_of(&domains, at, 0)->domain, base) != 0)
		at++;
	if (at == domains.n)
		return error_set(err, ERROR_INPUT, "no response has the %s '%.80s'",
				 reading->groupings[0].name, base);
	for (size_t d = 0; d < domains.n; d++)
		for (size_t e = 0; d != at && e < domains.nentries; e++)
			contrasts_add_pair(contrasts, reading,
					   figure_of(&domains, at, e),
					   figure_of(&domains, d, e), &how);
	contrasts_adjust(contrasts);
	return true;
}

static const struct figure *figure_named(const struct domains *domains, size_t domain,
					 const char *name, const char *called)
{
	struct entry like = {.name = name, .called = called};

	return figure_of(domains, domain, find_entry(domains->reading->agenda, &like));
}

void contrasts_of_items(struct contrasts *contrasts, const struct reading *reading,
			const char *base, const struct figures_options *options)
{
	struct estimate_options how = figures_methods(reading->pass, options);
	struct domains domains = domains_of(reading);

	for (size_t d = 0; d < domains.n; d++)
		for (size_t e = 0; e < domains.nentries; e++) {
			const struct figure *other = figure_of(&domains, d, e);
			if (strcmp(other->entry->name, base) == 0)
				continue;
			contrasts_add_pair(
				contrasts, reading,
				figure_named(&domains, d, base, other->entry->called),
				other, &how);
		}
	contrasts_adjust(contrasts);
}
