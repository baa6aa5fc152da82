/* See spool.h: segments on disk, and what waits in them. */
#include "spool.h"

#include "disk.h"
#include "log.h"
#include "marks.h"

#include "forms/alloc.h"
#include "forms/text.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum {
	SEGMENT_BYTES = 16 << 20, /* no record begins behind this */
	READ_BYTES = 4 << 20,	  /* more than the largest record */
	NAME_BYTES = 32,
	DEPTH_MAX = 5 * 1000 * 1000
};

struct segment {
	unsigned number;
	off_t length; /* of what is sound, or lies before something that is */
	bool damaged;
};

struct spool {
	int folder;
	pthread_mutex_t lock;	  /* of all below */
	struct segment *segments; /* the oldest first */
	size_t nsegments, room;
	int last;	       /* the last segment, for appending; -1: not open */
	off_t read, read_next; /* in the first: where reading is, and will be */
	struct mark *taken;    /* those last read */
	size_t ntaken;
	struct marks *marks; /* of all that wait */
	unsigned next;	     /* number of the next segment */
};

static void segment_name(unsigned number, char name[static NAME_BYTES])
{
	snprintf(name, NAME_BYTES, "%08u.spool", number);
}

int spool_folder(const struct spool *spool)
{
	return spool->folder;
}

enum spool_match spool_find(struct spool *spool, const struct saving *saving)
{
	struct mark mark;
	enum spool_match match = SPOOL_NONE;

	pthread_mutex_lock(&spool->lock);
	if (marks_count(spool->marks) > 0) {
		mark = mark_of(saving);
		match = marks_find(spool->marks, &mark);
	}
	pthread_mutex_unlock(&spool->lock);
	return match;
}

bool spool_has_first(struct spool *spool, const struct saving *details)
{
	struct saving tap = *details;

	tap.first = NULL;
	return spool_find(spool, &tap) != SPOOL_NONE;
}

size_t spool_depth(struct spool *spool)
{
	pthread_mutex_lock(&spool->lock);
	size_t depth = marks_count(spool->marks);
	pthread_mutex_unlock(&spool->lock);
	return depth;
}

/* --- appending --- */

static bool fail(struct error *err, const char *what)
{
	return error_set(err, ERROR_SYSTEM, "spool: %s: %s", what, strerror(errno));
}

/* A new segment is there when its name is. */
static bool begin_segment(struct spool *spool, struct error *err)
{
	char name[NAME_BYTES];

	segment_name(spool->next, name);
	int file = openat(spool->folder, name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC,
			  0600);
	if (file < 0 || fsync(spool->folder) != 0) {
		fail(err, name);
		if (file >= 0) {
			close(file);
			unlinkat(spool->folder, name, 0);
		}
		return false;
	}
	if (spool->last >= 0)
		close(spool->last);
	spool->last = file;
	ARRAY_RESERVE(spool->segments, spool->nsegments, spool->room);
	spool->segments[spool->nsegments++] = (struct segment){.number = spool->next++};
	return true;
}

/* A write that failed is cut off again. After a sync that failed nobody knows what is
 * on the disk, so nothing more goes into that segment. */
static bool write_records(struct spool *spool, const char *bytes, size_t length,
			  struct error *err)
{
	struct segment *segment = &spool->segments[spool->nsegments - 1];

	if (disk_write(spool->last, bytes, length, segment->length) &&
	    fdatasync(spool->last) == 0) {
		segment->length += (off_t)length;
		return true;
	}
	fail(err, "can't write");
	if (ftruncate(spool->last, segment->length) != 0 ||
	    fdatasync(spool->last) != 0) {
		close(spool->last);
		spool->last = -1;
	}
	return false;
}

static void now_text(char text[static TIMESTAMP_BYTES])
{
	struct timespec now;
	struct tm utc;

	clock_gettime(CLOCK_REALTIME, &now);
	gmtime_r(&now.tv_sec, &utc);
	strftime(text, TIMESTAMP_BYTES, "%Y-%m-%dT%H:%M:%SZ", &utc);
}

/* Those whose ids don't wait already; they do from now on. */
static void encode_fresh(struct spool *spool, FILE *out,
			 const struct saving *const *savings, size_t count,
			 enum spool_match *matches)
{
	char now[TIMESTAMP_BYTES];

	now_text(now);
	for (size_t i = 0; i < count; i++) {
		struct saving saving = *savings[i];
		struct mark mark = mark_of(&saving);
		matches[i] = marks_find(spool->marks, &mark);
		if (matches[i] != SPOOL_NONE)
			continue;
		if (!saving.submitted_at)
			saving.submitted_at = now;
		spool_encode(out, &saving);
		marks_add(spool->marks, &mark);
	}
}

static void unmark(struct spool *spool, const struct saving *const *savings,
		   size_t count, const enum spool_match *matches)
{
	for (size_t i = 0; i < count; i++) {
		struct mark mark = mark_of(savings[i]);
		if (matches[i] == SPOOL_NONE)
			marks_remove(spool->marks, &mark);
	}
}

static bool append_bytes(struct spool *spool, const char *bytes, size_t length,
			 struct error *err)
{
	if (marks_count(spool->marks) > DEPTH_MAX)
		return error_set(err, ERROR_SYSTEM, "spool: too many wait");
	if ((spool->last < 0 ||
	     spool->segments[spool->nsegments - 1].length >= SEGMENT_BYTES) &&
	    !begin_segment(spool, err))
		return false;
	return write_records(spool, bytes, length, err);
}

bool spool_append(struct spool *spool, const struct saving *const *savings,
		  size_t count, enum spool_match *matches, struct error *err)
{
	char *bytes = NULL;
	size_t length = 0;
	FILE *out = open_memstream(&bytes, &length);

	if (!out)
		abort(); /* out of memory, as everywhere */
	pthread_mutex_lock(&spool->lock);
	encode_fresh(spool, out, savings, count, matches);
	fclose(out);
	bool done = length == 0 || append_bytes(spool, bytes, length, err);
	if (!done)
		unmark(spool, savings, count, matches);
	pthread_mutex_unlock(&spool->lock);
	free(bytes);
	return done;
}

bool spool_refuse(struct spool *spool, const struct saving *saving, struct error *err)
{
	char *bytes = NULL;
	size_t length = 0;
	FILE *out = open_memstream(&bytes, &length);
	int file = openat(spool->folder, "refused.hls",
			  O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);

	if (!out)
		abort(); /* out of memory, as everywhere */
	spool_encode(out, saving);
	fclose(out);
	bool done = file >= 0 && write(file, bytes, length) == (ssize_t)length &&
		    fdatasync(file) == 0 && fsync(spool->folder) == 0;
	if (!done)
		fail(err, "refused.hls");
	if (file >= 0)
		close(file);
	free(bytes);
	return done;
}

/* --- reading --- */

/* The next sound record from `at`: where it begins, or `length` when there is none. */
static size_t find_record(const unsigned char *bytes, size_t length, size_t at,
			  struct arena *arena, struct saving *saving, size_t *taken)
{
	for (; at < length; at++) {
		const unsigned char *begin = memchr(bytes + at, 'H', length - at);
		if (!begin)
			break;
		at = (size_t)(begin - bytes);
		*taken = spool_decode(begin, length - at, arena, saving);
		if (*taken)
			return at;
	}
	return length;
}

/* The part of the first segment that comes next. */
static unsigned char *read_next(struct spool *spool, size_t *length, struct error *err)
{
	const struct segment *first = &spool->segments[0];
	char name[NAME_BYTES];

	segment_name(first->number, name);
	int file = openat(spool->folder, name, O_RDONLY | O_CLOEXEC);
	if (file < 0) {
		fail(err, name);
		return NULL;
	}
	off_t left = first->length - spool->read;
	*length = left < READ_BYTES ? (size_t)left : READ_BYTES;
	unsigned char *bytes = disk_read(file, spool->read, *length, err);
	close(file);
	return bytes;
}

/* Removes the first segment, all of which is settled. */
static void drop_first(struct spool *spool)
{
	char name[NAME_BYTES], damaged[NAME_BYTES + 8];
	const struct segment *first = &spool->segments[0];

	segment_name(first->number, name);
	snprintf(damaged, sizeof(damaged), "%s.damaged", name);
	if (first->damaged)
		renameat(spool->folder, name, spool->folder, damaged);
	else
		unlinkat(spool->folder, name, 0);
	fsync(spool->folder);
	if (spool->nsegments == 1 && spool->last >= 0) {
		close(spool->last);
		spool->last = -1;
	}
	memmove(spool->segments, spool->segments + 1,
		--spool->nsegments * sizeof(*spool->segments));
	spool->read = spool->read_next = 0;
}

static void decode_some(struct spool *spool, const unsigned char *bytes, size_t length,
			struct arena *arena, struct saving *savings, size_t most,
			size_t *count)
{
	size_t at = 0, taken;

	free(spool->taken);
	spool->taken = xcalloc(most, sizeof(*spool->taken));
	for (*count = 0; *count < most && at < length; ++*count) {
		struct saving *saving = &savings[*count];
		size_t begins = find_record(bytes, length, at, arena, saving, &taken);
		if (begins == length)
			break;
		at = begins + taken;
		spool->taken[*count] = mark_of(saving);
	}
	spool->ntaken = *count;
	/* what is left over may be the beginning of a record that goes on */
	bool all = spool->read + (off_t)length == spool->segments[0].length;
	if (*count < most && all)
		at = length;
	else if (*count == 0)
		at = length - READ_BYTES / 2;
	spool->read_next = spool->read + (off_t)at;
}

bool spool_oldest(struct spool *spool, struct arena *arena, struct saving *savings,
		  size_t most, size_t *count, struct error *err)
{
	unsigned char *bytes = NULL;
	size_t length;
	bool done = true;

	*count = 0;
	pthread_mutex_lock(&spool->lock);
	while (done && *count == 0 && spool->nsegments > 0) {
		if (spool->read >= spool->segments[0].length) {
			drop_first(spool);
			continue;
		}
		bytes = read_next(spool, &length, err);
		done = bytes;
		if (done)
			decode_some(spool, bytes, length, arena, savings, most, count);
		if (done && *count == 0)
			spool->read = spool->read_next;
		free(bytes);
	}
	pthread_mutex_unlock(&spool->lock);
	return done;
}

void spool_forget(struct spool *spool)
{
	pthread_mutex_lock(&spool->lock);
	for (size_t i = 0; i < spool->ntaken; i++)
		marks_remove(spool->marks, &spool->taken[i]);
	spool->ntaken = 0;
	spool->read = spool->read_next;
	if (spool->nsegments > 0 && spool->read >= spool->segments[0].length)
		drop_first(spool);
	pthread_mutex_unlock(&spool->lock);
}

/* --- opening --- */

/* Learns what a segment holds. What follows its last sound record was cut off, in the
 * last segment; what is not sound before another record is damage. */
static bool learn_segment(struct spool *spool, int file, struct segment *segment,
			  off_t size, struct error *err)
{
	unsigned char *bytes = disk_read(file, 0, (size_t)size, err);
	struct arena *arena = arena_new();
	size_t at = 0, taken = 0, length = (size_t)size;
	struct saving saving;

	for (size_t begins; bytes && at < length; at = begins + taken) {
		begins = find_record(bytes, length, at, arena, &saving, &taken);
		if (begins == length)
			break;
		segment->damaged |= begins > at;
		struct mark mark = mark_of(&saving);
		marks_add(spool->marks, &mark);
		arena_reset(arena);
	}
	segment->length = (off_t)at;
	arena_free(arena);
	free(bytes);
	return bytes;
}

static bool open_segment(struct spool *spool, struct segment *segment, bool is_last,
			 struct error *err)
{
	char name[NAME_BYTES];
	struct stat status;

	segment_name(segment->number, name);
	int file = openat(spool->folder, name, O_RDWR | O_CLOEXEC);
	bool done = file >= 0 && fstat(file, &status) == 0;
	if (!done)
		fail(err, name);
	done = done && learn_segment(spool, file, segment, status.st_size, err);
	if (done && segment->length < status.st_size) {
		log_event(LOG_WARNING, "spool_cut",
			  LOG_FIELDS({"file", .text = name},
				     {"bytes", .number = (uint64_t)(status.st_size -
								    segment->length)}));
		segment->damaged |= !is_last;
		if (is_last && ftruncate(file, segment->length) != 0)
			done = fail(err, name);
	}
	if (done && segment->damaged)
		log_event(LOG_ERROR, "spool_damaged",
			  LOG_FIELDS({"file", .text = name}));
	if (file >= 0)
		close(file);
	return done;
}

static int compare_segments(const void *left, const void *right)
{
	const struct segment *a = left, *b = right;

	return (a->number > b->number) - (a->number < b->number);
}

static bool find_segments(struct spool *spool, struct error *err)
{
	DIR *folder = fdopendir(dup(spool->folder));
	struct dirent *entry;
	unsigned number;
	char end;

	if (!folder)
		return fail(err, "can't read the folder");
	while ((entry = readdir(folder))) {
		if (strlen(entry->d_name) != strlen("00000001.spool") ||
		    sscanf(entry->d_name, "%8u.spoo%c", &number, &end) != 2)
			continue;
		ARRAY_RESERVE(spool->segments, spool->nsegments, spool->room);
		spool->segments[spool->nsegments++] =
			(struct segment){.number = number};
	}
	closedir(folder);
	if (spool->nsegments > 0)
		qsort(spool->segments, spool->nsegments, sizeof(*spool->segments),
		      compare_segments);
	return true;
}

static bool open_folder(struct spool *spool, const char *path, struct error *err)
{
	if (mkdir(path, 0700) != 0 && errno != EEXIST)
		return fail(err, path);
	spool->folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (spool->folder < 0)
		return fail(err, path);
	if (flock(spool->folder, LOCK_EX | LOCK_NB) != 0)
		return error_set(err, ERROR_CONFLICT,
				 "spool: %s is in use by another collector", path);
	return true;
}

struct spool *spool_open(const char *path, struct error *err)
{
	struct spool *spool = xcalloc(1, sizeof(*spool));

	spool->folder = spool->last = -1;
	spool->marks = marks_new();
	pthread_mutex_init(&spool->lock, NULL);
	bool done = open_folder(spool, path, err) && find_segments(spool, err);
	for (size_t i = 0; done && i < spool->nsegments; i++)
		done = open_segment(spool, &spool->segments[i],
				    i + 1 == spool->nsegments, err);
	spool->next =
		spool->nsegments ? spool->segments[spool->nsegments - 1].number + 1 : 1;
	if (done)
		return spool;
	spool_close(spool);
	return NULL;
}

void spool_close(struct spool *spool)
{
	if (!spool)
		return;
	if (spool->last >= 0)
		close(spool->last);
	if (spool->folder >= 0)
		close(spool->folder);
	marks_free(spool->marks);
	pthread_mutex_destroy(&spool->lock);
	free(spool->taken);
	free(spool->segments);
	free(spool);
}
