/*
 * Prepares every statement of schema/queries on a migrated database and prints, a line
 * each: its name, how many parameters PostgreSQL finds in it, and the highest $n of its
 * text (or what is wrong with it). tests/integration/queries.t reads the lines.
 *
 * usage: prepare-all CONNINFO
 */
#include "schema/db.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The highest $n outside comments. */
static int highest_parameter(const char *sql)
{
	long highest = 0;

	for (; *sql; sql++) {
		if (strncmp(sql, "--", 2) == 0)
			sql += strcspn(sql, "\n") - 1;
		else if (*sql == '$' && strtol(sql + 1, NULL, 10) > highest)
			highest = strtol(sql + 1, NULL, 10);
	}
	return (int)highest;
}

/* In a savepoint, so that one bad statement does not hide the ones behind it. */
static bool prepare(struct db *db, enum query query, struct error *err)
{
	struct error problem = {0};
	int nparams = -1;

	if (!db_script(db, "SAVEPOINT one", err))
		return false;
	if (db_prepare(db, query, &nparams, &problem))
		printf("%s %d %d\n", query_name(query), nparams,
		       highest_parameter(query_sql(query)));
	else
		printf("%s: %s\n", query_name(query), problem.message);
	return db_script(db, "ROLLBACK TO one", err);
}

/* The statements on the stage of an upload need it to be there. */
static bool prepare_all(struct db *db, void *context, struct error *err)
{
	(void)context;
	if (!db_script(db, query_sql(QUERY_stage_create), err) ||
	    !db_script(db, query_sql(QUERY_stage_create_names), err) ||
	    !db_script(db, query_sql(QUERY_stage_create_again), err))
		return false;
	for (int q = 0; q < QUERY_COUNT; q++)
		if (!prepare(db, (enum query)q, err))
			return false;
	return true;
}

int main(int argc, char **argv)
{
	struct error err = {0};
	struct db *db = argc == 2 ? db_open(argv[1], DB_OWNER, &err) : NULL;
	bool done = db && db_transaction_once(db, true, prepare_all, NULL, &err);

	if (!done)
		fprintf(stderr, "prepare-all: %s\n",
			argc == 2 ? err.message : "usage: prepare-all CONNINFO");
	db_close(db);
	return done ? 0 : 1;
}
