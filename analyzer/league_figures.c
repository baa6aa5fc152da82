/* See league_figures.h. */
#include "league_figures.h"

#include "interval.h"

#include "forms/alloc.h"

#include <math.h>

struct members {
	const struct figure *const *list; /* as many as the league has rows */
	const struct tally *tally;
	struct estimate_options how;
};

static struct league_row row_of(const struct figure *figure, uint64_t min_n,
				struct arena *arena)
{
	const struct result *result = &figure->result;
	char reason[SUPPRESSION_BYTES];
	struct league_row row = {
		.by = figure->grouping->name,
		.domain = figure->domain,
		.item = figure->entry->name,
		.statistic = figure->entry->called,
		.note = undefined_text(result->why),
		.n = (double)result->n,
		.estimate = result->estimate,
		.se = result->se,
		.df = result->df,
		.error = result->se,
		.low = (double)NAN,
		.high = (double)NAN,
		.in_percent = statistic_in_percent(figure->entry->statistic),
	};

	if (figure->suppressed) {
		row.estimate = row.se = row.error = (double)NAN;
		row.note = arena_strdup(
			arena, suppression_reason(figure->suppressed, min_n, reason));
	}
	if (figure->suppressed == SUPPRESSION_INCOMPARABLE)
		row.n = (double)NAN;
	return row;
}

static bool is_ranked(const struct league_row *row)
{
	return !isnan(row->estimate) && !isnan(row->se) && !(row->df <= 0);
}

/* The intervals of KWW; from them what an se of 0 stands for. */
static void fill_intervals(struct league *league, const struct members *members,
			   const struct rank_options *options)
{
	struct estimate_options how = members->how;
	size_t k = 0;

	for (size_t i = 0; i < league->nrows; i++)
		k += is_ranked(&league->rows[i]);
	how.level = rank_interval_level(options->level, options->joint, k);
	for (size_t i = 0; i < league->nrows; i++) {
		struct league_row *row = &league->rows[i];
		const struct result *result = &members->list[i]->result;
		if (!is_ranked(row))
			continue;
		struct result at = estimate(members->tally, result->domain,
					    &result->estimand, &how);
		row->low = at.low;
		row->high = at.high;
		row->error = interval_error(row->estimate, row->se, result->low,
					    result->high, result->level);
	}
}

static bool covariance_of(const struct members *members, const struct scores *scores,
			  size_t i, size_t j, double *value, struct error *err)
{
	const struct design *design = tally_design(members->tally);
	struct variance variance =
		variance_between(design, &scores[i], &scores[j], members->how.lonely);

	*value = variance.value;
	/* that of respondents both have a share of is not kept without PSUs */
	if (variance.why == UNDEFINED_NOT_KEPT) {
		*value = 0;
		return true;
	}
	return variance.why == UNDEFINED_NOT ||
	       error_set(err, ERROR_INPUT, "covariance of %s and %s: %s",
			 members->list[i]->domain, members->list[j]->domain,
			 undefined_text(variance.why));
}

/* Only pairs of ranked units are asked for. */
static bool fill_covariance(struct league *league, const struct members *members,
			    struct error *err)
{
	size_t n = league->nrows;
	struct scores *scores = xcalloc(n + 1, sizeof(*scores));
	bool done = true;

	league->covariance = xcalloc(n * n + 1, sizeof(double));
	for (size_t i = 0; i < n; i++) {
		scores_init(&scores[i], tally_plan(members->tally),
			    members->list[i]->result.domain,
			    &members->list[i]->result.estimand);
		scores_keep(&scores[i]);
	}
	for (size_t i = 0; done && i < n; i++)
		for (size_t j = 0; done && j < i; j++) {
			double value = 0;
			if (is_ranked(&league->rows[i]) && is_ranked(&league->rows[j]))
				done = covariance_of(members, scores, i, j, &value,
						     err);
			league->covariance[i * n + j] = value;
			league->covariance[j * n + i] = value;
		}
	for (size_t i = 0; i < n; i++)
		scores_release(&scores[i]);
	free(scores);
	return done;
}

/* Without a design, respondents of two domains are independent; what two items say of
 * one domain never is. */
static bool are_independent(const struct members *members, size_t n)
{
	bool apart = design_is_srs(tally_design(members->tally));

	for (size_t i = 1; apart && i < n; i++)
		apart = members->list[i]->result.domain !=
			members->list[i - 1]->result.domain;
	return apart;
}

bool league_of_figures(struct league *league, const struct pass *pass,
		       const struct figure *const *figures, size_t n,
		       const struct league_making *how, struct error *err)
{
	struct members members = {.list = figures, .tally = pass_tally(pass)};

	members.how = estimate_defaults(tally_design(members.tally));
	if (how->methods->figures.has_method)
		members.how.method = how->methods->figures.method;
	members.how.lonely = how->methods->figures.lonely;
	for (size_t i = 0; i < n; i++) {
		ARRAY_RESERVE(league->rows, league->nrows, league->room);
		league->rows[league->nrows++] =
			row_of(figures[i], how->methods->figures.min_n, how->arena);
	}
	fill_intervals(league, &members, how->options);
	return are_independent(&members, n) || fill_covariance(league, &members, err);
}
