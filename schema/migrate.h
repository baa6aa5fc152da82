/* Creates or upgrades the schema. */
#ifndef HAILONG_SCHEMA_MIGRATE_H
#define HAILONG_SCHEMA_MIGRATE_H

#include "db.h"

/*
 * Applies the migrations that are not applied yet, each in a transaction of its own,
 * under an advisory lock so that two may start at once; then sets the roles' rights.
 * `applied` takes how many were new.
 */
bool migrate(struct db *db, unsigned *applied, struct error *err) MUST_CHECK;

#endif
