/* See verify_store.h. */
#include "verify_store.h"

static const enum query rules[] = {
	[VERIFY_UPLOADS] = QUERY_verify_uploads,
	[VERIFY_WITHDRAWALS] = QUERY_verify_withdrawals,
	[VERIFY_COMMENTS] = QUERY_verify_comments,
	[VERIFY_IDS] = QUERY_verify_ids,
};
_Static_assert(ARRAY_SIZE(rules) == VERIFY_RULE_COUNT, "a statement for each rule");

static uint64_t whole(const struct rows *rows, size_t row, unsigned column)
{
	return strtoull(rows_text(rows, row, column), NULL, 10);
}

bool verify_rule(struct db *db, enum verify_rule rule, const char *round,
		 struct arena *arena, struct verify_finding *finding, struct error *err)
{
	struct rows *rows = db_query(db, rules[rule], PARAMS(round), err);

	if (!rows)
		return false;
	const char *first = rows_text(rows, 0, 2);
	*finding = (struct verify_finding){whole(rows, 0, 0), whole(rows, 0, 1),
					   first ? arena_strdup(arena, first) : NULL};
	rows_free(rows);
	return true;
}

bool verify_counts(struct db *db, const char *round,
		   void (*each)(void *context, const struct verify_count *count),
		   void *context, struct error *err)
{
	struct rows *rows = db_query(db, QUERY_verify_tallies, PARAMS(round), err);

	if (!rows)
		return false;
	for (size_t i = 0; i < rows_count(rows); i++) {
		const char *state = rows_text(rows, i, 2);
		each(context,
		     &(struct verify_count){
			     .unit = rows_text(rows, i, 0),
			     .item = rows_text(rows, i, 1),
			     .state = state ? (int)strtol(state, NULL, 10) : -1,
			     .n = whole(rows, i, 3)});
	}
	rows_free(rows);
	return true;
}
