/* hailong-analyzer: reads answers and says what they say. The table is the manual. */
#include "commands.h"
#include "commands_context.h"
#include "commands_quality.h"
#include "commands_rank.h"
#include "commands_watch.h"

#include "forms/alloc.h"

#include <gsl/gsl_errno.h>
#include <sodium.h>

#define OPTION_DB                                                                    \
	{                                                                            \
		"db", "CONNINFO", "PostgreSQL to use (default: libpq's environment)" \
	}
#define OPTION_LEVEL                                                 \
	{                                                            \
		"level", "LEVEL", "confidence level (default: 0.95)" \
	}
#define OPTION_DESIGN                                                             \
	{                                                                         \
		"design", "srs|weighted",                                         \
			"default: weighted where stratum, psu or weight is given" \
	}
#define OPTION_LONELY                                                        \
	{                                                                    \
		"lonely-psu", "POLICY",                                      \
			"fail (default), remove, certainty, adjust, average" \
	}
#define OPTION_MIN_N                                                              \
	{                                                                         \
		"min-n", "N",                                                     \
			"hold back figures of fewer than N answers (default: 10)" \
	}

#define OPTIONS_SOURCE                                                                 \
	{"round", "CODE", "the round"}, {"csv", "FILE|-", "a microdata file instead"}, \
		{"form", "FORM.json", "the form of that file"},                        \
	{                                                                              \
		"map", "MAP.json", "how its columns and codes become ours"             \
	}
#define OPTION_BY                                                                      \
	{                                                                              \
		"by", "NAME[,NAME]",                                                   \
			"unit, service, channel, selection, collected_by, stratum, "   \
			"psu, an item, or several; may be repeated (default: overall)" \
	}
#define OPTION_ITEM                                                                    \
	{                                                                              \
		"item", "NAME",                                                        \
			"item, factor, index or all; may be repeated (default: index)" \
	}
/* Totals are only estimated. */
#define OPTION_STATISTIC(more)                                                         \
	{                                                                              \
		"statistic", "NAME",                                                   \
			"t2b (default), mean5, mean100, mean, all, pooled, level" more \
	}
#define OPTION_CI                                                             \
	{                                                                     \
		"ci", "METHOD",                                               \
			"wilson, wilson-cc, agresti-coull, clopper-pearson, " \
			"jeffreys, "                                          \
			"logit, beta, xlogit, likelihood, asin, wald"         \
	}
#define OPTIONS_WHO                                                                   \
	{"channel", "NAME", "only answers of this channel"},                          \
	{                                                                             \
		"selection", "sample|open|all",                                       \
			"whom to estimate from (default: the sample, where there is " \
			"one)"                                                        \
	}
#define OPTION_AS_OF                                                         \
	{                                                                    \
		"as-of", "current|surveyed|DATE",                            \
			"units of today, of the round (default) or of a day" \
	}
#define OPTION_RAKE                                                            \
	{                                                                      \
		"rake", "MARGINS.csv",                                         \
			"weights that meet known totals: variable,level,total" \
	}
#define OPTION_TRIM                                                          \
	{                                                                    \
		"trim", "LOW,HIGH", "bounds of the factors of --rake: 0.3,3" \
	}
#define OPTIONS_VARIANCE                                                  \
	{"variance", "METHOD", "taylor (default), jackknife, bootstrap"}, \
		{"replicates", "N", "of the bootstrap (default: 500)"},   \
	{                                                                 \
		"seed", "N", "of the bootstrap (default: 1)"              \
	}
#define OPTION_FORMAT                                        \
	{                                                    \
		"format", "table|csv|json", "default: table" \
	}
#define OPTION_LANG                                                    \
	{                                                              \
		"lang", "vi|en", "language of the table (default: vi)" \
	}

static const struct command commands[] = {
	{"estimate",
	 "",
	 0,
	 0,
	 "Shares and means with their intervals, of a round or of a microdata file.",
	 {OPTIONS_SOURCE, OPTION_AS_OF, OPTION_BY, OPTION_ITEM,
	  OPTION_STATISTIC(", total"), OPTION_CI, OPTION_LEVEL, OPTION_DESIGN,
	  OPTION_LONELY, OPTION_RAKE, OPTION_TRIM, OPTIONS_VARIANCE, OPTIONS_WHO,
	  OPTION_MIN_N, OPTION_FORMAT, OPTION_LANG, OPTION_DB},
	 command_estimate},
	{"compare",
	 "",
	 0,
	 0,
	 "Differences of two rounds, of two domains or of two items, with their p "
	 "values.",
	 {OPTIONS_SOURCE,
	  {"base", "CODE", "the round to compare with"},
	  {"base-csv", "FILE", "the file to compare with"},
	  {"base-domain", "KEY", "or, within a round: the domain of --by"},
	  {"base-item", "NAME", "or the item, factor or index, of the same people"},
	  {"force", NULL, "compare rounds that are not comparable, and mark them"},
	  OPTION_AS_OF,
	  OPTION_BY,
	  OPTION_ITEM,
	  OPTION_STATISTIC(""),
	  OPTION_CI,
	  OPTION_LEVEL,
	  OPTION_DESIGN,
	  OPTION_LONELY,
	  OPTION_RAKE,
	  {"base-rake", "MARGINS.csv",
	   "the totals of --base (default: those of --rake)"},
	  OPTION_TRIM,
	  OPTIONS_VARIANCE,
	  OPTIONS_WHO,
	  OPTION_MIN_N,
	  OPTION_FORMAT,
	  OPTION_LANG,
	  OPTION_DB},
	 command_compare},
	{"reliability",
	 "",
	 0,
	 0,
	 "Cronbach's alpha of factors, and of each without one of its items.",
	 {OPTIONS_SOURCE,
	  OPTION_BY,
	  {"item", "FACTOR",
	   "factor or index; may be repeated (default: every factor)"},
	  OPTION_DESIGN,
	  OPTION_RAKE,
	  OPTION_TRIM,
	  OPTIONS_WHO,
	  OPTION_MIN_N,
	  OPTION_FORMAT,
	  OPTION_LANG,
	  OPTION_DB},
	 command_reliability},
	{"drivers",
	 "",
	 0,
	 0,
	 "What satisfaction goes along with: weighted regression, shares of R².",
	 {OPTIONS_SOURCE,
	  {"outcome", "NAME", "the item, factor or index to explain"},
	  {"predictors", "NAME[,NAME]",
	   "items or factors, at most 12 (default: the factors without the outcome)"},
	  OPTION_DESIGN,
	  OPTION_LONELY,
	  OPTION_RAKE,
	  OPTION_TRIM,
	  OPTIONS_WHO,
	  OPTION_MIN_N,
	  OPTION_FORMAT,
	  OPTION_LANG,
	  OPTION_DB},
	 command_drivers},
	{"recheck",
	 "",
	 0,
	 0,
	 "What a re-check says of each interviewer: match rate, kappa, shift.",
	 {OPTIONS_SOURCE,
	  {"again", "FILE.csv", "the second answers, by response_id"},
	  {"again-map", "MAP.json", "how its columns and codes become ours"},
	  {"by", "NAME[,NAME]",
	   "as of estimate, of the first answers (default: collected_by and overall)"},
	  {"item", "NAME",
	   "item, factor, index, all (default) or pooled; may be repeated"},
	  OPTION_LEVEL,
	  {"min-n", "N", "hold back what fewer than N people tell (default: 10)"},
	  OPTION_FORMAT,
	  OPTION_LANG,
	  OPTION_DB},
	 command_recheck},
	{"quality",
	 "",
	 0,
	 0,
	 "Interviewers, units and responses worth a look, by reason; estimates "
	 "without.",
	 {OPTIONS_SOURCE,
	  {"by", "NAME",
	   "collected_by, unit, channel, upload; may be repeated (default: all)"},
	  OPTION_ITEM,
	  {"responses", "FILE.csv", "where to write each response worth a look"},
	  OPTION_LEVEL,
	  OPTION_DESIGN,
	  OPTION_LONELY,
	  OPTION_MIN_N,
	  OPTION_FORMAT,
	  OPTION_LANG,
	  OPTION_DB},
	 command_quality},
	{"report",
	 "",
	 0,
	 0,
	 "Write the pages for leaders, index.html and others, and their figures.",
	 {{"round", "CODE", "the round"},
	  {"base", "CODE", "an earlier round to set beside it"},
	  {"out", "DIR", "where to write; made where it is missing"},
	  {"pdf", NULL, "report.pdf and iso-9001.pdf too; needs weasyprint"},
	  {"store", NULL, "also keep the figures in the database, for dashboards"},
	  {"lang", "vi|en", "default: vi"},
	  OPTION_LEVEL,
	  OPTION_DESIGN,
	  OPTION_LONELY,
	  OPTION_RAKE,
	  OPTION_TRIM,
	  OPTION_MIN_N,
	  OPTION_DB},
	 command_report},
	{"watch",
	 "",
	 0,
	 0,
	 "A running round at a glance: means, intervals valid at every look, alarms.",
	 {{"round", "CODE", "the round"},
	  {"unit", "CODE", "only this unit (default: all)"},
	  {"out", "DIR", "where to write the pages; made where it is missing"},
	  {"base", "CODE", "the round that is the units' own past"},
	  {"alarm", "1/N",
	   "at most one false alarm in N answers of a unit (default: 1/1000)"},
	  {"every", "SECONDS", "again and again (default: once)"},
	  {"selection", "sample|open",
	   "whom to look at (default: the sample, where there is one)"},
	  OPTION_LEVEL,
	  OPTION_MIN_N,
	  OPTION_FORMAT,
	  OPTION_LANG,
	  OPTION_DB},
	 command_watch},
	{"rank",
	 "",
	 0,
	 0,
	 "Units in order, with the ranks they may just as well have, and tiers.",
	 {OPTIONS_SOURCE,
	  {"estimates", "FILE.csv", "figures from elsewhere: domain, estimate, se"},
	  {"by", "NAME[,NAME]", "what is ranked (default: unit)"},
	  OPTION_AS_OF,
	  OPTION_ITEM,
	  OPTION_STATISTIC(""),
	  {"sets", "kww|stepdown|marginal",
	   "how sets of ranks are made (default: kww)"},
	  {"joint", "independence|bonferroni",
	   "joint correction of kww (default: independence)"},
	  {"top", "K", "P(top K) and P(bottom K) (default: 3)"},
	  {"seed", "N", "of what is simulated (default: 1)"},
	  {"lowest-first", NULL, "rank 1 is the lowest"},
	  {"ci", "METHOD", "intervals of the units, as of estimate"},
	  OPTION_LEVEL,
	  OPTION_DESIGN,
	  OPTION_LONELY,
	  OPTIONS_WHO,
	  OPTION_MIN_N,
	  OPTION_FORMAT,
	  OPTION_LANG,
	  OPTION_DB},
	 command_rank},
	{"targets",
	 "",
	 0,
	 0,
	 "Whether a target is met, not met or cannot be said, and what would settle "
	 "it.",
	 {OPTIONS_SOURCE,
	  {"target", "PCT", "per cent to reach (default: the round's target)"},
	  {"sides", "two|one", "of the interval that tells (default: two)"},
	  {"power", "SHARE", "how surely n_settle answers would tell (default: 0.8)"},
	  OPTION_BY,
	  OPTION_ITEM,
	  {"statistic", "NAME", "t2b (default), mean5, mean100, all, pooled, level"},
	  OPTION_CI,
	  OPTION_LEVEL,
	  OPTION_DESIGN,
	  OPTION_LONELY,
	  OPTION_RAKE,
	  OPTION_TRIM,
	  OPTIONS_WHO,
	  OPTION_MIN_N,
	  OPTION_FORMAT,
	  OPTION_LANG,
	  OPTION_DB},
	 command_targets},
	{"plan",
	 "",
	 0,
	 0,
	 "Sample sizes: what Slovin's formula says beside what precision needs.",
	 {{"population", "FILE.csv",
	   "unit, population and, if known, stratum, cost, p, sd"},
	  {"error", "SHARE", "margin of error to reach (default: 0.05)"},
	  OPTION_LEVEL,
	  {"p", "SHARE", "share expected where the file says none (default: 0.5)"},
	  {"deff", "D", "design effect expected (default: 1)"},
	  {"valid-rate", "R",
	   "share of issued forms that come back valid (default: 1)"},
	  {"allocation", "equal|proportional|neyman|power",
	   "one sample for all, divided so (default: each unit its own)"},
	  {"size", "N", "valid answers to divide, instead of what the error needs"},
	  {"change", "POINTS", "change between two rounds that is to be seen"},
	  {"power", "SHARE", "how surely (default: 0.8)"},
	  OPTION_FORMAT,
	  OPTION_LANG},
	 command_plan},
	{"sample",
	 "",
	 0,
	 0,
	 "Draw a sample from a frame, so that anybody can draw it again.",
	 {{"frame", "FILE.csv", "a row for everybody who can be drawn"},
	  {"seed", "N", "any whole number, agreed on before the draw"},
	  {"size", "N", "how many to draw"},
	  {"method", "srs|systematic|pps", "default: srs"},
	  {"strata", "COLUMN", "draw within each of its values"},
	  {"allocation", "proportional|equal",
	   "of the size to strata (default: "
	   "proportional)"},
	  {"psu", "COLUMN", "two stages: first draw of its values"},
	  {"psus", "N", "how many of them"},
	  {"size-column", "COLUMN", "size of a row, for pps"},
	  {"replacements", "N", "reserves for each stratum (in two stages: each PSU)"},
	  {"protocol", "FILE", "where to add the protocol line (also on stderr)"}},
	 command_sample},
	{"modes",
	 "",
	 0,
	 0,
	 "Estimates by selection, channel and collector, and their gap to the sample.",
	 {OPTIONS_SOURCE, OPTION_ITEM, OPTION_STATISTIC(""), OPTION_CI, OPTION_LEVEL,
	  OPTION_DESIGN, OPTION_LONELY, OPTION_MIN_N, OPTION_FORMAT, OPTION_LANG,
	  OPTION_DB},
	 command_modes},
	{"funnel",
	 "",
	 0,
	 0,
	 "Dealings received, people invited, rated, satisfied: silence is not "
	 "satisfaction.",
	 {{"round", "CODE", "the round"},
	  {"by", "NAME[,NAME]",
	   "unit, service or both; may be repeated (default: overall)"},
	  {"item", "NAME", "item or factor that says satisfied (default: index)"},
	  {"channels", "NAME[,NAME]",
	   "channels comments could come by (default: those with responses)"},
	  OPTION_CI,
	  OPTION_LEVEL,
	  OPTION_DESIGN,
	  OPTION_LONELY,
	  OPTION_MIN_N,
	  OPTION_FORMAT,
	  OPTION_LANG,
	  OPTION_DB},
	 command_funnel},
	{"verify",
	 "",
	 0,
	 0,
	 "Whether what the database holds of a round is whole and consistent.",
	 {{"round", "CODE", "the round"}, OPTION_FORMAT, OPTION_LANG, OPTION_DB},
	 command_verify},
};

int main(int argc, char **argv)
{
	static const struct program program = {
		"hailong-analyzer",
		"estimates citizens' satisfaction from the answers that were collected",
		commands, ARRAY_SIZE(commands)};

	gsl_set_error_handler_off();
	if (sodium_init() < 0) {
		fputs("no source of randomness\n", stderr);
		return EXIT_FAILED;
	}
	return program_run(&program, argc, argv);
}
