/* Who may: access tokens, of which only a hash is kept; and who did: the audit log. */
#ifndef HAILONG_SCHEMA_ACCESS_STORE_H
#define HAILONG_SCHEMA_ACCESS_STORE_H

#include "db.h"

#include <stdio.h>

enum access_role {
	ACCESS_NONE,
	ACCESS_SURVEYOR,
	ACCESS_LEADER,
	ACCESS_ADMIN,
	ACCESS_ROLE_COUNT
};
enum { SECRET_BYTES = 44, TOKEN_NAME_BYTES = 402 };

/* ACCESS_NONE when there is none of that name. */
enum access_role access_role_find(const char *name);

/* Makes a token and its secret (256 random bits), which is not kept. */
bool token_add(struct db *db, const char *name, enum access_role role,
	       char secret[static SECRET_BYTES], struct error *err) MUST_CHECK;
/* The role of a secret's holder, ACCESS_NONE when nobody holds it. */
bool token_check(struct db *db, const char *secret, enum access_role *role,
		 char name[static TOKEN_NAME_BYTES], struct error *err) MUST_CHECK;
bool token_list(struct db *db, FILE *out, struct error *err) MUST_CHECK;
bool token_revoke(struct db *db, const char *name, struct error *err) MUST_CHECK;

/* Also tells the collectors that run that something has changed. */
bool audit_add(struct db *db, const char *actor, const char *action, const char *object,
	       struct error *err) MUST_CHECK;

#endif
