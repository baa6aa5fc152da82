/*
 * All the figures of an agenda, domain by domain: estimated, ordered, and held back
 * where too few people stand behind them.
 *
 * Order: groupings as asked, in each the domains by the bytes of their keys, in each
 * the entries of the agenda, or the one that the grouping is only made for.
 */
#ifndef HAILONG_ANALYZER_FIGURES_H
#define HAILONG_ANALYZER_FIGURES_H

#include "estimate.h"
#include "pass.h"
#include "suppress.h"

struct figure {
	const struct grouping *grouping;
	const char *domain; /* its key; "" for overall */
	const struct entry *entry;
	struct result result;
	enum suppression suppressed; /* if any, nothing but counts of people is to be
					told: cells.h; nor even these if incomparable */
};

enum { REPLICATES_MAX = 100000 };

struct figures_options {
	bool has_method; /* else as estimate_defaults */
	enum interval_method method;
	double level;
	enum lonely_policy lonely;
	enum variance_method variance;
	size_t nreplicates; /* of the bootstrap, and its seed */
	uint64_t seed;
	uint64_t min_n;
};

/* "n<10", "complement", "not_comparable", "" for none; `text` holds what is made up. */
enum { SUPPRESSION_BYTES = 24 };
const char *suppression_reason(enum suppression why, uint64_t min_n,
			       char text[static SUPPRESSION_BYTES]);

struct figures;

void figures_free(struct figures *figures); /* NULL is allowed */

/* As the options say, for the responses of a finished pass. */
struct estimate_options figures_methods(const struct pass *pass,
					const struct figures_options *options);

/* From a finished pass, which outlives them. */
struct figures *figures_new(const struct pass *pass, const struct agenda *agenda,
			    const struct grouping *groupings,
			    const struct figures_options *options)
	__attribute__((malloc(figures_free, 1), returns_nonnull));

size_t figures_count(const struct figures *figures);
const struct figure *figures_at(const struct figures *figures, size_t number);

/* Where the figures of a grouping stand: from `first` on, before `end`. */
struct figures_range {
	size_t first, end;
};
struct figures_range figures_of(const struct figures *figures,
				const struct grouping *grouping);

/* The figure of this grouping, domain and entry, NULL when there is none. Found by
 * halving: groupings and entries are those the figures were made from. */
const struct figure *figures_find(const struct figures *figures,
				  const struct grouping *grouping, const char *domain,
				  const struct entry *entry);

/* The error that a stratum's only PSU is: false. */
bool figures_lonely(const struct design *design, uint32_t stratum, struct error *err);

/*
 * Fails, with advice, when a figure that would be told lacks its standard error
 * because a stratum has a single PSU.
 */
bool figures_measurable(const struct figures *figures, const struct pass *pass,
			struct error *err) MUST_CHECK;

#endif
