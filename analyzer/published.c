/* See published.h. */
#include "published.h"

#include <math.h>
#include <string.h>

static bool is_same(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

static void compare_places(struct published_change *change, const struct published *now,
			   const struct published *before)
{
	if (!now->rank || !before->rank || !now->out_of || !before->out_of)
		return;
	change->places_note =
		now->out_of == before->out_of ? PUBLISHED_TOLD : PUBLISHED_OTHER;
	if (change->places_note == PUBLISHED_TOLD)
		change->places = before->rank - now->rank;
	else
		change->out_of_before = before->out_of;
}

struct published_change published_change(const struct published *list, size_t count,
					 size_t number)
{
	struct published_change change = {.value = (double)NAN};
	const struct published *now = &list[number], *before = now + 1;

	if (number + 1 >= count || before->year != now->year - 1 ||
	    !is_same(before->index, now->index) || !is_same(before->unit, now->unit))
		return change;
	change.value_note = is_same(before->measure, now->measure) ? PUBLISHED_TOLD
								   : PUBLISHED_OTHER;
	if (change.value_note == PUBLISHED_TOLD)
		change.value = now->value - before->value;
	compare_places(&change, now, before);
	return change;
}
