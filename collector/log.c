/* See log.h. */
#include "log.h"

#include "forms/alloc.h"

#include <pthread.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

enum { SILENCE_SECONDS = 10, KINDS_MAX = 16, TIME_BYTES = 40 };

static const struct {
	const char *name;
	int priority; /* syslog's */
} levels[] = {[LOG_ERROR] = {"error", 3},
	      [LOG_WARNING] = {"warning", 4},
	      [LOG_INFO] = {"info", 6}};
_Static_assert(ARRAY_SIZE(levels) == LOG_LEVEL_COUNT, "a row a level");

/* systemd tells device and inode of the stream it gave us. */
static bool is_journal(void)
{
	const char *stream = getenv("JOURNAL_STREAM");
	unsigned long long device, inode;
	struct stat status;

	return stream && sscanf(stream, "%20llu:%20llu", &device, &inode) == 2 &&
	       fstat(fileno(stderr), &status) == 0 && status.st_dev == device &&
	       status.st_ino == inode;
}

/* Bare where it can be: a word of visible characters. */
static void write_value(FILE *out, const char *value)
{
	bool bare = *value;

	for (const char *c = value; *c && bare; c++)
		bare = (unsigned char)*c > ' ' && *c != '"' && *c != '=' &&
		       *c != '\\' && *c != 0x7f;
	if (bare) {
		fputs(value, out);
		return;
	}
	putc('"', out);
	for (const char *c = value; *c; c++) {
		if (*c == '"' || *c == '\\')
			putc('\\', out);
		putc((unsigned char)*c < ' ' || *c == 0x7f ? ' ' : *c, out);
	}
	putc('"', out);
}

void log_write(FILE *out, enum log_level level, const char *event,
	       const struct log_field *fields, size_t nfields)
{
	fprintf(out, "level=%s event=%s", levels[level].name, event);
	for (size_t i = 0; i < nfields; i++) {
		fprintf(out, " %s=", fields[i].key);
		if (fields[i].text)
			write_value(out, fields[i].text);
		else
			fprintf(out, "%llu", (unsigned long long)fields[i].number);
	}
	putc('\n', out);
}

void log_event(enum log_level level, const char *event, const struct log_field *fields,
	       size_t nfields)
{
	char *line = NULL, when[TIME_BYTES];
	size_t length = 0;
	time_t now = time(NULL);
	struct tm tm;
	FILE *out = open_memstream(&line, &length);

	if (!out)
		return;
	if (is_journal())
		fprintf(out, "<%d>", levels[level].priority);
	else if (gmtime_r(&now, &tm) && strftime(when, sizeof(when), "%FT%TZ", &tm))
		fprintf(out, "time=%s ", when);
	log_write(out, level, event, fields, nfields);
	if (fclose(out) == 0)
		fwrite(line, 1, length,
		       stderr); /* in one piece: stderr has no buffer */
	free(line);
}

/* --- failures --- */

/* A kind of failure that was seen lately. */
struct kind {
	char *words; /* event and message */
	int64_t written;
	uint64_t left_out;
};

struct log_failures {
	pthread_mutex_t lock;
	struct kind kinds[KINDS_MAX];
};

struct log_failures *log_failures_new(void)
{
	struct log_failures *failures = xcalloc(1, sizeof(*failures));

	pthread_mutex_init(&failures->lock, NULL);
	return failures;
}

void log_failures_free(struct log_failures *failures)
{
	if (!failures)
		return;
	for (size_t i = 0; i < KINDS_MAX; i++)
		free(failures->kinds[i].words);
	pthread_mutex_destroy(&failures->lock);
	free(failures);
}

/* The place of that kind: where it stands, an empty one, or the oldest, made empty. */
static struct kind *find_kind(struct log_failures *failures, const char *words)
{
	struct kind *place = &failures->kinds[0];

	for (struct kind *k = failures->kinds; k < failures->kinds + KINDS_MAX; k++) {
		if (k->words && strcmp(k->words, words) == 0)
			return k;
		if (place->words && (!k->words || k->written < place->written))
			place = k;
	}
	free(place->words);
	*place = (struct kind){0};
	return place;
}

bool log_failures_pass(struct log_failures *failures, const char *event,
		       const char *message, int64_t second, uint64_t *again)
{
	char *words = xasprintf("%s %s", event, message);

	pthread_mutex_lock(&failures->lock);
	struct kind *kind = find_kind(failures, words);
	bool passes = !kind->words || second - kind->written >= SILENCE_SECONDS;
	*again = kind->left_out;
	free(kind->words);
	kind->words = words;
	kind->left_out = passes ? 0 : kind->left_out + 1;
	if (passes)
		kind->written = second;
	pthread_mutex_unlock(&failures->lock);
	return passes;
}

void log_failure(struct log_failures *failures, const char *event,
		 const struct error *err)
{
	char message[sizeof(err->message)];
	struct timespec now;
	uint64_t again = 0;
	/* "batch_insert: a value that somebody sent is wrong" */
	size_t most = err->code == ERROR_INPUT ? strcspn(err->message, ":")
					       : strlen(err->message);

	snprintf(message, sizeof(message), "%.*s", (int)most, err->message);
	clock_gettime(CLOCK_MONOTONIC, &now);
	if (!failures ||
	    log_failures_pass(failures, event, message, now.tv_sec, &again))
		log_event(LOG_ERROR, event,
			  LOG_FIELDS({"error", .text = message},
				     {"again", .number = again}));
}
