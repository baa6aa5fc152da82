/*
 * analyzer/league and league_survey: the joint covariance of units that share strata and
 * PSUs against R, what an se of 0 stands for, and estimates from a file.
 */
#include "analyzer/league_survey.h"
#include "forms/alloc.h"
#include "tap.h"

#include <string.h>

enum { UNITS = 3 };

/*
 * R 4.2.2, survey: d <- the rows of estimate-data.csv with selection "sample";
 * des <- svydesign(ids=~psu, strata=~stratum, fpc=~fpc, weights=~weight, data=d,
 * nest=TRUE); s <- update(subset(des, !is.na(q1)), t = as.numeric(q1 >= 4));
 * vcov(svyby(~t, ~unit, s, svymean, covmat=TRUE))
 */
static const double from_r[UNITS][UNITS] = {
	{0.001938788875930, 0.000664019046226, 0.001071470524946},
	{0.000664019046226, 0.001872680658650, 0.002622439420217},
	{0.001071470524946, 0.002622439420217, 0.010048786181774}};

enum { OPTION_CSV, OPTION_FORM, OPTION_ITEM };

static const struct command command = {.name = "rank",
				       .options = {[OPTION_CSV] = {"csv", "", ""},
						   [OPTION_FORM] = {"form", "", ""},
						   [OPTION_ITEM] = {"item", "", ""},
						   {"round", "", ""},
						   {"map", "", ""},
						   {"by", "", ""},
						   {"statistic", "", ""},
						   {"db", "", ""},
						   {"as-of", "", ""}}};

static void give(struct invocation *call, int option, const char *value)
{
	call->values[option][0] = value;
	call->nvalues[option] = 1;
}

static void test_covariance(void)
{
	struct invocation call = {.command = &command};
	struct rank_options options = rank_defaults();
	struct leagues leagues = {.n = 0};
	struct league_survey survey;
	struct methods methods;
	struct error err = {0};
	double se;

	give(&call, OPTION_CSV, "tests/golden/r/estimate-data.csv");
	give(&call, OPTION_FORM, "tests/golden/r/estimate.json");
	give(&call, OPTION_ITEM, "q1");
	if (!ok(methods_read(&methods, &call, &err) &&
			league_survey_read(&survey, &call, &methods, &err) ==
				EXIT_DONE &&
			league_survey_leagues(&survey, &methods, &options, &leagues,
					      &err),
		"the designed sample is read %s", err.message))
		return;
	struct league *league = &leagues.list[0];
	ok(leagues.n == 1 && league->nrows == UNITS, "three units");
	for (size_t i = 0; i < UNITS; i++)
		for (size_t j = 0; j <= i; j++) {
			se = league->rows[i].se;
			is_near(i == j ? se * se : league->covariance[i * UNITS + j],
				from_r[i][j], 1e-9, "covariance of %s and %s",
				league->rows[i].domain, league->rows[j].domain);
			ok(i == j || league->covariance[j * UNITS + i] ==
					     league->covariance[i * UNITS + j],
			   "… symmetric");
		}
	leagues_release(&leagues);
	league_survey_release(&survey);
}

static void test_file(void)
{
	static const char text[] =
		"by,domain,item,statistic,n,estimate,se,df,suppressed\n"
		"unit,A,q1,t2b,50,0.9,0.01,49,\n"
		"unit,A,q2,t2b,50,0.8,0.01,49,\n"
		"unit,B,q1,t2b,50,0.6,0.01,49,\n"
		"unit,C,q1,t2b,5,,,,n<10\n"
		"unit,D,q1,t2b,50,0.7,0.01,0,\n";
	struct rank_options options = rank_defaults();
	struct leagues leagues = {.n = 0};
	struct error err = {0};
	struct sheet *sheet = sheet_parse(text, strlen(text), "t.csv", &err);

	if (!ok(sheet && leagues_read(&leagues, sheet, &err), "a file is read %s",
		err.message))
		return;
	ok(leagues.n == 2 && leagues.list[0].nrows == 4 && leagues.list[1].nrows == 1,
	   "rows of one item are a league");
	struct ranking *rankings = league_rank(&leagues.list[0], &options);
	ok(rankings[0].rank == 1 && rankings[1].rank == 2, "… that is ranked");
	ok(strcmp(leagues.list[0].rows[2].note, "n<10") == 0, "a reason given is kept");
	ok(rankings[3].rank == 0 && *leagues.list[0].rows[3].note,
	   "without degrees of freedom there is no rank: %s",
	   leagues.list[0].rows[3].note);
	free(rankings);
	leagues_release(&leagues);
	sheet_free(sheet);
}

int main(void)
{
	test_covariance();
	test_file();
	return done_testing();
}
