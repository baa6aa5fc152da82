/* replay: what a collector promised while the database was away goes into it, where no
 * collector runs that would do so by itself. */
#include "commands.h"
#include "replay.h"

enum exit_code command_replay(const struct invocation *call, struct error *err)
{
	const char *folder = option_value(call, "spool");
	struct spool *spool = NULL;
	struct replayed replayed;
	struct db *db = NULL;
	bool done = false;

	if (!folder)
		return usage_error(err, "replay needs --spool DIR");
	if (!(spool = spool_open(folder, err)) ||
	    !(db = command_db(call, DB_WRITER, err)))
		goto out;
	done = replay_all(db, spool, false, &replayed, err);
	if (done)
		printf("%zu kept, %zu withdrawn, %zu refused\n", replayed.kept,
		       replayed.dropped, replayed.refused);
out:
	db_close(db);
	spool_close(spool);
	if (!done)
		return EXIT_FAILED;
	return replayed.refused ? EXIT_REJECTED : EXIT_DONE;
}
