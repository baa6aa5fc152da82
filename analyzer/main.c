/* hailong-analyzer: reads answers and says what they say. The table is the manual. */
#include "commands.h"

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

static const struct command commands[] = {
	{"estimate",
	 "",
	 0,
	 0,
	 "Shares and means with their intervals, of a round or of a microdata file.",
	 {{"round", "CODE", "the round"},
	  {"csv", "FILE|-", "a microdata file instead"},
	  {"form", "FORM.json", "the form of that file"},
	  {"map", "MAP.json", "how its columns and codes become ours"},
	  {"by", "NAME[,NAME]",
	   "unit, service, channel, selection, collected_by, stratum, psu, an item, or "
	   "several; may be repeated (default: overall)"},
	  {"item", "NAME",
	   "item, factor, index or all; may be repeated (default: index)"},
	  {"statistic", "NAME", "t2b (default), mean5, mean100, mean, all, pooled"},
	  {"ci", "METHOD",
	   "wilson, wilson-cc, agresti-coull, clopper-pearson, jeffreys, logit, beta, "
	   "xlogit, likelihood, asin, wald"},
	  OPTION_LEVEL,
	  OPTION_DESIGN,
	  OPTION_LONELY,
	  {"channel", "NAME", "only answers of this channel"},
	  {"selection", "sample|open|all",
	   "whom to estimate from (default: the sample, where there is one)"},
	  OPTION_MIN_N,
	  {"format", "table|csv|json", "default: table"},
	  {"lang", "vi|en", "language of the table (default: vi)"},
	  OPTION_DB},
	 command_estimate},
	{"report",
	 "",
	 0,
	 0,
	 "Write the page for leaders, index.html, and its figures, estimates.csv.",
	 {{"round", "CODE", "the round"},
	  {"base", "CODE", "an earlier round to set beside it"},
	  {"out", "DIR", "where to write; made where it is missing"},
	  {"lang", "vi|en", "default: vi"},
	  OPTION_LEVEL,
	  OPTION_DESIGN,
	  OPTION_LONELY,
	  OPTION_MIN_N,
	  OPTION_DB},
	 command_report},
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
