/* See league.h. */
#include "league.h"

#include "interval.h"

#include "forms/alloc.h"

#include <math.h>
#include <string.h>

void league_release(struct league *league)
{
	free(league->rows);
	free(league->covariance);
	*league = (struct league){.nrows = 0};
}

void leagues_release(struct leagues *leagues)
{
	for (size_t i = 0; i < leagues->n; i++)
		league_release(&leagues->list[i]);
	free(leagues->list);
	*leagues = (struct leagues){.n = 0};
}

/* The columns of the league as rank.h wants them, one behind the other. */
enum { ESTIMATE, SE, DF, LOW, HIGH, NUMBERS };

static void fill_numbers(const struct league *league, double *numbers)
{
	size_t n = league->nrows;

	for (size_t i = 0; i < n; i++) {
		const struct league_row *row = &league->rows[i];
		numbers[ESTIMATE * n + i] = row->estimate;
		numbers[SE * n + i] = row->df <= 0 ? (double)NAN : row->error;
		numbers[DF * n + i] = isnan(row->df) ? (double)INFINITY : row->df;
		numbers[LOW * n + i] = row->low;
		numbers[HIGH * n + i] = row->high;
	}
}

static void note_reasons(struct league *league, const struct ranking *rankings)
{
	static const char *const reasons[RANK_WHY_COUNT] = {
		[RANK_RANKED] = "",
		[RANK_NO_ESTIMATE] = "no estimate",
		[RANK_NO_SE] = "no standard error",
	};

	for (size_t i = 0; i < league->nrows; i++) {
		struct league_row *row = &league->rows[i];
		bool no_df = rankings[i].why == RANK_NO_SE && row->df <= 0;
		if (!*row->note)
			row->note = no_df ? "no degrees of freedom"
					  : reasons[rankings[i].why];
	}
}

struct ranking *league_rank(struct league *league, const struct rank_options *options)
{
	size_t n = league->nrows;
	double *numbers = xcalloc(NUMBERS * n + 1, sizeof(*numbers));
	struct ranking *rankings = xcalloc(n + 1, sizeof(*rankings));

	fill_numbers(league, numbers);
	struct rank_input input = {.n = n,
				   .estimate = &numbers[ESTIMATE * n],
				   .se = &numbers[SE * n],
				   .df = &numbers[DF * n],
				   .low = &numbers[LOW * n],
				   .high = &numbers[HIGH * n],
				   .covariance = league->covariance};
	rank_units(&input, options, rankings);
	note_reasons(league, rankings);
	free(numbers);
	return rankings;
}

/* --- from a file ------------------------------------------------------------------ */

struct places {
	int by, domain, item, statistic, suppressed;
	int n, estimate, se, df, low, high, level;
};

static bool find_places(const struct sheet *sheet, struct places *places,
			struct error *err)
{
	places->by = sheet_column(sheet, "by");
	places->item = sheet_column(sheet, "item");
	places->statistic = sheet_column(sheet, "statistic");
	places->n = sheet_column(sheet, "n");
	places->df = sheet_column(sheet, "df");
	places->low = sheet_column(sheet, "ci_low");
	places->high = sheet_column(sheet, "ci_high");
	places->level = sheet_column(sheet, "level");
	places->suppressed = sheet_column(sheet, "suppressed");
	return sheet_need(sheet, "domain", &places->domain, err) &&
	       sheet_need(sheet, "estimate", &places->estimate, err) &&
	       sheet_need(sheet, "se", &places->se, err);
}

static bool read_row(const struct sheet *sheet, size_t row, const struct places *places,
		     struct league_row *to, struct error *err)
{
	*to = (struct league_row){
		.by = sheet_text(sheet, row, places->by),
		.domain = sheet_text(sheet, row, places->domain),
		.item = sheet_text(sheet, row, places->item),
		.statistic = sheet_text(sheet, row, places->statistic),
		.note = sheet_text(sheet, row, places->suppressed),
		.low = (double)NAN,
		.high = (double)NAN,
	};
	double low, high, level;
	if (!*to->domain && places->by == SHEET_NO_COLUMN)
		return sheet_fail(sheet, row, places->domain, "is empty", err);
	if (!sheet_number(sheet, row, places->n, &to->n, err) ||
	    !sheet_number(sheet, row, places->estimate, &to->estimate, err) ||
	    !sheet_number(sheet, row, places->se, &to->se, err) ||
	    !sheet_number(sheet, row, places->df, &to->df, err) ||
	    !sheet_number(sheet, row, places->low, &low, err) ||
	    !sheet_number(sheet, row, places->high, &high, err) ||
	    !sheet_number(sheet, row, places->level, &level, err))
		return false;
	to->error = interval_error(to->estimate, to->se, low, high, level);
	return !(to->se < 0) || sheet_fail(sheet, row, places->se, "is below 0", err);
}

static bool belongs(const struct league_row *row, const struct league *league)
{
	const struct league_row *first = &league->rows[0];

	return strcmp(first->by, row->by) == 0 && strcmp(first->item, row->item) == 0 &&
	       strcmp(first->statistic, row->statistic) == 0;
}

static void put_row(struct leagues *leagues, struct league_row row)
{
	size_t at = 0;

	while (at < leagues->n && !belongs(&row, &leagues->list[at]))
		at++;
	if (at == leagues->n) {
		ARRAY_RESERVE(leagues->list, leagues->n, leagues->room);
		leagues->list[leagues->n++] = (struct league){.nrows = 0};
	}
	struct league *league = &leagues->list[at];
	ARRAY_RESERVE(league->rows, league->nrows, league->room);
	league->rows[league->nrows++] = row;
}

bool leagues_read(struct leagues *leagues, const struct sheet *sheet, struct error *err)
{
	struct places places;
	struct league_row row;

	if (!find_places(sheet, &places, err))
		return false;
	for (size_t i = 0; i < sheet->nrows; i++) {
		if (!read_row(sheet, i, &places, &row, err))
			return false;
		put_row(leagues, row);
	}
	return leagues->n > 0 ||
	       error_set(err, ERROR_INPUT, "%s: no estimates in it", sheet->name);
}
