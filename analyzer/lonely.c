/* The policies for lonely PSUs by name; see design.h. */
#include <assert.h>
#include <string.h>

#include "design.h"
#include "forms/alloc.h"

static const char *const lonely_names[] = {
	[LONELY_FAIL] = "fail",		  [LONELY_REMOVE] = "remove",
	[LONELY_CERTAINTY] = "certainty", [LONELY_ADJUST] = "adjust",
	[LONELY_AVERAGE] = "average",
};
_Static_assert(ARRAY_SIZE(lonely_names) == LONELY_COUNT, "a name for each policy");

const char *lonely_name(enum lonely_policy policy)
{
	assert(policy < LONELY_COUNT);
	return lonely_names[policy];
}

bool lonely_from_name(const char *name, enum lonely_policy *policy)
{
	for (int i = 0; i < LONELY_COUNT; i++) {
		if (strcmp(lonely_names[i], name) != 0)
			continue;
		*policy = (enum lonely_policy)i;
		return true;
	}
	return false;
}
