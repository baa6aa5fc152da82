/* hailong-collector: takes answers in and keeps them. The table is the manual. */
#include "commands.h"

#include "forms/alloc.h"

#include <pwd.h>
#include <sodium.h>
#include <stdio.h>
#include <unistd.h>

#define OPTION_DB                                                                    \
	{                                                                            \
		"db", "CONNINFO", "PostgreSQL to use (default: libpq's environment)" \
	}

static const struct command commands[] = {
	{"migrate",
	 "",
	 0,
	 0,
	 "Create or upgrade the schema; may be run at any time.",
	 {OPTION_DB},
	 command_migrate},
	{"import",
	 "units|services|succession FILE.csv",
	 2,
	 2,
	 "Take in a list; a row with the same code and date replaces the one before.",
	 {OPTION_DB},
	 command_import},
	{"form add",
	 "FILE.json",
	 1,
	 1,
	 "Check a survey definition and keep it.",
	 {OPTION_DB},
	 command_form_add},
	{"form list",
	 "",
	 0,
	 0,
	 "Forms, their versions and how many rounds use them.",
	 {OPTION_DB},
	 command_form_list},
	{"form show",
	 "CODE[@VERSION]",
	 1,
	 1,
	 "The definition as it was added.",
	 {OPTION_DB},
	 command_form_show},
	{"round add",
	 "CODE",
	 1,
	 1,
	 "Plan a round of collection.",
	 {{"form", "FORM[@VERSION]", "what is asked (default: the latest version)"},
	  {"from", "DATE", "first day"},
	  {"to", "DATE", "last day"},
	  {"target", "PCT", "per cent the index is to reach"},
	  {"method", "VERSION", "method version (default: 1)"},
	  {"comparable-with", "ROUND", "the earlier round it may be compared with"},
	  OPTION_DB},
	 command_round_add},
	{"round open",
	 "CODE",
	 1,
	 1,
	 "From now on citizens may answer.",
	 {OPTION_DB},
	 command_round_open},
	{"round close",
	 "CODE",
	 1,
	 1,
	 "From now on only survey teams still upload.",
	 {OPTION_DB},
	 command_round_close},
	{"round seal",
	 "CODE",
	 1,
	 1,
	 "From now on nothing but withdrawal, for good.",
	 {OPTION_DB},
	 command_round_seal},
	{"round list",
	 "",
	 0,
	 0,
	 "Rounds and their state.",
	 {OPTION_DB},
	 command_round_list},
	{"upload",
	 "FILE.csv|-",
	 1,
	 1,
	 "Take in a survey team's file; the same file again adds nothing.",
	 {{"round", "CODE", "the round it belongs to"},
	  {"map", "MAP.json", "how its columns and codes become ours"},
	  {"collected-by", "NAME", "who collected the rows that don't say"},
	  {"dry-run", NULL, "check everything, keep nothing"},
	  {"rejects", "FILE.csv", "where to write what is wrong in which row"},
	  OPTION_DB},
	 command_upload},
	{"export",
	 "",
	 0,
	 0,
	 "Write a round's responses in the columns that upload reads.",
	 {{"round", "CODE", "the round"},
	  {"format", "csv", "csv (default)"},
	  OPTION_DB},
	 command_export},
	{"withdraw",
	 "RECEIPT",
	 1,
	 1,
	 "Erase the response a citizen holds the receipt of.",
	 {OPTION_DB},
	 command_withdraw},
	{"token add",
	 "",
	 0,
	 0,
	 "Make an access token; its secret is printed this once.",
	 {{"role", "surveyor|leader|admin", "what its holder may do"},
	  {"name", "NAME", "who holds it"},
	  OPTION_DB},
	 command_token_add},
	{"token list",
	 "",
	 0,
	 0,
	 "Tokens, without their secrets.",
	 {OPTION_DB},
	 command_token_list},
	{"token revoke",
	 "NAME",
	 1,
	 1,
	 "End a token.",
	 {OPTION_DB},
	 command_token_revoke},
	{"serve",
	 "",
	 0,
	 0,
	 "Answer citizens, survey teams and leaders over HTTP.",
	 {{"listen", "ADDRESS:PORT", "where (default: 127.0.0.1:8080)"},
	  {"reports", "DIR", "what the analyzer wrote, shown at /reports/"},
	  {"public-reports", NULL, "reports need no token"},
	  {"rate-limit", "N|off", "answers a minute and address (default: 120)"},
	  {"tls-cert", "FILE", "certificate (PEM): speak HTTPS"},
	  {"tls-key", "FILE", "its key (PEM)"},
	  OPTION_DB},
	 command_serve},
};

struct db *command_db(const struct invocation *call, enum db_role role,
		      struct error *err)
{
	return db_open(option_value(call, "db"), role, err);
}

const char *command_actor(void)
{
	const struct passwd *user = getpwuid(geteuid());
	return user ? user->pw_name : "unknown";
}

int main(int argc, char **argv)
{
	static const struct program program = {
		"hailong-collector",
		"takes citizens' and survey teams' answers and keeps "
		"them in PostgreSQL",
		commands, ARRAY_SIZE(commands)};

	if (sodium_init() < 0) {
		fputs("no source of randomness\n", stderr);
		return EXIT_FAILED;
	}
	return program_run(&program, argc, argv);
}
