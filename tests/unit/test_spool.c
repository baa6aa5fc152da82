/* collector/spool: what was appended is read again, wherever a crash cut the file, and no
 * id is promised twice with different content. */
#include "collector/spool.h"
#include "forms/alloc.h"
#include "words.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { COUNT = 3 };

static char folder[] = "/tmp/hailong-spool.XXXXXX";
static const unsigned char levels[] = {4, 0, 0, 0};

static struct saving saving_number(unsigned number)
{
	struct saving saving = {.round = "t1",
				.unit = "H1",
				.channel = "web",
				.selection = "open",
				.submitted_at = "2026-03-01T08:00:00Z",
				.answers = levels,
				.answers_size = sizeof(levels)};

	saving.id[0] = (unsigned char)number;
	return saving;
}

static struct spool *reopen(struct spool *spool)
{
	struct error err = {0};

	spool_close(spool);
	spool = spool_open(folder, &err);
	if (!spool) {
		printf("# %s\n", err.message);
		exit(1);
	}
	return spool;
}

static bool append(struct spool *spool, const struct saving *saving,
		   enum spool_match *match)
{
	struct error err = {0};

	return spool_append(spool, &saving, 1, match, &err);
}

/* Reads and forgets all; were they the numbers 1 … n? */
static bool drain(struct spool *spool, unsigned n)
{
	struct saving savings[COUNT + 1];
	struct arena *arena = arena_new();
	struct error err = {0};
	unsigned seen = 0;
	size_t count = 1;
	bool good = true;

	while (good && count > 0) {
		good = spool_oldest(spool, arena, savings, ARRAY_SIZE(savings), &count,
				    &err);
		for (size_t i = 0; i < count; i++)
			good = good && savings[i].id[0] == ++seen;
		spool_forget(spool);
	}
	arena_free(arena);
	return good && seen == n && spool_depth(spool) == 0;
}

static size_t record_length(void)
{
	const struct saving saving = saving_number(1);
	char *bytes = NULL;
	size_t length = 0;
	FILE *out = open_memstream(&bytes, &length);

	spool_encode(out, &saving);
	fclose(out);
	free(bytes);
	return length;
}

/* Killed in the middle of a write: the file ends anywhere in the last record. */
static void test_torn(void)
{
	size_t length = record_length(), good = 0;
	struct spool *spool = reopen(NULL);
	enum spool_match match;
	char name[64];

	for (size_t left = 0; left < length; left++) {
		struct stat before;
		bool done = true;
		for (unsigned i = 1; i <= COUNT; i++) {
			struct saving saving = saving_number(i);
			done = done && append(spool, &saving, &match);
		}
		spool_close(spool);
		snprintf(name, sizeof(name), "%s/00000001.spool", folder);
		done = done && stat(name, &before) == 0 &&
		       before.st_size == (off_t)(COUNT * length) &&
		       truncate(name, (off_t)((COUNT - 1) * length + left)) == 0;
		spool = reopen(NULL);
		struct saving again = saving_number(COUNT);
		done = done && spool_depth(spool) == COUNT - 1 &&
		       spool_find(spool, &again) == SPOOL_NONE &&
		       append(spool, &again, &match) && drain(spool, COUNT);
		spool = reopen(spool);
		good += done && spool_depth(spool) == 0;
	}
	ok(good == length, "cut off at any of %zu bytes, the others are kept: %zu",
	   length, good);
	spool_close(spool);
}

static void test_same_id(void)
{
	static const unsigned char others[] = {5, 0, 0, 0};
	struct spool *spool = reopen(NULL);
	struct saving one = saving_number(1), other = one;
	struct error err = {0};

	other.answers = others;
	const struct saving *list[] = {&one, &one, &other};
	enum spool_match matches[ARRAY_SIZE(list)];
	ok(spool_append(spool, list, ARRAY_SIZE(list), matches, &err),
	   "a batch with one id three times is kept");
	ok(matches[0] == SPOOL_NONE && matches[1] == SPOOL_SAME &&
		   matches[2] == SPOOL_OTHER,
	   "the first is new, the same is the same, the other is another");
	ok(spool_depth(spool) == 1 && drain(spool, 1), "it is there once");
	ok(append(spool, &other, matches) && matches[0] == SPOOL_NONE &&
		   drain(spool, 1),
	   "once it has gone the id may come again");
	spool_close(spool);
}

/* Records of before there were flags have none, and end with their words. */
static void test_flags(void)
{
	struct spool *spool = reopen(NULL);
	struct saving savings[COUNT], plain = saving_number(1), flagged = plain;
	struct arena *arena = arena_new();
	struct error err = {0};
	enum spool_match match;
	size_t count = 0, length = record_length();
	struct stat file;
	char name[64];

	flagged.flags = 5;
	flagged.id[0] = 2;
	bool done = append(spool, &plain, &match) && append(spool, &flagged, &match);
	snprintf(name, sizeof(name), "%s/00000001.spool", folder);
	ok(done && stat(name, &file) == 0 && file.st_size == (off_t)(2 * length + 4),
	   "an answer without flags is written as it was before there were any");
	ok(spool_oldest(spool, arena, savings, COUNT, &count, &err) && count == 2 &&
		   savings[0].flags == 0 && savings[1].flags == 5,
	   "flags are read again");
	spool_forget(spool);
	arena_free(arena);
	spool_close(spool);
}

/* An answer and its details wait beside each other, and come back as what they are. */
static void test_details(void)
{
	static const unsigned char completed[] = {4, 1, 2, 0};
	static const struct saying words = {"comment", "lâu"};
	struct spool *spool = reopen(NULL);
	struct saving tap = saving_number(1), details = tap, read[3];
	struct arena *arena = arena_new();
	struct error err = {0};
	enum spool_match match;
	size_t count = 0;

	details.first = levels;
	details.answers = completed;
	details.sayings = &words;
	details.nsayings = 1;
	ok(!spool_has_first(spool, &details) && append(spool, &tap, &match) &&
		   spool_has_first(spool, &details),
	   "details find the answer they complete");
	ok(spool_find(spool, &details) == SPOOL_NONE &&
		   append(spool, &details, &match) && match == SPOOL_NONE,
	   "and wait beside it");
	spool = reopen(spool);
	ok(spool_depth(spool) == 2 && spool_find(spool, &details) == SPOOL_SAME &&
		   spool_find(spool, &tap) == SPOOL_SAME,
	   "both are known again");
	details.nsayings = 0;
	ok(spool_find(spool, &details) == SPOOL_OTHER, "other details are others");
	ok(spool_oldest(spool, arena, read, ARRAY_SIZE(read), &count, &err) &&
		   count == 2 && !read[0].first && read[1].first &&
		   memcmp(read[1].first, levels, sizeof(levels)) == 0 &&
		   memcmp(read[1].answers, completed, sizeof(completed)) == 0 &&
		   read[1].nsayings == 1,
	   "and read in order");
	spool_forget(spool);
	ok(spool_depth(spool) == 0, "both are forgotten");
	arena_free(arena);
	spool_close(spool);
}

/* The folder is full, or gone: nothing is promised. */
static void test_no_room(void)
{
	struct spool *spool = reopen(NULL);
	struct saving saving = saving_number(1);
	enum spool_match match;
	char aside[64];

	snprintf(aside, sizeof(aside), "%s.aside", folder);
	ok(rename(folder, aside) == 0 && rmdir(aside) == 0 &&
		   !append(spool, &saving, &match),
	   "where nothing can be written nothing is kept");
	ok(spool_depth(spool) == 0 && spool_find(spool, &saving) == SPOOL_NONE,
	   "nor remembered");
	spool_close(spool);
}

int main(void)
{
	/* what is cut off is told, which is of no interest here */
	if (!mkdtemp(folder) || !freopen("/dev/null", "w", stderr))
		return 1;
	test_torn();
	test_same_id();
	test_flags();
	test_details();
	test_no_room();
	return done_testing();
}
