/* See sqlstate.h. */
#include "sqlstate.h"

#include "forms/alloc.h"

#include <string.h>

enum error_code sqlstate_code(const char *state)
{
	static const struct {
		const char *begins;
		enum error_code code;
	} states[] = {
		{"23505", ERROR_CONFLICT},  {"23P01", ERROR_CONFLICT},
		{"23503", ERROR_NOT_FOUND}, {"22", ERROR_INPUT},
		{"23", ERROR_INPUT},	    {"42501", ERROR_DENIED},
		{"08", ERROR_AWAY},	    {"57P", ERROR_AWAY},
		{"53", ERROR_AWAY},	    {"25006", ERROR_AWAY},
		{"55P03", ERROR_AWAY},	    {"57014", ERROR_AWAY},
		{"58", ERROR_AWAY},	    {"0A000", ERROR_AWAY},
		{"42703", ERROR_AWAY},
	};

	for (size_t i = 0; i < ARRAY_SIZE(states); i++)
		if (strncmp(state, states[i].begins, strlen(states[i].begins)) == 0)
			return states[i].code;
	return ERROR_SYSTEM;
}
