/* What PostgreSQL's error codes mean to us; the table stands in db.h. */
#ifndef HAILONG_SCHEMA_SQLSTATE_H
#define HAILONG_SCHEMA_SQLSTATE_H

#include "forms/error.h"

enum error_code sqlstate_code(const char *state);

#endif
