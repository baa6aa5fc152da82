/* See context_store.h. */
#include "context_store.h"

#include "forms/text.h"

#include <math.h>

/* The columns of funnel_transactions.sql. */
enum {
	DEALINGS_UNIT,
	DEALINGS_SERVICE,
	DEALINGS_INSIDE,
	DEALINGS_COVERED,
	DEALINGS_OVERLAPPING,
	DEALINGS_PERIODS,
	DEALINGS_RECEIVED,
	DEALINGS_ON_TIME,
	DEALINGS_ON_TIME_OF,
	DEALINGS_INVITED,
	DEALINGS_INVITED_PERIODS,
};

/* The columns of funnel_comments.sql. */
enum { COMMENTS_UNIT, COMMENTS_SERVICE, COMMENTS_CHANNEL, COMMENTS_COUNT };

/* The columns of funnel_tickets.sql. */
enum { TICKETS_UNIT, TICKETS_SERVICE, TICKETS_COUNT };

static double number(const struct rows *rows, size_t row, unsigned column)
{
	const char *text = rows_text(rows, row, column);
	double value;

	return text && text_number(text, &value) ? value : (double)NAN;
}

static bool truth(const struct rows *rows, size_t row, unsigned column)
{
	const char *text = rows_text(rows, row, column);

	return text && *text == 't';
}

static struct dealings dealings_of(const struct rows *rows, size_t row)
{
	return (struct dealings){
		.unit = rows_text(rows, row, DEALINGS_UNIT),
		.service = rows_text(rows, row, DEALINGS_SERVICE),
		.inside = truth(rows, row, DEALINGS_INSIDE),
		.covered = truth(rows, row, DEALINGS_COVERED),
		.overlapping = truth(rows, row, DEALINGS_OVERLAPPING),
		.periods = number(rows, row, DEALINGS_PERIODS),
		.received = number(rows, row, DEALINGS_RECEIVED),
		.on_time = number(rows, row, DEALINGS_ON_TIME),
		.on_time_of = number(rows, row, DEALINGS_ON_TIME_OF),
		.invited = number(rows, row, DEALINGS_INVITED),
		.invited_periods = number(rows, row, DEALINGS_INVITED_PERIODS),
	};
}

bool dealings_read(struct db *db, const char *round,
		   void (*each)(void *context, const struct dealings *dealings),
		   void *context, struct error *err)
{
	struct rows *rows = db_query(db, QUERY_funnel_transactions, PARAMS(round), err);

	if (!rows)
		return false;
	for (size_t i = 0; i < rows_count(rows); i++) {
		struct dealings dealings = dealings_of(rows, i);
		each(context, &dealings);
	}
	rows_free(rows);
	return true;
}

bool comments_read(struct db *db, const char *round,
		   void (*each)(void *context, const struct comments *comments),
		   void *context, struct error *err)
{
	struct rows *rows = db_query(db, QUERY_funnel_comments, PARAMS(round), err);

	if (!rows)
		return false;
	for (size_t i = 0; i < rows_count(rows); i++) {
		const struct comments comments = {rows_text(rows, i, COMMENTS_UNIT),
						  rows_text(rows, i, COMMENTS_SERVICE),
						  rows_text(rows, i, COMMENTS_CHANNEL),
						  number(rows, i, COMMENTS_COUNT)};
		each(context, &comments);
	}
	rows_free(rows);
	return true;
}

bool tickets_read(struct db *db, const char *round,
		  void (*each)(void *context, const struct tickets *tickets),
		  void *context, struct error *err)
{
	struct rows *rows = db_query(db, QUERY_funnel_tickets, PARAMS(round), err);

	if (!rows)
		return false;
	for (size_t i = 0; i < rows_count(rows); i++) {
		const struct tickets tickets = {rows_text(rows, i, TICKETS_UNIT),
						rows_text(rows, i, TICKETS_SERVICE),
						number(rows, i, TICKETS_COUNT)};
		each(context, &tickets);
	}
	rows_free(rows);
	return true;
}
