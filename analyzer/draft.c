/* See draft.h. */
#include "draft.h"

FILE *draft_begin(struct draft *draft)
{
	*draft = (struct draft){0};
	draft->out = open_memstream(&draft->text, &draft->length);
	if (!draft->out)
		abort(); /* out of memory, as everywhere */
	return draft->out;
}

const char *draft_end(struct draft *draft, struct arena *arena)
{
	if (fclose(draft->out) != 0)
		abort();
	const char *kept = arena_strndup(arena, draft->text, draft->length);
	free(draft->text);
	return kept;
}
