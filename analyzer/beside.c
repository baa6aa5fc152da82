/* See beside.h. */
#include "beside.h"

#include <math.h>
#include <string.h>

enum on_time on_time_judge(double share, double low, double high)
{
	if (isnan(share) || isnan(low) || isnan(high))
		return ON_TIME_UNKNOWN;
	if (high < share - ON_TIME_SLACK)
		return ON_TIME_FILES_MORE;
	return low > share + ON_TIME_SLACK ? ON_TIME_PEOPLE_MORE : ON_TIME_NEAR;
}

static bool read_counts(struct beside *beside, const struct reading *now,
			struct error *err)
{
	static const char *const names[BESIDE_BY_COUNT] = {[BESIDE_OVERALL] = "overall",
							   [BESIDE_UNIT] = "unit",
							   [BESIDE_SERVICE] =
								   "service"};
	struct db *db = source_db(now->source);
	const char *round = source_name(now->source);

	for (int by = 0; by < BESIDE_BY_COUNT; by++)
		if (!grouping_parse(&beside->groupings[by], source_form(now->source),
				    names[by], err))
			return false;
	beside->funnel = funnel_new(beside->groupings, BESIDE_BY_COUNT);
	if (!dealings_read(db, round, funnel_add_dealings, beside->funnel, err) ||
	    !comments_read(db, round, funnel_add_comments, beside->funnel, err))
		return false;
	funnel_finish(beside->funnel);
	return true;
}

bool beside_read(struct beside *beside, const struct reading *now, uint64_t min_n,
		 struct arena *arena, struct error *err)
{
	const struct form *form = source_form(now->source);
	const struct remarks_wanted wanted = {.round = source_name(now->source),
					      .item = form->items[form->comment].name,
					      .min_n = min_n,
					      .most = REMARKS_MOST};
	struct db *db = source_db(now->source);

	return read_counts(beside, now, err) &&
	       published_list(db, arena, &beside->published, &beside->npublished,
			      err) &&
	       remarks_list(db, &wanted, arena, &beside->remarks, &beside->nremarks,
			    err);
}

void beside_release(struct beside *beside)
{
	funnel_free(beside->funnel);
}

const struct funnel_row *beside_row(const struct beside *beside, enum beside_by by,
				    const char *code)
{
	for (size_t i = 0; i < funnel_count(beside->funnel); i++) {
		const struct funnel_row *row = funnel_at(beside->funnel, i);
		if (row->grouping == &beside->groupings[by] &&
		    strcmp(row->domain, code) == 0)
			return row;
	}
	return NULL;
}
