/* See watch.h. */
#include "watch.h"

#include <math.h>
#include <string.h>

/* Multiples of the step, denser where the interval still moves fast. */
static size_t look_at(size_t number, size_t nlooks, size_t nsteps, size_t step)
{
	double way = (double)(number + 1) / (double)nlooks;

	return step *
	       (size_t)fmax((double)(number + 1), ceil(way * way * (double)nsteps));
}

static void add_looks(struct watch_unit *unit, const struct arrival_list *list,
		      const struct watch_options *options, size_t step)
{
	struct sequence sequence = {0};
	size_t nsteps = unit->n / step;

	unit->nlooks = nsteps < WATCH_LOOKS ? nsteps : WATCH_LOOKS;
	for (size_t i = 0; i < unit->nlooks; i++) {
		struct watch_look *look = &unit->looks[i];
		look->n = look_at(i, unit->nlooks, nsteps, step);
		while (sequence.n < look->n)
			sequence_take(&sequence, list->values[sequence.n]);
		look->mean = sequence.sum / (double)look->n;
		look->band = sequence_band(&sequence, options->level);
		look->at = list->times[look->n - 1];
	}
}

static void listen(struct watch_unit *unit, const struct arrival_list *list,
		   double limit, size_t step)
{
	unit->alarm = alarm_start(unit->past, limit);
	for (size_t i = 0; i < unit->n; i++)
		alarm_take(&unit->alarm, list->values[i]);
	if (!unit->alarm.first)
		return;
	unit->alarmed = (unit->alarm.first + step - 1) / step * step;
	unit->alarmed_at = list->times[unit->alarmed - 1];
}

static double past_of(const struct arrivals *past, const char *code,
		      const struct watch_options *options)
{
	const struct arrival_list *list = past ? arrivals_find(past, code) : NULL;

	if (!list || list->n < options->min_n)
		return (double)NAN;
	double bound = alarm_past(list->values, list->n, options->level);
	return bound > 0 ? bound : (double)NAN;
}

static void watch_unit(struct watch *watch, const struct arrival_list *list,
		       const struct arrivals *past)
{
	const struct watch_options *options = &watch->options;
	size_t step = options->min_n > 1 ? (size_t)options->min_n : 1;
	struct watch_unit *unit = &watch->units[watch->count++];

	*unit = (struct watch_unit){.code = arena_strdup(watch->arena, list->unit),
				    .n = list->n - list->n % step,
				    .newer = list->n % step,
				    .past = past_of(past, list->unit, options)};
	watch->answers += list->n;
	if (!unit->n)
		return;
	unit->last = list->times[unit->n - 1];
	add_looks(unit, list, options, step);
	if (!isnan(unit->past))
		listen(unit, list, options->limit, step);
	watch->told += unit->n;
	watch->alarms += unit->alarmed > 0;
}

void watch_init(struct watch *watch, const struct arrivals *now,
		const struct arrivals *past, const struct watch_options *options)
{
	*watch = (struct watch){.options = *options,
				.arena = arena_new(),
				.open = arrivals_are_open(now),
				.has_past = past,
				.aside = arrivals_aside(now),
				.has_design = arrivals_have_design(now)};
	watch->past_differs = past && arrivals_count(past) && arrivals_count(now) &&
			      arrivals_are_open(past) != watch->open;
	watch->units = xcalloc(arrivals_count(now) + 1, sizeof(*watch->units));
	for (size_t i = 0; i < arrivals_count(now); i++) {
		const struct arrival_list *list = arrivals_at(now, i);
		if (!options->unit || strcmp(list->unit, options->unit) == 0)
			watch_unit(watch, list, watch->past_differs ? NULL : past);
	}
}

void watch_release(struct watch *watch)
{
	free(watch->units);
	arena_free(watch->arena);
}

const struct watch_look *watch_now(const struct watch_unit *unit)
{
	return unit->nlooks ? &unit->looks[unit->nlooks - 1] : NULL;
}
