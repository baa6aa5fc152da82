/*
 * Leagues of a round or a microdata file, as league_figures.h makes them.
 */
#ifndef HAILONG_ANALYZER_LEAGUE_SURVEY_H
#define HAILONG_ANALYZER_LEAGUE_SURVEY_H

#include "league_figures.h"
#include "source.h"

/* What a league is made from; the leagues' texts live as long as it. */
struct league_survey {
	struct source *source;
	struct grouping grouping;
	struct agenda *agenda;
	struct pass *pass;
	struct figures *figures;
	struct arena *arena;
	size_t rejects_told;
};

/* Reads options --round, --csv …, --by, --item, --statistic and the rows. EXIT_DONE, or
 * the code to end with. Release it in any case. */
enum exit_code league_survey_read(struct league_survey *survey,
				  const struct invocation *call,
				  const struct methods *methods, struct error *err);
void league_survey_release(struct league_survey *survey);

MUST_CHECK bool league_survey_leagues(const struct league_survey *survey,
				      const struct methods *methods,
				      const struct rank_options *options,
				      struct leagues *leagues, struct error *err);

#endif
