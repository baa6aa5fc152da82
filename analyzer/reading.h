/*
 * A round or a microdata file, read and estimated: what estimate, compare and report do
 * before they differ.
 *
 * Life cycle: {0} → reading_open → groupings and agenda, by reading_ask or by hand →
 * reading_take → read → reading_release, in any case.
 */
#ifndef HAILONG_ANALYZER_READING_H
#define HAILONG_ANALYZER_READING_H

#include "commands.h"
#include "source.h"

struct reading {
	struct source *source;
	struct grouping groupings[OPTION_VALUES_MAX];
	size_t ngroupings;
	struct agenda *agenda;
	struct raking *raking; /* NULL: weights as they came */
	struct pass *pass;
	struct figures *figures;
	bool named; /* lines on stderr begin with the source's name: there are two */
	size_t rejects_told;
	/* what becomes of open responses beside a sample; NULL: they stand aside */
	const char *aside;
};

/* Which source --round or --csv, --form, --map and --db name; a usage error if none. */
bool reading_source(const struct invocation *call, struct source_options *options,
		    struct error *err) MUST_CHECK;

/* Rejected rows are told of on stderr, the first of them one by one. */
bool reading_open(struct reading *reading, const struct source_options *options,
		  struct error *err) MUST_CHECK;

/* Groupings as --by says; a usage error if wrong. */
bool reading_by(struct reading *reading, const struct invocation *call,
		struct error *err) MUST_CHECK;

/* Groupings and agenda as --by, --item and --statistic say; a usage error if wrong.
 * `more` is one item more, or NULL. */
bool reading_ask(struct reading *reading, const struct invocation *call,
		 const char *more, struct error *err) MUST_CHECK;

/* _begin makes ready for the first row; _take reads all rows and makes the figures, and
 * fails where one can't be measured. Whoever gives the rows to the pass by himself makes
 * the figures with _finish. */
bool reading_begin(struct reading *reading, const struct methods *methods,
		   struct error *err) MUST_CHECK;
bool reading_take(struct reading *reading, const struct methods *methods,
		  struct error *err) MUST_CHECK;
bool reading_finish(struct reading *reading, const struct methods *methods,
		    struct error *err) MUST_CHECK;

/* On stderr: what the reader of the figures must know and the figures do not say. */
void reading_tell(const struct reading *reading, const struct methods *methods);

/* On stderr, what of it concerns rows rejected. */
void reading_tell_rejects(const struct reading *reading);

/* Weights, strata or PSUs are in use, or margins: not a simple random sample. */
bool reading_is_weighted(const struct reading *reading);

void reading_release(struct reading *reading);

#endif
