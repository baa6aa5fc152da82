/* gcc 12 has no #embed, and ld -b binary gives an executable stack: hence .incbin. */
#include "query.h"

#define QUERY(name)                                          \
	extern const char query_##name[];                    \
	__asm__(".pushsection .rodata\n"                     \
		".global query_" #name "\n"                  \
		".hidden query_" #name "\n"                  \
		"query_" #name ":\n"                         \
		".incbin \"schema/queries/" #name ".sql\"\n" \
		".byte 0\n"                                  \
		".popsection\n");
#include "queries.inc"
#undef QUERY

static const struct {
	const char *name, *sql;
} queries[QUERY_COUNT] = {
#define QUERY(name) [QUERY_##name] = {#name, query_##name},
#include "queries.inc"
#undef QUERY
};

const char *query_name(enum query query)
{
	return queries[query].name;
}

const char *query_sql(enum query query)
{
	return queries[query].sql;
}
