/* See access_store.h. */
#include "access_store.h"

#include "array.h"

#include "forms/alloc.h"

#include <sodium.h>
#include <string.h>

enum { RANDOM_BYTES = 32, HASH_BYTES = 32 };

static const char *const role_names[ACCESS_ROLE_COUNT] = {
	[ACCESS_NONE] = "none",
	[ACCESS_SURVEYOR] = "surveyor",
	[ACCESS_LEADER] = "leader",
	[ACCESS_ADMIN] = "admin",
};

enum access_role access_role_find(const char *name)
{
	for (int r = ACCESS_NONE + 1; r < ACCESS_ROLE_COUNT; r++)
		if (strcmp(role_names[r], name) == 0)
			return (enum access_role)r;
	return ACCESS_NONE;
}

/* The secret is random and long, so a fast hash is as good as a slow one. */
static char *hash_of(const char *secret)
{
	unsigned char hash[HASH_BYTES];

	crypto_generichash(hash, sizeof(hash), (const unsigned char *)secret,
			   strlen(secret), NULL, 0);
	return bytea_text(hash, sizeof(hash));
}

bool token_add(struct db *db, const char *name, enum access_role role,
	       char secret[static SECRET_BYTES], struct error *err)
{
	unsigned char random[RANDOM_BYTES];

	randombytes_buf(random, sizeof(random));
	sodium_bin2base64(secret, SECRET_BYTES, random, sizeof(random),
			  sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	char *hash = hash_of(secret);
	bool done = db_run(db, QUERY_token_insert, PARAMS(name, role_names[role], hash),
			   NULL, err);
	free(hash);
	if (!done && err->code == ERROR_CONFLICT)
		error_set(err, ERROR_CONFLICT,
			  "there is a token named '%.100s' already", name);
	return done;
}

bool token_check(struct db *db, const char *secret, enum access_role *role,
		 char name[static TOKEN_NAME_BYTES], struct error *err)
{
	char *hash = hash_of(secret);
	struct rows *rows = db_query(db, QUERY_token_find, PARAMS(hash), err);

	free(hash);
	if (!rows)
		return false;
	bool found = rows_count(rows) > 0;
	*role = found ? access_role_find(rows_text(rows, 0, 1)) : ACCESS_NONE;
	snprintf(name, TOKEN_NAME_BYTES, "%s", found ? rows_text(rows, 0, 0) : "");
	rows_free(rows);
	return true;
}

bool token_list(struct db *db, FILE *out, struct error *err)
{
	struct rows *rows = db_query(db, QUERY_token_list, NULL, 0, err);

	if (!rows)
		return false;
	for (size_t i = 0; i < rows_count(rows); i++) {
		const char *revoked = rows_text(rows, i, 3);
		fprintf(out, "%-30s %-10s added %s%s%s\n", rows_text(rows, i, 0),
			rows_text(rows, i, 1), rows_text(rows, i, 2),
			revoked ? ", revoked " : "", revoked ? revoked : "");
	}
	rows_free(rows);
	return true;
}

bool token_revoke(struct db *db, const char *name, struct error *err)
{
	size_t changed;

	if (!db_run(db, QUERY_token_revoke, PARAMS(name), &changed, err))
		return false;
	return changed || error_set(err, ERROR_NOT_FOUND,
				    "no valid token is named '%.100s'", name);
}

bool audit_add(struct db *db, const char *actor, const char *action, const char *object,
	       struct error *err)
{
	return db_run(db, QUERY_audit_insert, PARAMS(actor, action, object), NULL,
		      err) &&
	       db_run(db, QUERY_change_notify, PARAMS(action), NULL, err);
}
