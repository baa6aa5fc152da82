/* What is said to a request that no handler sees: one table, for programs and for people. */
#ifndef HAILONG_COLLECTOR_REFUSAL_H
#define HAILONG_COLLECTOR_REFUSAL_H

#include "http.h"

/* Writes the reply of a status; `foreign`: another site's page has sent it. `allow` are the
 * methods that the address does have. */
void refusal_write(const struct request *request, struct reply *reply, unsigned status,
		   bool foreign, const char *allow);

#endif
