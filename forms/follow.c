/* See follow.h. */
#include "follow.h"

struct following {
	const char *answer;
	unsigned given;
	const enum truth *asked;
};

static const char *value_so_far(void *context, int item)
{
	const struct following *f = context;

	return (unsigned)item == f->given   ? f->answer
	       : f->asked[item] == TRUTH_NO ? ""
					    : NULL;
}

static enum truth holds(const struct expr *expr, const struct expr_values *values)
{
	return expr ? expr_truth(expr, values) : TRUTH_YES;
}

enum truth *follow(const struct answers *answers, struct arena *arena, unsigned given)
{
	const struct form *form = answers->form;
	enum truth *asked = arena_alloc(arena, form->nitems, sizeof(*asked));
	struct following following = {answers_get(answers, arena, given), given, asked};
	const struct expr_values values = {value_so_far, &following};

	/* in order: relevant speaks of earlier items only */
	for (unsigned i = 0; i < form->nitems; i++) {
		const struct item *item = &form->items[i];
		enum truth own = holds(item->relevant, &values);
		enum truth group =
			item->section < 0
				? TRUTH_YES
				: holds(form->sections[item->section].relevant,
					&values);
		asked[i] = i == given || item->hidden ? TRUTH_NO
			   : own < group	      ? own
						      : group;
	}
	return asked;
}
