/* See arrivals.h. */
#include "arrivals.h"

#include "agenda.h"
#include "keys.h"

#include "forms/alloc.h"

#include <math.h>
#include <string.h>

struct arrivals {
	struct agenda *agenda;
	unsigned factor; /* the index, in the plan */
	int8_t *levels;
	struct keys *keys;	    /* of units, under whether they are open */
	struct arrival_list *lists; /* by key; of the chosen ones after arrivals_read */
	size_t nlists, room;
	size_t nrows[2]; /* sample, open */
	bool open, has_design;
};

static double item_value(const struct plan_item *item, int8_t level)
{
	return level > 0 ? (item->satisfied >> (level - 1)) & 1 : (double)NAN;
}

double arrival_value(const struct plan *plan, unsigned factor, const int8_t *levels)
{
	const struct plan_factor *f = &plan->factors[factor];
	double sum = 0, value;
	size_t n = 0;

	for (size_t i = 0; i < f->nitems + f->nfactors; i++) {
		value = i < f->nitems ? item_value(&plan->items[f->items[i]],
						   levels[f->items[i]])
				      : arrival_value(plan, f->factors[i - f->nitems],
						      levels);
		if (isnan(value))
			continue;
		sum += value;
		n++;
	}
	return n ? fmin(1, sum / (double)n) : (double)NAN;
}

static struct arrival_list *list_of(struct arrivals *arrivals,
				    const struct source_row *row, bool open)
{
	bool added;
	uint32_t key = keys_add(arrivals->keys, open, row->unit, &added);

	if (added) {
		ARRAY_RESERVE(arrivals->lists, arrivals->nlists, arrivals->room);
		arrivals->lists[arrivals->nlists++] = (struct arrival_list){0};
	}
	return &arrivals->lists[key];
}

static void list_add(struct arrival_list *list, double value, int64_t time)
{
	if (list->n == list->room) {
		list->room = list->room ? 2 * list->room : 16;
		list->values = xrealloc(list->values, list->room, sizeof(double));
		list->times = xrealloc(list->times, list->room, sizeof(int64_t));
	}
	list->values[list->n] = value;
	list->times[list->n++] = time;
}

static bool take(void *context, const struct source_row *row, struct error *err)
{
	struct arrivals *arrivals = context;
	bool open = strcmp(row->selection, "open") == 0;
	(void)err;

	arrivals->nrows[open]++;
	arrivals->has_design =
		arrivals->has_design || row->stratum || row->psu || !isnan(row->weight);
	if (!row->unit)
		return true;
	agenda_levels(arrivals->agenda, row->answers, arrivals->levels);
	double value = arrival_value(agenda_plan(arrivals->agenda), arrivals->factor,
				     arrivals->levels);
	if (!isnan(value))
		list_add(list_of(arrivals, row, open), value, row->received_at);
	return true;
}

static int by_unit(const void *left, const void *right)
{
	const struct arrival_list *a = left, *b = right;

	return strcmp(a->unit, b->unit);
}

static void list_release(struct arrival_list *list)
{
	free(list->values);
	free(list->times);
}

/* Keeps the lists of one kind, in order. */
static void choose(struct arrivals *arrivals, enum selection_rule rule)
{
	size_t kept = 0;

	arrivals->open = rule == SELECTION_OPEN ||
			 (rule == SELECTION_AUTO && !arrivals->nrows[0]);
	for (uint32_t key = 0; key < arrivals->nlists; key++) {
		struct arrival_list list = arrivals->lists[key];
		list.unit = keys_label(arrivals->keys, key);
		if (keys_find(arrivals->keys, arrivals->open, list.unit) == key)
			arrivals->lists[kept++] = list;
		else
			list_release(&list);
	}
	arrivals->nlists = kept;
	if (kept)
		qsort(arrivals->lists, kept, sizeof(*arrivals->lists), by_unit);
}

static bool read_all(struct arrivals *arrivals, struct source *source,
		     struct error *err)
{
	static const char *const name[] = {"index"}, *const statistic[] = {"t2b"};
	const struct form *form = source_form(source);

	arrivals->agenda = agenda_new(form, name, 1, statistic, 1, err);
	if (!arrivals->agenda)
		return false;
	arrivals->factor = agenda_entry(arrivals->agenda, 0)->estimand.number;
	arrivals->levels = xcalloc(agenda_plan(arrivals->agenda)->nitems + 1,
				   sizeof(*arrivals->levels));
	return source_read_arrivals(source_db(source), source_name(source), form, take,
				    arrivals, err);
}

struct arrivals *arrivals_read(struct source *source, enum selection_rule rule,
			       struct error *err)
{
	struct arrivals *arrivals = xcalloc(1, sizeof(*arrivals));

	arrivals->keys = keys_new();
	if (!read_all(arrivals, source, err)) {
		arrivals_free(arrivals);
		return NULL;
	}
	choose(arrivals, rule);
	return arrivals;
}

void arrivals_free(struct arrivals *arrivals)
{
	if (!arrivals)
		return;
	for (size_t i = 0; i < arrivals->nlists; i++)
		list_release(&arrivals->lists[i]);
	free(arrivals->lists);
	free(arrivals->levels);
	keys_free(arrivals->keys);
	agenda_free(arrivals->agenda);
	free(arrivals);
}

size_t arrivals_count(const struct arrivals *arrivals)
{
	return arrivals->nlists;
}

const struct arrival_list *arrivals_at(const struct arrivals *arrivals, size_t number)
{
	return &arrivals->lists[number];
}

const struct arrival_list *arrivals_find(const struct arrivals *arrivals,
					 const char *unit)
{
	const struct arrival_list wanted = {.unit = unit};

	return arrivals->nlists ? bsearch(&wanted, arrivals->lists, arrivals->nlists,
					  sizeof(wanted), by_unit)
				: NULL;
}

bool arrivals_are_open(const struct arrivals *arrivals)
{
	return arrivals->open;
}

size_t arrivals_aside(const struct arrivals *arrivals)
{
	return arrivals->open ? 0 : arrivals->nrows[1];
}

bool arrivals_have_design(const struct arrivals *arrivals)
{
	return arrivals->has_design;
}
