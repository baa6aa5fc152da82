/* Units, services and how units succeeded each other: what responses may name; and the
 * lists that stand beside a survey, dealings counted and figures published. */
#ifndef HAILONG_SCHEMA_CATALOGUE_STORE_H
#define HAILONG_SCHEMA_CATALOGUE_STORE_H

#include "db.h"
#include "forms/alloc.h"

enum catalogue_kind {
	CATALOGUE_UNITS,
	CATALOGUE_SERVICES,
	CATALOGUE_SUCCESSION,
	CATALOGUE_TRANSACTIONS,
	CATALOGUE_REFERENCE,
	CATALOGUE_KIND_COUNT
};
enum { CATALOGUE_COLUMNS_MAX = 8 };

/* The columns of a list, in the order its values are put; shared with the import. */
struct catalogue_columns {
	const char *name; /* units, services, … */
	const char *columns[CATALOGUE_COLUMNS_MAX];
	/* the first `nneeded` may not be empty, the last `ndates` are dates */
	size_t ncolumns, nneeded, ndates;
};
extern const struct catalogue_columns catalogue_columns[CATALOGUE_KIND_COUNT];

/* Puts one row (empty values are NULL), replacing the one with the same key. To be
 * called within a transaction. */
bool catalogue_put(struct db *db, enum catalogue_kind kind, const char *const *values,
		   struct error *err) MUST_CHECK;

struct catalogue_entry {
	const char *code, *name_vi, *name_en; /* name_en may be NULL */
	const char *level;
	const char *group; /* a unit's parent, a service's field */
};

/* Units or services as of a date (NULL: today), ordered by code. */
bool catalogue_list(struct db *db, enum catalogue_kind kind, const char *as_of,
		    struct arena *arena, struct catalogue_entry **entries,
		    size_t *count, struct error *err) MUST_CHECK;

/* One unit or service as it is now or was last; false with ERROR_NOT_FOUND where the
 * catalogue doesn't know the code. */
bool catalogue_entry(struct db *db, enum catalogue_kind kind, const char *code,
		     struct arena *arena, struct catalogue_entry *entry,
		     struct error *err) MUST_CHECK;

/* The entry of a code in a list, or NULL. */
const struct catalogue_entry *catalogue_find(const struct catalogue_entry *entries,
					     size_t count, const char *code);

/* Its name in the language. */
const char *catalogue_name(const struct catalogue_entry *entry, const char *language);

#endif
