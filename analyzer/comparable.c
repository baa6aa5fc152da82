/* See comparable.h. */
#include "comparable.h"

#include <string.h>

bool comparable_find(const struct reading *now, const struct reading *base,
		     enum comparable *found, struct error *err)
{
	const struct round *a = source_round(now->source);
	const struct round *b = source_round(base->source);
	bool follows = false, precedes = false;

	*found = strcmp(a->method, b->method) != 0 ? COMPARABLE_NOT_METHOD
		 : strcmp(a->form, b->form) != 0   ? COMPARABLE_NOT_FORM
						   : COMPARABLE_UNSAID;
	if (*found != COMPARABLE_UNSAID)
		return true;
	if (!source_follows(now->source, b->code, &follows, err) ||
	    !source_follows(base->source, a->code, &precedes, err))
		return false;
	if (follows || precedes)
		*found = COMPARABLE_DECLARED;
	else if (a->comparable_with || b->comparable_with)
		*found = COMPARABLE_NOT_OTHER;
	return true;
}

void comparable_reason(enum comparable found, const struct reading *now,
		       const struct reading *base, struct error *reason)
{
	const struct round *a = source_round(now->source);
	const struct round *b = source_round(base->source);

	if (found == COMPARABLE_NOT_METHOD)
		error_set(reason, ERROR_CONFLICT,
			  "rounds %s and %s are not comparable: method %s and method "
			  "%s",
			  a->code, b->code, a->method, b->method);
	else if (found == COMPARABLE_NOT_FORM)
		error_set(reason, ERROR_CONFLICT,
			  "rounds %s and %s are not comparable: form %s and form %s",
			  a->code, b->code, a->form, b->form);
	else if (found == COMPARABLE_NOT_OTHER)
		error_set(reason, ERROR_CONFLICT,
			  "rounds %s and %s are not comparable: --comparable-with "
			  "names another round",
			  a->code, b->code);
}
