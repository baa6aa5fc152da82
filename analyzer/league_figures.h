/*
 * A league of figures: their joint covariance (variance.h: units that share PSUs or
 * strata are not independent, nor are factors that the same people answered) and, for
 * the region of KWW, each one's interval at the level its joint correction asks for, by
 * the method the figures have.
 *
 * Held-back figures (--min-n) are rows without a figure.
 */
#ifndef HAILONG_ANALYZER_LEAGUE_FIGURES_H
#define HAILONG_ANALYZER_LEAGUE_FIGURES_H

#include "commands.h"
#include "league.h"

struct league_making {
	const struct methods *methods;
	const struct rank_options *options;
	struct arena *arena; /* of texts of the rows */
};

/* Rows in the order of the figures; figures of one domain are of factors or items whose
 * products the plan keeps. The league starts as {0}. */
MUST_CHECK bool league_of_figures(struct league *league, const struct pass *pass,
				  const struct figure *const *figures, size_t n,
				  const struct league_making *how, struct error *err);

#endif
