/* See figures.h. */
#include "figures.h"

#include "cells.h"
#include "ratio.h"
#include "replicate.h"

#include "forms/alloc.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

struct figures {
	struct figure *all;
	size_t count;
};

static int compare_domains(const void *left, const void *right)
{
	const struct domain *a = *(const struct domain *const *)left;
	const struct domain *b = *(const struct domain *const *)right;

	if (a->grouping != b->grouping)
		return a->grouping < b->grouping ? -1 : 1;
	return strcmp(a->key, b->key);
}

static const struct domain **sorted_domains(const struct tally *tally)
{
	size_t count = tally_ndomains(tally);
	const struct domain **domains = xcalloc(count + 1, sizeof(struct domain *));

	for (size_t i = 0; i < count; i++)
		domains[i] = tally_domain(tally, i);
	qsort(domains, count, sizeof(struct domain *), compare_domains);
	return domains;
}

/* Raked weights are weights, so that counts say little of a simple random sample. */
struct estimate_options figures_methods(const struct pass *pass,
					const struct figures_options *options)
{
	struct estimate_options methods =
		estimate_defaults(tally_design(pass_tally(pass)));

	if (pass_calibration(pass))
		methods.method = INTERVAL_LOGIT;
	if (options->has_method)
		methods.method = options->method;
	methods.level = options->level;
	methods.lonely = options->lonely;
	methods.variance = options->variance;
	return methods;
}

static struct figure figure_of(const struct pass *pass, const struct domain *domain,
			       const struct grouping *grouping,
			       const struct entry *entry,
			       const struct estimate_options *how)
{
	const struct tally *tally = pass_tally(pass);

	return (struct figure){
		.grouping = grouping,
		.domain = domain->key,
		.entry = entry,
		.result = (entry->is_total ? estimate_total : estimate)(
			tally, domain, &entry->estimand, how),
		.suppressed = domain->unmeasured ? SUPPRESSION_INCOMPARABLE
						 : SUPPRESSION_NONE,
	};
}

/* How many figures there will be. */
static size_t count_figures(const struct tally *tally, const struct agenda *agenda,
			    const struct grouping *groupings)
{
	size_t count = 0;

	for (size_t i = 0; i < tally_ndomains(tally); i++)
		count += groupings[tally_domain(tally, i)->grouping].only
				 ? 1
				 : agenda_count(agenda);
	return count;
}

static void add_figures(struct figures *figures, const struct pass *pass,
			const struct domain *domain, const struct agenda *agenda,
			const struct grouping *grouping,
			const struct estimate_options *how)
{
	size_t first = grouping->only ? grouping->only - 1 : 0;
	size_t end = grouping->only ? grouping->only : agenda_count(agenda);

	for (size_t e = first; e < end; e++)
		figures->all[figures->count++] =
			figure_of(pass, domain, grouping, agenda_entry(agenda, e), how);
}

struct figures *figures_new(const struct pass *pass, const struct agenda *agenda,
			    const struct grouping *groupings,
			    const struct figures_options *options)
{
	const struct tally *tally = pass_tally(pass);
	struct estimate_options how = figures_methods(pass, options);
	struct bootstrap *bootstrap = NULL;
	const struct domain **domains = sorted_domains(tally);
	size_t ndomains = tally_ndomains(tally);
	struct figures *figures = xcalloc(1, sizeof(*figures));

	if (how.variance == VARIANCE_BOOTSTRAP)
		how.bootstrap = bootstrap = bootstrap_new(
			tally_design(tally), options->nreplicates, options->seed);
	figures->all = xcalloc(count_figures(tally, agenda, groupings) + 1,
			       sizeof(*figures->all));
	for (size_t d = 0; d < ndomains; d++)
		add_figures(figures, pass, domains[d], agenda,
			    &groupings[domains[d]->grouping], &how);
	if (options->min_n)
		cells_suppress(figures->all, figures->count, agenda, groupings,
			       options->min_n);
	bootstrap_free(bootstrap);
	free(domains);
	return figures;
}

const char *suppression_reason(enum suppression why, uint64_t min_n,
			       char text[static SUPPRESSION_BYTES])
{
	static const char *const reasons[] = {
		[SUPPRESSION_NONE] = "",
		[SUPPRESSION_COMPLEMENT] = "complement",
		[SUPPRESSION_INCOMPARABLE] = "not_comparable",
	};

	if (why != SUPPRESSION_FEW)
		return reasons[why];
	snprintf(text, SUPPRESSION_BYTES, "n<%" PRIu64, min_n);
	return text;
}

void figures_free(struct figures *figures)
{
	if (!figures)
		return;
	free(figures->all);
	free(figures);
}

size_t figures_count(const struct figures *figures)
{
	return figures->count;
}

const struct figure *figures_at(const struct figures *figures, size_t number)
{
	return &figures->all[number];
}

/* Below 0: the figure stands before what is looked for. NULL is before all. */
static int compare_place(const struct figure *figure, const struct grouping *grouping,
			 const char *domain, const struct entry *entry)
{
	if (figure->grouping != grouping)
		return figure->grouping < grouping ? -1 : 1;
	int order = domain ? strcmp(figure->domain, domain) : 1;
	if (order != 0 || figure->entry == entry)
		return order;
	return figure->entry < entry ? -1 : 1;
}

/* The first figure that does not stand before it. */
static size_t place_of(const struct figures *figures, const struct grouping *grouping,
		       const char *domain, const struct entry *entry)
{
	size_t low = 0, high = figures->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (compare_place(&figures->all[middle], grouping, domain, entry) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

struct figures_range figures_of(const struct figures *figures,
				const struct grouping *grouping)
{
	return (struct figures_range){place_of(figures, grouping, NULL, NULL),
				      place_of(figures, grouping + 1, NULL, NULL)};
}

const struct figure *figures_find(const struct figures *figures,
				  const struct grouping *grouping, const char *domain,
				  const struct entry *entry)
{
	size_t at = place_of(figures, grouping, domain, entry);

	if (at == figures->count ||
	    compare_place(&figures->all[at], grouping, domain, entry) != 0)
		return NULL;
	return &figures->all[at];
}

bool figures_lonely(const struct design *design, uint32_t stratum, struct error *err)
{
	return error_set(err, ERROR_INPUT,
			 "stratum '%.80s' has a single PSU, so its part of the "
			 "variance can't be measured; join it with a stratum "
			 "like it, or say how to count it: --lonely-psu "
			 "remove|certainty|adjust|average",
			 design_stratum_label(design, stratum));
}

bool figures_measurable(const struct figures *figures, const struct pass *pass,
			struct error *err)
{
	const struct design *design = tally_design(pass_tally(pass));

	for (size_t i = 0; i < figures->count; i++) {
		const struct result *result = &figures->all[i].result;
		if (result->why == UNDEFINED_LONELY_PSU && !figures->all[i].suppressed)
			return figures_lonely(design, result->stratum, err);
	}
	return true;
}
