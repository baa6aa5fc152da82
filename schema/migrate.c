/* See migrate.h. The scripts are embedded, so a program carries its own schema. */
#include "migrate.h"

#include "array.h"

#include "forms/alloc.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#define EMBED(symbol, path)                                                   \
	extern const char symbol[];                                           \
	__asm__(".pushsection .rodata\n.global " #symbol "\n.hidden " #symbol \
		"\n" #symbol ":\n.incbin \"" path "\"\n.byte 0\n.popsection\n");
#define MIGRATION(number, name) \
	EMBED(migration_##number, "schema/migrations/" name ".sql")
#include "migrations.inc"
#undef MIGRATION
EMBED(roles_sql, "schema/roles.sql")

static const struct migration {
	int number;
	const char *name, *sql;
} migrations[] = {
#define MIGRATION(number, name) {number, name, migration_##number},
#include "migrations.inc"
#undef MIGRATION
};

/* Any number will do as long as nobody else locks it. */
#define LOCK "SELECT pg_advisory_lock(7042026)"
#define UNLOCK "SELECT pg_advisory_unlock(7042026)"

static bool apply(struct db *db, void *context, struct error *err)
{
	const struct migration *m = context;
	char number[16];

	snprintf(number, sizeof(number), "%d", m->number);
	return (db_script(db, m->sql, err) &&
		db_run(db, QUERY_migration_record, PARAMS(number, m->name), NULL,
		       err)) ||
	       error_prefix(err, "migration %s", m->name);
}

static bool is_applied(const struct rows *rows, int number)
{
	for (size_t i = 0; i < rows_count(rows); i++)
		if (strtol(rows_text(rows, i, 0), NULL, 10) == number)
			return true;
	return false;
}

/* The key is made here, once, and never shown. */
static bool make_secret(struct db *db, struct error *err)
{
	unsigned char key[32];

	randombytes_buf(key, sizeof(key));
	char *text = bytea_text(key, sizeof(key));
	bool done = db_run(db, QUERY_secret_insert, PARAMS("receipt", text), NULL, err);
	sodium_memzero(key, sizeof(key));
	free(text);
	return done;
}

static bool set_roles(struct db *db, void *context, struct error *err)
{
	(void)context;
	return db_script(db, roles_sql, err) || error_prefix(err, "roles");
}

static bool apply_missing(struct db *db, unsigned *applied, struct error *err)
{
	if (!db_script(db, "CREATE SCHEMA IF NOT EXISTS hailong", err) ||
	    !db_run(db, QUERY_migration_table, NULL, 0, NULL, err))
		return false;
	struct rows *rows = db_query(db, QUERY_migration_applied, NULL, 0, err);
	bool done = rows;
	for (size_t i = 0; done && i < ARRAY_SIZE(migrations); i++) {
		struct migration migration = migrations[i];
		if (is_applied(rows, migration.number))
			continue;
		done = db_transaction(db, apply, &migration, err);
		*applied += done;
	}
	rows_free(rows);
	return done && make_secret(db, err) && db_transaction(db, set_roles, NULL, err);
}

bool migrate(struct db *db, unsigned *applied, struct error *err)
{
	struct error ignored;

	*applied = 0;
	if (!db_script(db, LOCK, err))
		return false;
	bool done = apply_missing(db, applied, err);
	(void)!db_script(db, UNLOCK, &ignored);
	return done;
}
