/* The statements of schema/queries, one enumerator per file, embedded at build time. */
#ifndef HAILONG_SCHEMA_QUERY_H
#define HAILONG_SCHEMA_QUERY_H

enum query {
#define QUERY(name) QUERY_##name,
#include "queries.inc"
#undef QUERY
	QUERY_COUNT
};

const char *query_name(enum query query);
const char *query_sql(enum query query);

#endif
