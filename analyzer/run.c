/* See run.h. */
#include "run.h"

#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

/* Returns what posix_spawnp does: 0 or an errno. */
static int start(const struct run *run, FILE *said, pid_t *pid)
{
	FILE *const files[] = {run->in, run->out, said};
	posix_spawn_file_actions_t actions;
	int failed = posix_spawn_file_actions_init(&actions);

	if (failed)
		return failed;
	for (int to = 0; !failed && to < 3; to++)
		failed = posix_spawn_file_actions_adddup2(&actions, fileno(files[to]),
							  to);
	/* argv of another program is never written to */
	union {
		const char *const *ours;
		char *const *theirs;
	} argv = {run->argv};
	if (!failed)
		failed = posix_spawnp(pid, run->argv[0], &actions, NULL, argv.theirs,
				      environ);
	posix_spawn_file_actions_destroy(&actions);
	return failed;
}

static time_t seconds_now(void)
{
	struct timespec now = {0};

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec;
}

/* False: it took too long and is no more. */
static bool wait_for(pid_t pid, unsigned seconds, int *status)
{
	const struct timespec pause = {.tv_nsec = 20 * 1000 * 1000};
	time_t until = seconds_now() + (time_t)seconds;

	while (waitpid(pid, status, WNOHANG) != pid) {
		if (seconds_now() > until) {
			kill(pid, SIGKILL);
			waitpid(pid, status, 0);
			return false;
		}
		nanosleep(&pause, NULL);
	}
	return true;
}

/* Cuts what is too long; without the newline. */
static void last_line(FILE *said, char *line, size_t room)
{
	char next[300];

	*line = '\0';
	rewind(said);
	while (fgets(next, sizeof(next), said)) {
		next[strcspn(next, "\n")] = '\0';
		if (*next)
			snprintf(line, room, "%s", next);
	}
}

static bool end(const struct run *run, FILE *said, pid_t pid, struct error *err)
{
	const char *name = run->argv[0];
	char line[300];
	int status = 0;

	if (!wait_for(pid, run->seconds, &status))
		return error_set(err, ERROR_SYSTEM, "%s: not done after %u seconds",
				 name, run->seconds);
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return true;
	last_line(said, line, sizeof(line));
	if (WIFSIGNALED(status))
		return error_set(err, ERROR_SYSTEM, "%s: ended by signal %d: %s", name,
				 WTERMSIG(status), line);
	return error_set(err, ERROR_SYSTEM, "%s: exit code %d: %s", name,
			 WEXITSTATUS(status), line);
}

bool run_program(const struct run *run, struct error *err)
{
	FILE *said = tmpfile();
	pid_t pid = 0;

	if (!said)
		return error_set(err, ERROR_SYSTEM, "a temporary file: %s",
				 strerror(errno));
	int failed = start(run, said, &pid);
	bool done =
		failed ? error_set(err,
				   failed == ENOENT ? ERROR_NOT_FOUND : ERROR_SYSTEM,
				   "%s: %s", run->argv[0], strerror(failed))
		       : end(run, said, pid, err);
	fclose(said);
	return done;
}
