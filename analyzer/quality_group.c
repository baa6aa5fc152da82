/* How the answers of groups compare: see quality.h. */
#include "quality_store.h"

#include <math.h>

enum { NEIGHBOURS = 20 };

/* Squared coefficients of variation of rare rates, see outliers.h. */
#define MARKS_VARY 8.0

struct tested tested_new(const struct groups *groups)
{
	return (struct tested){xcalloc(groups->count + 1, sizeof(struct outlier_group)),
			       xcalloc(groups->count + 1, sizeof(uint32_t)), 0};
}

void tested_release(struct tested *tested)
{
	free(tested->list);
	free(tested->numbers);
}

void tested_add(struct tested *tested, size_t group, struct outlier_group given)
{
	tested->numbers[tested->n] = (uint32_t)group;
	tested->list[tested->n++] = given;
}

/* Marks of the group's responses become reasons. */
static void give_reasons(struct quality *q, const struct groups *groups, size_t group,
			 enum quality_kind kind)
{
	for (size_t i = groups->start[group]; i < groups->start[group + 1]; i++) {
		size_t r = groups->order[i];
		q->reasons[r] = (uint16_t)(q->reasons[r] | (q->marks[r] & bit(kind)));
	}
}

void quality_find_few(struct quality *q, enum quality_by by, uint32_t group,
		      enum quality_kind kind, size_t n)
{
	struct quality_finding *finding = quality_found(q, by, group, kind);

	finding->n = n;
	finding->verdict = QUALITY_FEW;
}

void quality_find_tested(struct quality *q, enum quality_by by,
			 const struct groups *groups, enum quality_kind kind,
			 struct tested *tested,
			 void (*judge)(struct outlier_group *, size_t, double))
{
	bool enough = tested->n >= OUTLIER_GROUPS_MIN;

	if (enough)
		judge(tested->list, tested->n, QUALITY_ALPHA);
	for (size_t i = 0; i < tested->n; i++) {
		const struct outlier_group *g = &tested->list[i];
		struct quality_finding *f =
			quality_found(q, by, tested->numbers[i], kind);
		f->n = (size_t)g->n;
		f->value = g->value;
		f->verdict = !enough ? QUALITY_FEW : g->out ? QUALITY_FLAG : QUALITY_OK;
		if (enough) {
			f->expected = g->expected;
			f->threshold = g->threshold;
			f->p = g->p;
		}
		if (f->verdict == QUALITY_FLAG)
			give_reasons(q, groups, f->group, kind);
	}
}

/* --- shares of marks -------------------------------------------------------------- */

struct count {
	double n, k;
};

static void add_mark(struct count *count, const struct quality *q, size_t response,
		     enum quality_kind kind, double sign)
{
	count->n += sign * ((q->can[response] & bit(kind)) != 0);
	count->k += sign * ((q->marks[response] & bit(kind)) != 0);
}

/* Per unit; the last place is of responses without one. */
static struct count *count_units(const struct quality *q, enum quality_kind kind,
				 struct count *all)
{
	uint32_t nunits = keys_count(q->keys[BY_UNIT]);
	struct count *units = xcalloc(nunits + 1, sizeof(*units));

	*all = (struct count){0, 0};
	for (size_t i = 0; i < q->n; i++) {
		uint32_t unit = q->group[BY_UNIT][i];
		add_mark(&units[unit == KEYS_NONE ? nunits : unit], q, i, kind, 1);
		add_mark(all, q, i, kind, 1);
	}
	return units;
}

/*
 * What is expected of the group's responses: the share of marks among the responses of
 * the same units that others collected, drawn towards that of all as if there were
 * NEIGHBOURS more of these.
 */
static double neighbours_share(const struct quality *q, const struct groups *groups,
			       size_t group, enum quality_kind kind,
			       struct count *units, const struct count *all)
{
	size_t from = groups->start[group], to = groups->start[group + 1];
	uint32_t nunits = keys_count(q->keys[BY_UNIT]);
	double sum = 0, n = 0;

	for (int pass = 0; pass < 3; pass++)
		for (size_t i = from; i < to; i++) {
			size_t r = groups->order[i];
			uint32_t unit = q->group[BY_UNIT][r];
			struct count *of = &units[unit == KEYS_NONE ? nunits : unit];
			if (pass != 1) {
				add_mark(of, q, r, kind, pass ? 1 : -1);
				continue;
			}
			sum += (of->k + NEIGHBOURS * (all->k + 0.5) / (all->n + 1)) /
			       (of->n + NEIGHBOURS);
			n++;
		}
	return sum / n;
}

static struct outlier_group count_marks(const struct quality *q,
					const struct groups *groups, size_t group,
					enum quality_kind kind)
{
	struct count count = {0, 0};

	for (size_t i = groups->start[group]; i < groups->start[group + 1]; i++)
		add_mark(&count, q, groups->order[i], kind, 1);
	return (struct outlier_group){.n = count.n,
				      .k = count.k,
				      .base = 1,
				      .variation = MARKS_VARY,
				      .value = count.k / count.n};
}

void quality_shares(struct quality *q, enum quality_by by, const struct groups *groups,
		    enum quality_kind kind)
{
	bool has_neighbours =
		kind == QUALITY_STRAIGHT && (by == BY_COLLECTED_BY || by == BY_UPLOAD);
	struct tested tested = tested_new(groups);
	struct count all, *units = count_units(q, kind, &all);

	for (size_t g = 0; g < groups->count; g++) {
		struct outlier_group count = count_marks(q, groups, g, kind);
		if (count.n > 0 && count.n < (double)q->options.n_min)
			quality_find_few(q, by, (uint32_t)g, kind, (size_t)count.n);
		if (count.n < (double)q->options.n_min)
			continue;
		if (has_neighbours)
			count.base = neighbours_share(q, groups, g, kind, units, &all);
		tested_add(&tested, g, count);
	}
	quality_find_tested(q, by, groups, kind, &tested, outliers_of_shares);
	tested_release(&tested);
	free(units);
}
