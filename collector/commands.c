/* What the commands share; see commands.h. */
#include "commands.h"

#include <pwd.h>
#include <unistd.h>

struct db *command_db(const struct invocation *call, enum db_role role,
		      struct error *err)
{
	return db_open(option_value(call, "db"), role, err);
}

const char *command_actor(void)
{
	const struct passwd *user = getpwuid(geteuid());
	return user ? user->pw_name : "unknown";
}
